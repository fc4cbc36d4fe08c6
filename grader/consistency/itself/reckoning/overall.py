"""What is said of the whole work: `the best result of this entire report`."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import NEGATED, OTHERS, UNSURE
from grader.consistency.itself.reckoning.lineups import split_in
from grader.consistency.itself.reckoning.numbers import told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.records import Claim, Statistic, Whose

_WHOLE = re.compile(
    r"\b(?:the\s)?(?P<word>best|highest|worst|lowest)\s(?:(?:final|single|test|validation"
    r"|overall)\s){0,2}"
    r"(?:result|accuracy|score|value|one|number|performance|network|model)s?\s(?:of|in|on)\s"
    r"(?:this|the|my|our|all (?:of )?(?:this|the|my|our)?)\s?(?:entire\s|whole\s|complete\s)?"
    r"(?:essay|report|work|assignment|homework|document|paper|study|project|experiments?|week"
    r"|lab|protocol"
    r"|exercise|diary|write-?up)s?\b"
    r"|\b(?P<all>best|highest)\s(?:test\s|final\s)?(?:result|accuracy|score)\s(?:of all|overall"
    r"|we (?:ever )?(?:got|obtained|reached)|i (?:ever )?(?:got|obtained|reached))\b",
    re.I,
)
_DOUBTS = re.compile(r"\b(?:train\w*|up to|peak\w*)\b", re.I)
_NEAR = re.compile(r"\b(?:of all|overall)$", re.I)
APART = 0.5
"""Points by which another value has to be better."""


def overall_in(sentence: Sentence, claims: Sequence[Claim]) -> Iterator[Verdict]:
    """Where a sentence calls its value the best of all the work, and another is better."""
    text = sentence.text
    match = _WHOLE.search(text)
    if match is None or OTHERS.search(text) or UNSURE.search(text):
        return
    if NEGATED.search(text[: match.start()]):
        return
    told = [t for t in told_in(text) if t.unit == "%" and not t.is_word and t.value > 5]
    values = [t for t in told if t.start < match.start()] or told
    if len(values) != 1:
        return
    own, word = values[0], (match["word"] or match["all"]).lower()
    most = word in ("best", "highest")
    # `The highest of all` speaks of what its section compares, `of this report` of everything.
    is_near = _NEAR.search(match[0]) is not None
    question = sentence.spoken.question if is_near else None
    split = split_in(text) or (_split_told(own.value, claims) if is_near else "") or "test"
    rivals = [
        claim
        for claim in claims
        if claim.quantity == "accuracy"
        and claim.amount is not None
        and claim.amount.unit == "%"
        and not claim.amount.is_about
        and claim.whose is Whose.OWN
        and not claim.denied
        and claim.statistic in (Statistic.VALUE, Statistic.BEST)
        and claim.subject.split in ("", split)
        and claim.subject.moment != "best"
        and claim.subject.epoch is None
        and claim.value is not None
        and (question is None or claim.subject.question == question)
        and not OTHERS.search(claim.words)
        and not _is_doubted(claim)
    ]
    ahead = [
        claim for claim in rivals
        if claim.value is not None
        and (claim.value > own.value + APART if most else claim.value < own.value - APART)
    ]  # fmt: skip
    if not ahead:
        return
    best = (max if most else min)(ahead, key=lambda claim: claim.value or 0.0)
    words = best.amount.words if best.amount else ""
    yield Verdict(holds=False, start=match.start(), end=match.end(),
                  found=f"its own is {own.words}, and another value told is {words}",
                  subject=f"{word} of all", other=best.place, other_words=best.words)  # fmt: skip


def _split_told(value: float, claims: Sequence[Claim]) -> str:
    """The one part of the data of which a value is told anywhere."""
    found = {
        claim.subject.split
        for claim in claims
        if claim.quantity == "accuracy" and claim.value == value and claim.subject.split
    }
    return found.pop() if len(found) == 1 else ""


def _is_doubted(claim: Claim) -> bool:
    """Whether the words right before a value call it a wish, or one of training."""
    at = claim.words.find(claim.amount.words) if claim.amount else -1
    before = re.split(r"[,;:.]\s", claim.words[: max(at, 0)])[-1]
    return at < 0 or bool(UNSURE.search(before) or _DOUBTS.search(before))
