"""The blocks of one cell -> its text as a person typed it: each line with its mark, references by id.

``parse_cell`` of what is made here gives the same paragraphs again (a law, ``tests/archive/test_reopen.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from authoring.edition.blocks import Block
from authoring.edition.model import Edition
from authoring.edition.paragraphs import parse_cell
from authoring.edition.references import bind, is_alone
from authoring.files.texts import match_key

__all__ = ["cell_text"]


def cell_text(blocks: Iterable[Block], numbers: Collection[str], frame: Edition) -> str:
    """The text of a cell.

    Args:
        blocks: of one cell, in printed order, without the headings that only echo the plan.
        numbers: keys of the own numbers of the unit's entries (``parse_cell``).
        frame: the plan, whose numbers the references were printed with.
    """
    lines: list[str] = []
    boxed = False  # inside a glossary box, which a table does not end
    for block in blocks:
        line = _line(block, numbers, frame)
        if boxed and block.kind != "glossary" and not is_alone(line):
            if not line.startswith("〇"):
                lines.append("")
            boxed = False
        boxed = boxed or block.kind == "glossary"
        lines.append(line)
    return "\n".join(lines)


def _line(block: Block, numbers: Collection[str], frame: Edition) -> str:
    """A line that is read as this block: the way it prints, else with a blank behind its mark (※1 2人)."""
    if block.grid is not None:
        return block.typed or f"{{{{表:{block.grid.name}}}}}"
    if block.figure is not None:
        return block.typed or f"{{{{図:{block.figure.name}}}}}"
    text = _bound(block, frame)
    if not block.mark or block.kind == "glossary":
        return text
    if block.kind == "label" and len(block.mark) == 2:
        return f"{block.mark[0]}{text}{block.mark[1]}"
    spaced, close = f"{block.mark} {text}".rstrip(" "), f"{block.mark}{text}"
    order = (spaced, close) if block.gap else (close, spaced)
    return next((line for line in order if _is_read_as(line, block, text, numbers)), order[0])


def _bound(block: Block, frame: Edition) -> str:
    """The text as typed, its references to entries by id; of two entries with one number, the one that was meant."""
    text = block.text if block.typed is None else block.typed
    if "{{" not in text and "｛" not in text:
        return text
    meant = {match_key(frame.printed_number(t)): t for t in block.targets if t in frame.entry}
    return bind(text, {**frame.numbers, **meant})


def _is_read_as(line: str, block: Block, text: str, numbers: Collection[str]) -> bool:
    read = parse_cell(line, numbers)
    return [(p.kind, p.mark, p.text) for p in read] == [(block.kind, block.mark, text)]
