"""What a terminal shows: the summary of a run, and the evidence of one submission."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.records import Evidence, Kind
from grader.render.class_facts import waiting_words
from grader.render.endings import raised_words, run_sentence, troubles
from grader.render.graded import GradedSubmission
from grader.render.inspection import SECTIONS
from grader.render.lines import Line
from grader.render.numbers import count, interval, points, seconds
from grader.render.outcomes import LOOKS, REMARK
from grader.render.text import one_line

MOST_LINES = 60
KIND_STYLES: dict[Kind, str] = {
    Kind.CLAIMED: "magenta",
    Kind.WRITTEN: "cyan",
    Kind.OBSERVED: "yellow",
    Kind.MEASURED: "green",
}


def summary_table(graded: Sequence[GradedSubmission]) -> RenderableType:
    """One line for each submission of a finished run."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("Submission", no_wrap=True, overflow="ellipsis", min_width=12)
    table.add_column("Grade", justify="right", no_wrap=True)
    table.add_column("Waits for a person", no_wrap=True)
    table.add_column("Runs", overflow="fold", max_width=40)
    for one in graded:
        table.add_row(plain(one.name, limit=60), _grade(one), _waiting(one), _runs(one))
    return table


def legend() -> Text:
    """The outcomes with their symbols and colours, on one line."""
    looks = (*LOOKS.values(), REMARK)
    return Text("   ").join(Text(f"{look.symbol} {look.word}", look.terminal) for look in looks)


def describe_evidence(evidence: Evidence) -> RenderableType:
    """Everything that is known of one submission, list by list, with kind and place."""
    sections = (_section(title, lines(evidence)) for title, lines in SECTIONS)
    return Group(_heading(evidence), *sections)


def plain(text: str, *, style: str = "", limit: int = 160) -> Text:
    """Foreign text for a terminal: no markup, no control codes, one line."""
    return Text(one_line(text, limit=limit), style=style)


def _grade(one: GradedSubmission) -> Text:
    verdict = one.verdict
    if verdict is None:
        return Text("–", style="dim")
    grade = interval(verdict.lowest, verdict.highest, maximum=verdict.points)
    words = Text(grade, style="yellow" if verdict.lowest < verdict.highest else "bold")
    return words.append(f" / {points(verdict.points)}", style="dim")


def _waiting(one: GradedSubmission) -> Text:
    if one.verdict is None:
        return Text("everything", style="yellow")
    return Text(waiting_words(one.verdict), style="yellow")


def _runs(one: GradedSubmission) -> Text:
    if one.problem:
        return plain(one.problem, style="red")
    if one.evidence is None:
        return Text("")
    words = Text(", ".join(troubles(one.evidence)), style="yellow")
    quiet = ", ".join(raised_words(one.evidence))
    return words.append(f"{', ' if words and quiet else ''}{quiet}", style="dim")


def _heading(evidence: Evidence) -> RenderableType:
    data = f"{evidence.data.name}" if evidence.data else "no data"
    stand_in = " (a stand-in)" if evidence.data and evidence.data.stand_in else ""
    where = f"sandbox {evidence.sandbox or 'unknown'}, {data}{stand_in}"
    return Group(
        plain(evidence.name, style="bold"),
        plain(f"{where}, {seconds(evidence.seconds)}", style="dim"),
        plain(run_sentence(evidence)),
    )


def _section(title: str, lines: Sequence[Line]) -> RenderableType:
    heading = Text(f"\n{title}", style="bold").append(f"  {count(len(lines))}", style="dim")
    if not lines:
        return Group(heading, Padding(Text("none seen", style="dim"), (0, 0, 0, 2)))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    for line in lines[:MOST_LINES]:
        table.add_row(_kind(line), _words(line), plain(str(line.place), style="dim"))
    hidden = len(lines) - MOST_LINES
    rest = (Text(f"and {count(hidden)} more", style="dim"),) if hidden > 0 else ()
    return Group(heading, Padding(Group(table, *rest), (0, 0, 0, 2)))


def _kind(line: Line) -> Text:
    return Text(str(line.kind), style=KIND_STYLES[line.kind]) if line.kind else Text("")


def _words(line: Line) -> Text:
    words = plain(line.main, style="yellow" if line.is_trouble else "")
    return words.append("\n").append_text(plain(line.more, style="dim")) if line.more else words
