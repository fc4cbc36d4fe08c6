"""Settings that stand section by section: one for each network or experiment.

Files that the code loads (`shallow: lr: 0.1`), and dictionaries of dictionaries in code itself.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from grader.consistency.facts.agreeing import same_name
from grader.consistency.facts.constants import quantity_of_name
from grader.consistency.facts.known import Known
from grader.consistency.facts.naming import kinds_in, words_of_name
from grader.records import Place, Source

FILES = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg")
MOST_CHARACTERS = 200_000
MOST_SECTIONS = 60
_LINE = re.compile(r"^(\s*)\"([^\"]{1,60})\":\s*(.*?),?\s*$")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
_NAMED = {
    "optimizer": re.compile(r"^optimi[sz]er$|^optim$|^opt$", re.IGNORECASE),
    "loss_function": re.compile(r"^loss(?:_?fn|_?function)?$|^criterion$", re.IGNORECASE),
    "activation": re.compile(r"^activation(?:_?fn|_?function)?$|^act$", re.IGNORECASE),
    "schedule": re.compile(r"^(?:lr_?)?schedul(?:e|er)$", re.IGNORECASE),
}
_MOST_DECAY = 0.1
"""Decay of weights beyond which it is one of something else."""
_SETTINGS = ("batch_size", "learning_rate", "loss_function", "momentum", "optimizer",
             "weight_decay")  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Section:
    """One section."""

    name: str
    line: int
    items: list[tuple[str, object]] = field(default_factory=list)


def known_of_sections(source: Source) -> tuple[Known, ...]:
    """Every setting of a source that has sections; nothing if it has none."""
    if len(source.text) > MOST_CHARACTERS:
        return ()
    sections = [each for each in _sections(source) if each.items][:MOST_SECTIONS]
    telling = [each for each in sections if any(_quantities(each))]
    if sum(bool(each.name) for each in telling) < 2:
        return ()
    return tuple(known for section in telling for known in _known(section, source))


def _sections(source: Source) -> Iterator[_Section]:
    name = source.place.file.lower()
    if name.endswith(".json"):
        yield from _of_json(source.text)
    elif name.endswith(FILES):
        yield from _of_lines(source.text)
    else:
        yield from _of_code(source.text)


def _of_lines(text: str) -> Iterator[_Section]:
    section: _Section | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if section is None and (item := _LINE.match(line[:400])) and not item[1] and item[3]:
            # What stands above all sections is of all of them.
            yield _Section(name="", line=number, items=[(item[2], _value(item[3]))])
            continue
        header = re.match(r"^\[([\w .\-]{1,60})\]\s*$", line)
        match = _LINE.match(line[:400])
        opens = match is not None and not match[1] and not match[3]
        if header or opens:
            if section is not None:
                yield section
            title = header[1] if header else (match[2] if match else "")
            section = _Section(name=title, line=number)
        elif match and section is not None and match[3]:
            section.items.append((match[2], _value(match[3])))
    if section is not None:
        yield section


def _of_json(text: str) -> Iterator[_Section]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return
    for name, value in content.items() if isinstance(content, Mapping) else ():
        if isinstance(value, int | float | str):
            line = text[: max(text.find(f'"{name}"'), 0)].count("\n") + 1
            yield _Section(name="", line=line, items=[(str(name), value)])
        if isinstance(value, Mapping):
            line = text[: max(text.find(f'"{name}"'), 0)].count("\n") + 1
            yield _Section(name=str(name), line=line, items=list(value.items()))


def _of_code(text: str) -> Iterator[_Section]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for statement in tree.body:
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Dict):
            for key, inner in zip(value.keys, value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    items = list(_items(inner))
                    yield _Section(name=key.value, line=inner.lineno, items=items)


def _items(node: ast.expr) -> Iterator[tuple[str, object]]:
    pairs: list[tuple[str, ast.expr]] = []
    if isinstance(node, ast.Dict):
        pairs = [
            (str(key.value), value)
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant)
        ]
    elif isinstance(node, ast.Call):
        pairs = [(word.arg, word.value) for word in node.keywords if word.arg]
    for name, value in pairs:
        if isinstance(value, ast.Constant):
            yield name, value.value
        elif isinstance(value, ast.Attribute):
            yield name, value.attr


def _value(text: str) -> object:
    plain = text.strip().strip("\"'")
    return float(plain) if _NUMBER.fullmatch(plain) else plain


def _in_short(key: str, value: float, section: _Section) -> str:
    """The setting that a short name means beside others of a training: `decay`, `step`."""
    names = {name.lower() for name, _ in section.items}
    if key.lower() == "decay" and 0 <= value < _MOST_DECAY and "lr" in names:
        return "weight_decay"
    if key.lower() == "step" and value >= 2 and "gamma" in names:
        return "step_epochs"
    return ""


def _quantities(section: _Section) -> Iterator[tuple[str, float | None, str, str]]:
    """Each setting of a section that is one: quantity, number, name, words."""
    for key, value in section.items:
        words = f"{key}: {value}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            quantity = quantity_of_name(key) or _in_short(key, float(value), section)
            if quantity:
                yield quantity, float(value), "", words
        elif isinstance(value, str):
            for quantity, pattern in _NAMED.items():
                if pattern.match(key) and value and value.lower() != "none":
                    yield quantity, None, same_name(value), words


def _known(section: _Section, source: Source) -> Iterator[Known]:
    names = words_of_name(section.name)
    found = list(_quantities(section))
    settings = tuple(
        sorted(
            (quantity, name or format(value, "g"))
            for quantity, value, name, _ in found
            if quantity in _SETTINGS and (name or value is not None)
        )
    )
    place = source.place
    base = Known(
        quantity="",
        names=names,
        kinds=kinds_in(names),
        holder=f"section {place.file} {section.name}" if section.name else "",
        settings=settings,
        place=Place(file=place.file, cell=place.cell, line=(place.line or 1) + section.line - 1),
    )
    for quantity, value, name, words in found:
        yield replace(base, quantity=quantity, value=value, name=name, words=words)
