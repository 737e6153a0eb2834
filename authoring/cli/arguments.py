"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from authoring.cli import terminal
from authoring.edition.years import parse_year

__all__ = ["ANY_PATH", "quiet_option", "read_year", "workspace_argument", "workspace_or_here"]

_F = TypeVar("_F", bound=Callable[..., object])

# Looked at by the verbs alone, so that a missing file is an unreadable input (exit 3) and no wrong usage (exit 2).
ANY_PATH = click.Path(path_type=Path, readable=False)


def read_year(_context: click.Context, _parameter: click.Parameter, typed: str) -> int:
    """Callback of YEAR: the fiscal year, in any form that people type.

    Raises:
        click.BadParameter: it names no year.
    """
    year = parse_year(typed)
    if year is None:
        raise click.BadParameter(
            f"「{typed}」は年度として読めません。r02、令和2年度、R2、2020 のように指定してください。"
        )
    return year


def quiet_option(function: _F) -> _F:
    """Add ``--quiet``."""
    return click.option(
        "--quiet", is_flag=True, expose_value=False, callback=terminal.quiet, help="結果と誤りだけを表示します。"
    )(function)


def workspace_argument(function: _F) -> _F:
    """Add WORKSPACE, which may be left out inside one."""
    return click.argument("workspace", required=False, type=ANY_PATH, metavar="[WORKSPACE]")(function)


def workspace_or_here(workspace: Path | None) -> Path:
    """The workspace named, else the one around the current folder.

    Raises:
        click.UsageError: none is named and the current folder lies in none.
    """
    from authoring import verbs

    found = workspace if workspace is not None else verbs.find_workspace(Path.cwd())
    if found is None:
        raise click.UsageError("WORKSPACE（edition.toml のあるフォルダー）を指定するか、その中で実行してください。")
    return found
