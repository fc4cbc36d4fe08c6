"""What sentences compute: shares of a count, multiples of one run, totals, means of all."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from grader.consistency.itself.reckoning.lexicon import NUMBER_WORD, NUMBER_WORDS, OTHERS
from grader.consistency.itself.reckoning.lineups import AXES as AXIS_NOUNS
from grader.consistency.itself.reckoning.lineups import Entry, Lineup, split_in
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.itself.slips_of_digits import slip
from grader.notation.headings import Computed

_SHARE = re.compile(
    r"(?<![\w.,])(?P<part>\d{1,3}(?:[,.]\d{3})+|\d{1,6})\s(?:[^\W\d_]+\s){0,3}?(?:of|out of|from"
    r"|de|von|aus"
    r"|sur|van|di|/)\s(?:the\s|los\s|las\s|den\s|les\s|all\s|our\s)?"
    r"(?P<whole>\d{1,3}(?:[,.]\d{3})+|\d{2,6})(?![\w.,]\d)(?P<between>[^\d.;]{0,60}?)"
    r"(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s?%",
    re.I,
)
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
_TOTAL = re.compile(
    r"\b(?:altogether|together|in total|in all|total\w*|overall|sums? (?:up )?to|sum|adds? up to"
    r"|combined|insgesamt|zusammen|en total|au total|summe|that makes|that['’]s|makes)\b", re.I
)  # fmt: skip
_WITH_OTHERS = re.compile(r"\b(?:with|plus|and|together with|added to|mit|con|samt)\b", re.I)
_MEAN = re.compile(
    r"\b(?:mean|average|averages|on average|averaged|mittelwert|mittel|durchschnitt\w*|media"
    r"|promedio"
    r"|moyenne|gemiddelde)\b", re.I
)  # fmt: skip
_SIZES = {
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
_SIZE = re.compile(rf"\b(?:{'|'.join(_SIZES)}|[2-9])\b", re.I)
_LOOSE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|approximately|some|circa|ca\.|over|under|more than"
    r"|less than|at least|at most|up to|rund|etwa|casi|unos|unas|alrededor)\s$|[~≈<>]\s?$", re.I
)  # fmt: skip
_PER = re.compile(r"\s?/|\s?per\b|\s?(?:each|an? (?:epoch|run))\b", re.I)
_OF_ONE = re.compile(
    r"\b(?:per|each|every|one|a single|average|mean|failed|including|with)\b", re.I
)
BESIDE, MOST_MEANT = 5, 8
"""Blocks between a table and words about its mean; values of which one may speak of the mean."""
_UNITS = ("energy", "carbon", "time")


def shares_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`191 of 200, that is 96.0 %`."""
    for match in _SHARE.finditer(sentence.text):
        between = match["between"]
        if _APART.search(between) or _LOOSE.search(sentence.text[: match.start("share")]):
            continue
        part, whole = (float(re.sub(r"[.,]", "", match[name])) for name in ("part", "whole"))
        share = float(match["share"].replace(",", "."))
        if not 0 < part <= whole or whole < 20 or _LOOSE.search(sentence.text[: match.start()]):
            continue
        found = 100 * part / whole
        step = 10.0 ** -len(match["share"].replace(",", ".").partition(".")[2])
        fits = any(abs(value - share) <= step for value in (found, 100 - found))
        near = any(abs(value - share) <= max(10 * step, 5) for value in (found, 100 - found))
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


def totals_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`2.9 Wh, 2.4 Wh and 2.6 Wh, altogether 8.1 Wh`; `67 Wh; with the other run 139 Wh`."""
    text = sentence.text
    every = told_in(text)
    for told in every:
        if told.unit not in _UNITS or told.is_word or not _is_total(text, told):
            continue
        if _LOOSE.search(text[: told.start]) or _PER.match(text, told.end):
            continue
        parts = [t for t in every if t.unit == told.unit and t.end <= told.start and not t.is_word]
        earlier = [t for t in told_in(sentence.earlier) if t.unit == told.unit and not t.is_word]
        if len(parts) >= 2:
            yield from _summed(sentence, told, parts, earlier)
        elif not parts and not _OF_ONE.search(text):
            yield from _of_column(sentence, told, lineups)
        elif len(parts) == 1 and _WITH_OTHERS.search(text[parts[0].end : told.start]):
            pairs = [(parts[0], other) for other in earlier]
            yield from _paired(told, pairs)


def _is_total(text: str, told: Told) -> bool:
    """Whether words right before the number, or right behind it, call it a total."""
    before = text[max(0, told.start - 40) : told.start]
    said = _TOTAL.search(before)
    if said is not None and not re.search(r"\d", before[said.end() :]):
        return True
    return re.match(r"\s?,?\s?(?:in total|altogether|together|in all|overall|insgesamt|en total)\b",
                    text[told.end :], re.I) is not None  # fmt: skip


def _summed(
    sentence: Sentence, told: Told, parts: Sequence[Told], earlier: Sequence[Told]
) -> Iterator[Verdict]:
    few = list(parts)[-6:]
    sums = [few[at:] for at in range(len(few) - 1)]
    sums += [list(pair) for pair in combinations([*few, *earlier[-6:]], 2)]
    if any(_adds(told, some) for some in sums):
        return
    total = sum(part.value for part in few)
    scale = told.value / float(_number(told)) if _number(told) else 1.0
    if len(few) != len(parts) or abs(total - told.value) > 0.5 * told.value:
        return
    words = ", ".join(part.words for part in few[:-1])
    found = f"{words} and {few[-1].words} are {total / scale:,.6g} together"
    yield Verdict(holds=False, start=told.start, end=told.end, found=found, subject="total")


def _of_column(sentence: Sentence, told: Told, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`All three together consumed 48.2 Wh`: the sum of the one column of that unit."""
    number, unit = _number(told), re.sub(r"^[\d.,\s]+", "", told.words).lower()[:3]
    near = [
        e for e in lineups
        if e.measure == told.unit and e.question == sentence.spoken.question and e.block >= 0
        and not e.is_turned and e.kind in (None, Computed.SUM) and len(e.entries) >= 2
        and (unit in e.heading.lower() or all(unit in x.rest.lower() for x in e.entries))
    ]  # fmt: skip
    if len(near) != 1 or not number or not unit.strip():
        return
    values = [entry.value for entry in near[0].entries]
    step = max(entry.step for entry in near[0].entries)
    sums = [sum(values), *(sum(pair) for pair in combinations(values, 2)), *values]
    slack = max(10.0**-told.decimals, 0.5 * step * len(values))
    if any(abs(total - number) <= slack for total in sums):
        return
    counted = {_SIZES.get(m[0].lower()) or int(m[0]) for m in _SIZE.finditer(sentence.text)}
    is_meant = len(values) in counted or re.search(r"\ball\b", sentence.text, re.I) is not None
    if is_meant and abs(sums[0] - number) <= 0.3 * sums[0]:
        shown = ", ".join(entry.shown for entry in near[0].entries)
        yield Verdict(holds=False, start=told.start, end=told.end, subject="total",
                      found=f"{near[0].name} has {shown}, {sums[0]:,.6g} together",
                      other=near[0].entries[0].place)  # fmt: skip


def _number(told: Told) -> float:
    found = re.match(r"\D{0,2}(\d[\d.,]*)", told.words)
    try:
        return float(found[1].replace(",", ".")) if found else 0.0
    except ValueError:
        return 0.0


def _paired(told: Told, pairs: Sequence[tuple[Told, Told]]) -> Iterator[Verdict]:
    if any(_adds(told, pair) for pair in pairs):
        return
    scale = told.value / _number(told) if _number(told) else 0.0
    for one, other in pairs:
        total = (one.value + other.value) / scale if scale else 0.0
        if slip(_number(told), total, told.decimals) is not None:
            found = f"{one.words} and {other.words} are {total:,.6g} together"
            yield Verdict(holds=False, start=told.start, end=told.end, found=found, subject="total")
            return


def _adds(told: Told, parts: Sequence[Told]) -> bool:
    total = sum(part.value for part in parts)
    slack = 0.5 * told.step + 0.36 * sum(part.step for part in parts)
    return abs(total - told.value) <= slack + 1e-9


def means_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`The mean of the five lengths is 91.8 %`: of all that one line-up has."""
    text = sentence.text
    match = _MEAN.search(text)
    if match is None or OTHERS.search(text):
        return
    told = [t for t in told_in(text) if t.unit == "%" and not t.is_word]
    sizes = {_SIZES.get(m[0].lower()) or int(m[0]) for m in _SIZE.finditer(text)}
    if len(told) != 1 or not told[0].decimals or _LOOSE.search(text[: told[0].start]):
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
