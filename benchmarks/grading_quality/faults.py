"""The solutions of an assignment, and what is done to them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent


class FaultError(Exception):
    """`faults.yaml` asks for something that cannot be done: place, what, what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One piece of text that takes another's place."""

    file: str
    """Path inside the solution's folder."""
    old: str
    """Text that stands there exactly once; empty if the file is replaced as a whole."""
    new: str
    """Text that takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One change to one solution."""

    name: str
    """Short and unique in the assignment."""
    what: str
    """What is wrong now, or what is different, in one sentence."""
    solution: str
    """The solution that is changed."""
    edits: tuple[Edit, ...] = ()
    """What is changed."""
    removed: tuple[str, ...] = ()
    """Files that are left out."""
    loses: frozenset[str] = frozenset()
    """Ids of items that it must cost, or that a person must be asked about."""
    may_lose: frozenset[str] = frozenset()
    """Ids of items that it may cost besides, because one follows from the other."""
    shows: tuple[str, ...] = ()
    """Words that the finding must hold, in its reason, facts or pointers: the right reason."""

    @property
    def is_harmless(self) -> bool:
        """Whether it must change no grade."""
        return not self.loses

    @property
    def id(self) -> str:
        """The submission's name."""
        return f"{self.solution}--{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Solutions of one assignment and their faults."""

    name: str
    """`a2`, `hw2`, `a7` or `cs324`."""
    folder: Path
    """Where the solutions lie, a folder each."""
    solutions: tuple[str, ...]
    """Names of the correct solutions, one for each style."""
    faults: tuple[Fault, ...]
    """What is planted, one at a time."""


def assignments() -> tuple[str, ...]:
    """The names of those that have solutions."""
    return tuple(sorted(one.parent.name for one in HERE.glob("*/faults.yaml")))


def read_assignment(name: str) -> Assignment:
    """The solutions and faults of an assignment; raises FaultError."""
    folder = HERE / name
    source = folder / "faults.yaml"
    solutions = tuple(sorted(one.name for one in folder.iterdir() if one.is_dir()))
    content = yaml.safe_load(source.read_text("utf-8"))
    faults = tuple(
        fault for entry in content["faults"] for fault in _faults(entry, solutions, source)
    )
    names = [fault.id for fault in faults]
    for twice in {name for name in names if names.count(name) > 1}:
        raise FaultError(f"{source.name}: {twice} is there twice; names are unique")
    return Assignment(name=name, folder=folder, solutions=solutions, faults=faults)


def _faults(entry: dict[str, Any], solutions: tuple[str, ...], source: Path) -> list[Fault]:
    """The fault in each of the solutions that it is planted in."""
    place = f"{source.parent.name}/{source.name}: {entry.get('name', 'a fault without a name')}"
    unknown = set(entry) - {"name", "what", "in", "loses", "may_lose", "shows", "harmless"}
    if unknown:
        raise FaultError(f"{place}: {min(unknown)} is not known")
    loses = frozenset(entry.get("loses", ()))
    if bool(loses) == bool(entry.get("harmless")):
        raise FaultError(f"{place}: either loses names items, or harmless is true")
    for solution in set(entry["in"]) - set(solutions):
        raise FaultError(f"{place}: no solution {solution}, there are {', '.join(solutions)}")
    return [
        Fault(
            name=entry["name"],
            what=entry["what"],
            solution=solution,
            edits=tuple(_edit(one) for one in edits if "remove" not in one),
            removed=tuple(one["remove"] for one in edits if "remove" in one),
            loses=loses,
            may_lose=frozenset(entry.get("may_lose", ())),
            shows=tuple(entry.get("shows", ())),
        )
        for solution, edits in entry["in"].items()
    ]


def _edit(entry: dict[str, str]) -> Edit:
    return Edit(file=entry["file"], old=entry.get("replace", ""), new=entry.get("by", ""))
