"""Words of a text without structure: one title or name in two wordings, an era's old name, slips of units and marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from benchmarks.real_raw import Line, Raw, columns_of, joined, sentences

__all__ = ["words_in"]

_MARK = re.compile(r"^[│ ]*([(][0-9]{1,2}[)]|[①-⑳])\s*(\S.{3,40})$")
_INSIDE = re.compile(r"([①-⑳])\s*([^\s〇○]{4,24})(?=\s)")
_BLOB = 30  # letters of a piece that is a whole cell
_TITLE = re.compile(r"^([0-9])\.\s*(.{4,40})$")
_COLUMNS = 3
_ALIKE = 0.4
_QUOTED = re.compile("「([^「」|]{8,30})」")
_RUN = re.compile("[一-龥ァ-ヶー]{6,24}")
_NEAR = 0.86
_OFTEN = 3
_LONG = 9  # letters of a name that can be misspelt
_SURE = 11  # letters of a word that a second place is enough for
_UNGROUPED = re.compile(r"(?<![0-9,.年第平成令和])([1-9][0-9]{3})(?:\.[0-9])?\s*(?:回|席|億円|件|人)(?!以上)")
_NO_UNIT = re.compile(r"[(]▲?[0-9.]+\s*億[)]")
_NUMBERED = re.compile("([①-⑨])([一-龥ぁ-んァ-ヶー]{5,14})")
_VARIANTS = {"順守": "遵守", "わかりやす": "分かりやす", "厚労省": "厚生労働省", "問合せ": "問い合わせ",
             "取り組み(?=を|に|の|が|は|、)": "取組", "取組み": "取組", "手続き(?=等|の|を|に|が)": "手続"}  # fmt: skip
_DOUBLED = re.compile("ととと|をを|がが|にに|([一-龥])\\1(?!\\1)")
_OPEN = re.compile(r"[(][^()|]{1,40}[(][^()|]{1,90}[)](?=\s*[・〇≪])")
_AMOUNT = re.compile("([一-龥ぁ-んァ-ヶー][一-龥ぁ-んァ-ヶーA-Z ・()]{6,40}?) ?[(](▲?[0-9]+[.][0-9]億円)[)]")
_OLD_YEAR = re.compile(r"平成\s*31\s*年度")


def words_in(lines: Sequence[Line]) -> Iterator[Raw]:
    """Every raw finding, rule by rule."""
    yield from _headings(lines)
    yield from _titles(lines)
    yield from _names(lines)
    yield from _signs(lines)
    yield from _marks(lines)
    yield from _years(lines)
    yield from _slips(lines)
    yield from _amounts(lines)


def _plain(text: str) -> str:
    return re.sub(r"[\s│|。、]", "", text)


def _headings(lines: Sequence[Line]) -> Iterator[Raw]:
    """A heading of the plan and the one beside it, under one mark."""
    for line in lines:
        yield from _in_cells(line)
        first = _MARK.match(line.pieces[0])
        for piece in line.pieces[1:] if first else ():
            other = _MARK.match(piece)
            if first is None or other is None or other[1] != first[1]:
                continue
            if _differ(first[2], other[2]):
                yield Raw(line.number, "title-differs", first[1])
                break


def _differ(one: str, other: str) -> bool:
    a, b = sorted((_plain(one), _plain(other)), key=len)
    if a == b or (b.startswith(a) and b[len(a)] != "("):
        return False  # the column is narrow: the rest stands below
    return SequenceMatcher(None, a, b).ratio() >= _ALIKE


def _in_cells(line: Line) -> Iterator[Raw]:
    """The same where a piece holds a cell whole."""
    first, *others = [dict(_INSIDE.findall(piece)) if len(piece) > _BLOB else {} for piece in line.pieces]
    for mark, title in first.items():
        if any(mark in other and _differ(title, other[mark]) for other in others):
            yield Raw(line.number, "title-differs", mark)


def _titles(lines: Sequence[Line]) -> Iterator[Raw]:
    """Titles of items in the list of ratings and in the contents: the n-th item 3 of either is one."""
    contents = next((n for n, line in enumerate(lines) if _plain(joined(line)) == "目次"), 0)
    body = next((n for n, line in enumerate(lines) if n > contents + 2 and len(line.pieces) > _COLUMNS), len(lines))
    there = _numbered(lines[contents:body])
    for key, (at, title) in _numbered(lines[:contents]).items():
        other = there.get(key)
        if other and other[1] != title:
            yield Raw(at, "title-differs", f"{key[1]}.", (other[0],))


def _numbered(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[int, str]]:
    found: dict[tuple[int, int], tuple[int, str]] = {}
    part, last = 0, 99
    for line in lines:
        title = _TITLE.match(line.pieces[0])
        if title:
            part += int(title[1]) <= last
            last = int(title[1])
            found.setdefault((part, last), (line.number, _plain(title[2])))
    return found


def _names(lines: Sequence[Line]) -> Iterator[Raw]:
    """A name in quotation marks, or a long word, that is written once and almost so elsewhere."""
    lines_of = [(line.number, joined(line)) for line in lines]
    columns = [each for column in columns_of(lines) for each in sentences(column)]
    quoted, runs = _found(_QUOTED, lines_of, columns), _found(_RUN, lines_of, columns)
    for name, at in quoted.items():
        for other, there in quoted.items():
            if len(at) > 1 or len(name) < _LONG or name in other or other in name:
                continue
            if SequenceMatcher(None, name, other).ratio() >= _NEAR:
                yield Raw(at[0], "name-differs", f"{len(name)}字 {len(other)}字", (there[0],))
                break
    common = {run for run, at in runs.items() if len(at) >= _OFTEN}
    for run, at in runs.items():
        known = common if len(run) < _SURE else runs
        longer = next((c for c in known if 0 < len(c) - len(run) <= 2 and _drops(run, c)), None)
        if longer and len(at) == 1:
            yield Raw(at[0], "name-differs", f"{len(run)}字 {len(longer)}字", (runs[longer][0],))


def _found(
    pattern: re.Pattern[str], lines: Sequence[tuple[int, str]], columns: Sequence[tuple[int, str]]
) -> dict[str, list[int]]:
    """Words with their lines: one that lines or columns show once is rare, else whichever shows more counts."""
    shown: list[dict[str, list[int]]] = []
    for texts in (lines, columns):
        here: dict[str, list[int]] = defaultdict(list)
        for number, text in texts:
            for word in pattern.findall(text.replace(" ", "")):
                here[_plain(word)].append(number)
        shown.append(here)
    by_line, by_column = shown
    found: dict[str, list[int]] = {}
    for word in dict.fromkeys((*by_line, *by_column)):
        both = sorted((at for at in (by_line[word], by_column[word]) if at), key=len)
        found[word] = both[0] if len(both[0]) == 1 else both[-1]
    return found


def _drops(short: str, long: str) -> bool:
    """Whether the short word is the long one without a letter or two in the middle."""
    if short[:2] != long[:2] or short[-2:] != long[-2:]:
        return False
    start = next(n for n in range(len(short) + 1) if n == len(short) or short[n] != long[n])
    return start < len(short) and long[start + len(long) - len(short) :] == short[start:]


def _signs(lines: Sequence[Line]) -> Iterator[Raw]:
    for line in lines:
        text = joined(line)
        for found in _UNGROUPED.finditer(text):
            yield Raw(line.number, "notation-grouping", re.sub(r"\s", "", found[0]))
        for found in _NO_UNIT.finditer(text):
            yield Raw(line.number, "unit-missing", found[0])
        for wrong, right in _VARIANTS.items():
            for seen in re.findall(wrong, text):
                yield Raw(line.number, "notation-variant", f"{seen}→{right}")


def _marks(lines: Sequence[Line]) -> Iterator[Raw]:
    """A numbered reason that has another number elsewhere."""
    marks: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for mark, label in _NUMBERED.findall(joined(line)):
            marks[label][mark] += 1
    for line in lines:
        for mark, label in _NUMBERED.findall(joined(line)):
            common, often = marks[label].most_common(1)[0]
            if common != mark and marks[label][mark] == 1 and often >= _OFTEN + 1:
                yield Raw(line.number, "mark-differs", f"{mark} {common}")


def _years(lines: Sequence[Line]) -> Iterator[Raw]:
    """The year by its old name: right in the plan, which was written before the era began."""
    for line in lines:
        for n, piece in enumerate(line.pieces):
            if _OLD_YEAR.search(piece):
                where = "計画の欄" if n == 0 else "ほかの欄"
                yield Raw(line.number, "year-old-era", f"平成31年度 令和元年度 {where}")


def _slips(lines: Sequence[Line]) -> Iterator[Raw]:
    """A letter typed twice, and a bracket in a bracket that one sign closes."""
    for line in lines:
        for found in _DOUBLED.finditer(joined(line)):
            yield Raw(line.number, "notation-doubled", found[0])
    for column in columns_of(lines):
        text, starts = "", []
        for number, piece in column:
            starts.append((len(text), number))
            text += piece.strip()
        for found in _OPEN.finditer(text):
            at = max(number for start, number in starts if start <= found.start())
            yield Raw(at, "notation-bracket", "((…)")


def _amounts(lines: Sequence[Line]) -> Iterator[Raw]:
    """A reason with its amount that stands in two wordings: in the summary, and where the item is."""
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in lines:
        for reason, amount in _AMOUNT.findall(joined(line)):
            plain = _plain(reason)
            for number, other in told[amount]:
                if plain not in other and other not in plain and SequenceMatcher(None, plain, other).ratio() >= _NEAR:
                    yield Raw(line.number, "name-differs", amount, (number,))
            told[amount].append((line.number, plain))
