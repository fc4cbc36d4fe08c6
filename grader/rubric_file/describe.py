"""A Rubric as people read it in a terminal."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.notation import write_architecture
from grader.records import (
    Criterion,
    Expected,
    Question,
    RequiredNetwork,
    Rubric,
)
from grader.rubric_file.told import condition_lines, cost_words, is_decided_by_checks, plain


def describe_rubric(rubric: Rubric) -> RenderableType:
    """Questions, points, and for each item what it costs and who decides."""
    parts: list[RenderableType] = [
        Text(f"{rubric.title}, {plain(rubric.points)} points", style="bold"),
        Text(_summary(rubric)),
    ]
    if rubric.networks:
        parts += [Text(), Text("Networks that are asked for", style="bold")]
        parts += [_network(network) for network in rubric.networks]
    for question in rubric.questions:
        parts += [Text(), _heading(question), _items(question)]
    return Group(*parts)


def _summary(rubric: Rubric) -> str:
    items = [criterion for question in rubric.questions for criterion in question.criteria]
    checks = sum(is_decided_by_checks(item.condition) for item in items)
    told = [f"{len(items)} items: {checks} decided by checks, {len(items) - checks} by a person."]
    if any(item.is_bonus for item in items):
        most = rubric.points if rubric.at_most is None else rubric.at_most
        told.append(f"With bonus items at most {plain(most)} points.")
    if rubric.late is not None:
        percent = plain(100 * rubric.late.per_day)
        days = rubric.late.reject_after_days
        told.append(f"Late: {percent} % of the maximum a day, nothing after {days} days.")
    return " ".join(told)


def _network(network: RequiredNetwork) -> RenderableType:
    lines = Text(f"{network.name}  ", style="bold")
    lines.append(f"{write_architecture(network.architecture)}\n", style="cyan")
    counts = f"{network.parameters:,} parameters, {network.biases:,} of them biases"
    measured = f"; measured on {network.task}" if network.task else ""
    lines.append(f"{counts}{measured}{_expected(network.expected)}", style="dim")
    return Padding(lines, (0, 0, 0, 2))


def _expected(expected: Expected | None) -> str:
    if expected is None:
        return ""
    return (
        f"; {expected.recipe} reached {expected.mean:.2f} % ± {expected.deviation:.2f} "
        f"in {expected.runs} runs on {expected.data}"
    )


def _heading(question: Question) -> Text:
    heading = Text(f"{question.id}  {question.title}", style="bold")
    cap = f", at most {plain(question.at_most)} with bonus" if question.at_most else ""
    return heading.append(f"  {plain(question.points)} points{cap}", style="not bold dim")


def _items(question: Question) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(justify="right", no_wrap=True, min_width=7)
    table.add_column(ratio=3)
    table.add_column(ratio=2, style="dim")
    for criterion in question.criteria:
        table.add_row(_cost(criterion), _item(criterion), Text(_decider(criterion)))
    return Padding(table, (0, 0, 0, 2))


def _cost(criterion: Criterion) -> Text:
    if criterion.most_points == 0:
        return Text("remark", style="dim")
    return Text(cost_words(criterion), style="green" if criterion.is_bonus else "red")


def _item(criterion: Criterion) -> Text:
    words = Text(criterion.statement)
    words.append(f"\n{criterion.id.partition('/')[2]}", style="dim")
    return words.append(f", after {', '.join(criterion.needs)}" if criterion.needs else "")


def _decider(criterion: Criterion) -> str:
    return "\n".join(condition_lines(criterion))
