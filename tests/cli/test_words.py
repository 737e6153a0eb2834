"""click's own words: every one has its Japanese, and the compiled catalogue is that of the text."""

from __future__ import annotations

import ast
import gettext
import io
import string
from pathlib import Path

import click
import pytest

from authoring.cli.locale.compile import compiled, parse
from authoring.cli.words import LOCALE

PO = LOCALE / "ja" / "LC_MESSAGES" / "messages.po"
# click translates one word that stands in a variable: core.Option puts it into the brackets behind a help text.
IN_VARIABLES = {"extra['required']": "required"}


def words_of_click() -> set[str]:
    """Every msgid in the source of the installed click; a plural joins both forms by NUL, as in a catalogue."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in ("_", "gettext", "ngettext"):
                ids = node.args[: 2 if node.func.id == "ngettext" else 1]
                found.add(
                    "\0".join(i.value if isinstance(i, ast.Constant) else IN_VARIABLES[ast.unparse(i)] for i in ids)
                )
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_word_of_the_installed_click_is_translated():
    words = words_of_click()
    assert len(words) > 50
    assert words - set(parse(PO.read_text("utf-8"))) == set()


def test_no_translation_is_empty_or_asks_for_what_click_does_not_give():
    for msgid, msgstr in parse(PO.read_text("utf-8")).items():
        assert msgstr, msgid
        assert fields(msgstr) <= fields(msgid), msgid


def test_the_compiled_catalogue_is_that_of_the_text():
    assert PO.with_suffix(".mo").read_bytes() == compiled(PO.read_text("utf-8"))


def test_python_reads_the_compiled_catalogue():
    catalogue = gettext.GNUTranslations(io.BytesIO(compiled(PO.read_text("utf-8"))))
    assert catalogue.gettext("Usage:") == "使い方:"
    one, many = "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"
    assert catalogue.ngettext(one, many, 1) == catalogue.ngettext(one, many, 5)
    assert catalogue.gettext("no word of click") == "no word of click"


def test_quotes_and_spaces_at_the_end_are_kept():
    assert parse('msgid "say \\"a\\" "\nmsgstr "「a」 "\n') == {'say "a" ': "「a」 "}


def test_long_words_may_run_over_several_lines():
    assert parse('msgid ""\n"a"\n" b"\nmsgstr "c"\n') == {"a b": "c"}


@pytest.mark.parametrize("po", ['msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"', 'msgctxt "a"\nmsgid "b"\nmsgstr "c"'])
def test_a_catalogue_that_would_lose_words_is_refused(po):
    with pytest.raises(ValueError, match="msg"):
        compiled(po)
