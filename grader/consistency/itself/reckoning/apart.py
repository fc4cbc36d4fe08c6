"""Differences told in points: of two that are named, of one and another, of all of a line-up."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from grader.consistency.itself.reckoning.lexicon import OTHERS, UNSURE
from grader.consistency.itself.reckoning.lineups import POOL, Lineup, split_in
from grader.consistency.itself.reckoning.naming import (
    is_meant_by,
    of_heading,
)
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.pairs import (
    GAP,
    Pair,
    fits,
    fits_any,
    fits_around,
    gap_pairs,
    is_slip,
    label_starts,
    named_pairs,
    verdict_of,
)
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.itself.slips_of_digits import Slip, slip
from grader.notation.headings import Computed

_APART = re.compile(
    r"\b(?:apart|differ\w*|separat\w*|spread|range\w*|span\w*|gap|distance|margin|between|by"
    r"|more|less"
    r"|higher|lower|better|worse|behind|ahead|above|below|over|under|beyond|gain\w*|los[est]\w*"
    r"|wins?"
    r"|won|adds?|brings?|buys?|costs?|worth|drops?|falls?|fell|ris\w+|rose|climb\w*|improv\w*"
    r"|increas\w*|decreas\w*|thrown away|given away|remain\w*|trail\w*|forfeit\w*|regain\w*"
    r"|exceed\w*"
    r"|outperform\w*|beats?|short of|advantage|drop|jump\w*|up|down|plus|minus|sink\w*|shrink\w*"
    r"|unter|über|mehr|weniger|besser|schlechter|ganan?|pierd\w+|más|menos|mejor|peor|go away)\b",
    re.I,
)
_ALL = re.compile(
    r"\b(?:differ\w*|apart|separat\w*|spread|range|span|extremes?|best and (?:the )?worst"
    r"|worst and (?:the )?best|largest and (?:the )?smallest|unterscheid\w*|difieren)\b", re.I
)  # fmt: skip
_WITHIN = re.compile(
    r"\b(?:less than|at most|within|no more than|not more than|under|below|fewer than|weniger als"
    r"|höchstens|menos de|a lo sumo)\s(?:a\s|one\s)?$", re.I
)  # fmt: skip
_COUNTED = re.compile(r"\b(?:two|both|three|four|five|six|[2-6]|dos|tres|cuatro|cinco|zwei|drei"
                      r"|vier|fünf)\b", re.I)  # fmt: skip
_SIZES = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "dos": 2, "tres": 3,
          "cuatro": 4, "cinco": 5, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5}  # fmt: skip
_POOR = re.compile(r"\b(?:data|images|samples|test|training|validation|1|2|\d{3})\s?$", re.I)
_MEANS = re.compile(r"\b(?:means?|averages?|mittelwerte?|medias?)\b", re.I)
_ELSEWHERE = re.compile(
    r"\b(?:instead|another|seeds?|earlier|average\w*|mean|plots?|figures?|curves?|runs"
    r"|ensemble\w*|about)\b",
    re.I,
)
_RELATIVE = re.compile(r"\brelativ\w*\b", re.I)
NEAR = 4
"""Blocks between a table and words about all of it."""


def differences_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every difference in points that a sentence tells."""
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text):
        return
    scores = [e for e in lineups if e.measure in ("accuracy", "error") and e.block != POOL]
    told = told_in(text)
    for each in told:
        is_told = each.unit == "points" and 0 < each.value < 100
        if not is_told or not _is_a_difference(text, each):
            continue
        verdict = _held(sentence, each, told, scores) or _swapped(sentence, each, lineups)
        if verdict is not None:
            yield verdict


def relative_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`In relative terms it sinks by 18.1 %`, where two that are named are 18.1 points apart."""
    text = sentence.text
    if not _RELATIVE.search(text) or OTHERS.search(text) or UNSURE.search(text):
        return
    told = [each for each in told_in(text) if each.unit == "%" and each.decimals]
    if len(told) != 1:
        return
    each = told[0]
    scores = [lineup for lineup in lineups if lineup.measure == "accuracy"]
    clause = sentence.clause_at(each.start)
    pairs = list(named_pairs(sentence, clause, scores))
    part = [
        100 * pair.apart / base
        for pair in pairs
        for value in (pair.first.value, pair.second.value)
        for base in (value, 100 - value)
        if base > 0
    ]
    if not pairs or any(abs(share - each.value) <= max(each.step, 0.03 * share) for share in part):
        return
    exact = [pair for pair in pairs if abs(pair.apart - each.value) <= 0.5 * each.step]
    if exact:
        yield verdict_of(each, exact[0], holds=False)


def _is_a_difference(text: str, told: Told) -> bool:
    return bool(told.decimals or _APART.search(text)) and not _POOR.search(text[: told.start])


def _held(
    sentence: Sentence, told: Told, numbers: Sequence[Told], lineups: Sequence[Lineup]
) -> Verdict | None:
    clause = sentence.clause_at(told.start)
    split = split_in(clause.text) or split_in(sentence.text)
    fitting = [e for e in lineups if split in ("", e.split) or not e.split]
    fitting = [e for e in of_heading(clause.text, fitting) if is_meant_by(clause.text, e)]
    is_bound = _WITHIN.search(sentence.text[: told.start]) is not None
    named = list(named_pairs(sentence, clause, fitting))
    if named and not is_bound:
        gaps = list(gap_pairs(sentence, clause, lineups))
        if hit := next((pair for pair in [*named, *gaps] if pair.fits(told)), None):
            return verdict_of(told, hit, holds=True)
        if gaps or GAP.search(sentence.text):
            return None
        is_alone = (
            sum(each.start not in label_starts(sentence.text, lineups) for each in numbers) == 1
        )
        if is_alone and not fits_around(told, lineups, sentence):
            return verdict_of(told, named[0], holds=False)
        near = [pair for pair in named if is_slip(told, pair)]
        if near and not fits_any(told, lineups, clause, sentence):
            return verdict_of(told, near[0], holds=False)
        return None
    gaps = list(gap_pairs(sentence, clause, lineups))
    if len(gaps) == 1 and told.decimals and not is_bound:
        if gaps[0].fits(told):
            return verdict_of(told, gaps[0], holds=True)
        if not fits_any(told, lineups, clause, sentence):
            return verdict_of(told, gaps[0], holds=False)
    if _ALL.search(clause.text):
        return _of_all(sentence, clause, told, fitting, is_bound=is_bound)
    return None


def _swapped(sentence: Sentence, told: Told, lineups: Sequence[Lineup]) -> Verdict | None:
    """`0.46 points`, where no two values of the question are so far apart, and two are 0.64."""
    is_bound = _WITHIN.search(sentence.text[: told.start]) is not None
    if told.decimals < 2 or is_bound or _ELSEWHERE.search(sentence.text):
        return None
    question = sentence.spoken.question.split(".")[0]
    pools = [e for e in lineups if e.block == POOL and e.question == question]
    pairs = [
        Pair(first=a, second=b, lineup=pool)
        for pool in pools
        for a, b in combinations(pool.entries, 2)
    ]
    every = [entry for lineup in lineups for entry in lineup.entries]
    near = [entry for pool in pools for entry in pool.entries]
    if any(fits(told, a, b) for a in near for b in every if a is not b):
        return None
    found = [p for p in pairs if slip(told.value, p.apart, told.decimals) is Slip.SWAPPED]
    if len({round(pair.apart, 6) for pair in found}) != 1:
        return None
    first, second = found[0].first, found[0].second
    text = (
        f"the values told are {first.shown} and {second.shown}, {found[0].apart:.2f} points apart"
    )
    return Verdict(holds=False, start=told.start, end=told.end, found=text,
                   subject="difference", other=second.place)  # fmt: skip


def _of_all(
    sentence: Sentence, clause: Clause, told: Told, lineups: Sequence[Lineup], *, is_bound: bool
) -> Verdict | None:
    """The greatest and the smallest of all: `the three choices differ by at most 2.5 points`."""
    words = sentence.text[: told.start] + sentence.text[told.end :]
    counts = {_SIZES.get(m[0].lower()) or int(m[0]) for m in _COUNTED.finditer(words)}
    question = sentence.spoken.question
    at = sentence.spoken.span.block
    near = [e for e in lineups if e.question == question and e.block >= 0
            and abs(e.block - at) <= NEAR]  # fmt: skip
    if _MEANS.search(sentence.text):
        near = [e for e in near if e.kind is Computed.MEAN]
    else:
        near = [e for e in near if e.kind is not Computed.DEVIATION]
    if counts:
        near = [e for e in near if len(e.entries) in counts]
    pairs = [Pair(first=e.extreme(most=True), second=e.extreme(most=False), lineup=e) for e in near]
    if not pairs:
        return None
    if is_bound and all(pair.apart > told.value + told.step for pair in pairs):
        return verdict_of(told, pairs[0], holds=False)
    if hit := next((pair for pair in pairs if pair.fits(told)), None):
        return verdict_of(told, hit, holds=True)
    if fits_any(told, lineups, clause, sentence):
        return None
    slips = [pair for pair in pairs if is_slip(told, pair)]
    if slips:
        return verdict_of(told, slips[0], holds=False)
    return None
