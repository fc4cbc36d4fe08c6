"""Bounds: `less than half of the cases`, `three of the four stay at chance`, `free of errors`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.itself.reckoning.lexicon import (
    CHANCE,
    FRACTIONS,
    NEGATED,
    OTHERS,
    SPLITS,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import AXES, Entry, Lineup, split_in
from grader.consistency.itself.reckoning.moments import is_over_epochs
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict, agreed
from grader.notation.headings import Computed

_SHARES = "|".join(sorted((w for w in FRACTIONS), key=len, reverse=True))
_BOUND = re.compile(
    r"\b(?:(?P<below>(?:less|fewer|lower|worse) than|under|below|at most|no more than"
    r"|never (?:above|over)"
    r"|weniger als|unter|menos d[eu]l?|por debajo del?)|(?P<above>(?:more|higher|better) than"
    r"|above|over"
    r"|beyond|at least|past|exceed(?:s|ed)?|surpass(?:es|ed)?|passe[sd]|cross(?:es|ed)?|clears?"
    r"|cleared"
    r"|mehr als|über|más d[eu]l?|por encima del?))\s(?:the\s|a\s|even\s|un\s|la\s)?"
    rf"(?:(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?(?:%|percent\b|per cent\b)(?![- ]points?)"
    rf"|(?P<parts>one (?:in|out of) (?:two|three|four|five|six|ten))\b|(?P<share>{_SHARES})\b"
    r"(?=\s(?:of\s(?:the\s|all\s|them|its\s)?(?:cases|images|pictures|digits|sequences"
    r"|palindromes|time|test"
    r"|examples|samples|predictions|answers|\w+\simages)|right|correct)))",
    re.I,
)
_RIGHT = re.compile(
    r"\b(?:right|correct\w*|accura\w+|reach\w*|gets?|got|recogni[sz]\w+|classif\w+|solve[sd]?|hits?"
    r"|scores?|passe[sd]|past|cross\w*|acierta|richtig|exceed\w*|surpass\w*|ends?|stays?|lies"
    r"|remains?"
    r"|is|are|was|were)\b", re.I
)  # fmt: skip
_WRONG = re.compile(
    r"\b(?:wrong|errors?|mistake\w*|fail\w*|miss\w*|incorrect\w*|equivoca|falsch)\b", re.I
)
_PERFECT = re.compile(
    r"\b(?:free (?:of|from) (?:any )?(?:errors?|mistakes?)|(?:no|not a single|zero|never an?)"
    r" (?:errors?|mistakes?)|without (?:an?y? |a single )?(?:errors?|mistakes?)|error-?free"
    r"|flawless\w*"
    r"|perfect(?:ly)?|all (?:sequences|palindromes|of them) (?:are |were )?(?:right|correct\w*)"
    r"|fehlerfrei|sin (?:errores|fallos)|perfect[oa]s?|every (?:sequence"
    r"|palindrome) (?:is )?right)\b",
    re.I,
)
_UP_TO = re.compile(
    r"\b(?:up to|until|till|through|bis|hasta|jusqu['’]à|for all (?:lengths )?up to"
    r"|as far as)\s(?:and including\s)?"
    r"(?:the\s)?(?:length|longitud|länge|T\s?=?)?\s?(?:of\s)?(?P<end>\d{1,3})\b", re.I
)  # fmt: skip
_COUNT_OF = re.compile(
    r"\b(?P<count>two|three|four|five|six|one|[1-6]|zwei|drei|dos|tres)\s(?:out\s)?of\s(?:the\s"
    r"|our\s)?"
    r"(?P<whole>three|four|five|six|seven|[3-7])\s(?P<noun>[\w -]{3,24}?)\s(?=\w)", re.I
)  # fmt: skip
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "zwei": 2,
          "drei": 3, "dos": 2, "tres": 3}  # fmt: skip
_PARTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_ALL = re.compile(
    r"\b(?:(?P<both>both)|(?P<none>none of|neither|no)|all|every|each)\b"
    r"(?:\s(?:of\s)?(?:the\s|our\s|these\s)?(?P<count>two|three|four|five|six|[2-6])\b)?", re.I
)  # fmt: skip
_EXCEPT = re.compile(
    r"\b(?:except|but|apart|besides|after|until|before|epochs?|first|best|peaks?|runs?|almost"
    r"|nearly|about"
    r"|around|train\w*)\b", re.I
)  # fmt: skip
NEAR = 5
"""Blocks between a table and words about all of it."""
_NOWHERE = re.compile(r"\b(?:neither|nor|never|nowhere|none|nobody|nothing)\b", re.I)
"""Words that deny a bound however far before it they stand."""
_WITHOUT = re.compile(
    r"\b(?:almost|nearly|not|hardly|barely|about|around|mostly|often|longer)\b", re.I
)
NEARLY = 2.0
"""Points above guessing that still are no more than that."""


def bounds_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every bound of a sentence that says whose it is."""
    if OTHERS.search(sentence.text) or UNSURE.search(sentence.text):
        return
    scores = [
        e for e in lineups if e.measure == "accuracy" and e.kind in (None, Computed.MEAN)
    ]  # fmt: skip
    if scores:
        yield from _bounded(sentence, scores)
        yield from _perfect(sentence, scores)
        yield from _counted(sentence, scores)
        yield from _of_all(sentence, scores)


def _bounded(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    for match in _BOUND.finditer(sentence.text):
        clause = sentence.clause_at(match.start())
        before = sentence.text[clause.start : match.start()]
        if (
            NEGATED.search(before)
            or _NOWHERE.search(before)
            or not _RIGHT.search(clause.text + sentence.text[: match.start()])
        ):
            continue
        value = (
            float(match["number"].replace(",", "."))
            if match["number"]
            else 100 * (_part(match["parts"]) or FRACTIONS[(match["share"] or "half").lower()])
        )
        is_above = match["above"] is not None
        is_wrong = _WRONG.search(clause.text) is not None
        found = []
        for lineup in lineups:
            entry = _alone(sentence, clause, lineup)
            split = split_in(clause.text)
            if entry is None or (split and lineup.split and lineup.split != split):
                continue
            own = 100 - entry.value if is_wrong else entry.value
            if abs(own - value) <= max(entry.step, 0.05):
                return
            holds = (own > value) is is_above
            found.append(_verdict(match.start(), match.end(), lineup, entry, holds=holds))
        if verdict := agreed(found):
            yield verdict


def _part(words: str | None) -> float:
    """The part that `one in three` is."""
    return 1 / _PARTS[words.lower().split()[-1]] if words else 0.0


def _of_all(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Both reach at least 95 % on the test points`, `none of the three gets over 60 %`."""
    text = sentence.text
    match, who = _BOUND.search(text), _ALL.search(text)
    if match is None or who is None or not match["number"] or _EXCEPT.search(text):
        return
    if NEGATED.search(text[who.end() : match.start()]) or _WRONG.search(text):
        return
    value, split = float(match["number"].replace(",", ".")), split_in(text)
    is_none = who["none"] is not None
    wants_above = (match["above"] is not None) is not is_none
    count = _WORDS.get((who["count"] or "").lower(), 2 if who["both"] else 0)
    at = sentence.spoken.span.block
    near = [
        e for e in lineups
        if e.question == sentence.spoken.question and e.block >= 0 and abs(e.block - at) <= NEAR
        and not is_over_epochs(e) and (not split or e.split in ("", split)) and e.kind is None
        and (not count or len(e.entries) == count)
    ]  # fmt: skip
    if not count:
        noun = text[who.end() : who.end() + 30]
        axis = next((name for name, words in AXES.items() if words.search(noun)), "")
        near = [e for e in near if e.axis == axis and axis]
    broken = []
    for lineup in near:
        outside = [e for e in lineup.entries if abs(e.value - value) > max(e.step, 0.1)
                   and (e.value > value) is not wants_above]  # fmt: skip
        if not outside:
            return
        broken.append((lineup, outside[0]))
    if broken:
        lineup, entry = broken[0]
        yield _verdict(who.start(), match.end(), lineup, entry, holds=False)


def _alone(sentence: Sentence, clause: Clause, lineup: Lineup) -> Entry | None:
    """The only one that the clause names; of a training, whose values change, none."""
    if is_over_epochs(lineup):
        return None
    inside = named_in(clause.text, lineup)
    return inside[0].entry if len(inside) == 1 else None


def _perfect(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Up to length 7 it is free of errors`."""
    for match in _PERFECT.finditer(sentence.text):
        clause = sentence.clause_at(match.start())
        if SPLITS["train"].search(sentence.text):
            continue
        if _WITHOUT.search(sentence.text[max(0, match.start() - 24) : match.start()]):
            continue
        upto = _UP_TO.search(sentence.text)
        for lineup in lineups:
            if lineup.axis != "length" or not any(e.number for e in lineup.entries):
                continue
            if upto:
                meant = [e for e in lineup.entries if e.number and e.number <= float(upto["end"])]
            else:
                meant = [named.entry for named in named_in(clause.text, lineup)]
            if not meant or (upto and upto.start() > match.end() + 60):
                continue
            worst = min(meant, key=lambda entry: entry.value)
            holds = worst.value >= 99.9
            if holds or worst.value < 99.4:
                yield _verdict(match.start(), match.end(), lineup, worst, holds=holds)
                break


def _counted(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`Three of the four rates stay at chance`."""
    for match in _COUNT_OF.finditer(sentence.text):
        count, whole = (
            _WORDS.get(match[name].lower()) or int(match[name]) for name in ("count", "whole")
        )
        noun = sentence.text[match.start("noun") : match.end("noun") + 16]
        axis = next((name for name, words in AXES.items() if words.search(noun)), "")
        chance = CHANCE.search(sentence.text, match.end())
        if (
            not axis
            or chance is None
            or NEGATED.search(sentence.text[match.end() : chance.start()])
        ):
            continue
        for lineup in lineups:
            if lineup.axis != axis or len(lineup.entries) != whole:
                continue
            if lineup.question != sentence.spoken.question:
                continue
            low = [e for e in lineup.entries if e.value <= 10 + NEARLY]
            clear = [e for e in lineup.entries if e.value >= 15]
            if len(low) + len(clear) != whole:
                continue
            shown = min(clear, key=lambda e: e.value) if clear else low[0]
            holds = len(low) == count
            found = _verdict(match.start(), chance.end(), lineup, shown, holds=holds)
            yield replace(found, is_sure=True)
            break


def _verdict(start: int, end: int, lineup: Lineup, entry: Entry, *, holds: bool) -> Verdict:
    head = f", under {lineup.heading}," if lineup.heading else ""
    found = f"{lineup.name} has{head} {entry.shown} for {entry.label}"
    return Verdict(holds=holds, start=start, end=end, found=found, subject="bound",
                   other=entry.place)  # fmt: skip
