"""Ratings through their lineage, indicators, restated figures, targets that ask no more, requests unanswered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from authoring.edition.blocks import Snapshot
from authoring.edition.model import Request
from authoring.edition.periods import fiscal_year_of_period
from authoring.edition.quantities import change, format_quantity
from authoring.review.changes import IndicatorChange, RatingChange, Restatement, Unchanged
from authoring.review.descent import Descent

__all__ = ["compare_indicators", "compare_ratings", "restated_indicators", "targets_of_last_year", "unanswered"]

Record = Mapping[str, Any]
_PERCENT = ("%", "\uff05")


def compare_ratings(old: Snapshot, new: Snapshot, lines: Descent) -> tuple[RatingChange, ...]:
    """One line a pair of items and rater, NEW's items in order, then those that have ended; equal ratings too."""
    before, now = {e.id: e for e in old.outline if e.item}, {e.id: e for e in new.outline if e.item}
    pairs: list[tuple[str, str, str]] = []
    for item in now:
        told = [(x.old, item, x.kind) for x in lines.lines if x.new == item and (not x.old or x.old in before)]
        if len(told) > 1:
            told = [pair for pair in told if pair[0]]
        pairs += told or [(item if item in before else "", item, "kept" if item in before else "new")]
    kept = {old_item for old_item, _, _ in pairs}
    pairs += [(item, "", "ended") for item in before if item not in kept]
    found = []
    for rater in new.profile.raters:
        letters = new.profile.scale_of(rater.id).letters
        olds, news = _ratings(old, rater.id), _ratings(new, rater.id)
        for old_item, item, kind in pairs:
            first, second = before.get(old_item), now.get(item)
            if all(e is None or e.rated for e in (first, second)):
                continue  # shares another item's rating, or has none
            letter = olds.get(old_item, ""), news.get(item, "")
            found.append(
                RatingChange(
                    item or old_item, old_item, (second or first).text if (second or first) else "",  # type: ignore[union-attr]
                    first.text if first else "", rater.id, *letter, kind, _direction(letter, letters),
                )
            )  # fmt: skip
    return tuple(found)


def _ratings(snapshot: Snapshot, by: str) -> dict[str, str]:
    return {r.item: r.rating for r in snapshot.ratings if r.year == snapshot.year and r.by == by}


def _direction(pair: tuple[str, str], letters: Sequence[str]) -> Literal["up", "down", "same", ""]:
    if not all(letter in letters for letter in pair):
        return ""
    first, second = (letters.index(letter) for letter in pair)
    return "same" if first == second else "up" if second < first else "down"


def compare_indicators(old: Snapshot, new: Snapshot) -> tuple[IndicatorChange, ...]:
    """NEW's indicators in order, then those that are gone."""
    before, now = {i["id"]: i for i in old.indicators}, {i["id"]: i for i in new.indicators}
    found = [_indicator(before.get(name), record, old.year, new.year) for name, record in now.items()]
    gone = (_indicator(record, None, old.year, new.year) for name, record in before.items() if name not in now)
    return (*found, *gone)


def _indicator(before: Record | None, now: Record | None, old_year: int, new_year: int) -> IndicatorChange:
    there: Record = now or before or {}
    first, second = _of_year(before, old_year), _of_year(now, new_year)
    was, is_ = _unrounded(first), _unrounded(second)
    unit, decimals, good = there.get("unit") or "", int(there.get("decimals") or 0), there.get("good") or ""
    moved = "" if was is None or is_ is None else _points(is_ - was, unit, decimals)
    target = (now or {}).get("target")
    last = _unrounded(_year_before(before, now, new_year))
    return IndicatorChange(
        id=there["id"], item=there.get("item") or "", owner=there.get("owner") or "", name=there.get("name") or "",
        unit=unit, old=_text(first, unit), new=_text(second, unit), change=moved, target=_target(target),
        status=(second or {}).get("status") or "", direction=_better(was, is_, good),
        met=_met(target, is_, last), series=_series(before, now), gone=now is None,
    )  # fmt: skip


def _of_year(record: Record | None, year: int) -> Record | None:
    values = (record or {}).get("values", {})
    periods = sorted(p for p in values if fiscal_year_of_period(p) == year)
    return values[periods[-1]] if periods else None


def _year_before(before: Record | None, now: Record | None, year: int) -> Record | None:
    """The figure of the year before, on which a target of ``year`` is based: as NEW knows it, else as OLD does."""
    return _of_year(now, year - 1) or _of_year(before, year - 1)


def _unrounded(value: Record | None) -> Decimal | None:
    told = value and (value.get("exact") or value.get("value"))
    return Decimal(told) if told else None


def _text(value: Record | None, unit: str) -> str:
    return "" if value is None else value.get("text") or f"{value['value']}{unit}"


def _points(difference: Decimal, unit: str, decimals: int) -> str:
    return format_quantity(difference, "ポイント" if unit in _PERCENT else unit, decimals, plus=True)


def _target(target: Record | None) -> str:
    """前年度差 1.0ポイント ≧, as the indicator sheet has it: base, value and comparator."""
    if not target:
        return ""
    words = target.get("base"), target.get("text") or target["value"], target.get("comparator")
    return " ".join(filter(None, words))


def _better(was: Decimal | None, now: Decimal | None, good: str) -> Literal["better", "worse", "same", ""]:
    if was is None or now is None or good not in ("up", "down"):
        return ""
    if was == now:
        return "same"
    return "better" if (now > was) == (good == "up") else "worse"


def _met(target: Record | None, now: Decimal | None, before: Decimal | None) -> bool | None:
    if not target or now is None:
        return None
    measured: Decimal | None = now
    base = target.get("base") or ""
    if base:
        if before is None:
            return None
        measured = now - before if base == "前年度差" else change(now, before, "ratio")
    if measured is None:
        return None
    wanted = Decimal(target["value"])
    compare = {"≧": measured >= wanted, "＞": measured > wanted, "≦": measured <= wanted, "＜": measured < wanted}
    return compare.get(target.get("comparator") or "≧")


def _series(before: Record | None, now: Record | None) -> tuple[tuple[str, Decimal], ...]:
    values = {**(before or {}).get("values", {}), **(now or {}).get("values", {})}
    return tuple((period, Decimal(told["value"])) for period, told in sorted(values.items()))


def restated_indicators(old: Snapshot, new: Snapshot) -> Iterator[Restatement]:
    """Figures that OLD published and NEW, for the same period, prints otherwise."""
    before = {i["id"]: i for i in old.indicators}
    for record in new.indicators:
        published = before.get(record["id"], {}).get("values", {})
        for period, value in sorted(record.get("values", {}).items()):
            was = published.get(period)
            if was is None or fiscal_year_of_period(period) >= max(old.year, new.year):
                continue
            unit = record.get("unit") or ""
            if Decimal(was["value"]) != Decimal(value["value"]):
                yield Restatement(
                    record["id"], record.get("item") or "", record.get("name") or "", period, _text(was, unit),
                    _text(value, unit), record.get("owner") or "",
                )  # fmt: skip


def targets_of_last_year(old: Snapshot, new: Snapshot) -> Iterator[Unchanged]:
    """Targets that ask for no more than what the year before reached, as OLD published it or as NEW knows it."""
    if old.year >= new.year:
        return
    before = {i["id"]: i for i in old.indicators}
    for record in new.indicators:
        target = record.get("target")
        known = (_of_year(one, new.year - 1) for one in (before.get(record["id"]), record))
        last = [value for value in known if value is not None]
        if not target or not last:
            continue
        base, value = target.get("base") or "", Decimal(target["value"])
        reached = {number for one in last for number in (Decimal(one["value"]), _unrounded(one))}
        if value in reached if not base else base == "前年度差" and value == 0:
            unit = record.get("unit") or ""
            text = f"{record.get('name')}: 目標 {_target(target)}、前年度の実績 {_text(last[0], unit)}"
            item = record.get("item") or ""
            yield Unchanged("target", item, item, "", record["id"], text, record.get("owner") or "")


def unanswered(old: Snapshot, answers: Sequence[Request], columns: Mapping[str, str]) -> Iterator[Unchanged]:
    """OLD's requests and commitments that nobody answered or declined in NEW, and nobody said are none.

    ``columns``: request id -> the column in which OLD has it.
    """
    answered = {r.id: r for r in answers}
    for asked in old.requests:
        answer = answered.get(asked.id, asked)
        if answer.kept is not False and not answer.answered_in and not answer.declined:
            column = columns.get(asked.id, "")
            yield Unchanged("request", asked.item, asked.section, column, asked.id, asked.text, asked.owner)
