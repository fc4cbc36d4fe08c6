"""Words in the headings and captions of tables that decide what may be compared."""

import re

_COUNT_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_COUNT = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|eight|ten)\s{1,2}(?:independent |different |random "
    r"|training |separate )?"
    r"(?:runs|seeds|trials|repetitions|repeats|folds|experiments|initiali[sz]ations)\b",
    re.IGNORECASE,
)
_EPOCHS = re.compile(
    r"\b(?:last|final|first|over|of|across)\s{1,2}(?:the |all |last |final ){0,2}"
    r"(?:\w{1,9}\s{1,2})?(?:epochs|iterations|steps|batches)\b",
    re.IGNORECASE,
)

_CLASSES = (
    ("accuracy", re.compile(r"accura|\bacc\b|\btop-?1\b|genauigkeit|准确率|精度", re.I)),
    ("loss", re.compile(r"\bloss(?:es)?\b|error|\bmse\b|\bcross[- ]entropy\b|损失", re.I)),
    ("parameters", re.compile(r"param|weights|bias|neurons|units|参数", re.I)),
    ("epoch", re.compile(r"\bepochs?\b|\bstep\b|iteration", re.I)),
    (
        "time",
        re.compile(r"\btime\b|\bseconds\b|\bsec\b|\bmin(?:utes)?\b|\bhours?\b|duration", re.I),
    ),
    ("energy", re.compile(r"energy|kwh|carbon|co2|emission", re.I)),
    ("rate", re.compile(r"\b(?:rate|lr)\b|momentum|decay|dropout|batch|stride|kernel|shape", re.I)),
    ("score", re.compile(r"precision|recall|\bf1\b|support", re.I)),
)
_SPLIT = re.compile(r"\btrain(?:ing)?\b|\bval(?:idation|id)?\b|\btest(?:ing)?\b", re.I)

_COUNTED = re.compile(
    r"(?:with|includ\w{1,3}|incl\.?|counting|count(?:s|ed)?|plus|mit|samt|and)\s(?:the\s|all\s|their\s|"
    r"its\s)?bias|bias(?:es)?\s(?:are\s|were\s)?(?:included|counted)|含偏置|einschließlich",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"(?:without|no|excl(?:uding|\.)?|ignoring|ohne|not counting|leaving out)\s(?:the\s|any\s)?bias"
    r"|bias(?:es)?\s(?:are\s|were\s)?(?:not|left out|ignored|excluded|omitted)",
    re.IGNORECASE,
)


def runs_told(text: str) -> int | None:
    """How many runs a heading or caption speaks of."""
    match = _COUNT.search(text[:500])
    if match is None:
        return None
    word = match[1].lower()
    return int(word) if word.isdigit() else _COUNT_WORDS[word]


def is_over_epochs(heading: str, caption: str) -> bool:
    """Whether words say that something was computed over epochs, which no table shows."""
    if _EPOCHS.search(f"{heading[:250]} | {caption[:500]}"):
        return True
    return re.search(r"\d\s?(?:training )?epochs", heading[:250], re.IGNORECASE) is not None


def class_of(heading: str) -> str:
    """The sort of quantity that a heading names; empty if it names none that is known."""
    return next((name for name, words in _CLASSES if words.search(heading)), "")


def names_split(heading: str) -> bool:
    """Whether a heading names a part of the data."""
    return _SPLIT.search(heading) is not None


def is_greater_better(text: str) -> bool | None:
    """Whether more is better of what the words name; None if they do not tell."""
    kind = class_of(text)
    return {"accuracy": True, "loss": False}.get(kind)


def are_biases_told(text: str) -> bool | None:
    """Whether words say that biases are counted, or left out; None if they say neither, or both."""
    counted, left_out = _COUNTED.search(text) is not None, _LEFT_OUT.search(text) is not None
    return None if counted == left_out else counted
