"""Run the rules of numbers, years and notation over a published text, line by line, without any structure.

    python -m benchmarks.real_text TEXT [--csv docs/real-text-findings.csv]

Every finding is written, true and thrown away alike, with line, rule, values, verdict and second place; no sentence is.
A verdict that a person gave stays with its finding when the rules run again. Lines are joined to tables where they read
as rows of one: a label and numbers beside it.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from authoring.checks.notation import signs_in
from authoring.checks.reading import Passage
from authoring.checks.year_text import check_text
from authoring.edition.composites import is_numeric_cell
from authoring.edition.model import Axis, Table, TableCell
from authoring.edition.quantities import narrow
from authoring.edition.years import parse_period, parse_year
from authoring.problems import Origin, Problem
from benchmarks.real_groups import groups_in
from benchmarks.real_numbers import numbers_in
from benchmarks.real_raw import Raw
from benchmarks.real_rows import rows_in
from benchmarks.real_shares import shares_in
from benchmarks.real_words import words_in

__all__ = ["findings_in", "lines_of", "passages_of_text", "streams_of", "tables_of_text"]

FILE = "published.txt"
# Noise of the scan inside numbers: `6, 346`, `98. 2%`, `▲ 5. 7%`, `142, 871 件`.
_NOISE = (
    (re.compile(r"(?<=[0-9])\s*,\s+(?=[0-9]{3}(?![0-9]))"), ","),
    (re.compile(r"(?<=[0-9])\.\s+(?=[0-9]{1,2}\s*(?:%|ポイント|倍|日))"), "."),
    (re.compile(r"(?<=[▲△+(-])\s+(?=[0-9])"), ""),
    (re.compile(r"(?<=[0-9])\s+(?=[%人件月円社名日])"), ""),
)
_LEAST = 2  # numbers in a line that is a row of a table
_SHORT = 14  # letters of a quoted value; longer ones are words
YEAR = 2019  # the fiscal year that the text is of
_WIDE = 5  # pieces from which a line is one of the wide table
_GAP = 2  # lines of other text that a table may hold
_CHANGE = re.compile("[(]?(?:対?前年度?[比差]|(?:現年度からの)?伸び幅|増減[率額]?)[)]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: its number from 1, and its pieces between tabs."""

    number: int
    pieces: tuple[str, ...]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines, with the noise of the scan taken out of numbers."""
    return tuple(
        Line(n, tuple(_clean(piece) for piece in line.split("\t"))) for n, line in enumerate(text.split("\n"), 1)
    )


def _clean(piece: str) -> str:
    piece = narrow(piece).strip()
    for pattern, instead in _NOISE:
        piece = pattern.sub(instead, piece)
    return piece


def passages_of_text(lines: Sequence[Line]) -> Iterator[Passage]:
    """Each piece of each line is a passage; its place is its line."""
    for line in lines:
        for n, piece in enumerate(line.pieces):
            if piece:
                yield Passage(piece, Origin(FILE, None, f"L{line.number}"), place=f"L{line.number}/{n}", kind="line")


def tables_of_text(lines: Sequence[Line]) -> Iterator[Table]:
    """Runs of lines that read as rows of one table: a label, and equally many numbers beside it."""
    run: list[_Row] = []
    header: _Row | None = None
    for line in lines:
        heads, row = _stretch(line, _is_head), _stretch(line, _is_figure)
        if heads is not None:
            yield from _made(header, run)
            header, run = heads, []
        elif row is not None:
            if run and len(run[-1].pieces) != len(row.pieces):
                yield from _made(header, run)
                header, run = (header if header and len(header.pieces) == len(row.pieces) else None), []
            run.append(row)
        elif run and line.number - run[-1].number > _GAP:
            yield from _made(header, run)
            header, run = None, []
    yield from _made(header, run)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    label: str
    pieces: tuple[str, ...]


def _is_figure(piece: str) -> bool:
    return bool(piece) and is_numeric_cell(piece) and not _is_head(piece)


def _is_head(piece: str) -> bool:
    return bool(piece) and (bool(_period(piece)) or bool(_CHANGE.fullmatch(piece)))


def _stretch(line: Line, fits: Callable[[str], bool]) -> _Row | None:
    """The longest stretch of pieces that fit, empty ones left out, and the piece before it."""
    best: tuple[int, int] = (0, 0)
    start = None
    for at, piece in enumerate((*line.pieces, "*")):
        if fits(piece):
            start = at if start is None else start
            best = max(best, (at - start + 1, -start))
        elif piece:
            start = None
    size, start = best[0], -best[1]
    made = tuple(piece for piece in line.pieces[start : start + size] if piece)
    if len(made) < _LEAST:
        return None
    return _Row(line.number, next((p for p in reversed(line.pieces[:start]) if p), ""), made)


def _period(piece: str) -> str:
    year = parse_year(piece)
    return str(year) if year else parse_period(piece) or ""


def _made(header: _Row | None, run: Sequence[_Row]) -> Iterator[Table]:
    if not run or (len(run) == 1 and header is None):
        return
    width = len(run[0].pieces)
    heads = header.pieces if header and len(header.pieces) == width else ("",) * width
    columns = tuple(
        Axis(
            f"c{n}",
            (head,),
            role="change" if _CHANGE.fullmatch(head) else "value",
            period=_period(head) if head else "",
        )
        for n, head in enumerate(heads)
    )
    rows, cells = [], {}
    for row in run:
        key = f"r{row.number}"
        rows.append(Axis(key, (row.label,), role="change" if _CHANGE.search(row.label) else "value"))
        for n, piece in enumerate(row.pieces):
            cells[key, f"c{n}"] = TableCell(piece, Origin(FILE, None, f"L{row.number}"))
    name = f"L{run[0].number}"
    yield Table(name, name, "", "", rows=tuple(rows), columns=columns, cells=cells)


_FIELDS = ("line", "rule", "values", "verdict", "second_place")
_MENDED = re.compile("の「([^」]+)」→「([^」]+)」")
_QUOTED = re.compile("「([^」]{1,24})」")
_NUMBERS = re.compile("[+▲△-]?[0-9][0-9,.:]*(?:兆|億|万|%|ポイント|百万円|円|人|件|日)*(?:[～~][+▲△-]?[0-9][0-9,.:]*)?")


def rows_of(problems: Iterable[Problem], raws: Iterable[Raw] = ()) -> list[dict[str, str]]:
    """One row a finding: line, rule, the values that it holds against each other, and the other lines; no sentence."""
    rows = [
        {"line": str(raw.line), "rule": raw.rule, "values": raw.values, "verdict": "",
         "second_place": " ".join(map(str, raw.second))}
        for raw in raws
    ]  # fmt: skip
    for p in problems:
        mended = [f"{wrong}→{right}" for wrong, right in _MENDED.findall(p.message)]
        short = [
            words for words in _QUOTED.findall(p.message) if any(c.isdigit() for c in words) and len(words) <= _SHORT
        ]
        values = mended or short or _NUMBERS.findall(p.message)
        line = (p.origin.cell if p.origin else "") or ""
        others = sorted({at.cell for at in p.also if at.cell and at.cell != line}, key=lambda cell: int(cell[1:]))
        rows.append({"line": line.removeprefix("L"), "rule": p.code, "values": " ".join(dict.fromkeys(values)),
                     "verdict": "", "second_place": " ".join(cell.removeprefix("L") for cell in others)})  # fmt: skip
    rows.sort(key=lambda row: (int(row["line"] or 0), row["rule"], row["values"]))
    return [row for row, before in zip(rows, [None, *rows], strict=False) if row != before]


def findings_in(lines: Sequence[Line]) -> list[Problem]:
    """Every raw finding of the rules that need no edition."""
    passages = list(passages_of_text(lines))
    found = [*signs_in(passages)]
    for one in (*passages, *streams_of(lines)):
        found += check_text(one)
    tables, joined = list(tables_of_text(lines)), list(streams_of(lines))
    return [*found, *numbers_in(joined, tables, YEAR), *rows_in(tables, joined, _loose(lines))]


def _loose(lines: Sequence[Line]) -> Iterator[tuple[str, str, Origin]]:
    """Figures that stand in a piece of their own, with the last words before them."""
    for line in lines:
        label = ""
        for piece in line.pieces:
            if _is_figure(piece):
                yield label, piece, Origin(FILE, None, f"L{line.number}")
            elif piece:
                label = piece


def streams_of(lines: Sequence[Line]) -> Iterator[Passage]:
    """Sentences that go on from line to line: where lines have equally many pieces, the columns of the wide table.

    The second column is cut into several pieces at any letter; first, third and later ones are whole.
    """
    run: list[Line] = []
    for line in (*lines, Line(0, ())):
        if run and len(line.pieces) != len(run[0].pieces):
            yield from _columns(run)
            run = []
        run.append(line)


def _columns(run: Sequence[Line]) -> Iterator[Passage]:
    width = len(run[0].pieces)
    cuts = [(0, 1), (1, width - 3), *((n, n + 1) for n in range(width - 3, width))] if width > _WIDE else [(0, width)]
    for start, end in cuts:
        text, begun = "", 0
        for line in run:
            piece = "".join(line.pieces[start:end])
            if not text:
                begun = line.number
            text += piece
            while "。" in text or (text and not piece):
                sentence, _, text = text.partition("。")
                yield Passage(sentence + "。", Origin(FILE, None, f"L{begun}"), place=f"L{begun}~{start}", kind="line")
                begun = line.number
                if not piece:
                    text = ""
        if text:
            yield Passage(text, Origin(FILE, None, f"L{begun}"), place=f"L{begun}~{start}", kind="line")


def main() -> None:
    """Print or write the findings; verdicts that stand in the file already are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--csv", type=Path)
    told = parser.parse_args()
    lines = lines_of(told.text.read_text("utf-8"))
    rows = rows_of(findings_in(lines), [*shares_in(lines), *groups_in(lines), *words_in(lines)])
    if told.csv and told.csv.exists():
        with told.csv.open(encoding="utf-8", newline="") as file:
            kept = {(r["line"], r["rule"], r["values"]): r["verdict"] for r in csv.DictReader(file)}
        for row in rows:
            row["verdict"] = kept.get((row["line"], row["rule"], row["values"]), "")
    out = io.StringIO()
    writer = csv.DictWriter(out, _FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    if told.csv:
        told.csv.write_text(out.getvalue(), "utf-8")
        sys.stdout.write(f"{len(rows)} findings: {dict(Counter(r['rule'] for r in rows))}\n")
    else:
        sys.stdout.write(out.getvalue())


if __name__ == "__main__":
    main()
