"""Orders: `A > B > C`, `the ranking is A, then B`, `A is the better one`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.consistency.itself.reckoning.lexicon import (
    NEGATED,
    OTHERS,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import Entry, Lineup
from grader.consistency.itself.reckoning.naming import is_meant_by, named_in, with_other
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict, agreed
from grader.notation.headings import Computed

_CHAIN = re.compile(r"[^<>;:\n]{1,40}(?:>\s[^<>;:,\n]{1,40}){2,8}")
_RANKING = re.compile(
    r"(?<=\bis )[^.;:,]{2,30}(?:,? (?:then|followed by|before) [^.;:,]{2,30}){2,6}"
    r"|(?<=: )[^.;:,]{2,30}(?:,? (?:then|followed by|before) [^.;:,]{2,30}){2,6}", re.I
)  # fmt: skip
_PARTS = re.compile(r">|,? (?:then|followed by|before) ", re.I)
_PREFERRED = re.compile(
    r"\bthe\s(?P<word>better|worse|superior|inferior)\s(?:loss|optimi[sz]er|network|net|model"
    r"|choice|option"
    r"|activation|implementation|one|variant|framework|of the two)\b(?!.*\bthan\b)", re.I
)  # fmt: skip
_OTHER_VIRTUE = re.compile(
    r"\b(?:faster|slower|speed|time|memory|stable|stability|smooth\w*|parameters|energy|simpl\w+"
    r"|train\w*)\b",
    re.I,
)


def orders_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every order of a sentence."""
    if OTHERS.search(sentence.text) or UNSURE.search(sentence.text):
        return
    yield from _chains(sentence, lineups)
    yield from _preferred(sentence, lineups)


def _chains(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    for match in (*_CHAIN.finditer(sentence.text), *_RANKING.finditer(sentence.text)):
        parts = [part.strip() for part in _PARTS.split(match[0])]
        parts[0] = re.split(r",\s|\s-\s", parts[0])[-1]
        found = []
        for lineup in lineups:
            if lineup.measure not in ("accuracy", "") or lineup.kind is Computed.DEVIATION:
                continue
            if lineup.measure == "" and not lineup.split:
                continue
            entries = [_only(part, lineup) for part in parts]
            named = [entry for entry in entries if entry is not None]
            if len(named) != len(parts) and not (lineup.block < 0 and len(named) >= 3):
                continue
            wrong = next(((a, b) for a, b in pairwise(named) if a.value < b.value), None)
            a, b = wrong or (named[0], named[1])
            text = f"{lineup.name} has {a.shown} for {a.label}, and {b.shown} for {b.label}"
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Verdict(holds=wrong is None, start=start, end=match.end(), found=text,
                                 subject="order", other=b.place))  # fmt: skip
        if verdict := agreed(found):
            yield verdict


def _only(part: str, lineup: Lineup) -> Entry | None:
    """The entry that a part of a chain is."""
    bare = part.strip(" .,()")
    for entry in lineup.entries:
        if entry.label.lower() == bare.lower():
            return entry
        try:
            if entry.number is not None and float(bare.split()[-1]) == entry.number:
                return entry
        except (ValueError, IndexError):
            continue
    named = named_in(part, lineup)
    return named[0].entry if len(named) == 1 else None


def _preferred(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Cross entropy is the better loss`: of the two that there are."""
    match = _PREFERRED.search(sentence.text)
    if match is None or _OTHER_VIRTUE.search(sentence.text):
        return
    clause = sentence.clause_at(match.start())
    if NEGATED.search(clause.text[: match.start() - clause.start]):
        return
    is_better = match["word"].lower() in ("better", "superior")
    found = []
    for lineup in lineups:
        is_meant = lineup.measure == "accuracy" and lineup.split != "train"
        if not is_meant or lineup.question != sentence.spoken.question:
            continue
        if len(lineup.entries) != 2 or not is_meant_by(sentence.text, lineup):
            continue
        named = [each.entry for each in named_in(clause.text, lineup)]
        pair = with_other(named, lineup, sentence.spoken.question)
        if len(named) != 1 or len(pair) != 2 or pair[0].value == pair[1].value:
            continue
        a, b = pair
        words = f"{lineup.name} has {a.shown} for {a.label}, and {b.shown} for {b.label}"
        found.append(Verdict(holds=(a.value > b.value) is is_better, start=match.start(),
                             end=match.end(), found=words, subject="which is better",
                             other=b.place))  # fmt: skip
    if verdict := agreed(found):
        yield verdict
