"""One layer's text taken apart into its word, its numbers and its options."""

import re
from dataclasses import dataclass

from grader.notation.words import (
    ACTIVATIONS,
    FLAGS,
    LAYERS,
    OPTIONS,
    NotationError,
    did_you_mean,
    layer_word,
)

_NUMBER = re.compile(r"[0-9]{1,12}(x[0-9]{1,12})?")
_FRACTION = re.compile(r"([0-9]{1,12}\.?[0-9]{0,30}|\.[0-9]{1,30})(e[-+]?[0-9]{1,3})?")
_OPTION = re.compile(r"([a-z_]+)=?([0-9]{1,12}(x[0-9]{1,12})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One layer's text, taken apart."""

    text: str
    """As it was written."""
    word: str
    """The notation's word for the layer."""
    numbers: tuple[str, ...]
    """Numbers that stand alone."""
    options: dict[str, str]
    """Numbers by option, and flags with an empty text."""


def taken_apart(text: str) -> Token:
    """The token that `text` is; upper and lower case mean the same."""
    if not text:
        raise NotationError("no layer stands here, write one between two arrows or drop an arrow")
    head, *rest = text.lower().split()
    if _NUMBER.fullmatch(head):
        head, rest = "linear", [head, *rest]
    word = layer_word(head)
    if word is None:
        raise NotationError(_unknown_layer(head))
    numbers, options = _options(rest)
    return Token(text=text, word=word, numbers=numbers, options=options)


def _unknown_layer(head: str) -> str:
    hint = did_you_mean(head, (*LAYERS, *ACTIVATIONS))
    return f"no layer is called '{head[:40]}'{hint or ', write op:name for one without a word'}"


def _options(words: list[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    numbers: list[str] = []
    options: dict[str, str] = {}
    remaining = iter(words)
    for word in remaining:
        if _FRACTION.fullmatch(word) or _NUMBER.fullmatch(word):
            numbers.append(word)
            continue
        name, value = _option(word)
        if name not in FLAGS:
            value = value or next(remaining, "")
        if name in options:
            raise NotationError(f"'{word}' says {name} a second time, say it once")
        options[name] = value
    return tuple(numbers), options


def _option(word: str) -> tuple[str, str]:
    if word in FLAGS:
        return word, ""
    match = _OPTION.fullmatch(word)
    if not match or match[1] not in OPTIONS:
        raise NotationError(
            f"'{word[:40]}' is no option"
            + (did_you_mean(word, (*OPTIONS, *FLAGS)) or ", options are k5 s2 p1 d2 g4 nobias in=3")
        )
    return OPTIONS[match[1]], match[2] or ""


def only(token: Token, *options: str, numbers: int) -> None:
    """Refuse options and numbers that mean nothing for this layer."""
    for option in token.options:
        if option not in options:
            allowed = ", ".join(options) or "none"
            raise NotationError(f"'{token.word}' has no option '{option}', it has {allowed}")
    if len(token.numbers) > numbers:
        extra = token.numbers[numbers]
        raise NotationError(f"'{extra}' is one number too many, is an arrow missing before it?")


def one_number(token: Token, example: str) -> str:
    """The number that stands alone; `example` shows one in the error."""
    if not token.numbers:
        raise NotationError(f"its number is missing, write for example '{example}'")
    return token.numbers[0]


def pair(
    token: Token, option: str, *, least: int, default: tuple[int, int] = (1, 1)
) -> tuple[int, int]:
    """The pair that an option states, `default` when it states none."""
    if option not in token.options:
        return default
    return as_pair(token.options[option], f"the {option}", least=least)


def as_pair(text: str, what: str, *, least: int) -> tuple[int, int]:
    """`3x5` as (3, 5), and `3` as (3, 3)."""
    if not _NUMBER.fullmatch(text):
        raise NotationError(f"{what} is a whole number or a pair such as 3x5, not '{text[:40]}'")
    first, _, second = text.partition("x")
    return at_least(least, first, what), at_least(least, second or first, what)


def at_least(least: int, text: str, what: str) -> int:
    """The whole number that `text` is."""
    if not re.fullmatch("[0-9]{1,12}", text) or int(text) < least:
        raise NotationError(f"{what} is a whole number of at least {least}, not '{text[:40]}'")
    return int(text)


def fraction(text: str, what: str) -> float:
    """The number from 0 to 1 that `text` is."""
    value = float(text) if _FRACTION.fullmatch(text) else -1.0
    if not 0.0 <= value <= 1.0:
        raise NotationError(f"{what} is a fraction from 0 to 1, not '{text[:40]}'")
    return value
