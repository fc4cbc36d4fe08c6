"""What sentences compute: shares of a count, multiples of one run, means of all."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import NUMBER_WORD, NUMBER_WORDS, OTHERS
from grader.consistency.itself.reckoning.lineups import AXES as AXIS_NOUNS
from grader.consistency.itself.reckoning.lineups import Entry, Lineup, split_in
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.notation.headings import Computed

_SHARE = re.compile(
    r"(?<![\w.,])(?P<part>\d{1,3}(?:[,.]\d{3})+|\d{1,6})\s(?:[^\W\d_]+\s){0,3}?(?:of|out of|from"
    r"|de|von|aus"
    r"|sur|van|di|/)\s(?:the\s|los\s|las\s|den\s|les\s|all\s|our\s)?"
    r"(?P<whole>\d{1,3}(?:[,.]\d{3})+|\d{2,6})(?![\w.,]\d)(?P<between>[^\d.;]{0,60}?)"
    r"(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s?%",
    re.I,
)
_THAT_IS = re.compile(
    r"(?:\bi\.?\s?e\.?|\bthat is|\bwhich (?:is|makes|gives)|\bor|=|\(|\bd\.?\s?h\.?|\bes decir"
    r"|\bso)\W*$", re.I
)  # fmt: skip
_WRONG = re.compile(
    r"\b(?:wrong\w*|incorrect\w*|mis\w+|errors?|mistakes?|fail\w*|mal|falsch\w*|faux|erróne\w+"
    r"|fallos?)\b",
    re.I,
)
_APART = re.compile(
    r"\b(?:best|peak\w*|maxim\w+|epochs?|train\w*|and|und|y|et|but|aber|pero|while|whereas|than"
    r"|more|less"
    r"|points?|after|before|instead|against|versus|vs|compared|average|mean|minus|plus|if|first"
    r"|last|other"
    r"|only|without|threshold|noise)\b|[;:]",
    re.I,
)
"""Words between a count and a share with which the share may be of something else."""
_TIMES = re.compile(
    rf"\b(?P<count>{NUMBER_WORD}|\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})\s(?:such\s|of (?:them"
    rf"|these)\s|more\s)?"
    r"(?:repetitions?|runs?|repeats?|trainings?|experiments?|such|times|wiederholungen|läufe"
    r"|repeticiones)\b",
    re.I,
)
_MEAN = re.compile(
    r"\b(?:mean|average|averages|on average|averaged|mittelwert|mittel|durchschnitt\w*|media"
    r"|promedio"
    r"|moyenne|gemiddelde)\b", re.I
)  # fmt: skip
SIZES = {
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
}
SIZE = re.compile(rf"\b(?:{'|'.join(SIZES)}|[2-9])\b", re.I)
LOOSE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|approximately|some|circa|ca\.|over|under|more than"
    r"|less than|at least|at most|up to|rund|etwa|casi|unos|unas|alrededor)\s$|[~≈<>]\s?$", re.I
)  # fmt: skip

BESIDE, MOST_MEANT = 5, 8
"""Blocks between a table and words about its mean; values of which one may speak of the mean."""


def shares_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`191 of 200, that is 96.0 %`."""
    for match in _SHARE.finditer(sentence.text):
        between = match["between"]
        if _APART.search(between) or LOOSE.search(sentence.text[: match.start("share")]):
            continue
        part, whole = (float(re.sub(r"[.,]", "", match[name])) for name in ("part", "whole"))
        share = float(match["share"].replace(",", "."))
        if not 0 < part <= whole or whole < 20 or LOOSE.search(sentence.text[: match.start()]):
            continue
        found = 100 * part / whole
        step = 10.0 ** -len(match["share"].replace(",", ".").partition(".")[2])
        fits = any(abs(value - share) <= step for value in (found, 100 - found))
        # `182 of the 200, i.e. 96.0 %`: then nothing else is meant, however far it is off.
        reach = 40.0 if _THAT_IS.search(between) else max(10 * step, 5)
        near = any(abs(value - share) <= reach for value in (found, 100 - found))
        if fits or near:
            yield Verdict(
                holds=fits, start=match.start(), end=match.end(), subject="share",
                found=f"{match['part']} of {match['whole']} are {found:.2f} %",
            )  # fmt: skip


def multiples_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Ten repetitions would set free 0.506 kg`: ten times what one is said to."""
    text = sentence.text
    match = _TIMES.search(text)
    if match is None:
        return
    word = match["count"].lower()
    count = NUMBER_WORDS.get(word) or float(word.replace(",", "") if word[0].isdigit() else 0)
    told = [t for t in told_in(text) if t.unit in ("energy", "carbon") and t.start > match.end()]
    if count < 2 or len(told) != 1 or told[0].is_word:
        return
    each = told[0]
    ones = [t for t in told_in(f"{sentence.earlier} ") if t.unit == each.unit and not t.is_word]
    if not ones:
        return
    if any(abs(one.value * count - each.value) <= _slack(one, count, each) for one in ones):
        return
    for one in ones:
        for factor in (10.0, 0.1, 100.0, 0.01, 1000.0, 0.001):
            if abs(one.value * count * factor - each.value) <= _slack(one, count * factor, each):
                unit = {"energy": "Wh", "carbon": "g"}[each.unit]
                found = f"{match['count']} times {one.words} is {one.value * count:,.4g} {unit}"
                yield Verdict(holds=False, start=match.start(), end=each.end, found=found,
                              subject=f"{each.unit} of several runs")  # fmt: skip
                return


def _slack(one: Told, count: float, each: Told) -> float:
    return max(each.step, one.step * count / 2, 0.02 * each.value)


def means_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`The mean of the five lengths is 91.8 %`: of all that one line-up has."""
    text = sentence.text
    match = _MEAN.search(text)
    if match is None or OTHERS.search(text):
        return
    told = [t for t in told_in(text) if t.unit == "%" and not t.is_word]
    sizes = {SIZES.get(m[0].lower()) or int(m[0]) for m in SIZE.finditer(text)}
    if len(told) != 1 or not told[0].decimals or LOOSE.search(text[: told[0].start]):
        return
    split, question = split_in(text), sentence.spoken.question
    nouns = [name for name, words in AXIS_NOUNS.items() if words.search(text)]
    near = [
        lineup for lineup in lineups
        if lineup.measure == "accuracy" and lineup.kind is None and lineup.question == question
        and lineup.block >= 0 and (not split or lineup.split in ("", split))
    ]  # fmt: skip
    of_all = [e for e in near if len(e.entries) in sizes] if sizes else []
    meant = [e for e in of_all if e.axis in nouns] or of_all
    if not meant and split and not sizes:
        # `For validation the mean is 83.2 %`: of the one column of that part of the data near by.
        at = sentence.spoken.span.block
        beside = [e for e in near if e.split == split and abs(e.block - at) <= BESIDE
                  and e.axis != "epoch" and len(e.entries) <= MOST_MEANT]  # fmt: skip
        meant = beside if len({e.block for e in beside}) == 1 and len(beside) == 1 else []
        nouns = nouns or ["any"]
    if not meant:
        return
    pool = [*near, *(e for e in lineups if e.measure == "accuracy")]
    if any(_is_mean(told[0], e.entries) for e in pool) or any(
        e.kind is Computed.MEAN and any(told[0].allows(x.value) for x in e.entries) for e in lineups
    ):
        hit = next((e for e in meant if _is_mean(told[0], e.entries)), None)
        if hit is not None:
            yield _mean(told[0], hit, holds=True)
        return
    if len({round(_mean_of(e.entries), 3) for e in meant}) == 1 or len(told) == 1 == len(nouns):
        yield _mean(told[0], meant[0], holds=False)


def _mean_of(entries: Sequence[Entry]) -> float:
    return sum(entry.value for entry in entries) / len(entries)


def _is_mean(told: Told, entries: Sequence[Entry]) -> bool:
    every = tuple(entries)
    several = [every, *(every[:at] + every[at + 1 :] for at in range(len(every)))]
    return any(abs(_mean_of(some) - told.value) <= 1.5 * told.step for some in several if some)


def _mean(told: Told, lineup: Lineup, *, holds: bool) -> Verdict:
    values = ", ".join(entry.shown for entry in lineup.entries)
    found = (
        f"the mean of {values} ({lineup.name}) is {_mean_of(lineup.entries):.{told.decimals + 1}f}"
    )
    return Verdict(holds=holds, start=told.start, end=told.end, found=found, subject="mean",
                   other=lineup.entries[0].place)  # fmt: skip
