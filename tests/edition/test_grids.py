"""Tables as declared -> the grid that is printed."""

from authoring.edition.grids import make_grid
from authoring.edition.model import Axis, Table, TableCell


def table(columns, rows, corner=""):
    axes = [Axis(f"c{i}", tuple(labels)) for i, labels in enumerate(columns, 1)]
    lines, cells = [], {}
    for i, (labels, texts) in enumerate(rows, 1):
        role = "header" if labels[0] == "見出し" else "value"
        lines.append(Axis(f"r{i}", tuple(x for x in labels if x != "見出し"), role=role))
        cells |= {(f"r{i}", f"c{j}"): TableCell(t) for j, t in enumerate(texts, 1) if t}
    return Table("t1", "表", "i", "o", corner=corner, rows=tuple(lines), columns=tuple(axes), cells=cells)


def drawn(grid):
    """Each line as text with spans: 見出し×2 (colspan), ↓2 (rowspan), ^ for covered."""

    def one(cell):
        if cell is None:
            return "^"
        return (
            cell.text
            + (f"×{cell.colspan}" if cell.colspan > 1 else "")
            + (f"↓{cell.rowspan}" if cell.rowspan > 1 else "")
        )

    return [" | ".join(one(c) for c in line) for line in (*grid.header, *grid.body)]


def grid(*args, **kw):
    return make_grid(table(*args, **kw), lambda row, column: None)


def test_years_as_columns_need_no_spans():
    made = grid([["平成30年度"], ["令和元年度"]], [(["件数"], ["10件", "12件"])], corner="区分")
    assert drawn(made) == ["区分 | 平成30年度 | 令和元年度", "件数 | 10件 | 12件"]


def test_equal_neighbours_of_an_upper_level_are_one_cell_and_a_short_label_reaches_down():
    made = grid([["所管分", "繰越"], ["所管分", "移管"], ["3月末"]], [(["数"], ["1", "2", "3"])])
    assert drawn(made) == ["↓2 | 所管分×2 | ^ | 3月末↓2", "^ | 繰越 | 移管 | ^", "数 | 1 | 2 | 3"]


def test_three_levels_merge_only_under_the_same_label_above():
    columns = [["甲", "電子", "4月"], ["甲", "電子", "5月"], ["乙", "電子", "4月"]]
    assert drawn(grid(columns, []))[:3] == ["↓3 | 甲×2 | ^ | 乙", "^ | 電子×2 | ^ | 電子", "^ | 4月 | 5月 | 4月"]


def test_a_corner_with_a_line_for_each_level_has_a_cell_beside_each():
    made = grid([["甲", "4月"], ["甲", "5月"]], [], corner="届書\n年度")
    assert drawn(made) == ["届書 | 甲×2 | ^", "年度 | 4月 | 5月"]


def test_a_break_down_stands_beside_its_group():
    made = grid([["件数"]], [(["納付の猶予"], ["5"]), (["換価の猶予", "申請"], ["3"]), (["換価の猶予", "職権"], ["2"])])
    assert drawn(made)[1:] == ["納付の猶予×2 | ^ | 5", "換価の猶予↓2 | 申請 | 3", "^ | 職権 | 2"]


def test_a_second_band_has_its_own_labels_in_the_body():
    rows = [
        (["日数"], ["1", "2"]),
        (["見出し", "届書"], ["乙", "乙"]),
        (["見出し", "年度"], ["4月", "5月"]),
        (["日数"], ["3", "4"]),
    ]
    assert drawn(grid([["4月"], ["5月"]], rows))[1:] == [
        "日数 | 1 | 2",
        "届書 | 乙×2 | ^",
        "年度 | 4月 | 5月",
        "日数 | 3 | 4",
    ]


def test_spare_rows_and_columns_do_not_print():
    made = grid([["件数"], []], [(["甲"], ["1", ""]), ([""], ["", ""])])
    assert drawn(made) == [" | 件数", "甲 | 1"]


def test_a_composite_cell_keeps_its_text_and_tells_its_values():
    made = grid([["令和元年度"]], [(["適用"], ["91,342事業所\n(目標)80,000事業所"])])
    cell = made.body[0][1]
    assert cell.text == "91,342事業所\n(目標)80,000事業所"
    assert [(v["value"], v["unit"], v["role"]) for v in cell.values] == [
        ("91342", "事業所", "value"),
        ("80000", "事業所", "target"),
    ]
    assert cell.number


def test_header_and_body_are_as_wide_as_the_keys_of_the_columns():
    made = grid([["甲", "a"], ["乙"]], [(["x", "y"], ["1", "2"])])
    assert {len(line) for line in (*made.header, *made.body)} == {len(made.column_keys)} == {4}
    assert len(made.body) == len(made.row_keys)
