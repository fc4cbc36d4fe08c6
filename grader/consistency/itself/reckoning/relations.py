"""Orders of two: `A is better than B`, `A loses to B`, `worse than its PyTorch twin`."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import (
    LESS_IS_BETTER,
    MEASURES,
    NEGATED,
    OTHERS,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import Entry, Lineup, split_in
from grader.consistency.itself.reckoning.moments import is_over_epochs
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict, agreed
from grader.notation.headings import Computed

_RELATION = re.compile(
    r"\b(?:(?P<good>better|superior|stronger|ahead of|outperform\w*|beats?|beaten|wins? (?:over"
    r"|against)"
    r"|won (?:over|against)|surpass\w*|overtak\w*|besser|mejor|meilleure?)"
    r"|(?P<bad>worse|inferior|weaker|poorer|behind|loses? (?:to|against)|lost (?:to|against)"
    r"|trails?"
    r"|trailed|lags?|underperform\w*|schlechter|peor)"
    r"|(?P<up>higher|greater|larger|bigger|above|exceed\w*|longer|slower|more|höher|größer|mayor"
    r"|más)"
    r"|(?P<down>lower|smaller|below|shorter|faster|quicker|fewer|less|niedriger|kleiner|menor"
    r"|menos))\b",
    re.I,
)
_THAN = re.compile(
    r"\b(?:than|as opposed to|to|over|against|als|que|compared (?:to|with)|versus|vs)\b", re.I
)
_DIRECT = re.compile(
    r"(?:outperform|beat|wins?|won|surpass|overtak|ahead|behind|los[et]|trail|exceed|above"
    r"|below)", re.I
)  # fmt: skip
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|gets?)\s(?:\w+\s)?$", re.I)
_BREAKS = re.compile(
    r"\b(?:when|if|after|before|until|both|each|every|all|any|other|others|rest|combination"
    r"|although"
    r"|except|twice|times|half|third|so far|earlier|expected|first|at \d|per|average|mean|sum"
    r"|together"
    r"|combined|epochs? (?:earlier|later)|ensemble)\b", re.I
)  # fmt: skip
_SWITCH = re.compile(
    r"\b(?:switch\w*|going|chang\w+|passing|moving"
    r"|step)\sfrom\s(?P<first>[^.;,]{2,40}?)\sto\s(?P<second>[^.;,]{2,40}?)\s"
    r"(?P<verb>(?P<good>improv\w+|helps?|helped)|(?P<up>raises?|raised|increas\w+)"
    r"|(?P<bad>hurts?|harms?|worsens?"
    r"|lowers?|lowered|reduc\w+|decreas\w+))\b",
    re.I,
)
NEAR = 0.15
"""Points by which two rounded values have to differ before an order is contradicted."""


def relations_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every order of two that a sentence names."""
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text):
        return
    yield from _switched(sentence, lineups)
    for match in _RELATION.finditer(text):
        clause = sentence.clause_at(match.start())
        before = text[clause.start : match.start()]
        if NEGATED.search(before) or _BREAKS.search(clause.text):
            continue
        is_passive = match[0].lower() == "beaten" and _PASSIVE.search(before)
        measure, right = _right(text, clause, match)
        if right is None or not measure:
            continue
        more = bool(match["up"]) or (bool(match["good"]) is not (measure in LESS_IS_BETTER))
        if match["up"] or match["down"]:
            more = bool(match["up"])
        if is_passive:
            more = not more
        found = []
        for lineup in lineups:
            if lineup.measure != measure or not _is_meant(clause, lineup):
                continue
            pair = _sides(sentence, clause, match, right, lineup)
            if pair is not None and (verdict := _compared(lineup, pair, match, right, more=more)):
                found.append(verdict)
        if verdict := agreed(found):
            yield verdict


def _right(text: str, clause: Clause, match: re.Match[str]) -> tuple[str, tuple[int, int] | None]:
    """What is compared, and where the other side stands."""
    than = _THAN.search(text, match.end(), clause.end)
    if than is None and not _DIRECT.match(match[0]):
        return "", None
    if than is not None and than.start() - match.end() > 48:
        return "", None
    between = text[match.end() : than.start()] if than else ""
    named = [name for name, words in MEASURES.items() if words.search(between)]
    measure = named[0] if named else ""
    if not measure:
        before = text[clause.start : match.start()]
        earlier = [name for name, words in MEASURES.items() if words.search(before)]
        if match["good"] or match["bad"]:
            measure = earlier[0] if earlier and earlier[0] == "loss" else "accuracy"
        elif re.match(r"\s(?:accurate|precise)", between):
            measure = "accuracy"
        elif len(earlier) == 1 and not between.strip():
            measure = earlier[0]
    if not measure and re.match(r"(?:faster|slower|quicker|longer|shorter)", match[0], re.I):
        is_of_time = not re.search(r"\b(?:learn|converg|epochs?)", clause.text, re.I)
        measure = "time" if is_of_time and not between.strip() else ""
    return measure, ((than.end() if than else match.end()), clause.end)


def _is_meant(clause: Clause, lineup: Lineup) -> bool:
    split = split_in(clause.text)
    if split and lineup.split and split != lineup.split:
        return False
    if lineup.kind in (Computed.DEVIATION, Computed.DIFFERENCE, Computed.RATIO, Computed.SUM):
        return False
    return not (not split and lineup.split == "train")


def _sides(
    sentence: Sentence,
    clause: Clause,
    match: re.Match[str],
    right: tuple[int, int],
    lineup: Lineup,
) -> tuple[Entry, Entry] | None:
    text = sentence.text
    other = named_in(text[slice(*right)], lineup)
    own = named_in(text[clause.start : match.start()], lineup)
    if len(other) != 1:
        return None
    if len(own) == 1 and own[0].entry.row != other[0].entry.row:
        return own[0].entry, other[0].entry
    if own or is_over_epochs(lineup) or lineup.block < 0:
        return None
    rest = [entry for entry in lineup.entries if entry.row != other[0].entry.row]
    is_twin = re.search(
        r"\b(?:twin|counterpart|sister|brother|its|the other)\b", text[slice(*right)]
    )
    near = lineup.question == sentence.spoken.question
    return (rest[0], other[0].entry) if len(rest) == 1 and is_twin and near else None


def _compared(
    lineup: Lineup,
    pair: tuple[Entry, Entry],
    match: re.Match[str],
    right: tuple[int, int],
    *,
    more: bool,
) -> Verdict | None:
    own, other = pair
    if own.value == other.value or abs(own.value - other.value) < min(
        NEAR, max(own.step, other.step) * 1.5
    ):
        return None
    holds = (own.value > other.value) is more
    head = f", under {lineup.heading}," if lineup.heading else ""
    found = f"{lineup.name} has{head} {own.shown} for {own.label}, and {other.shown} for "
    found += other.label
    return Verdict(holds=holds, start=match.start(), end=right[0], found=found,
                   subject=lineup.heading or lineup.measure, other=other.place)  # fmt: skip


def _switched(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Switching from SGD to Adam improves the accuracy`."""
    match = _SWITCH.search(sentence.text)
    if match is None or NEGATED.search(sentence.text[: match.start("verb")]):
        return
    measure = (
        "loss" if MEASURES["loss"].search(sentence.text[match.start("verb") :]) else "accuracy"
    )
    rest = sentence.text[match.end() : match.end() + 30]
    if any(MEASURES[name].search(rest) for name in ("time", "parameters", "error", "energy")):
        return
    is_up = (match["good"] is not None) is not (measure in LESS_IS_BETTER) or match[
        "up"
    ] is not None
    found = []
    split = split_in(sentence.text)
    for lineup in lineups:
        if lineup.measure != measure or (split and lineup.split not in ("", split)):
            continue
        if lineup.split == "train" and not split:
            continue
        first = named_in(match["first"], lineup)
        second = named_in(match["second"], lineup)
        if len(first) != 1 or len(second) != 1 or first[0].entry.row == second[0].entry.row:
            continue
        a, b = first[0].entry, second[0].entry
        if a.value == b.value:
            continue
        words = f"{lineup.name} has {a.shown} for {a.label}, and {b.shown} for {b.label}"
        found.append(
            Verdict(
                holds=(b.value > a.value) is is_up,
                start=match.start(),
                end=match.end(),
                found=words,
                subject=measure,
                other=b.place,
            )
        )
    if verdict := agreed(found):
        yield verdict
