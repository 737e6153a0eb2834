"""A workspace's settings: ``edition.toml`` and ``agency.toml``; and where it keeps what."""

from __future__ import annotations

import datetime
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from authoring.archive.places import project_past_years
from authoring.edition.profile import Profile, read_profile
from authoring.edition.years import fiscal_year_name, parse_date, parse_year
from authoring.problems import Origin, Problem, catalogue, problem

__all__ = ["USUAL_PAST", "Workspace", "find_workspace", "open_workspace", "settings_text"]

USUAL_PAST = "../past_years"
"""Where past years lie unless told otherwise, seen from a workspace."""
PAPERS = ("A4", "A3")


@dataclass(frozen=True)
class Workspace:
    """An opened workspace: its folder, year, profile, and the folders of past years, nearest first.

    ``own_past_only``: the past years that come with the project are not looked at (a first year's ids are its own).
    """

    root: Path
    year: int
    profile: Profile
    past_roots: tuple[Path, ...]
    notice: str = ""
    deadline: datetime.date | None = None  # when the departments have to hand in
    own_past_only: bool = False
    rules_on: tuple[str, ...] = ()  # rules of the checks that are off unless an edition asks for them
    rules_off: tuple[str, ...] = ()
    fonts: Mapping[str, str] = field(default_factory=dict)  # body, heading: instead of the Word template's
    paper: str = ""  # A4, A3; "": the template's

    @property
    def own_past_roots(self) -> tuple[Path, ...]:
        """The folders of past years that ``edition.toml`` names; without any, the usual one beside the workspace."""
        named = self.past_roots if self.own_past_only else self.past_roots[:-1]
        return named or (self.root / USUAL_PAST,)

    @property
    def out(self) -> Path:
        """Where results go unless told otherwise."""
        return self.root / "out"


def find_workspace(start: Path) -> Path | None:
    """The folder itself or the nearest one above that holds edition.toml."""
    return next((p for p in (start, *start.parents) if (p / "edition.toml").is_file()), None)


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
    deadline, problems = _deadline(settings.get("deadline", ""))
    on, off, told_rules = _rules(settings.get("checks", {}))
    fonts, paper, told_look = _look(settings)
    problems += told_rules + told_look
    notice = str(settings.get("notice", ""))
    alone = settings.get("project_past_years") is False
    found = (*roots, *(() if alone else (project_past_years(),)))
    return Workspace(root, year, profile, found, notice, deadline, alone, on, off, fonts, paper), problems


def _deadline(told: object) -> tuple[datetime.date | None, list[Problem]]:
    """A date of TOML, or a text in any form that people write dates in. One that is none stops nothing: a warning."""
    if isinstance(told, datetime.datetime):
        return told.date(), []
    if isinstance(told, datetime.date):
        return told, []
    day = parse_date(str(told))
    return day, [] if day or told == "" else [problem("deadline-unknown", Origin("edition.toml"), value=told)]


def _rules(told: object) -> tuple[tuple[str, ...], tuple[str, ...], list[Problem]]:
    """``[checks]``: rules to run that are off by default, and rules not to run. A name that is none is a warning."""
    lists = [told.get(key, []) if isinstance(told, dict) else [] for key in ("on", "off")]
    on, off = (tuple(str(name) for name in (each if isinstance(each, list) else [each])) for each in lists)
    unknown = [name for name in (*on, *off) if name not in catalogue()]
    return on, off, [problem("rule-unknown", Origin("edition.toml"), name=name) for name in unknown]


def _look(settings: Mapping[str, object]) -> tuple[dict[str, str], str, list[Problem]]:
    """``[fonts]`` (body, heading) and ``paper``; what can't be used is a warning, and the template's own stays."""
    told, wanted = settings.get("fonts", {}), str(settings.get("paper", ""))
    given = told if isinstance(told, dict) else {str(told): ""}
    fonts = {r: n.strip() for r, n in given.items() if r in ("body", "heading") and isinstance(n, str) and n.strip()}
    problems = [problem("fonts-unknown", Origin("edition.toml"), name=role) for role in given if role not in fonts]
    paper = unicodedata.normalize("NFKC", wanted).strip().upper()
    if paper and paper not in PAPERS:
        problems.append(problem("paper-unknown", Origin("edition.toml"), name=wanted))
    return fonts, paper if paper in PAPERS else "", problems


def settings_text(
    year: int, notice: str, past_years: str | Sequence[str] = USUAL_PAST, *, own_past_only: bool = False,
    deadline: datetime.date | None = None,
) -> str:  # fmt: skip
    """The text of a new ``edition.toml``. ``past_years``: one folder or several, seen from the workspace."""
    folders = [past_years] if isinstance(past_years, str) else past_years
    lines = [
        "# この年度の作業フォルダーの設定です。",
        f'year = "{fiscal_year_name(year)}"',
        "# 過去年度の置き場(この作業フォルダーからの相対の道)。ここになければ、道具に付いているものを見ます。",
        f"past_years = [{', '.join(_quoted(each) for each in folders)}]",
    ]
    if own_past_only:
        lines += [
            "# 過去のない年度から始めたので、道具に付いている過去年度は見ません。",
            "project_past_years = false",
        ]
    lines += [
        "# 部署の提出期限。行頭の # を取って日付を直すと、status と依頼文に出ます。",
        f"deadline = {deadline}" if deadline else f"# deadline = {year + 1}-06-30",
    ]
    if notice:
        lines += ["# すべての頁に印刷される言葉。", f"notice = {_quoted(notice)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    import tomlkit  # only where a workspace is made

    return tomlkit.item(text).as_string()
