"""What the documents of a submission say: their blocks, statements and listings."""

from collections.abc import Iterator
from dataclasses import replace

from grader.collect.code_texts import can_be_read, read_sources
from grader.collect.listings import read_listings
from grader.collect.statements import read_statements
from grader.collect.write_ups import Reader, read_write_ups
from grader.collect.written import Written
from grader.records import (
    Account,
    Ending,
    EndingName,
    FileKind,
    HandedIn,
    Listed,
    Place,
    Statements,
    Submission,
    WriteUp,
)

MOST_CHARACTERS = 3_000_000
"""Text of all documents of a submission that is kept: a thousand pages."""

_CODE = (FileKind.NOTEBOOK, FileKind.SCRIPT)
_TOO_MUCH = "The submission holds more text than is read, so this was left out."
_NOT_UNDERSTOOD = "Its statements could not be read, so a person must."


def read_accounts(submission: Submission, reader: Reader) -> tuple[Account, ...]:
    """Every document of a submission, and every notebook with prose, with what it says."""
    return tuple(map(account_of, _within_limit(read_write_ups(submission, reader))))


def account_of(write_up: WriteUp) -> Account:
    """What one document says."""
    try:
        return Account(
            write_up=write_up,
            statements=read_statements(write_up),
            listed=read_listings(write_up),
        )
    except Exception:
        # Text by strangers: a document that provokes something is shown as not understood.
        return Account(
            write_up=replace(write_up, problems=(*write_up.problems, _NOT_UNDERSTOOD)),
            statements=Statements(document=write_up.path),
            listed=Listed(),
        )


def read_handed_in(submission: Submission, written: Written) -> HandedIn:
    """What was handed in beside the documents."""
    has_code = any(
        cell.kind == "code" and cell.source.strip()
        for notebook in submission.notebooks
        for cell in notebook.cells
    ) or any(file.kind is FileKind.SCRIPT for file in submission.files)
    return HandedIn(
        files=tuple(file.path for file in submission.files),
        sources=read_sources(submission) if has_code else (),
        has_code=has_code,
        is_code_whole=(
            has_code
            and written.is_whole
            and can_be_read(submission)
            and not _lacks_code(submission)
        ),
    )


def unread_documents(accounts: tuple[Account, ...], submission: Submission) -> tuple[Ending, ...]:
    """An ending for each document that says nothing, with the reason."""
    told = {each.path for each in submission.unreadable}
    return tuple(
        Ending(
            name=EndingName.NO_TEXT,
            sentence=f"{account.write_up.path}: {' '.join(account.write_up.problems)}",
            place=Place(file=account.write_up.path),
        )
        for account in accounts
        if account.write_up.problems
        and not account.write_up.has_text
        and account.write_up.path not in told
    )


def _within_limit(write_ups: tuple[WriteUp, ...]) -> Iterator[WriteUp]:
    """Documents as long as they are not more than may be kept; of the others, that they are."""
    room = MOST_CHARACTERS
    for write_up in write_ups:
        room -= sum(len(block.text) for block in write_up.blocks)
        if room >= 0:
            yield write_up
        else:
            yield WriteUp(
                path=write_up.path,
                format=write_up.format,
                pages=write_up.pages,
                problems=(*write_up.problems, _TOO_MUCH),
            )


def _lacks_code(submission: Submission) -> bool:
    """Whether something that may be code could not be read."""
    documents = {file.path for file in submission.files if file.kind not in _CODE}
    return any(each.path not in documents for each in submission.unreadable)
