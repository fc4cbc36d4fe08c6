"""Settings that words name with a value: `n = 16`, `batch size 4`, Adam, sigmoid."""

import re

_VALUE = r"\s?(?:=|:|of|is)?\s?([±]?\d[\d.,]*(?:e-?\d{1,2})?|10\^\{-?\d{1,2}\})"
_NUMBERS = {
    "n": re.compile(r"(?<![\w.])n\s?=\s?(\d{1,5})\b"),
    "learning rate": re.compile(rf"\b(?:learning[ -]rates?|lr)\b{_VALUE}", re.IGNORECASE),
    "batch size": re.compile(rf"\bbatch(?:[ -]?sizes?)?\b{_VALUE}", re.IGNORECASE),
    "weight decay": re.compile(rf"\bweight[ -]decay\b{_VALUE}", re.IGNORECASE),
    "noise": re.compile(rf"\bnoise\b{_VALUE}", re.IGNORECASE),
    "length": re.compile(rf"\blength{_VALUE}", re.IGNORECASE),
}
_NAMES = {
    "optimizer": re.compile(r"\b(SGD|Adam|RMSprop|Adagrad|AdamW)\b", re.IGNORECASE),
    "activation": re.compile(r"\b(ReLU|sigmoid|tanh)\b", re.IGNORECASE),
}
_MORE = re.compile(r"\s?(?:,|and|or|&|/|to|-|–|und|vs\.?)\s?\d")

Settings = dict[str, str]
"""For each setting its one value."""


def settings_in(text: str) -> Settings:
    """The settings that a text gives one value, and only one."""
    found: Settings = {}
    cut = text[:2_000]
    for name, pattern in (*_NUMBERS.items(), *_NAMES.items()):
        matches = list(pattern.finditer(cut))
        values = {_plain(match[1]) for match in matches}
        is_listed = any(_MORE.match(cut, match.end(1)) for match in matches)
        if len(values) == 1 and not is_listed:
            found[name] = values.pop()
    return found


def contradicting(a: Settings, b: Settings) -> str:
    """The name of a setting that both give, with other values; empty if there is none."""
    return next((name for name in a if name in b and a[name] != b[name]), "")


def agreeing(a: Settings, b: Settings) -> bool:
    """Whether both give one setting the same value, and none another one."""
    return any(b.get(name) == value for name, value in a.items()) and not contradicting(a, b)


def _plain(value: str) -> str:
    digits = value.strip("±.,").replace(",", "")
    if power := re.fullmatch(r"10\^\{(-?\d{1,2})\}", digits):
        digits = f"1e{power[1]}"
    try:
        return format(float(digits), "g")
    except ValueError:
        return digits.casefold()
