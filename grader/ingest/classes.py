"""A path becomes submissions: the one that it is, or all that lie in a class's folder."""

import logging
import os
import stat
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from grader.errors import GraderError, IngestError
from grader.ingest.archives import FOREIGN, unpack
from grader.ingest.belonging import belong_together
from grader.ingest.folders import copy_file, copy_folder, head_of, why_not_plain
from grader.ingest.intake import Intake
from grader.ingest.kinds import (
    is_archive,
    is_foreign_archive,
    kind_of,
    looks_packed,
    without_suffix,
)
from grader.ingest.limits import DEFAULT, IngestLimits
from grader.ingest.names import identifier, natural_key, shown, unique_identifiers, why_refused
from grader.ingest.reading import read_submission
from grader.ingest.selection import is_litter
from grader.records import FileKind, Given, Submission

_log = logging.getLogger(__name__)
_RESULTS_MARKER = ".grade"
_RESULTS = ("grades.csv", "index.html")
_CODE = (".ipynb", ".py")
_MOST_LOOKED_AT = 100_000
_LISTED = 8
"""Left-out files that are named."""
_FEW = 6
"""Files in a folder that may well be one person's."""


def read_given(
    path: Path, *, into: Path, given: Given, tell: Callable[[str], None]
) -> tuple[Submission, ...]:
    """Every submission of a path, which is a class's folder or one submission.

    Where `given` leaves open which, what lies in the folder decides, and `tell` is told.
    """
    entries = _entries(path, into.resolve()) if path.is_dir() and given is Given.EITHER else []
    if given is Given.ONE or belong_together(entries):
        if given is Given.EITHER:
            tell(f"{path}: its files belong together and are one submission (else: --as class)")
        return (read_one(path, into=into),)
    if 1 < len(entries) <= _FEW and all(entry.is_file() for entry in entries):
        tell(f"{path}: {len(entries)} files, so {len(entries)} submissions (else: --as one)")
    return read_class(path, into=into)


def read_class(path: Path, *, into: Path, limits: IngestLimits = DEFAULT) -> tuple[Submission, ...]:
    """Every submission in a class's folder, by name; a file is a class of one.

    Each entry of the folder is one submission. A private, read-only copy of each is made below
    `into`. What cannot be read is a submission without files and with a reason, so that nobody
    is lost. Raises `IngestError` when there is nothing at all to read.
    """
    into = into.resolve()
    entries = _entries(path, into)
    _tell_of_lists(path, entries)
    if not entries:
        raise IngestError(
            f"{path}: holds no submission, and one folder, archive, notebook, script or PDF "
            "for each student is expected"
        )
    identifiers = unique_identifiers([_bare_name(entry) for entry in entries])
    return tuple(
        _read(entry, own, into, limits) for entry, own in zip(entries, identifiers, strict=True)
    )


def read_one(path: Path, *, into: Path, limits: IngestLimits = DEFAULT) -> Submission:
    """The one submission that a file, or a whole folder, is."""
    _refuse_nothing(path)
    found = path.resolve()
    return _read(found, identifier(_bare_name(found)), into.resolve(), limits)


def _entries(path: Path, into: Path) -> list[Path]:
    _refuse_nothing(path)
    if not path.is_dir():
        return [path.resolve()]
    try:
        found = sorted(path.resolve().iterdir(), key=lambda entry: natural_key(entry.name))
    except OSError as error:
        raise IngestError(f"{path}: cannot be listed ({error.strerror})") from error
    return [entry for entry in found if _is_submission(entry, into)]


def _refuse_nothing(path: Path) -> None:
    if not path.exists():
        raise IngestError(
            f"{path}: no such file or folder, give a folder with one submission per entry"
        )


def _is_submission(entry: Path, into: Path) -> bool:
    name = entry.name
    if name.startswith(".") or is_litter(name):
        return False
    mode = entry.lstat().st_mode
    if stat.S_ISDIR(mode):
        return not _is_ours(entry, into)
    if without_suffix(name).casefold() == "readme":
        return False
    return not _is_list(entry)


def _tell_of_lists(path: Path, taken: list[Path]) -> None:
    """Say which files of a class's folder are taken for lists, so that nobody is lost unsaid."""
    if path.is_dir():
        left = (entry for entry in path.resolve().iterdir() if entry not in taken)
        lists = sorted(shown(one.name) for one in left if _is_list(one))
        if lists:
            more = f" and {len(lists) - _LISTED} more" if len(lists) > _LISTED else ""
            _log.warning(
                "%s: taken for lists or data, not for submissions: %s%s",
                path,
                ", ".join(lists[:_LISTED]),
                more,
            )


def _is_list(entry: Path) -> bool:
    """Lists of students and marks lie beside submissions; whatever else lies there may be one."""
    name = entry.name
    if not stat.S_ISREG(entry.lstat().st_mode) or name.startswith(".") or is_litter(name):
        return False
    is_data = kind_of(name, head_of(entry)) is FileKind.DATA
    return is_data and not is_archive(name) and without_suffix(name).casefold() != "readme"


def _is_ours(folder: Path, into: Path) -> bool:
    """Whether a folder is where we write results, now or in an earlier run.

    We write no code there: a submission that bears our marks is not lost.
    """
    marked = (folder / _RESULTS_MARKER).exists() or all(
        (folder / name).exists() for name in _RESULTS
    )
    return folder in (into, *into.parents) or (marked and not _holds_code(folder))


def _holds_code(folder: Path) -> bool:
    names = (name for _, _, files in os.walk(folder) for name in files)
    return any(name.casefold().endswith(_CODE) for name in islice(names, _MOST_LOOKED_AT))


def _bare_name(path: Path) -> str:
    return path.name if path.is_dir() else without_suffix(path.name)


def _read(path: Path, own: str, into: Path, limits: IngestLimits) -> Submission:
    name = path.name
    intake = Intake(into / own, limits)
    try:
        _take(path, intake, own=own, keep_out=into)
        if own != identifier(_bare_name(path)):
            intake.complain(name, f"another submission has nearly the same name; this one is {own}")
        return read_submission(intake, identifier=own, name=shown(name))
    except GraderError:
        raise
    except Exception as error:
        # The one place where whatever a stranger's file provoked is caught: the class goes on.
        intake = Intake(into / own, limits)
        intake.complain(name, f"it could not be read ({type(error).__name__})")
        return read_submission(intake, identifier=own, name=shown(name))


def _take(path: Path, intake: Intake, *, own: str, keep_out: Path) -> None:
    """Bring whatever lies at the path into the private copy."""
    mode = path.lstat().st_mode
    reason = why_not_plain(mode)
    if reason:
        intake.complain(path.name, reason)
    elif stat.S_ISDIR(mode):
        copy_folder(path, intake, keep_out=keep_out)
    elif is_foreign_archive(path.name):
        intake.complain(path.name, FOREIGN)
    elif is_archive(path.name) or _is_unnamed_archive(path):
        unpack(path, intake, name=path.name)
    else:
        _take_single(path, intake, own=own)


def _is_unnamed_archive(path: Path) -> bool:
    head = head_of(path)
    return kind_of(path.name, head) is FileKind.OTHER and looks_packed(head)


def _take_single(path: Path, intake: Intake, *, own: str) -> None:
    if kind_of(path.name, head_of(path)) is FileKind.OTHER:
        intake.complain(path.name, "it is not a folder, archive, notebook, script or write-up")
    # A single file keeps its name, unless nobody should have to print that name.
    is_fine = why_refused(path.name, intake.limits) is None
    copy_file(path, intake, name=path.name if is_fine else own + path.suffix)
