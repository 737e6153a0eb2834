"""What the tests of the rating list are written with: a small profile, entries, and the key's notation."""

from authoring.edition.model import Entry, Lineage, Rating
from authoring.edition.profile import MidTerm, Profile, Rater, Scale, Step
from authoring.edition.rating_list import rating_table

LETTERS = ("S", "A", "B", "C", "D")
WORDS = {"ratings_items": "{year}計画の項目", "ratings_former": "{term}の項目"}


def a_profile(*mid_terms):
    scale = Scale("five", tuple(Step(letter, "") for letter in LETTERS))
    return Profile("機構", "機構", "省", (), (Rater("r", "", "five"),), (scale,), (), (), mid_terms, WORDS)


TERMS = a_profile(
    MidTerm("第一期", 2014, 2018), MidTerm("第二期", 2019, 2023), MidTerm("第三期", 2024, 2028)
)  # those of the key


def chapter(id_, number, text, **more):
    return Entry(id_, None, 1, number, "heading", text, **more)


def item(id_, number="1.", text="", *, parent="c1", **more):
    return Entry(id_, parent, 2, number, "heading", text or id_, item=True, **more)


def a_table(outline, ratings=(), lineage=(), shown=(2022, 2023, 2024), titles=None, chapter_of=None, profile=TERMS):
    given_ = [Rating(item_, year, "r", letter) for item_, year, letter in ratings]
    lines = [Lineage(*line) for line in lineage]
    return rating_table(2024, profile, outline, given_, lines, shown, titles or {}, chapter_of or {}, "r")


def in_notation(rows):
    """A grid's rows as the key writes them: "^" is covered from above, "<" from the left."""
    made = [["?"] * len(row) for row in rows]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    assert made[r + down][c + right] == "?", "two cells overlap"
                    assert (down, right) == (0, 0) or rows[r + down][c + right] is None
                    made[r + down][c + right] = "<" if right else "^" if down else cell.text
    assert all(mark != "?" for row in made for mark in row), "a hole"
    return made


def list_of(*arguments, **named):
    return in_notation(a_table(*arguments, **named).grid.body)
