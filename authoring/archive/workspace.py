"""A workspace's settings: ``edition.toml`` and ``agency.toml``; and where it keeps what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from authoring.archive.places import project_past_years
from authoring.edition.profile import Profile, read_profile
from authoring.edition.years import fiscal_year_name, parse_year
from authoring.problems import Origin, Problem, problem

__all__ = ["Workspace", "open_workspace", "settings_text"]


@dataclass(frozen=True)
class Workspace:
    """An opened workspace: its folder, year, profile, and the folders of past years, nearest first."""

    root: Path
    year: int
    profile: Profile
    past_roots: tuple[Path, ...]
    notice: str = ""

    @property
    def out(self) -> Path:
        """Where results go unless told otherwise."""
        return self.root / "out"


def open_workspace(root: Path) -> tuple[Workspace | None, list[Problem]]:
    """Read both settings files; a problem (exit 3) where one is missing or can't be understood."""
    if not (root / "edition.toml").is_file():
        return None, [problem("workspace-missing", Origin("edition.toml"), folder=root.name or str(root))]
    try:
        settings = tomllib.loads((root / "edition.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        return None, [problem("settings-broken", Origin("edition.toml"), why=str(broken))]
    year = parse_year(str(settings.get("year", "")))
    if year is None:
        return None, [problem("settings-incomplete", Origin("edition.toml"), why="year")]
    try:
        text = (root / "agency.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as broken:
        return None, [problem("settings-broken", Origin("agency.toml"), why=type(broken).__name__)]
    profile, problems = read_profile(text, "agency.toml")
    if profile is None:
        return None, problems
    told = settings.get("past_years", [])
    roots = [root / str(p) for p in (told if isinstance(told, list) else [told])]
    return Workspace(root, year, profile, (*roots, project_past_years()), str(settings.get("notice", ""))), []


def settings_text(year: int, notice: str, past_years: str) -> str:
    """The text of a new ``edition.toml``."""
    lines = [
        "# この年度の作業場の設定です。",
        f'year = "{fiscal_year_name(year)}"',
        "# 過去年度の置き場(この作業場からの相対の道)。ここになければ、道具に付いているものを見ます。",
        f'past_years = ["{past_years}"]',
    ]
    if notice:
        lines += ["# すべての頁に印刷される言葉。", f'notice = "{notice}"']
    return "\n".join(lines) + "\n"
