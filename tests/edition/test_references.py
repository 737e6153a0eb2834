"""References are found, bound to ids, and never evaluated."""

from hypothesis import given
from hypothesis import strategies as st

from authoring.edition.references import bind, is_alone, parse_references, unbind
from authoring.files.texts import match_key

NUMBERS = {match_key("Ⅰ-9-(1)"): "e0012"}


def test_widths_dashes_spaces_and_roman_letters_do_not_matter():
    for typed in ("{{参照:Ⅰ-9-(1)}}", "{{参照:I-9-(1)}}", "{{ 参照 : Ⅰ-9-(1) }}", "{{参照:Ⅰ-9-(1)}}"):
        assert bind(typed, NUMBERS) == "{{参照:e0012}}"


def test_a_title_is_asked_for_after_a_second_colon():
    assert bind("{{参照:Ⅰ-9-(1):表題}}", NUMBERS) == "{{参照:e0012:表題}}"


def test_an_unknown_number_stays_as_it_was_typed():
    assert bind("{{参照:Ⅸ-9}}に記載", NUMBERS) == "{{参照:Ⅸ-9}}に記載"


def test_a_bound_reference_is_typed_with_the_number_of_today():
    assert unbind("※{{参照:e0012}}に記載", {"e0012": "Ⅱ-3"}.get) == "※{{参照:Ⅱ-3}}に記載"


def test_a_table_is_placed_only_where_it_stands_alone_on_its_line():
    assert is_alone(" {{表:納付率}} ").name == "納付率"
    assert is_alone("{{表:納付率}}のとおり") is None
    assert is_alone("{{納付率}}") is None


def test_braces_that_hold_a_calculation_are_a_name_like_any_other():
    (ref,) = parse_references("{{7*7}}")
    assert (ref.kind, ref.name) == ("indicator", "7*7")


@given(st.text(alphabet="{}参照:ⅠI-9(1)表あ", max_size=40))
def test_binding_twice_is_binding_once(text):
    once = bind(text, NUMBERS)
    assert bind(once, NUMBERS) == once
