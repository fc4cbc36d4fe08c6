"""A verdict and its evidence become a page: every sentence and number ready to be placed."""

from dataclasses import dataclass
from decimal import Decimal

from grader.consistency.works import Held
from grader.records import Adaptation, Evidence, Match, Outcome, RequiredNetwork, Verdict
from grader.render.endings import EndingRow, ending_rows
from grader.render.figures import FigureRow, ReadPicture, count_drawn, figure_rows, no_picture
from grader.render.held.rows import DocumentRows, document_rows, held_count
from grader.render.lead import lead
from grader.render.networks import NetworkRow, network_rows
from grader.render.noticed import NoticedRow, noticed_rows, number_noticed
from grader.render.notices import NO_SANDBOX, Notice, notices
from grader.render.numbers import count, counted, interval, points, seconds, share
from grader.render.outcomes import LOOKS, REMARK
from grader.render.sections import QuestionSection, question_section
from grader.render.text import clean, one_line

MOST_CHANGES = 60
DIGEST_SHOWN = 8
RECORDED = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The grade as a bar."""

    sure: str
    """Length of the sure part, as a CSS percentage."""
    at_risk: str
    """Length of the part that waits for a person, as a CSS percentage."""
    label: str
    """The bar in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Something that we changed to make a notebook run."""

    place: str
    """Where."""
    what: str
    """What was done."""
    why: str
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """One outcome, explained."""

    css: str
    """Its class."""
    symbol: str
    """Its symbol."""
    word: str
    """Its word."""
    sentence: str
    """What it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A student's report, ready to be placed by a template."""

    title: str
    """Title of the assignment."""
    name: str
    """The submission's name as handed in."""
    graded: str
    """When, and by which rubric."""
    grade: str
    """`78–84`."""
    out_of: str
    """`of 100 points`."""
    status: str
    """`2 items wait for a person`, `provisional until a person has looked`, both, or `final`."""
    bar: Bar
    """The grade as a bar."""
    lead: str
    """What happened, in a few honest sentences."""
    notices: tuple[Notice, ...]
    """What a reader must know before reading on."""
    questions: tuple[QuestionSection, ...]
    """Question by question."""
    documents: tuple[DocumentRows, ...]
    """The write-ups, held against the work."""
    held_count: str
    """How many of their statements do not agree, of how many; empty if none were checked."""
    networks: tuple[NetworkRow, ...]
    """The networks that were seen."""
    more_networks: str
    """How many more there are; empty if none."""
    has_expected: bool
    """Whether any network has reference numbers beside it."""
    endings: tuple[EndingRow, ...]
    """How the runs ended."""
    more_endings: str
    """How many more there are; empty if none."""
    changes: tuple[ChangeRow, ...]
    """What we changed to run the notebooks."""
    change_count: str
    """How many in all."""
    more_changes: str
    """How many more there are; empty if none."""
    figures: tuple[FigureRow, ...]
    """Figures that the notebooks drew."""
    figure_count: str
    """How many in all."""
    more_figures: str
    """How many more there are; empty if none."""
    noticed: tuple[NoticedRow, ...]
    """Known mistakes that were seen."""
    noticed_count: str
    """How many in all."""
    more_noticed: str
    """How many more there are; empty if none."""
    legend: tuple[LegendRow, ...]
    """What the symbols mean."""
    footer: str
    """Where it ran, on what, and for how long."""


def make_page(
    verdict: Verdict,
    evidence: Evidence,
    *,
    graded_on: str,
    expected: tuple[RequiredNetwork, ...] = (),
    matches: tuple[Match, ...] = (),
    held: tuple[Held, ...] = (),
    picture: ReadPicture = no_picture,
) -> Page:
    """The page of a graded submission.

    `expected` are the rubric's networks and `matches` says which of the submission's answer them;
    without either, the table of networks stands alone. `held` is what came of holding its
    documents against its work. `picture` finds a figure's picture.
    """
    networks = network_rows(evidence, expected=expected, matches=matches)
    endings = ending_rows(evidence)
    changes = tuple(map(_change, evidence.adaptations[:MOST_CHANGES]))
    noticed = noticed_rows(evidence)
    figures, drawn = figure_rows(evidence, picture), count_drawn(evidence)
    return Page(
        title=one_line(verdict.rubric),
        name=one_line(verdict.name, limit=80),
        graded=f"graded {one_line(graded_on)} · rubric {verdict.rubric_digest[:DIGEST_SHOWN]}",
        grade=interval(verdict.lowest, verdict.highest, maximum=verdict.points),
        out_of=f"of {points(verdict.points)} points",
        status=_status(verdict),
        bar=_bar(verdict),
        lead=lead(verdict, evidence),
        notices=notices(verdict, evidence),
        questions=tuple(
            question_section(question, position=position)
            for position, question in enumerate(verdict.questions, start=1)
        ),
        documents=document_rows(held),
        held_count=held_count(held),
        networks=networks,
        more_networks=_more(len(evidence.networks) - len(networks), "network"),
        has_expected=any(row.expected for row in networks),
        endings=endings,
        more_endings=_more(len(evidence.endings) - len(endings), "ending"),
        changes=changes,
        change_count=count(len(evidence.adaptations)),
        more_changes=_more(len(evidence.adaptations) - len(changes), "change"),
        figures=figures,
        figure_count=count(drawn),
        more_figures=_more(drawn - len(figures), "figure"),
        noticed=noticed,
        noticed_count=count(number_noticed(evidence)),
        more_noticed=_more(number_noticed(evidence) - len(noticed), "observation"),
        legend=_legend(),
        footer=_footer(evidence),
    )


def _status(verdict: Verdict) -> str:
    suspected = _count(verdict, Outcome.SUSPECTED)
    verb = "waits" if suspected == 1 else "wait"
    words = [f"{counted(suspected, 'item')} {verb} for a person"] if suspected else []
    words += ["provisional until a person has looked"] if _count(verdict, Outcome.OPEN) else []
    return " · ".join(words) or "final"


def _count(verdict: Verdict, outcome: Outcome) -> int:
    return sum(finding.undecided is outcome for finding in verdict.waiting)


def _bar(verdict: Verdict) -> Bar:
    low, high = (points(p, maximum=verdict.points) for p in (verdict.lowest, verdict.highest))
    sure = f"{low} of {points(verdict.points)} points"
    return Bar(
        sure=share(max(Decimal(0), verdict.lowest), verdict.points),
        at_risk=share(verdict.highest - verdict.lowest, verdict.points),
        label=sure if low == high else f"{sure} are sure, up to {high}",
    )


def _change(adaptation: Adaptation) -> ChangeRow:
    return ChangeRow(
        place=one_line(str(adaptation.place)),
        what=clean(adaptation.what),
        why=clean(adaptation.why),
    )


def _more(number: int, noun: str) -> str:
    return f"and {counted(number, f'more {noun}')}" if number > 0 else ""


def _legend() -> tuple[LegendRow, ...]:
    return tuple(
        LegendRow(css=look.css, symbol=look.symbol, word=look.word, sentence=look.sentence)
        for look in (*LOOKS.values(), REMARK)
    )


def _footer(evidence: Evidence) -> str:
    parts = [f"Submission {evidence.digest[:DIGEST_SHOWN]}"]
    parts += [_sandbox(evidence.sandbox)] if evidence.sandbox else []
    parts += [f"data: {one_line(evidence.data.name)}"] if evidence.data else []
    parts += [f"took {seconds(evidence.seconds)}"] if evidence.seconds else []
    return " · ".join(parts)


def _sandbox(name: str) -> str:
    ways = {NO_SANDBOX: "ran without a sandbox", RECORDED: "replayed from a recording"}
    return ways.get(name, f"ran inside {one_line(name)}")
