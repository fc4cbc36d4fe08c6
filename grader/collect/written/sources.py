"""The text of a cell or module becomes syntax trees: of what runs, and of what is switched off."""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from grader.collect.written.limits import MOST_CHARACTERS, MOST_PIECES
from grader.collect.written.values import Origin
from grader.records import Cell
from grader.syntax import parsed, parsed_or_wrong

_COMMENT = re.compile(r"^([ \t]*)#+(.*)$")
_CELL_MAGIC = re.compile(r"\A\s*%%(\w+)[^\n]*")
_PYTHON_MAGICS = ("time", "timeit", "capture", "prun", "memit")
_TIMED = re.compile(r"^([ \t]*)%(?:time|timeit|memit|prun)\b[ \t]*(?:-\w+[ \t]*\d*[ \t]*)*")
_SHELL = re.compile(r"^([ \t]*)[!%?].*$")
_FOREIGN = re.compile(r"^([ \t]*)%(?:run|load|store|macro)\b.*$")
_HELP = re.compile(r"^([ \t]*)[\w.]+\?+[ \t]*$")
_CAPTURED = re.compile(r"^([ \t]*\w[\w, ]*=[ \t]*)[!%].*$")
_OLD_PRINT = re.compile(r"^([ \t]*)print[ \t]+(?![(=.])([^#\n]+)$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d]\w*")
_CODE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Call, ast.Import, ast.ImportFrom,
         ast.FunctionDef, ast.ClassDef, ast.For, ast.While)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dormant:
    """Code that is commented out."""

    tree: ast.Module
    """Its syntax tree; lines are those of the cell."""
    line: int
    """Where it begins."""
    inside: bool
    """Whether it stands inside a statement, where names may mean something else."""
    lost: frozenset[str] = frozenset()
    """Words of lines before it that are no code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A cell or a module."""

    origin: Origin
    """Where it stands."""
    statements: tuple[ast.stmt, ...]
    """What runs."""
    dormant: tuple[Dormant, ...]
    """What does not."""
    lost: frozenset[str] = frozenset()
    """Words of a cell that could not be read."""


def unit_of(cell: Cell, path: str) -> Unit:
    """A code cell, or a raw cell, which is code that somebody switched off."""
    unit = read_unit(cell.source, Origin(path, cell.index))
    if cell.kind == "code" or not unit.statements:
        return unit
    tree = ast.Module(body=list(unit.statements), type_ignores=[])
    off = Dormant(tree=tree, line=unit.statements[0].lineno, inside=False)
    return Unit(origin=unit.origin, statements=(), dormant=(off, *unit.dormant))


def read_unit(source: str, origin: Origin) -> Unit:
    """The trees of one text; what cannot be parsed is taken apart and counts as switched off."""
    if len(source) > MOST_CHARACTERS:
        words = frozenset(_WORD.findall(source))
        return Unit(origin=origin, statements=(), dormant=(), lost=words)
    text = source if parsed(source) else _plain_python(source)
    tree = parsed(text)
    if tree is None:
        pieces = tuple(_pieces(text.splitlines(), first=1, inside=False))
        words = frozenset(_WORD.findall(text))
        return Unit(origin=origin, statements=(), dormant=pieces, lost=words)
    dormant = (*_comments(text, tree), *_strings(tree))
    ordered = tuple(sorted(dormant, key=lambda block: block.line))
    return Unit(origin=origin, statements=tuple(tree.body), dormant=ordered)


def _plain_python(source: str) -> str:
    """The text without what only a notebook, or an old Python, understands; lines stay."""
    magic = _CELL_MAGIC.match(source)
    if magic:
        if magic[1] not in _PYTHON_MAGICS:
            return "\n" * source.count("\n")
        source = _CELL_MAGIC.sub(lambda found: "\n" * found[0].count("\n"), source)
    lines = [_plain_line(line) for line in source.splitlines()]
    text = "\n".join(lines)
    return text if parsed(text) else _OLD_PRINT.sub(r"\1print(\2)", text)


def _plain_line(line: str) -> str:
    if _FOREIGN.match(line):
        # Another program's names become this one's.
        return _FOREIGN.sub(r"\1exec(None)", line)
    if _TIMED.match(line):
        return _TIMED.sub(r"\1", line) if _TIMED.sub("", line).strip() else ""
    if _SHELL.match(line) or _HELP.match(line):
        return (_SHELL.match(line) or _HELP.match(line) or [""])[0][: _indent(line)] + "pass"
    return _CAPTURED.sub(r"\1__shell__", line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _comments(text: str, tree: ast.Module) -> Iterator[Dormant]:
    """Blocks of comment lines that are code."""
    hidden = _inside_strings(tree)
    block: list[str] = []
    first, gap = 0, 0
    for number, line in enumerate([*text.splitlines(), "end"], start=1):
        comment = _COMMENT.match(line) if number not in hidden else None
        if comment:
            first = first or number
            block += [""] * gap + [comment[1] + _uncommented(comment[2])]
            gap = 0
        elif block and not line.strip():
            gap += 1
        elif block:
            yield from _pieces(block, first=first, inside=_is_inside(tree, first))
            block, first, gap = [], 0, 0
        else:
            gap = 0


def _uncommented(text: str) -> str:
    if text.startswith(("%", " %%", "!")):
        return ""
    return text.removeprefix(" ")


def _inside_strings(tree: ast.Module) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno != node.lineno:
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _is_inside(tree: ast.Module, line: int) -> bool:
    return any(each.lineno < line <= (each.end_lineno or each.lineno) for each in tree.body)


def _strings(tree: ast.Module) -> Iterator[Dormant]:
    """Texts that stand alone over several lines and are code."""
    for node in tree.body:
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))) if "\n" in text:
                yield from _pieces(text.splitlines(), first=node.lineno, inside=False)


def _pieces(lines: list[str], *, first: int, inside: bool) -> Iterator[Dormant]:
    """The longest runs of lines that are Python, around those that are not."""
    waiting = [(0, len(lines))]
    lost: set[str] = set()
    for _ in range(MOST_PIECES):
        if not waiting:
            return
        start, end = waiting.pop()
        part = textwrap.dedent("\n".join(line.expandtabs(4) for line in lines[start:end]))
        tree, wrong = parsed_or_wrong(part)
        if tree is not None:
            if any(isinstance(node, _CODE) for node in ast.walk(tree)):
                ast.increment_lineno(tree, first + start - 1)
                begins = tree.body[0].lineno
                yield Dormant(tree=tree, line=begins, inside=inside, lost=frozenset(lost))
        elif end - start > 1:
            at = start + min(max(wrong - 1, 0), end - start - 1)
            lost.update(_WORD.findall(lines[at]))
            # The last is taken first.
            waiting += [(at + 1, end)] if at + 1 < end else []
            waiting += [(start, at)] if start < at else []
        else:
            lost.update(_WORD.findall(lines[start]))
