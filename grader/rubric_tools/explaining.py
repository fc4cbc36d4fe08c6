"""`grade rubric --explain ID`: what an item looks at, and what would decide it."""

import inspect
import re
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.checks import CHECKS
from grader.errors import SettingsError
from grader.notation import did_you_mean
from grader.records import (
    CheckCondition,
    Criterion,
    LevelsCondition,
    Question,
    ReviewCondition,
    Rubric,
    Setting,
)
from grader.resources import resource_folder
from grader.rubric_file.settings import NETWORK_SETTINGS
from grader.rubric_file.surroundings import is_required, settings_of
from grader.rubric_file.told import (
    check_words,
    checks_of,
    condition_lines,
    cost_words,
    plain,
    value_words,
)

PAGE = "checks.md"


def explain_item(rubric: Rubric, name: str) -> RenderableType:
    """Everything that bears on one item, for those who write rubrics."""
    question, criterion = find_item(rubric, name)
    parts: list[RenderableType] = [_heading(question, criterion), *_who_decides(criterion)]
    parts += [_after(rubric, need) for need in criterion.needs]
    if criterion.look_at:
        parts.append(Text(f"A person looks at: {'; '.join(criterion.look_at)}"))
    if criterion.advice:
        parts.append(Text(f"Advice to the student: {criterion.advice}"))
    for check in checks_of(criterion.condition):
        parts += _check(rubric, check)
    for name in dict.fromkeys(check.check for check in checks_of(criterion.condition)):
        parts += _documentation(name)
    return Group(*parts)


def find_item(rubric: Rubric, name: str) -> tuple[Question, Criterion]:
    """The item of this id; the part after the slash is enough where only one has it."""
    items = [(question, each) for question in rubric.questions for each in question.criteria]
    exact = [pair for pair in items if pair[1].id == name]
    short = [pair for pair in items if pair[1].id.partition("/")[2] == name]
    if exact or len(short) == 1:
        return (exact or short)[0]
    if short:
        named = ", ".join(criterion.id for _, criterion in short)
        raise SettingsError(f"{name}: {len(short)} items are called so, name one of {named}")
    known = [criterion.id for _, criterion in items]
    there = f", there are {', '.join(known[:8])}{', ...' if len(known) > 8 else ''}"
    raise SettingsError(f"{name}: no item has this id{did_you_mean(name, known) or there}")


def _heading(question: Question, criterion: Criterion) -> RenderableType:
    what = cost_words(criterion) if criterion.most_points else "remark"
    words = Text(f"{criterion.id}  {what}", style="bold")
    words.append(f" of {plain(question.points)} points, {question.title}", "not bold dim")
    return Group(words, Text(criterion.statement))


def _who_decides(criterion: Criterion) -> Iterator[RenderableType]:
    verb = "It gives points" if criterion.is_bonus else "It costs points"
    is_level = isinstance(criterion.condition, LevelsCondition)
    yield Text()
    for line in condition_lines(criterion):
        asks_a_person = line.startswith("a person: ")
        yield Text(line if is_level or asks_a_person else f"{verb} {line}")
    if isinstance(criterion.condition, ReviewCondition):
        yield Text("Nothing moves until a person has decided.", style="dim")
    else:
        told = "Points move only where that is certain; what is in doubt waits for a person."
        yield Text(told, style="dim")
    yield Text()


def _after(rubric: Rubric, need: str) -> Text:
    _, criterion = find_item(rubric, need)
    return Text(f"Asked only if {need} is met: {criterion.statement}")


def _check(rubric: Rubric, check: CheckCondition) -> Iterator[RenderableType]:
    yield Text(f"\n{check_words(check)}", style="bold")
    function = CHECKS[check.check]
    text = (inspect.getdoc(function) or "").strip()
    yield Padding(Text(text), (0, 0, 0, 2))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    given = {setting.name: setting for setting in check.settings}
    for name, parameter in settings_of(function).items():
        if name in given:
            table.add_row(name, _value(rubric, given[name]))
        elif not is_required(parameter):
            default = parameter.default
            told = "" if default in (None, "", ()) else f", which means {value_words(default)}"
            table.add_row(Text(name, "dim"), Text(f"left out{told}", "dim"))
    if table.row_count:
        yield Padding(table, (0, 0, 0, 2))


def _value(rubric: Rubric, setting: Setting) -> str:
    names = setting.value if isinstance(setting.value, tuple) else (setting.value,)
    if setting.name not in NETWORK_SETTINGS:
        return value_words(setting.value)
    there = {network.name: network for network in rubric.networks}
    known = [there[name] for name in names if isinstance(name, str) and name in there]
    if not known:
        return value_words(setting.value)
    lines = []
    for network in known:
        told = f"{network.name}: {network.notation}, {network.parameters:,} parameters"
        told += f", measured on {network.task}" if network.task else ""
        reached = network.expected
        if reached is not None:
            told += f"; {reached.recipe} reached {reached.mean:.2f} % ± {reached.deviation:.2f}"
        lines.append(told)
    return "\n".join(lines)


def _documentation(check: str) -> Iterator[RenderableType]:
    """The section of the page about checks that has this one's name in its heading."""
    section = check_section(_page(), check)
    if section:
        yield Text()
        yield Markdown(section)


def check_section(page: str, check: str) -> str:
    """The part of the page from a check's heading to the next one of the same depth."""
    lines = page.splitlines()
    for start, line in enumerate(lines):
        heading = re.match(r"(#{2,4}) .*`([^`]*)`", line)
        if heading and f"`{check}`" in line:
            depth = len(heading[1])
            rest = lines[start + 1 :]
            ends = (n for n, each in enumerate(rest) if re.match(rf"#{{1,{depth}}} ", each))
            return "\n".join([line, *rest[: next(ends, len(rest))]])
    return ""


def _page() -> str:
    try:
        return (resource_folder("docs") / PAGE).read_text(encoding="utf-8")
    except OSError:
        return ""
