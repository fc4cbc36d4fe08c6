"""Which of several notebooks are copies of another, and which scripts are exports of one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from grader.records import FileKind, Notebook, SubmittedFile

_NO_CODE = re.compile(r"[!%]|#|get_ipython\(\)|\"\"\"|'''|$")
_MARKS = "\"' \t#"
_SURROUNDINGS = (FileKind.SCRIPT, FileKind.DATA, FileKind.CHECKPOINT)


def copies(
    notebooks: Sequence[Notebook], files: Iterable[SubmittedFile]
) -> dict[str, tuple[str, bool]]:
    """Each notebook that is a copy: of which other one, and whether it has other saved outputs.

    A copy has the same code in the same cells and the same files around it. Of several, the one
    with the most saved output is the original, or else the first.
    """
    around = _surroundings({str(PurePosixPath(n.path).parent) for n in notebooks}, files)
    groups: dict[object, list[Notebook]] = {}
    for notebook in notebooks:
        code = tuple(c.source.strip() for c in notebook.cells if c.kind == "code")
        folder = str(PurePosixPath(notebook.path).parent)
        key = (tuple(filter(None, code)), around[folder], notebook.is_script)
        groups.setdefault(key, []).append(notebook)
    found = {}
    for group in groups.values():
        original = max(group, key=_saved_size)
        for each in group:
            if each is not original and any(c.source.strip() for c in each.cells):
                differs = _saved(each) != _saved(original)
                found[each.path] = (original.path, differs)
    return found


def is_export(source: str, notebook: Notebook) -> bool:
    """Whether every line of a script is in a notebook too, but for comments and magics."""
    lines = {line for line in map(_essence, source.splitlines()) if line}
    there = {_essence(line) for cell in notebook.cells for line in cell.source.splitlines()}
    return bool(lines) and lines <= there


def _essence(line: str) -> str:
    bare = line.strip()
    return "" if _NO_CODE.match(bare) else bare.strip(_MARKS)


def _surroundings(
    folders: Iterable[str], files: Iterable[SubmittedFile]
) -> Mapping[str, frozenset[tuple[str, str]]]:
    """What code in each folder may import or read, by path from there and content."""
    kept = [(PurePosixPath(file.path), file) for file in files if file.kind in _SURROUNDINGS]
    return {
        folder: frozenset(
            (str(path.relative_to(folder)), file.digest)
            for path, file in kept
            if path.is_relative_to(folder)
        )
        for folder in folders
    }


def _saved(notebook: Notebook) -> tuple[str, ...]:
    return tuple(cell.saved_output for cell in notebook.cells if cell.saved_output)


def _saved_size(notebook: Notebook) -> int:
    return sum(map(len, _saved(notebook)))
