"""What a sentence says twice, in two units or as a part and a share: both must be one.

`840 s, or sixteen minutes`; `192 of the 200, i.e. 96.0 %`; `16.3 points, that is by 16.3 %`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_SAME = re.compile(
    r"(?:\s?[=≈~]\s?|\s?\(\s?(?:=|≈|~|i\.\s?e\.,?\s|or\s|that is,?\s|about\s|roughly\s)?"
    r"|\s?,?\s(?:or|i\.\s?e\.|that is|which is|which are|in other words|namely|equal to|equals"
    r"|corresponding to|das sind|d\.h\.|o sea|es decir),?\s)"
    r"(?:(?:about|around|roughly|some|almost|nearly|just (?:over|under)|circa|ca\.|=|≈|~)\s?)?",
    re.I,
)
"""Words and signs between two tellings of one amount."""
_CHOICE = re.compile(
    r"\b(?:either|depend\w*|sometimes|between|range\w*|vary|varies|per|each)\b", re.I
)
_IN_UNIT = re.compile(
    r"\bin (?P<unit>seconds|minutes|hours)(?:,| is| are| that is|:| it is)? "
    r"(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?![\d%]|\s?(?:s|min|h|epochs?)\b)",
    re.I,
)
_SECONDS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0}
_SCALES = {
    "time": (("hours", 3600.0), ("h", 3600.0), ("min", 60.0), ("s", 1.0)),
    "energy": (("kWh", 1000.0), ("Wh", 1.0)),
    "carbon": (("kg", 1000.0), ("mg", 0.001), ("g", 1.0)),
}
_COMPUTED = re.compile(r"[×*·⋅x+/:^]\s?$|\b(?:times|plus|minus|and)\s$")
"""What stands before a number that is only a part of what is computed."""
_FACTOR = re.compile(
    r"(?:^|[^\w\s.,×*·⋅+/:^-]\s?|\s)(?<![×*·⋅x+/^] )"
    r"(?P<factor>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)"
    r"\s?(?:[a-z]+\.?\s){0,2}[×*·⋅x]\s?$",
    re.I,
)
"""`50 ep. ×` before a time, and nothing else that is multiplied."""
_EACH = re.compile(
    r"\s?(?:\)\s?)?(?:/|(?:apiece|each|per|an? \w+|for|on|with|in|together|altogether|less|more"
    r"|longer|shorter|later|earlier|faster|slower)\b)",
    re.I,
)
"""Words behind an amount that is another than the one before it."""
_PHYSICAL = ("time", "energy", "carbon")
_ABOUT = re.compile(r"\b(?:about|around|roughly|some|almost|nearly|just|circa|ca)\b|[≈~]", re.I)
_PART = re.compile(
    r"(?<![\w.,])(?P<part>\d{1,3}(?:,\d{3})+|\d{1,7})\s(?:[a-z]+\s){0,2}?(?:of|out of|in|from)\s"
    r"(?:the\s|all\s|our\s|these\s|those\s){0,2}(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,7})"
    r"(?![\w]|[.,]\d|\s?%)",
    re.I,
)
_APPOSED = re.compile(r"(?:\s(?:of|in)\s(?:it|them|that|the \w+|all))?\s?[,(:]\s?")
_REST = re.compile(
    r"\b(?:the remaining|the other|the last|the rest,? (?:a|one))\s(?P<rest>half|third|quarter"
    r"|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)\b",
    re.I,
)
_RESTS = {
    word: 1 / number
    for number, word in enumerate(
        "half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2
    )
} | {"twentieth": 0.05}
_THAT_IS = re.compile(
    r"(?:\b(?:i\.\s?e\.|that is|that means|in other words|equal to)|=)[,\s]{1,2}(?:by\s)?$", re.I
)
_OWN_BASE = re.compile(
    r"\s?of (?:the|its|that) (?:peak|best|first|start\w*|initial|highest)\b", re.I
)
_ACCURACY = re.compile(r"(?<![\d.,])(?:9[7-9]|100)(?:[.,]\d+)?(?=\s?\\?%)|\b0\.9[7-9]\d*|\b1\.0+\b")
_OTHER_WHOLE = re.compile(r"\b(?:digits?|pixels?|classes)\b", re.I)


def restated_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of everything that a sentence says twice."""
    told = tuple(_apart(told_in(sentence.text)))
    yield from _in_two_units(sentence, told)
    yield from _in_seconds(sentence, told)
    yield from _part_and_share(sentence, told)
    yield from _points_as_share(world, sentence, told)


def _apart(told: tuple[Told, ...]) -> Iterator[Told]:
    """Numbers that are no part of the one before: of `13 min 5 s` the whole."""
    end = -1
    for each in told:
        if each.start >= end:
            yield each
            end = each.end


def _in_two_units(sentence: Sentence, told: tuple[Told, ...]) -> Iterator[Verdict]:
    """`840 s, or sixteen minutes`: two amounts of one kind, one said to be the other."""
    text = sentence.text
    for a, b in pairwise(told):
        if a.unit != b.unit or a.unit not in _PHYSICAL or not a.value or not b.value:
            continue
        between = text[a.end : b.start]
        if not _SAME.fullmatch(between) or _unit(a) == _unit(b) or _CHOICE.search(text):
            continue
        if "(" in between and not re.match(r"\s?\)", text[b.end :]):
            continue
        factor = _FACTOR.search(text[max(0, a.start - 60) : a.start])
        times = float(factor["factor"].replace(",", "")) if factor else 1.0
        is_part = _COMPUTED.search(text[: a.start]) is not None and factor is None
        if is_part or times == 0 or _EACH.match(text, b.end):
            continue
        a = replace(a, value=a.value * times, step=a.step * times)
        is_about = _ABOUT.search(between) is not None or b.is_word or a.is_word
        slack = max(a.step, b.step, (0.06 if is_about else 0.005) * max(a.value, b.value))
        if abs(a.value - b.value) > slack:
            product = f"{factor['factor']} times " if factor else ""
            yield _wrong(b, f"{product}{a.words} are {_shown(a, like=b)}")


def _unit(told: Told) -> str:
    """The word of a unit: nobody says one amount twice in the same."""
    return re.sub(r"[^a-z]", " ", told.words.lower()).split()[-1]


def _shown(told: Told, *, like: Told) -> str:
    """An amount in the unit in which another is told."""
    for words, scale in _SCALES[told.unit]:
        if re.search(rf"(?:\d|\s|^){words}", like.words, re.I):
            return f"{told.value / scale:.5g} {words}"
    return f"{told.value:.5g} {_SCALES[told.unit][-1][0]}"


def _in_seconds(sentence: Sentence, told: tuple[Told, ...]) -> Iterator[Verdict]:
    """`11 min 39 s, in seconds 699`."""
    match = _IN_UNIT.search(sentence.text)
    times = [each for each in told if each.unit == "time" and each.value]
    if match is None or len(times) != 1 or times[0].end > match.start():
        return
    words = match["number"].replace(",", "")
    value, step = float(words), 10.0 ** -len(words.partition(".")[2])
    meant = times[0].value / _SECONDS[match["unit"].lower()]
    if abs(value - meant) > max(step, times[0].step / _SECONDS[match["unit"].lower()]):
        yield Verdict(
            holds=False, start=match.start(), end=match.end(), subject="time",
            found=f"{times[0].words} are {meant:,.6g} {match['unit'].lower()}",
        )  # fmt: skip


def _part_and_share(sentence: Sentence, told: tuple[Told, ...]) -> Iterator[Verdict]:
    """`182 of the 200 .., i.e. 96.0 %`, `35 % of it, 26 epochs in 40`."""
    text = sentence.text
    shares = [each for each in told if each.unit == "%"]
    parts = list(_PART.finditer(text))
    if len(parts) > 1 and len(shares) == 1:
        parts = [each for each in parts if _is_beside(text, each, shares[0])]
    if len(parts) != 1 or _OTHER_WHOLE.match(text[parts[0].end() :].lstrip()):
        return
    match = parts[0]
    part, whole = (int(match[name].replace(",", "")) for name in ("part", "whole"))
    if not 0 < part < whole:
        return
    found, others = part / whole, (part / whole, 1 - part / whole)
    if len(shares) == 1 and _is_beside(text, match, shares[0]):
        share = shares[0]
        slack = max(share.step, 100 * 0.5 / whole) + 1e-9
        # `35 % of it, 26 epochs in 40` leaves no other part; `i.e. 4 % wrong` does.
        meant = others if share.start >= match.end() else others[:1]
        if not any(abs(100 * each - share.value) <= slack for each in meant):
            yield _wrong(share, f"{part:,} of {whole:,} are {100 * found:.4g} %")
    rest = _REST.search(text, match.end())
    if rest is not None and not shares:
        value = _RESTS[rest["rest"].lower()]
        if not any(abs(each - value) <= 0.12 * value for each in others):
            yield Verdict(
                holds=False, start=rest.start(), end=rest.end(), subject="share",
                found=f"{whole - part:,} of {whole:,} remain, {100 - 100 * found:.4g} %",
            )  # fmt: skip


def _is_beside(text: str, match: re.Match[str], share: Told) -> bool:
    """Whether a share is told as that of the part: said right before it or behind it."""
    if share.start >= match.end():
        between = text[match.end() : share.start]
        found = re.search(r"(?:,|\()\s?(?:i\.\s?e\.|that is|or|=|≈)?,?\s?(?:about\s)?$", between)
        return found is not None and len(between) <= 40 and ";" not in between
    between = text[share.end : match.start()]
    return (
        re.fullmatch(r"(?:\s(?:of|in)\s(?:it|them|that|the \w+|all))?\s?[,(:]\s?", between)
        is not None
    )


def _points_as_share(world: World, sentence: Sentence, told: tuple[Told, ...]) -> Iterator[Verdict]:
    """`4.1 points .., that is, by 4.1 % of the peak`: a share of less than all is a larger one."""
    points = [each for each in told if each.unit == "points" and each.decimals]
    if len(points) != 1:
        return
    (first,) = points
    for share in told:
        if share.unit != "%" or share.start < first.end or share.value != first.value:
            continue
        between = sentence.text[first.end : share.start]
        is_same = _THAT_IS.search(between) is not None
        is_based = _OWN_BASE.match(sentence.text, share.end) is not None
        if (is_same or is_based) and not _reaches_all(world, sentence):
            yield _wrong(
                share,
                f"{first.words} are {share.value:g} % of 100 % only, and no accuracy here is near",
            )


def _reaches_all(world: World, sentence: Sentence) -> bool:
    """Whether an accuracy near 100 % stands in the section: then points and per cent are alike."""
    section = world.section_of(sentence)
    blocks = [b for b in world.write_up.blocks if b.section == section]
    return any(_ACCURACY.search(block.text[:20_000]) for block in blocks)


def _wrong(told: Told, found: str) -> Verdict:
    return Verdict(
        holds=False, start=told.start, end=told.end, found=found, subject=told.unit or "number"
    )
