"""How far the own result is said to be from what others reached."""

import re
from collections.abc import Iterator

from grader.consistency.itself.meaning.words import ABOUT, ABOVE, BELOW
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import UNSURE
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.notation.headings import Computed

_OTHERS = re.compile(
    r"\b(?:literature|published|papers?|state[- ]of[- ]the[- ]art|sota|benchmarks?|leaderboard"
    r"|reported|tutorial|handout|literatur|literatura)\b|\[\d+\]",
    re.I,
)
_AWAY = re.compile(
    r"\b(?:below|behind|under|short of|less than|lower|worse|away|from|missing|apart|off|away from"
    r"|unter|darunter)\b",
    re.I,
)
_OWN = re.compile(r"\b(?:our|my|we|i|ours|mine)\b", re.I)

_SPREADS = (Computed.DEVIATION, Computed.VARIANCE, Computed.RANGE, Computed.DIFFERENCE)


def others_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """`98.5 % is reported. We are less than two points below this.`"""
    text = sentence.text
    if UNSURE.search(text) or not _AWAY.search(text) or not _OWN.search(text):
        return
    points = [t for t in told_in(text) if t.unit == "points"]
    source = text if _OTHERS.search(text) else sentence.before
    if len(points) != 1 or not _OTHERS.search(source) or UNSURE.search(source):
        return
    told = [t for t in told_in(source) if t.unit == "%" and not t.is_word and t.decimals]
    if len(told) != 1 and source is sentence.before:
        return
    own = {fact.value for fact in world.told if fact.measure == "accuracy"}
    own |= {
        entry.value * (100 if entry.value <= 1 else 1)
        for view in world.views
        for lineup in view.lineups
        if lineup.measure in ("accuracy", "") and lineup.kind not in _SPREADS
        for entry in lineup.entries
    }
    own |= {100 - value for value in own}
    if not told or not own:
        return
    bases = [t.value for t in told]
    if any(_fits(text, points[0], abs(base - value)) for base in bases for value in own):
        return
    base = bases[-1]
    nearest = min((v for v in own if v >= 50), key=lambda v: abs(base - v), default=None)
    if nearest is None:
        return
    found = f"the nearest result told is {nearest:.4g} %, {abs(base - nearest):.2f} points from it"
    yield Verdict(holds=False, start=points[0].start, end=points[0].end, subject="literature",
                  found=found)  # fmt: skip


def _fits(text: str, told: Told, apart: float) -> bool:
    before = text[: told.start]
    slack = max(told.step, 0.1) + (0.6 if told.is_word or ABOUT.search(before) else 0.0)
    if ABOVE.search(before):
        return apart >= told.value - slack
    if BELOW.search(before):
        return apart <= told.value + slack
    return abs(apart - told.value) <= slack + (0.5 if told.decimals == 0 else 0.0)
