"""Two splits in per cent side by side, without the word accuracy: `validation 85.5 %, test 85.1 %`.

One alone may be progress or a share of the data; two with decimals that do not add up to all of
something are what a network reached.
"""

from collections.abc import Sequence

from grader.collect.saved.readings import Reading, words_around
from grader.collect.saved.tokens import Token, value_of
from grader.collect.saved.words import (
    COUNTED,
    EACH_CLASS,
    UNITS,
    has_part,
    is_other,
    metrics_in,
    splits_in,
)

_ALL = 100.0
_NEAR = 0.5
_NOT_RESULTS = frozenset("split size ratio share progress done complete fraction part".split())


def read_pairs(line: str, tokens: Sequence[Token]) -> list[tuple[int, Reading]]:
    """The accuracies of two or three splits, each with the index of its token."""
    words = [token for token in tokens if token.kind == "word"]
    if any(map(_is_about_else, words)):
        return []
    found = [pair for at in range(len(tokens)) if (pair := _at(tokens, at))]
    splits = [split for _, split, _ in found]
    total = sum(value for _, _, value in found)
    is_division = abs(total - _ALL) < _NEAR or any(value > _ALL for _, _, value in found)
    if not 2 <= len(found) <= 3 or len(set(splits)) != len(found) or is_division:
        return []
    return [(at, _reading(line, tokens[at], split, value)) for at, split, value in found]


def _at(tokens: Sequence[Token], at: int) -> tuple[int, str, float] | None:
    """The split and the number in per cent at this index, if there is one."""
    if tokens[at].kind != "number" or tokens[at].is_whole:
        return None
    name = at - 2 if at > 1 and tokens[at - 1].text in ":=" else at - 1
    is_percent = at + 1 < len(tokens) and tokens[at + 1].text == "%"
    value = value_of(tokens[at])
    if name < 0 or not is_percent or value is None or tokens[name].kind != "word":
        return None
    splits = splits_in(tokens[name])
    return (at, next(iter(splits)), value) if len(splits) == 1 else None


def _is_about_else(word: Token) -> bool:
    return (
        bool(metrics_in(word))
        or is_other(word)
        or any(has_part(word, words) for words in (EACH_CLASS, _NOT_RESULTS, COUNTED, UNITS))
    )


def _reading(line: str, token: Token, split: str, value: float) -> Reading:
    return Reading(
        metric="accuracy",
        split=split,
        number=value,
        is_percent=True,
        words=words_around(line, token.start, token.end),
    )
