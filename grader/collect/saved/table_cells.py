"""Cells of tables: the number that one holds, and what the words of others say of it."""

from collections.abc import Sequence

from grader.collect.saved.labels import Label
from grader.collect.saved.readings import Reading, words_around
from grader.collect.saved.tokens import Token, tokens_of, value_of
from grader.collect.saved.words import EACH_CLASS, EPOCHS, PERCENT, WRAPPERS, has_part, is_other

_LARGEST_EPOCH = 1e6


def cell_reading(label: Label, cell: str, line: str, epoch: int | None) -> Reading | None:
    """The number of a cell with the name that its head and row give it; None if it holds none."""
    tokens = tokens_of(cell)
    token = cell_number(tokens)
    value = value_of(token) if token else None
    if token is None or value is None:
        return None
    is_percent = label.is_percent or any(_is_percent(each) for each in tokens)
    if is_percent and label.metric == "loss":
        return None
    return Reading(
        metric=label.metric,
        split=label.split,
        number=value,
        is_percent=is_percent,
        words=words_around(line, 0, 0),
        epoch=None if label.is_best else epoch,
        is_best=label.is_best,
    )


def cell_number(tokens: Sequence[Token]) -> Token | None:
    """The number that a cell holds and nothing else but its spread, `%` and a wrapper."""
    numbers = [token for token in tokens if token.kind == "number"]
    words = [token for token in tokens if token.kind == "word"]
    signs = "".join(token.text for token in tokens if token.kind == "sign")
    if not numbers or not all(has_part(word, WRAPPERS | PERCENT) for word in words):
        return None
    is_plain = len(numbers) == 1 and not signs.strip("%()[].'\"~≈")
    has_spread = len(numbers) == 2 and signs.replace("%", "").strip("()") in ("±", "+/-", "+-")
    return numbers[0] if is_plain or has_spread else None


def _is_percent(token: Token) -> bool:
    return token.text == "%" or has_part(token, PERCENT)


def is_about_class(token: Token) -> bool:
    """Whether a word tells of one class of the data, or of each."""
    return token.kind == "word" and has_part(token, EACH_CLASS)


def is_about_else(token: Token) -> bool:
    """Whether a word makes something else of the numbers beside it."""
    return token.kind == "word" and (is_about_class(token) or is_other(token))


def is_epoch_head(cell: str) -> bool:
    """Whether the head of a column says that it counts epochs."""
    words = tokens_of(cell)
    return len(words) == 1 and has_part(words[0], EPOCHS | {"epochs"})


def epoch_in(cell: Sequence[Token]) -> int | None:
    """The epoch that a cell holds."""
    whole = value_of(cell[0]) if cell and cell[0].kind == "number" else None
    return (
        int(whole)
        if whole is not None and whole.is_integer() and 0 <= whole < _LARGEST_EPOCH
        else None
    )
