"""`grade writeup`: documents are held against themselves and the code; nothing is executed."""

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence
from enum import IntEnum
from pathlib import Path

from rich.console import Console

from grader.consistency.works import Held
from grader.errors import GraderError, IngestError, SettingsError
from grader.hold import expected_of, hold_documents
from grader.records import Rubric
from grader.render.held.document import write_held
from grader.render.held.marks import marks_of, write_marks
from grader.render.held.terminal import describe_held, summary
from grader.render.held.told import disagreeing
from grader.sandbox import Wall
from grader.sandbox.reading import ReadingRoom
from grader.store import write_whole

WHY_NO_COPY = {
    "encrypted": "it is encrypted, so nothing can be written into it: hand in one that is not",
    "damaged": "it is damaged and could not be opened",
    "too large": "it is too large for notes to be written into it",
    "time": "writing notes into it took too long",
    "memory": "writing notes into it took too much memory",
    "odd": "it is built in a way that notes cannot be written into without harm",
}
OTHER_WHY = "it stopped the program that writes notes into such files"


class Found(IntEnum):
    """What the exit status of `grade writeup` says."""

    ALL_AGREES = 0
    SOMETHING_DISAGREES = 1
    NOT_CHECKED = 2


def hold_and_tell(
    options: argparse.Namespace, rubric: Rubric | None, wall: Wall, scratch: Path
) -> Found:
    """Hold the documents against the work, print what came of it and write what was asked for."""
    _refuse(options)
    with _reading_room(wall) as room:
        held = hold_documents(
            options.paths,
            options.code,
            room,
            into=scratch / "submissions",
            expected=expected_of(rubric) if rubric else (),
        )
        if options.annotated:
            _write(options.annotated, _annotated(options, held, room))
    if options.json == Path("-"):
        sys.stdout.write(write_held(held))
    elif options.json:
        _write(options.json, write_held(held).encode())
    _print(options, held)
    if disagreeing(held):
        return Found.SOMETHING_DISAGREES
    unread = any(each.write_up.problems and not each.write_up.has_text for each in held)
    return Found.NOT_CHECKED if unread else Found.ALL_AGREES


def _print(options: argparse.Namespace, held: Sequence[Held]) -> None:
    console = Console(stderr=options.json == Path("-"), highlight=False)
    against = _against(options)
    for number, each in enumerate(held):
        if number:
            console.print()
        console.print(describe_held(each, against=against, more=options.verbose), soft_wrap=False)
    if len(held) > 1:
        console.print(f"\n{summary(held)}", markup=False)
    if options.annotated:
        console.print(f"\nCopy with notes: {options.annotated}", soft_wrap=True, markup=False)


def _against(options: argparse.Namespace) -> str:
    """What the documents were held against, in a few words."""
    if options.code is not None:
        return f"itself and the code in {options.code}"
    if any(path.is_dir() or path.suffix in (".ipynb", ".zip") for path in options.paths):
        return "itself and the code beside it"
    return "itself"


def _refuse(options: argparse.Namespace) -> None:
    """What makes no sense is said before anything is read."""
    for path in (*options.paths, *([options.code] if options.code else [])):
        if not path.exists():
            raise IngestError(f"{path}: no such file or folder")
    if options.annotated and not (len(options.paths) == 1 and _is_pdf(options.paths[0])):
        raise SettingsError(
            f"annotated: notes are written into a copy of one PDF, and "
            f"{', '.join(map(str, options.paths))} is not one"
        )
    targets = [path for path in (options.annotated, options.json) if path and path != Path("-")]
    for target in targets:
        if any(target.exists() and target.samefile(path) for path in options.paths):
            raise SettingsError(f"{target}: is the document itself, name another file to write")
        if target.is_dir() or not target.absolute().parent.is_dir():
            raise SettingsError(f"{target}: cannot be written, name a file in a folder that exists")


def _is_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return path.is_file() and b"%PDF-" in file.read(1024)
    except OSError:
        return False


def _annotated(options: argparse.Namespace, held: Sequence[Held], room: ReadingRoom) -> bytes:
    (path,) = options.paths
    noted = room.note(path, write_marks(marks_of(held[0])))
    if noted.ending:
        why = WHY_NO_COPY.get(noted.ending, OTHER_WHY)
        raise GraderError(f"{path}: no copy with notes was written: {why}")
    return noted.content


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise GraderError(f"{path}: cannot be written ({error.strerror})") from error


@contextlib.contextmanager
def _reading_room(wall: Wall) -> Iterator[ReadingRoom]:
    room = ReadingRoom(wall)
    try:
        yield room
    finally:
        room.close()
