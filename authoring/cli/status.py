"""``authoring status``: who is late, and with what."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import ANY_PATH, quiet_option, workspace_argument, workspace_or_here
from authoring.edition.years import parse_date

__all__ = ["command"]

HELP = """\
記入の進み具合を、項目と担当ごとに表示します。

\b
xlsx は作業フォルダーの out に 進捗.xlsx を書きます
（部署に送る依頼文のシートが付きます）。
途中の年度でも、終了コードは 0 です。提出期限は
edition.toml の deadline に書きます。

\b
例: authoring status 令和2年度 --format xlsx
"""


def _read_day(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> datetime.date | None:
    day = parse_date(typed) if typed else None
    if typed and day is None:
        raise click.BadParameter(
            f"「{typed}」は日付として読めません。2021-06-30 や 令和3年6月30日 のように指定してください。"
        )
    return day


@click.command("status", help=HELP, options_metavar="[オプション]")
@workspace_argument
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "xlsx"]),
    default="text",
    help="text（表）、json、xlsx（表と依頼文のブック）。",
)
@click.option("--out", type=ANY_PATH, metavar="FILE", help="書くファイル。")
@click.option("--today", callback=_read_day, metavar="DATE", help="期限までの日数を数える日（なければ今日）。")
@quiet_option
@click.pass_context
def command(
    context: click.Context, workspace: Path | None, shape: str, out: Path | None, today: datetime.date | None
) -> None:
    """Show what ``verbs.status`` finds."""
    from authoring import verbs

    folder = workspace_or_here(workspace)
    if shape == "json":
        try:
            done = verbs.status(folder, shape=shape, out=out, today=today)
        except Exception as error:  # the promise: one JSON document, whatever happens
            from authoring.documents.progress.shape import as_json

            found = terminal.trouble(error)
            terminal.show_traceback(error)
            _print(as_json(None, (found,)))
            context.exit(found.exit)
        _print(done.shown)
    else:
        done = verbs.status(folder, shape=shape, out=out, today=today)
        if shape == "text":
            click.echo(done.shown.decode(), nl=False)
    terminal.finish(done.problems, done.written, done.next_step)
    context.exit(done.exit)


def _print(document: bytes) -> None:
    """Bytes, so that the console's encoding does not touch them."""
    sys.stdout.flush()
    sys.stdout.buffer.write(document)
    sys.stdout.buffer.flush()
