"""Counts of right and wrong answers beside an accuracy: `96.5 %, i.e. 193 right and 7 wrong`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{'|'.join(_WORDS)})"
_THINGS = (
    r"(?:points?|samples?|images?|pictures?|examples?|digits?|cases|sequences?|answers?"
    r"|predictions?"
    r"|palindromes?|instances?|items?|data\spoints?|ones)"
)
_OF = rf"(?:of|from|out\sof)\s(?:the\s|all\s|our\s|its\s)?(?P<whole>{_NUMBER})"
_KIND = r"(?:(?:test|testing|validation|held-out|unseen|train|training)\s)?"
_COUNTED = (
    rf"(?<![\w.,%])(?P<number>{_NUMBER})(?![\w%]|[.,]\d)"
    rf"(?:\s{_KIND}{_THINGS})?(?:\s{_OF}(?:\s{_KIND}{_THINGS})?)?"
    r"\s(?:(?:are|were|is|was|being|get|got)\s)?"
)
_RIGHT = re.compile(
    _COUNTED + r"(?:classified\s)?(?:correct(?:ly)?|right(?:ly)?|hits)\b", re.IGNORECASE
)
_WRONG = re.compile(
    _COUNTED + r"(?:classified\s)?(?:wrong(?:ly)?|incorrect(?:ly)?|false(?:ly)?|mis-?classified"
    r"|missed|errors?|mistakes|misclassifications?)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?:of|from|out\sof)\s(?:the\s|all\s|our\s)?(?P<whole>\d{{2,6}}|\d{{1,3}},\d{{3}})\s{_KIND}"
    rf"{_THINGS}",
    re.IGNORECASE,
)
_ACCURACY = re.compile(r"(?<![\w.,~≈])(\d{1,3}(?:[.,]\d{1,3})?)\s?%")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!i\.e\.)(?<!e\.g\.)\s(?=\W?[A-Z0-9])|\n")
_LOOSE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|at\sleast|at\smost|more\sthan|less\sthan|over"
    r"|mean|average|averaged|would|should|could|if|error|labels?|noise|noisy|corrupt\w*"
    r"|train\w*)\b|[~≈<>]",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:best|peak\w*|maxim\w+|while|whereas|but|before|after|later|earlier|epochs?)\b",
    re.IGNORECASE,
)
"""Words between a count and a share that are of two moments or networks."""
_LONGEST = 600
_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Right or wrong answers of a sentence, beside their share."""

    start: int
    """Index of the first character of the sentence."""
    end: int
    """Index after its last."""
    share: float
    """The share of right or wrong ones that it tells, in per cent."""
    digits: str
    """The same as it is written."""
    right: int
    """Right answers; as counted from the wrong ones, where those are told."""
    whole: int
    """All answers."""
    is_sum: bool
    """Whether right and wrong ones, where both are told, come to all of them."""
    words: str
    """The counts as they are written."""

    @property
    def found(self) -> float:
        """The share that the counts come to, in per cent."""
        return 100 * self.right / self.whole

    @property
    def holds(self) -> bool:
        """Whether the counts add up, and their share is the one told, rounded or cut off."""
        if not self.is_sum:
            return False
        slack = 10.0 ** -len(self.digits.replace(",", ".").partition(".")[2]) + 1e-9
        return abs(self.found - self.share) <= slack or abs(100 - self.found - self.share) <= slack


def counted_in(text: str) -> Iterator[Counted]:
    """Every sentence of a paragraph that tells right or wrong answers beside their share."""
    if len(text) > _MOST:
        return
    wholes: set[int] = set()
    for start, end in _sentences(text):
        sentence = text[start:end]
        if end - start > _LONGEST:
            continue
        wholes |= {_count(match["whole"]) for match in _WHOLE.finditer(sentence)}
        if (counted := _counted(sentence, start, end, wholes)) is not None:
            # What was counted before is counted again.
            wholes = {counted.whole}
            yield counted


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _counted(sentence: str, start: int, end: int, wholes: set[int]) -> Counted | None:
    shares = list(_ACCURACY.finditer(sentence))
    right, wrong = _only(_RIGHT, sentence), _only(_WRONG, sentence)
    if len(shares) != 1 or _LOOSE.search(sentence) or (right is None and wrong is None):
        return None
    told = [each for each in (right, wrong) if each is not None]
    if any(_OF_ANOTHER.search(sentence, *_between(each, shares[0])) for each in told):
        return None
    named = {whole for each in told if (whole := _count(each["whole"] or ""))} or wholes
    counts = [_count(each["number"]) for each in told]
    whole = named.copy().pop() if len(named) == 1 else 0
    if len(counts) == 2 and not whole:
        whole = sum(counts)
    number = counts[0] if right is not None else whole - counts[0]
    if whole < 10 or not 0 <= number <= whole:
        return None
    return Counted(
        start=start,
        end=end,
        share=float(shares[0][1].replace(",", ".")),
        digits=shares[0][1],
        right=number,
        whole=whole,
        is_sum=len(counts) == 1 or sum(counts) == whole,
        words=" and ".join(" ".join(each[0].split()) for each in told),
    )


def _between(one: re.Match[str], other: re.Match[str]) -> tuple[int, int]:
    """The end of the first and the start of the second."""
    return min(one.end(), other.end()), max(one.start(), other.start())


def _only(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    found = list(pattern.finditer(sentence))
    return found[0] if len(found) == 1 else None


def _count(words: str) -> int:
    low = words.lower().replace(",", "")
    return _WORDS.index(low) + 1 if low in _WORDS else int(low) if low.isdecimal() else 0
