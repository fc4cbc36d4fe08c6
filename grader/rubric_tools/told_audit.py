"""An audit as people read it in a terminal."""

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.render.numbers import count, counted, interval, points
from grader.render.terminal import plain
from grader.rubric_tools.audit import ABOUT_NOTHING, Audit, Audited
from grader.rubric_tools.cases import CaseKind


def describe_audit(audit: Audit) -> RenderableType:
    """A line for each case, then what is not as it should be, then what no case touches."""
    return Group(_table(audit), *_faults(audit), *_gaps(audit), *_summary(audit))


def _table(audit: Audit) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("Case", overflow="fold", min_width=12)
    table.add_column("Is", no_wrap=True)
    for name in ("Grade", "Caught", "Undecided", "Missed", "Wrong", "Suspected"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in audit.cases:
        style = "" if each.is_as_it_should else "red"
        verdict = each.verdict
        numbers = (each.caught, each.undecided, each.missed, each.wrong, each.doubted)
        table.add_row(
            plain(each.case.name, style=style, limit=60),
            str(each.case.kind),
            interval(verdict.lowest, verdict.highest, maximum=verdict.points),
            *(count(len(names)) if names else "" for names in numbers),
        )
    return table


def _faults(audit: Audit) -> Iterator[Text]:
    for each in audit.cases:
        lines = tuple(_told(each))
        if lines and each.case.why:
            yield plain(f"{each.case.name}: {each.case.why}", style="dim", limit=400)
        for line in lines:
            yield plain(f"{each.case.name}: {line}", limit=400)


def _told(each: Audited) -> Iterator[str]:
    reasons = {f.criterion.id: f.answer.reason for f in each.verdict.findings}
    for name in each.wrong:
        yield f"lost {name}, which it must not. {reasons[name]}"
    for name in each.missed:
        yield f"kept {name}, which it must lose. {reasons[name]}"
    for name in each.undecided:
        yield f"{name} waits for a person. {reasons[name]}"
    for name in each.doubted:
        yield f"{name} is suspected without need. {reasons[name]}"
    if each.case.kind is CaseKind.EMPTY and not each.is_as_it_should:
        most = points(ABOUT_NOTHING * each.verdict.points)
        yield f"keeps {points(each.kept)} points for nothing, {most} are tolerable."


def _gaps(audit: Audit) -> Iterator[RenderableType]:
    if audit.never_fell:
        yield Text("\nNo case loses these, so nothing shows that anything can:", style="bold")
        yield from _by_question(audit.never_fell)
    if audit.never_right:
        yield Text("\nNo right case was found to meet these:", style="bold")
        yield from _by_question(audit.never_right)


def _by_question(names: Iterable[str]) -> Iterator[RenderableType]:
    """A line for each question: there may be many."""
    table = Table(box=None, show_header=False, pad_edge=True, padding=(0, 1, 0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    items: dict[str, list[str]] = {}
    for name in names:
        question, _, item = name.partition("/")
        items.setdefault(question, []).append(item)
    for question, its in items.items():
        table.add_row(question, ", ".join(its))
    yield table


def _summary(audit: Audit) -> Iterator[Text]:
    wrong = sum(len(each.wrong) for each in audit.cases)
    faults = [each for each in audit.cases if each.case.kind is CaseKind.FAULT]
    caught, undecided, missed = (
        sum(len(getattr(each, name)) for each in faults)
        for name in ("caught", "undecided", "missed")
    )
    yield Text()
    yield Text(
        f"{counted(len(audit.cases), 'case')}: {count(caught)} faults caught, "
        f"{count(undecided)} undecided, {count(missed)} missed; {count(wrong)} wrong deductions."
    )
    if audit.deductions and any(each.case.kind is CaseKind.RIGHT for each in audit.cases):
        share = round(100 * audit.decided / audit.deductions)
        yield Text(
            f"Of a right case {count(audit.decided)} of {counted(audit.deductions, 'deduction')} "
            f"({share} %) are decided without a person."
        )
