"""Which curves words name: of accuracy or of loss, on which data."""

import re
from dataclasses import dataclass

LONGEST = 5_000

_QUANTITIES = {
    "accuracy": re.compile(r"\bacc(?:urac(?:y|ies))?\b|_acc(?:uracy)?\b|准确率|Genauigkeit", re.I),
    "loss": re.compile(r"\bloss(?:es)?\b|_loss(?:es)?\b|损失|\bVerlust", re.IGNORECASE),
}
_WORD = r"(train(?:ing)?|val(?:idation|id)?|test(?:ing)?)"
_SPLIT = re.compile(
    rf"\b{_WORD}(?:[ _-](?:set|data)|['’]s)?(?:(?:\s?(?:,|and|&|/|\+|und)\s?|,\sand\s){_WORD})?"
    rf"(?:(?:\s?(?:and|&|/|\+|und)\s?|,\sand\s){_WORD})?(?:[ _-](?:set|data))?"
    r"[ _-]?(?:set[ _-])?(?:acc|loss|curve|error)"
    r"|\b(?:acc\w*|loss(?:es)?) (?:on|of|for|over) (?:the )?"
    rf"{_WORD}\b",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*{_WORD}(?:[ _-](?:set|data))?\W*$", re.IGNORECASE | re.MULTILINE)
_NAMES = {"tr": "train", "va": "validation", "te": "test"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What curves are named."""

    quantities: frozenset[str]
    """`accuracy`, `loss`."""
    splits: frozenset[str]
    """`train`, `validation`, `test`."""

    def __str__(self) -> str:
        return " ".join([" and ".join(sorted(self.splits)), " and ".join(sorted(self.quantities))])


def series_in(text: str) -> Series:
    """The curves that a text names."""
    cut = text[:LONGEST]
    words = [
        word
        for match in (*_SPLIT.finditer(cut), *_ALONE.finditer(cut))
        for word in match.groups()
        if word
    ]
    return Series(
        quantities=frozenset(name for name, known in _QUANTITIES.items() if known.search(cut)),
        splits=frozenset(_NAMES[word[:2].casefold()] for word in words),
    )


def are_others(a: Series, b: Series) -> bool:
    """Whether both name curves and these are certainly different ones."""
    if len(a.quantities) == 1 and len(b.quantities) == 1 and a.quantities != b.quantities:
        return True
    if a.quantities != b.quantities or not a.splits or not b.splits or a.splits & b.splits:
        return False
    # Many say validation for test data.
    return "train" in a.splits | b.splits
