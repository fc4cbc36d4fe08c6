"""Which part of the data a name speaks of."""

import re

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_STARTS = {
    "test": re.compile(r"test"),
    "train": re.compile(r"train(?!er)"),
    "validation": re.compile(r"val(?!ue)|dev(?!i)"),
}


def splits_in(name: str) -> frozenset[str]:
    """`test`, `train` and `validation`, as far as words of the name begin so.

    `latest` is no test, `pretrained` is no training data, and a `value` validates nothing.
    """
    words = [word.lower() for word in _WORD.findall(name)]
    found = {split for split, start in _STARTS.items() for word in words if start.match(word)}
    # `traintest` and the like are of both.
    found |= {"test" for word in words if _STARTS["train"].match(word) and "test" in word}
    return frozenset(found)
