"""The manifest at the beginning and at the end of a run."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import StoreError
from grader.evidence_key import program_digest
from grader.records import Rubric, Submission
from grader.store import FOLDER, blobs_below, remove_half_written, write_whole
from grader.verify.comparing import TOPS, Difference, differences, evidence_digests
from grader.verify.manifest import (
    FILE,
    FORMAT,
    JUDGED,
    Manifest,
    as_document,
    files_below,
    read_manifest,
)

MOST_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A manifest that was written."""

    digest: str
    """Its own digest: who notes it down elsewhere can tell if the manifest was changed as well."""
    altered: tuple[Difference, ...]
    """What this run relied on, and others had changed since the run before."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The same for whoever ran it."""
        told = (
            f"Not as the last run left it: {each.what} ({each.how}); --fresh runs it anew."
            for each in self.altered
        )
        more = len(self.altered) - MOST_TOLD
        rest = (f"And {more:,} more that others changed.",) if more > 0 else ()
        return (*tuple(told)[:MOST_TOLD], *rest, f"Digest of all results: {self.digest}")


def changed_before(out: Path) -> tuple[Difference, ...]:
    """What others changed of that which this run is about to rely on; takes the manifest away.

    What a run that was killed left half-written goes too.

    Nothing is said of a folder without a manifest: the run before was stopped, or is the first.
    """
    remove_half_written(out)
    path = out / FILE
    if not path.exists():
        return ()
    try:
        manifest, _ = read_manifest(out)
        found = differences(manifest, out, blobs=False)
    except StoreError:
        # Written by another version, or by somebody else: nothing can be told from it.
        found = ()
    try:
        path.unlink()
    except OSError as error:
        raise StoreError(f"{path}: cannot be removed: {error.strerror}") from error
    return tuple(each for each in found if each.what.startswith((FOLDER, JUDGED)))


def seal(
    out: Path,
    submissions: Sequence[Submission],
    rubric: Rubric,
    *,
    graded_on: str,
    altered: tuple[Difference, ...] = (),
) -> Sealed:
    """Write the manifest of everything that lies in the folder now: the last thing of a run."""
    digests = {submission.id: submission.digest for submission in submissions}
    manifest = Manifest(
        format=FORMAT,
        graded_on=graded_on,
        program=program_digest(),
        rubric=rubric.digest,
        submissions=digests,
        files=files_below(out, digests, tops=TOPS),
        evidence=evidence_digests(out),
        blobs=blobs_below(out),
    )
    document = as_document(manifest)
    try:
        write_whole(out / FILE, document)
    except OSError as error:
        raise StoreError(f"{out / FILE}: cannot be written: {error.strerror}") from error
    return Sealed(digest=hashlib.sha256(document).hexdigest(), altered=altered)
