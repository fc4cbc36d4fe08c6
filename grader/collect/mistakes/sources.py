"""The code text of a submission as syntax trees, with what is asked of it again and again."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.collect.written.modules import module_texts
from grader.collect.written.sources import read_unit, unit_of
from grader.collect.written.values import Origin
from grader.records import Place, Submission

MOST_NODES = 100_000
"""Nodes of all trees together: beyond, patterns are not looked for."""
MOST_TEXT = 3_000_000
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One piece of code: a cell, or a module; of what is switched off, one block."""

    path: str
    """Path of the notebook or file."""
    cell: int | None
    """Index of the cell; None for a module."""
    tree: ast.Module
    """Its syntax tree; lines are those of the cell or file."""

    def place(self, node: ast.AST) -> Place:
        """Where a part of it stands."""
        return Place(file=self.path, cell=self.cell, line=getattr(node, "lineno", None))


class Sources:
    """All code of a submission. What is switched off counts where no other code trains."""

    def __init__(self, submission: Submission) -> None:
        live, dormant, texts, unread = _read(submission)
        self.text = "\n".join(texts)[:MOST_TEXT]
        """All of the text, comments too."""
        self.is_whole = not unread
        """Whether every cell and module could be read."""
        trains = any(_calls(source.tree, "backward") for source in live)
        self.all = tuple(live) if trains else (*live, *dormant)
        """What counts."""

    def of_cell(self, path: str, cell: int | None) -> Iterator[Source]:
        """The code of one cell, and all modules, which it may call."""
        for source in self.all:
            if source.cell is None or (source.path, source.cell) == (path, cell):
                yield source

    def of_notebook(self, path: str) -> Iterator[Source]:
        """The code of one notebook."""
        return (source for source in self.all if source.path == path)

    @cached_property
    def nodes(self) -> tuple[tuple[Source, ast.AST], ...]:
        """Every node of every tree; none if there are too many."""
        found = [(source, node) for source in self.all for node in ast.walk(source.tree)]
        return tuple(found) if len(found) <= MOST_NODES else ()

    @cached_property
    def attributes(self) -> dict[str, list[ast.Attribute]]:
        """Every `x.name`, by its name."""
        found: dict[str, list[ast.Attribute]] = {}
        for _, node in self.nodes:
            if isinstance(node, ast.Attribute):
                found.setdefault(node.attr, []).append(node)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word in texts that the code holds: a name may be put together from them."""
        texts = (
            node.value
            for _, node in self.nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        return frozenset(word for text in texts for word in _WORDS.findall(text))

    def given_to(self, name: str) -> list[ast.expr]:
        """Everything that is assigned to a name, alone or beside others."""
        return self._given.get(name, [])

    @cached_property
    def _given(self) -> dict[str, list[ast.expr]]:
        found: dict[str, list[ast.expr]] = {}
        for _, node in self.nodes:
            for target in node.targets if isinstance(node, ast.Assign) else ():
                for each in ast.walk(target):
                    if isinstance(node, ast.Assign) and last_name(each):
                        found.setdefault(last_name(each), []).append(node.value)
        return found

    def receivers(self, method: str) -> set[str]:
        """What the code calls this method of, as it is written."""
        return {
            ast.unparse(node.func.value)
            for _, node in self.nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == method
        }

    def assigned(self, classes: Iterable[str]) -> set[str]:
        """Names that are given an object of one of these classes, as they are written."""
        wanted = {each.rpartition(".")[2].lower() for each in classes}
        return {
            ast.unparse(target)
            for _, node in self.nodes
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            for target in node.targets
            if last_name(node.value.func).lower() in wanted
        }


def last_name(node: ast.AST) -> str:
    """`c` of `a.b.c`; empty if it is no name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def names_in(node: ast.AST) -> set[str]:
    """All plain names in an expression."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _calls(tree: ast.AST, method: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
        for node in ast.walk(tree)
    )


def _read(
    submission: Submission,
) -> tuple[list[Source], list[Source], list[str], bool]:
    live: list[Source] = []
    dormant: list[Source] = []
    texts: list[str] = []
    unread = False
    units = []
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            if cell.kind in ("code", "raw"):
                units.append(unit_of(cell, notebook.path))
                texts.append(cell.source)
    paths = {notebook.path for notebook in submission.notebooks}
    for path, text in module_texts(submission).items():
        if path not in paths:
            units.append(read_unit(text, Origin(path, None)))
            texts.append(text)
    for unit in units:
        unread = unread or bool(unit.lost)
        path, index = unit.origin.file, unit.origin.cell
        tree = ast.Module(body=list(unit.statements), type_ignores=[])
        live.append(Source(path=path, cell=index, tree=tree))
        dormant += [Source(path=path, cell=index, tree=block.tree) for block in unit.dormant]
    return live, dormant, texts, unread
