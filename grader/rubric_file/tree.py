"""YAML becomes a tree whose every part knows its line and column; nothing is interpreted.

Only mappings, lists and scalars are read. A scalar stays the text that was written, so an id
`3.10` keeps its zero and an answer `no` is no boolean until a field asks for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from grader.rubric_file.complaints import Complaints, Position, WrongError, shortened

MOST_BYTES = 512 * 1024
DEEPEST = 16
MOST_PARTS = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value as it was written."""

    text: str
    """Its text without quotes."""
    is_plain: bool
    """Whether it was written without quotes."""
    position: Position
    """Where it begins."""

    @property
    def is_nothing(self) -> bool:
        """Whether no value was given: `key:` alone, `~` or `null`."""
        return self.is_plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of parts."""

    items: tuple["Node", ...]
    """The parts in order."""
    position: Position
    """Where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    """The key."""
    value: "Node"
    """What stands under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Values under keys; every key occurs once."""

    entries: tuple[Entry, ...]
    """The keys in order."""
    position: Position
    """Where it begins."""


Node = Scalar | Listing | Mapping
START = Position(line=1, column=1)


def under(node: Node, key: str) -> Node | None:
    """What stands under a key of a mapping; None, without any complaint, if nothing does."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((entry.value for entry in entries if entry.key.text == key), None)


def text_under(node: Node, key: str) -> str:
    """The text under a key; empty, without any complaint, if there is none."""
    value = under(node, key)
    return value.text if isinstance(value, Scalar) else ""


def place_under(node: Node, key: str) -> Position:
    """Where the value under a key stands, or else the mapping itself."""
    return (under(node, key) or node).position


def read_tree(content: bytes, complaints: Complaints) -> Mapping | None:
    """The file's one mapping; None, with complaints, when there is none."""
    try:
        return _Reader(_text(content), complaints).document()
    except WrongError as wrong:
        complaints.add(wrong.position, wrong.text)
    except yaml.MarkedYAMLError as error:
        position = _position(error.problem_mark or error.context_mark)
        complaints.add(position, f"is not YAML, {shortened(str(error.problem))}")
    except yaml.reader.ReaderError as error:
        complaints.add(START, f"character {error.position} is {error.reason}, remove it")
    return None


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise WrongError(START, f"the file is larger than {MOST_BYTES:,} bytes, is it a rubric?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        text = "this is not UTF-8, save the file with that encoding"
        raise WrongError(Position(line=line, column=1), text) from None


class _Mark(Protocol):
    """A place in the text as PyYAML gives it, whichever of its parsers did."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _position(mark: _Mark | None) -> Position:
    if mark is None:
        return START
    return Position(line=mark.line + 1, column=mark.column + 1)


class _Reader:
    """Takes YAML's events, which are read one by one and never expanded, and builds the tree."""

    def __init__(self, text: str, complaints: Complaints) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)
        self._complaints = complaints
        self._depth = 0
        self._parts = 0

    def document(self) -> Mapping:
        """The only document of the stream."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise WrongError(START, "the file is empty, a rubric begins with 'rubric: 1'")
        tree = self._node(next(self._events))
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise WrongError(_position(after.start_mark), "a rubric is one document, drop this one")
        if not isinstance(tree, Mapping):
            raise WrongError(tree.position, "a rubric is a mapping, it begins with 'rubric: 1'")
        return tree

    def _node(self, event: yaml.Event) -> Node:
        position = _position(event.start_mark)
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise WrongError(position, f"more than {MOST_PARTS:,} parts, is it a rubric?")
        if isinstance(event, yaml.AliasEvent):
            # An alias may stand for a million parts that are written nowhere.
            raise WrongError(position, f"'*{event.anchor}' is an alias, write out what it means")
        self._refuse_decoration(event, position)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None
            return Scalar(text=event.value, is_plain=plain, position=position)
        return self._collection(event, position)

    def _refuse_decoration(self, event: yaml.Event, position: Position) -> None:
        if anchor := getattr(event, "anchor", None):
            self._complaints.add(
                position, f"'&{anchor}' is an anchor, which has no use here, drop it"
            )
        if tag := getattr(event, "tag", None):
            self._complaints.add(position, f"'{shortened(tag)}' is a tag, write the value alone")

    def _collection(self, event: yaml.Event, position: Position) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise WrongError(position, f"nested deeper than {DEEPEST} levels, no rubric is")
        if isinstance(event, yaml.SequenceStartEvent):
            node: Node = Listing(items=tuple(self._items()), position=position)
        else:
            node = Mapping(entries=tuple(self._entries()), position=position)
        self._depth -= 1
        return node

    def _items(self) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event)

    def _entries(self) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event)
            value = self._node(next(self._events))
            if not isinstance(key, Scalar):
                self._complaints.add(key.position, "a key is a word, not a list or a mapping")
            elif key.text in seen:
                first = f"it stands in line {seen[key.text]} already, keep one"
                self._complaints.add(
                    key.position, f"'{shortened(key.text)}' is here twice, {first}"
                )
            else:
                seen[key.text] = key.position.line
                yield Entry(key=key, value=value)
