"""A template with the fonts and the paper that an edition asks for: what ``edition.toml`` says, without opening Word.

Fonts are replaced by their part: the body's is that of the document's defaults, the headings' that of 部の見出し. Every
place that names one of the two then names the new one, for Latin, Japanese and complex script alike.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from authoring.documents.word.template import W, broken_template, fonts_of_roles

__all__ = ["restyled"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
PAPERS: Final = {"A4": (11906, 16838, "9"), "A3": (16838, 23811, "8")}  # twips, and the code of printers
_FULL_WIDTH = ("ＭＳ 明朝", "ＭＳ ゴシック", "ＭＳ Ｐ明朝", "ＭＳ Ｐゴシック")  # Word finds them by these names alone
_OWN_NAMES = {unicodedata.normalize("NFKC", name).casefold(): name for name in _FULL_WIDTH}


def restyled(template: bytes, fonts: Mapping[str, str], paper: str = "") -> bytes:
    """The template with other fonts and on other paper; unchanged where nothing is asked for.

    Args:
        template: a Word file.
        fonts: ``body`` and ``heading``, each the name of a font; what is missing stays.
        paper: A4, A3 or "" for the template's own. Upright or lying stays as it is.

    Raises:
        ProblemError: the template is no Word file.
    """
    if not any(fonts.values()) and paper not in PAPERS:
        return template
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            infos = [(info, package.read(info)) for info in package.infolist()]
        trees = {info.filename: etree.fromstring(data) for info, data in infos if _changes(info.filename)}
        styles, document = trees["word/styles.xml"], trees["word/document.xml"]
    except (zipfile.BadZipFile, KeyError, SyntaxError) as broken:
        raise broken_template(broken) from broken
    if any(fonts.values()):
        _put_fonts(trees, styles, {role: own_name(name) for role, name in fonts.items()})
    if paper in PAPERS:
        _put_paper(document, styles, paper)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for info, data in infos:
            tree = trees.get(info.filename)
            made.writestr(
                info,
                data if tree is None else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True),
            )
    return out.getvalue()


def own_name(font: str) -> str:
    """The name by which Word knows the font: ＭＳ 明朝 has full-width letters, however it was typed."""
    return _OWN_NAMES.get(unicodedata.normalize("NFKC", font).casefold().strip(), font.strip())


def _changes(name: str) -> bool:
    plain = name.startswith("word/") and name.endswith(".xml")
    return plain and name.removeprefix("word/").startswith(
        ("styles", "document", "fontTable", "theme/", "header", "footer", "numbering")
    )


def _put_fonts(trees: Mapping[str, Any], styles: Any, fonts: Mapping[str, str]) -> None:  # noqa: ANN401
    old_body, old_heading = fonts_of_roles(styles)
    body, heading = fonts.get("body") or old_body, fonts.get("heading") or old_heading
    new = {old_heading: heading, old_body: body}
    for name, tree in trees.items():
        for each in tree.iter(f"{W}rFonts"):
            theme = next((each.get(f"{W}{slot}", "") for slot in _THEMES if each.get(f"{W}{slot}")), "")
            if theme:  # a theme's font would win over the one that is named
                for slot in _THEMES:
                    each.attrib.pop(f"{W}{slot}", None)
                for slot in _SLOTS:
                    each.set(f"{W}{slot}", heading if theme.startswith("major") else body)
            for slot in _SLOTS:
                told = each.get(f"{W}{slot}")
                if told in new:
                    each.set(f"{W}{slot}", new[told])
        for each in tree.iter(f"{W}font"):
            if each.get(f"{W}name") in new and new[each.get(f"{W}name")] != each.get(f"{W}name"):
                each.set(f"{W}name", new[each.get(f"{W}name")])
                for child in list(each):  # other names and measures were those of the font before
                    each.remove(child)
        if name.startswith("word/theme/"):
            for kind, font in (("majorFont", heading), ("minorFont", body)):
                for each in tree.iterfind(f".//{_A}{kind}/{_A}font[@script='Jpan']"):
                    each.set("typeface", font)


def _put_paper(document: Any, styles: Any, paper: str) -> None:  # noqa: ANN401
    """Every section on that paper; tabs that stood at the right margin stand there again."""
    short, long, code = PAPERS[paper]
    for section in document.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None:
            continue
        lying = size.get(f"{W}orient") == "landscape" or int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0"))
        wide, high = (long, short) if lying else (short, long)
        sides = (
            sum(int(margins.get(f"{W}{side}", "0")) for side in ("left", "right", "gutter"))
            if margins is not None
            else 0
        )
        before, after = int(size.get(f"{W}w", "0")) - sides, wide - sides
        for name, value in (("w", str(wide)), ("h", str(high)), ("code", code)):
            size.set(f"{W}{name}", value)
        for tab in styles.iter(f"{W}tab"):
            if tab.get(f"{W}pos") == str(before):
                tab.set(f"{W}pos", str(after))
