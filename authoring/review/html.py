"""The review report as one HTML file: no network, readable without JavaScript (templates/review)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from authoring.problems import Origin, ProblemError, problem
from authoring.review.changes import CHANGED, Changes
from authoring.review.page import page_of
from authoring.review.words import CLASSES, DIRECTIONS, JUDGED, STRUCTURE, edition_words

__all__ = ["FOLDER", "REPORT", "SCRIPT", "STYLE", "read_templates", "render_html"]

LINEAGES: Mapping[str, str] = {
    "kept": "継続", "renamed": "改称", "moved": "移動", "merged": "統合", "split": "分割", "new": "新設",
    "ended": "終了",
}  # fmt: skip
FOLDER = "review"
REPORT, STYLE, SCRIPT = "report.html.j2", "report.css", "report.js"


def read_templates(templates: Path) -> dict[str, str]:
    """The three files of ``templates/review``, by name.

    Raises:
        OSError: one of them can't be read.
    """
    return {name: (templates / FOLDER / name).read_text("utf-8") for name in (REPORT, STYLE, SCRIPT)}


def render_html(changes: Changes, templates: Mapping[str, str], *, owner: str = "") -> bytes:
    """The page, UTF-8; equal changes and templates give equal bytes.

    Args:
        changes: what ``compare`` found; for an owner's extract what ``for_owner`` left of it.
        templates: ``report.html.j2``, ``report.css`` and ``report.js`` by name, as ``read_templates`` gives them.
        owner: the department whose extract it is; the page says so, and says nothing of ratings.

    Raises:
        ProblemError: the template, which may be a workspace's own, can't be rendered.
    """
    from jinja2 import Environment, StrictUndefined, TemplateError

    # autoescape is always on: the names end in .j2, which select_autoescape does not know. A template that is drawn
    # once is not worth optimizing (it takes a fifth of its compilation).
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        optimized=False,
    )  # fmt: skip
    words = {
        "classes": {kind: CLASSES[kind] for kind in CHANGED},
        "directions": DIRECTIONS,
        "judged": JUDGED,
        "structures": STRUCTURE,
        "lineages": LINEAGES,
    }
    try:
        text = environment.from_string(templates[REPORT]).render(
            page=page_of(changes),
            changes=changes,
            editions=edition_words(changes),
            owner=owner,
            css=Markup(templates[STYLE]),  # noqa: S704 - files of the project or the workspace, and no text of a cell
            js=Markup(templates[SCRIPT]),  # noqa: S704
            **words,
        )
    except TemplateError as wrong:
        raise ProblemError(problem("report-template", Origin(f"{FOLDER}/{REPORT}"), why=str(wrong))) from wrong
    return text.encode()
