"""Make the pictures of ``docs/pictures``: pages of the documents, sheets of the workbooks, the report r01 → r02.

Needs LibreOffice, poppler (soffice, pdftotext, pdftoppm) and Chromium. Run it after a change of how something looks,
and look at every picture: ``python docs/make_pictures.py [NAME ...]`` (all of them by default).
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from authoring.archive.places import project_templates
from authoring.review.html import read_templates, render_html
from authoring.verbs import build, compare

TOP = Path(__file__).resolve().parents[1]
PICTURES = Path(__file__).with_name("pictures")
EXAMPLE = TOP / "examples" / "r01"
LARGEST = 150_000  # bytes of a picture: they travel with every clone
WIDTH = 1500  # pixels
COLOURS = 64


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: its file (``out/`` or ``inputs/`` …), and words that it is the first to hold all of."""

    file: str
    words: tuple[str, ...]
    part: float = 1.0  # so much of its height, from above
    example: str = "r01"


PICTURES_MADE = {
    "word-rating-list": Picture("out/evaluation.pdf", ("業務実績評価一覧", "国民年金の適用促進対策")),
    "word-cover": Picture("out/evaluation.pdf", ("日本年金機構の令和元年度業務実績の評価",)),
    "word-criteria": Picture("out/evaluation.pdf", ("判定基準",)),
    "word-contents": Picture("out/evaluation.pdf", ("目次", "国民年金の適用促進対策")),
    "word-body-1": Picture("out/evaluation.pdf", ("納付率等の状況",)),
    "word-body-2": Picture("out/evaluation.pdf", ("強制徴収の取組状況",)),
    "word-body-3": Picture("out/evaluation.pdf", ("資格取得届", "被扶養者異動届")),
    "word-statement": Picture("out/evaluation.pdf", ("令和元年度予算(単位:百万円)",)),
    "word-appendix-contents": Picture("out/evaluation.pdf", ("目次別表頁",)),
    "word-appendix-table": Picture("out/evaluation.pdf", ("収納未済額", "保険料収納率")),
    "word-appendix-trend": Picture("out/evaluation.pdf", ("別表1国民年金保険料の納付率等の状況事項",)),
    "word-items": Picture("out/evaluation.pdf", ("【事項別表】（続き）",)),
    "dokuho-chart": Picture("out/hyoka.pdf", ("2閲覧及び貸出し", "年度計画"), example="dokuho"),
    "excel-printed": Picture("out/evaluation.xlsx", ("口座振替及びクレジットカード納付実施率",)),
    "input-work": Picture("inputs/部署/Ⅰ-2_国民年金部.xlsx", ("状態", "自己評価", "行動計画の策定"), 0.92),
    "input-indicators": Picture("inputs/部署/Ⅰ-2_国民年金部.xlsx", ("確定した記録です", "前年度差"), 0.6),
    "input-table": Picture("inputs/部署/Ⅰ-2_国民年金部.xlsx", ("端数処理",), 0.67),
    "review-first": Picture("out/review-screen.pdf", ("まず見ること",)),
    "review-text": Picture("out/review-screen.pdf", ("14か国語の冊子",)),
    "review-paper": Picture("out/review-paper.pdf", ("関係機関との連携・協力", "文言")),
    "input-assessment": Picture("inputs/主務省/Ⅰ-2_評価.xlsx", ("評定は上の欄に", "対象")),
}


def run(*command: str | Path) -> str:
    """What a program prints.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603


def report_as_pdf(folder: Path) -> None:
    """The review report of the examples as it stands on a screen (a page is a screen of 1366×768) and on paper."""
    from playwright.sync_api import sync_playwright

    changes, problems = compare("r01", EXAMPLE.with_name("r02"))
    if changes is None:
        raise LookupError(problems)
    page = folder / "review.html"
    page.write_bytes(render_html(changes, read_templates(project_templates())))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1366, "height": 768})
        window.goto(page.as_uri())
        window.wait_for_selector("html[data-ready=true]")
        window.pdf(path=folder / "review-paper.pdf", prefer_css_page_size=True)
        window.emulate_media(media="screen")
        window.add_style_tag(content="@page { size: 1366px 768px; margin: 0 }")
        window.pdf(path=folder / "review-screen.pdf", prefer_css_page_size=True, print_background=True)
        browser.close()


def as_pdf(file: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it; made once. A PDF is itself."""
    if file.suffix == ".pdf":
        return file
    made = folder / f"{file.stem}.pdf"
    if not made.exists():
        profile = (folder / "profile").as_uri()
        run(
            "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, file
        )
    return made


def page_of(pdf: Path, picture: Picture) -> int:
    """The number of the first page that holds the words, from 1.

    Raises:
        LookupError: no page holds all the words.
    """
    pages = ["".join(page.split()) for page in run("pdftotext", "-raw", pdf, "-").split("\f")]
    found = (n for n, page in enumerate(pages, 1) if all("".join(w.split()) in page for w in picture.words))
    page = next(found, None)
    if page is None:
        raise LookupError(f"{pdf.name}: {picture.words}")
    return page


def png(ppm: bytes, part: float) -> bytes:
    """The upper part of a picture of pdftoppm as PNG with few colours: a third of the bytes, as readable."""
    _, size, _, pixels = ppm.split(b"\n", 3)
    width, height = (int(n) for n in size.split())
    height = int(height * part)
    dots = list(zip(*(pixels[channel : width * height * 3 : 3] for channel in range(3)), strict=True))
    common = [dot for dot, _ in Counter(dots).most_common()]
    kept = common[:COLOURS]
    place = {dot: min(range(len(kept)), key=lambda n: sum(abs(a - b) for a, b in zip(dot, kept[n], strict=True)))
             for dot in common}  # fmt: skip
    indices = bytes(place[dot] for dot in dots)
    palette = bytes(v for dot in kept for v in dot)
    lines = b"".join(b"\0" + indices[at : at + width] for at in range(0, width * height, width))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"PLTE", palette)
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )


def draw(pdf: Path, page: int, part: float, folder: Path) -> bytes:
    """A page as PNG, as wide as it may be for its size in bytes."""
    for width in range(WIDTH, 500, -100):
        run("pdftoppm", "-f", str(page), "-l", str(page), "-singlefile", "-scale-to-x", str(width), "-scale-to-y", "-1",
            pdf, folder / "page")  # fmt: skip
        made = png((folder / "page.ppm").read_bytes(), part)
        if len(made) <= LARGEST:
            break
    return made


def main(wanted: list[str]) -> None:
    """Make the pictures asked for."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for example in sorted({PICTURES_MADE[title].example for title in wanted}):
            build(EXAMPLE.with_name(example), out=folder / example / "out", pdf=True)
        if any(PICTURES_MADE[title].file.startswith("out/review") for title in wanted):
            report_as_pdf(folder / EXAMPLE.name / "out")
        for title in wanted:
            picture = PICTURES_MADE[title]
            made = picture.file.startswith("out/")
            file = (folder / picture.example if made else EXAMPLE.with_name(picture.example)) / picture.file
            prints = folder / picture.example / file.suffix[1:]  # evaluation.docx and evaluation.xlsx have one stem
            prints.mkdir(parents=True, exist_ok=True)
            pdf = as_pdf(file, prints)
            page = page_of(pdf, picture)
            data = draw(pdf, page, picture.part, folder)
            (PICTURES / f"{title}.png").write_bytes(data)
            sys.stdout.write(f"{title}.png: {file.name}, page {page}, {len(data)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:] or list(PICTURES_MADE))
