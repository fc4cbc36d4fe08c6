"""A folder is copied file by file; links, pipes and devices are neither followed nor opened."""

import os
import stat
from collections import deque
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from grader.ingest.archives import ENVIRONMENT, LINK, SPECIAL, unpack_nested
from grader.ingest.intake import CHUNK_BYTES, ExhaustedError, Intake, RefusedError
from grader.ingest.kinds import HEAD_BYTES
from grader.ingest.names import member_path
from grader.ingest.selection import environment_above, is_litter, reading_order

# Without NONBLOCK, opening a pipe that took a file's place would wait for ever.
_OPEN_PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

_LISTED = 10
"""How many times more is listed than may be taken, so that code is found below a heap of data."""


def copy_folder(folder: Path, intake: Intake, *, keep_out: Path) -> None:
    """Copy a folder and unpack the archives in it; `keep_out` is where we write ourselves."""
    files, folders = _walk(folder, intake, keep_out)
    try:
        for path in sorted(files, key=lambda path: reading_order(_inside(folder, path))):
            copy_file(path, intake, name=_inside(folder, path))
        for path in folders:
            _copy_empty(_inside(folder, path), intake)
    except ExhaustedError as reason:
        intake.complain("", f"{reason}, so the rest of it was not read")
    unpack_nested(intake, [taken.path for taken in intake.taken], level=1)


def copy_file(path: Path, intake: Intake, *, name: str) -> None:
    """Copy one plain file under the name; what cannot be copied is recorded."""
    try:
        intake.take_file(name, _chunks(path))
    except RefusedError as reason:
        intake.complain(name, str(reason))
    except OSError as error:
        intake.complain(name, f"it cannot be opened ({error.strerror})")


def head_of(path: Path, size: int = HEAD_BYTES) -> bytes:
    """The first bytes of a plain file; none if it cannot be opened."""
    try:
        with open_plain(path) as file:
            return file.read(size)
    except (OSError, RefusedError):
        return b""


def why_not_plain(mode: int) -> str | None:
    """Why something with this mode is neither a plain file nor a folder; None if it is one."""
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return LINK if stat.S_ISLNK(mode) else SPECIAL


def _walk(folder: Path, intake: Intake, keep_out: Path) -> tuple[list[Path], list[Path]]:
    """All plain files and all folders, the upper ones first."""
    files: list[Path] = []
    folders: list[Path] = []
    waiting = deque([folder])
    # Far more than may be taken is not even listed; taking it then says what is wrong.
    while waiting and len(files) + len(folders) <= _LISTED * intake.limits.entries:
        for path in _listed(waiting.popleft(), folder, intake):
            name = _inside(folder, path)
            if is_litter(name) or path == keep_out:
                continue
            mode = path.lstat().st_mode
            reason = why_not_plain(mode) or (ENVIRONMENT if environment_above(name) else None)
            if reason:
                intake.complain(name, reason)
            elif stat.S_ISREG(mode):
                files.append(path)
            elif name.count("/") < intake.limits.depth:
                folders.append(path)
                waiting.append(path)
            else:
                intake.complain(name, f"it lies in more than {intake.limits.depth} folders")
    return files, folders


def _listed(folder: Path, top: Path, intake: Intake) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        intake.complain(_inside(top, folder), f"it cannot be opened ({error.strerror})")
        return []


def _copy_empty(name: str, intake: Intake) -> None:
    try:
        intake.take_folder(name)
    except RefusedError as reason:
        intake.complain(name, str(reason))


def open_plain(path: Path) -> BufferedReader:
    """A plain file, opened without following a link or waiting for a pipe.

    Raises `RefusedError` for anything else.
    """
    file = os.fdopen(os.open(path, _OPEN_PLAIN), "rb")
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise RefusedError(SPECIAL)


def _chunks(path: Path) -> Iterator[bytes]:
    with open_plain(path) as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _inside(top: Path, path: Path) -> str:
    # Only a slash parts folders here, so a backslash in a name is not one; and no name read from
    # a folder can lead out of it.
    parts = path.relative_to(top).parts
    return "/".join(member_path(part.replace("\\", "_")) for part in parts)
