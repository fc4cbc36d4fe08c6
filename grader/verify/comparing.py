"""What is other than in the manifest, in words."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grader.errors import StoreError
from grader.store import FOLDER, blob_path
from grader.verify.manifest import Manifest, digest_of, files_below

TOPS = ("index.html", "grades.csv")
"""Files of the whole class."""
DATABASE = f"{FOLDER}/evidence.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is other than it was."""

    how: str
    """`changed`, `removed` or `added`."""
    what: str
    """What it is, with its path."""

    def __str__(self) -> str:
        return f"{self.how}: {self.what}"


def differences(manifest: Manifest, out: Path, *, blobs: bool = True) -> tuple[Difference, ...]:
    """Everything that was changed, removed or added since; files, evidence and blobs."""
    files = files_below(out, manifest.submissions, tops=TOPS)
    rows = evidence_digests(out)
    found = list(_between(manifest.files, files, str))
    found += _between(
        manifest.evidence,
        rows,
        lambda key: f"{DATABASE}, the evidence of {(manifest.evidence | rows)[key][0]}",
    )
    return (*found, *(_blobs(manifest, out) if blobs else ()))


def evidence_digests(out: Path) -> dict[str, tuple[str, str]]:
    """Submission and digest of each document of stored evidence, by its key.

    Raises `StoreError` when the database cannot be read.
    """
    path = out / DATABASE
    if not path.exists():
        return {}
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:
            rows = connection.execute("select key, submission, document from evidence")
            return {
                str(key): (str(submission), hashlib.sha256(str(document).encode()).hexdigest())
                for key, submission, document in rows
            }
    except (sqlite3.Error, UnicodeError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error


def _between(
    before: Mapping[str, object], now: Mapping[str, object], words: Callable[[str], str]
) -> Iterator[Difference]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            how = "added" if name not in before else "removed" if name not in now else "changed"
            yield Difference(how=how, what=words(name))


def _blobs(manifest: Manifest, out: Path) -> Iterator[Difference]:
    for name in manifest.blobs:
        path = blob_path(out, name)
        what = f"{path.relative_to(out).as_posix()}, a stored graph, picture or set of weights"
        if not path.exists():
            yield Difference(how="removed", what=what)
        elif digest_of(path) != name:
            yield Difference(how="changed", what=what)
