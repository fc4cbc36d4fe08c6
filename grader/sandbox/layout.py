"""The folders of one notebook's run: where they lie with us and where the notebook finds them."""

import json
import os
import platform
import posixpath
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import grader
from grader.records import FileKind, Limits, Notebook, Submission
from grader.sandbox.control_group import process_slack
from grader.sandbox.gpu import Gpu
from grader.sandbox.interface import Given, GivenDataSet, GivenFile
from grader.sandbox.wall import Mount, View, Wall

TASK_FORMAT = 1
LARGEST_COPY = 4 * 1024 * 1024
"""Bytes of a file of ours that every run without a wall gets a copy of in any case."""

_PROBE = Path(grader.__file__).parent / "probe"
_SUBMISSION, _HOME, _OURS = "/submission", "/home/student", "/grade"
_TASK, _CONNECTION = "task.json", "connection.json"
_NAMESPACED_TASK_LIMIT = (5, 14)
"""Since this Linux the limit on tasks counts those of the sandbox only, not all of the user's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Files of ours as a run sees them."""

    mounts: tuple[Mount, ...]
    """What shows them."""
    paths: dict[str, str]
    """Where each is found inside, by its name."""
    data_sets: tuple[dict[str, Any], ...] = ()
    """What is told inside of published data sets: `name`, `words` and `paths`."""
    in_place_of: dict[str, str] = field(default_factory=dict)
    """Paths inside of what takes the place of handed-in files, by the SHA-256 of those."""


class Layout:
    """The folders of one attempt to run one notebook; they are made at once."""

    def __init__(self, wall: Wall, folder: Path, work: Path) -> None:
        self._wall = wall
        self.run, self.sockets, self.out = folder / "run", folder / "sockets", folder / "out"
        self.home = folder / "home"
        for path in (self.run, self.sockets, self.out, self.home / "tmp"):
            path.mkdir(parents=True)
        self._probe = _PROBE if wall.isolates else _linked_probe(folder / "library")
        self._work = Mount(source=str(work), target=_SUBMISSION, writable=True)
        self.connection_file = self.run / _CONNECTION
        self.written = (work, self.home, self.out, self.sockets)

    @property
    def sockets_inside(self) -> str:
        """The folder for the kernel's sockets as seen from inside."""
        return self._wall.inside(self._mount(self.sockets, "sockets", writable=True))

    def command(self) -> list[str]:
        """What is started inside."""
        launch = f"{self._wall.inside(self._probe_mount())}/launch.py"
        run = self._wall.inside(self._mount(self.run, "run"))
        return [sys.executable, "-I", launch, f"{run}/{_TASK}", "-f", f"{run}/{_CONNECTION}"]

    def view(
        self, notebook: Notebook, shown: Iterable[Shown], threads: int, gpu: Gpu | None = None
    ) -> View:
        """Everything that the notebook sees."""
        home = Mount(source=str(self.home), target=_HOME, writable=True)
        folder = PurePosixPath(self._wall.inside(self._work), folder_of(notebook))
        return View(
            mounts=(
                self._work,
                home,
                self._mount(self.run, "run"),
                self._mount(self.sockets, "sockets", writable=True),
                self._mount(self.out, "out", writable=True),
                self._probe_mount(),
                *(mount for files in shown for mount in files.mounts),
            ),
            cwd=str(folder),
            environment=tuple(
                {
                    **self._environment(self._wall.inside(home), threads),
                    **self._devices(gpu),
                }.items()
            ),
            devices=gpu.nodes if gpu else (),
        )

    def write_task(
        self,
        notebook: Notebook,
        cells: list[int],
        limits: Limits,
        held_out: Shown,
        checkpoints: Shown,
        given: Shown,
        own: dict[str, str],
    ) -> None:
        """Write down for the kernel what it is to do."""
        task = {
            "format": TASK_FORMAT,
            "out": self._wall.inside(self._mount(self.out, "out", writable=True)),
            "cells": cells,
            "argv0": posixpath.relpath(notebook.path, folder_of(notebook)),
            "arguments": notebook.arguments,
            "script": notebook.is_script,
            "file": f"{self._wall.inside(self._work)}/{notebook.path}",
            "package_depth": notebook.package_depth,
            "held_out": held_out.paths,
            "folder": self._wall.inside(self._work),
            "checkpoints": checkpoints.paths,
            "given": {"files": given.paths, "data_sets": given.data_sets, "own": own},
            "limits": {**asdict(limits), "tasks": self._task_limit(limits)},
        }
        (self.run / _TASK).write_text(json.dumps(task))

    def _environment(self, home: str, threads: int) -> dict[str, str]:
        count = str(threads)
        return {
            "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
            "HOME": home,
            "USER": "student",
            "LANG": "C.UTF-8",
            "TMPDIR": "/tmp" if self._wall.isolates else f"{home}/tmp",
            "OMP_NUM_THREADS": count,
            "MKL_NUM_THREADS": count,
            "OPENBLAS_NUM_THREADS": count,
            # There is no network: `!pip install` should say so at once and not try for a minute.
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }

    def _devices(self, gpu: Gpu | None) -> dict[str, str]:
        """The same view with every wall, so that a run does not depend on it."""
        if gpu is None:
            return {"CUDA_VISIBLE_DEVICES": "-1"}
        # Behind a wall there is one device only, and it is the first.
        return (
            {}
            if self._wall.isolates
            else {"CUDA_DEVICE_ORDER": "PCI_BUS_ID", "CUDA_VISIBLE_DEVICES": str(gpu.number)}
        )

    def _task_limit(self, limits: Limits) -> int:
        """The kernel's own limit on tasks; 0 where it would count others or not hold at all."""
        numbers = platform.release().split("-")[0].split(".")[:2]
        release = tuple(int(number) for number in numbers if number.isdigit())
        holds = self._wall.isolates and os.getuid() != 0 and release >= _NAMESPACED_TASK_LIMIT
        return limits.processes + process_slack() if holds else 0

    def _probe_mount(self) -> Mount:
        return Mount(source=str(self._probe), target=f"{_OURS}/library/grade_probe")

    def _mount(self, source: Path, name: str, *, writable: bool = False) -> Mount:
        return Mount(source=str(source), target=f"{_OURS}/{name}", writable=writable)


def folder_of(notebook: Notebook) -> str:
    """The folder that a notebook or script is run in, inside the submission."""
    lies_in = str(PurePosixPath(notebook.path).parent)
    return lies_in if notebook.folder is None else notebook.folder


def show_checkpoints(wall: Wall, submission: Submission) -> Shown:
    """How a run sees the checkpoints as they were handed in: it may have written over its own."""
    paths = [file.path for file in submission.files if file.kind is FileKind.CHECKPOINT]
    if not paths:
        return Shown(mounts=(), paths={})
    mount = Mount(source=str(Path(submission.folder).absolute()), target=f"{_OURS}/submitted")
    return Shown(mounts=(mount,), paths={path: f"{wall.inside(mount)}/{path}" for path in paths})


def show_given(wall: Wall, given: Given, folder: Path) -> tuple[Shown, Shown]:
    """How a run sees the course's files, and the held-out inputs."""
    held_out = [
        GivenFile(name=f"{number}.npy", source=file.source)
        for number, file in enumerate(given.held_out)
    ]
    inputs = _show(wall, held_out, folder / "held_out", "held_out")
    by_task = {
        file.name: path for file, path in zip(given.held_out, inputs.paths.values(), strict=True)
    }
    files = _show(wall, given.files, folder / "given", "given")
    for data_set in given.data_sets:
        files = _with_data_set(files, data_set, wall, folder / "given" / "data_sets")
    return files, Shown(mounts=inputs.mounts, paths=by_task)


def _with_data_set(files: Shown, data_set: GivenDataSet, wall: Wall, folder: Path) -> Shown:
    shown = _show(wall, data_set.files, folder, "data_sets", place=_link)
    told = {"name": data_set.name, "words": data_set.words, "paths": shown.paths}
    return replace(files, mounts=(*files.mounts, *shown.mounts), data_sets=(*files.data_sets, told))


def _show(
    wall: Wall,
    files: Iterable[GivenFile],
    folder: Path,
    name: str,
    *,
    place: Callable[[Path, Path], None] | None = None,
) -> Shown:
    """How a run sees files of ours: as they lie, or without a wall where `place` puts them."""
    mounts: list[Mount] = []
    paths: dict[str, str] = {}
    for file in files:
        source = file.source
        if not wall.isolates:
            source = str(folder / file.name)
            Path(source).parent.mkdir(parents=True, exist_ok=True)
            (place or _copy)(Path(file.source), Path(source))
        mount = Mount(source=source, target=f"{_OURS}/{name}/{file.name}")
        mounts.append(mount)
        paths[file.name] = wall.inside(mount)
    return Shown(mounts=tuple(mounts), paths=paths)


def _copy(source: Path, target: Path) -> None:
    """A copy, because without a wall a run could change the file for all that come after.

    What is large is only linked if it is protected from that by its permissions.
    """
    found = source.stat()
    protected = os.getuid() != 0 and not found.st_mode & 0o222
    if found.st_size > LARGEST_COPY and protected:
        _link(source, target)
    else:
        shutil.copyfile(source, target)


def _link(source: Path, target: Path) -> None:
    """Hundreds of megabytes rest: for what no notebook finds in a folder that it writes to."""
    target.symlink_to(source)


def _linked_probe(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "grade_probe").symlink_to(_PROBE)
    return folder / "grade_probe"
