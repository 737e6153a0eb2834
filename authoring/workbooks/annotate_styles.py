"""Cell formats of an annotated copy: a cell's own format with another fill, back again, and those of 点検結果."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from authoring.problems import Severity
from authoring.workbooks.annotate_parts import MAIN, Element, Parts, child

__all__ = ["FILLS", "Styles"]

# Said in words too (【誤り】…); no other fill has these colours, so that a copy of a copy finds and takes back its own.
FILLS = {Severity.ERROR: "FFFFC7CF", Severity.WARNING: "FFFFE8A3", Severity.INFO: "FFCFE8FF"}
_OURS = frozenset(FILLS.values())
_GREY, _HEAD = "FFECEFF3", "FF5B6775"
_NONE = {"indexed": "64"}
_EMPTY = (
    f'<styleSheet xmlns="{MAIN[1:-1]}"><fonts count="1"><font><sz val="11"/><name val="游ゴシック"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


class Styles:
    """styles.xml: every format is added once, so that a copy of a copy does not grow."""

    def __init__(self, parts: Parts) -> None:
        path = parts.related(parts.book, "styles")
        if path is None:
            path = parts.add("xl/styles{}.xml", _EMPTY.encode(), "styles")
            parts.relate(parts.book, "styles", path)
        self.tree = parts.tree(path)
        self._made: dict[tuple[int, str], int] = {}
        self._known: dict[tuple[str, frozenset[str]], dict[tuple[object, ...], int]] = {}
        self._seen: dict[tuple[str, frozenset[str]], int] = {}  # how many of them are known

    def _all(self, name: str) -> Element:
        return self.tree.find(f"{MAIN}{name}")

    def _add(self, holder: str, new: Element, key: frozenset[str] = frozenset()) -> int:
        """The index of an equal child (attributes of ``key`` do not count), else of the new one."""
        all_, wanted = self._all(holder), _shape(new, key)
        known = self._known.setdefault((holder, key), {})
        for index in range(self._seen.get((holder, key), 0), len(all_)):  # those that came since
            known.setdefault(_shape(all_[index], key), index)
        if wanted not in known:
            all_.append(new)
            all_.set("count", str(len(all_)))
            known[wanted] = len(all_) - 1
        self._seen[holder, key] = len(all_)
        return known[wanted]

    def coloured(self, style: int, severity: Severity) -> int:
        """The cell format ``style`` with the fill of a severity; what was there is kept as its pattern's colour."""
        key = (style, FILLS[severity])
        if key not in self._made:
            form = deepcopy(self._form(style))
            old = self._solid(int(form.get("fillId", "0")))
            fill = _fill({"rgb": FILLS[severity]}, old or _NONE)
            form.set("fillId", str(self._add("fills", fill)))
            form.set("applyFill", "1")
            self._made[key] = self._add("cellXfs", form)
        return self._made[key]

    def any_ours(self) -> bool:
        """Whether the book has a fill of ours at all."""
        return any(colour.get("rgb") in _OURS for colour in self._all("fills").iter(f"{MAIN}fgColor"))

    def ours(self, used: set[int]) -> dict[int, int]:
        """Those of ``used`` cell formats that have a fill of ours -> what they were before."""
        found: dict[int, int] = {}
        for index, form in enumerate(list(self._all("cellXfs"))):
            if index not in used:
                continue
            colour = self._colours(int(form.get("fillId", "0")))
            if colour is None or colour[0].get("rgb") not in _OURS:
                continue
            plain = deepcopy(form)
            back = colour[1]
            same = (i for i, each in enumerate(self._all("fills")) if back != _NONE and self._solid(i) == back)
            number = 0 if back in ({}, _NONE) else next(same, None)
            plain.set("fillId", str(self._add("fills", _fill(back, _NONE)) if number is None else number))
            found[index] = self._add("cellXfs", plain, frozenset({"applyFill"}))
        return found

    def _form(self, style: int) -> Element:
        forms = self._all("cellXfs")
        return forms[style] if style < len(forms) else forms[0]

    def _colours(self, number: int) -> tuple[dict[str, str], dict[str, str]] | None:
        """(foreground, background) of a solid fill."""
        fills = self._all("fills")
        pattern = fills[number].find(f"{MAIN}patternFill") if number < len(fills) else None
        if pattern is None or pattern.get("patternType") != "solid":
            return None
        front, back = (pattern.find(f"{MAIN}{name}") for name in ("fgColor", "bgColor"))
        return dict(front.attrib) if front is not None else {}, dict(back.attrib) if back is not None else {}

    def _solid(self, number: int) -> dict[str, str]:
        """The colour of a solid fill that is not ours, else {}."""
        colours = self._colours(number)
        return colours[0] if colours and colours[0].get("rgb") not in _OURS else {}

    def listed(self) -> dict[str, int]:
        """The formats of 点検結果: title, guide, head, grey, white, link and one for each severity."""
        thin = etree.Element(f"{MAIN}border")
        for side in ("left", "right", "top", "bottom"):
            child(child(thin, side, style="thin"), "color", rgb="FF9AA5B1")
        child(thin, "diagonal")
        border = self._add("borders", thin)
        grey = self._add("fills", _fill({"rgb": _GREY}, _NONE))
        head = self._add("fills", _fill({"rgb": _HEAD}, _NONE))
        plain, bold = self._font("10"), self._font("10", bold=True, color="FFFFFFFF")
        made = {
            "title": self._cell(self._font("14", bold=True), 0, 0, wrap=False),
            "guide": self._cell(plain, 0, 0, wrap=False),
            "head": self._cell(bold, head, border),
            "grey": self._cell(plain, grey, border),
            "white": self._cell(plain, 0, border, locked=False),
            "link": self._cell(self._font("10", color="FF0B5394", underline=True), grey, border),
        }
        for severity, colour in FILLS.items():
            fill = self._add("fills", _fill({"rgb": colour}, {"rgb": _GREY}))
            made[severity] = self._cell(self._font("10", bold=True), fill, border)
        return made

    def _font(self, size: str, *, bold: bool = False, color: str = "FF333F4D", underline: bool = False) -> int:
        font = etree.Element(f"{MAIN}font")
        if bold:
            child(font, "b")
        if underline:
            child(font, "u")
        child(font, "sz", val=size)
        child(font, "color", rgb=color)
        child(font, "name", val="游ゴシック")
        return self._add("fonts", font)

    def _cell(self, font: int, fill: int, border: int, *, locked: bool = True, wrap: bool = True) -> int:
        form = etree.Element(f"{MAIN}xf", {
            "numFmtId": "0" if locked else "49", "fontId": str(font), "fillId": str(fill), "borderId": str(border),
            "xfId": "0", "applyNumberFormat": "1", "applyFont": "1", "applyFill": "1", "applyBorder": "1",
            "applyAlignment": "1", "applyProtection": "1",
        })  # fmt: skip
        child(form, "alignment", vertical="top", **({"wrapText": "1"} if wrap else {}))
        child(form, "protection", locked="1" if locked else "0")
        return self._add("cellXfs", form)


def _fill(front: dict[str, str], back: dict[str, str]) -> Element:
    fill = etree.Element(f"{MAIN}fill")
    pattern = child(fill, "patternFill", patternType="solid")
    child(pattern, "fgColor", **front)
    child(pattern, "bgColor", **back)
    return fill


def _shape(element: Element, key: frozenset[str]) -> tuple[object, ...]:
    """What makes two elements equal: name, attributes, children."""
    attributes = tuple(sorted((k, v) for k, v in element.attrib.items() if k not in key))
    return element.tag, attributes, tuple(_shape(e, frozenset()) for e in element if isinstance(e.tag, str))
