"""What is written once and meant several times is written out, before anything is interpreted.

`for` repeats a network, a question or an item with other values; `use` puts a named set of items
into a question. Every part keeps the line and column that it was written at, so a complaint about
a repeated item points at the one place where it stands.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Groups
from dataclasses import dataclass, field

from grader.notation import did_you_mean
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.placeholders import filled, placeholders, without
from grader.rubric_file.tree import (
    MOST_PARTS,
    Entry,
    Listing,
    Mapping,
    Node,
    Scalar,
    place_under,
    under,
)
from grader.rubric_file.values import as_listing, as_mapping, as_text
from grader.rubric_file.variants import FOR, Variant, variants

SETS = "sets"
ITEM_LISTS = ("deductions", "bonus")
_NOTHING: tuple[Variant, ...] = ({},)


def expand(tree: Mapping, groups: Groups[str, tuple[str, ...]], complaints: Complaints) -> Mapping:
    """The rubric as if everything had been written out, without its `sets`."""
    writer = _Writer(groups=groups, complaints=complaints, sets=_sets(tree, complaints))
    entries = [
        Entry(key=entry.key, value=writer.top(entry)) for entry in without(tree, SETS).entries
    ]
    writer.complain_of_unused_sets()
    return Mapping(entries=tuple(entries), position=tree.position)


def _sets(tree: Mapping, complaints: Complaints) -> dict[str, Entry]:
    node = under(tree, SETS)
    if node is None:
        return {}
    try:
        entries = as_mapping(node, f"'{SETS}'").entries
        for entry in entries:
            as_listing(entry.value, f"set '{shortened(entry.key.text)}'")
    except WrongError as wrong:
        complaints.add(wrong.position, wrong.text)
        return {}
    return {entry.key.text: entry for entry in entries}


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Writes out one rubric."""

    groups: Groups[str, tuple[str, ...]]
    """Groups of networks by name."""
    complaints: Complaints
    """Where complaints go."""
    sets: dict[str, Entry]
    """Sets of items by name."""
    used: set[str] = field(default_factory=set)
    """Sets that a question uses."""
    failed: bool = False
    """Whether anything could not be written out: it may have used any of the sets."""
    parts: int = 0
    """Parts of the file that were written out more than once."""

    def top(self, entry: Entry) -> Node:
        """What stands under a key of the rubric."""
        try:
            if entry.key.text == "networks" and isinstance(entry.value, Mapping):
                return self._networks(entry.value)
            if entry.key.text == "questions" and isinstance(entry.value, Listing):
                items = tuple(self._questions(entry.value))
                return Listing(items=items, position=entry.value.position)
        except _TooMuchError as error:
            self.complaints.add(entry.key.position, str(error))
        return entry.value

    def complain_of_unused_sets(self) -> None:
        """A set that no question uses was forgotten, or is misspelt where it is used."""
        for name, entry in self.sets.items():
            if name not in self.used and not self.failed:
                text = f"no question uses the set '{shortened(name)}', write '- use: ...' there"
                self.complaints.add(entry.key.position, text)

    def _networks(self, node: Mapping) -> Mapping:
        entries: list[Entry] = []
        for entry in node.entries:
            for values in self._variants(entry.value, also=entry.key):
                value = filled(_bare(entry.value), values)
                entries.append(Entry(key=filled(entry.key, values), value=value))
        return Mapping(entries=_once(entries, self.complaints), position=node.position)

    def _questions(self, node: Listing) -> Iterator[Node]:
        for question in self._repeated(node.items):
            if isinstance(question, Mapping):
                entries = (self._with_items(entry) for entry in question.entries)
                yield Mapping(entries=tuple(entries), position=question.position)
            else:
                yield question

    def _with_items(self, entry: Entry) -> Entry:
        if entry.key.text not in ITEM_LISTS or not isinstance(entry.value, Listing):
            return entry
        items = [
            part
            for item in self._repeated(entry.value.items)
            for part in (self._of_set(item) if under(item, "use") is not None else (item,))
        ]
        return Entry(
            key=entry.key, value=Listing(items=tuple(items), position=entry.value.position)
        )

    def _of_set(self, node: Node) -> tuple[Node, ...]:
        """The items of the set that is used, with the values that are given."""
        try:
            return self._set(as_mapping(node, "an item"))
        except WrongError as wrong:
            self.failed = True
            self.complaints.add(wrong.position, wrong.text)
            return ()

    def _set(self, node: Mapping) -> tuple[Node, ...]:
        for entry in node.entries:
            if entry.key.text not in ("use", "with"):
                right = "beside 'use' stands only 'with', which gives its items values"
                raise WrongError(entry.key.position, f"'{shortened(entry.key.text)}': {right}")
        used = under(node, "use")
        assert used is not None
        name = as_text(used, "'use'")
        if name not in self.sets:
            hint = did_you_mean(name, self.sets) or f", there are {', '.join(self.sets) or 'none'}"
            raise WrongError(used.position, f"no set is called '{shortened(name)}'{hint}")
        self.used.add(name)
        items = self.sets[name].value
        assert isinstance(items, Listing)
        given = self._given(node)
        self._hold_given(node, name, items, given)
        written = filled(items, given)
        return tuple(self._repeated(written.items))

    def _given(self, node: Mapping) -> Variant:
        entries = under(node, "with")
        if entries is None:
            return {}
        return {
            entry.key.text: as_text(entry.value, f"'{entry.key.text}' of 'with'")
            for entry in as_mapping(entries, "'with'").entries
        }

    def _hold_given(self, node: Mapping, name: str, items: Listing, given: Variant) -> None:
        own = {
            entry.key.text
            for item in items.items
            for rows in [under(item, FOR)]
            for part in (rows.items if isinstance(rows, Listing) else (rows,))
            if isinstance(part, Mapping)
            for entry in part.entries
        }
        wanted = {found: None for found, _ in placeholders(items) if found not in own}
        if missing := [each for each in wanted if each not in given]:
            right = f"write 'with: {{{missing[0]}: ...}}'"
            raise WrongError(node.position, f"set '{name}' needs '{missing[0]}', {right}")
        for each in given:
            if each not in wanted:
                hint = did_you_mean(each, wanted) or f", it has {', '.join(wanted) or 'none'}"
                text = f"set '{name}' has no place <{shortened(each)}>{hint}"
                raise WrongError(place_under(node, "with"), text)

    def _repeated(self, items: tuple[Node, ...]) -> Iterator[Node]:
        """Every item as often as its `for` says."""
        for item in items:
            for values in self._variants(item):
                yield filled(_bare(item), values)

    def _variants(self, node: Node, *, also: Scalar | None = None) -> tuple[Variant, ...]:
        rows = under(node, FOR)
        if rows is None:
            return _NOTHING
        try:
            found = variants(rows, self.groups)
        except WrongError as wrong:
            self.failed = True
            self.complaints.add(wrong.position, wrong.text)
            return ()
        self._hold_names(node, found[0], also)
        self.parts += len(found) * _size(node)
        if self.parts > MOST_PARTS:
            raise _TooMuchError(f"written out this has more than {MOST_PARTS:,} parts, repeat less")
        return found

    def _hold_names(self, node: Node, values: Variant, also: Scalar | None) -> None:
        """Each name is used, and nothing is used that nobody gives."""
        bare = _bare(node)
        used = dict(placeholders(bare))
        used |= dict(placeholders(also)) if also else {}
        for name in values:
            if name not in used:
                text = f"'{name}' of 'for' is used nowhere, write <{name}> where its value belongs"
                self.complaints.add(place_under(node, FOR), text)
        inner = {name for name, _ in _names_inside(bare)}
        for name, scalar in used.items():
            if name not in values and name not in inner:
                hint = did_you_mean(name, values) or f", 'for' gives {', '.join(values)}"
                self.complaints.add(scalar.position, f"<{name}> stands for nothing here{hint}")


class _TooMuchError(Exception):
    """A rubric that would be too large when written out."""


def _names_inside(node: Node) -> Iterator[tuple[str, Node]]:
    """Names that parts further inside give values themselves."""
    match node:
        case Listing():
            for item in node.items:
                yield from _names_inside(item)
        case Mapping():
            for entry in node.entries:
                if entry.key.text in (FOR, "with"):
                    rows = entry.value.items if isinstance(entry.value, Listing) else (entry.value,)
                    for row in rows:
                        if isinstance(row, Mapping):
                            yield from ((each.key.text, each.value) for each in row.entries)
                yield from _names_inside(entry.value)


def _bare(node: Node) -> Node:
    return without(node, FOR) if isinstance(node, Mapping) else node


def _size(node: Node) -> int:
    """How many parts of the file it has."""
    match node:
        case Listing():
            return 1 + sum(map(_size, node.items))
        case Mapping():
            return 1 + sum(1 + _size(entry.value) for entry in node.entries)
        case _:
            return 1


def _once(entries: list[Entry], complaints: Complaints) -> tuple[Entry, ...]:
    """The entries without a second one of a name, which only `for` can lead to."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        if entry.key.text in kept:
            text = f"a second network '{shortened(entry.key.text)}', put <n> into its name"
            complaints.add(entry.key.position, text)
        kept.setdefault(entry.key.text, entry)
    return tuple(kept.values())
