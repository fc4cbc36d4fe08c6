"""Families of words by which sentences place a value: moments, bounds, things told apart."""

import re
from functools import lru_cache

from grader.consistency.itself.reckoning.lexicon import NUMBER_WORDS, OTHERS, UNSURE
from grader.consistency.itself.reckoning.lineups import words_of

LAST = re.compile(
    r"\b(?:last|final(?:ly)?|finish\w*|eventually|(?:at|in|by|until|till|to|toward)\s(?:the\s)?"
    r"(?:very\s)?end\b|ends?\s(?:at|with|up)|ended\s(?:at|with|up)|am ende|zuletzt|al final"
    r"|à la fin|letzte\w*|últim\w+)(?!\w)",
    re.I,
)
FIRST = re.compile(
    r"\b(?:first epoch|in the beginning|at the (?:beginning|start)|initial(?:ly)?|starts?\s"
    r"(?:at|with|from)|started\s(?:at|with|from)|epoch one|zu beginn|al principio)\b",
    re.I,
)
PEAK = re.compile(
    r"\b(?:best|peak\w*|highest|lowest|maxim\w+|minim\w+|max|min|top|optimum|record)\b", re.I
)
_SMALL = "|".join(sorted((w for w in NUMBER_WORDS if " " not in w), key=len, reverse=True))
ORDINALS = {
    word: float(number)
    for number, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
        " fourteenth fifteenth".split(),
        start=2,
    )
} | {"twentieth": 20.0, "thirtieth": 30.0, "fortieth": 40.0, "fiftieth": 50.0, "hundredth": 100.0}
EPOCH = re.compile(
    r"\b(?:epochs?|ep\.?|epochen?|épocas?|époques?|@)\s?(?:no\.?\s|nr\.?\s|number\s|#)?"
    r"(?P<after>\d{1,5})(?![\d%]|[.,]\d)"
    rf"|(?<![\d.,])(?P<before>\d{{1,5}}|\b(?:{_SMALL}))(?:st|nd|rd|th|\.)?\s(?:training\s|full\s)?"
    r"(?:epochs?|epochen?|épocas|époques)\b"
    rf"|\b(?P<ordinal>{'|'.join(ORDINALS)})\s(?:epoch|epoche|época)\b",
    re.I,
)
_STRETCH = re.compile(
    r"\b(?:last|past|next|first|final|remaining|further|another|other|all|these|those|more|every"
    r"|each|per|of)\s(?:the\s)?$", re.I
)  # fmt: skip
"""`The last ten epochs` go up to none that is called ten."""
_BOTH = re.compile(
    r"\b(?:epochs?|epochen|épocas?)\s(?P<first>\d{1,5})\s?(?:and|to|until|till|-|–|und|bis|y|a)\s?"
    r"(?:epoch\s)?(?P<second>\d{1,5})(?![\d%]|[.,]\d|\s?%)", re.I
)  # fmt: skip
ABOVE = re.compile(
    r"\b(?:above|over|more than|higher than|greater than|better than|larger than|at least|beyond"
    r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|past|no (?:less|lower|worse) than|not (?:below"
    r"|under)|never (?:below|under)|mehr als|über|mindestens|más del?|por encima del?"
    r"|plus de|au-dessus de)\s(?:the\s|a\s|even\s|als\s)?$",
    re.I,
)
BELOW = re.compile(
    r"\b(?:below|under|less than|lower than|smaller than|worse than|at most|fewer than|beneath"
    r"|no (?:more|higher|better) than|not (?:above|over)|never (?:above|over)|weniger als|unter"
    r"|höchstens|menos del?|por debajo del?|moins de)\s(?:the\s|a\s|even\s|als\s)?$",
    re.I,
)
ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|ca\.?|close to"
    r"|near|rund|etwa|ungefähr|casi|unos|environ|ungef\.|just (?:over|under|above|below)|slightly"
    r" (?:over|under|above|below)|a (?:bit|little) (?:over|under|above|below))\s(?:the\s|a\s)?$"
    r"|[~≈±]\s?$",
    re.I,
)
DENIED = re.compile(
    r"\b(?:not|never|no|nor|neither|none|without|cannot|hardly|barely|nicht|kein\w*|nunca)\b"
    r"|n['’]t\b",
    re.I,
)
LONELY = re.compile(
    r"\b(?:runs|seeds?|run \d|instead|earlier version|by mistake|ensemble|smooth\w*"
    r"|moving average|class(?:es)? \w+|per class|digit \w+|average\w*|mean\w*|previous\w*"
    r"|(?:an)?other (?:run|seed|machine|network|model|time|try|experiment|training)"
    r"|different|(?:second|first|third|each|every|single|one|this|best|worst|repeated) run)\b",
    re.I,
)
"""Words with which a sentence may tell a value that no table of the whole holds."""

_APART = frozenset(
    "mlp cnn rnn lstm gru vgg resnet alexnet deep wide shallow small scheduler dropout"
    " augmentation adam adamw sgd rmsprop adagrad mse ce numpy pytorch keras relu sigmoid tanh"
    " noise noisy momentum batchnorm baseline autoencoder pca softmax linear logistic nesterov"
    " leaky gelu flip crop clipped clipping smoothing ensemble pretrained".split()
)


NETWORKS = frozenset(
    "mlp cnn rnn lstm gru vgg resnet alexnet deep wide shallow autoencoder numpy pytorch".split()
)
"""Those of them that are networks, not ways of training one."""
_NAMES = (
    (re.compile(r"\bcross[- ]?entropy\b", re.I), "ce"),
    (re.compile(r"\bmean[- ]squared[- ](?:error|loss)\b|\bsquared (?:error|loss)\b", re.I), "mse"),
    (re.compile(r"\bweight[- ]decay\b", re.I), "decay"),
    (re.compile(r"\bstep (?:of|in) the (?:learning )?rate\b|\blr step\b", re.I), "scheduler"),
    (re.compile(r"\bmulti[- ]?layer perceptrons?\b", re.I), "mlp"),
)


@lru_cache(maxsize=4096)
def meaning_words(text: str) -> frozenset[str]:
    """Words of which each stands for all of its meaning, names of several words as one."""
    for pattern, word in _NAMES:
        text = pattern.sub(word, text)
    return words_of(text)


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """The words of a text that tell networks and trainings apart."""
    return meaning_words(text) & _APART


def is_report(text: str) -> bool:
    """Whether a sentence reports what was got, by the author, without a doubt."""
    return not (OTHERS.search(text) or UNSURE.search(text))


def epochs_in(text: str) -> list[tuple[int, float]]:
    """The epochs that a text names, each with where."""
    found = [
        (match.start(name), float(match[name]))
        for match in _BOTH.finditer(text)
        for name in ("first", "second")
    ]
    if found:
        return found
    for match in EPOCH.finditer(text):
        if match["before"] and _STRETCH.search(text[: match.start()]) and match[0][-1] in "sS":
            continue
        words = (match["after"] or match["before"] or match["ordinal"]).lower()
        named = NUMBER_WORDS | ORDINALS
        number = float(words) if words[0].isdigit() else named[words]
        found.append((match.start(), number))
    return found
