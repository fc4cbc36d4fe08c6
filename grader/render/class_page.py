"""The class on one page: who got what, what waits, and what went wrong where."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.records import Evidence, Kind, Rubric
from grader.render.class_facts import (
    MOST_DEDUCTIONS,
    MOST_FIRST,
    AccuracyFacts,
    DeductionFacts,
    GradeFacts,
    LookFirst,
    accuracy_facts,
    address,
    deduction_facts,
    grade_facts,
    look_first,
    middle_grade,
    waiting_words,
)
from grader.render.endings import raised_words, troubles
from grader.render.graded import GradedSubmission
from grader.render.held.told import disagreeing
from grader.render.notices import Notice, sandbox_notice, stand_in_notice
from grader.render.numbers import count, counted, interval, points, share
from grader.render.plots import accuracy_strips, deduction_bars, grade_histogram
from grader.render.templates import html_environment
from grader.render.text import clean, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One submission in the table."""

    name: str
    """Its name as handed in."""
    href: str
    """Address of its report; empty if there is none."""
    grade: str
    """Its grade or interval; a dash if there is none."""
    sure: str
    """Length of the sure part of its bar, as a CSS percentage."""
    at_risk: str
    """Length of the part that waits, as a CSS percentage."""
    late: str
    """Days late, in words; empty if it was in time."""
    waiting: str
    """What waits for a person; empty if nothing."""
    endings: str
    """What went wrong in its runs; empty if nothing."""
    disagreeing: str
    """How many statements of its write-up do not agree with the work; empty if none do."""
    problem: str
    """Why it could not be graded; empty if it was."""
    css: str
    """`settled`, `waits` or `problem`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPage:
    """The class, ready to be placed by a template."""

    title: str
    """Title of the assignment."""
    graded: str
    """When, and by which rubric."""
    lead: str
    """How the class did, in a few sentences."""
    notices: tuple[Notice, ...]
    """What a reader must know first."""
    rows: tuple[ClassRow, ...]
    """Every submission."""
    has_disagreeing: bool
    """Whether statements of any write-up do not agree with the work."""
    first: tuple[LookFirst, ...]
    """What a person should look at first."""
    more_first: str
    """How much more there is; empty if nothing."""
    grades: GradeFacts | None
    """The histogram; None without grades."""
    deductions: tuple[DeductionFacts, ...]
    """How often each deduction fell."""
    accuracies: tuple[AccuracyFacts, ...]
    """Measured accuracies beside what was expected."""
    accuracy_caption: str
    """How to read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlots:
    """The plots as SVG elements of our own making; empty for those that have nothing to show."""

    grades: Markup
    """The histogram."""
    deductions: Markup
    """The bars."""
    accuracies: Markup
    """The strips."""


def make_class_page(
    rubric: Rubric, graded: Sequence[GradedSubmission], *, graded_on: str = ""
) -> ClassPage:
    """The page of a class; `graded_on` is the day in words, empty to leave it out."""
    verdicts = [one.verdict for one in graded if one.verdict]
    first = look_first(graded)
    accuracies = accuracy_facts(rubric, graded)
    rows = tuple(map(_row, graded))
    return ClassPage(
        title=one_line(rubric.title),
        graded=_graded(rubric, graded_on),
        lead=_lead(rubric, graded),
        notices=_notices(graded),
        rows=rows,
        has_disagreeing=any(row.disagreeing for row in rows),
        first=first[:MOST_FIRST],
        more_first=_more(len(first) - MOST_FIRST),
        grades=grade_facts(rubric, verdicts) if verdicts else None,
        deductions=deduction_facts(rubric, verdicts),
        accuracies=accuracies,
        accuracy_caption=_accuracy_caption(accuracies),
    )


def render_class_html(page: ClassPage) -> str:
    """The class page as one HTML file without scripts, its plots inside."""
    template = html_environment().get_template("class.html.j2")
    return template.render(page=page, plots=_draw(page))


def _draw(page: ClassPage) -> DrawnPlots:
    # Only numbers and the rubric's own names are drawn, and matplotlib escapes those: student
    # text is never marked as safe.
    bars = page.deductions[:MOST_DEDUCTIONS]
    strips = page.accuracies
    return DrawnPlots(
        grades=Markup(grade_histogram(page.grades) if page.grades else ""),
        deductions=Markup(deduction_bars(bars, label=_bars_in_words(bars)) if bars else ""),
        accuracies=Markup(accuracy_strips(strips, label=page.accuracy_caption) if strips else ""),
    )


def _graded(rubric: Rubric, graded_on: str) -> str:
    day = f"graded {one_line(graded_on)} · " if graded_on else ""
    return f"{day}rubric {one_line(rubric.source)}, {rubric.digest[:8]}"


def _lead(rubric: Rubric, graded: Sequence[GradedSubmission]) -> str:
    verdicts = [one.verdict for one in graded if one.verdict]
    if not verdicts:
        return f"{counted(len(graded), 'submission')}; none could be graded yet."
    middle = points(middle_grade(verdicts), maximum=rubric.points)
    sentences = [
        f"{counted(len(verdicts), 'submission')} graded; half of them have {middle} of "
        f"{points(rubric.points)} points or more."
    ]
    intervals = sum(verdict.lowest < verdict.highest for verdict in verdicts)
    if intervals:
        has = "has" if intervals == 1 else "have"
        sentences.append(f"{count(intervals)} {has} an interval, because something is suspected.")
    provisional = sum(verdict.is_provisional for verdict in verdicts)
    if provisional:
        are = "is" if provisional == 1 else "are"
        sentences.append(f"{count(provisional)} {are} provisional until a person has looked.")
    failed = len(graded) - len(verdicts)
    if failed:
        sentences.append(f"{count(failed)} could not be graded; the table says why.")
    return " ".join(sentences)


def _notices(graded: Sequence[GradedSubmission]) -> tuple[Notice, ...]:
    evidence = [one.evidence for one in graded if one.evidence]
    return tuple(
        dict.fromkeys(
            notice
            for make in (stand_in_notice, sandbox_notice)
            for notice in map(make, evidence)
            if notice
        )
    )


def _row(one: GradedSubmission) -> ClassRow:
    verdict = one.verdict
    return ClassRow(
        name=one_line(one.name, limit=80) or one.id,
        href=address(one) if verdict else "",
        grade=interval(verdict.lowest, verdict.highest, maximum=verdict.points) if verdict else "–",
        sure=share(verdict.lowest, verdict.points) if verdict else "0%",
        at_risk=share(verdict.highest - verdict.lowest, verdict.points) if verdict else "0%",
        late=counted(verdict.late.days, "day") if verdict and verdict.late else "",
        waiting=waiting_words(verdict) if verdict else "",
        endings=_endings(one.evidence),
        disagreeing=_disagreeing(one),
        problem=clean(one.problem),
        css=_css(one),
    )


def _endings(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    return ", ".join((*troubles(evidence), *raised_words(evidence)))


def _disagreeing(one: GradedSubmission) -> str:
    number = disagreeing(one.held)
    return count(number) if number else ""


def _css(one: GradedSubmission) -> str:
    if one.verdict is None:
        return "problem"
    return "waits" if one.verdict.lowest < one.verdict.highest else "settled"


def _more(number: int) -> str:
    return f"and {count(number)} more, in the reports" if number > 0 else ""


def _bars_in_words(bars: Sequence[DeductionFacts]) -> str:
    return ", ".join(f"{bar.id} fell {counted(bar.fell, 'time')}" for bar in bars)


def _accuracy_caption(accuracies: Sequence[AccuracyFacts]) -> str:
    data = {row.expected.data for row in accuracies if row.expected}
    where = f" on {one_line(', '.join(sorted(data)))}" if data else ""
    band = f" The band is the mean of reference runs{where}, plus and minus one spread."
    return (
        f"Each dot is a network that we {Kind.MEASURED} ourselves; a hollow one has other layers "
        f"than were asked for.{band if data else ''}"
    )
