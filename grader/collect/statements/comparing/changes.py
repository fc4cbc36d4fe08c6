"""Changes without an amount: `falls from 84 to 67`, `dropout improves the accuracy`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import HELD, Hit, Range, Spoken
from grader.collect.statements.comparing.finding import from_to, quantity_of
from grader.collect.statements.comparing.words import ADJECTIVE_SENSES, VERB, Sense

_CHANGE = re.compile(rf"\b(?P<word>{VERB})\b")
_MOVES = re.compile(rf"\b(?P<word>{VERB})\b")
_UPON = re.compile(
    r"[\s,](?:with|after|by|when|through|thanks\sto|due\sto|because\sof|once)\s"
    r"(?:(?:adding|using|applying|introducing|including|we\s\w+)\s)?(?=[^#]{3,80}$)"
)
_MAKES = re.compile(
    r"\b(?:makes?|made)\s(?:the\s|our\s)?(?:final\s|test\s|validation\s){0,2}(?P<what>accuracy|loss)\s"
    r"(?:much\s|clearly\s|slightly\s)?(?P<way>worse|better|lower|higher|smaller|larger)\b"
    r"(?!\s(?:than|the))"
)
_CURES = re.compile(
    r"\b(?:fix(?:es|ed)?|solv(?:es?|ed)|remov(?:es?|ed)|cur(?:es?|ed)|eliminat(?:es?|ed)"
    r"|prevent(?:s|ed)?|stop(?:s|ped)?|avoid(?:s|ed)?|overc(?:omes?|ame)|got\srid\sof)\s"
    r"(?:the\s|this\s|our\s|any\s)?(?:problem\sof\s|issue\sof\s)?over-?fitting\b"
)


def changes_in(spoken: Spoken) -> Iterator[Hit]:
    """Every change of a sentence, and what is said to have caused one."""
    yield from _changes(spoken)
    yield from _moves(spoken)
    yield from _made(spoken)
    yield from _cures(spoken)


def _changes(spoken: Spoken) -> Iterator[Hit]:
    """`The accuracy falls from 84.19 % to 66.92 %`: later against earlier."""
    for match in _CHANGE.finditer(spoken.masked):
        clause = spoken.clause(match.start())
        sense = words.sense_of_verb(match["word"])
        if sense is None or words.NEGATED.search(spoken.low, 0, match.start()):
            continue
        if " from " not in spoken.low[match.start() : clause[1]]:
            continue
        quantity = quantity_of(spoken, match.span(), clause, is_verb=True)
        pair = from_to(spoken, match.start(), quantity) if quantity else None
        if quantity and pair and clause[0] <= pair[0].start < clause[1]:
            yield Hit(
                relation=words.direction(sense, quantity),
                quantity=quantity,
                start=match.start(),
                end=max(pair[1].end, match.end()),
                left=(clause[0], match.start()),
                is_better=words.judged(sense),
                left_value=pair[1],
                right_value=pair[0],
            )


def _moves(spoken: Spoken) -> Iterator[Hit]:
    """`Dropout improves the test accuracy`, `the test accuracy drops after adding dropout`."""
    for match in _MOVES.finditer(spoken.masked):
        clause = spoken.clause(match.start())
        sense = words.sense_of_verb(match["word"])
        if sense is None or words.NEGATED.search(spoken.low, 0, match.start()):
            continue
        if "#" in spoken.masked[match.end() : clause[1]]:
            continue
        after = _held(spoken, match.end(), min(match.end() + 30, clause[1]))
        before = _held(spoken, clause[0], match.start())
        upon = _UPON.search(spoken.low, match.end(), clause[1])
        if after in ("accuracy", "loss") and not before:
            yield _moved(sense, after, match.span(), (clause[0], match.start()))
        elif before in ("accuracy", "loss") and not after and upon:
            yield _moved(sense, before, match.span(), (upon.end(), clause[1]))


def _made(spoken: Spoken) -> Iterator[Hit]:
    """`Augmentation makes the test accuracy worse`."""
    for match in _MAKES.finditer(spoken.low):
        if not words.NEGATED.search(spoken.low, 0, match.start()):
            left = (spoken.clause(match.start())[0], match.start())
            yield _moved(ADJECTIVE_SENSES[match["way"]], match["what"][:8], match.span(), left)


def _cures(spoken: Spoken) -> Iterator[Hit]:
    """`Dropout fixed the overfitting`."""
    for match in _CURES.finditer(spoken.masked):
        if not words.NEGATED.search(spoken.low, 0, match.start()):
            left = (spoken.clause(match.start())[0], match.start())
            hit = _moved(Sense.GOOD, "accuracy", match.span(), left)
            yield replace(hit, along="overfitting")


def _held(spoken: Spoken, start: int, end: int) -> str:
    inside = (m.quantity for m in spoken.mentions if start <= m.start and m.end <= end)
    return next((quantity for quantity in inside if quantity in HELD), "")


def _moved(sense: Sense, quantity: str, at: Range, left: Range) -> Hit:
    return Hit(
        relation=words.direction(sense, quantity),
        quantity=quantity,
        start=at[0],
        end=at[1],
        left=left,
        is_better=words.judged(sense),
    )
