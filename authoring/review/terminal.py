"""A summary of the changes that fits a screen of 24 lines and 80 half-width columns."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from authoring.edition.years import print_period
from authoring.files.widths import display_width
from authoring.review.changes import CHANGED, Changes, IndicatorChange, RatingChange, Restatement
from authoring.review.words import CLASSES, STRUCTURE, edition_words, number_of, owned

__all__ = ["summary"]

_WIDTH, _LINES = 80, 24
_HEAD = 14  # the columns of a line's heading
_ITEMS = 8  # how many items are named at most


def summary(changes: Changes) -> str:
    """Both names, ratings up and down, targets missed, restatements, requests, classes, the items changed most."""
    old, new = edition_words(changes)
    first = _cut(f"{old} → {new} の増減", _WIDTH)
    lines = [first, "", *_ratings(changes), *_figures(changes), "", *_table(changes)]
    return "\n".join(lines[:_LINES]) + "\n"


def _ratings(changes: Changes) -> list[str]:
    """Those that went up and down, and how many did neither; nothing where there are none (an owner's extract)."""
    if not changes.ratings:
        return []
    several = len(changes.profile.raters) > 1
    names = {r.id: r.name for r in changes.profile.raters}

    def words(each: RatingChange) -> str:
        by = f"({names.get(each.by, each.by)})" if several else ""
        return f"{number_of(changes, each.item)} {each.old}→{each.new}{by}"

    up = [words(r) for r in changes.ratings if r.direction == "up"]
    down = [words(r) for r in changes.ratings if r.direction == "down"]
    same = sum(r.direction == "same" for r in changes.ratings)
    alone = sum(bool(r.old) != bool(r.new) for r in changes.ratings)
    none = sum(not (r.old or r.new) for r in changes.ratings)
    return [
        _line("評定", "上がった", up),
        _line("", "下がった", down),
        f"{'':{_HEAD}}同じ {same}件、片方にだけある {alone}件" + (f"、どちらにもない {none}件" if none else ""),
    ]


def _figures(changes: Changes) -> list[str]:
    """Targets missed, figures not yet fixed, restatements, requests without an answer; headings."""
    missed = [_missed(i) for i in changes.missed]
    open_ = [f"{i.name} {i.new or '値なし'}" for i in changes.unsettled]
    requests = [f"{number_of(changes, r.item)} {r.text}" for r in changes.requests]
    level = [r.text for r in changes.targets]
    return [
        _line("指標", "目標未達", missed),
        _line("", "未確定の数値", open_),
        _line("", "前年度実績と同じ目標", level),
        _line("過年度の数値", "公表と違う", [_restated(r) for r in changes.restatements]),
        _line("前年度の宿題", "応えていない", requests),
        _headings(changes),
    ]


def _missed(each: IndicatorChange) -> str:
    return f"{each.name} {each.new}(目標 {each.target})"


def _restated(each: Restatement) -> str:
    try:
        period = print_period(each.period)
    except ValueError:  # a table's column without a period
        period = each.period
    name = _cut(each.name.rpartition(": ")[2], 28)  # of a table's cell its row and column
    return f"{name} {period} {each.published}→{each.now}"


def _headings(changes: Changes) -> str:
    found = Counter(s.kind for s in changes.structure)
    told = " ".join(f"{words}{found[kind]}" for kind, words in STRUCTURE.items() if found[kind])
    return _pad("見出し") + (told or "変更なし")


def _table(changes: Changes) -> list[str]:
    """How many lines of each class: all, then the items changed most; statements and appendix together.

    What nobody has filled yet is no change that a reviewer reads: it does not bring an item up.
    """
    counts = changes.counts()
    written = {i: sum(counts[i].values()) - counts[i].get("not-filled", 0) for i in counts}
    order = sorted(counts, key=lambda i: (-written[i], _place(changes, i)))
    same = sum(line.kind == "same" for line in changes.lines)
    left = len(order) - _ITEMS
    total = Counter(line.kind for line in changes.changed)
    return [
        _row("本文と表(行、欄)", "計", [CLASSES[kind] for kind in CHANGED]),
        _row(f"全体(ほかに変更なし {same})", total.total(), [total[kind] for kind in CHANGED]),
        *(
            _row(_title(changes, i), sum(counts[i].values()), [counts[i].get(kind, 0) for kind in CHANGED])
            for i in order[:_ITEMS]
        ),
        *([f"  ほか{left}項目"] if left > 0 else []),
    ]


def _row(title: str, total: object, numbers: Sequence[object]) -> str:
    cells = (_right(each, display_width(CLASSES[kind])) for kind, each in zip(CHANGED, numbers, strict=True))
    return _pad(_cut(title, 34), 35) + _right(total, 4) + " " + " ".join(cells)


def _right(value: object, width: int) -> str:
    text = str(value)
    return " " * (width - display_width(text)) + text


def _title(changes: Changes, item: str) -> str:
    owners = f"({owned(changes, item)})" if owned(changes, item) else ""
    return f"  {number_of(changes, item)} {changes.titles.get(item, '')}{owners}" if item else "  財務諸表・別表"


def _place(changes: Changes, item: str) -> int:
    return changes.items.index(item) if item in changes.items else len(changes.items)


def _line(head: str, words: str, found: Sequence[str]) -> str:
    """``head  words 3件: one、two、ほか1件``, as many as fit."""
    start = f"{_pad(head)}{words} {len(found)}件"
    return start + _named(found, _WIDTH - display_width(start) - 2)


def _named(found: Sequence[str], room: int) -> str:
    shown: list[str] = []
    for at, each in enumerate(map(_plain, found)):
        rest = f"、ほか{len(found) - at - 1}件" if at + 1 < len(found) else ""
        if display_width("、".join([*shown, each])) + display_width(rest) > room:
            break
        shown.append(each)
    if not shown and found:
        rest = f"、ほか{len(found) - 1}件" if len(found) > 1 else ""
        shown = [_cut(found[0], room - display_width(rest))]
    left = len(found) - len(shown)
    return (": " + "、".join(shown) + (f"、ほか{left}件" if left else "")) if shown else ""


def _plain(text: str) -> str:
    """One line without what a terminal would obey."""
    return "".join(_printable(" ".join(text.split())))


def _printable(text: str) -> Iterable[str]:
    return (sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))


def _pad(text: str, width: int = _HEAD) -> str:
    return text + " " * max(0, width - display_width(text))


def _cut(text: str, width: int) -> str:
    """The text, cut with an ellipsis to that many half-width columns."""
    text = "".join(_printable(text))
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 2:
        text = text[:-1]
    return text + "…"
