"""The private copy of one submission: every file comes in through here, counted and checked."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IngestError
from grader.ingest.kinds import HEAD_BYTES
from grader.ingest.limits import MEBIBYTE, IngestLimits
from grader.ingest.names import shown, why_refused
from grader.records import Unreadable

CHUNK_BYTES = MEBIBYTE
_READ_ONLY_FILE = 0o444
_READ_ONLY_FOLDER = 0o555
_OWN_FOLDER = 0o700


class RefusedError(Exception):
    """One file cannot be taken; the message says why and the rest goes on."""


class ExhaustedError(Exception):
    """A limit is reached; the message says which, and nothing more is taken from this source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One file that lies in the private copy."""

    path: str
    """Path inside the submission."""
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of its content, hexadecimal."""
    head: bytes
    """Its first bytes."""


class Intake:
    """Takes one submission's files into a folder of ours and counts what they use."""

    def __init__(self, folder: Path, limits: IngestLimits) -> None:
        self.folder = folder
        self.limits = limits
        self.taken: list[Taken] = []
        self._complaints: list[Unreadable] = []
        self._complaints_beyond = 0
        self._entries = 0
        self._bytes = 0
        with _our_fault(folder):
            _remove(folder)
            folder.mkdir(parents=True)

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """Everything that was not taken, with reasons."""
        listed = tuple(self._complaints)
        if not self._complaints_beyond:
            return listed
        reason = f"{self._complaints_beyond:,} more files could not be read"
        return (*listed, Unreadable(path="", reason=reason))

    def complain(self, path: str, reason: str) -> None:
        """Record something that could not be read."""
        if len(self._complaints) < self.limits.complaints:
            self._complaints.append(Unreadable(path=shown(path), reason=reason))
        else:
            self._complaints_beyond += 1

    def take_folder(self, path: str) -> None:
        """Make a folder, empty unless files follow: student code may expect it to be there."""
        self._make_folders(self._checked(path))

    def take_file(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write one file; a half-written one is removed. The errors of `chunks` pass through."""
        target = self.folder / self._checked(path)
        parent, _, _ = path.rpartition("/")
        if parent:
            self._make_folders(parent)
        self._count_entry()
        try:
            with _our_fault(target):
                output = target.open("xb")
        except FileExistsError:
            raise RefusedError("there is another file of this name, which was kept") from None
        try:
            with output:
                taken = self._copy(path, target, chunks, output.write)
                with _our_fault(target):
                    output.flush()
        except BaseException:
            target.unlink()
            raise
        self.taken.append(taken)

    def seal(self) -> None:
        """Make everything read-only: nothing may change between the digest and the run."""
        with _our_fault(self.folder):
            for path in sorted(self.folder.rglob("*"), reverse=True):
                path.chmod(_READ_ONLY_FOLDER if path.is_dir() else _READ_ONLY_FILE)
            self.folder.chmod(_READ_ONLY_FOLDER)

    def _checked(self, path: str) -> str:
        reason = why_refused(path, self.limits)
        if reason:
            raise RefusedError(reason)
        return path

    def _copy(
        self, path: str, target: Path, chunks: Iterable[bytes], write: Callable[[bytes], int]
    ) -> Taken:
        digest, size, head = hashlib.sha256(), 0, b""
        for chunk in chunks:
            self._count_bytes(len(chunk))
            with _our_fault(target):
                write(chunk)
            digest.update(chunk)
            size += len(chunk)
            head += chunk[: HEAD_BYTES - len(head)]
        return Taken(path=path, size=size, digest=digest.hexdigest(), head=head)

    def _make_folders(self, path: str) -> None:
        folder = self.folder
        for part in path.split("/"):
            folder = folder / part
            if folder.is_dir():
                continue
            self._count_entry()
            try:
                with _our_fault(folder):
                    folder.mkdir()
            except FileExistsError:
                raise RefusedError("it needs a folder where there is already a file") from None

    def _count_entry(self) -> None:
        if self._entries >= self.limits.entries:
            raise ExhaustedError(f"it holds more than {self.limits.entries:,} files and folders")
        self._entries += 1

    def _count_bytes(self, number: int) -> None:
        self._bytes += number
        if self._bytes > self.limits.total_bytes:
            most = self.limits.total_bytes / MEBIBYTE
            raise ExhaustedError(f"it holds more than {most:,.0f} MiB unpacked")


@contextmanager
def _our_fault(path: Path) -> Iterator[None]:
    """A full or read-only disk of ours is never the submission's fault."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IngestError(
            f"{path}: cannot be written ({reason}), a folder with room is needed"
        ) from error


def _remove(folder: Path) -> None:
    """Remove an earlier private copy, which is read-only."""
    if not folder.exists():
        return
    folder.chmod(_OWN_FOLDER)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            _remove(path)
        else:
            path.unlink()
    folder.rmdir()
