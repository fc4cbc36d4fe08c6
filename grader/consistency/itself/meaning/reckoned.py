"""What a sentence computes of its own numbers, in words and without a sign of equality.

`From 0.0126 to 0.0068, in other words by 54 %`; `summing 208 + 1,168 + 850 one obtains 2,262`;
`50 updates in an epoch and thus 5,000 in a run`.
"""

import re
from collections.abc import Iterator
from math import prod

from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import NUMBER_WORD, NUMBER_WORDS
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_INT = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})"
_FROM_TO = re.compile(
    r"\b(?:from|von|de)\s(?P<a>\d+[.,]\d+)\s?(?:%|\s\w+)?\s?(?:to|down to|up to|auf|a|→|->)\s"
    r"(?P<b>\d+[.,]\d+)(?![.,]?\d)",
    re.I,
)
_FACTOR = re.compile(
    rf"\b(?:by a |a )?factors? (?:of )?(?:about |around |roughly |almost |nearly )?"
    rf"(?P<factor>\d{{1,4}}(?:[.,]\d{{1,2}})?|{NUMBER_WORD})\b",
    re.I,
)
_ANOTHER = re.compile(r"[;\d]|\b(?:and|while|whereas|but|whose|versus|against|as)\b", re.I)
"""Between a change and a share of it: words and numbers with which another thing begins."""
_BY = re.compile(r"\b(?:by|of|is|to|um|i\.\s?e\.)\s(?:about\s|around\s|some\s|roughly\s)?$", re.I)
_ADDED = re.compile(rf"(?<![\w.,*×·/-]){_INT}(?:\s?\+\s?{_INT}){{2,12}}(?![\w]|[.,]\d|\s?[*×·/=])")
_LISTED = re.compile(
    rf"\b(?:add(?:ing)?(?: up)?|summing(?: up)?|sum of|together)\s"
    rf"(?P<list>{_INT}(?:,\s{_INT}){{1,12}},?\s(?:and|plus)\s{_INT})(?![.,]?\d)",
    re.I,
)
_RESULT = re.compile(
    rf"[\s,;]{{1,2}}(?:(?:and|one|we|i|you|it|this|that|in|the|total|sum|obtains?|gets?|have|has"
    rf"|is|it's|gives?|makes?|are|to|up|adds?|amounts?|comes?|thus|there|result)[\s,:]{{1,2}}){{1,6}}"
    rf"(?P<total>{_INT})(?![\w]|[.,]\d|\s?%)",
    re.I,
)
_WEIGHTS = re.compile(
    rf"(?<![\w.,])(?P<a>{_INT}(?:\s?[·×*⋅x]\s?{_INT}){{1,5}})\sweights\sand\s(?P<c>{_INT}|{NUMBER_WORD})"
    rf"\sbias(?:es)?\b[^.;\d]{{0,60}}?(?P<total>{_INT})(?![\w]|[.,]\d)",
    re.I,
)
_PER_EPOCH = re.compile(
    rf"(?<![\w.,])(?P<each>{_INT})\s(?:\w+\s){{0,2}}?(?:in an|an|per|in each|in every|each)"
    rf"\sepochs?\b[^.;\d]{{0,40}}?(?P<all>{_INT})\s(?:\w+\s){{0,2}}?"
    r"(?:in a run|in a training|in total|altogether|in all|per run|overall)\b",
    re.I,
)
_RUNS = re.compile(
    rf"(?<![\w.,])(?P<runs>{_INT})\s(?:trainings?|runs)\b[^.;\d]{{0,30}}?(?P<all>{_INT})\sepochs\s"
    r"(?:altogether|in total|in all|overall|in sum)\b",
    re.I,
)
_EPOCHS = re.compile(
    rf"(?<![\w.,])(?P<epochs>{_INT}|{NUMBER_WORD})\s(?:\w+\s){{0,1}}epochs?\b", re.I
)
_UNSURE = re.compile(r"\b(?:early|stopp\w+|until|at most|up to)\b", re.I)


def reckoned_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of everything that a sentence computes."""
    told = told_in(sentence.text)
    yield from _changed(sentence, told)
    yield from _summed(sentence)
    yield from _multiplied(world, sentence)


def _changed(sentence: Sentence, told: tuple[Told, ...]) -> Iterator[Verdict]:
    """`From 1.69 to 0.52, a reduction by a factor of 2.2`."""
    text = sentence.text
    changes = list(_FROM_TO.finditer(text))
    if len(changes) != 1:
        return
    a, b = (float(changes[0][name].replace(",", ".")) for name in ("a", "b"))
    low, high = sorted((a, b))
    if low <= 0 or low == high:
        return
    behind = changes[0].end()
    steps = [10.0 ** -len(changes[0][name].replace(",", ".").partition(".")[2]) for name in "ab"]
    shown = f"{changes[0]['a']} and {changes[0]['b']}"
    factors = list(_FACTOR.finditer(text, behind))
    if len(factors) == 1 and _is_of_it(text[behind : factors[0].start()]):
        words = factors[0]["factor"].lower()
        told_factor = NUMBER_WORDS.get(words) or float(words.replace(",", "."))
        slack = max(0.5 * 10.0 ** -len(words.partition(".")[2]), 0.15 * told_factor)
        wide = (high + steps[0]) / max(low - steps[1], 1e-9) - high / low
        if abs(told_factor - high / low) > slack + wide:
            found = f"{shown} stand like {high / low:.3g} to 1"
            yield Verdict(holds=False, start=factors[0].start(), end=factors[0].end(),
                          found=found, subject="ratio")  # fmt: skip
    shares = [each for each in told if each.unit == "%" and each.start >= behind]
    if len(shares) == 1 and _is_of_it(text[behind : shares[0].start]):
        share = shares[0]
        # `From 84.2 to 66.9` are accuracies themselves: then points may be meant.
        is_by = _BY.search(text[behind : share.start]) is not None
        ways = [100 * (high - low) / high, 100 * (high - low) / low, high - low]
        ways += [100 * (high - low), 100 * low / high]
        wide = 100 * (steps[0] + steps[1]) / low
        if is_by and not any(abs(each - share.value) <= share.step + wide for each in ways):
            found = (
                f"from {changes[0]['a']} to {changes[0]['b']} it is {ways[0]:.3g} % of the larger"
            )
            yield Verdict(holds=False, start=share.start, end=share.end, found=found,
                          subject="relative change")  # fmt: skip


def _is_of_it(between: str) -> bool:
    """Whether what follows is still said of the change before it, and of nothing else."""
    return len(between) < 60 and _ANOTHER.search(between) is None


def _summed(sentence: Sentence) -> Iterator[Verdict]:
    """`Summing 208 + 1,168 + 850 one obtains 2,262`, `if you add 64, 640 and 10, it's 714`."""
    text = sentence.text
    for pattern in (_ADDED, _LISTED):
        for match in pattern.finditer(text):
            terms = match["list"] if pattern is _LISTED else match[0]
            parts = [_int(each) for each in re.findall(_INT, terms)]
            result = _RESULT.match(text, match.end())
            total = _int(result["total"]) if result else 0
            if result is None or total == sum(parts) or total <= max(parts):
                continue
            if abs(total - sum(parts)) <= 0.2 * sum(parts):
                shown = " + ".join(f"{each:,}" for each in parts)
                yield Verdict(
                    holds=False, start=result.start("total"), end=result.end("total"),
                    found=f"{shown} is {sum(parts):,}", subject="sum",
                )  # fmt: skip
    for match in _WEIGHTS.finditer(text):
        factors = [_int(each) for each in re.findall(_INT, match["a"])]
        total, weights = _int(match["total"]), prod(factors)
        biases = int(NUMBER_WORDS.get(match["c"].lower()) or _int(match["c"]))
        if total not in (weights + biases, 2 * (weights + biases)) and biases in factors:
            yield Verdict(
                holds=False, start=match.start("total"), end=match.end("total"),
                found=f"{match['a']} and {biases:,} are {weights + biases:,}",
                subject="number of parameters",
            )  # fmt: skip


def _multiplied(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """`15 runs or 800 epochs altogether`: so many epochs each as nobody speaks of."""
    text = sentence.text
    if _UNSURE.search(text):
        return
    for pattern, name in ((_PER_EPOCH, "each"), (_RUNS, "runs")):
        for match in pattern.finditer(text):
            one, every = _int(match[name]), _int(match["all"])
            told = _epochs_told(world)
            if one < 2 or every <= one or not told or every / one in told:
                continue
            near = _epochs_near(world, sentence)
            fits = sorted(near or told)
            shown = " or ".join(f"{one * int(each):,}" for each in fits[:3])
            if len(fits) <= 3:
                yield Verdict(
                    holds=False, start=match.start("all"), end=match.end("all"),
                    found=f"{one:,} times {' or '.join(f'{each:g}' for each in fits)} is {shown}",
                    subject="number of epochs" if name == "runs" else "number of steps",
                )  # fmt: skip


def _epochs_told(world: World) -> set[float]:
    return {
        _count(match["epochs"])
        for block in world.write_up.blocks
        for match in _EPOCHS.finditer(block.text[:20_000])
    }


def _epochs_near(world: World, sentence: Sentence) -> set[float]:
    section = world.section_of(sentence)
    return {
        _count(match["epochs"])
        for block in world.write_up.blocks
        if block.section == section
        for match in _EPOCHS.finditer(block.text[:20_000])
    } - {_count(each) for each in re.findall(rf"({_INT})\sepochs", sentence.text)}


def _count(words: str) -> float:
    return NUMBER_WORDS.get(words.lower()) or float(_int(words) if words[0].isdigit() else 0)


def _int(words: str) -> int:
    return int(words.replace(",", ""))
