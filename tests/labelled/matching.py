"""Which label a finding is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.records import Consistency
from tests.labelled.labels import Label, Report
from tests.labelled.placing import Span, Words
from tests.labelled.route import Finding

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{3,}")
MOST = 0.5
"""Share of a label's words that is most of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label, where it stands."""

    report: Report
    label: Label
    spans: tuple[Span, ...]
    """Of its words, then of those elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding with the labels that it is about; none if it is about unlabelled words."""

    report: Report
    finding: Finding
    about: tuple[Placed, ...]


def place(report: Report, words: Words) -> tuple[Placed, ...]:
    """The labels of a report, each where it stands; without a span if it is not found there."""
    return tuple(
        Placed(report=report, label=label, spans=_spans(label, words)) for label in report.labels
    )


def tell(finding: Finding, placed: Sequence[Placed], words: Words) -> Told:
    """What a finding is about.

    A finding may quote a whole sentence with several statements: then the numbers and words that
    it speaks of say which it means. One that speaks of a wrong statement and of right ones is
    about the wrong one.
    """
    touched = [each for each in placed if _touches(finding, each, words)]
    shares = {id(each): _share(each.label, finding) for each in touched}
    wrong = [
        each
        for each in touched
        if each.label.outcome is Consistency.INCONSISTENT
        and (shares[id(each)] or not any(shares.values()))
    ]
    if finding.outcome == Consistency.INCONSISTENT and wrong:
        touched = wrong
    best = max((shares[id(each)] for each in touched), default=0.0)
    about = tuple(each for each in touched if shares[id(each)] == best)
    return Told(
        report=touched[0].report if touched else placed[0].report, finding=finding, about=about
    )


def _spans(label: Label, words: Words) -> tuple[Span, ...]:
    own = [
        span
        for span in words.find(label.words)
        if label.line in (None, words.spot(span[0]).line)
        and label.page in (None, words.spot(span[0]).page)
    ]
    if len(own) != 1:
        return ()
    return (own[0], *(span for other in label.elsewhere for span in words.find(other)))


def _touches(finding: Finding, placed: Placed, words: Words) -> bool:
    quoted = [span for span in words.find(finding.words) if _is_there(span, finding, words)]
    if quoted:
        return any(a[0] < b[1] and b[0] < a[1] for a in quoted for b in placed.spans)
    near = any(_is_there(span, finding, words) for span in placed.spans)
    return near and _share(placed.label, finding) >= MOST


def _is_there(span: Span, finding: Finding, words: Words) -> bool:
    """Whether a piece stands where the finding is said to stand."""
    spot = words.spot(span[0])
    if spot.cell is not None and finding.cell is not None and spot.cell != finding.cell:
        return False
    lines = words.lines(span)
    if lines is not None and finding.lines is not None:
        return lines[0] <= finding.lines[1] and finding.lines[0] <= lines[1]
    last = words.spot(span[1] - 1)
    return finding.page is None or finding.page in (spot.page, last.page)


def _share(label: Label, finding: Finding) -> float:
    """How much of what a label speaks of a finding speaks of, too, from 0 to 1."""
    spoken = f"{finding.sentence} {finding.subject}"
    for pattern in (_NUMBER, _WORD):
        wanted = _items(pattern, label.words)
        if wanted and (found := wanted & _items(pattern, spoken)):
            return len(found) / len(wanted)
    return 0.0


def _items(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    found = (match.casefold() for match in pattern.findall(text))
    return frozenset(_number(each) if each[0].isdigit() else each for each in found)


def _number(words: str) -> str:
    whole = words.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", words) else words
    try:
        return format(float(whole.replace(",", ".")), ".10g")
    except ValueError:
        return words
