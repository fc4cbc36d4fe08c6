"""`Close to the literature`, right after the text itself has told how far away that is."""

import re
from collections.abc import Iterator

from grader.consistency.itself.reckoning.lexicon import NEGATED
from grader.consistency.itself.reckoning.numbers import told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_CLOSE = re.compile(
    r"\b(?:(?<!the )close(?:ly)?|near|comparable|similar|on par|in line|agrees?|match(?:es)?"
    r"|consistent"
    r"|equal|as good as|vergleichbar|ähnlich|cerca|comparables?)\b", re.I
)  # fmt: skip
_OTHERS = re.compile(
    r"\b(?:literature|published|papers?|state[- ]of[- ]the[- ]art|text-?books?|books|benchmarks?"
    r"|others"
    r"|reported (?:by|in)|expected|typical\w*|usual\w*|literatur|literatura)\b|\[\d+\]", re.I
)  # fmt: skip
_APART = re.compile(
    r"\b(?:lower|below|short|less|worse|behind|under|away|apart|higher|above|unter|darunter"
    r"|menos)\b", re.I
)  # fmt: skip
FAR = 8.0
"""Points that nobody calls close."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\W?[A-ZÄÖÜ])")


def near_others_in(sentence: Sentence) -> Iterator[Verdict]:
    """What comes of it; silent where the words before tell no distance."""
    text = sentence.text
    match = _CLOSE.search(text)
    if match is None or not _OTHERS.search(text) or NEGATED.search(text[: match.start()]):
        return
    if re.search(r"\bn['’]t\b|\btoo\b|\bas (?:good|close) as\b.*\bnot\b", text):
        return
    for before in (text, sentence.before):
        if not _OTHERS.search(before):
            continue
        told = told_in(before)
        points = [t for t in told if t.unit == "points" and t.value >= FAR]
        if points and _APART.search(before, points[0].end - len(points[0].words) - 12):
            yield Verdict(holds=False, start=match.start(), end=len(text), subject="literature",
                          found=f"it tells {points[0].words} between them")  # fmt: skip
            return
