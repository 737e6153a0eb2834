"""The command line: parse, call a verb, print. Each command is one file; all work is in ``authoring.verbs``."""

from __future__ import annotations

from authoring.cli import words  # noqa: F401  # isort: skip  (binds Japanese before click is imported)

import gc
import sys
from typing import Any

import click

from authoring import __version__
from authoring.cli import build, check, close, diff, new, reissue, status, terminal
from authoring.cli.arguments import quiet_option

__all__ = ["main"]

HELP = """\
業務実績の評価を、Excel の入力シートから作ります。

\b
new で作業フォルダーを作り、シートに記入し、check で点検して、
build で文書にします。
"""

SNAPSHOT_FORMAT = 1


class _Commands(click.Group):
    """A group that prints whatever goes wrong as a problem, with the promised exit codes."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        terminal.prepare()
        # A command is a short process whose values have no cycles: the collector frees nothing (163 MB with it and
        # without, full-size build) and takes an eighth of the time.
        gc.disable()
        try:
            return super().main(*args, **kwargs)
        except Exception as error:
            if not kwargs.get("standalone_mode", True):
                raise
            sys.exit(terminal.show_trouble(error))
        finally:
            gc.enable()


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from authoring.workbooks.layout import LAYOUT

    click.echo(f"authoring {__version__}、入力シートの様式 {LAYOUT}、スナップショットの形式 {SNAPSHOT_FORMAT}")
    context.exit()


@click.group(
    cls=_Commands,
    help=HELP,
    options_metavar="[オプション]",
    subcommand_metavar="コマンド ...",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="ツール、入力シート、スナップショットの版。",
)
@quiet_option
def main() -> None:
    """Choose a command."""


for _module in (new, reissue, check, build, diff, status, close):
    main.add_command(_module.command)
