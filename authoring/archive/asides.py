"""``checks.toml``: the problems that people set aside, read, held against the problems of today, and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import ParseError, TOMLKitError
from tomlkit.items import AoT, Table

from authoring.edition.years import parse_year
from authoring.problems import Origin, Problem, catalogue, problem
from authoring.workbooks.findings import can_set_aside, same

__all__ = ["CHECKS", "Aside", "Held", "checks_text", "read_asides"]

CHECKS = "checks.toml"
_HEAD = (
    "そのままとした問題です。authoring check が、点検結果のシートに記入された対応から書きます。",
    "値(value)が変わると、問題に戻ります。until に年度(例 令和2年度)を入れると、その年度までとなります。",
)
_NEEDED = ("rule", "place", "value")


@dataclass(frozen=True, slots=True)
class Aside:
    """One decision to leave a problem as it is.

    ``place`` is made of ids; where there are none it is the address, and ``file`` says where. ``finding`` is the
    message: it tells two problems of one cell apart. ``source`` is the workbook whose 点検結果 said so.
    """

    rule: str
    place: str
    value: str
    file: str = ""
    finding: str = ""
    reason: str = ""
    role: str = ""
    until: str = ""
    source: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two decisions the same one, whatever was decided."""
        return (*self.where, same(self.value), same(self.finding))

    @property
    def where(self) -> tuple[str, str, str]:
        """The rule and place, whatever the value is."""
        return self.rule, self.place, self.file

    @property
    def words(self) -> tuple[str, str]:
        """What was typed for it."""
        return self.reason, self.role

    def holds(self, other: Aside) -> bool:
        """Whether it is about ``other``, the problem of today; an entry written by hand may leave out the finding."""
        alike = self.where == other.where and same(self.value) == same(other.value)
        return alike and (not self.finding or same(self.finding) == same(other.finding))


@dataclass(frozen=True)
class Held:
    """What checks.toml holds; ``text`` is None where it can't be read, and is then never written."""

    asides: tuple[Aside, ...] = ()
    text: str | None = ""


def read_asides(root: Path, year: int) -> tuple[Held, list[Problem]]:
    """Read checks.toml of a workspace: one problem (exit 3) where it is broken; nothing where it is not there."""
    path, at = root / CHECKS, Origin(CHECKS)
    if not path.exists():
        return Held(), []
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = _asides(text)
    except (OSError, UnicodeDecodeError, TOMLKitError, ValueError) as broken:
        return Held(text=None), [problem("checks-broken", at, why=_why(broken))]
    problems: list[Problem] = []
    kept = []
    for number, one in enumerate(found, 1):
        row = f"{number}つ目の判断"
        if one.rule not in catalogue():
            problems.append(problem("aside-rule-unknown", at, row=row, rule=one.rule))
        elif not can_set_aside(one.rule):
            problems.append(problem("aside-refused", at, row=row, rule=one.rule))
        elif not (one.reason.strip() and one.role.strip()):
            missing = "理由(reason)" if not one.reason.strip() else "役職(role)"
            problems.append(problem("aside-incomplete", at, row=row, missing=missing))
        elif not one.until or (parse_year(one.until) or 0) >= year:
            kept.append(one)
    return Held(tuple(kept), text), problems


def _why(broken: Exception) -> str:
    """What hinders reading, in Japanese: the libraries say it in English."""
    if isinstance(broken, OSError):
        return "ファイルを開けません"
    if isinstance(broken, UnicodeDecodeError):
        return "文字コードが UTF-8 ではありません"
    if isinstance(broken, ParseError):
        return f"{broken.line}行目の書き方"
    return "同じ項目が二度あります" if isinstance(broken, TOMLKitError) else str(broken)


def _asides(text: str) -> list[Aside]:
    """Every entry; ValueError says in Japanese which one has another shape."""
    held = tomlkit.parse(text).unwrap().get("aside", [])
    if not isinstance(held, list):
        raise ValueError("[[aside]] の形になっていません")
    found = []
    names = [f.name for f in fields(Aside)]
    for number, entry in enumerate(held, 1):
        said = {k: v for k, v in entry.items() if k in names} if isinstance(entry, dict) else {}
        if isinstance(said.get("until"), int):  # 2020
            said["until"] = str(said["until"])
        missing = [k for k in names if (k in _NEEDED and k not in said) or not isinstance(said.get(k, ""), str)]
        if missing:
            raise ValueError(f"{number}つ目の [[aside]] の {'、'.join(missing)} がないか、文字列ではありません")
        one = Aside(**said)
        if one.until and parse_year(one.until) is None:
            raise ValueError(f"{number}つ目の [[aside]] の until「{one.until}」は年度として読めません")
        found.append(one)
    return found


def checks_text(text: str, said: Sequence[Aside], gone: Iterable[Aside]) -> str:
    """The text of checks.toml with ``said`` in it and without ``gone``; remarks and order of people stay.

    The same text where nothing is new: then nothing has to be written.
    """
    document = tomlkit.parse(text)
    entries = _entries(document)
    leaving = {one.key for one in gone}
    changed = False
    for index in reversed(range(len(entries))):
        if _of(entries[index]).key in leaving:
            del entries[index]
            changed = True
    new = []
    for one in said:
        entry = next((e for e in entries if _of(e).key == one.key), None)
        if entry is None:
            new.append(one)
        elif _of(entry).words != one.words:
            entry.update(reason=one.reason, role=one.role, source=one.source)
            changed = True
    if not new and not changed:
        return text
    if not text:
        for line in _HEAD:
            document.add(tomlkit.comment(line))
        document.add(tomlkit.nl())
    for each in new:
        entries.append(_table(each))
    if not len(entries):
        document.remove("aside")
    elif document.get("aside") is not entries:
        if "aside" in document:
            document.remove("aside")
        document.add("aside", entries)
    return tomlkit.dumps(document)


def _entries(document: TOMLDocument) -> AoT:
    """The entries as ``[[aside]]``; those of a list in one line (``aside = [{…}]``) are made so."""
    held = document.get("aside")
    if isinstance(held, AoT):
        return held
    made = tomlkit.aot()
    for entry in held or ():
        table = tomlkit.table()
        table.update(entry)
        made.append(table)
    return made


def _of(entry: Table) -> Aside:
    said = entry.unwrap()
    return Aside(**{f.name: str(said.get(f.name, "")) for f in fields(Aside)})


def _table(one: Aside) -> Table:
    table = tomlkit.table()
    for name in (f.name for f in fields(one)):
        value = getattr(one, name)
        if value or name not in ("file", "finding", "source"):
            table.add(name, tomlkit.string(value))
    return table
