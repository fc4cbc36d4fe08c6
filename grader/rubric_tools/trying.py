"""`grade rubric --try SUBMISSION`: one submission, item by item, with its evidence."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.course import Course
from grader.documents import write_evidence
from grader.errors import GraderError
from grader.gather import OpenExaminer, gather, stored_evidence
from grader.ingest import read_one
from grader.records import Evidence, Finding, Missing, QuestionVerdict, Rubric, Submission, Verdict
from grader.remembered import judge_remembering
from grader.render.numbers import interval, points
from grader.render.outcomes import look
from grader.render.terminal import plain
from grader.rubric_file.told import condition_lines, cost_words
from grader.settings import Settings
from grader.store import Store

MOST_FACTS = 12


def grade_alone(
    path: Path,
    rubric: Rubric,
    course: Course,
    settings: Settings,
    *,
    scratch: Path,
    console: Console,
    open_examiner: OpenExaminer | None = None,
) -> Verdict:
    """The verdict of one submission; it is run only if the store does not know it."""
    submission = read_one(path, into=scratch / "submissions")
    evidence = evidence_of(
        [submission], course, settings, console=console, open_examiner=open_examiner
    )[submission.id]
    if isinstance(evidence, Missing):
        raise GraderError(f"{path}: {evidence.reason}")
    return verdict_on(evidence, rubric, settings.out)


def verdict_on(evidence: Evidence, rubric: Rubric, out: Path) -> Verdict:
    """The verdict as in a class, but handed in on time."""
    document = write_evidence(evidence)
    return judge_remembering(evidence, rubric, out=out, document=document).verdict


def evidence_of(
    submissions: list[Submission],
    course: Course,
    settings: Settings,
    *,
    console: Console,
    open_examiner: OpenExaminer | None = None,
) -> dict[str, Evidence | Missing]:
    """Evidence by submission id, from the store where it is there, else by running."""
    with Store(settings.out) as store:
        known: dict[str, Evidence | Missing] = {}
        if not settings.fresh:
            stored = stored_evidence(submissions, settings, course, store)
            known.update((name, each.evidence) for name, each in stored.items())
        to_run = [each for each in submissions if each.id not in known]
        if to_run:
            gathered = gather(to_run, settings, course, store, console, open_examiner=open_examiner)
            known.update((submission.id, evidence) for submission, evidence in gathered)
    return known


def describe_try(verdict: Verdict, rubric: Rubric) -> RenderableType:
    """The grade, and every item of every question with what decided it."""
    parts: list[RenderableType] = [_grade(verdict)]
    for question in verdict.questions:
        parts += [Text(), _heading(question), *map(_finding, question.findings)]
    decided = sum(_is_decided(finding) for finding in verdict.findings)
    told = f"{decided} of {len(verdict.findings)} items were decided without a person."
    return Group(*parts, Text(), Text(told))


def _is_decided(finding: Finding) -> bool:
    return str(finding.answer.outcome) not in ("suspected", "open")


def _grade(verdict: Verdict) -> Text:
    grade = interval(verdict.lowest, verdict.highest, maximum=verdict.points)
    words = plain(verdict.name, style="bold", limit=80)
    words.append(f"  {grade} of {points(verdict.points)} points")
    waiting = len(verdict.waiting)
    return words.append(f", {waiting} items wait for a person" if waiting else "", style="dim")


def _heading(question: QuestionVerdict) -> Text:
    reached = interval(question.lowest, question.highest, maximum=question.points)
    words = plain(f"{question.id}  {question.title}", style="bold")
    return words.append(f"  {reached} of {points(question.points)}", style="not bold dim")


def _finding(finding: Finding) -> RenderableType:
    style = look(finding)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=10, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(f"{style.symbol} {style.word}", style.terminal), Group(*_lines(finding)))
    return Padding(table, (0, 0, 0, 2))


def _lines(finding: Finding) -> Iterator[RenderableType]:
    criterion, answer = finding.criterion, finding.answer
    words = plain(criterion.statement)
    cost = cost_words(criterion) if criterion.most_points else "remark"
    yield words.append(f"  {criterion.id}, {cost}", style="dim")
    for line in condition_lines(criterion):
        yield plain(line, style="dim", limit=400)
    for level in finding.levels:
        told = f"−{points(level.points)}: {level.answer.outcome}"
        yield plain(f"{told}. {level.answer.reason}", limit=400)
    if answer.reason and not finding.levels:
        yield plain(answer.reason, limit=400)
    for fact in answer.facts[:MOST_FACTS]:
        side = plain(f"{fact.label}: {fact.text}", limit=300)
        side.append(f" ({fact.kind})" if fact.kind else "", style="dim")
        yield side.append_text(plain(f", {fact.place}" if fact.place else "", style="dim"))
