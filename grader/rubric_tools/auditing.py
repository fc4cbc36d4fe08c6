"""`grade rubric --audit`: every case is run, judged and held against what is known of it."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from grader.course import Course
from grader.errors import GraderError, SettingsError
from grader.gather import OpenExaminer
from grader.ingest import read_one
from grader.records import Missing, Rubric, Submission
from grader.rubric_tools.audit import audit
from grader.rubric_tools.cases import EXPECTED, Case, read_cases
from grader.rubric_tools.told_audit import describe_audit
from grader.rubric_tools.trying import evidence_of, verdict_on
from grader.settings import Settings

PLACES = ("{folder}/{name}", "benchmarks/grading_quality/{name}")
"""Where cases are looked for when none are named: beside the rubric, or in a checkout."""


def case_folder(rubric: Path, named: Path) -> Path:
    """The folder with the cases: the one that was named, else the first of the usual places."""
    if named != Path():
        if not named.is_dir():
            raise SettingsError(f"{named}: no such folder, name one with {EXPECTED} in it")
        return named
    places = [Path(place.format(folder=rubric.parent, name=rubric.stem)) for place in PLACES]
    for place in places:
        if (place / EXPECTED).is_file():
            return place
    looked = " and ".join(str(place / EXPECTED) for place in places)
    raise SettingsError(f"audit: no cases at {looked}, name their folder behind --audit")


def run_audit(
    folder: Path,
    rubric: Rubric,
    course: Course,
    settings: Settings,
    *,
    scratch: Path,
    console: Console,
    open_examiner: OpenExaminer | None = None,
) -> bool:
    """Audit the rubric and print what was found; whether any case is not as it should be."""
    ids = [item.id for question in rubric.questions for item in question.criteria]
    cases = read_cases(folder, ids)
    submissions = [_submission(case, number, scratch) for number, case in enumerate(cases)]
    found = evidence_of(submissions, course, settings, console=console, open_examiner=open_examiner)
    judged = []
    for case, submission in zip(cases, submissions, strict=True):
        evidence = found[submission.id]
        if isinstance(evidence, Missing):
            raise GraderError(f"{case.path}: {evidence.reason}")
        judged.append((case, verdict_on(evidence, rubric, settings.out)))
    done = audit(rubric, judged)
    console.print(describe_audit(done))
    return not done.is_as_it_should


def _submission(case: Case, number: int, scratch: Path) -> Submission:
    """The case as a submission; two of one name in different folders keep apart."""
    submission = read_one(case.path, into=scratch / f"case-{number}")
    return replace(submission, id=f"case-{number}", name=case.name)
