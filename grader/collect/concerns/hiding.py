"""Files that hide a module of the same name, or steer how Python or its tools start."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from grader.collect.probe_files import read_bytes
from grader.errors import ProbeError
from grader.records import Concern, FileKind, Kind, Notebook, Place, Submission, SubmittedFile

PACKAGES = frozenset(
    "torch torchvision torchaudio numpy scipy pandas sklearn matplotlib seaborn PIL tqdm h5py cv2 "
    "skimage imageio IPython ipykernel ipywidgets jupyter_client traitlets zmq tornado "
    "tensorboard tensorflow keras lightning pytorch_lightning torchmetrics grade_probe".split()
)
"""Packages that the code of an assignment may import; none whose name is an everyday word."""

ORDINARY = frozenset(
    "__future__ __main__ antigravity cmd code ensurepip idlelib lib2to3 profile pydoc_data sre "
    "test this trace turtle turtledemo venv main".split()
)
"""Modules of Python's own whose names students give to their own files, and that hardly anything
imports."""

STEERING = frozenset({"sitecustomize.py", "usercustomize.py", "conftest.py", "pyvenv.cfg"})
"""Files that Python or a tool would read by itself where it finds them."""
STEERING_PARTS = frozenset({".ipython", ".jupyter", "kernels"})
"""Folders of settings that do the same."""
SETTINGS_SUFFIXES = (".py", ".json")
LARGEST_PATH_FILE = 65_536
"""Bytes of a `.pth` file that may be a list of paths; others of that name hold weights."""
MOST_NAMED = 8


def hiding_files(submission: Submission) -> Iterator[Concern]:
    """The names of such files, in at most two sentences for a person."""
    folders = {folder for notebook in submission.notebooks for folder in _searched(notebook)}
    programs = {notebook.path for notebook in submission.notebooks if notebook.is_script}
    hiding = [
        file
        for file in submission.files
        if file.path not in programs and _hides(PurePosixPath(file.path), folders)
    ]
    if hiding:
        names = _named(hiding)
        does = "has the name of a module" if len(hiding) == 1 else "have the names of modules"
        yield Concern(
            sentence=f"{names} {does}: code that imports one may get this file in its place.",
            kind=Kind.WRITTEN,
            place=Place(file=hiding[0].path),
        )
    steering = [file for file in submission.files if _steers(file, submission)]
    if steering:
        names = _named(steering)
        does = "is a file" if len(steering) == 1 else "are files"
        yield Concern(
            sentence=f"{names} {does} that would steer how Python or its tools start where they "
            "are looked for. Here they are not.",
            kind=Kind.WRITTEN,
            place=Place(file=steering[0].path),
        )


def _searched(notebook: Notebook) -> Iterator[str]:
    """The folders in which its imports are looked for: its own, and those above."""
    yield from map(str, PurePosixPath(notebook.path).parents)
    if notebook.folder is not None:
        yield str(PurePosixPath(notebook.folder))


def _hides(path: PurePosixPath, folders: set[str]) -> bool:
    is_package = path.name == "__init__.py"
    place = path.parent if is_package else path
    if not is_package and path.suffix != ".py":
        return False
    name = place.name if is_package else path.stem
    return str(place.parent) in folders and _is_module(name)


def _is_module(name: str) -> bool:
    return name in PACKAGES or (name in sys.stdlib_module_names and name not in ORDINARY)


def _steers(file: SubmittedFile, submission: Submission) -> bool:
    path = PurePosixPath(file.path)
    if path.name in STEERING:
        return True
    if path.suffix == ".pth":
        return _lists_paths(file, submission)
    folders = path.parts[:-1]
    return path.suffix in SETTINGS_SUFFIXES and not STEERING_PARTS.isdisjoint(folders)


def _lists_paths(file: SubmittedFile, submission: Submission) -> bool:
    """Whether a `.pth` file is text, as those are that Python reads when it starts."""
    if file.kind is not FileKind.CHECKPOINT or not 0 < file.size <= LARGEST_PATH_FILE:
        return False
    try:
        content = read_bytes(Path(submission.folder, file.path), largest=LARGEST_PATH_FILE)
        text = content.decode("utf-8")
    except (ProbeError, UnicodeDecodeError):
        return False
    return all(character.isprintable() or character in "\r\n\t" for character in text)


def _named(files: Sequence[SubmittedFile]) -> str:
    names = [file.path for file in files[:MOST_NAMED]]
    more = len(files) - len(names)
    if more > 0:
        return f"{', '.join(names)} and {more} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
