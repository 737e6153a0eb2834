"""``authoring check``: every problem of a workspace at once."""

from __future__ import annotations

from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import ANY_PATH, quiet_option, workspace_argument, workspace_or_here
from authoring.problems import exit_code

__all__ = ["command"]

HELP = """\
入力シートを点検し、問題をすべて一度に表示します。

\b
WORKSPACE（edition.toml のあるフォルダー）は、その中で
実行するときは省けます。

\b
--annotate DIR を付けると、問題のあるセルに色とメモを付けた
ブックの写しを DIR に書きます。写しは、直したり、シート
「点検結果」に判断を記入したりして、元のブックと入れ替え
られます。

\b
例: authoring check 令和2年度 --annotate 点検
"""


@click.command("check", help=HELP, options_metavar="[オプション]")
@workspace_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="表示の形。")
@click.option("--annotate", type=ANY_PATH, metavar="DIR", help="色とメモを付けた写しを書く場所。")
@quiet_option
@click.pass_context
def command(context: click.Context, workspace: Path | None, shape: str, annotate: Path | None) -> None:
    """Print every problem that ``verbs.check`` finds."""
    from authoring import verbs

    folder = workspace_or_here(workspace)
    if shape == "json":
        try:
            done = verbs.check(folder, annotate=annotate)
            problems = done.problems
            terminal.tell_written(done.written)
        except Exception as error:  # the promise: one JSON document, whatever happens
            problems = (terminal.trouble(error),)
            terminal.show_traceback(error)
        terminal.write_json(problems)
        context.exit(exit_code(problems))
    done = verbs.check(folder, annotate=annotate)
    terminal.tell_written(done.written)
    context.exit(terminal.report(done.problems, done.next_step))
