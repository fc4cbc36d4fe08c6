"""How much several trainings would take or emit, held against what one does.

`Ten such trainings would emit 54 g`, where one emits 4.54 g: a slip of the pen from ten times it.
"""

import re
from collections.abc import Iterator

from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import NUMBER_WORD, NUMBER_WORDS
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.itself.slips_of_digits import Slip, slip

_SEVERAL = re.compile(
    rf"\b(?P<count>\d{{1,4}}|{NUMBER_WORD})\s(?:such\b|of (?:these|those|them)\b|(?:more )?"
    r"(?:trainings|runs|networks|models) (?:like|of) (?:this|that|it)\b"
    r"|times as (?:much|many|long)\b)",
    re.I,
)
_UNITS = ("carbon", "energy", "time")
_MOST_TEXT = 20_000
FEW = 4
"""Amounts of a document of which one is not a slip away from another by chance."""
NEAR = 0.03
"""Part of a product by which it may be rounded."""


def manifold_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of an amount that several trainings would come to."""
    several = list(_SEVERAL.finditer(sentence.text))
    amounts = [t for t in told_in(sentence.text) if t.unit in _UNITS and not t.is_word]
    if len(several) != 1 or len(amounts) != 1 or amounts[0].start < several[0].end():
        return
    words, told = several[0]["count"].lower(), amounts[0]
    count = NUMBER_WORDS.get(words) or float(words)
    ones = _told_of_one(world, told)
    if (
        count < 2
        or not 0 < len({one.value for one in ones}) <= FEW
        or any(_is_near(count * one.value, told) for one in ones)
    ):
        return
    slipped = {one.value: one for one in ones if _is_slip(count * one.value, told)}
    if len(slipped) == 1:
        (one,) = slipped.values()
        product = f"{count:g} times {one.words} is {count * one.value / _scale(one):.4g}"
        found = f"{product} in that unit, and {told.words} fits nothing told"
        yield Verdict(
            holds=False, start=told.start, end=told.end, subject=told.unit, found=found
        )  # fmt: skip


def _told_of_one(world: World, told: Told) -> list[Told]:
    """Every amount of that kind in the document."""
    return [
        each
        for block in world.write_up.blocks
        for each in told_in(block.text[:_MOST_TEXT])
        if each.unit == told.unit and not each.is_word and each.value > 0
        and each.words != told.words
    ]  # fmt: skip


def _scale(told: Told) -> float:
    """What one of its unit is in the unit of values."""
    return told.step * 10.0**told.decimals if told.step else 1.0


def _is_near(product: float, told: Told) -> bool:
    return abs(product - told.value) <= max(told.step, NEAR * product)


def _is_slip(product: float, told: Told) -> bool:
    """Whether a power of ten, or two digits changed over, part the two."""
    ratio = told.value / product
    if any(abs(ratio - power) <= NEAR * power for power in (0.001, 0.01, 0.1, 10.0, 100.0, 1000.0)):
        return True
    scale = _scale(told)
    return slip(told.value / scale, product / scale, told.decimals) is Slip.SWAPPED
