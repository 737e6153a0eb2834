"""``authoring diff``: what changed from one edition to another, and what did not."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from authoring.cli import terminal
from authoring.cli.arguments import ANY_PATH, quiet_option

__all__ = ["command"]

HELP = """\
二つの版 OLD と NEW を比べ、増減を表示します。

\b
OLD と NEW は、作業フォルダー、作業フォルダー@案の名前、
edition.json のあるフォルダー、年度（r01 など）のどれかです。
html と xlsx は、NEW の作業フォルダーの out に書きます。

\b
例: authoring diff r01 令和2年度 --format html
    authoring diff 令和2年度@第1案 令和2年度 --for 総務部
"""


@click.command("diff", help=HELP, options_metavar="[オプション]")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "html", "xlsx"]),
    default="text",
    help="text（一画面の要約）、json、html（前と今を並べた頁）、xlsx（意見を記入するブック）。",
)
@click.option("--for", "owner", metavar="OWNER", help="この担当の項目だけを、主務省の欄を除いて示します。")
@click.option("--remarks", type=ANY_PATH, multiple=True, metavar="FILE", help="意見を記入したブック（何度でも）。")
@click.option("--out", type=ANY_PATH, metavar="FILE", help="書くファイル。")
@quiet_option
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str,
    shape: str,
    owner: str | None,
    remarks: tuple[Path, ...],
    out: Path | None,
) -> None:
    """Show what ``verbs.diff`` finds."""
    from authoring import verbs

    done = verbs.diff(old, new, shape=shape, owner=owner, out=out, remarks=remarks)
    if shape == "json" and done.changes is None:
        terminal.write_json(done.problems)  # one JSON document, whatever happens
    elif shape == "json":
        sys.stdout.flush()
        sys.stdout.buffer.write(done.shown)  # bytes, so that the console's encoding does not touch them
        sys.stdout.buffer.flush()
    else:
        click.echo(done.shown.decode(), nl=False)
    terminal.finish(done.problems, done.written, done.next_step)
    context.exit(done.exit)
