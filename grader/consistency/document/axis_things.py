"""What axes count, and in which unit, as words tell it."""

import re

_THINGS = {
    "progress": {
        "epochs": r"\bepochs?\b|\bépocas?\b|\bepochen?\b|\bépoques?\b|轮|周期",
        "iterations": r"\biterations?\b|(?<!time )(?<!time-)\bsteps?\b|\bmini-?batch(?:es)?\b"
        r"|\bbatches\b|\bupdates?\b|\biteraciones\b|\biterationen\b|迭代",
        "batch sizes": r"\bbatch[ -]?sizes?\b",
        "learning rates": r"\blearning[ -]rates?\b",
        "lengths": r"\blengths?\b",
    },
    "quantity": {
        "accuracy": r"\baccurac(?:y|ies)\b|\bacc\b|\bexactitud\b|\bgenauigkeit\b|准确率",
        "loss": r"\bloss(?:es)?\b|\bcross[ -]entropy\b|\bpérdida\b|\bverlust\b|损失",
        "error rate": r"\berror rates?\b|\bmisclassif\w*",
    },
    "share": {
        "percent": r"%|\bper ?cent(?:age)?s?\b|\bprozent\b",
        "fractions": r"\bfractions?\b|\b(?:from|between) 0 (?:to|and) 1\b|\[0, ?1\]",
    },
    "time": {
        "seconds": r"\bseconds?\b|\bsecs?\b|[(\[]s[)\]]",
        "minutes": r"\bminutes?\b|[(\[]min[)\]]",
        "hours": r"\bhours?\b|[(\[]h[)\]]",
    },
}
_KNOWN = {
    kind: {name: re.compile(words, re.IGNORECASE) for name, words in things.items()}
    for kind, things in _THINGS.items()
}


def things_in(text: str) -> dict[str, frozenset[str]]:
    """For each kind of thing that words name, which they name."""
    cut = text[:300].replace("_", " ")
    found = {
        kind: frozenset(name for name, words in things.items() if words.search(cut))
        for kind, things in _KNOWN.items()
    }
    return {kind: names for kind, names in found.items() if names}


def said_otherwise(said: str, name: str) -> bool:
    """Whether words say another thing than the name of an axis does, each only one of its kind."""
    there = things_in(name)
    return any(
        len(names) == 1 and len(there.get(kind, ())) == 1 and names != there[kind]
        for kind, names in things_in(said).items()
    )
