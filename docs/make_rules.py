"""Write the table of the rules of ``authoring check``: ``python docs/make_rules.py``.

Weight and hint come from the catalogue, an example from what the checks really print: over the planted faults of
examples/r02 and of one generated pair. A code that none of them meets shows its message with sample words.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
if str(TOP) not in sys.path:
    sys.path.insert(0, str(TOP))

from authoring import verbs  # noqa: E402
from authoring.problems import catalogue  # noqa: E402
from benchmarks.fault_examples import planted_copies  # noqa: E402
from benchmarks.fault_field import field_of  # noqa: E402
from benchmarks.fault_workspace import clean_workspace, write_edition  # noqa: E402
from benchmarks.faults import planted  # noqa: E402
from benchmarks.score_faults import GROUPS, plant_all  # noqa: E402

PAGE = TOP / "docs" / "点検の規則.md"
_SECTION = re.compile(r"^# --- checks: (.+?) -*$")
_CODE = re.compile(r"^\[([a-z-]+)\]$")
_TITLES = {
    "notation": "表記", "structure and references": "構成と参照", "settings": "設定", "year roll": "年度の更新",
    "answers to last year's requests": "前年度からの宿題", "arithmetic of tables": "表の計算",
    "restatements": "前年度の値の修正", "one fact, one value": "文の中の数値", "words against numbers": "言葉と数値",
    "plausibility": "値の確からしさ", "ratings and targets": "評定と目標",
}  # fmt: skip
_WEIGHTS = {"error": "誤り", "warning": "注意", "info": "情報"}
_MOST = 160  # letters of an example
LEAD = """# 点検の規則

`authoring check` の規則の一覧です。`docs/make_rules.py` が作ります。
例は、見本と架空の版に間違いを仕込んで出した、実際の言葉です。

- **誤り** は、見えない桁をどう取っても成り立たないものなど、確かな矛盾です。下書きでない build はここで止まります。
- **注意** は、人が見て決めるものです。正しいときは、点検結果のシートで「そのまま」とし、理由を書きます。
  値が変わるまで出なくなります。
- **情報** は、知らせるだけのものです。
- 要らない規則は、`edition.toml` の `[checks]` に `off = ["規則の名前"]` と書くと出なくなります。
  既定で休んでいる規則は `on` に書きます。

評定・視点・評価の理由に関わる指摘は、主務省のブックだけに出ます。部署のブックには出ません。
"""


def sections() -> Iterator[tuple[str, list[str]]]:
    """(title, codes) of the families, as the catalogue groups them."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in (TOP / "authoring" / "problems.toml").read_text("utf-8").split("\n"):
        if line.startswith("# ---"):
            told = _SECTION.match(line)
            title = told[1].partition(" (")[0] if told else ""
        elif title and (code := _CODE.match(line)):
            found.setdefault(title, []).append(code[1])
    for name, codes in found.items():
        yield _TITLES[name], codes


def examples() -> dict[str, str]:
    """Code -> a message as it was printed."""
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        asked = "\n[checks]\non = " + str([code for code, kind in catalogue().items() if kind.get("off")]) + "\n"
        asked = asked.replace("'", '"')
        for workspace in planted_copies(Path(folder)):
            settings = workspace / "edition.toml"
            if asked not in settings.read_text("utf-8"):
                settings.write_text(settings.read_text("utf-8") + asked, "utf-8")
            for p in verbs.load(workspace).problems:
                found.setdefault(p.code, p.message)
    for p in verbs.load(TOP / "examples" / "r01").problems:
        found.setdefault(p.code, p.message)
    made = field_of(1)
    with tempfile.TemporaryDirectory() as folder:
        clean_workspace(Path(folder), made.then, made.now)
        for group in GROUPS:
            made.used.clear()
            write_edition(Path(folder), planted(made.now, list(plant_all(made, group))), made.then)
            for p in verbs.load(Path(folder)).problems:
                found.setdefault(p.code, p.message)
    return found


def page(shown: dict[str, str]) -> str:
    """The page: a table a family."""
    kinds = catalogue()
    parts = [LEAD]
    for title, codes in sections():
        rows = [f"\n## {title}\n", "| 規則 | 重さ | 出る言葉の例 | すること |", "|---|---|---|---|"]
        for code in codes:
            kind = kinds[code]
            message = shown.get(code) or _blank(kind["message"])
            weight = _WEIGHTS[kind["severity"]] + ("（既定では休み）" if kind.get("off") else "")
            rows.append(f"| `{code}` | {weight} | {_cell(message)} | {_cell(_blank(kind['hint']))} |")
        parts.append("\n".join(rows))
    return "\n".join(parts) + "\n"


def _blank(words: str) -> str:
    """Words of the catalogue with … for what is filled in, and braces as they are printed."""
    return re.sub(r"(?<!\{)\{\w+\}(?!\})", "…", words).replace("{{", "{").replace("}}", "}")


def _cell(text: str) -> str:
    text = " ".join(text.split()).replace("|", "／")
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(examples()), "utf-8")


if __name__ == "__main__":
    main()
