"""The parts of a workbook's archive that an annotated copy touches: names, relations, content types."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from authoring.files.kinds import CONTENT_TYPES

__all__ = ["MAIN", "REL", "Element", "Parts", "child", "part", "put_in_order", "root"]

Element = Any  # lxml gives elements no type of their own
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PLAIN_BOOK = f"{_OFFICE}spreadsheetml.sheet.main+xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
# The children of a worksheet in the order that the schema demands (ECMA-376 part 1, 18.3.1.99).
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing",
)  # fmt: skip


def _parse(data: bytes) -> Element:
    """A part as a tree."""
    return etree.fromstring(data, _PARSER)


def root(name: str, namespace: str, **prefixes: str) -> Element:
    """The root of a new part; its namespace is the default one."""
    spaces: dict[Any, str] = {None: namespace, **prefixes}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=spaces)


def part(tree: Element) -> bytes:
    """A tree as the bytes of a part."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def child(parent: Element, tag: str, /, **attributes: str) -> Element:
    """A new last child in the main namespace."""
    return etree.SubElement(parent, f"{MAIN}{tag}", attributes)


def put_in_order(sheet: Element, new: Element) -> None:
    """Insert a child of a worksheet where the schema wants it."""
    before = {f"{MAIN}{name}" for name in _ORDER[: _ORDER.index(etree.QName(new).localname)]}
    after = max((i for i, each in enumerate(sheet) if each.tag in before), default=-1)
    sheet.insert(after + 1, new)


class Parts:
    """The parts by name, changed in place. Trees are parsed once and written back by ``finish``."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = dict(parts)
        self._names = {name.lower(): name for name in parts}
        self._trees: dict[str, Element] = {}
        self._types = self.tree(CONTENT_TYPES)
        self.book = self._names.get("xl/workbook.xml") or next(n for n in parts if n.lower().endswith("workbook.xml"))

    def has(self, name: str) -> bool:
        """Whether there is such a part; names are equal without regard to case."""
        return name.lower() in self._names

    def raw(self, name: str) -> bytes:
        """A part's bytes."""
        return self._parts[self._names[name.lower()]]

    def tree(self, name: str) -> Element:
        """A part as a tree that is written back."""
        name = self._names[name.lower()]
        if name not in self._trees:
            self._trees[name] = _parse(self._parts[name])
        return self._trees[name]

    def peek(self, name: str) -> Element:
        """A part as a tree that is not written back, unless ``tree`` was asked for it before."""
        held = self._trees.get(self._names[name.lower()])
        return _parse(self.raw(name)) if held is None else held

    def put(self, name: str, data: bytes) -> None:
        """Put a part's bytes."""
        self._parts[self._names.setdefault(name.lower(), name)] = data

    def drop(self, name: str) -> None:
        """Take a part out, its relations and its content type too."""
        for each in (name, self._relations_of(name)):
            if self.has(each):
                held = self._names.pop(each.lower())
                del self._parts[held]
                self._trees.pop(held, None)
        for one in list(self._types):
            if (one.get("PartName") or "").lower() == f"/{name.lower()}":
                self._types.remove(one)

    @staticmethod
    def _relations_of(name: str) -> str:
        folder, base = posixpath.split(name)
        return f"{folder}/_rels/{base}.rels"

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Id -> (part, kind) of a part's relations inside the archive."""
        found: dict[str, tuple[str, str]] = {}
        if not self.has(self._relations_of(name)):
            return found
        for rel in self.peek(self._relations_of(name)):
            target = str(rel.get("Target"))
            if rel.get("TargetMode") != "External" and isinstance(rel.tag, str):
                folder = posixpath.dirname(name)
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found[str(rel.get("Id"))] = (path, str(rel.get("Type")).rsplit("/", 1)[-1])
        return found

    def related(self, name: str, kind: str) -> str | None:
        """The first part of that kind that a part is related to."""
        return next((p for p, k in self.relations(name).values() if k == kind and self.has(p)), None)

    def relate(self, name: str, kind: str, target: str) -> str:
        """A new relation; its id."""
        rels = self._relations_of(name)
        if not self.has(rels):
            self.put(rels, part(root("Relationships", _RELATIONS[1:-1])))
        tree = self.tree(rels)
        taken = {each.get("Id") for each in tree}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        path = posixpath.relpath(target, posixpath.dirname(name))
        attributes = {"Id": f"rId{number}", "Type": _KINDS + kind, "Target": path}
        etree.SubElement(tree, f"{_RELATIONS}Relationship", attributes)
        return f"rId{number}"

    def unrelate(self, name: str, target: str) -> None:
        """Take the relations to a part away."""
        gone = {i for i, (path, _) in self.relations(name).items() if path.lower() == target.lower()}
        if gone:
            tree = self.tree(self._relations_of(name))
            for rel in [r for r in tree if r.get("Id") in gone]:
                tree.remove(rel)

    def new_name(self, pattern: str) -> str:
        """The first free name of ``pattern``, which has a ``{}`` for the number."""
        return next(n for n in (pattern.format(i) for i in range(1, len(self._parts) + 2)) if not self.has(n))

    def add(self, pattern: str, data: bytes, content: str) -> str:
        """A new part of a SpreadsheetML type; its name."""
        name = self.new_name(pattern)
        self.put(name, data)
        attributes = {"PartName": f"/{name}", "ContentType": f"{_OFFICE}spreadsheetml.{content}+xml"}
        etree.SubElement(self._types, f"{_TYPES}Override", attributes)
        return name

    def default(self, ending: str, content: str) -> None:
        """Declare the content type of an ending, once."""
        if all((d.get("Extension") or "").lower() != ending for d in self._types):
            attributes = {"Extension": ending, "ContentType": _OFFICE + content}
            self._types.insert(0, etree.Element(f"{_TYPES}Default", attributes))

    def without_macros(self) -> None:
        """Take macros out: they are never written, and the copy is a plain workbook."""
        for one in self._types:
            if (one.get("PartName") or "").lower() == f"/{self.book.lower()}":
                one.set("ContentType", _PLAIN_BOOK)
        for path, kind in self.relations(self.book).values():
            if kind in ("vbaProject", "wordVbaData", "vbaProjectSignature"):
                self.unrelate(self.book, path)
                self.drop(path)

    def finish(self) -> dict[str, bytes]:
        """All parts; those whose trees were asked for are written anew."""
        return self._parts | {name: part(tree) for name, tree in self._trees.items() if name in self._parts}
