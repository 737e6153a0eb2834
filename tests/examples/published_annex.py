"""The key of published figures of statements and appendix (``tests/keys``), and the tables that it is held against.

A table is a matrix of strings in which every cell of a span has the span's text: from the snapshot's file, from Word
and from the printed Excel, each read without the code that wrote it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from published import squeeze
from read_back import Matrix, _area_matrix, areas_of, word_matrix, words_of

KEY = tomllib.loads((Path(__file__).parents[1] / "keys" / "published_annex.toml").read_text("utf-8"))["table"]
# The number of a line has a cell of its own in print, and none in the key.
_NUMBER = re.compile(r"^(?:[0-9]+ |[ア-ケ]\. )")


@dataclass(frozen=True)
class Read:
    """A table as it was read: all rows, how many of them are header, how many columns are labels."""

    cells: Matrix
    header: int
    stub: int

    def text(self, row: str, column: str) -> str | None:
        """What stands where the key says; None where there is no such row or column."""
        r, c = self._row(squeeze(row)), self._column(squeeze(column))
        return None if r is None or c is None else plain(self.cells[r][c])

    def _row(self, path: str) -> int | None:
        labels = [(r, _bare(x)) for r, line in enumerate(self.cells) if r >= self.header for x in line[: self.stub]]
        return _follow(labels, path)

    def _column(self, path: str) -> int | None:
        for c in range(self.stub, len(self.cells[0])):
            if _follow([(c, plain(line[c])) for line in self.cells[: self.header]], path) is not None:
                return c
        return None


def plain(text: str) -> str:
    """As the key writes: half-width, no spaces, no line ends."""
    return re.sub(r"\s", "", squeeze(text))


def _bare(label: str) -> str:
    return plain(_NUMBER.sub("", label))


def _follow(labels: Iterable[tuple[int, str]], path: str) -> int | None:
    """The place of the last label of a path: each label is the first that fits after the one before."""
    place, told = None, list(labels)
    while path:
        here = [n for n, (_, label) in enumerate(told) if label and (path == label or path.startswith(label + "/"))]
        named = [n for n, (_, label) in enumerate(told) if label.startswith(path.split("/")[0] + "(")]  # 名前(説明)
        if not (here or named):
            return None
        at = (here or named)[0]
        place, label = told[at]
        path = path[len(label if here else path.split("/")[0]) + 1 :]
        told = told[at + 1 :]
    return place


# --- the snapshot


def snapshot_tables(folder: Path) -> dict[str, tuple[Read, dict[str, Any]]]:
    """Place -> its table and the block as it stands in the file."""
    made = {}
    for name in ("statements.jsonl", "appendix.jsonl"):
        for line in (folder / name).read_text("utf-8").splitlines():
            block = json.loads(line)
            if block["kind"] == "table":
                rows = _spread(block["header"]) + _spread(block["body"])
                stub = sum(axis.get("role") == "label" for axis in block["column_keys"])
                made[block["place"]] = Read(rows, len(block["header"]), stub), block
    return made


def _spread(lines: list[list[Any]]) -> Matrix:
    made = [[""] * len(line) for line in lines]
    for r, line in enumerate(lines):
        for c, cell in enumerate(line):
            told = {"text": cell} if isinstance(cell, str) else cell or {"text": "", "rowspan": 0}
            for i in range(told.get("rowspan", 1)):
                for j in range(told.get("colspan", 1)):
                    made[r + i][c + j] = told["text"]
    return made


# --- what is printed


def word_tables(file: Path) -> Iterator[tuple[str, list[str], Matrix]]:
    """Heading of the place, lines between it and the table, the table; in order."""
    heading, lines = "", []
    for child in docx.Document(str(file)).element.body.iterchildren():
        if child.tag == qn("w:p"):
            style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            if style is not None and style.get(qn("w:val")) == _PART:
                heading, lines = words_of(child), []
            else:
                lines.append(words_of(child))
        elif child.tag == qn("w:tbl") and heading:
            yield heading, lines, filled(word_matrix(child))


_PART = next(s.style_id for s in docx.Document(
    str(Path(__file__).parents[2] / "templates" / "word" / "base.docx")
).styles if s.name == "部の見出し")  # fmt: skip


def excel_table(file: Path, sheet: str) -> Matrix:
    """The boxed cells of a place's sheet below its head."""
    boxes = [a for a in areas_of(openpyxl.load_workbook(file)[sheet]) if a.boxed and a.top > 2]
    tops, lefts = sorted({a.top for a in boxes}), sorted({a.left for a in boxes})
    return filled(_area_matrix(boxes, tops, lefts))


def filled(matrix: Matrix) -> Matrix:
    """A matrix with the texts of spans in every cell that they cover."""
    for r, line in enumerate(matrix):
        for c, text in enumerate(line):
            line[c] = line[c - 1] if text == "<" else matrix[r - 1][c] if text == "^" else text
    return matrix
