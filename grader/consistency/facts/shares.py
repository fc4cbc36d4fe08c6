"""What share of the data is said to be for training or testing, against where the code cuts them.

`We use 70 % of the points for training`: the code cuts 1,000 at 800.
"""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.splits import Cut, cuts_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import number_words, where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Source

_THINGS = (
    r"(?:points?|data|samples?|images?|examples?|instances?|pictures?|set|data ?set|observations?"
    r"|them|it|all)"
)
_SHARE = (
    r"(?:(?P<per{0}>\d{{1,2}}(?:[.,]\d)?|ten|twenty|twenty-five|thirty|forty|fifty|sixty|seventy"
    r"|seventy-five|eighty|ninety)\s?(?:%|per ?cent|percent)"
    r"|(?P<count{0}>one|an?|two|three|four|five)[ -](?P<part{0}>half|third|quarter|fourth|fifth"
    r"|sixth"
    r"|tenth)s?|(?P<half{0}>half))"
)
_USED = (
    r"(?:only )?(?:(?:is|are|was|were|go|goes|went|are going|is going|serves?|served) )?(?:(?:used"
    r"|kept|taken|reserved"
    r"|held out"
    r"|held back|set aside|put|left|selected|chosen|randomly|only|made|assigned) ){0,2}"
)
_TO = r"(?:for|as|to|in|into) (?:the |a |our )?"
_SET = (
    r"(?P<set{0}>train(?:ing)?|fitting|learning|test(?:ing)?|validat(?:ion|ing|e)|val|evaluation)\b"
)
_TOLD = (
    re.compile(
        rf"\b{_SHARE.format(1)}(?: of (?:the |our |all |all the "
        rf"|this )?(?:\w+ ){{0,3}}?{_THINGS})? "
        rf"{_USED}{_TO}{_SET.format(1)}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_SHARE.format(1)} (?:of )?(?:the )?{_SET.format(1)}(?: data| set)? and\b", re.I
    ),
    re.compile(
        rf"\b{_SET.format(1)}(?: set| data| part)? (?:is|are|has|contains?|consists? of|gets?"
        rf"|takes?"
        rf"|uses?|makes? up) {_SHARE.format(1)} of (?:the |our |all "
        rf"|all the )?(?:\w+ ){{0,2}}?{_THINGS}",
        re.IGNORECASE,
    ),
)
_RATIO = re.compile(
    r"\b(\d{2})\s?(?:/|:|-|–|to)\s?(\d{2})(?: %)? (?:\w+[ -/]){0,2}?(?:split|ratio|partition"
    r"|division)"
    r"|\b(?:split|divided|ratio|partition\w*)\b[^.;]{0,40}?\b(\d{2})\s?(?:/|:|–|to)\s?(\d{2})\b",
    re.IGNORECASE,
)
_SPLITS_DATA = re.compile(
    r"\b(?:split\w*|divid\w*|partition\w*|cut|shares?|separat\w*|data ?set is)\b", re.IGNORECASE
)
_FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5,
    "sixth": 1 / 6, "tenth": 1 / 10,
}  # fmt: skip
_TENS = {
    "ten": 10.0, "twenty": 20.0, "twenty-five": 25.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "seventy": 70.0, "seventy-five": 75.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
_COUNTS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|if|not|no|about|around|instead|handout|tutorial|paper"
    r"|labels?|classes|errors?|accurac\w+|each|per|correct\w*|wrong\w*|noisy|time|first|then"
    r"|another)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)


def hold_shares(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told share for training or testing, where the code cuts its data in one way only."""
    cuts = [cut for source in sources if not source.is_prose for cut in cuts_in(source)]
    shares = {round(cut.train / (cut.train + cut.rest), 4) for cut in cuts if cut.train + cut.rest}
    if len(shares) != 1:
        return
    (share,) = shares
    for sentence in spoken_in(work.write_up):
        if _OTHER.search(sentence.text):
            continue
        told = list(_told(sentence.text))
        # A third part that the code may cut elsewhere makes all shares other ones.
        if told and len({name for name, _ in told}) == len(told) <= 2:
            yield from _held(sentence, told, share, cuts[0], pool)


def _told(text: str) -> Iterator[tuple[str, float]]:
    for pattern in _TOLD:
        found = list(pattern.finditer(text))
        if pattern is _TOLD[1] and not _SPLITS_DATA.search(text):
            # `I end at 88.5 % train and 88.7 % validation` are accuracies.
            continue
        for match in found:
            yield _set(match["set1"]), _value(match)
        if found:
            return
    if ratio := _RATIO.search(text):
        first, second = (int(each) for each in ratio.groups() if each)
        if first + second == 100:
            yield "train", max(first, second) / 100


def _set(word: str) -> str:
    return "train" if word.lower().startswith(("train", "fit", "learn")) else "rest"


def _value(match: re.Match[str]) -> float:
    if match["per1"]:
        word = match["per1"].lower()
        return (_TENS.get(word) or float(word.replace(",", "."))) / 100
    if match["half1"]:
        return 0.5
    return _COUNTS[match["count1"].lower()] * _FRACTIONS[match["part1"].lower()]


def _held(
    sentence: Spoken, told: Sequence[tuple[str, float]], share: float, cut: Cut, pool: Pool
) -> Iterator[Checked]:
    wrong = [
        (name, value)
        for name, value in told
        if abs(value - (share if name == "train" else 1 - share)) > 0.006
    ]
    name, value = (wrong or told)[0]
    part = "training" if name == "train" else "testing"
    yield Checked(
        outcome=Consistency.INCONSISTENT if wrong else Consistency.CONSISTENT,
        check=pool.check,
        subject="share of the data for training and testing",
        sentence=(
            f"The text ({where(sentence.place)}) says {number_words(round(100 * value, 1))} % for"
            f" {part}, {who(pool)} cuts {number_words(cut.train)} and {number_words(cut.rest)}"
            f" ({spot(cut.place, pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=cut.place,
    )
