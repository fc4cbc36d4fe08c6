"""The private copy of one submission becomes its record."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from grader.ingest.intake import Intake, Taken
from grader.ingest.kinds import (
    PLAIN_TEXT_SUFFIXES,
    SHELL_SCRIPT_BYTES,
    is_shell_script,
    kind_of,
)
from grader.ingest.limits import MEBIBYTE
from grader.ingest.names import natural_key
from grader.ingest.notebooks import NotReadableError, read_notebook
from grader.ingest.programs import choose_programs
from grader.ingest.text import decode, decode_script, storable, unix_lines
from grader.records import Document, FileKind, Notebook, Submission, SubmittedFile


def read_submission(intake: Intake, *, identifier: str, name: str) -> Submission:
    """Everything that was taken in, as a record; what cannot be read is recorded as such."""
    files = sorted((_file(taken) for taken in intake.taken), key=lambda file: file.path)
    documents = tuple(_documents(files, intake))
    instructions = {each.path: each.text for each in documents} | dict(_calls(files, intake))
    programs = choose_programs(
        tuple(_notebooks(files, intake)),
        dict(_scripts(files, intake)),
        instructions,
        files,
        most=intake.limits.programs,
    )
    intake.seal()
    return Submission(
        id=identifier,
        name=storable(name),
        digest=_digest(files),
        folder=str(intake.folder),
        files=tuple(files),
        notebooks=programs.notebooks,
        documents=documents,
        unreadable=intake.unreadable,
        readings=programs.readings,
        rewritten=programs.rewritten,
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


def _scripts(files: list[SubmittedFile], intake: Intake) -> Iterator[tuple[str, str]]:
    """The text of every script by its path, in the order of their names."""
    for file in _of_kind(files, FileKind.SCRIPT):
        if _is_short_enough(file, intake):
            yield file.path, unix_lines(storable(decode_script(_bytes(intake, file))))


def _calls(files: list[SubmittedFile], intake: Intake) -> Iterator[tuple[str, str]]:
    """The text of every shell script and the like, which may call scripts."""
    for file in _of_kind(files, FileKind.OTHER):
        if is_shell_script(file.path) and file.size <= SHELL_SCRIPT_BYTES:
            yield file.path, _text(intake.folder / file.path)


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


def _bytes(intake: Intake, file: SubmittedFile) -> bytes:
    return (intake.folder / file.path).read_bytes()


def _text(path: Path) -> str:
    return unix_lines(storable(decode(path.read_bytes())))
