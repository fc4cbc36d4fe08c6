"""Training and other data: `better on the validation images than on the training images`."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import MEASURES, OTHERS, UNSURE
from grader.consistency.itself.reckoning.lineups import Entry, Lineup
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_WORDS = {
    "train": r"train\w*|fitting",
    "validation": r"val|validation\w*|validating|validierung\w*",
    "test": r"test\w*|held[- ]out|unseen",
}
_FIRST = "|".join(f"(?P<a_{name}>{words})" for name, words in _WORDS.items())
_SECOND = "|".join(f"(?P<b_{name}>{words})" for name, words in _WORDS.items())
_ORDER = re.compile(
    r"\b(?P<way>better|higher|worse|lower|larger|greater|smaller|above|below|more accurate"
    r"|exceed\w*|ahead"
    r"|behind)\b[^.;,]{0,24}?\b(?:on|in|for|at|of|with)?\s?(?:the\s|its\s)?"
    rf"(?:{_FIRST})\b[^.;,]{{0,30}}?\bthan\s(?:on\s|in\s|for\s|at\s|of\s|that\s|the\s"
    rf"|its\s){{0,4}}(?:{_SECOND})\b",
    re.I,
)
_NOUN_FIRST = re.compile(
    rf"\b(?:{_FIRST})\s(?:accurac\w+|loss\w*|error\w*|curve|data|images|set"
    rf"|score)?\s?[^.;,]{{0,20}}?"
    r"\b(?:is|are|was|were|lies|stays|remains|keeps)\s(?:\w+ly\s|still\s|even\s|always\s"
    r"|slightly\s|well\s"
    r"|far\s|much\s|never\s){0,2}(?P<way>better|higher|worse|lower|larger|greater|smaller|above"
    r"|below|ahead of|behind)\b"
    rf"[^.;,]{{0,16}}?\b(?:{_SECOND})\b",
    re.I,
)
_LESS = ("worse", "lower", "smaller", "below", "behind")
_LAST = re.compile(r"\b(?:end|last|final\w*|finish\w*|ende|final|último)\b", re.I)
_PART = re.compile(
    r"\b(?:at first|initially|until|till|first|early|beginning|start|from|after|before|once|when"
    r"|some"
    r"|sometimes|never|not|no longer|than expected)\b|n['’]t\b", re.I
)  # fmt: skip


def splits_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every order of training and other data."""
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text):
        return
    for pattern in (_ORDER, _NOUN_FIRST):
        for match in pattern.finditer(text):
            clause = sentence.clause_at(match.start())
            if _PART.search(f"{clause.text} {match[0]}"):
                continue
            first, second = (
                next((name for name in _WORDS if match[f"{side}_{name}"]), "") for side in "ab"
            )
            if not first or not second or first == second:
                continue
            measure = "loss" if MEASURES["loss"].search(match[0]) else "accuracy"
            if MEASURES["error"].search(match[0]):
                continue
            way = match["way"].lower()
            is_more = way not in _LESS
            if measure == "loss" and way in ("better", "worse"):
                is_more = not is_more
            if verdict := _held(sentence, match, (first, second), measure, lineups, more=is_more):
                yield verdict


def _held(
    sentence: Sentence,
    match: re.Match[str],
    sides: tuple[str, str],
    measure: str,
    lineups: Sequence[Lineup],
    *,
    more: bool,
) -> Verdict | None:
    """Against the last row of a training, or all rows; where they disagree, nothing is said."""
    near = [e for e in lineups if e.measure == measure and e.kind is None
            and e.question == sentence.spoken.question and e.block >= 0]  # fmt: skip
    found: list[tuple[Lineup, Entry, Entry]] = []
    for one in near:
        for other in near:
            is_pair = (one.split, other.split) == sides and one.block == other.block
            if not is_pair or one.is_turned is not other.is_turned:
                continue
            found += [(one, a, b) for a in one.entries for b in other.entries if a.row == b.row]
    if not found:
        return None
    lineup = found[0][0]
    if lineup.axis == "epoch" and all(a.number is not None for _, a, _ in found):
        if not _LAST.search(sentence.text):
            outcomes = {a.value > b.value for _, a, b in found}
            if len(outcomes) > 1:
                return None
        found = [max(found, key=lambda each: each[1].number or 0.0)]
    named = {n.entry.row for n in named_in(sentence.text, lineup)}
    found = [each for each in found if not named or each[1].row in named]
    if any(a.value == b.value for _, a, b in found):
        return None
    outcomes = {(a.value > b.value) is more for _, a, b in found}
    if len(outcomes) != 1:
        return None
    _, a, b = found[0]
    text = f"{lineup.name} has {a.shown} for {sides[0]} and {b.shown} for {sides[1]} ({a.label})"
    return Verdict(holds=outcomes.pop(), start=match.start(), end=match.end(), found=text,
                   subject=f"{sides[0]} and {sides[1]} {measure}", other=b.place)  # fmt: skip
