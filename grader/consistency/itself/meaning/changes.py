"""Changes told with both of their ends: `it shrinks from 0.0126 to 0.0068, by 46 %`."""

import re
from collections.abc import Iterator

from grader.consistency.itself.meaning.values import CHANGE_BEFORE, CHANGE_BEHIND, amount_of
from grader.consistency.itself.meaning.words import LONELY, is_report
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import MEASURES
from grader.consistency.itself.reckoning.numbers import told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_FROM_TO = re.compile(
    r"\b(?:from|von|de)\s(?P<a>\d+(?:[.,]\d+)?)\s?(?P<unit>%)?\s(?:to|auf|a|down to|up to)\s"
    r"(?P<b>\d+(?:[.,]\d+)?)(?![\d.,]*\d)\s?%?", re.I
)  # fmt: skip
_COUNTED = re.compile(
    r"\s(?:hidden|units|neurons|epochs?|layers|images|samples|parameters|components|runs)\b", re.I
)


def changes_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """`It shrinks from 0.0126 to 0.0068, by 46 %`: from one number to another, of any measure."""
    text = sentence.text
    if not is_report(text) or LONELY.search(text):
        return
    changes = [match for match in _FROM_TO.finditer(text) if not _COUNTED.match(text, match.end())]
    if len(changes) != 1:
        return
    match = changes[0]
    a, b = (float(match[name].replace(",", ".")) for name in "ab")
    told = [
        each
        for each in told_in(text)
        if each.unit == "%"
        and not each.is_word
        and not match.start() <= each.start < match.end()
        and (CHANGE_BEFORE.search(text[: each.start]) or CHANGE_BEHIND.match(text, each.end))
    ]
    if len(told) != 1 or min(a, b) <= 0 or a == b:
        return
    clause = sentence.clause_at(told[0].start)
    measures = [name for name, words in MEASURES.items() if words.search(clause.text)]
    if measures and not any(MEASURES[name].search(text[: match.end()]) for name in measures):
        return
    amount = amount_of(text, told[0])
    shares = [100 * abs(a - b) / base for base in (a, b)]
    if match["unit"]:
        shares += [] if amount.is_relative else [abs(a - b)]
        shares += [100 * abs(a - b) / (100 - base) for base in (a, b) if base < 100]
    step = max(10.0 ** -len(match[name].replace(",", ".").partition(".")[2]) for name in "ab")
    slack = 100 * step / min(a, b)
    if any(amount.allows(share, slack) for share in shares):
        return
    found = f"from {match['a']} to {match['b']} it is {shares[0]:.1f} %"
    yield Verdict(holds=False, start=told[0].start, end=told[0].end, subject="change",
                  found=found)  # fmt: skip
