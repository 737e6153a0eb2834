"""The report used in a browser: filters, search, keys, links, paper, and what axe has to say."""

import shutil
import unicodedata
from contextlib import contextmanager

import pytest
from pypdf import PdfReader
from sample import sample_changes

from authoring.archive.places import project_templates
from authoring.review.html import read_templates, render_html

pytestmark = pytest.mark.browser
ALL = 12  # changes of the sample


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "diff.html"
    remarks = {"r0001.progress.2": ("件数も書くこと。",)}
    file.write_bytes(render_html(sample_changes(remarks=remarks), read_templates(project_templates())))
    return file.as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page (or an anchor of it) in a fresh context; closes everything, and tells errors of the script."""
    made, errors = [], []

    def go(anchor="", **settings):
        settings = {"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce"} | settings
        context = browser.new_context(**settings)
        made.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + anchor)
        if settings.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready=true]")
        return page

    yield go
    for context in made:
        context.close()
    assert errors == []


def shown(page):
    """The anchors of the changes that are seen."""
    return page.eval_on_selector_all(".c", "rows => rows.filter(r => r.getClientRects().length).map(r => r.id)")


def here(page):
    return page.evaluate("document.activeElement.id")


@contextmanager
def dialog(page):
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    yield
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()


def test_without_javascript_every_change_is_seen_and_no_form(opened):
    page = opened(java_script_enabled=False)
    assert page.locator(".c:visible").count() == ALL
    assert page.locator("#filters").is_hidden()
    page.locator("summary", has_text="変わらない段落 3件").click()
    assert page.locator(".s p", has_text="変わらない取組の4番目").is_visible()


def test_a_class_can_be_hidden_and_the_number_shown_is_announced(opened):
    page = opened()
    status = page.locator("#shown")
    assert status.get_attribute("aria-live") == "polite"
    assert status.inner_text() == f"変更 {ALL}件を表示(全{ALL}件)"
    page.get_by_role("checkbox", name="年度のみ").uncheck()
    assert "c-e2.plan.1" not in shown(page)
    assert status.inner_text() == f"変更 {ALL - 1}件を表示(全{ALL}件)"
    page.get_by_role("button", name="解除").click()
    page.wait_for_function(f"document.querySelectorAll('.c:not([hidden])').length === {ALL}")


def test_item_owner_and_column_narrow_the_changes(opened):
    page = opened()
    page.get_by_role("combobox", name="項目", exact=True).select_option(label="Ⅰ-2 相談")
    assert shown(page) == ["c-r0004.progress.1"]
    page.get_by_role("combobox", name="項目", exact=True).select_option(label="すべて")
    page.get_by_role("combobox", name="担当", exact=True).select_option(label="システム部")
    assert shown(page) == ["c-r0002.self.1", "c-r0002.self.9.old"]
    page.get_by_role("combobox", name="欄", exact=True).select_option(label="計画")
    assert shown(page) == []
    assert page.locator("#none").is_visible()


def test_search_finds_in_changes_and_opens_unchanged_text(opened):
    page = opened()
    page.get_by_role("searchbox").fill("１，２３４人")
    assert shown(page) == ["c-t1-r3-c2"]
    page.get_by_role("searchbox").fill("取組の4番目")
    assert shown(page) == []
    assert page.locator(".s p", has_text="変わらない取組の4番目").is_visible()


def test_a_cell_of_the_counts_filters_by_class_and_item(opened):
    page = opened()
    page.get_by_label("Ⅰ-1 収納対策 文言 2件").click()
    assert shown(page) == ["c-r0001.progress.2", "c-v0001.reason.1"]


def test_keys_go_through_the_changes(opened):
    page = opened()
    rows = shown(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert here(page) == rows[1]
    page.keyboard.press("k")
    assert here(page) == rows[0]
    assert page.locator(f"[id='{rows[0]}']").evaluate("r => r.getBoundingClientRect().top < innerHeight")


def test_a_slash_goes_to_the_search_where_letters_are_letters(opened):
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("j?k")
    assert page.get_by_role("searchbox").input_value() == "j?k"
    assert page.locator("#help").is_hidden()
    page.keyboard.press("Escape")
    assert page.get_by_role("searchbox").input_value() == ""
    assert len(shown(page)) == ALL


def test_the_help_dialog_opens_and_closes_and_can_turn_the_keys_off(opened):
    page = opened()
    with dialog(page):
        page.get_by_label("1文字のキーを使う").uncheck()
    page.keyboard.press("j")
    assert page.locator(".c.here").count() == 0


def test_a_link_to_a_change_leads_there(opened):
    page = opened("#c-r0004.progress.1")
    assert here(page) == "c-r0004.progress.1"
    row = page.locator("[id='c-r0004.progress.1']")
    assert row.evaluate("r => getComputedStyle(r).outlineStyle") == "solid"
    assert row.evaluate("r => { const b = r.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }")


def test_a_link_to_a_filtered_change_takes_the_filter_off(opened):
    page = opened()
    page.get_by_role("checkbox", name="移動").uncheck()
    page.evaluate("location.hash = '#c-r0004.progress.1'")
    page.locator("[id='c-r0004.progress.1'].here").wait_for(state="visible")
    assert page.locator("#shown").inner_text() == f"変更 {ALL}件を表示(全{ALL}件)"


def test_on_paper_what_is_folded_stays_so_what_is_open_is_printed_and_the_form_is_gone(opened, tmp_path):
    page = opened()
    page.locator("summary", has_text="変わらない欄 1件").click()
    page.pdf(path=tmp_path / "diff.pdf", prefer_css_page_size=True)
    with (tmp_path / "diff.pdf").open("rb") as file:
        pages = PdfReader(file).pages
        text = unicodedata.normalize("NFKC", "".join(p.extract_text() for p in pages))  # ⽇ is printed for 日
        assert [round(float(x)) for x in pages[0].mediabox[2:]] == [595, 842]
    assert "変わらない段落 3件" in text
    assert "変わらない取組の4番目を続けた。" not in text
    assert "5件" in text
    assert "件数も書くこと。" in text
    assert "キー操作" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_with_the_dialog_open_axe_finds_nothing_serious_either(opened):
    from axe_playwright_python.sync_playwright import Axe

    page = opened()
    with dialog(page):
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_narrow_window_does_not_scroll_sideways(opened):
    page = opened(viewport={"width": 800, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_item_is_drawn_when_it_comes_into_sight_and_always_on_paper(opened):
    page = opened()
    drawn = "getComputedStyle(document.querySelector('.item')).contentVisibility"
    assert page.evaluate(drawn) == "auto"
    page.emulate_media(media="print")
    assert page.evaluate(drawn) == "visible"


def test_a_class_unticked_and_ticked_again_leaves_open_what_was_opened(opened):
    page = opened()
    page.locator("summary", has_text="変わらない段落 3件").click()
    box = page.get_by_role("checkbox", name="年度のみ")
    box.uncheck()
    box.check()
    assert page.locator(".s p", has_text="変わらない取組の4番目").is_visible()


def test_on_a_telephone_the_filters_do_not_stand_in_the_way_and_names_are_readable(opened):
    page = opened(viewport={"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.getElementById('filters')).position") == "static"
    assert page.locator(".counts tbody th").first.evaluate("cell => cell.clientWidth") >= 120
