"""What was found out is kept: an SQLite file of evidence, and blobs named by their content.

A submission is written in one transaction when it is done, so a run that is killed loses only
what was running, and the next one goes on from there.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import psutil

from grader.documents import read_evidence, write_evidence
from grader.errors import StoreError
from grader.records import Evidence

FORMAT = 1
FOLDER = ".grade"
_PART = ".part-"
"""What files are called until they are whole, with the number of the process that writes them."""
_SCHEMA = """
create table if not exists evidence (
    key text primary key,
    submission text not null,
    document text not null,
    at text not null default current_timestamp
);
"""


class Store:
    """The stored evidence of one output folder. Used by several threads at once."""

    def __init__(self, out: Path) -> None:
        self._out, self.folder = out, out / FOLDER
        self._lock = threading.Lock()
        try:
            (self.folder / "blobs").mkdir(parents=True, exist_ok=True)
            path = self.folder / "evidence.sqlite"
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
            self._prepare(path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.folder}: cannot be used as a store: {error}") from error

    def _prepare(self, path: Path) -> None:
        (found,) = self._connection.execute("pragma user_version").fetchone()
        if found not in (0, FORMAT):
            raise StoreError(f"{path}: format {found}, this version reads {FORMAT}")
        if found == FORMAT:
            return
        with self._connection:
            self._connection.executescript(_SCHEMA)
            self._connection.execute(f"pragma user_version = {FORMAT}")

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def find(self, key: str) -> Evidence | None:
        """The evidence stored under `key`; None if there is none."""
        document = self.document(key)
        return self.read(document) if document is not None else None

    def document(self, key: str) -> str | None:
        """The document of the evidence stored under `key`; None if there is none."""
        with self._translated(), self._lock:
            query = "select document from evidence where key = ?"
            row = self._connection.execute(query, (key,)).fetchone()
        return str(row[0]) if row else None

    def read(self, document: str) -> Evidence:
        """The evidence in a document of this store."""
        return read_evidence(document, source=str(self.folder / "evidence.sqlite"))

    def has(self, key: str) -> bool:
        """Whether there is evidence under `key`."""
        with self._translated(), self._lock:
            query = "select 1 from evidence where key = ?"
            return self._connection.execute(query, (key,)).fetchone() is not None

    def keep(self, key: str, evidence: Evidence) -> None:
        """Store evidence under `key`, in place of what was there."""
        row = (key, evidence.submission, write_evidence(evidence))
        with self._translated(), self._lock, self._connection:
            self._connection.execute(
                "insert or replace into evidence (key, submission, document) values (?, ?, ?)", row
            )

    def keep_blob(self, content: bytes) -> str:
        """Store bytes under the digest of their content, which is returned."""
        digest = hashlib.sha256(content).hexdigest()
        path = blob_path(self._out, digest)
        if not path.exists():
            with self._translated():
                path.parent.mkdir(exist_ok=True)
                write_whole(path, content)
        return digest

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.folder}: cannot be written or read: {error}") from error


def stored_blob(out: Path, digest: str) -> bytes:
    """The bytes stored under `digest` in the store of an output folder; empty if they are not."""
    try:
        return blob_path(out, digest).read_bytes() if digest else b""
    except OSError:
        return b""


def blob_path(out: Path, digest: str) -> Path:
    """Where the bytes with this digest lie in the store of an output folder."""
    return out / FOLDER / "blobs" / digest[:2] / digest[2:]


def blobs_below(out: Path) -> tuple[str, ...]:
    """The names of all stored blobs."""
    folder = out / FOLDER / "blobs"
    found = (path.parent.name + path.name for path in folder.glob("??/*"))
    return tuple(sorted(name for name in found if not name.startswith(".", 2)))


def remove_half_written(out: Path) -> None:
    """Remove what graders that were killed had not written to its end."""
    for folder in ("", "*", f"{FOLDER}/*", f"{FOLDER}/blobs/*"):
        for path in out.glob(f"{folder}/{_PART}*" if folder else f"{_PART}*"):
            number = path.name.removeprefix(_PART).partition("-")[0]
            with contextlib.suppress(OSError):
                if not (number.isdigit() and psutil.pid_exists(int(number))):
                    path.unlink()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{_PART}{os.getpid()}-")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
        partial.chmod(0o644)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
