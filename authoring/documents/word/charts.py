"""A line chart as Word's own chart part: DrawingML text with cached values, and the workbook behind it.

ECMA-376 part 1, 21.2 (chart) and 21.2.2.63 (externalData). What Word takes for granted differs from version to version
(round corners, deleted axes, labels), so it is all written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from authoring.documents.charting import COLOURS, MARKERS, clock_step, number_format, plotted
from authoring.documents.word.markup import attribute, escaped
from authoring.edition.blocks import Figure

__all__ = ["CHART_TYPE", "DATA", "chart_xml"]

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
DATA = "データ"  # sheet of the workbook behind it
SIZE = 700  # hundredths of a point
LABEL = 620  # twips that the label of a value takes
_GREY = "D9D9D9"
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def chart_xml(figure: Figure, width: int, workbook: str, font: str) -> bytes:
    """The part of a chart that is ``width`` twips wide; ``workbook``: the relation to the workbook behind it.

    ``font``: that of every word in it, as the document's headings have it.
    """
    rows = tuple(plotted(figure))
    labels = width >= LABEL * len(rows)
    lines = "".join(_line(figure, n, rows, font, labels=labels) for n in range(len(figure.series)))
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(font)}</c:legend>'
        if len(figure.series) > 1
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMES}><c:date1904 val="0"/>'
        '<c:lang val="ja-JP"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}<c:marker val="1"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:lineChart>{_category_axis(font)}'
        f"{_value_axis(figure, font)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>{_text(font)}'
        f'<c:externalData r:id="{attribute(workbook)}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _line(
    figure: Figure, n: int, rows: Sequence[tuple[str, tuple[Decimal | None, ...]]], font: str, *, labels: bool
) -> str:
    letter = "BCDEFGHIJ"[n]
    shade = f'<a:solidFill><a:srgbClr val="{COLOURS[n % len(COLOURS)]}"/></a:solidFill>'
    names = "".join(_point(at, escaped(period)) for at, (period, _) in enumerate(rows))
    known = ((at, told[n]) for at, (_, told) in enumerate(rows))
    values = "".join(_point(at, f"{value:f}") for at, value in known if value is not None)
    count, last = f'<c:ptCount val="{len(rows)}"/>', len(rows) + 1
    shown = number_format(figure)
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>{DATA}!${letter}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/>{_point(0, escaped(figure.series[n].name))}</c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:ln w="22225" cap="rnd">{shade}<a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{MARKERS[n % len(MARKERS)]}"/><c:size val="6"/><c:spPr>{shade}<a:ln>{shade}</a:ln>'
        f"</c:spPr></c:marker>{_labels(shown, n, font) if labels else ''}"
        f"<c:cat><c:strRef><c:f>{DATA}!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{DATA}!${letter}$2:${letter}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escaped(shown)}</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
        '<c:smooth val="0"/></c:ser>'
    )


def _point(at: int, text: str) -> str:
    return f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>'


def _labels(shown: str, n: int, font: str) -> str:
    return (
        f'<c:dLbls><c:numFmt formatCode="{attribute(shown)}" sourceLinked="0"/>{_text(font, COLOURS[n % len(COLOURS)])}'
        f'<c:dLblPos val="{"r" if n else "t"}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _category_axis(font: str) -> str:
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_edge("808080")}{_text(font)}<c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(figure: Figure, font: str) -> str:
    step = clock_step(figure)
    least = '<c:min val="0"/>' if step else ""
    lines = f'<c:majorUnit val="{step:f}"/>' if step else ""
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines>{_edge(_GREY)}</c:majorGridlines>'
        f'<c:numFmt formatCode="{attribute(number_format(figure))}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{_edge("808080")}{_text(font)}<c:crossAx val="1"/>'
        f'<c:crosses val="autoZero"/><c:crossBetween val="between"/>{lines}</c:valAx>'
    )


def _edge(colour: str) -> str:
    return f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'


def _text(font: str, colour: str = "262626") -> str:
    faces = "".join(f'<a:{script} typeface="{attribute(font)}"/>' for script in ("latin", "ea", "cs")) if font else ""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{SIZE}"><a:solidFill><a:srgbClr val="{colour}"/>'
        f"</a:solidFill>{faces}</a:defRPr></a:pPr>"
        '<a:endParaRPr lang="ja-JP"/></a:p></c:txPr>'
    )
