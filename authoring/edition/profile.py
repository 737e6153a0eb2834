"""The agency profile: everything that is one agency's and not the craft's (``agency.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from authoring.edition.digits import DIGIT_WIDTHS
from authoring.problems import Origin, Problem, problem

__all__ = ["Column", "DocumentKind", "MidTerm", "Profile", "Rater", "Scale", "Step", "profile_from", "read_profile"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the wide table. ``fills``: plan (the frame), typed, or rating (typed, with ratings on top)."""

    id: str
    heading: str
    side: Literal["agency", "ministry"] = "agency"
    spans: Literal["row", "unit", "item"] = "row"
    fills: Literal["plan", "typed", "rating"] = "typed"
    echo: bool = False
    register: str = ""
    width: int = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a rating scale: letter, wording, and (where the scale has them) the lower bound of achievement in %."""

    letter: str
    wording: str
    from_percent: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale, best first."""

    id: str
    steps: tuple[Step, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters, best first."""
        return tuple(step.letter for step in self.steps)


@dataclass(frozen=True, slots=True)
class Rater:
    """Who rates, on which scale; ``label`` stands before the letter in print.

    ``column``: the column that the rating stands in, where there are several; its side is the rater's.
    """

    id: str
    name: str
    scale: str
    label: str = "評価"
    column: str = ""


@dataclass(frozen=True, slots=True)
class MidTerm:
    """A mid-term period: its name and its first and last fiscal year (western)."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document: stage (report, evaluation), file name without ending, title, columns, parts; ``excel``: that too."""

    stage: str
    file: str
    title: str
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    excel: bool = False


@dataclass(frozen=True)
class Profile:
    """An agency profile. ``levels`` are sample marks of the heading levels (Ⅰ 1. (1) ① ア (ア) i)."""

    agency: str
    short_name: str
    ministry: str
    columns: tuple[Column, ...]
    raters: tuple[Rater, ...]
    scales: tuple[Scale, ...]
    levels: tuple[str, ...]
    documents: tuple[DocumentKind, ...]
    mid_terms: tuple[MidTerm, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # request, commitment: how such sentences end
    digits: str = "半角"  # how numbers stand in running text, see digits.py
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def column(self, column_id: str) -> Column:
        """The column of that id."""
        return next(c for c in self.columns if c.id == column_id)

    @property
    def plan_column(self) -> Column:
        """The column that the plan fills."""
        return next(c for c in self.columns if c.fills == "plan")

    def typed(self, side: str) -> tuple[Column, ...]:
        """The columns that people of that side type, in order."""
        return tuple(c for c in self.columns if c.side == side and c.fills != "plan")

    def rating_column(self, rater: Rater) -> Column:
        """The column that the rater's letter stands in: its own, else the first that holds ratings."""
        return next(c for c in self.columns if c.fills == "rating" and rater.column in ("", c.id))

    def raters_of(self, side: str) -> tuple[Rater, ...]:
        """The raters of that side, in order: the agency's own are typed by the agency, the others by the Ministry."""
        return tuple(r for r in self.raters if self.rating_column(r).side == side)

    def scale_of(self, rater: str) -> Scale:
        """The scale of that rater."""
        name = next(r.scale for r in self.raters if r.id == rater)
        return next(s for s in self.scales if s.id == name)

    def mid_term(self, year: int) -> MidTerm | None:
        """The mid-term period that the year lies in."""
        return next((m for m in self.mid_terms if m.first <= year <= m.last), None)

    def word(self, key: str) -> str:
        """A fixed word of the document (titles of parts and the like), as the profile says it."""
        return self.words[key]


def profile_from(data: Mapping[str, Any]) -> Profile:
    """A profile from parsed TOML or from a snapshot's ``profile``.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or of another shape.
    """
    return Profile(
        agency=data["agency"],
        short_name=data.get("short_name", data["agency"]),
        ministry=data.get("ministry", ""),
        columns=tuple(Column(**c) for c in data["columns"]),
        raters=tuple(Rater(**r) for r in data["raters"]),
        scales=tuple(Scale(s["id"], tuple(Step(**step) for step in s["steps"])) for s in data["scales"]),
        levels=tuple(data["levels"]),
        documents=tuple(
            DocumentKind(
                d["stage"], d["file"], d["title"], tuple(d["columns"]), tuple(d["parts"]), bool(d.get("excel"))
            )
            for d in data["documents"]
        ),
        mid_terms=tuple(MidTerm(**m) for m in data.get("mid_terms", ())),
        words=dict(data.get("words", {})),
        endings={kind: tuple(words) for kind, words in data.get("endings", {}).items()},
        digits=_digits(data.get("digits", "半角")),
        raw={key: value for key, value in data.items() if key != "default"},  # which profile `new` takes is no content
    )


def _digits(told: object) -> str:
    if told not in DIGIT_WIDTHS:
        raise ValueError(f'digits = "{told}" は {"・".join(DIGIT_WIDTHS)} のどれでもありません')
    return str(told)


PARTS = ("title", "ratings", "criteria", "counts", "contents", "body", "answers", "statements", "appendix")
_WORDS = (
    "ratings", "ratings_items", "ratings_former", "criteria", "counts", "contents", "contents_items", "contents_page",
    "total",
)  # fmt: skip


_TAKEN = re.compile("id|unit|number|state|key|title|(?:prior_|rating_|y[12]).*")


def _is_taken(column: Column) -> bool:
    """Whether the sheets have a column of their own by that id."""
    return bool(_TAKEN.fullmatch(column.id)) or (column.id == "plan" and column.fills != "plan")


def _loose_ends(profile: Profile) -> list[str]:
    """What the parts of a profile name and the profile does not have, in words for a person."""
    ids = [c.id for c in profile.columns]
    found = [f"列 {i} が二つあります" for i in dict.fromkeys(ids) if ids.count(i) > 1]
    if sum(c.fills == "plan" for c in profile.columns) != 1:
        found.append('fills = "plan" の列がちょうど一つ要ります')
    found += [f"列 {c.id} のIDは使えません(道具のシートの列と同じです)" for c in profile.columns if _is_taken(c)]
    found += [
        f'列 {c.id} は法人が記入する列なので、spans = "row" です'
        for c in profile.columns if c.side == "agency" and c.fills != "plan" and c.spans != "row"
    ]  # fmt: skip
    rated = [c.id for c in profile.columns if c.fills == "rating"]
    if not rated:
        found.append('fills = "rating" の列が要ります')
    strays = (r for r in profile.raters if r.column not in ("", *rated))
    found += [f"評定者 {r.id} の列 {r.column} は、評定の列ではありません" for r in strays]
    held = {r.column or "".join(rated[:1]) for r in profile.raters}
    found += [f"評定の列 {c} に、評定者がありません" for c in rated if c not in held]
    scales = {s.id for s in profile.scales if s.steps}
    found += [f"評定者 {r.id} の段階 {r.scale} がありません" for r in profile.raters if r.scale not in scales]
    for d in profile.documents:
        found += [f"文書 {d.file} の列 {c} がありません" for c in d.columns if c not in ids]
        found += [f"文書 {d.file} の部 {p} はありません(あるのは {' '.join(PARTS)})" for p in d.parts if p not in PARTS]
    annexes = [p for p in ("answers", "statements", "appendix") if any(p in d.parts for d in profile.documents)]
    found += [f"words に {w} がありません" for w in (*_WORDS, *annexes) if w not in profile.words]
    if not profile.raters or not profile.levels:
        found.append("raters と levels が要ります")
    return found


def read_profile(text: str, file: str) -> tuple[Profile | None, list[Problem]]:
    """The profile of an ``agency.toml``'s text; problems where it can't be understood."""
    try:
        profile = profile_from(tomllib.loads(text))
        loose = _loose_ends(profile)
        if loose:
            return None, [problem("settings-incomplete", Origin(file), why="、".join(loose))]
        return profile, []
    except tomllib.TOMLDecodeError as broken:
        return None, [problem("settings-broken", Origin(file), why=str(broken))]
    except (KeyError, TypeError, ValueError, StopIteration) as wrong:
        return None, [problem("settings-incomplete", Origin(file), why=str(wrong))]
