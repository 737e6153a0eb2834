"""The page of the rules: every rule of the checks with its weight, an example and what to do."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from authoring.problems import catalogue

TOP = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("make_rules", TOP / "docs" / "make_rules.py")
assert SPEC is not None
assert SPEC.loader is not None
make_rules = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make_rules)
FAMILIES = ("year", "fact", "words", "notation", "sum", "change", "share", "value", "restated", "citation", "appendix")


def rows(page: str) -> dict[str, list[str]]:
    """Code -> weight, example, what to do."""
    found = (line.strip("| ").split(" | ") for line in page.split("\n") if line.startswith("| `"))
    return {code.strip("`"): rest for code, *rest in found}


SHOWN = rows(make_rules.PAGE.read_text("utf-8"))


def test_every_rule_of_the_checks_is_on_the_page_with_its_weight_and_what_to_do():
    made = rows(make_rules.page({}))
    assert SHOWN.keys() == made.keys()
    assert {code: (row[0], row[-1]) for code, row in SHOWN.items()} == {c: (r[0], r[-1]) for c, r in made.items()}


def test_every_finding_that_the_checks_can_make_is_a_rule_of_the_page():
    text = "\n".join(p.read_text("utf-8") for p in sorted((TOP / "authoring" / "checks").glob("*.py")))
    made = {code for code in catalogue() if f'"{code}"' in text and code.split("-")[0] in FAMILIES}
    assert made <= SHOWN.keys()
    assert len(made) > 40


def test_an_example_is_what_the_checks_print():
    assert re.search("指標は [0-9,]+事業所 です", SHOWN["fact-indicator"][1])
    assert re.search("[0-9.]+～[0-9.]+ になります", SHOWN["sum-differs"][1])
