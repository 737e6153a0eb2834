"""Make ``templates/word/base.docx``, always the same bytes: page, header, footer and styles of the Word document.

Run it after a change of what stands here; whoever only wants other fonts, sizes or colours restyles base.docx in Word.
The names of the styles are those of ``authoring.documents.word.styles``; a restyled template has to keep them.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

TARGET = Path(__file__).with_name("word") / "base.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MINCHO, GOTHIC = "ＭＳ 明朝", "ＭＳ ゴシック"  # the fonts' own names are written with full-width letters
EM = 180  # twips: one letter of the wide table (9 pt)
LINE = "BFBFBF"
SHADE = "DDE6F0"
# Digits of prose count as English: LibreOffice breaks a number in the middle where they are said to be Japanese.
LATIN = '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # no gap between digits and Japanese letters
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 16838, 11906, 850  # A4 landscape in twips; 15 mm


def fonts(name: str) -> str:
    """One font for Latin, Japanese and complex script: Word chooses by letter and would mix them otherwise."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def look(font: str, size: float, *, bold: bool = False) -> str:
    """Run properties; ``size`` in points."""
    half = round(size * 2)
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{fonts(font)}{weight}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def space(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    """Spacing in twips; ``line`` in 240ths of a line, or twips for the rule exact."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def indent(left: float = 0, hanging: float = 0, em: int = EM) -> str:
    """A hanging indent in letters: the first line begins at ``left - hanging``."""
    hang = f' w:hanging="{round(hanging * em)}"' if hanging else ' w:firstLine="0"'
    return f'<w:ind w:left="{round(left * em)}"{hang}/>'


def style(name: str, ident: str, run: str, paragraph: str = "", *, based: str = "Normal", follows: str = "") -> str:
    """A paragraph style. The order of elements is the schema's."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    default = ' w:default="1"' if not based else ""
    custom = "" if name.isascii() else ' w:customStyle="1"'  # names of Word's own styles are English in the file
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{ident}"><w:name w:val={quoteattr(name)}/>'
        f"{base}{after}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def borders(kinds: str, color: str, size: int = 4, gap: int = 0) -> str:
    """Border elements of the named sides."""
    return "".join(
        f'<w:{kind} w:val="single" w:sz="{size}" w:space="{gap}" w:color="{color}"/>' for kind in kinds.split()
    )


def table_style(name: str, ident: str, color: str, margins: tuple[int, int]) -> str:
    """A table style with all lines and a shaded first row; ``margins``: above and below, left and right."""
    high, wide = margins
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{borders('top left bottom right insideH insideV', color)}</w:tblBorders><w:tblCellMar>"
        f'<w:top w:w="{high}" w:type="dxa"/><w:left w:w="{wide}" w:type="dxa"/>'
        f'<w:bottom w:w="{high}" w:type="dxa"/><w:right w:w="{wide}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def headings() -> str:
    """Heading 1-7 with their outline levels, and look-alikes without one for headings that only repeat the plan's.

    They do not ask to be kept with what follows: inside a table, whole rows are kept together for that, which
    leaves half pages empty (seen: an empty page before the first row).
    """
    made = []
    for level in range(1, 8):
        size = {1: 11.0, 2: 10.5}.get(level, 9.5 if level == 3 else 9.0)
        run = look(GOTHIC, size, bold=level <= 2)
        gap = space(before=60 if level <= 3 else 20, after=20)
        hang = indent(1, 1) if level <= 3 else indent((level - 2) * 0.5, 1 if level < 6 else 0.5)
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        made.append(style(f"heading {level}", f"Heading{level}", run, f"{gap}{hang}{outline}", follows="Normal"))
        made.append(style(f"再掲見出し{level}", f"EchoHeading{level}", run, gap + hang))
    return "".join(made)


def front_styles() -> str:
    """Cover, headings of the parts, contents, header and footer."""
    right = PAGE_WIDTH - 2 * MARGIN
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
    centre = '<w:jc w:val="center"/>'
    part = '<w:keepNext/>{}{}<w:outlineLvl w:val="0"/>'
    return "".join(
        [
            style("Title", "Title", look(GOTHIC, 26), space(before=3600, after=400) + centre),
            style("Subtitle", "Subtitle", look(GOTHIC, 14), space(before=200, after=200) + centre),
            style("部の見出し", "PartHeading", look(GOTHIC, 14), part.format("<w:pageBreakBefore/>", space(after=100))),
            style(
                "部の見出し（続き）", "PartHeadingNext", look(GOTHIC, 14), part.format("", space(before=240, after=160))
            ),
            style(
                "判定基準",
                "Criterion",
                look(MINCHO, 11),
                f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="880"/></w:tabs>{space(after=60)}'
                '<w:ind w:left="880" w:hanging="440"/>',
            ),
            style(
                "目次の列名",
                "ContentsLabels",
                look(GOTHIC, 10.5),
                f'<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>{space(after=80)}',
            ),
            style("toc 1", "TOC1", look(GOTHIC, 11), leader + space(before=140)),
            style("toc 2", "TOC2", look(MINCHO, 10.5), leader + space() + '<w:ind w:left="440"/>'),
            style("header", "Header", look(GOTHIC, 9), space()),
            style("柱の注意書き", "RunningNotice", look(GOTHIC, 9), '<w:jc w:val="right"/>', based="Header"),
            style("footer", "Footer", look(MINCHO, 9), space() + centre),
        ]
    )


def body_styles() -> str:
    """The kinds of paragraphs of the wide table: each mark hangs by its style, never by spaces."""
    text, small = look(MINCHO, 9) + LATIN, look(MINCHO, 8) + LATIN
    box = f"<w:pBdr>{borders('top left bottom right', '7F7F7F', gap=3)}</w:pBdr>"
    tiny = space(line=60, rule="exact")
    return "".join(
        [
            style("本文無印", "BodyPlain", text, indent(0)),
            style("本文〇", "BodyCircle", text, indent(1, 1)),
            style("本文〇続き", "BodyCircleNext", text, indent(1)),
            style("本文・", "BodyDot", text, indent(2, 1)),
            style("本文・続き", "BodyDotNext", text, indent(2)),
            style("本文番号", "BodyNumber", text, indent(1, 1)),
            style("注記", "Note", small, indent(2, 1, 160)),
            style("用語解説", "Glossary", small, box + space() + '<w:ind w:left="100" w:right="100"/>'),
            style("ラベル", "Label", look(GOTHIC, 9), space(before=40) + indent(0)),
            style("図", "Figure", text, '<w:jc w:val="center"/>'),
            style("大表見出し", "WideHead", look(GOTHIC, 9), '<w:jc w:val="center"/>'),
            style("表の題", "InnerCaption", look(GOTHIC, 8), "<w:keepNext/>" + space(before=60) + indent(0)),
            style("表の単位", "InnerUnit", look(MINCHO, 8), '<w:keepNext/><w:jc w:val="right"/>'),
            style("表内", "InnerText", look(MINCHO, 8), TIGHT + '<w:jc w:val="left"/>'),
            style("表内数字", "InnerNumber", look(MINCHO, 8), TIGHT + '<w:jc w:val="right"/>'),
            style("表内見出し", "InnerHead", look(GOTHIC, 8), f'<w:keepNext/>{TIGHT}<w:jc w:val="center"/>'),
            style("表の後", "AfterTable", look(MINCHO, 2), tiny),
            style("表内（小）", "InnerTextSmall", look(MINCHO, 6.5), TIGHT + '<w:jc w:val="left"/>'),
            style("表内数字（小）", "InnerNumberSmall", look(MINCHO, 6.5), TIGHT + '<w:jc w:val="right"/>'),
            style(
                "表内見出し（小）", "InnerHeadSmall", look(GOTHIC, 6.5), f'<w:keepNext/>{TIGHT}<w:jc w:val="center"/>'
            ),
            style("一覧表文字", "ListText", look(MINCHO, 9.5), '<w:jc w:val="left"/>'),
            style("一覧表数字", "ListNumber", look(MINCHO, 9.5), '<w:jc w:val="right"/>'),
            style("一覧表中央", "ListCentre", look(MINCHO, 9.5), '<w:jc w:val="center"/>'),
            style("一覧表見出し", "ListHead", look(GOTHIC, 9.5), '<w:keepNext/><w:jc w:val="center"/>'),
        ]
    )


def styles() -> str:
    """word/styles.xml."""
    language = '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{look(MINCHO, 9)}{language}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
        f"{space()}</w:pPr></w:pPrDefault></w:docDefaults>"
        + style("Normal", "Normal", look(MINCHO, 9), '<w:widowControl w:val="0"/><w:jc w:val="left"/>', based="")
        + headings()
        + front_styles()
        + body_styles()
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + table_style("大表", "WideTable", "404040", (20, 80))
        + table_style("内表", "InnerTable", "7F7F7F", (10, 40))
        + table_style("一覧表の表", "ListTable", "404040", (0, 80))
        + "</w:styles>"
    )


def header() -> str:
    """Every page's header: the running notice stands in the paragraph of its style."""
    return f'<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="RunningNotice"/></w:pPr></w:p></w:hdr>'


def footer() -> str:
    """Every page's footer: the page's number alone."""
    steps = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{steps}</w:p></w:ftr>'


def document() -> str:
    """word/document.xml: an empty paragraph and the section whose page, header and footer every section takes."""
    side = " ".join(f'w:{name}="{MARGIN}"' for name in ("top", "right", "bottom", "left"))
    return (
        f'<w:document {W} {R}><w:body><w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}" w:orient="landscape"/>'
        f'<w:pgMar {side} w:header="450" w:footer="400" w:gutter="0"/>'
        '<w:cols w:space="425"/><w:docGrid w:linePitch="360"/></w:sectPr></w:body></w:document>'
    )


def settings() -> str:
    """word/settings.xml: no ``updateFields`` (Word would ask on opening), 行頭禁則 as Word has it for Japanese."""
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """word/fontTable.xml: the other name of each font, for programs that know only that one."""
    made = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="80"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="fixed"/></w:font>'
        for name, other, family in ((MINCHO, "MS Mincho", "roman"), (GOTHIC, "MS Gothic", "modern"))
    )
    return f"<w:fonts {W}>{made}</w:fonts>"


def theme() -> str:
    """word/theme/theme1.xml: nothing refers to it, but Word expects a theme in every document."""
    palette = {
        **{
            "dk1": "000000",
            "lt1": "FFFFFF",
            "dk2": "44546A",
            "lt2": "E7E6E6",
            "accent1": "5B9BD5",
            "accent2": "ED7D31",
        },
        **{"accent3": "A5A5A5", "accent4": "FFC000", "accent5": "4472C4", "accent6": "70AD47"},
        **{"hlink": "0563C1", "folHlink": "954F72"},
    }
    colors = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in palette.items())
    rest = '<a:ea typeface=""/><a:cs typeface=""/>'
    script = '<a:font script="Jpan" typeface="{0}"/>'
    face = f'<a:latin typeface="{{0}}"/>{rest}{script}'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="authoring"><a:themeElements>'
        f'<a:clrScheme name="authoring">{colors}</a:clrScheme><a:fontScheme name="authoring">'
        f"<a:majorFont>{face.format(GOTHIC)}</a:majorFont><a:minorFont>{face.format(MINCHO)}</a:minorFont>"
        f'</a:fontScheme><a:fmtScheme name="authoring"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def core() -> str:
    """docProps/core.xml: language and fixed dates; title and creator are the document's."""
    stamp = "2020-04-01T00:00:00Z"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title><dc:creator></dc:creator>'
        "<cp:lastModifiedBy></cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "<dc:language>ja-JP</dc:language></cp:coreProperties>"
    )


def relationships(*targets: tuple[str, str]) -> str:
    """A .rels part: rId1 … in order of (type, target)."""
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def content_types(parts: dict[str, str]) -> str:
    """[Content_Types].xml."""
    prefix = "application/vnd.openxmlformats-"
    lines = "".join(f'<Override PartName="/{name}" ContentType="{prefix}{kind}+xml"/>' for name, kind in parts.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def make() -> bytes:
    """The template's bytes."""
    word = "officedocument.wordprocessingml."
    kinds = {
        "word/document.xml": f"{word}document.main",
        "word/styles.xml": f"{word}styles",
        "word/settings.xml": f"{word}settings",
        "word/fontTable.xml": f"{word}fontTable",
        "word/theme/theme1.xml": "officedocument.theme",
        "word/header1.xml": f"{word}header",
        "word/footer1.xml": f"{word}footer",
        "docProps/core.xml": "package.core-properties",
    }
    parts = {
        "[Content_Types].xml": content_types(kinds),
        "_rels/.rels": relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": core(),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/header", "header1.xml"),
            (f"{OFFICE}/footer", "footer1.xml"),
            (f"{OFFICE}/fontTable", "fontTable.xml"),
            (f"{OFFICE}/theme", "theme/theme1.xml"),
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # stored: builds of zlib deflate differently
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # the same bytes on Windows and Linux
            archive.writestr(entry, (DECLARATION + text).encode())
    return out.getvalue()


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(make())
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes\n")
