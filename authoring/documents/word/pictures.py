"""Figures in Word: a picture or a chart in the line of a paragraph, each with its words, its number, its parts.

ECMA-376 part 1, 20.4 (wordprocessing drawing). Sizes are twips here and English metric units (635 a twip) in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from authoring.documents.charting import pictured, sized
from authoring.documents.word.charts import CHART_TYPE, DATA, chart_xml
from authoring.documents.word.markup import attribute
from authoring.edition.blocks import Figure

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["Drawings"]

EMU = 635
PIXEL = 15  # twips, at 96 an inch
NARROW, WIDEST = 5000, 9070  # twips: below it a chart is higher, and none is wider than 16 cm
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {b"\x89": ("png", "image/png"), b"\xff": ("jpeg", "image/jpeg")}  # by the first byte; both were checked


class Drawings:
    """Puts figures into a Word file: the parts into its package, and gives the run that shows them."""

    def __init__(self, opened: WordFile, pictures: Mapping[str, bytes], font: str) -> None:
        self._part, self._pictures, self._font = opened.part, pictures, font
        self._number = _largest_number(opened)
        self._images: dict[str, str] = {}  # a picture that is shown twice is in the file once

    def __call__(self, figure: Figure, width: int, height: int) -> str:
        """The run with the figure, no wider and no higher than that; "" where the picture's bytes are not at hand."""
        if figure.kind == "chart":
            size = sized(width, NARROW, WIDEST)
            held = f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATION}" r:id="{self._chart(figure, size[0])}"/>'
            return self._inline(figure, size, _CHART, held)
        if figure.file not in self._pictures:
            return ""
        size = pictured((figure.width * PIXEL, figure.height * PIXEL), width, height)
        relation = self._image(figure.file)
        return self._inline(figure, size, _PICTURE, _picture(figure, size, relation, self._number + 1))

    def _inline(self, figure: Figure, size: tuple[int, int], kind: str, held: str) -> str:
        self._number += 1
        name = f"図 {self._number}"
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_PLACED}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{size[0] * EMU}" cy="{size[1] * EMU}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{self._number}" name="{name}" descr="{attribute(figure.words)}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{kind}">{held}</a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _chart(self, figure: Figure, width: int) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        from authoring.documents.excel.charts import chart_workbook

        part = self._new_part("/word/charts/chart%d.xml", CHART_TYPE, b"")
        relation = str(self._part.relate_to(part, RELATIONSHIP_TYPE.CHART))
        workbook = chart_workbook(figure, DATA)
        behind = self._new_part("/word/embeddings/Microsoft_Excel_Worksheet%d.xlsx", _SHEET_TYPE, workbook)
        part._blob = chart_xml(figure, width, part.relate_to(behind, RELATIONSHIP_TYPE.PACKAGE), self._font)
        return relation

    def _image(self, file: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        if file not in self._images:
            data = self._pictures[file]
            ending, type_ = _KINDS[data[:1]]
            part = self._new_part(f"/word/media/image%d.{ending}", type_, data)
            self._images[file] = str(self._part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
        return self._images[file]

    def _new_part(self, name: str, type_: str, data: bytes) -> Any:  # noqa: ANN401 - python-docx's parts have no types
        # Not python-docx's own image part: it reads the header anew, and refuses a JPEG without JFIF or Exif.
        from docx.opc.part import Part

        package = self._part.package
        return Part(package.next_partname(name), type_, data, package)


def _picture(figure: Figure, size: tuple[int, int], relation: str, number: int) -> str:
    words = attribute(figure.words)
    return (
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{attribute(figure.file)}" '
        f'descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_RELATION}" '
        f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{size[0] * EMU}" cy="{size[1] * EMU}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic>"
    )


def _largest_number(opened: WordFile) -> int:
    """The largest number of a drawing in the template's headers and footers, which go on being there."""
    numbers = [0]
    for relation in opened.part.rels.values():
        tree: Any = None if relation.is_external else getattr(relation.target_part, "element", None)
        if tree is not None:
            numbers += [int(e.get("id", "0")) for e in tree.iter(f"{{{_PLACED}}}docPr") if e.get("id", "0").isdigit()]
    return max(numbers)
