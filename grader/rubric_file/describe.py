"""A Rubric as people read it in a terminal."""

from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.notation import write_architecture
from grader.records import (
    CheckCondition,
    Criterion,
    Expected,
    Question,
    RequiredNetwork,
    Rubric,
    Setting,
)


def describe_rubric(rubric: Rubric) -> RenderableType:
    """Questions, points, and for each item what it costs and who decides."""
    parts: list[RenderableType] = [
        Text(f"{rubric.title}, {_plain(rubric.points)} points", style="bold"),
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
    checks = sum(isinstance(item.condition, CheckCondition) for item in items)
    decided = f"{len(items)} items: {checks} decided by checks, {len(items) - checks} by a person."
    if rubric.late is None:
        return decided
    percent = _plain(100 * rubric.late.per_day)
    days = rubric.late.reject_after_days
    return f"{decided} Late: {percent} % of the maximum a day, nothing after {days} days."


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
    return heading.append(f"  {_plain(question.points)} points", style="not bold dim")


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
    return Text("/".join(f"−{_plain(level)}" for level in criterion.points), style="red")


def _item(criterion: Criterion) -> Text:
    words = Text(criterion.statement)
    words.append(f"\n{criterion.id.partition('/')[2]}", style="dim")
    return words.append(f", after {', '.join(criterion.needs)}" if criterion.needs else "")


def _decider(criterion: Criterion) -> str:
    condition = criterion.condition
    if not isinstance(condition, CheckCondition):
        return f"a person: {condition.question}"
    settings = ", ".join(_setting(setting) for setting in condition.settings)
    word = "when" if condition.deduct_when else "unless"
    return f"{word} {condition.check}({settings})"


def _setting(setting: Setting) -> str:
    value = setting.value
    words = " and ".join(value) if isinstance(value, tuple) else str(value)
    return f"{setting.name}: {words}"


def _plain(number: Decimal) -> str:
    """An exact number without trailing zeros; nothing is rounded here."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
