"""How many images go to training and how many to testing, against what the code cuts apart.

`700 samples for training and 200 for testing`: the code has x[:700] and x[700:] of 1,000.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import number_words, where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Place, Source, Span

_N = r"(\d{1,3}(?:[, ]\d{3})+|\d{2,6})"
_THINGS = r"(?:\s(?:samples?|points?|images?|examples?|instances?|data points?|pictures?))?"
_TRAIN = r"(?:training|train)"
_REST = r"(?:validation|validating|testing|test|val)"
_TOLD = (
    re.compile(
        rf"(?<![\w.,]){_N}{_THINGS}\s(?:for|as|to|in)\s(?:the\s)?{_TRAIN}(?: set| data| points)?"
        rf",?\s(?:and|,)\s?(?:the\s)?(?:other\s|remaining\s)?{_N}{_THINGS}\s(?:for|as|to"
        rf"|in)\s(?:the\s)?"
        rf"{_REST}\b(?![^.;]{{0,20}}\band\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_TRAIN}(?:\s(?:set|data|split|part))?\s(?:has|have|had|contains?|consists?\sof|is"
        rf"|with|of|gets?"
        rf"|holds?)\s{_N}{_THINGS},?\s(?:and|,|while|whereas)\s?(?:the\s)?{_REST}(?:\s(?:set|data"
        rf"|split|part))?"
        rf"(?:\s(?:has|have|had|contains?|consists?\sof|is|with|of|gets?|holds?))?\s{_N}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.,]){_N}\s{_TRAIN}{_THINGS}\s(?:and|,)\s{_N}\s{_REST}\b"
        rf"(?!{_THINGS},?\s(?:and|,)\s\d)",
        re.IGNORECASE,
    ),
)
_TOTAL = re.compile(r"\b(?:n_samples|num_samples|n_points|N|n)\s*=\s*(\d{2,7})\b")
_MADE = re.compile(r"\bmake_\w+\(\s*(\d{2,7})\b")
_HEAD = re.compile(r"\[\s*:\s*(\d{2,7})\s*\]")
_TAIL = re.compile(r"\[\s*(\d{2,7})\s*:\s*\]")
_RANDOM = re.compile(r"\brandom_split\([^\[\n]{0,80}\[\s*(\d{2,7})\s*,\s*(\d{2,7})\s*\]")
_SHARE = re.compile(r"\btest_size\s*=\s*(0?\.\d{1,3})\b")
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|if|not|no|about|around|instead|original\w*|tutorial|each"
    r"|per|another|first|then|later)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Data cut in two."""

    train: int
    """Examples of the first part."""
    rest: int
    """Examples of the other."""
    place: Place
    """Where."""


def hold_splits(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told pair of numbers for training and testing, if the code cuts its data so."""
    cuts = [cut for source in sources if not source.is_prose for cut in cuts_in(source)]
    if not cuts:
        return
    for sentence in spoken_in(work.write_up):
        if _OTHER.search(sentence.text):
            continue
        for pattern in _TOLD:
            if match := pattern.search(sentence.text):
                yield from _held(sentence, match, cuts, pool)
                break


def cuts_in(source: Source) -> Iterator[Cut]:
    """Every place where code cuts its data in two."""
    text = source.text
    for match in _RANDOM.finditer(text):
        yield Cut(train=int(match[1]), rest=int(match[2]), place=place_at(source, match.start()))
    totals = {int(match[1]) for pattern in (_TOTAL, _MADE) for match in pattern.finditer(text)}
    if len(totals) != 1:
        return
    total = totals.pop()
    heads = list(_HEAD.finditer(text))
    tails = {int(match[1]) for match in _TAIL.finditer(text)}
    firsts = {int(match[1]) for match in heads}
    if len(firsts) == 1 and firsts == tails and 0 < (first := firsts.pop()) < total:
        yield Cut(train=first, rest=total - first, place=place_at(source, heads[0].start()))
    for match in _SHARE.finditer(text):
        rest = round(total * float(match[1]))
        yield Cut(train=total - rest, rest=rest, place=place_at(source, match.start()))


def _held(
    sentence: Spoken, match: re.Match[str], cuts: Sequence[Cut], pool: Pool
) -> Iterator[Checked]:
    train, rest = (int(re.sub(r"\D", "", match[at])) for at in (1, 2))
    exact = [cut for cut in cuts if (cut.train, cut.rest) == (train, rest)]
    # One of both is that of the code: it is that cut which is meant.
    near = [cut for cut in cuts if (cut.train == train) != (cut.rest == rest)]
    # As many in all, cut at another place.
    near = near or [cut for cut in cuts if cut.train + cut.rest == train + rest]
    found = exact or near
    if not found or (not exact and len({(cut.train, cut.rest) for cut in cuts}) != 1):
        return
    cut = found[0]
    begin = sentence.span.start
    yield Checked(
        outcome=Consistency.CONSISTENT if exact else Consistency.INCONSISTENT,
        check=pool.check,
        subject="number of examples for training and testing",
        sentence=(
            f"The text ({where(sentence.place)}) says {match[1]} and {match[2]}, {who(pool)} cuts"
            f" {number_words(cut.train)} and {number_words(cut.rest)} ({spot(cut.place, pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=Span(
            block=sentence.span.block, start=begin + match.start(1), end=begin + match.end(2)
        ),
        other=cut.place,
    )
