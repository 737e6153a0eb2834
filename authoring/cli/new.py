"""``authoring new``: a workspace for a year."""

from __future__ import annotations

from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import ANY_PATH, quiet_option, read_year

__all__ = ["command"]

HELP = """\
YEAR 年度の作業フォルダーを作ります。

\b
前の年度から見出しを引き継ぎ、入力シートに前の年度の文章と
数値を並べます。--from と --blank は、どちらか一つを指定します。

\b
例: authoring new r02 --from r01 --out 令和2年度
"""


@click.command("new", help=HELP, options_metavar="[オプション]")
@click.argument("year", callback=read_year, metavar="YEAR")
@click.option("--from", "from_", metavar="OLD", help="前の年度（作業フォルダー、過年度の年など）。")
@click.option("--blank", is_flag=True, help="過去のない最初の年度として作ります。")
@click.option("--profile", metavar="NAME", help="機関のプロファイルの名前。")
@click.option("--plan", type=ANY_PATH, metavar="FILE", help="承認された年度計画のファイル。")
@click.option("--out", type=ANY_PATH, metavar="DIR", help="作る場所（空か、まだないフォルダー）。")
@quiet_option
@click.pass_context
def command(
    context: click.Context,
    year: int,
    from_: str | None,
    blank: bool,
    profile: str | None,
    plan: Path | None,
    out: Path | None,
) -> None:
    """Make a workspace by ``verbs.new``."""
    if blank == (from_ is not None):
        both = "一緒に使えません。どちらか一つを" if blank else "どちらか一つを必ず"
        raise click.UsageError(f"--from OLD と --blank は、{both}指定してください。")
    from authoring import verbs

    done = verbs.new(year, from_=from_, blank=blank, profile=profile, plan=plan, out=out)
    context.exit(terminal.finish(done.problems, done.written, done.next_step))
