"""The private copy of a submission, looked at again after its code ran."""

import hashlib
import os
from pathlib import Path

from grader.ingest.folders import open_plain
from grader.ingest.intake import RefusedError
from grader.records import Submission


def changed_files(submission: Submission) -> tuple[str, ...]:
    """Paths of files of the private copy that are not what was hashed when it was made."""
    folder = Path(submission.folder)
    if not folder.is_dir():
        return ()
    return tuple(
        file.path
        for file in submission.files
        if _digest(folder / file.path, size=file.size) != file.digest
    )


def _digest(path: Path, *, size: int) -> str:
    """SHA-256 of a plain file of this size; empty if it is another, or none."""
    try:
        with open_plain(path) as source:
            if os.fstat(source.fileno()).st_size != size:
                return ""
            return hashlib.file_digest(source, "sha256").hexdigest()
    except (OSError, RefusedError):
        return ""
