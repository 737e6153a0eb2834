"""``authoring build``: the documents of a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import ANY_PATH, quiet_option, workspace_argument, workspace_or_here

__all__ = ["command"]

HELP = """\
入力シートから Word と Excel の文書を作ります。

\b
誤りがあると何も書きません（--draft NAME を付けると、案と
して作ります）。WORKSPACE（edition.toml のあるフォルダー）は、
その中で実行するときは省けます。

\b
例: authoring build 令和2年度 --draft 第1案
"""


@click.command("build", help=HELP, options_metavar="[オプション]")
@workspace_argument
@click.option(
    "--stage",
    type=click.Choice(["report", "evaluation"]),
    default="evaluation",
    show_default=True,
    help="report: 主務省の欄のない報告書。",
)
@click.option("--out", type=ANY_PATH, metavar="DIR", help="書く場所（なければ作業フォルダーの out）。")
@click.option("--draft", metavar="NAME", help="誤りがあっても、この名前の案として作ります。")
@click.option("--pdf", is_flag=True, help="PDF も作り、目次に頁番号を入れます（LibreOffice が要ります）。")
@quiet_option
@click.pass_context
def command(
    context: click.Context, workspace: Path | None, stage: str, out: Path | None, draft: str | None, pdf: bool
) -> None:
    """Write the documents by ``verbs.build``."""
    from authoring import verbs

    done = verbs.build(workspace_or_here(workspace), stage=stage, out=out, draft=draft, pdf=pdf)
    context.exit(terminal.finish(done.problems, done.written, done.next_step))
