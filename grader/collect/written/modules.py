"""Helper modules of a submission: found by name, read once, followed where they are imported."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from grader.collect.written.frames import Frame
from grader.collect.written.limits import MOST_CHARACTERS, MOST_MODULES
from grader.collect.written.machine import Machine
from grader.collect.written.sources import Unit, read_unit
from grader.collect.written.values import UNKNOWN, ModuleValue, Origin, Value
from grader.records import FileKind, Submission

Modules = dict[str, str]
"""The text of each module by its path inside the submission."""


def module_texts(submission: Submission) -> Modules:
    """The scripts of a submission that another one could import."""
    texts: Modules = {}
    for file in submission.files:
        fits = file.kind is FileKind.SCRIPT and file.size <= MOST_CHARACTERS
        if fits and len(texts) < MOST_MODULES:
            try:
                path = Path(submission.folder) / file.path
                texts[file.path] = path.read_bytes().decode("utf-8", "replace")
            except (OSError, ValueError):
                continue
    return texts


def loader(
    modules: Modules, follow: Callable[[Machine, Unit], None]
) -> Callable[[Machine, str, int], Value]:
    """How a machine imports: the module's value, or None if the submission has no such module."""

    def load(machine: Machine, name: str, level: int) -> Value:
        path = _found(modules, machine.origin.file, name, level)
        if path is None:
            return None
        if path not in machine.modules:
            frame = Frame(region=machine.regions[-1], dormant=machine.dormant)
            frame.names["__name__"] = name
            machine.modules[path] = ModuleValue(frame)
            _run(machine, frame, read_unit(modules[path], Origin(path, None)), follow)
        # One that only code that is switched off imports stays unknown to the rest.
        found = machine.modules[path]
        return UNKNOWN if found.frame.dormant and not machine.dormant else found

    return load


def _run(
    machine: Machine, frame: Frame, unit: Unit, follow: Callable[[Machine, Unit], None]
) -> None:
    before = (machine.frame, machine.origin)
    machine.frame, machine.origin = frame, unit.origin
    try:
        follow(machine, unit)
    finally:
        machine.frame, machine.origin = before


def _found(modules: Modules, file: str, name: str, level: int) -> str | None:
    """The path of the module that an import in this file means."""
    parts = [part for part in name.split(".") if part]
    folders = [str(parent) for parent in PurePosixPath(file).parents]
    # An absolute import may start at any folder above: which one is on the path is not known.
    for base in folders[level - 1 : level] if level else folders:
        stem = PurePosixPath(base, *parts)
        for candidate in (f"{stem}.py", f"{stem}/__init__.py"):
            if candidate in modules and candidate != file:
                return candidate
    return None
