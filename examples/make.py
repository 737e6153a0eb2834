"""Make the example workspaces r01, r02 and dokuho and the past years h29, h30 and r01 from ``examples/source``.

    python examples/make.py [--to DIR] [past] [r01] [r02] [dokuho]

Without names, all of them. DIR (the project's own folder where it is not given) gets ``examples/`` and ``past_years/``.
r01: figures, names, titles and ratings are published ones, every sentence is ours (見本). r02: invented (架空); it is
made of the written r01, as ``authoring new`` does. dokuho: another agency, invented (架空) whole. Runs in the tests
too, and makes equal bytes each time.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent
if str(TOP) not in sys.path:  # loaded as a file by the tests
    sys.path.insert(0, str(TOP))

from source_dokuho import dokuho  # noqa: E402
from source_r01 import PROFILE, edition_r01, past_year  # noqa: E402
from source_r02 import edition_r02  # noqa: E402

from authoring import verbs  # noqa: E402
from authoring.archive.asides import CHECKS  # noqa: E402
from authoring.archive.roll import beside_of, with_spares  # noqa: E402
from authoring.archive.snapshot import snapshot_files  # noqa: E402
from authoring.archive.workspace import settings_text  # noqa: E402
from authoring.edition.blocks import Snapshot  # noqa: E402
from authoring.edition.model import Edition  # noqa: E402
from authoring.problems import Severity  # noqa: E402
from authoring.workbooks.write_inputs import Beside, write_inputs  # noqa: E402

NAMES = ("past", "r01", "r02", "dokuho")


def workspace(edition: Edition, folder: Path, beside: Beside | None = None, past: str = "../../past_years") -> None:
    """Write the workspace of an edition into ``folder``; what was in its inputs before is gone."""
    if (folder / "inputs").exists():
        shutil.rmtree(folder / "inputs")
    files = write_inputs(with_spares(edition), beside)
    files["edition.toml"] = settings_text(edition.year, edition.notice, past).encode()
    files["agency.toml"] = PROFILE.read_bytes()
    decided = (
        TOP / "source" / folder.name / CHECKS
    )  # contradictions of the published text, each set aside with its reason
    if decided.exists():
        files[CHECKS] = decided.read_bytes()
    _write(files, folder)


def write_past(snapshot: Snapshot, folder: Path) -> None:
    """Write a closed year into ``folder``; an older state of it is gone."""
    if folder.exists():
        shutil.rmtree(folder)
    _write(snapshot_files(snapshot), folder)


def close(workspace: Path, folder: Path) -> None:
    """Close a workspace into ``folder``, as a person does with ``authoring close``; an older state of it is gone."""
    if folder.exists():
        shutil.rmtree(folder)
    outcome = verbs.close(workspace, out=folder)
    if not outcome.written:
        raise SystemExit(f"{workspace.name}: {[f'{p.origin}: {p.message}' for p in outcome.problems]}")


def _write(files: dict[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def make(wanted: tuple[str, ...], to: Path) -> None:
    """Make what is asked for below ``to``, in the order in which one is made of the other."""
    past_years, examples = to / "past_years", to / "examples"
    if "past" in wanted:
        edition = edition_r01()
        for year, name in ((2017, "h29"), (2018, "h30")):
            write_past(past_year(edition, year), past_years / name)
    if "r01" in wanted:
        workspace(edition_r01(), examples / "r01")
        close(examples / "r01", past_years / "r01")
    if "r02" in wanted:
        old, snapshot = _loaded(examples / "r01")
        workspace(edition_r02(old, snapshot), examples / "r02", beside_of(snapshot))
    if "dokuho" in wanted:
        if (examples / "dokuho" / "inputs").exists():
            shutil.rmtree(examples / "dokuho" / "inputs")
        _write(dokuho(), examples / "dokuho")


def _loaded(folder: Path) -> tuple[Edition, Snapshot]:
    loaded = verbs.load(folder)
    errors = [p for p in loaded.problems if p.severity is Severity.ERROR and not p.set_aside]
    if loaded.edition is None or loaded.snapshot is None or errors:
        raise SystemExit(f"{folder.name}: {[f'{p.origin}: {p.message}' for p in errors]}")
    return loaded.edition, loaded.snapshot


def main(arguments: list[str]) -> None:
    """Read the command line: names and ``--to DIR``."""
    words, to = list(arguments), TOP.parent
    if "--to" in words:
        at = words.index("--to")
        to = Path(words[at + 1])
        del words[at : at + 2]
    if set(words) - set(NAMES):
        raise SystemExit(__doc__)
    make(tuple(words) or NAMES, to)


if __name__ == "__main__":
    main(sys.argv[1:])
