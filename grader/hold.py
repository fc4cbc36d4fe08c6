"""A write-up is held against the work that it tells of, without executing anything."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from grader.collect.accounts import read_accounts, read_handed_in
from grader.collect.claims import collect_claims
from grader.collect.dormant import collect_dormant
from grader.collect.plots import saved_plots
from grader.collect.saved import read_saved
from grader.collect.write_ups import Reader
from grader.collect.written import read_written
from grader.consistency import hold
from grader.consistency.works import Held, works_of
from grader.errors import IngestError
from grader.ingest import read_one
from grader.records import Account, Evidence, Expected, Rubric, Submission


def held_of(evidence: Evidence, *, expected: tuple[Expected, ...] = ()) -> tuple[Held, ...]:
    """Every document of a submission, held against everything that is known of the work. Pure."""
    return tuple(
        Held(write_up=work.write_up, checked=hold(work))
        for work in works_of(evidence, expected=expected)
    )


def hold_documents(
    paths: Iterable[Path],
    code: Path | None,
    reader: Reader,
    *,
    into: Path,
    expected: tuple[Expected, ...] = (),
) -> tuple[Held, ...]:
    """These documents, each held against the code; without it, against what lies in its path.

    A notebook is its own code, and so is a folder or archive that holds documents and code.
    Copies are made below `into`.
    """
    others = _evidence(_code(code, into / "code")) if code is not None else None
    found: list[Held] = []
    for number, path in enumerate(paths, 1):
        submission = read_one(path, into=into / str(number))
        accounts = _accounts(path, submission, reader)
        evidence = others or _evidence(submission)
        found += held_of(_with(accounts, evidence), expected=expected)
    return tuple(found)


def expected_of(rubric: Rubric) -> tuple[Expected, ...]:
    """What the reference reaches, for each network of the rubric that names it, and each once."""
    found = (network.expected for network in rubric.networks if network.expected)
    return tuple(dict.fromkeys(found))


def _code(path: Path, into: Path) -> Submission:
    submission = read_one(path, into=into)
    if not submission.notebooks and not submission.files:
        reasons = "; ".join(each.reason for each in submission.unreadable[:3])
        raise IngestError(f"{path}: no code in it can be read{': ' if reasons else ''}{reasons}")
    return submission


def _accounts(path: Path, submission: Submission, reader: Reader) -> tuple[Account, ...]:
    accounts = read_accounts(submission, reader)
    if not accounts:
        reasons = "; ".join(each.reason for each in submission.unreadable[:3])
        raise IngestError(
            f"{path}: {reasons or 'no words can be read from it'}, and a PDF, Markdown, text, docx "
            "or HTML file or a notebook is expected"
        )
    return accounts


def _evidence(submission: Submission) -> Evidence:
    """What the text and the saved outputs of code say; nothing is run."""
    written = read_written(submission)
    return Evidence(
        submission=submission.id,
        name=submission.name,
        digest=submission.digest,
        training=written.training,
        written_networks=written.networks,
        claims=collect_claims(submission, None),
        saved=read_saved(submission),
        plots=saved_plots(submission),
        dormant=collect_dormant(submission),
        handed_in=read_handed_in(submission, written),
    )


def _with(accounts: tuple[Account, ...], evidence: Evidence) -> Evidence:
    names = tuple(account.write_up.path for account in accounts)
    files = tuple(dict.fromkeys((*evidence.handed_in.files, *names)))
    return replace(evidence, accounts=accounts, handed_in=replace(evidence.handed_in, files=files))
