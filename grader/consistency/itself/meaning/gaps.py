"""How far apart two values are said to be, held against all pairs that the words can mean."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from grader.consistency.itself.meaning.gap_pairs import (
    GAP,
    OTHER_SIDE,
    Role,
    against,
    over_all,
    roles_in_table,
)
from grader.consistency.itself.meaning.near import (
    Cells,
    before,
    cells_of,
    splits_in,
    value_of,
    views_near,
)
from grader.consistency.itself.meaning.rows import misses_a_row, rows_in
from grader.consistency.itself.meaning.values import (
    CHANGE_BEFORE,
    CHANGE_BEHIND,
    Value,
    amount_of,
    label_places,
    values_in,
)
from grader.consistency.itself.meaning.views import View
from grader.consistency.itself.meaning.words import LONELY, is_report
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import MEASURES
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_DECIMAL = re.compile(r"(?<![\w.,])\d{1,3}[.,]\d{1,4}(?![\w]|[.,]\d)")
_MOST = 12
_BACK = re.compile(
    r"^\W*(?:so\s|thus\s|hence\s|therefore\s|and\s|i\.e\.\s)?(?:this|that|which|what|it|these|they"
    r"|the\s(?:difference|gap|improvement|gain|drop|loss|increase|decrease|change|jump|rise|fall"
    r"|reduction|distance|margin))\b"
    r"|\b(?:this|that|which)\s(?:is|was|means|gives|makes|corresponds|amounts)\b",
    re.I,
)
_OWN_SUBJECT = re.compile(
    r"\w+\W+(?:\w+\W+){0,4}?(?:is|are|was|were|has|have|had|does|gains?|loses?|wins?|gets?|lies|comes"
    r"|ends|remains?|stays?|needs?|beats?)\b", re.I
)  # fmt: skip
_OF_BOTH = re.compile(
    r"\b(?:difference|gap|improvement|gain|drop|loss|increase|decrease|change|jump|rise|fall|margin"
    r"|reduction|distance|advantage|lead)\b", re.I
)  # fmt: skip
_AGO = re.compile(
    r"\b(?:earlier|previous\w*|literature|paper|published|last section|first part)\b", re.I
)
_ELSEWHERE = re.compile(r"\b(?:section|question|part|problem|task)\s\d", re.I)
_WAY = re.compile(r"\s(?:higher|lower|larger|smaller|above|below|more|less|greater)\b", re.I)


def gaps_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of every difference of a sentence."""
    text = sentence.text
    if not is_report(text) or LONELY.search(text):
        return
    told = [each for each in told_in(text) if _is_amount(text, each)]
    if not told:
        return
    views = views_near(world, sentence)
    told = [each for each in told if not _is_a_cell(each, views)]
    values = values_in(world, sentence, views)
    names = label_places(text, views)
    for each in told:
        if each.start not in names and (verdict := _held(world, sentence, each, views, values)):
            yield verdict


def _is_amount(text: str, told: Told) -> bool:
    """Whether a number tells by how much two values differ: in points, or in per cent of one."""
    if told.is_word or not 0 < told.value < 1000:
        return False
    if told.unit == "%":
        before, behind = text[: told.start], text[told.end : told.end + 40]
        return bool(CHANGE_BEFORE.search(before) or CHANGE_BEHIND.match(behind))
    if told.unit == "" and told.decimals >= 2 and MEASURES["loss"].search(text):
        before, behind = text[: told.start], text[told.end : told.end + 24]
        return bool(CHANGE_BEFORE.search(before) or _WAY.match(behind))
    return told.unit == "points" and told.value < 100


def _is_a_cell(told: Told, views: Sequence[View]) -> bool:
    """Whether it is a value of a table near by: `with 45.9 % better than the other`."""
    return told.unit == "%" and bool(told.decimals) and any(
        abs(entry.value - told.value) < 1e-9
        for view in views
        for lineup in view.lineups
        if lineup.measure in ("accuracy", "error")
        for entry in lineup.entries
    )  # fmt: skip


def _comes_of_its_own(text: str, told: Told) -> bool:
    """Whether two numbers of the sentence, whatever they are of, are so far apart."""
    rest = text[: told.start] + " " + text[told.end :]
    numbers = [float(each.replace(",", ".")) for each in _DECIMAL.findall(rest)[:_MOST]]
    return any(abs(abs(a - b) - told.value) < told.step / 2 for a, b in combinations(numbers, 2))


def _held(
    world: World, sentence: Sentence, told: Told, views: Sequence[View], values: Sequence[Value]
) -> Verdict | None:
    amount = amount_of(sentence.text, told)
    if told.decimals and _comes_of_its_own(sentence.text, told):
        return None
    # Of `by 16.3 points, i.e. 16.3 %` the second is no accuracy either.
    again = {v.start for v in values if v.start > told.end and v.value == told.value}
    own = [v for v in values if not told.start <= v.start < told.end and v.start not in again]
    roles = list(_roles(world, sentence, told, views, own))
    strong = next((role for role in roles if role.pairs), None)
    if strong is None or not strong.is_strong or _AGO.search(sentence.text):
        return None
    if _ELSEWHERE.search(sentence.clause_at(told.start).text):
        return None
    looked_at = (strong,) if strong.is_sure else roles
    if any(amount.fits(a, b) for role in looked_at for a, b in role.pairs):
        return None
    a, b = strong.pairs[-1]
    apart = abs(a.value - b.value)
    unit = " points" if told.unit else ""
    found = f"{_told(a)} and {_told(b)} are {apart:.{max(1, told.decimals)}f}{unit} apart"
    if told.unit == "%":
        found += f", {100 * apart / max(b.value, 1e-9):.1f} % of the second"
    return Verdict(
        holds=False,
        start=told.start,
        end=told.end,
        found=found,
        subject="difference",
        other=b.place,
    )


def _told(value: Value) -> str:
    names = " ".join(filter(None, [value.split, f"({value.label})" if value.label else ""]))
    return f"{value.shown} {names}".strip()


def _roles(
    world: World, sentence: Sentence, told: Told, views: Sequence[View], own: Sequence[Value]
) -> Iterator[Role]:
    """The pairs that the words can mean, the likeliest first."""
    text = sentence.text
    clause = sentence.clause_at(told.start).text
    measures = ("loss",) if told.unit == "" else ("accuracy", "error")
    if told.unit == "%" and MEASURES["loss"].search(clause):
        return
    scores = [value for value in own if value.measure in measures]
    named = [view for view in views if rows_in(text, view)]
    cells = [cells_of(view, measures[0]) for view in named or views]
    is_gap = bool(GAP.search(clause)) and "train" in splits_in(text)
    if len(scores) == 2:
        yield _of_two(sentence, told, scores, clause, cells, is_gap=is_gap)
    earlier = [v for v in before(world, sentence, views) if v.measure in measures]
    if not scores and _BACK.search(clause) and len(earlier) == 2 and not named:
        splits = {earlier[0].split, earlier[1].split}
        is_fit = "train" in splits and len(splits) == 2 if is_gap else len(splits - {""}) < 2
        yield Role(pairs=((earlier[0], earlier[1]),), is_strong=is_fit)
    if len(scores) == 1 and (pairs := against(clause, scores[0], cells)):
        yield Role(pairs=tuple(pairs), is_strong=True, is_sure=True)
    for each in cells:
        if misses_a_row(text, each.view):
            yield Role(pairs=(), is_strong=False)
            continue
        if len(scores) == 1 and (pairs := over_all(text, scores[0], each)):
            yield Role(pairs=tuple(pairs), is_strong=True)
        yield from roles_in_table(world, sentence, clause, each, is_alone=not scores)
    every = [*scores, *earlier]
    loose = list(combinations(every, 2))
    for value in every:
        loose += [(value, value_of(fact)) for fact in world.facts(measures[0])]
    yield Role(pairs=tuple(loose), is_strong=False)


def _is_of_another(sentence: Sentence, told: Told, last: Value) -> bool:
    """Whether the amount stands in a clause with a subject of its own: `..; 0.001 is better by`."""
    clause = sentence.clause_at(told.start)
    before = sentence.text[clause.start : told.start]
    if last.start >= clause.start or _BACK.search(clause.text) or _OF_BOTH.search(before):
        return False
    return bool(_OWN_SUBJECT.search(before))


def _of_two(
    sentence: Sentence,
    told: Told,
    scores: Sequence[Value],
    clause: str,
    cells: Sequence[Cells],
    *,
    is_gap: bool,
) -> Role:
    """`51.8 % and 38.0 %, a difference of ..`: the only two values of the sentence."""
    a, b = scores
    other = OTHER_SIDE.search(sentence.clause_at(told.start).text)
    third = other is not None and a.start < told.start and b.start < told.start and bool(
        re.search(r"[^\W\d]{3,}", clause[other.end() :])
    )  # fmt: skip
    amounts = [each for each in told_in(sentence.text) if _is_amount(sentence.text, each)]
    is_fit = not is_gap or "train" in {a.split, b.split}
    is_two = len({a.split, b.split} - {""}) < 2 or is_gap or "train" in {a.split, b.split}
    is_sure = is_fit and is_two and not third and len(amounts) == 1
    is_sure = is_sure and not _is_of_another(sentence, told, b)
    return Role(pairs=((a, b),), is_strong=is_fit, is_sure=is_sure)
