"""The report as a page: one file, everything in it without JavaScript, every text as text."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from sample import sample_changes

from authoring.archive.places import project_templates
from authoring.problems import ProblemError
from authoring.review.changes import Line, for_owner
from authoring.review.html import REPORT, read_templates, render_html

TEMPLATES = read_templates(project_templates())


class Page(HTMLParser):
    """Collects what the tests ask for: tags with their attributes, ids, links, text outside of style and script."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.words = [], [], [], []
        self.inside = ""
        self.feed(text)
        self.text = re.sub(r"\s+", " ", "".join(self.words))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if found.get("href"):
            self.links.append(found["href"])
        if tag in ("style", "script"):
            self.inside = tag

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)


def page(changes=None, **more):
    return Page(render_html(changes or sample_changes(), TEMPLATES, **more).decode())


def row(text, anchor):
    """The source of one row."""
    return re.search(rf"<tr\s+id={re.escape(anchor)} .*?(?=<tr|</table>)", text, re.DOTALL)[0]


def source(changes=None):
    return render_html(changes or sample_changes(), TEMPLATES).decode()


def test_a_text_is_never_markup_or_template():
    text = source()
    assert "〇{{納付率}}を&lt;script&gt;alert(1)&lt;/script&gt;と書いた。" in text
    assert text.count("<script>") == 1


def test_nothing_is_fetched_from_elsewhere():
    assert all(link.startswith("#") for link in page().links)
    assert not re.search(r"src=|url\(|@import|https?:|<link", source())


def test_every_id_is_unique_and_every_link_leads_somewhere():
    found = page()
    assert len(found.ids) == len(set(found.ids))
    assert {link for link in found.links if link[1:] not in found.ids} == set()


def test_an_anchor_is_made_of_ids_and_stays_unique():
    twice = Line("gone", "e2", "e3", "progress", "r0001.progress.1", "もとの文。", "", label="")
    named = Line("new", "", "参考資料", "", "参考資料.1", "", "新しい文。")
    changes = sample_changes()
    found = page(replace(changes, lines=(*changes.lines, twice, named)))
    assert {"c-r0001.progress.1", "c-r0001.progress.1.old", "c-t1-r1-c2"} <= set(found.ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", each) for each in found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_equal_changes_give_equal_bytes():
    assert source() == source()


def test_the_first_page_counts_what_a_reviewer_wants_first():
    cards = re.findall(r"<b>(\d+)</b> <span>(.*?)</span>", source())
    assert {words: int(number) for number, words in cards} == {
        "評定が上がった項目": 1, "評定が下がった項目": 1, "目標に届かない指標": 1, "過年度の値の修正": 2,
        "まだ答えのない宿題": 1, "前年度の実績と同じ目標": 1, "確定していない値": 2, "前年度のままの文": 4,
    }  # fmt: skip


def test_a_number_of_the_first_page_leads_to_its_list():
    found = page()
    assert {f"first-{x}" for x in ("up", "down", "missed", "restated", "requests", "targets", "unsettled")} <= set(
        found.ids
    )
    assert "待ち時間: 15分 目標 12分以下" in found.text
    assert "納付率 平成29年度 66.3% 66.4%" in re.sub(r" +", " ", re.sub("<[^>]*>", " ", source()))


def test_what_is_not_there_is_no_link_and_no_list():
    text = source(sample_changes(ratings=(), requests=(), structure=(), indicators=()))
    assert "<p><b>0</b> <span>まだ答えのない宿題</span></p>" in text
    assert 'id="first-requests"' not in text
    assert 'href="#ratings"' not in text
    assert 'href="#structure"' not in text


def test_ratings_say_their_lineage_and_direction_in_words():
    text = re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", source()))
    assert "Ⅰ-2 相談 統合 相談窓口 A B ↓ 下がった 統合 旧窓口 B B → 同じ" in text
    assert "Ⅲ 財産 新設 － － B －" in text
    assert "終了 旧窓口 B － －" in text


def test_marks_stand_inside_the_sentence():
    text = row(source(), "c-r0001.progress.1")
    assert "〇納付率は<del>68.1%</del>となり" in text
    assert "〇納付率は<ins>69.3%</ins>となり" in text
    assert "数値" in text


def test_each_class_is_said_in_words():
    words = re.findall(r'class="k ([a-z-]+)">(.*?)</b>', source())
    assert set(words) == {
        ("number", "数値"), ("wording", "文言"), ("new", "追加"), ("gone", "削除"), ("moved", "移動"),
        ("not-filled", "未記入"), ("year-roll", "年度のみ"),
    }  # fmt: skip


def test_a_moved_text_says_where_it_stood():
    assert "同じ文が「Ⅰ-1-(2) 環境の整備」にありました" in row(source(), "c-r0004.progress.1")


def test_unchanged_lines_are_folded_and_whole():
    text = source()
    assert "<summary>変わらない段落 3件</summary>" in text
    assert "<summary>変わらない欄 1件</summary>" in text
    assert all(f"<p>・変わらない取組の{n}番目を続けた。" in text for n in (3, 4, 5))


def test_cells_stand_under_their_table_with_row_and_column():
    text = source()
    assert text.index("表 納付率の推移") < text.index("id=c-t1-r1-c2")
    assert "<em>件数 / 令和元年度</em>" in row(text, "c-t1-r1-c2")


def test_a_remark_is_shown_at_its_line_and_a_stray_one_is_not_lost():
    text = source(sample_changes(remarks={"r0001.progress.3": ("この文でよいか。",), "zz": ("行のない意見。",)}))
    kept = row(text, "c-r0001.progress.3")
    assert "変更なし" in kept
    assert "この文でよいか。" in kept
    assert "<code>zz</code> 行のない意見。" in text


def test_a_long_list_of_the_first_page_is_folded_behind_its_beginning():
    asked = tuple(replace(sample_changes().requests[0], id=f"q{n}", text=f"求めの{n}番目。") for n in range(9))
    text = source(sample_changes(requests=asked))
    assert "<summary>ほか4件</summary>" in text
    assert text.index("求めの4番目。") < text.index("<summary>ほか4件</summary>") < text.index("求めの5番目。")


def test_a_past_year_without_text_is_told():
    lines = tuple(replace(x, kind="new", old="") for x in sample_changes().lines if x.new)
    assert "h30(平成30年度)には本文がありません。" in page(sample_changes(lines=lines)).text
    assert "本文がありません。評定" not in page().text


def test_two_drafts_are_not_called_years():
    text = source(sample_changes(old_year=2019))
    assert "前の版のままの文" in text
    assert "前年度のままの文" not in text


def test_structure_changes_have_a_section_of_their_own():
    assert "番号 (3) 環境の整備 (2) 環境の整備" in re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", source()))


def test_an_extract_says_so_and_has_no_ratings():
    found = page(for_owner(sample_changes(), "相談部"), owner="相談部")
    assert "「相談部」が担当する項目だけの抜粋です。" in found.text
    assert "評定が上がった" not in found.text
    assert "収納対策" not in found.text
    assert "評価の理由" not in found.text


def test_the_notice_stands_at_the_top():
    text = page().text
    assert text.index("注意 架空") < text.index("評定が上がった項目")


def test_tables_have_captions_and_scopes_and_headings_are_in_order():
    found = page()
    tables = sum(tag == "table" for tag, _ in found.tags)
    assert tables == sum(tag == "caption" for tag, _ in found.tags) >= 6
    assert all("scope" in attributes for tag, attributes in found.tags if tag == "th")
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_hidden_but_what_needs_javascript():
    hidden = [attributes.get("id") for _, attributes in page().tags if "hidden" in attributes]
    assert hidden == ["filters", "none"]


def test_two_editions_without_a_difference_make_a_page():
    same = tuple(x for x in sample_changes().lines if x.kind == "same")
    empty = sample_changes(lines=same, structure=(), ratings=(), indicators=(), restatements=(), requests=())
    assert "変更 0件" in page(empty).text
    assert "比べる本文がありません。" in page(replace(empty, lines=())).text


@pytest.mark.parametrize("broken", ["{% if %}", "{{ nobody.knows }}"])
def test_a_broken_template_is_a_problem(broken):
    with pytest.raises(ProblemError) as raised:
        render_html(sample_changes(), TEMPLATES | {REPORT: broken})
    assert raised.value.problem.code == "report-template"
