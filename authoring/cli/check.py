"""``authoring check``: every problem of a workspace at once."""

from __future__ import annotations

from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import quiet_option, workspace_argument, workspace_or_here
from authoring.problems import exit_code

__all__ = ["command"]

HELP = """\
入力シートを点検し、問題をすべて一度に表示します。

\b
WORKSPACE（edition.toml のあるフォルダー）は、その中で
実行するときは省けます。

\b
例: authoring check 令和2年度
"""


@click.command("check", help=HELP, options_metavar="[オプション]")
@workspace_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="表示の形。")
@quiet_option
@click.pass_context
def command(context: click.Context, workspace: Path | None, shape: str) -> None:
    """Print every problem that ``verbs.check`` finds."""
    from authoring import verbs

    folder = workspace_or_here(workspace)
    if shape == "json":
        try:
            problems = verbs.check(folder).problems
        except Exception as error:  # the promise: one JSON document, whatever happens
            problems = (terminal.trouble(error),)
            terminal.show_traceback(error)
        terminal.write_json(problems)
        context.exit(exit_code(problems))
    done = verbs.check(folder)
    context.exit(terminal.report(done.problems, done.next_step))
