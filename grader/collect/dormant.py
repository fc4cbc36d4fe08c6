"""Code about networks that is there but cannot have run: commented out, or defined and unused.

It may hold the very network that an assignment asks for, so what was not seen in the run is no
proof as long as there is such code.
"""

import ast
import re
from collections.abc import Iterator

from grader.records import Cell, Notebook, Place, Submission
from grader.syntax import parsed

ABOUT_NETWORKS = re.compile(
    r"\bnn\.\w+\s*\(|\b(Linear|Conv2d|Sequential|ModuleList)\s*\(|\boptim\.\w+\s*\("
    r"|\.backward\s*\(|load_state_dict\s*\(|\b\w+\s*=\s*[A-Z]\w*(Net|MLP|Model|AE|Encoder)?\w*\s*\("
    r"|\b(train|fit)\w*\s*\("
)
COMMENT = re.compile(r"^\s*#\s?(?!%|!)(.*)$")
SENTENCE = re.compile(r"^[A-Z][a-z]+ .*[.!?]$")
"""A sentence that speaks of code is none."""
MOST_PLACES = 50


def collect_dormant(submission: Submission) -> tuple[Place, ...]:
    """The places of such code, at most one for each cell."""
    sources = "\n".join(cell.source for _, cell in _code_cells(submission))
    found = [
        Place(file=notebook.path, cell=cell.index, line=line)
        for notebook, cell in _code_cells(submission)
        if (line := _first_dormant_line(cell.source, sources)) is not None
    ]
    return tuple(found[:MOST_PLACES])


def _code_cells(submission: Submission) -> Iterator[tuple[Notebook, Cell]]:
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            # A raw cell is a code cell that somebody switched off.
            if cell.kind in ("code", "raw"):
                yield notebook, cell


def _first_dormant_line(source: str, sources: str) -> int | None:
    """The first line of a cell with code that is commented out, or else that nothing uses."""
    for number, line in enumerate(source.splitlines(), start=1):
        comment = COMMENT.match(line)
        if comment and _is_code_about_networks(comment[1]):
            return number
    return _unused_definition(source, sources)


def _is_code_about_networks(text: str) -> bool:
    return bool(ABOUT_NETWORKS.search(text)) and not SENTENCE.match(text.strip())


def _unused_definition(source: str, sources: str) -> int | None:
    """The line of a string that holds code, or of a definition whose name is nowhere else."""
    tree = parsed(source)
    if tree is None:  # magics and old Python: not held against anybody here
        return None
    for statement in tree.body:
        if _is_switched_off_text(statement):
            return statement.lineno
        if isinstance(statement, ast.ClassDef | ast.FunctionDef):
            text = ast.get_source_segment(source, statement) or ""
            named = len(re.findall(rf"\b{re.escape(statement.name)}\b", sources))
            within = len(re.findall(rf"\b{re.escape(statement.name)}\b", text))
            if named <= within and ABOUT_NETWORKS.search(text):
                return statement.lineno
    return None


def _is_switched_off_text(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return False
    text = statement.value.value
    return isinstance(text, str) and "\n" in text and bool(ABOUT_NETWORKS.search(text))
