"""The commands in consoles of every kind, started as people start them."""

from __future__ import annotations

import json
import os
import sys

import pytest
from fakes import CHECK_FINDS_ODD_WORDS, ODD_WORDS, started

from authoring import __version__
from authoring.workbooks.layout import LAYOUT

CONSOLES = {
    "C locale": {},
    "cp932": {"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "C locale of old": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "utf-8": {"PYTHONIOENCODING": "utf-8"},
}
consoles = pytest.mark.parametrize("console", CONSOLES.values(), ids=CONSOLES)


@consoles
def test_any_text_is_printed_in_any_console(console):
    done = started("check", "w", before=CHECK_FINDS_ODD_WORDS, **console)
    assert done.returncode == 1
    assert b"[x]" in done.stdout
    assert b"UnicodeEncodeError" not in done.stderr


@consoles
def test_json_is_utf8_in_any_console(console):
    done = started("check", "w", "--format", "json", before=CHECK_FINDS_ODD_WORDS, **console)
    assert (done.returncode, done.stderr) == (1, b"")
    message = json.loads(done.stdout.decode("utf-8"))["problems"][0]["message"]
    assert message == ODD_WORDS


def test_cp932_shows_the_likeness_of_the_signs_that_it_lacks():
    done = started("check", "w", before=CHECK_FINDS_ODD_WORDS, **CONSOLES["cp932"])
    shown = done.stdout.replace(b"\xe3 \xb6", b" \xb6").decode("cp932")  # the byte of the broken file name
    assert "▲2.4% － ～ ― \\xe9 \\U0001f600" in shown


@consoles
@pytest.mark.parametrize("args", [["--help"], ["new", "--help"], ["chek"], ["new", "xx"]])
def test_help_and_usage_errors_never_fail(console, args):
    done = started(*args, **console)
    assert done.returncode == (0 if "--help" in args else 2)
    assert b"Traceback" not in done.stderr


def test_help_is_japanese_in_the_c_locale():
    shown = started("check", "--help").stdout.decode("utf-8")
    assert "使い方: authoring check [オプション] [WORKSPACE]" in shown
    assert "オプション:" in shown
    assert "この説明を表示します。" in shown
    assert not {"Usage", "Options", "Show this"} & set(shown.split())


def test_the_command_meant_is_offered_in_japanese():
    done = started("chek")
    assert "'chek' というコマンドはありません。 もしかすると 'check' ですか。" in done.stderr.decode("utf-8")


def test_the_option_meant_is_offered_in_japanese():
    done = started("build", "--stag")
    assert "もしかすると '--stage' ですか。" in done.stderr.decode("utf-8")


def test_the_language_of_the_shell_does_not_matter():
    assert "使い方:" in started("--help", LANGUAGE="fr:en").stdout.decode("utf-8")


def test_version_tells_tool_layout_and_snapshot_format():
    done = started("--version")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith(f"authoring {__version__}、")
    assert f"入力シートの様式 {LAYOUT}、スナップショットの形式 1\n" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "args", [["--version"], ["--help"], ["new", "--help"], ["check", "--help"], ["build", "--help"]]
)
def test_help_and_version_load_no_office_library(args):
    tell = "import atexit, sys; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))"
    loaded = set(started(*args, before=tell).stderr.decode("utf-8").split())
    assert "click" in loaded
    assert not loaded & {"docx", "openpyxl", "xlsxwriter", "lxml", "jinja2"}


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal of POSIX")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_terminals_and_not_with_no_color(no_color, coloured):
    import pty
    import subprocess

    from fakes import CONSOLE, ROOT

    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "NO_COLOR": no_color}
    code = f"{CHECK_FINDS_ODD_WORDS}\n{CONSOLE}"
    done = subprocess.run([sys.executable, "-c", code, "check", "w"], env=env, stdout=slave, timeout=60, check=False)
    os.close(slave)
    shown = os.read(master, 65536)
    os.close(master)
    assert done.returncode == 1
    assert (b"\x1b[" in shown) is coloured
    assert "誤り".encode() in shown
