"""What the headings of a table say of how its numbers were got from each other."""

import re
from enum import StrEnum
from functools import lru_cache


class Computed(StrEnum):
    """What a row or column is of the others."""

    MEAN = "mean"
    MEDIAN = "median"
    DEVIATION = "standard deviation"
    VARIANCE = "variance"
    SUM = "sum"
    LEAST = "minimum"
    GREATEST = "maximum"
    BEST = "best"
    WORST = "worst"
    RANGE = "range"
    DIFFERENCE = "difference"
    RATIO = "ratio"


_WORDS: tuple[tuple[Computed, str], ...] = (
    (
        Computed.DEVIATION,
        r"\b(?:std|stdev|stddev|s\.?d|st\.? ?dev|standard dev\w*|deviation|σ|sigma"
        r"|standardabweichung|écart[- ]type|desviación)\b|标准差",
    ),
    (Computed.VARIANCE, r"\b(?:variance|var|varianz)\b|方差"),
    (Computed.MEDIAN, r"\bmedian\b|中位数"),
    (
        Computed.MEAN,
        r"\b(?:means?|averaged?|averages|avg|ave|μ|mittel(?:wert)?|durchschnitt|moyenne|promedio)\b"
        r"|平均|均值",
    ),
    (Computed.RANGE, r"\brange\b|\bmax(?:imum)? ?[-–−] ?min(?:imum)?\b"),
    (
        Computed.DIFFERENCE,
        r"\b(?:differences?|diff|delta|distance|abstand|margin|gap|gain|improvement|drop|decrease|increase|change|reduction"
        r"|differenz|unterschied|différence|diferencia)\b|[Δ∆]|差",
    ),
    (Computed.RATIO, r"\b(?:ratio|speed-? ?up)\b"),
    (Computed.SUM, r"\b(?:totals?|sum|gesamt|insgesamt|summe)\b|[Σ∑]|合计|总计|总和"),
    (Computed.LEAST, r"\b(?:min|minimum|lowest|smallest)\b|最小|最低"),
    (Computed.GREATEST, r"\b(?:max|maximum|highest|largest)\b|最大|最高"),
    (Computed.BEST, r"\bbest\b|最佳|最好"),
    (Computed.WORST, r"\bworst\b"),
)
_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_OTHER = re.compile(
    r"squared?\b|absolute|\bpool|image|\bface|normali|subtract|moving|running|weighted|micro|macro"
    r"|standardi[sz]|\bfilter|(?<!total )(?<!all )trainable|learning rate|\blr\b|\bnorm\b"
    r"|\bscheduler|\bdecay\b|\btraining set\b|error bars?|confidence|\bci\b|standard error|\bsem\b"
    r"|\bper\b|\bhuman|batch",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:accuracy|acc|loss|test|train(?:ing)?|val(?:idation)?|valid|parameters?|params?|of|the|all"
    r"|runs?|over|number|time|value|values|score|row|column|rows|columns|number|trainable|in|and|s"
    r"|training|error|net|network|total|sample|population|seconds|sec|min|minutes|weights|neurons"
    r"|energy|carbon|three|five|macro|kwh|g|co2|co2eq|epochs?)\b|[\W\d_]",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?:run|trial|seed|fold|try|attempt|repeat|repetition|rep|experiment|exp|test|training|no|nr|sample"
    r"|lauf|versuch|durchgang|model|net|acc|accuracy|val acc|test acc|validation accuracy"
    r"|test accuracy|r|t|s|run no|run nr|training run|ensayo|essai|第|次|实验)?"
)
_TAG = re.compile(
    r"(?:\d{1,6}|[ivx]{1,4}|[a-j]|first|second|third|fourth|fifth|\d{1,2}(?:st|nd|rd|th)"
    r"|one|two|three|four|five)"
)


@lru_cache(maxsize=4096)
def computed_in(heading: str) -> Computed | None:
    """What a heading says its numbers are of the others; None if nothing, or it is not sure."""
    if len(heading) > 120 or _OTHER.search(heading):
        return None
    if tells_deviation_too(heading):
        return Computed.MEAN
    return next((kind for kind, words in _PATTERNS if words.search(heading)), None)


def tells_deviation_too(heading: str) -> bool:
    """Whether a heading announces a mean with its standard deviation."""
    return all(
        words.search(heading)
        for kind, words in _PATTERNS
        if kind in (Computed.MEAN, Computed.DEVIATION)
    )


def is_bare(heading: str) -> bool:
    """Whether a heading says nothing but what is computed, and of which quantity."""
    rest = heading
    for _, words in _PATTERNS:
        rest = words.sub("", rest)
    return not _FILLER.sub("", rest)


def are_runs(headings: tuple[str, ...]) -> bool:
    """Whether headings number the runs of one thing: `Run 1`, `Run 2`; `#1`, `#2`; `1`, `2`."""
    found = [_stem_and_tag(heading) for heading in headings]
    if len(found) < 2 or None in found:
        return False
    pairs = [pair for pair in found if pair is not None]
    stems, tags = {stem for stem, _ in pairs}, [tag for _, tag in pairs]
    if len(stems) != 1 or len(set(tags)) != len(tags) or not _RUN.fullmatch(next(iter(stems))):
        return False
    if next(iter(stems)) in ("", "no", "nr", "r", "t", "s", "model", "net"):
        return tags in (
            [str(at) for at in range(1, len(tags) + 1)],
            ["first", "second", "third", "fourth", "fifth"][: len(tags)],
            ["1st", "2nd", "3rd", "4th", "5th"][: len(tags)],
            ["i", "ii", "iii", "iv", "v"][: len(tags)],
        ) and next(iter(stems)) not in ("model", "net")
    return True


def _stem_and_tag(heading: str) -> tuple[str, str] | None:
    if len(heading) > 60:
        return None
    words = re.sub(r"\(?%\)?|[#.:()\[\]=,_-]", " ", heading.lower()).split()
    words = re.sub(r"(?<=[a-z])(?=\d)", " ", " ".join(words)).split()
    if not words:
        return None
    for at in (-1, 0):
        if _TAG.fullmatch(words[at]):
            return " ".join(words[:-1] if at else words[1:]), words[at]
    return None
