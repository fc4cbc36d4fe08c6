"""The list of everything that a run left in its results folder, with the digest of each.

Format 1: `manifest.json` holds the fields of `Manifest`. It is written last of all, and taken away
when the next run begins, so that a folder with one is the work of a run that came to its end.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from grader.errors import StoreError
from grader.store import FOLDER

FORMAT = 1
FILE = "manifest.json"
LARGEST = 256 * 1024 * 1024
JUDGED = f"{FOLDER}/judged"
LINK = "no plain file"
"""Stands for the digest of what is no file of its own."""

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run left."""

    format: int
    """The format of this document."""
    graded_on: str
    """The day of the run."""
    program: str
    """Digest of the program that graded, and of the libraries that bear on a verdict."""
    rubric: str
    """Digest of the rubric and of the expected numbers that it uses."""
    submissions: dict[str, str]
    """Digest of the private copy of each submission that was graded, by its id."""
    files: dict[str, str]
    """Digest of each file of the class and of its submissions, by its path below the folder."""
    evidence: dict[str, tuple[str, str]]
    """Submission and digest of each document of stored evidence, by its key."""
    blobs: tuple[str, ...]
    """Digests of the graphs, weights and pictures that are stored, which are their names."""


_MANIFEST = TypeAdapter(Manifest)


def files_below(out: Path, submissions: Iterable[str], *, tops: Iterable[str]) -> dict[str, str]:
    """The digest of every file of these submissions, of `tops`, and of what was remembered."""
    roots = [*(out / name for name in tops), *(out / each for each in submissions), out / JUDGED]
    return {
        path.relative_to(out).as_posix(): digest_of(path)
        for root in roots
        for path in sorted(_plain_and_odd(root))
    }


def _plain_and_odd(root: Path) -> Iterable[Path]:
    if root.is_symlink() or not root.is_dir():
        return [root] if root.is_symlink() or root.exists() else []
    # Folders that are links are not followed, but told: their files lie elsewhere.
    found = (path for path in root.rglob("*") if path.is_symlink() or not path.is_dir())
    return (path for path in found if not path.name.startswith(".part-"))


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content, hexadecimal; `LINK` for what is no plain file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return LINK
    try:
        with os.fdopen(descriptor, "rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except OSError:
        return LINK


def as_document(manifest: Manifest) -> bytes:
    """The manifest as it is written: sorted, so that the same results give the same bytes."""
    return (json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n").encode()


def read_manifest(out: Path) -> tuple[Manifest, str]:
    """The manifest of a folder, and its own digest.

    Raises `StoreError` where there is none, or none that can be read.
    """
    path = out / FILE
    try:
        if path.stat().st_size > LARGEST:
            raise StoreError(f"{path}: larger than any that we wrote")
        content = path.read_bytes()
    except FileNotFoundError:
        raise StoreError(
            f"{path}: there is none; it is written when `grade` comes to its end, "
            "so the last run did not, or it was taken away"
        ) from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        manifest = _MANIFEST.validate_json(content)
    except ValidationError as error:
        raise StoreError(f"{path}: not a manifest that we wrote") from error
    if manifest.format != FORMAT:
        raise StoreError(f"{path}: format {manifest.format}, this version reads {FORMAT}")
    return manifest, hashlib.sha256(content).hexdigest()
