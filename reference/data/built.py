"""Files that are built once and then used again: whole, read-only, and noted beside them."""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from reference.data.records import DataProblem

Fill = Callable[[IO[bytes]], object]
"""Writes a file's content."""


def built(path: Path, fill: Fill) -> Path:
    """The path, once the file is there as it was built; several processes may ask at once."""
    if not _is_whole(path):
        write(path, fill)
        write(_note(path), lambda file: file.write(_described(path).encode()))
    return path


def write(path: Path, fill: Fill) -> None:
    """Write beside the path, then rename: whoever reads sees all of it or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".building-") as folder:
            fresh = Path(folder) / path.name
            with fresh.open("wb") as file:
                fill(file)
            fresh.chmod(0o444)
            fresh.replace(path)
    except OSError as error:
        raise DataProblem(f"{path}: cannot be written, {error.strerror}") from error


def _note(path: Path) -> Path:
    """The file beside a built file that says what was built."""
    return path.with_name(path.name + ".sha256")


def _is_whole(path: Path) -> bool:
    """Whether the file is as it was built; read again only if something touched it."""
    try:
        noted = _note(path).read_text().split()
        found = path.stat()
        if noted[1:] == [str(found.st_size), str(found.st_mtime_ns)]:
            return True
        whole = bool(noted) and noted[0] == _digest_of(path)
        if whole:
            write(_note(path), lambda file: file.write(_described(path).encode()))
        return whole
    except (OSError, DataProblem):
        return False


def _described(path: Path) -> str:
    found = path.stat()
    return f"{_digest_of(path)} {found.st_size} {found.st_mtime_ns}"


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
