"""When a network is said to begin to overfit, beside the loss that a table tells."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import OTHERS, UNSURE
from grader.consistency.itself.reckoning.lineups import Lineup
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict, agreed

_ONSET = re.compile(
    r"\bover-?fit\w*\b[^.;]{0,60}?\b(?:(?:not|n['’]t|never|no|only)\b[^.;]{0,30}?\b(?:before"
    r"|until|till|after|from|at"
    r"|in)|(?:begins?|began|starts?|started|sets? in|visible|occurs?|happens?)\s(?:only\s)?(?:at"
    r"|after|in|from"
    r"|around|with))\s(?:about\s|around\s|the\s)?(?:epoch|época|epoche)\s?(?P<epoch>\d{1,4})\b"
    r"|\b(?:no|without)\s(?:sign of\s|any\s)?over-?fit\w*[^.;]{0,30}?\b(?:before|until|till"
    r"|up to)\s(?:about\s)?"
    r"(?:epoch\s)(?P<until>\d{1,4})\b",
    re.I,
)
RISEN = 1.15
"""By what factor a loss has to be over its minimum to have risen beyond doubt."""


def onsets_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Overfitting does not begin before epoch 15`, where the test loss has risen long before."""
    text = sentence.text
    match = _ONSET.search(text)
    if match is None or OTHERS.search(text) or UNSURE.search(text):
        return
    epoch = float(match["epoch"] or match["until"])
    found = []
    for lineup in lineups:
        is_meant = (
            lineup.measure == "loss"
            and lineup.split in ("test", "validation")
            and lineup.axis == "epoch"
            and lineup.question == sentence.spoken.question
            and len(lineup.entries) >= 3
            and all(entry.number is not None for entry in lineup.entries)
        )
        if not is_meant:
            continue
        lowest = lineup.extreme(most=False)
        before = [e for e in lineup.entries if (e.number or 0) <= epoch]
        last = max(before, key=lambda e: e.number or 0.0, default=None)
        if last is None:
            continue
        risen = (last.number or 0) > (lowest.number or 0) and last.value >= RISEN * lowest.value
        words = f"{lineup.name} has {lowest.shown} for {lowest.label}, and {last.shown} for "
        words += f"{last.label}"
        if risen or last.row == lowest.row:
            found.append(Verdict(holds=not risen, start=match.start(), end=match.end(),
                                 found=words, subject="overfitting", other=last.place))  # fmt: skip
    if verdict := agreed(found):
        yield verdict
