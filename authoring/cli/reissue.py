"""``authoring reissue``: the workbooks made anew after a change of plan, owner, prior figure or layout."""

from __future__ import annotations

from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import quiet_option, workspace_argument, workspace_or_here

__all__ = ["command"]

HELP = """\
計画や担当が変わったあと、入力シートを作り直します。

\b
記入された内容は、すべて新しいシートに移します。置き場がなく
なったものは、シート「行き先なし」に残します。変わらないブックは
そのままです。元のブックは、作業フォルダーの「旧」に残ります。

\b
例: authoring reissue 令和2年度
"""


@click.command("reissue", help=HELP, options_metavar="[オプション]")
@workspace_argument
@click.option("--for", "for_", metavar="OWNER", help="この担当のブックだけを作り直します。")
@quiet_option
@click.pass_context
def command(context: click.Context, workspace: Path | None, for_: str | None) -> None:
    """Make the workbooks anew by ``verbs.reissue``."""
    from authoring import verbs

    done = verbs.reissue(workspace_or_here(workspace), for_=for_)
    context.exit(terminal.finish(done.problems, done.written, done.next_step))
