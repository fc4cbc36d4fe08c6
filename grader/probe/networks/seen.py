"""Finds every network that a run created, whatever it is called, and writes it down."""

import contextlib
import gc
import hashlib
import itertools
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..checkpoints.loads import Loads
from ..events import Events
from ..files import FORMAT, copy_file, raw_bytes, write_json, write_tensors
from ..left_out import LeftOut
from ..training.runs import Run
from ..training.trainings import Trainings
from .graph import Graph, TensorTable, all_modules, capture, named
from .inputs import Inputs

NETWORKS_KEPT = 200
STAGES_KEPT = 40
BYTES_KEPT = 512 * 1024 * 1024
"""Networks and bytes of weights that are kept alive after the student let go of them."""


@dataclass(slots=True)
class Seen:
    """One network and what is known of it so far."""

    number: int
    module: nn.Module
    cell: int | None
    inputs: Inputs = field(default_factory=Inputs)
    graph: Graph | None = None
    table: TensorTable | None = None
    shapes: tuple[Any, ...] = ()
    digest: bytes = b""
    checkpoint: str = ""
    """The file that its weights are from, if the network is ours and not the run's."""
    like: "Seen | None" = None
    """A network of the run that it can be called like."""
    written_after: tuple[Run, int] | None = None
    """The training run that led to the weights as they were written, and its steps by then; None
    if something else may have changed them."""
    stage_of: "Seen | None" = None
    """The network of the run that it was after `written_after`, if it is none itself."""
    steps: int = 0
    """Of a stage, the steps that had changed its weights."""

    @property
    def id(self) -> str:
        """The network's name in all files of the probe."""
        return f"n{self.number}"


class Networks:
    """The networks of one run. A network is a module that no other module holds."""

    def __init__(self, out: Path, events: Events, trainings: Trainings) -> None:
        self.out = out
        self._events = events
        self._trainings = trainings
        self._seen: dict[int, Seen] = {}
        self._from_files: list[Seen] = []
        self._stages: dict[tuple[int, Run], Seen] = {}
        """By the number of a network and a run that trained it."""
        self.loads: Loads | None = None
        """Who knows which files networks were loaded from."""
        self.left_out: LeftOut | None = None
        """Who knows which trainings were left out, where they are."""
        self._passed_over = events.parts
        self.called_last: Seen | None = None
        """The network whose call was told last; None if what was called is none."""
        self._trained_last: Seen | None = None
        self._bytes = 0
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Listen to modules."""
        self._events.registration.append(self._pass_over)
        self._events.forward.append(self._on_forward)

    def _pass_over(self, module: nn.Module) -> None:
        """Remember that a module is no network of its own, unless it has been one already."""
        number, forget = id(module), self._passed_over.pop
        if number in self._seen:
            return
        self._passed_over[number] = weakref.ref(module, lambda _: forget(number, None))

    def _on_forward(self, module: nn.Module, args: Any) -> None:
        seen = self.called_last = self._seen.get(id(module)) or self._meet(module)
        if seen is not None:
            training = module.training and torch.is_grad_enabled()
            if training:
                self._trained_last = seen
            seen.inputs.see(training, args, {})

    def _meet(self, module: nn.Module) -> Seen | None:
        """Begin to keep a network, unless it holds no learnt value or there are too many."""
        parameters = [tensor for _, tensor in named(module, "_parameters")]
        if not parameters or len(self._seen) >= NETWORKS_KEPT or self._bytes > BYTES_KEPT:
            self._pass_over(module)
            return None
        # Copied and loaded networks are put together without any registration of their parts.
        for _, part in all_modules(module)[1:]:
            self._pass_over(part)
        self._bytes += sum(_size(tensor) for tensor in parameters)
        seen = Seen(number=next(self._numbers), module=module, cell=self._events.cell)
        self._seen[id(module)] = seen
        return seen

    def all_seen(self) -> list[Seen]:
        """Every network met so far."""
        return list(self._seen.values())

    def of(self, module: nn.Module) -> Seen | None:
        """What is known of a module as a network; None if it is none."""
        return self._seen.get(id(module))

    def modules(self) -> dict[str, nn.Module]:
        """The networks of the run by their names."""
        return {seen.id: seen.module for seen in self._seen.values()}

    @property
    def trained_last(self) -> Seen | None:
        """The network that was last called for training."""
        return self._trained_last

    def snapshot(self, *, search: bool) -> None:
        """Write every network whose weights changed; `search` looks for ones never called too."""
        # Exporting a network wraps it in modules of torch's own, which do not hold it.
        self._events.asleep = True
        try:
            if search:
                self._search()
            for seen in list(self._seen.values()):
                # One network that cannot be written must not cost the others.
                with contextlib.suppress(Exception):
                    self._write(seen)
            self._write_index()
        finally:
            self._events.asleep = False

    def _search(self) -> None:
        """Modules that are alive, were never called, and that no other module holds."""
        alive = [found for found in gc.get_objects() if _is_own_module(found)]
        held = {id(part) for found in alive for _, part in all_modules(found)[1:]}
        for found in alive:
            if id(found) not in held and id(found) not in self._seen:
                self._meet(found)

    def _write(self, seen: Seen) -> None:
        table = TensorTable(seen.module)
        shapes = tuple(
            (entry["name"], tuple(table.tensors[entry["tensor"]].shape)) for entry in table.names
        )
        if seen.graph is None or shapes != seen.shapes or seen.graph["method"] == "none":
            seen.graph = capture(seen.module, _inputs_or_guess(seen), table)
            seen.shapes = shapes
            write_json(self.out / f"{seen.id}.graph.json", {"format": FORMAT, **seen.graph})
        elif seen.table is not None:
            for tensor in seen.table.tensors[len(table.tensors) :]:
                table.add(tensor, "constant")
        digest = _digest(table.tensors)
        if seen.table is None or digest != seen.digest:
            write_tensors(self.out / f"{seen.id}.weights", table.tensors)
        seen.table, seen.digest = table, digest
        run = self._trainings.last_run(table.tensors)
        seen.written_after = (run, run.steps) if run is not None and run.marks.hold() else None
        for phase, rows in seen.inputs.rows.items():
            if rows:
                write_tensors(self.out / f"{seen.id}.{phase}.rows", rows)

    def _write_index(self) -> None:
        everything = [*self._seen.values(), *self._from_files, *self._ended_stages()]
        written = [(seen, seen.table) for seen in everything if seen.table is not None]
        index = {
            "format": FORMAT,
            "torch": torch.__version__,
            "networks": [self._network_entry(seen, table) for seen, table in written],
        }
        write_json(self.out / "networks.json", index)

    def _network_entry(self, seen: Seen, table: TensorTable) -> dict[str, Any]:
        graph = seen.graph or {"method": "none", "reason": ""}
        return {
            "id": seen.id,
            "class_name": type(_unwrapped(seen.module)).__name__[:200],
            "variables": _variables(seen.module) if not seen.checkpoint else [],
            "cell": seen.cell,
            "steps": seen.steps or self._trainings.steps_of(table.tensors),
            "tensors": [_shape(tensor) for tensor in table.tensors],
            "names": table.names,
            "method": graph["method"],
            "reason": graph["reason"][:1000],
            "input": _input_entry(seen.inputs) if seen.inputs.example is not None else None,
            "checkpoint": seen.checkpoint[:1000],
            "like": seen.like.id if seen.like is not None else "",
            "stage_of": seen.stage_of.id if seen.stage_of is not None else "",
            "loaded_from": self.loads.file_of(seen.module)
            if self.loads is not None and not seen.checkpoint and seen.stage_of is None
            else "",
            "left_out": self.left_out is not None and self.left_out.concerns(table.tensors),
        }

    def keep_stage(self, module: nn.Module, run: Run) -> None:
        """Write down what a run made of a network, whose weights are about to be changed."""
        seen = self._seen.get(id(module))
        if seen is None or len(self._stages) >= STAGES_KEPT:
            return
        if run.marks.hold():
            self._events.asleep = True
            try:
                self._write(seen)
            finally:
                self._events.asleep = False
        # Else something changed them already, and what was written before may still be it.
        if seen.written_after != (run, run.steps) or seen.graph is None:
            return
        stage = self._stages.get((seen.number, run))
        if stage is None:
            stage = Seen(number=next(self._numbers), module=module, cell=seen.cell, like=seen)
            self._stages[seen.number, run] = stage
        stage.graph, stage.table, stage.written_after = seen.graph, seen.table, seen.written_after
        stage.stage_of = seen
        stage.steps = self._trainings.steps_of(tensor for _, tensor in named(module, "_parameters"))
        write_json(self.out / f"{stage.id}.graph.json", {"format": FORMAT, **seen.graph})
        copy_file(self.out / f"{seen.id}.weights", self.out / f"{stage.id}.weights")
        run.stages[seen.id] = stage.id, run.steps

    def _ended_stages(self) -> Iterator[Seen]:
        """Those whose training did not go on after all."""
        for stage in self._stages.values():
            if stage.written_after is not None:
                run, steps = stage.written_after
                if run.steps == steps:
                    yield stage

    def written(self) -> list[Seen]:
        """The networks of the run that were written down."""
        return [seen for seen in self._seen.values() if seen.table is not None]

    def add_copy(self, seen: Seen, state: dict[str, Tensor], checkpoint: str) -> Seen | None:
        """Write down a network of the run once more, with the weights of a file in it."""
        if seen.table is None or seen.graph is None:
            return None
        # The network itself is neither copied nor changed: its graph is known.
        table = TensorTable(nn.Module())
        table.names = seen.table.names
        table.tensors = list(seen.table.tensors)
        for entry in table.names:
            if entry["name"] in state:
                own = table.tensors[entry["tensor"]]
                table.tensors[entry["tensor"]] = state[entry["name"]].detach().to(own.dtype)
        copy = self._new_from_file(seen.module, checkpoint, seen)
        copy.graph, copy.table = seen.graph, table
        write_json(self.out / f"{copy.id}.graph.json", {"format": FORMAT, **seen.graph})
        write_tensors(self.out / f"{copy.id}.weights", table.tensors)
        self._write_index()
        return copy

    def add_module(self, module: nn.Module, checkpoint: str, like: Seen | None) -> Seen:
        """Write down a network that is not the run's."""
        seen = self._new_from_file(module, checkpoint, like)
        self._write(seen)
        self._write_index()
        return seen

    def _new_from_file(self, module: nn.Module, checkpoint: str, like: Seen | None) -> Seen:
        number = next(self._numbers)
        called = like if like is not None and like.inputs.example is not None else None
        seen = Seen(number=number, module=module, cell=None, checkpoint=checkpoint, like=called)
        self._from_files.append(seen)
        return seen

    def unexported(self) -> list[Seen]:
        """Networks that were called but cannot be run again elsewhere."""
        return [
            seen
            for seen in self._seen.values()
            if seen.graph is not None
            and seen.graph["method"] not in ("export", "trace")
            and seen.inputs.example is not None
        ]


def _input_entry(inputs: Inputs) -> dict[str, Any]:
    return {
        "shape": list(inputs.shape),
        "dtype": inputs.dtype,
        "calls": inputs.calls,
        "rows": {phase: len(rows) for phase, rows in inputs.rows.items()},
        "range": inputs.range.as_json(),
        "batch": inputs.largest_batch or inputs.batch,
    }


def _is_own_module(found: Any) -> bool:
    """Whether it is a module, and none of those that torch makes while it exports or compiles."""
    # `type`, not `isinstance`: some lazy objects run code when they are asked for their class.
    kind = type(found)
    if not issubclass(kind, nn.Module) or "_parameters" not in found.__dict__:
        return False
    if kind is nn.Module:
        # What an export leaves behind; it can do nothing, so it is nobody's network.
        return False
    home = kind.__module__
    return home.startswith("torch.nn.") or not home.startswith("torch.")


def _inputs_or_guess(seen: Seen) -> Inputs:
    """What it was fed; for a network that was never called, a guess from its first layer."""
    for known in (seen, seen.like):
        if known is not None and known.inputs.example is not None:
            return known.inputs
    guess = Inputs(batch=2)
    for _, part in all_modules(seen.module):
        if isinstance(part, nn.Linear):
            guess.example = ((torch.zeros(2, part.in_features),), {})
        elif isinstance(part, nn.Conv2d):
            size = 28 if part.in_channels == 1 else 32
            guess.example = ((torch.zeros(2, part.in_channels, size, size),), {})
        if guess.example is not None:
            break
    return guess


def _digest(tensors: list[Tensor]) -> bytes:
    """Of all values: torch's own count of changes misses those that are made through `.data`."""
    total = hashlib.blake2b()
    for tensor in tensors:
        total.update(raw_bytes(tensor))
    return total.digest()


def _size(tensor: Tensor) -> int:
    """Bytes; a lazy layer has none before its first call."""
    lazy = torch.nn.parameter.is_lazy(tensor)
    return 0 if lazy else tensor.numel() * tensor.element_size()


def _shape(tensor: Tensor) -> dict[str, Any]:
    return {"shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch.")}


def _unwrapped(module: nn.Module) -> nn.Module:
    """What a network was put into several devices, processes or a compiler with."""
    wrappers = ("DataParallel", "DistributedDataParallel", "OptimizedModule")
    while type(module).__name__ in wrappers:
        inner = getattr(module, "module", None) or getattr(module, "_orig_mod", None)
        if not isinstance(inner, nn.Module):
            break
        module = inner
    return module


def _variables(module: nn.Module) -> list[str]:
    """Names that hold the network in the notebook, for people to recognise it by."""
    space = vars(sys.modules["__main__"])
    return sorted(
        name[:100] for name, value in list(space.items()) if value is module and name[:1] != "_"
    )[:5]
