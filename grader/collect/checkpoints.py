"""The checkpoints that were handed in: what was found in each, and what it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from grader.collect.networks import Caught
from grader.collect.probe_files import Identifier, Strict, Text, read_if_there
from grader.records import (
    Checkpoint,
    Ending,
    EndingName,
    FileKind,
    Kind,
    NotebookRun,
    Place,
    Submission,
)

FILE = "checkpoints.json"
DATA_SUFFIXES = (".pkl", ".pickle", ".joblib")
"""Files of these names hold data or results as often as weights."""


class FitEntry(Strict):
    """What one set of weights in a file belongs to."""

    label: Text
    way: Annotated[str, Field(pattern="^(loaded|alive|built|whole|part|none)$")]
    networks: Annotated[tuple[Identifier, ...], Field(max_length=100)]
    words: Text


class CheckpointEntry(Strict):
    """What the probe found out about one file."""

    path: Text
    state: Annotated[str, Field(pattern="^(begun|read|failed|skipped)$")]
    reason: Text
    fits: Annotated[tuple[FitEntry, ...], Field(max_length=50)]


class CheckpointsFile(Strict):
    """What the probe found out about all of them."""

    format: int
    checkpoints: Annotated[tuple[CheckpointEntry, ...], Field(max_length=1_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one run found out about one file."""

    entry: CheckpointEntry
    """As the probe says it."""
    networks: tuple[str, ...]
    """Ids of the networks that were made of it and could be caught."""

    @property
    def worth(self) -> int:
        """How much it says: of several runs' looks at one file the most telling one counts."""
        ways = {fit.way for fit in self.entry.fits}
        if self.networks:
            return 6 if "loaded" in ways else 5
        if self.entry.state == "read":
            return 4 if "part" in ways else 3
        return {"failed": 2, "begun": 1}.get(self.entry.state, 0)


def look(run: NotebookRun, caught: Iterable[Caught]) -> tuple[Look, ...]:
    """What one run found out about the checkpoints.

    Raises `ProbeError` when the list is there and cannot be read.
    """
    found = read_if_there(Path(run.probe_folder) / FILE, CheckpointsFile)
    ids = {each.entry.id: each.network.id for each in caught if each.network.checkpoint}
    return tuple(
        Look(
            entry=entry,
            networks=tuple(ids[name] for fit in entry.fits for name in fit.networks if name in ids),
        )
        for entry in (found.checkpoints if found else ())
    )


def answered(looks: Iterable[Look]) -> frozenset[str]:
    """The files that networks were made of already."""
    return frozenset(each.entry.path for each in looks if each.networks)


def collect_checkpoints(
    submission: Submission, looks: Iterable[Look]
) -> tuple[tuple[Checkpoint, ...], tuple[Ending, ...]]:
    """One record for each file of weights, and an ending for each that nothing could be told of."""
    best: dict[str, Look] = {}
    for each in looks:
        known = best.get(each.entry.path)
        if known is None or each.worth > known.worth:
            best[each.entry.path] = each
    found = [
        _told(file.path, best.get(file.path))
        for file in submission.files
        if file.kind is FileKind.CHECKPOINT
    ]
    kept = [(checkpoint, settled) for checkpoint, settled in found if checkpoint is not None]
    unsettled = tuple(
        Ending(name=EndingName.UNREADABLE, sentence=each.sentence, place=each.place)
        for each, settled in kept
        if not settled
    )
    return tuple(checkpoint for checkpoint, _ in kept), unsettled


def _told(path: str, found: Look | None) -> tuple[Checkpoint | None, bool]:
    """The record of one file, and whether nothing in it stays unknown; None for mere data."""
    sentence, settled = _sentence(path, found)
    checkpoint = Checkpoint(
        path=path,
        sentence=sentence,
        networks=found.networks if found else (),
        kind=Kind.OBSERVED,
        place=Place(file=path),
    )
    return (checkpoint if sentence else None), settled


def _sentence(path: str, found: Look | None) -> tuple[str, bool]:
    is_data = path.lower().endswith(DATA_SUFFIXES)
    if found is None:
        return f"{path} was not looked at: no run came to its end.", False
    entry = found.entry
    if entry.state == "skipped":
        return f"{path} was not looked at: {entry.reason}.", False
    if entry.state == "begun":
        return f"{path} could not be looked at: opening it ended the run.", False
    if entry.state == "failed":
        return f"{path} could not be opened: {entry.reason}.", False
    if not entry.fits:
        return ("" if is_data else f"{path} holds no network's weights."), True
    sentences = " ".join(_fit_sentences(path, entry.fits))
    return sentences, all(fit.way != "none" for fit in entry.fits)


def _fit_sentences(path: str, fits: tuple[FitEntry, ...]) -> Iterator[str]:
    for fit in fits:
        where = f"{path} ({fit.label})" if fit.label else path
        several = f" {len(fit.networks)} networks fit alike, and each was looked at."
        more = several if len(fit.networks) > 1 else ""
        if fit.way == "loaded":
            yield f"{where} holds weights of `{fit.words}`; the code itself loads them there.{more}"
        elif fit.way == "alive":
            yield f"{where} holds weights that fit `{fit.words}`.{more}"
        elif fit.way == "built":
            yield f"{where} holds weights that fit `{fit.words}`, which no run made.{more}"
        elif fit.way == "whole":
            yield f"{where} holds a whole `{fit.words}`."
        elif fit.way == "part":
            yield f"{where} holds weights of a part, {fit.words}; a part is not measured."
        else:
            yield f"{where} holds weights that fit no network and no class of the code."
