"""Orderings without an amount: `better than`, `outperforms`, `falls from 84 to 67`, `A > B > C`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import HELD, Hit, Range, Spoken, Value
from grader.collect.statements.comparing.finding import (
    NEAR,
    bare,
    quantity_of,
    than,
    values_of,
)
from grader.collect.statements.comparing.words import ADJECTIVE, Sense
from grader.records import Relation

_COMPARATIVE = re.compile(rf"\b(?P<word>{ADJECTIVE})\b")
_WINS = re.compile(
    r"\b(?:(?P<win>w(?:ins?|on)\s(?:against|over)|outperform(?:s|ed|ing)?|beats?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?"
    r"|(?:is|was|are|were)\s(?:clearly\s)?superior\sto)"
    r"|(?P<lose>underperform(?:s|ed)?|loses\sto|(?:is|was|are|were)\s(?:clearly\s)?inferior\sto"
    r"|lags?\sbehind|falls?\sbehind|fell\sbehind))\b"
)
_IDLE = frozenset(
    "results result performance performances outcome outcomes score scores one ones value values"
    " in on of the a an test validation val training train set sets data split unseen final"
    " overall average mean best even slightly much far clearly significantly significant both here"
    " model models network networks net nets accurate performing classification generalization"
    " generalisation at generalizes generalises and".split()
)
"""Words between `better` and `than` that do not change what is compared."""
_PERFORMS = re.compile(
    r"\b(?:perform(?:s|ed|ing)?|work(?:s|ed)?|did|does|do|generali[sz]e[sd]?|fare[sd]?|scores?"
    r"|scored|is|was|are|were)\s(?:\w+ly\s|even\s|much\s|far\s|a\s(?:bit|little|lot)\s|also\s"
    r"|still\s|always\s|consistently\s){0,2}$"
)
_GIVES = re.compile(
    r"\b(?:gives?|gave|gets?|got|reach(?:es|ed)?|achiev(?:es?|ed)|obtain(?:s|ed)?|yield(?:s|ed)?"
    r"|has|have|had|shows?|showed|produc(?:es?|ed)|provid(?:es?|ed)|leads?\sto|led\sto"
    r"|results?\sin|resulted\sin|attain(?:s|ed)?|delivers?|delivered|needs?|needed|requires?"
    r"|takes?|took|uses?|used)\s(?:a\s|an\s|the\s|us\s|to\s)?(?:\w+ly\s|even\s|much\s|far\s)?$"
)
_CHAIN = re.compile(r"(?:[\w.\-=()/ ]{1,40}\s>\s){1,6}[\w.\-=()/ ]{1,40}")
_WITH = re.compile(r"\s(?:results?\s|accuracy\s)?(?:for|with|when\susing|using|at|on|in)\s")
_WHEN = re.compile(r"\b(?:when|if|as|because)\b")
_COMMA = re.compile(r"[,;()]|\band\b")

_HOW = re.compile(
    r"\s(?:\w+ly|often|efficient|effective|reliable|stable|robust|expressive|economical)\b"
)
"""`Used more efficiently than` counts nothing."""


def orderings_in(spoken: Spoken) -> Iterator[Hit]:
    """Every ordering of a sentence."""
    yield from _wins(spoken)
    yield from _comparatives(spoken)
    yield from _chains(spoken)


def _wins(spoken: Spoken) -> Iterator[Hit]:
    for match in _WINS.finditer(spoken.masked):
        if words.NEGATED.search(spoken.low, 0, match.start()):
            continue
        clause = spoken.clause(match.start())
        sense = Sense.GOOD if match["win"] else Sense.BAD
        quantity = quantity_of(spoken, match.span(), clause, after=200) or ""
        yield _hit(spoken, sense, quantity, match.span(), clause, (match.end(), clause[1]))


def _comparatives(spoken: Spoken) -> Iterator[Hit]:
    for match in _COMPARATIVE.finditer(spoken.masked):
        if words.NEGATED.search(spoken.low, 0, match.start()):
            continue
        clause = spoken.clause(match.start())
        at = than(spoken, match.end(), clause)
        stop = at[0] if at else clause[1]
        right = (at[1], clause[1]) if at else None
        sense = words.ADJECTIVE_SENSES[match["word"]]
        quantity = _meant(spoken, match, sense, (match.end(), stop), clause, bool(right))
        if quantity is not None:
            end = min(stop, match.end() + 40) if right else match.end()
            hit = _hit(spoken, sense, quantity, (match.start(), end), clause, right)
            is_with = right is not None and _WITH.match(spoken.low, match.end(), stop)
            yield replace(hit, left=(clause[0], stop)) if is_with else hit


def _meant(
    spoken: Spoken,
    match: re.Match[str],
    sense: Sense,
    between: Range,
    clause: Range,
    has_right: bool,
) -> str | None:
    """The quantity of a comparative; empty if it only judges; None if it is none of ours."""
    word = match["word"]
    if word in ("more", "less") and _HOW.match(spoken.low, match.end()):
        return None
    named = [m for m in spoken.mentions if between[0] <= m.start < min(between[1], between[0] + 40)]
    is_with = has_right and _WITH.match(spoken.low, between[0], between[1])
    if named and not is_with and not _COMMA.search(spoken.low, between[0], named[0].start):
        if not _is_linked(spoken, match, clause, has_right):
            return None
        return named[0].quantity if named[0].quantity in HELD else None
    if spoken.masked[match.end() : between[1]].startswith((" accurate", " precise")):
        return "accuracy" if word in ("more", "less") else None
    if word in ("more", "less", "fewer", "longer", "above", "below", "ahead", "behind", "stronger"):
        return None
    is_idle = _is_idle(spoken, between) if has_right else _ends(spoken, between)
    if not (is_idle or is_with):
        return None
    if not has_right and not _PERFORMS.search(spoken.low, 0, match.start()):
        return None
    return _judged(spoken, match, sense, clause, has_right)


def _judged(
    spoken: Spoken, match: re.Match[str], sense: Sense, clause: Range, has_right: bool
) -> str | None:
    """The quantity of a comparative that names none itself: what stands before it."""
    if match["word"] in words.QUICK:
        trains = re.search(r"\btrain", spoken.low[clause[0] : match.start()])
        return "time" if trains else None
    before = [m for m in spoken.mentions if clause[0] <= m.start and m.end <= match.start()]
    held = [m for m in before if m.quantity in HELD]
    if sense in (Sense.GOOD, Sense.BAD):
        return held[-1].quantity if held else ""
    if not held or (before[-1] not in held and match.start() - before[-1].end <= NEAR):
        return None
    is_apart = _WHEN.search(spoken.low, held[-1].end, match.start())
    return None if is_apart and not has_right else held[-1].quantity


def _is_linked(spoken: Spoken, match: re.Match[str], clause: Range, has_right: bool) -> bool:
    if has_right:
        return True
    return bool(_GIVES.search(spoken.low, clause[0], match.start()))


def _is_idle(spoken: Spoken, between: Range) -> bool:
    rest = re.findall(r"[^\W\d_]+", spoken.low[between[0] : between[1]])
    return len(rest) <= 8 and all(word in _IDLE for word in rest)


def _ends(spoken: Spoken, between: Range) -> bool:
    """Whether nothing that changes the meaning follows: `A is better.`, `better on test data`."""
    rest = spoken.low[between[0] : between[1]].strip(" .!)")
    return not rest or _is_idle(spoken, between)


def _chains(spoken: Spoken) -> Iterator[Hit]:
    for match in _CHAIN.finditer(spoken.low):
        quantity = quantity_of(spoken, match.span(), spoken.clause(match.start())) or ""
        parts = _parts(match)
        for left, right in pairwise(parts):
            yield Hit(
                relation=Relation.MORE,
                quantity=quantity,
                start=left[0],
                end=left[1],
                left=left,
                right=right,
                is_better=None if quantity else True,
            )


def _parts(match: re.Match[str]) -> list[Range]:
    ends = [found.span() for found in re.finditer(r"\s>\s", match[0])]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(match[0])]
    return [(match.start() + a, match.start() + b) for a, b in zip(starts, stops, strict=True)]


def _hit(
    spoken: Spoken, sense: Sense, quantity: str, at: Range, clause: Range, right: Range | None
) -> Hit:
    left = (clause[0], at[0])
    found = _only(spoken, quantity, right) if right else None
    return Hit(
        relation=words.direction(sense, quantity),
        quantity=quantity,
        start=at[0],
        end=at[1],
        left=left,
        right=right,
        is_better=words.judged(sense),
        left_value=_only(spoken, quantity, left),
        right_value=bare(found) if found else None,
    )


def _only(spoken: Spoken, quantity: str, side: Range) -> Value | None:
    found = [v for v in values_of(spoken, quantity, (0, 0)) if side[0] <= v.start < side[1]]
    return found[0] if len(found) == 1 else None
