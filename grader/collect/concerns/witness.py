"""What the probe's witness noticed: changes to the probe itself, and machines that were called."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from grader.collect.probe_files import Size, Strict, read_if_there
from grader.records import Concern, Kind, NotebookRun, Place

FILE = "witness.json"
MOST_NAMED = 3

Name = Annotated[str, Field(max_length=100)]


class ReachedEntry(Strict):
    """A machine that was called."""

    host: Annotated[str, Field(max_length=200)]
    port: Size | None
    who: Annotated[str, Field(max_length=60)]
    cell: Size | None


class WitnessFile(Strict):
    """Everything that was noticed in one run."""

    format: int
    changed: Annotated[tuple[Name, ...], Field(max_length=50)]
    wrote: Annotated[tuple[Name, ...], Field(max_length=50)]
    reached: Annotated[tuple[ReachedEntry, ...], Field(max_length=50)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """What was noticed in the run of one notebook."""

    path: str
    """The notebook."""
    changed: tuple[str, ...]
    """Functions of the probe in whose place the code put something else."""
    wrote: tuple[str, ...]
    """Files among the probe's records that something else wrote."""
    reached: tuple[ReachedEntry, ...]
    """Machines that were called."""

    @property
    def is_disturbed(self) -> bool:
        """Whether what the probe recorded may be what the code wanted it to record."""
        return bool(self.changed or self.wrote)


def read_witnessed(run: NotebookRun) -> Witnessed:
    """What was noticed in the run of one notebook.

    Raises `ProbeError` when the file is there and cannot be read.
    """
    found = read_if_there(Path(run.probe_folder) / FILE, WitnessFile)
    return Witnessed(
        path=run.path,
        changed=found.changed if found else (),
        wrote=found.wrote if found else (),
        reached=found.reached if found else (),
    )


def witnessed_concerns(testimony: Witnessed) -> Iterator[Concern]:
    """The same in sentences for a person."""
    whole = Place(file=testimony.path)
    if testimony.changed:
        names = _listed(testimony.changed)
        yield Concern(
            sentence=f"The code put something else in the place of what records its run ({names}). "
            "What was recorded of trainings is not relied on.",
            kind=Kind.OBSERVED,
            place=whole,
        )
    if testimony.wrote:
        names = _listed(testimony.wrote)
        yield Concern(
            sentence=f"The code wrote where the records of its run lie ({names}). "
            "What was recorded of trainings is not relied on.",
            kind=Kind.OBSERVED,
            place=whole,
        )
    for each in testimony.reached:
        who = f"The package {each.who}, which the code uses," if each.who else "The code"
        where = f"{each.host}, port {each.port}" if each.port else each.host
        yield Concern(
            sentence=f"{who} tried to reach {where}. Nothing outside can be reached from here.",
            kind=Kind.OBSERVED,
            place=Place(file=testimony.path, cell=each.cell),
        )


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
