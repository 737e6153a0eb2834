"""The sheets that explain the others: definitions of every field, codes with what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from authoring.documents.data.places import Homes, words
from authoring.documents.data.shape import SHEETS, VERSION, Sheet, Value, declared, fields_of, sheet_of
from authoring.edition.blocks import Snapshot
from authoring.edition.years import ERAS, fiscal_year_name

__all__ = ["code_sheet", "definition_sheet"]


def definition_sheet() -> Sheet:
    """A row a field of every sheet (RULES.md, Data 29)."""
    records: list[dict[str, Value]] = [
        {
            "sheet": sheet, "field": f.name, "name_ja": words(f.name_ja), "type": f.type,
            "meaning_ja": words(f.meaning_ja), "unit": words(f.unit), "code_list": f.code_list,
            "source": words(f.source), "history": f"データ形式 第{VERSION}版から",
        }
        for sheet in SHEETS
        for f in fields_of(sheet)
    ]  # fmt: skip
    return sheet_of("definitions", records)


def code_sheet(snapshot: Snapshot, homes: Homes, notice: str) -> Sheet:
    """The year itself, what the profile declares, the items, the eras, and the codes of every agency."""
    made = [*_edition(snapshot, notice), *_profile(snapshot), *_items(snapshot, homes)]
    made += [
        _code("era", era.letter, era.name, f"{era.start.year}年{era.start.month}月{era.start.day}日から")
        for era in ERAS
    ]
    for name, codes in declared("codes.toml").items():
        made += [_code(name, code, *told) for code, told in codes.items()]
    return sheet_of("codes", made)


def _code(code_list: str, code: str, name: str, meaning: str = "", scope: str = "") -> dict[str, Value]:
    told = {"code": code, "name_ja": name or code, "meaning_ja": meaning, "scope": scope}
    return {"code_list": code_list, **{key: words(text) for key, text in told.items()}}


def _edition(snapshot: Snapshot, notice: str) -> Iterator[dict[str, Value]]:
    meaning = " ".join(word for word in (snapshot.profile.agency, notice) if word)
    yield _code("edition", str(snapshot.year), fiscal_year_name(snapshot.year), meaning)


def _profile(snapshot: Snapshot) -> Iterator[dict[str, Value]]:
    """Raters and the letters of each; a letter that was given and is not of the scale is told too."""
    given = dict.fromkeys((r.by, r.rating.strip()) for r in snapshot.ratings if r.rating.strip())
    known = {r.id for r in snapshot.profile.raters}
    for rater in snapshot.profile.raters:
        yield _code("rater", rater.id, rater.name)
    for by in dict.fromkeys(by for by, _ in given if by not in known):
        yield _code("rater", by, by, "プロファイルにない評定者")
    for rater in snapshot.profile.raters:
        scale = snapshot.profile.scale_of(rater.id)
        for step in scale.steps:
            yield _code("rating", step.letter, step.letter, step.wording, rater.id)
    letters = {(r.id, s) for r in snapshot.profile.raters for s in snapshot.profile.scale_of(r.id).letters}
    for by, letter in given:
        if (by, letter) not in letters:
            yield _code("rating", letter, letter, "判定基準にない標語", by)


def _items(snapshot: Snapshot, homes: Homes) -> Iterator[dict[str, Value]]:
    """Ids of items and of places, this year's and former ones, with their titles."""
    told = [entry.id for entry in snapshot.outline if entry.item] + [place.id for place in snapshot.places]
    told += [r.item for r in snapshot.ratings] + [i for line in snapshot.lineage for i in (line.old, line.new) if i]
    for item in dict.fromkeys(told):
        former = next((line.old_title for line in snapshot.lineage if line.old == item), "")
        title = homes.title(item) or former
        yield _code("item", item, title or item, homes.number(item))
