"""Solutions and faults become folders of submissions, as students hand them in.

A file `name.nb.py` becomes the notebook `name.ipynb`: `# %%` begins a cell of code,
`# %% [markdown]` one of prose, whose lines begin with `# `. A file `name.typ` becomes `name.pdf`.
Everything else is handed in as it is.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import yaml

from benchmarks.grading_quality.faults import Assignment, Fault, FaultError

NOTEBOOK = ".nb.py"
EXPECTED = "expected.yaml"


def plant(assignment: Assignment, into: Path) -> None:
    """Write every solution and every fault, a folder each."""
    for solution in assignment.solutions:
        _write(into / solution, files_of(assignment.folder / solution))
    for fault in assignment.faults:
        _write(into / fault.id, changed(files_of(assignment.folder / fault.solution), fault))


def write_expected(assignment: Assignment, into: Path) -> None:
    """Write what each of them must lose, as `grade rubric --audit` reads it."""
    expected: dict[str, object] = dict.fromkeys(assignment.solutions, "right")
    for fault in assignment.faults:
        expected[fault.id] = "right" if fault.is_harmless else _expectation(fault)
    text = yaml.safe_dump(expected, sort_keys=False, allow_unicode=True, width=1_000)
    (into / EXPECTED).write_text(text, "utf-8")


def _expectation(fault: Fault) -> dict[str, object]:
    found: dict[str, object] = {"why": fault.what, "loses": sorted(fault.loses)}
    return found | ({"may_lose": sorted(fault.may_lose)} if fault.may_lose else {})


def changed(files: Mapping[str, str], fault: Fault) -> dict[str, str]:
    """The files of a solution with a fault in them; raises FaultError."""
    found = dict(files)
    for name in fault.removed:
        if found.pop(name, None) is None:
            raise FaultError(f"{fault.id}: no file {name}, there are {', '.join(files)}")
    for edit in fault.edits:
        text = found.get(edit.file, "" if not edit.old else None)
        if text is None:
            raise FaultError(f"{fault.id}: no file {edit.file}, there are {', '.join(files)}")
        if edit.old and text.count(edit.old) != 1:
            times = text.count(edit.old)
            raise FaultError(f"{fault.id}: {edit.old!r} stands {times} times in {edit.file}")
        found[edit.file] = text.replace(edit.old, edit.new) if edit.old else edit.new
    return found


def files_of(folder: Path) -> dict[str, str]:
    """The files of a solution by their paths inside its folder."""
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(NOTEBOOK):
            path.with_name(path.name.removesuffix(NOTEBOOK) + ".ipynb").write_text(
                notebook(text), "utf-8"
            )
        elif name.endswith(".typ"):
            path.with_suffix(".pdf").write_bytes(_pdf(text))
        else:
            path.write_text(text, "utf-8")


def notebook(text: str) -> str:
    """A notebook of the cells of a script in the percent format."""
    made: Any = nbformat.v4
    cells = []
    for number, part in enumerate(re.split(r"^# %%", text, flags=re.MULTILINE)[1:]):
        head, _, body = part.partition("\n")
        if "[markdown]" in head:
            lines = (re.sub(r"^# ?", "", line) for line in body.strip("\n").split("\n"))
            cell = made.new_markdown_cell("\n".join(lines))
        else:
            cell = made.new_code_cell(body.strip("\n"))
        cell["id"] = f"cell-{number}"
        cells.append(cell)
    whole = made.new_notebook(cells=cells)
    whole.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return str(made.writes(whole))


def _pdf(text: str) -> bytes:
    import typst

    # Without a date the same text gives the same bytes, so what was graded once is known again.
    made = typst.compile(f"#set document(date: none)\n{text}".encode())
    return made if isinstance(made, bytes) else b"".join(made)
