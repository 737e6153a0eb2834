"""What people see: problems as text or JSON, written files, the next step; in any console and without a traceback."""

from __future__ import annotations

import codecs
import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from authoring.files import FileTrouble
from authoring.problems import Exit, Origin, Problem, ProblemError, Severity, exit_code, problem

__all__ = [
    "as_json", "as_text", "counts_line", "finish", "prepare", "quiet", "report", "show_traceback", "show_trouble",
    "tell_written", "trouble", "write_json",
]  # fmt: skip

DEBUG = "AUTHORING_DEBUG"
_QUIET = "authoring.quiet"
_MERELY_READ = frozenset({"marks-read"})
_MOST_INFOS = 3  # of one kind in a file; what asks for nothing must not bury what does
_WORDS = {Severity.ERROR: ("誤り", "red"), Severity.WARNING: ("注意", "yellow"), Severity.INFO: ("情報", "cyan")}

# Signs of our documents that cp932 holds under another code point (the two maps of JIS X 0208 differ in them).
_ALIKE = str.maketrans({"−": "－", "〜": "～", "—": "―", "–": "-", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"})
# What a cell holds is printed, never obeyed: escape sequences of a terminal are shown as text.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def _show_otherwise(error: UnicodeError) -> tuple[str | bytes, int]:
    """A sign that the console lacks: its likeness in cp932, else its code point."""
    if isinstance(error, UnicodeEncodeError):
        alike = error.object[error.start : error.end].translate(_ALIKE)
        try:
            # surrogateescape: the bytes of a file name that was no text go out as they came in
            return alike.encode(error.encoding, "surrogateescape"), error.end
        except UnicodeEncodeError:
            pass
    return codecs.backslashreplace_errors(error)


codecs.register_error("authoring-show", _show_otherwise)


def prepare() -> None:
    """Make stdout and stderr write any text, whatever the console's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="authoring-show")


def quiet(context: click.Context, _parameter: click.Parameter, wanted: bool) -> bool:
    """Callback of ``--quiet``, which stands before or behind the command's name."""
    if wanted:
        context.meta[_QUIET] = True
    return wanted


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


def _say(text: str, *, err: bool = False) -> None:
    """Print a line; colours reach a terminal only, and none with NO_COLOR (no-color.org)."""
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def trouble(error: Exception) -> Problem:
    """The problem to print for an exception: the one that it carries, else ``internal``."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, FileTrouble):
        fields: dict[str, Any] = dict(error.fields)
        return problem(error.code, Origin(str(fields.get("name", ""))), **fields)
    frame = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f"{Path(each.filename).name}:{each.lineno}" for each in frame)
    return problem("internal", kind=type(error).__name__, where=where)


def show_traceback(error: Exception) -> None:
    """Print where an exception came from, only when the environment asks for it: users never see one."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)


def show_trouble(error: Exception) -> Exit:
    """Print an exception as a problem to stderr and tell its exit code."""
    show_traceback(error)
    found = trouble(error)
    _say(f"{found.message} [{found.code}]" if found.code == "internal" else as_text([found]), err=True)
    return found.exit


def _clean(text: str) -> str:
    return text.translate(_CONTROLS)


def _place(at: Origin) -> str:
    return "!".join(part for part in (at.sheet, at.cell) if part)


def _block(found: Problem, *, hint_too: bool = True) -> str:
    word, colour = _WORDS[found.severity]
    head = [click.style(word, fg=colour, bold=True) + ("（確認済み）" if found.set_aside else "")]
    if found.origin and (place := _place(found.origin)):
        head.append(_clean(place))
    first, *more = _clean(found.message).splitlines() or [""]
    lines = [f"  {' '.join(head)} {first} [{found.code}]", *(f"    {line}" for line in more)]
    lines += [f"    ほかの箇所: {_clean(' '.join(p for p in (at.file, _place(at)) if p))}" for at in found.also]
    hint = _clean(found.hint).splitlines() if hint_too else []
    return "\n".join(lines + [f"    {'→' if n == 0 else '　'} {line}" for n, line in enumerate(hint)])


def as_text(found: Iterable[Problem]) -> str:
    """Problems as blocks, grouped by file in the order of their first one; those of no file stand under 全体.

    What was merely read (information that asks for nothing) is a line with its number a file, and so is what is told of
    one kind more than three times: JSON tells each. A run of problems with one and the same hint says it once, below
    the last.
    """
    read: Counter[str] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    shown: list[tuple[str, Problem]] = []
    for each in found:
        file = each.origin.file if each.origin else ""
        if each.set_aside or each.severity is not Severity.INFO:
            shown.append((file, each))
        elif each.code in _MERELY_READ:
            read[file] += 1
        else:
            told[file, each.code] += 1
            if told[file, each.code] <= _MOST_INFOS:
                shown.append((file, each))
    last = {(file, p.code, p.hint): n for n, (file, p) in enumerate(shown)}
    groups: dict[str, list[str]] = {}
    for number, (file, each) in enumerate(shown):
        here = last[file, each.code, each.hint] == number
        groups.setdefault(file, []).append(_block(each, hint_too=here))
    for (file, code), many in told.items():
        if many > _MOST_INFOS:
            groups[file].append(f"  情報 同じもの ほかに{many - _MOST_INFOS}件 [{code}] (--format json で見られます)")
    for file, many in read.items():
        if file in groups:
            groups[file].append(f"  情報 行頭の印などの読み取り {many}件 (--format json で見られます)")
    return "\n\n".join("\n".join([_clean(file) or "全体", *blocks]) for file, blocks in groups.items())


def _counts(found: Iterable[Problem]) -> dict[str, int]:
    tally = Counter("set_aside" if each.set_aside else str(each.severity) for each in found)
    return {name: tally[name] for name in ("error", "warning", "info", "set_aside")}


def counts_line(found: Sequence[Problem]) -> str:
    """誤り 1件、注意 0件、情報 2件（ほかに確認済み 1件）."""
    counts = _counts(found)
    line = "、".join(f"{word} {counts[severity]}件" for severity, (word, _) in _WORDS.items())
    return line + (f"（ほかに確認済み {counts['set_aside']}件）" if counts["set_aside"] else "")


def as_json(found: Sequence[Problem]) -> bytes:
    """The promised JSON document, UTF-8; half a character of a broken file name stays a JSON escape."""
    shape = {"problems": [each.as_json() for each in found], "counts": _counts(found)}
    return (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def write_json(found: Sequence[Problem]) -> None:
    """Print the JSON document to stdout as bytes, so that the console's encoding does not touch it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(as_json(found))
    sys.stdout.buffer.flush()


def _say_next(step: str) -> None:
    if step and not _is_quiet():
        _say(f"次の手順: {step}", err=True)


def tell_written(paths: Iterable[Path]) -> None:
    """Say what a command wrote whose result is something else, to stderr; that it changed a workspace always."""
    for path in paths:
        words = "判断を checks.toml に書きました" if path.name == "checks.toml" else "ブックの写しを書きました"
        if path.name == "checks.toml" or not _is_quiet():
            _say(f"{words}: {_clean(str(path))}", err=True)


def report(found: Sequence[Problem], next_step: str) -> Exit:
    """End a command whose result is the problems: all of them and their counts to stdout, the next step to stderr."""
    if found:
        _say(as_text(found) + "\n")
    _say(counts_line(found))
    _say_next(next_step)
    return exit_code(found)


def finish(found: Sequence[Problem], written: Iterable[Path], next_step: str) -> Exit:
    """End a command that writes: problems to stderr (only errors with ``--quiet``), files to stdout, the next step."""
    silent = _is_quiet()
    shown = [e for e in found if not silent or (e.severity is Severity.ERROR and not e.set_aside)]
    if shown:
        _say(as_text(shown), err=True)
    if found and not silent:
        _say("\n" + counts_line(found), err=True)
    for path in written:
        _say(_clean(str(path)))
    _say_next(next_step)
    return exit_code(found)
