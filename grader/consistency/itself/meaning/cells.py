"""A value, or a bound, said of one row of a table: `after 10 epochs it is 82 %`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.meaning.near import views_near
from grader.consistency.itself.meaning.rows import At, misses_a_row, rows_in
from grader.consistency.itself.meaning.views import View, kind_of
from grader.consistency.itself.meaning.words import (
    ABOUT,
    ABOVE,
    BELOW,
    DENIED,
    LAST,
    LONELY,
    PEAK,
    is_report,
    telling_words,
)
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import MEASURES, SPLITS
from grader.consistency.itself.reckoning.lineups import Entry, Lineup
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.notation.headings import Computed

_HELD = ("accuracy", "loss", "error")
_COMPARES = re.compile(
    r"\b(?:than|compared|points?|pp|gap|difference|between|gain\w*|lower by|higher by|times|factor"
    r"|ratio|relative|from|improv\w+|drops? by|falls? by|rises? by|reduc\w+|until|stopp?\w*"
    r"|threshold|patience|would|target|goal)\b",
    re.I,
)
_BOUND_WORDS = re.compile(
    r"\b(?:more|less|higher|lower|greater|better|worse|larger|smaller|fewer) than\s(?:the\s)?$",
    re.I,
)
_LOSS = re.compile(
    r"\bloss(?:es)?\b[^\d]{0,30}?(?:\b(?:is|was|are|were|of|at|equals?|reach\w*|gets?|becomes?|ends?|ended"
    r"|has|had|falls? to|fell to|drops? to|dropped to|down to|about|around|only|still|above|below"
    r"|under|over|than|ist|war)|[=:≈(])\s?(?:the\s|a\s)?$", re.I
)  # fmt: skip
_BY = re.compile(r"\b(?:by|um|por)\s(?:about\s|around\s|only\s|roughly\s)?$", re.I)
_SIDES = re.compile(r"\b(?:than|compared|against|versus|vs|instead)\b", re.I)
_ONWARDS = re.compile(r"\b(?:from|since|starting)\b[^.;]{0,24}\bon(?:wards?)?\b", re.I)

_GAINS = re.compile(
    r"\b(?:gain(?:s|ed)?|los(?:e|es|t)|w(?:in|ins|on)|add(?:s|ed)?|brings?|brought|costs?|drops?|falls?"
    r"|fell|rises?|rose|grows?|grew|improves?|jumps?)\s(?:only\s|just\s|about\s|another\s|still\s){0,2}$",
    re.I,
)
_AT_EPOCH = re.compile(r"\b(?:epochs?|ep\.?|epoche|época)\s(?P<number>\d{1,5})(?!\d)", re.I)
_FIRST_EPOCH = re.compile(
    r"\b(?:first|second|third|fourth|fifth|tenth|single|one)\sepoch|\binitial\w*|\bat the (?:start"
    r"|beginning)\b", re.I
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    told: Told
    measure: str
    split: str
    value: float
    step: float
    bound: int
    """1 for `above`, -1 for `below`, 0 for the value itself."""
    is_about: bool


def cells_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of every such value of a sentence."""
    text = sentence.text
    if not is_report(text) or LONELY.search(text):
        return
    if not any(map(_may_be_a_value, told_in(text))):
        return
    views = views_near(world, sentence)
    if not views:
        return
    # `It gains 3.7 points, the other one 4.9`: there, the bare number is one of points, too.
    is_of_points = any(each.unit == "points" for each in told_in(text))
    for clause in sentence.clauses:
        said = _said(clause.text, views)
        if said is not None and said.told.unit == "" and is_of_points:
            continue
        if said is not None and (verdict := _held(world, sentence, clause.text, said, views)):
            yield verdict


def _said(text: str, views: Sequence[View]) -> _Said | None:
    """The one value that a clause tells."""
    names = {
        place
        for view in views
        for lineup in view.lineups
        for named in named_in(text, lineup)
        for place in range(named.start, named.end)
    }
    numbers = [t for t in told_in(text) if _may_be_a_value(t) and t.start not in names]
    if len(numbers) != 1:
        return None
    told = numbers[0]
    before = text[: told.start]
    bound = 1 if ABOVE.search(before) else -1 if BELOW.search(before) else 0
    bare = _BOUND_WORDS.sub("", before) + " " + text[told.end :] if bound else text
    if _COMPARES.search(_ONWARDS.sub(" ", bare)):
        return None
    if _BY.search(before) or _GAINS.search(before) or (bound and DENIED.search(before)):
        return None
    measures = [name for name in _HELD if MEASURES[name].search(before)] or [
        name for name in _HELD if MEASURES[name].search(text)
    ]
    if len(measures) != 1:
        return None
    measure = measures[0]
    splits = [name for name, words in SPLITS.items() if words.search(text)]
    if len(splits) > 1:
        return None
    value, step = told.value, told.step
    if measure != "loss":
        if told.unit != "%" and not (told.unit == "" and told.decimals):
            return None
        if told.unit == "" and value <= 1:
            value, step = 100 * value, 100 * step
    elif told.unit != "" or not told.decimals or not _LOSS.search(before):
        return None
    return _Said(
        told=told, measure=measure, split=splits[0] if splits else "", value=value, step=step,
        bound=bound, is_about=ABOUT.search(before) is not None,
    )  # fmt: skip


def _may_be_a_value(told: Told) -> bool:
    if told.is_word or told.unit in ("epochs", "parameters", "time", "energy", "carbon"):
        return False
    return told.unit in ("%", "points") or told.decimals > 0


def _held(
    world: World, sentence: Sentence, clause: str, said: _Said, views: Sequence[View]
) -> Verdict | None:
    """Against every cell that it can mean."""
    found: list[tuple[View, Lineup, Entry, bool]] = []
    here = world.section_of(sentence)
    for view in world.views:
        if misses_a_row(sentence.text, view):
            if view.section == here:
                return None
            continue
        for lineup, entry in _meant(world, view, sentence, clause, said):
            is_near = view.section == here or view in views
            found.append((view, lineup, entry, is_near))
    if not found or any(_holds(said, entry, lineup) is not False for _, lineup, entry, _ in found):
        return None
    if _is_told_elsewhere(world, sentence, said):
        return None
    near = [each for each in found if each[3]]
    near = [each for each in near if telling_words(sentence.text) <= each[0].context]
    if not near:
        return None
    view, lineup, entry, _ = near[0]
    at = sentence.text.find(said.told.words)
    start = max(0, at)
    return Verdict(
        holds=False,
        start=start,
        end=min(len(sentence.text), start + len(said.told.words)),
        found=f"{view.name} has, under {lineup.heading}, {entry.shown} for {entry.label}",
        subject=lineup.heading or lineup.measure,
        other=entry.place,
    )


def _meant(
    world: World, view: View, sentence: Sentence, clause: str, said: _Said
) -> Iterator[tuple[Lineup, Entry]]:
    if _is_of_an_epoch(clause, view):
        return
    rows = rows_in(clause, view)
    if not rows and not _SIDES.search(sentence.text):
        rows = rows_in(sentence.text, view)
    if not rows and not view.axis:
        rows = rows_in(world.title(world.section_of(sentence)), view)
    rows = tuple(at for at in rows if not _is_the_number(at, said, clause, rows))
    if len(rows) != 1:
        return
    for lineup in view.lineups:
        is_kind = kind_of(lineup) in (None, Computed.BEST)
        measure = "accuracy" if said.measure == "error" else said.measure
        if lineup.measure not in (measure, said.measure) or not is_kind:
            continue
        if said.split and lineup.split and said.split != lineup.split:
            continue
        if not _fits_moment(clause, lineup, view):
            continue
        for entry in lineup.entries:
            if entry.row == rows[0].row:
                yield lineup, entry


def _is_of_an_epoch(clause: str, view: View) -> bool:
    """Whether words tell of a point of the training, and a table only of what came of it."""
    if view.axis == "epoch":
        return False
    told = {m["number"] for m in _AT_EPOCH.finditer(clause)}
    return bool(told - view.context) or _FIRST_EPOCH.search(clause) is not None


def _fits_moment(clause: str, lineup: Lineup, view: View) -> bool:
    """Whether `best` and `final` of the words and of the column's heading agree."""
    if view.axis == "epoch":
        return not PEAK.search(clause)
    has_last, has_best = LAST.search(lineup.heading), PEAK.search(lineup.heading)
    if PEAK.search(clause) and not has_best:
        return False
    return not (has_best and LAST.search(clause)) and not (has_last and PEAK.search(clause))


def _is_the_number(at: At, said: _Said, clause: str, rows: Sequence[At]) -> bool:
    return said.told.start <= at.start < said.told.end


def _holds(said: _Said, entry: Entry, lineup: Lineup) -> bool | None:
    value = entry.value
    if said.measure == "error" and lineup.measure == "accuracy":
        value = 100 - value
    step = max(said.step, entry.step)
    apart = abs(value - said.value)
    if said.bound:
        slack = max(entry.step, 0.25 * said.step)
        return None if apart <= slack else (value > said.value) is (said.bound > 0)
    if said.is_about:
        return apart <= max(2 * step, 0.04 * abs(value), 1.5 if said.measure != "loss" else 0.0)
    return apart <= step * (1.0 if said.step > entry.step else 0.51) + 1e-9


def _is_told_elsewhere(world: World, sentence: Sentence, said: _Said) -> bool:
    """Whether another sentence, or another table, has this very value of the same measure."""
    if said.bound:
        return False
    span = sentence.spoken.span
    here = world.section_of(sentence)
    for fact in world.told:
        is_own = fact.block == span.block and span.start <= fact.start < span.end
        if not is_own and fact.measure == said.measure and abs(fact.value - said.value) < 1e-9:
            return True
    return any(
        abs(entry.value - said.value) < 1e-9
        for view in world.views
        if view.section != here
        for lineup in view.lineups
        if lineup.measure == said.measure
        for entry in lineup.entries
    )
