"""``authoring close``: the finished year becomes a past year."""

from __future__ import annotations

from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import ANY_PATH, quiet_option, workspace_argument, workspace_or_here

__all__ = ["command"]

HELP = """\
終わった年度を、過去年度として残します。

\b
評定まですべて揃い、誤りのないときだけ書きます。書く場所は、
--out がなければ、edition.toml の past_years の最初のフォル
ダーです（例 past_years/r02）。WORKSPACE（edition.toml のある
フォルダー）は、その中で実行するときは省けます。

\b
例: authoring close 令和2年度
"""


@click.command("close", help=HELP, options_metavar="[オプション]")
@workspace_argument
@click.option("--out", type=ANY_PATH, metavar="DIR", help="書く場所（空か、まだないフォルダー）。")
@quiet_option
@click.pass_context
def command(context: click.Context, workspace: Path | None, out: Path | None) -> None:
    """Write the past year by ``verbs.close``."""
    from authoring import verbs

    done = verbs.close(workspace_or_here(workspace), out=out)
    context.exit(terminal.finish(done.problems, done.written, done.next_step))
