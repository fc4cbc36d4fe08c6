"""Checkpoints that were handed in: which network of the code each belongs to.

Looked at after the last cell, from the files as they were handed in. Everything else is written
down by then, and what is found is written down after each file: opening one may end the process.
"""

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..files import FORMAT, write_json
from ..networks.inputs import Inputs, first_tensor
from ..networks.seen import Networks, Seen
from .construct import build, student_classes
from .files import (
    Held,
    NotReadError,
    find_held,
    open_fully,
    open_safely,
    refuse_unknown,
)
from .fitting import fitted, fitting_part
from .loads import Loads

FILE = "checkpoints.json"
MOST_FILES = 20
MOST_FITS = 60
"""Networks that are made of checkpoints in one run."""
SECONDS = 25.0
"""Time for all files."""


@dataclass(kw_only=True)
class Fit:
    """What one set of weights in a file belongs to."""

    label: str
    way: str
    """`loaded` by the code itself, `alive` in the run, `built` by us, a `whole` network, a `part`
    of one, or `none`."""
    networks: list[str]
    """Ids of the networks that were made of it."""
    words: str = ""
    """Class, way of making, or part; student text."""


class Checkpoints:
    """Everything that was found out about the checkpoints of a submission."""

    def __init__(self, out: Path, networks: Networks, loads: Loads, folder: str) -> None:
        self._path = out / FILE
        self._networks, self._loads, self._folder = networks, loads, folder
        self._entries: list[dict[str, Any]] = []
        self._fits = 0
        self._deadline = 0.0

    def look(self, files: dict[str, str]) -> None:
        """Open the files, given by their paths in the submission; those that are safe first."""
        self._deadline = time.monotonic() + SECONDS
        names = sorted(files, key=_order)
        for name in names[MOST_FILES:]:
            self._note(name, "skipped", f"only {MOST_FILES} files are looked at")
        unsafe = []
        for name in names[:MOST_FILES]:
            if not self._open(name, Path(files[name]), safely=True):
                unsafe.append(name)
        for name in unsafe:
            self._open(name, Path(files[name]), safely=False)

    def _open(self, name: str, path: Path, *, safely: bool) -> bool:
        """Open and match one file; whether that is all there is to do."""
        if time.monotonic() > self._deadline:
            self._note(name, "skipped", "the time for looking at checkpoints was over")
            return True
        entry = self._note(name, "begun", "")
        try:
            refuse_unknown(path)
            found = (open_safely if safely else open_fully)(path)
        except NotReadError as error:
            entry.update(state="failed", reason=str(error)[:300])
        except BaseException as error:
            if safely:
                return False
            entry.update(state="failed", reason=_words(error))
        else:
            entry.update(state="read", fits=[vars(fit) for fit in self._match_all(name, found)])
        self._write()
        return True

    def _match_all(self, name: str, found: Any) -> list[Fit]:
        fits = []
        for held in find_held(found):
            try:
                fit = self._match(name, held)
            except BaseException as error:
                fit = Fit(label=held.label, way="none", networks=[], words=_words(error))
            if fit is not None:
                fits.append(fit)
        return fits

    def _match(self, name: str, held: Held) -> Fit | None:
        if self._fits >= MOST_FITS:
            return None
        if held.module is not None:
            seen = self._add_module(name, held.module)
            return self._fit(held, "whole", [seen], type(held.module).__name__)
        taken = {id(module) for module in self._loads.modules_of(name)}
        alive = self._alive(held)
        loaded = [seen for seen in alive if id(seen.module) in taken]
        if loaded:
            return self._fit(held, "loaded", self._copies(name, held, loaded), _class(loaded[0]))
        copies = self._copies(name, held, alive)
        known = {type(seen.module) for seen in alive}
        built, words = self._built(name, held, known)
        if copies or built:
            way = "alive" if copies else "built"
            told = ", ".join([*dict.fromkeys(_class(seen) for seen in alive), *words])
            return self._fit(held, way, copies + built, told)
        part = self._part(held)
        if part or held.looks_like_weights:
            return Fit(label=held.label, way="part" if part else "none", networks=[], words=part)
        # A few named tensors are more likely data than a network.
        return None

    def _fit(self, held: Held, way: str, networks: list[Seen], words: str) -> Fit:
        self._fits += len(networks)
        return Fit(
            label=held.label, way=way, networks=[seen.id for seen in networks], words=words[:500]
        )

    def _alive(self, held: Held) -> list[Seen]:
        """Networks of the run that the weights fit; of those that are built alike, one."""
        alike: dict[str, Seen] = {}
        for seen in self._networks.written():
            if fitted(held.state, seen.module) is not None:
                graph = json.dumps([(seen.graph or {}).get("nodes"), _class(seen)])
                known = alike.get(graph)
                # One that was called knows how its inputs are scaled.
                if known is None or (known.inputs.example is None and seen.inputs.example):
                    alike[graph] = seen
        return list(alike.values())

    def _copies(self, name: str, held: Held, alive: list[Seen]) -> list[Seen]:
        copies = []
        for seen in alive:
            state = fitted(held.state, seen.module)
            if state is not None and (copy := self._networks.add_copy(seen, state, name)):
                copies.append(copy)
        return copies

    def _built(
        self, name: str, held: Held, known: set[type[nn.Module]]
    ) -> tuple[list[Seen], list[str]]:
        """Networks of classes that no network of the run that fits is of."""
        made, words = [], []
        for kind in student_classes(self._folder):
            if kind in known or time.monotonic() > self._deadline:
                continue
            try:
                built = build(kind, held.state)
                state = fitted(held.state, built.module) if built else None
                if built is None or state is None:
                    continue
                # Past any method that the class overrides; old files lack a few counters.
                nn.Module.load_state_dict(built.module, state, strict=False)
                made.append(self._add_module(name, built.module))
                words.append(built.words)
            except Exception:
                continue
        return made, words

    def _add_module(self, name: str, module: nn.Module) -> Seen:
        like = self._like(module)
        return self._networks.add_module(module, name, like)

    def _like(self, module: nn.Module) -> Seen | None:
        """A network of the run whose inputs this one can be called with too."""
        called = [seen for seen in self._networks.written() if seen.inputs.example is not None]
        called.sort(key=lambda seen: type(seen.module) is not type(module))
        return next((seen for seen in called if _accepts(module, seen.inputs)), None)

    def _part(self, held: Held) -> str:
        for seen in self._networks.written():
            if part := fitting_part(held.state, seen.module):
                return f"{part} of {_class(seen)}"
        return ""

    def _note(self, name: str, state: str, reason: str) -> dict[str, Any]:
        entry = next((each for each in self._entries if each["path"] == name), None)
        if entry is None:
            entry = {"path": name, "state": state, "reason": reason, "fits": []}
            self._entries.append(entry)
        entry.update(state=state, reason=reason)
        self._write()
        return entry

    def _write(self) -> None:
        write_json(self._path, {"format": FORMAT, "checkpoints": self._entries[:1_000]})


def _accepts(module: nn.Module, inputs: Inputs) -> bool:
    args, kwargs = inputs.example or ((), {})
    before, example = module.training, first_tensor(args, kwargs)
    try:
        if example is not None and example.device.type != "cpu":
            nn.Module.to(module, example.device)
        nn.Module.train(module, False)
        with torch.no_grad():
            module(*args, **kwargs)
        return True
    except Exception:
        return False
    finally:
        nn.Module.train(module, before)


def _order(name: str) -> tuple[bool, int, str]:
    """Those that are named as the last word first, then the highest number."""
    last_word = re.search(r"best|final|last", name, re.IGNORECASE)
    numbers = re.findall(r"[0-9]{1,9}", Path(name).name)
    return last_word is None, -int(numbers[-1]) if numbers else 0, name


def _class(seen: Seen) -> str:
    return type(seen.module).__name__[:200]


def _words(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
