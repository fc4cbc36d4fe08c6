"""The cases of an audit: submissions of which it is known what they must lose.

They lie in one folder with a file `expected.yaml`:

    solution: right                # earns everything that checks decide
    renamed.ipynb: right           # so does a harmless change of it
    hand-out: empty                # earns about nothing
    narrow:                        # a planted fault
      why: One unit too few.       # shown beside what did not come out as it should
      loses: [3.2/not-wider]       # every item that it must lose
      may_lose: [3.2/network]      # what may follow from it
    no-scheduler: 2.2/scheduler    # short for `loses` alone

A name is that of a folder, archive, notebook or script inside the folder.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from grader.errors import SettingsError
from grader.notation import did_you_mean
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.fields import Fields
from grader.rubric_file.tree import Entry, Listing, Mapping, Node, Scalar, read_tree
from grader.rubric_file.values import as_text, as_texts

EXPECTED = "expected.yaml"


class CaseKind(StrEnum):
    """What is known of a case."""

    RIGHT = "right"
    """Nothing is wrong with it: it must lose nothing."""
    EMPTY = "empty"
    """Nothing of the work is in it: it must earn about nothing."""
    FAULT = "fault"
    """A fault was planted: it must lose certain items, and no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One submission of an audit."""

    name: str
    """Name inside the folder."""
    path: Path
    """Where it lies."""
    kind: CaseKind
    """What is known of it."""
    loses: tuple[str, ...] = ()
    """Ids of the items that it must lose."""
    may_lose: tuple[str, ...] = ()
    """Ids of other items that may be lost as well."""
    why: str = ""
    """What was planted, in the author's words."""


def read_cases(folder: Path, items: Collection[str]) -> tuple[Case, ...]:
    """The cases in the folder; raises with every complaint at once. `items` are known ids."""
    path = folder / EXPECTED
    complaints = Complaints(str(path))
    tree = read_tree(_content(path), complaints)
    entries = tree.entries if tree else ()
    cases = [_case(entry, folder, items, complaints) for entry in entries]
    complaints.raise_any()
    return tuple(case for case in cases if case is not None)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        right = "an audit needs a folder of submissions with this file, see docs/rubrics.md"
        raise SettingsError(f"{path}: cannot be read, {right}") from error


def _case(
    entry: Entry, folder: Path, items: Collection[str], complaints: Complaints
) -> Case | None:
    name = entry.key.text
    path = folder / name
    if ".." in Path(name).parts or Path(name).is_absolute() or not path.exists():
        text = f"'{shortened(name)}' is no submission in this folder"
        complaints.add(entry.key.position, text)
        return None
    try:
        return _expected(
            entry.value, Case(name=name, path=path, kind=CaseKind.FAULT), items, complaints
        )
    except WrongError as wrong:
        complaints.add(wrong.position, wrong.text)
        return None


def _expected(node: Node, case: Case, items: Collection[str], complaints: Complaints) -> Case:
    """The case with what is expected of it."""
    if isinstance(node, Scalar) and node.text in (CaseKind.RIGHT, CaseKind.EMPTY):
        return replace(case, kind=CaseKind(node.text))
    if not isinstance(node, Mapping):
        return replace(case, loses=_known(node, "what it loses", items))
    fields = Fields(
        node, complaints, what="a case", required=("loses",), optional=("may_lose", "why")
    )
    loses = fields.read("loses", lambda part, what: _known(part, what, items))
    may_lose = fields.read("may_lose", lambda part, what: _known_or_none(part, what, items))
    why = fields.read("why", as_text)
    return replace(case, loses=loses or (), may_lose=may_lose or (), why=why or "")


def _known_or_none(node: Node, what: str, items: Collection[str]) -> tuple[str, ...]:
    is_empty = isinstance(node, Listing) and not node.items
    return () if is_empty else _known(node, what, items)


def _known(node: Node, what: str, items: Collection[str]) -> tuple[str, ...]:
    names = as_texts(node, what)
    for name in names:
        if name not in items:
            right = did_you_mean(name, items) or ", write 'right', 'empty' or the ids of items"
            raise WrongError(node.position, f"no item has the id '{shortened(name)}'{right}")
    return names
