"""The networks that a run created, as records, with the files that measuring them needs."""

from dataclasses import dataclass
from pathlib import Path

from grader import notation
from grader.collect.graph import read_architecture
from grader.collect.modules import read_modules
from grader.collect.probe_files import (
    GraphFile,
    NetworkEntry,
    read_model,
    read_networks,
    read_weights,
)
from grader.errors import ProbeError
from grader.records import Architecture, Kind, Network, NotebookRun, Place

RUN_AGAIN = ("export", "trace")
"""Methods whose graphs can be run outside the student's process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """One network of a run, with what the probe left of it."""

    network: Network
    """What is known of it."""
    entry: NetworkEntry
    """What the probe said of it."""
    folder: Path
    """Where its files lie; untrusted."""
    graph: GraphFile | None
    """Its graph; None if it cannot be run again."""
    weights: bytes
    """Its raw weights; empty if they could not be read."""


def catch_networks(
    run: NotebookRun, *, first: int, known: frozenset[str] = frozenset()
) -> tuple[Caught, ...]:
    """The networks of one notebook's run, numbered from `first`.

    Networks that were made of checkpoints in `known` are left out: an earlier run had them.
    Raises `ProbeError` when the probe's list itself cannot be read.
    """
    folder = Path(run.probe_folder)
    every = read_networks(folder).networks
    entries = [entry for entry in every if not entry.checkpoint or entry.checkpoint not in known]
    ids = {entry.id: f"n{number}" for number, entry in enumerate(entries, start=first)}
    return tuple(_catch(run, folder, entry, ids) for entry in entries)


def _catch(run: NotebookRun, folder: Path, entry: NetworkEntry, ids: dict[str, str]) -> Caught:
    graph, weights, problem = None, b"", ""
    try:
        weights = read_weights(folder / f"{entry.id}.weights", entry.tensors)
        graph = read_model(folder / f"{entry.id}.graph.json", GraphFile)
    except ProbeError as error:
        problem = str(error)
    architecture, layers = _architecture(graph, entry)
    again = graph is not None and entry.method in RUN_AGAIN and bool(weights)
    method = entry.method if entry.method == "export" else f"{entry.method}: {entry.reason}"
    network = Network(
        id=ids[entry.id],
        name=entry.checkpoint or (entry.variables[0] if entry.variables else entry.class_name),
        class_name=entry.class_name,
        layers=layers,
        parameters=_count(entry, only_trainable=False),
        trainable_parameters=_count(entry, only_trainable=True),
        bias_parameters=_biases(entry, architecture),
        kind=Kind.MEASURED if again and architecture else Kind.OBSERVED,
        place=Place(file=entry.checkpoint or run.path, cell=entry.cell),
        method=problem or method,
        input=None,
        steps=entry.steps,
        checkpoint=entry.checkpoint,
        stage_of=ids.get(entry.stage_of, ""),
        loaded_from=entry.loaded_from,
        training_left_out=entry.left_out,
    )
    return Caught(
        network=network,
        entry=entry,
        folder=folder,
        graph=graph if again else None,
        weights=weights,
    )


def _architecture(graph: GraphFile | None, entry: NetworkEntry) -> tuple[Architecture | None, str]:
    """The network's layers, as a record and in notation; nothing if they make no sense."""
    try:
        found = _read(graph, entry) if graph else None
        if found is None or not found.layers:
            return None, ""
        canonical = notation.canonical(found)
        return canonical, notation.write_architecture(canonical)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, StopIteration):
        # The graph is student data: what does not hang together is a network not understood.
        return None, ""


def _read(graph: GraphFile, entry: NetworkEntry) -> Architecture | None:
    if graph.nodes:
        return read_architecture(graph, entry.tensors, graph.input_shape)
    return read_modules(graph.modules, graph.input_shape)


def _count(entry: NetworkEntry, *, only_trainable: bool) -> int:
    """Learnt values; a tensor with two names counts once."""
    numbers = {
        name.tensor
        for name in entry.names
        if name.role == "parameter" and (name.trainable or not only_trainable)
    }
    return sum(entry.tensors[number].values for number in numbers if number < len(entry.tensors))


def _biases(entry: NetworkEntry, architecture: Architecture | None) -> int:
    if architecture is not None:
        return notation.bias_count(architecture)
    numbers = {name.tensor for name in entry.names if name.name.rpartition(".")[2] == "bias"}
    return sum(entry.tensors[number].values for number in numbers if number < len(entry.tensors))
