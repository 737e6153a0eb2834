"""Where the project's own past years and templates lie: in the wheel's data, else beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["project_past_years", "project_templates"]

_PACKAGE = Path(__file__).resolve().parents[1]


def project_past_years() -> Path:
    """The folder of the closed editions that come with the project."""
    return _place("past_years", _PACKAGE)


def project_templates() -> Path:
    """The folder of templates and agency profiles that come with the project."""
    return _place("templates", _PACKAGE)


def _place(name: str, package: Path) -> Path:
    packed = package / "_data" / name  # force-included by hatchling (pyproject.toml)
    return packed if packed.is_dir() else package.parent / name
