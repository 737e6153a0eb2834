"""The catalogue and the code agree: no code without words, no words without a code."""

import ast
import string
from pathlib import Path

import pytest

import authoring
from authoring.problems import Exit, Severity, catalogue, problem

TOP = Path(authoring.__file__).parent
MAKERS = {"problem": 0, "FileTrouble": 0, "once": 3}  # function -> which of its arguments is the code
COMPOSED = {"{}-unknown": ("table-unknown", "figure-unknown")}  # resolve: a place that is not there


def trees():
    return [ast.parse(path.read_text("utf-8")) for path in sorted(TOP.rglob("*.py"))]


def literal_codes(argument: ast.expr) -> list[str]:
    """The codes that an argument may be, where they stand there; a name (``trouble.code``) was said elsewhere."""
    if isinstance(argument, ast.Constant):
        return [argument.value]
    if isinstance(argument, ast.IfExp):
        return literal_codes(argument.body) + literal_codes(argument.orelse)
    if isinstance(argument, ast.JoinedStr):
        shape = "".join("{}" if isinstance(part, ast.FormattedValue) else part.value for part in argument.values)
        return list(COMPOSED[shape])
    return []


def said() -> set[str]:
    calls = [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found: set[str] = set()
    for call in calls:
        name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
        if name in MAKERS and len(call.args) > MAKERS[name]:
            found |= set(literal_codes(call.args[MAKERS[name]]))
    return found


def test_every_code_of_the_program_is_in_the_catalogue():
    assert said() <= set(catalogue())


def test_every_code_of_the_catalogue_is_used_by_the_program():
    constants = {
        n.value for t in trees() for n in ast.walk(t) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }
    assert set(catalogue()) <= constants | said()


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_problem_has_a_weight_a_message_and_a_hint_in_japanese(code):
    kind = catalogue()[code]
    assert set(kind) <= {"severity", "message", "hint", "exit", "off"}
    assert Severity(kind["severity"])
    assert Exit(int(kind.get("exit", 1))) in (Exit.PROBLEMS, Exit.UNREADABLE, Exit.UNWRITABLE)
    for words in (kind["message"], kind["hint"]):
        assert any("\u3040" <= c <= "\u9fff" for c in words)


def test_no_field_of_a_message_is_swallowed_by_a_parameter_of_the_function():
    taken = {"origin", "item", "place", "also", "severity", "code"}
    for code, kind in catalogue().items():
        fields = {
            name for words in (kind["message"], kind["hint"]) for _, name, _, _ in string.Formatter().parse(words)
        }
        assert not fields & taken, code


def test_a_message_is_made_even_where_a_field_is_missing():
    assert all(problem(code).message and problem(code).hint for code in catalogue())
