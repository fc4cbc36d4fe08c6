"""The private copy of one submission becomes its record."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from grader.ingest.intake import Intake, Taken
from grader.ingest.kinds import PLAIN_TEXT_SUFFIXES, kind_of
from grader.ingest.limits import MEBIBYTE
from grader.ingest.names import natural_key
from grader.ingest.notebooks import NotReadableError, read_notebook
from grader.ingest.scripts import entry_scripts, script_as_notebook
from grader.ingest.text import decode, storable, unix_lines
from grader.records import Document, FileKind, Notebook, Submission, SubmittedFile


def read_submission(intake: Intake, *, identifier: str, name: str) -> Submission:
    """Everything that was taken in, as a record; what cannot be read is recorded as such."""
    files = sorted((_file(taken) for taken in intake.taken), key=lambda file: file.path)
    notebooks = tuple(_notebooks(files, intake)) or tuple(_scripts(files, intake))
    documents = tuple(_documents(files, intake))
    intake.seal()
    return Submission(
        id=identifier,
        name=storable(name),
        digest=_digest(files),
        folder=str(intake.folder),
        files=tuple(files),
        notebooks=notebooks,
        documents=documents,
        unreadable=intake.unreadable,
    )


def _file(taken: Taken) -> SubmittedFile:
    kind = kind_of(taken.path, taken.head)
    return SubmittedFile(path=taken.path, kind=kind, size=taken.size, digest=taken.digest)


def _digest(files: list[SubmittedFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        # No path holds a zero byte, so no two lists of files are told apart by nothing.
        digest.update(f"{file.path}\0{file.digest}\0".encode())
    return digest.hexdigest()


def _notebooks(files: list[SubmittedFile], intake: Intake) -> Iterator[Notebook]:
    """All notebooks in the order of their names; those in hidden folders are not run."""
    for file in _of_kind(files, FileKind.NOTEBOOK):
        try:
            if file.size > intake.limits.notebook_bytes:
                most = intake.limits.notebook_bytes / MEBIBYTE
                raise NotReadableError(f"it is larger than {most:,.0f} MiB")
            data = (intake.folder / file.path).read_bytes()
            yield read_notebook(file.path, data, intake.limits)
        except NotReadableError as reason:
            intake.complain(file.path, str(reason))


def _scripts(files: list[SubmittedFile], intake: Intake) -> Iterator[Notebook]:
    """The scripts that are meant to be run, in the order of their names."""
    sources = {
        file.path: _text(intake.folder / file.path)
        for file in _of_kind(files, FileKind.SCRIPT)
        if _is_short_enough(file, intake)
    }
    for path in entry_scripts(sources):
        yield script_as_notebook(path, sources[path])


def _documents(files: list[SubmittedFile], intake: Intake) -> Iterator[Document]:
    for file in _of_kind(files, FileKind.WRITE_UP):
        is_plain = file.path.casefold().endswith(PLAIN_TEXT_SUFFIXES)
        if is_plain and _is_short_enough(file, intake):
            yield Document(path=file.path, text=_text(intake.folder / file.path))


def _of_kind(files: list[SubmittedFile], kind: FileKind) -> list[SubmittedFile]:
    visible = [f for f in files if not any(part.startswith(".") for part in f.path.split("/"))]
    return sorted((f for f in visible if f.kind is kind), key=lambda f: natural_key(f.path))


def _is_short_enough(file: SubmittedFile, intake: Intake) -> bool:
    if file.size <= intake.limits.text_bytes:
        return True
    most = intake.limits.text_bytes / MEBIBYTE
    intake.complain(file.path, f"it holds more than {most:,.0f} MiB of text, so it was not read")
    return False


def _text(path: Path) -> str:
    return unix_lines(storable(decode(path.read_bytes())))
