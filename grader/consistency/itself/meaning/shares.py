"""Which share of all parameters some layer is said to have."""

import re
from collections.abc import Iterator

from grader.consistency.itself.meaning.near import value_of, views_near
from grader.consistency.itself.meaning.values import numbers_in
from grader.consistency.itself.meaning.words import ABOVE, BELOW, is_report
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_LAYER = re.compile(
    r"\b(?:layers?|fc\s?\d|conv\s?\d|linear|dense|output|encoder|decoder|hidden|biases|bias"
    r"|weights|schicht\w*|capas?)\b",
    re.I,
)
_IN_BRACKETS = re.compile(
    r"\(\s?(?:about\s|i\.e\.\s|≈\s?)?\d[\d,. ]*\s?(?:parameters|params|weights)?\)"
)
_FIRST = re.compile(
    r"\b(?:first|largest|biggest|erste[nrms]?)\s(?:\w+\s)?(?:layer|schicht|one)\b|\bfc\s?1\b", re.I
)
_PARAMS = re.compile(
    r"\b(?:param\w*|weights|them|these|thereof|share|of all|numbers|total)\b", re.I
)
_OTHER = re.compile(
    r"\b(?:accura\w+|errors?|images?|test|train\w*|validation|time|dropout|points|labels|noise"
    r"|variance|faces|pixels|neurons)\b",
    re.I,
)


def shares_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of every share of a layer, by all parts and wholes that can be meant."""
    text = sentence.text
    told = [t for t in told_in(text) if t.unit == "%" and not t.is_word]
    if len(told) != 1 or not is_report(text) or not _LAYER.search(text) or _OTHER.search(text):
        return
    share = told[0]
    if not _PARAMS.search(text) or not 0 < share.value < 100:
        return
    own = numbers_in(sentence, "parameters")
    if own and not (len(own) == 1 and _IN_BRACKETS.search(text)):
        return
    if not own and not _FIRST.search(sentence.clause_at(share.start).text):
        return
    at = world.position(sentence)
    block = sentence.spoken.span.block
    near = list(own)
    for back in range(1, 4):
        if at - back >= 0 and world.sentences[at - back].spoken.span.block >= block - 3:
            near += numbers_in(world.sentences[at - back], "parameters")
    here = world.section_of(sentence)
    near += [value_of(f) for f in world.facts("parameters") if f.section == here]
    for view in views_near(world, sentence):
        near += [value_of(f) for f in world.facts("parameters") if f.block == view.block]
    values = sorted({value.value for value in near})
    parts = {v.value for v in own} if own else set(values)
    pairs = [(part, whole) for part in parts for whole in values if part < whole]
    wholes = [whole for part, whole in pairs if whole == values[-1]]
    if not pairs or not wholes or len(values) > 24:
        return
    shares = [100 * part / whole for part, whole in pairs]
    shares += [100 - each for each in shares]
    if any(_fits(text, share, each) for each in shares):
        return
    part = max(p for p, whole in pairs if whole == values[-1])
    if not own and 2 * part < values[-1]:
        return
    found = f"{part:,.0f} of {values[-1]:,.0f} are {100 * part / values[-1]:.1f} %"
    yield Verdict(holds=False, start=share.start, end=share.end, subject="share of parameters",
                  found=found)  # fmt: skip


def _fits(text: str, told: Told, share: float) -> bool:
    before = text[: told.start]
    if ABOVE.search(before):
        return share >= told.value - told.step
    if BELOW.search(before):
        return share <= told.value + told.step
    return abs(share - told.value) <= max(1.5 if told.decimals == 0 else told.step, told.step)
