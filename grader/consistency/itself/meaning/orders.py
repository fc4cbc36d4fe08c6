"""Which of two values is said to be greater, held against all that the two sides can mean."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.meaning.named import named_facts
from grader.consistency.itself.meaning.near import (
    cells_of,
    recent,
    rows_meant,
    splits_in,
    views_near,
)
from grader.consistency.itself.meaning.values import Value, numbers_in
from grader.consistency.itself.meaning.words import LONELY, is_report, telling_words
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import LESS_IS_BETTER, MEASURES, SPLITS
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_MORE = (
    "higher|greater|larger|bigger|more|above|exceeds?|exceeded|surpass(?:es|ed)?|over|ahead of"
    "|höher|größer|mehr|mayor|más alt[oa]"
)
_LESS = "lower|smaller|less|fewer|below|beneath|under|niedriger|kleiner|weniger|menor|más baj[oa]"
_GOOD = "better|superior|outperforms?|outperformed|beats?|wins (?:over|against)|besser|mejor"
_BAD = "worse|inferior|poorer|behind|trails?|loses to|schlechter|peor"
_WAY = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<good>{_GOOD})|(?P<bad>{_BAD}))\b", re.I
)
_ALL = re.compile(r"\b(?:all|both|every|each|always|any|everywhere|throughout)\b", re.I)
_NOT = re.compile(r"\b(?:not|never|no|nor|neither|none|hardly|nothing|without)\b|n['’]t\b", re.I)
_PART = re.compile(
    r"\b(?:at first|initially|until|till|up to|from|after|before|once|sometimes|mostly|usually"
    r"|almost|nearly|except|first \w+ epochs|expected|if|when|only|the \w+er the|between|since)\b",
    re.I,
)
_THAN = re.compile(r"\b(?:than|then|as|que|als|over|against|compared (?:to|with))\b", re.I)
_THE = re.compile(r"\b(?:the|has|have|had|gives?|gets?|reach\w*)\s(?:a\s|the\s)?$", re.I)
_SET = re.compile(
    r"\b(?:time|memory|stable|stability|choice|way|idea|solution|understand\w*)\b", re.I
)
_OTHER_VIRTUE = re.compile(
    r"\b(?:faster|slower|speed|stable|stability|smooth\w*|converg\w*|learn\w*|start\w*|quick\w*"
    r"|early|beginning|fit|expect\w*|little|slightly better look|sharper|capacity|looks?)\b", re.I
)  # fmt: skip
_HELD = ("parameters", "time", "energy", "carbon", "loss", "error", "accuracy")
_HOW = re.compile(
    r"\s(?:\w+ly|often|efficient|effective|reliable|robust|expressive|economical)\b", re.I
)
"""`Used more efficiently than` counts nothing."""
_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:%|points?|pp|percent|times|x\b|percentage)", re.I)


def orders_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of every order of a sentence."""
    text = sentence.text
    if not is_report(text) or LONELY.search(text):
        return
    for match in _WAY.finditer(text):
        clause = sentence.clause_at(match.start())
        if _NOT.search(clause.text) or _PART.search(clause.text) or _HOW.match(text, match.end()):
            continue
        side = _of_splits(world, sentence, clause, match)
        side = side or _of_named(world, sentence, clause, match)
        if side is not None:
            yield side


def _way(match: re.Match[str], measure: str) -> bool:
    if match["more"]:
        return True
    if match["less"]:
        return False
    is_good = match["good"] is not None
    return is_good is not (measure in LESS_IS_BETTER)


def _of_splits(
    world: World, sentence: Sentence, clause: Clause, match: re.Match[str]
) -> Verdict | None:
    """`The training accuracy is higher than the test accuracy`."""
    text = sentence.text
    first = [(m.start(), n) for n, w in SPLITS.items()
             for m in w.finditer(text, clause.start, match.start())]  # fmt: skip
    other = [(m.start(), n) for n, w in SPLITS.items()
             for m in w.finditer(text, match.end(), clause.end)]  # fmt: skip
    if len({n for _, n in first}) != 1 or not other:
        return None
    left, right = first[0][1], min(other)[1]
    if left == right or "train" not in (left, right) or _AMOUNT.search(clause.text):
        return None
    measure = "loss" if MEASURES["loss"].search(clause.text) else "accuracy"
    if MEASURES["error"].search(clause.text):
        return None
    is_more = _way(match, measure)
    near = recent(world, sentence)
    pairs = _told(near, left, right, measure)
    shown, is_every = pairs, False
    if not pairs:
        pairs, is_every = _in_tables(world, sentence, clause, (left, right), measure)
        shown = [pair for pair in pairs if not _fits(pair, is_more=is_more)]
    if not pairs or not shown:
        return None
    wrong = [pair for pair in pairs if _breaks(pair, is_more=is_more)]
    is_wrong = bool(wrong) if is_every and _ALL.search(text) else len(wrong) == len(pairs)
    if not is_wrong:
        return None
    a, b = wrong[0]
    found = f"it is {a.shown} for {left} and {b.shown} for {right}"
    found += f" ({b.label})" if b.label else ""
    return Verdict(holds=False, start=match.start(), end=match.end(), found=found,
                   subject=f"{left} and {right} {measure}", other=b.place)  # fmt: skip


def _fits(pair: tuple[Value, Value], *, is_more: bool) -> bool:
    return (pair[0].value > pair[1].value) is is_more


def _breaks(pair: tuple[Value, Value], *, is_more: bool) -> bool:
    a, b = pair
    slack = 0.5 * max(a.step, b.step)
    return abs(a.value - b.value) > slack and not _fits(pair, is_more=is_more)


def _told(near: Sequence[Value], left: str, right: str, measure: str) -> list[tuple[Value, Value]]:
    lefts = [v for v in near if v.split == left and v.measure == measure]
    rights = [v for v in near if v.split == right and v.measure == measure]
    return [(lefts[0], rights[0])] if len(lefts) == 1 == len(rights) else []


def _in_tables(
    world: World, sentence: Sentence, clause: Clause, sides: tuple[str, str], measure: str
) -> tuple[list[tuple[Value, Value]], bool]:
    found: list[tuple[Value, Value]] = []
    for view in views_near(world, sentence):
        if not telling_words(sentence.text) <= view.context:
            continue
        cells = cells_of(view, measure)
        rows = rows_meant(world, sentence, clause.text, view) or cells.rows
        for row in rows:
            found += [
                (a, b)
                for at, one in enumerate(cells.columns)
                for to, other in enumerate(cells.columns)
                if (one.split, other.split) == sides
                and (a := cells.of(at, row))
                and (b := cells.of(to, row))
            ]
    return found, True


def _of_named(
    world: World, sentence: Sentence, clause: Clause, match: re.Match[str]
) -> Verdict | None:
    """`The deep networks are better than the shallow one`, `A has the higher accuracy`."""
    text = sentence.text
    than = _THAN.search(text, match.end(), clause.end)
    between = text[match.end() : than.start() if than else clause.end]
    measure = _measure(text, clause, match, between)
    if not measure or _AMOUNT.search(clause.text) or _OTHER_VIRTUE.search(clause.text):
        return None
    splits = splits_in(clause.text)
    if len(splits) > 1:
        return None
    lefts = _named(world, sentence, text[clause.start : match.start()], measure, splits)
    if measure == "parameters" and not lefts:
        lefts = [v for v in numbers_in(sentence, measure) if v.start < match.start()]
    if than is None and match["more"] and not _THE.search(text[: match.start()]):
        return None
    if than is not None:
        rights = _named(world, sentence, text[than.end() : clause.end], measure, splits)
    else:
        rights = _others(world, sentence, lefts, measure, splits)
    pairs = _comparable(lefts, rights)
    if measure == "accuracy" and len(world.data_sets) > 1:
        pairs = [(a, b) for a, b in pairs if a.section == b.section]
    if not pairs:
        return None
    is_more = _way(match, measure)
    is_every = bool(_ALL.search(text[clause.start : match.start()]))
    wrong = [pair for pair in pairs if _breaks(pair, is_more=is_more)]
    if is_every:
        failed = {a.label for a, _ in wrong}
        is_wrong = any(all(pair in wrong for pair in pairs if pair[0].label == label)
                       for label in failed)  # fmt: skip
    else:
        is_wrong = len(wrong) == len(pairs)
    if not is_wrong:
        return None
    a, b = wrong[0]
    found = f"it is {a.shown}{_of(a)} and {b.shown}{_of(b)}"
    return Verdict(holds=False, start=match.start(), end=match.end(), found=found,
                   subject=measure, other=b.place)  # fmt: skip


def _of(value: Value) -> str:
    return f" for {value.label}" if value.label else ""


def _measure(text: str, clause: Clause, match: re.Match[str], between: str) -> str:
    if match["good"] or match["bad"]:
        found = [name for name in _HELD if MEASURES[name].search(between)]
        return found[0] if found else "accuracy" if not _SET.search(between) else ""
    for near in (between, text[clause.start : match.start()]):
        if found := [name for name in _HELD if MEASURES[name].search(near)]:
            return found[0]
    if not text[clause.start : match.start()].strip(" ,"):
        earlier = text[: clause.start]
        if found := [name for name in _HELD if MEASURES[name].search(earlier)]:
            return found[-1] if len(found) == 1 else ""
    return ""


def _named(
    world: World, sentence: Sentence, words: str, measure: str, splits: set[str]
) -> list[Value]:
    found = named_facts(world, sentence, words, measure)
    fitting = [v for v in found if not splits or not v.split or v.split in splits]
    return fitting if splits else [v for v in fitting if v.split != "train"]


def _others(
    world: World, sentence: Sentence, lefts: Sequence[Value], measure: str, splits: set[str]
) -> list[Value]:
    """The only other one: of a table with two rows, or of two values told before."""
    if not lefts:
        return []
    for view in views_near(world, sentence):
        cells = cells_of(view, measure)
        own = {v.label for v in lefts}
        labels = {v.label for v in cells.by.values()}
        if len(labels) == 2 and len(own & labels) == 1:
            return [
                v for v in cells.by.values()
                if v.label not in own and (not splits or v.split in (*splits, ""))
                and (splits or v.split != "train")
            ]  # fmt: skip
    told = [v for v in recent(world, sentence) if v.measure == measure]
    values = {v.value for v in told}
    own_values = {v.value for v in lefts if v.value in values}
    if len(values) == 2 and len(own_values) == 1:
        lefts_kept = [v for v in told if v.value not in own_values]
        return lefts_kept
    return []


def _comparable(lefts: Sequence[Value], rights: Sequence[Value]) -> list[tuple[Value, Value]]:
    """Pairs of one column where there are any, else of one part of the data."""
    every = [(a, b) for a in lefts for b in rights
             if a.value != b.value or a.label != b.label][:400]  # fmt: skip
    column = [(a, b) for a, b in every if a.column and a.column == b.column]
    return column or [(a, b) for a, b in every if a.split == b.split or not (a.split and b.split)]
