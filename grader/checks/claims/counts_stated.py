"""Every number of a submission's texts that may be stated as a number of parameters."""

import re
from collections.abc import Iterable, Iterator

from grader.checks.answers.passages import SILENT
from grader.checks.code.texts import claims_of
from grader.records import Block, Claim, Evidence, Kind, Whose

QUANTITY = "parameters"
"""The quantity of a statement that counts learnt values."""

_SUBJECT = re.compile(r"par[aá]m|paramètre|weights|gewicht|参数", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,])[1-9][0-9]{0,2}(?:[,.'’\u00a0\u202f ][0-9]{3})+(?![\w]|[.,][0-9])"
    r"|(?<![\w.,])[1-9][0-9]{2,9}(?![\w]|[.,][0-9])"
)
_LONGEST = 4_000
_MOST_IN_BLOCK = 60


def counts_stated(evidence: Evidence) -> Iterator[Claim]:
    """Statements of such numbers; then every number in a block that speaks of parameters.

    The second are loose: a sum over several lines, or one beside its own heading, is no sentence.
    They may show that the right number is there, and nobody loses by one that is another.
    """
    yield from (each for each in claims_of(evidence) if each.quantity == QUANTITY)
    for account in evidence.accounts:
        for block in account.write_up.blocks:
            if block.kind not in SILENT and _SUBJECT.search(block.text[:_LONGEST]):
                yield from _numbers_of(block)


def told_in_words(evidence: Evidence, claims: Iterable[Claim]) -> list[float]:
    """The numbers of plain statements in documents: what a program printed is beside these."""
    documents = {account.write_up.path for account in evidence.accounts}
    return [
        each.value
        for each in claims
        if each.value is not None
        and each.kind is Kind.CLAIMED
        and each.place.file in documents
        and not each.denied
        and each.whose is Whose.OWN
        and each.span is not None
        and not (each.amount is not None and each.amount.is_about)
    ]


def _numbers_of(block: Block) -> Iterator[Claim]:
    text = block.text[:_LONGEST]
    for index, found in enumerate(_NUMBER.finditer(text)):
        if index >= _MOST_IN_BLOCK:
            return
        yield Claim(
            quantity=QUANTITY,
            value=float(re.sub(r"[^0-9]", "", found[0])),
            words=_around(text, found),
            place=block.place,
            kind=Kind.CLAIMED,
        )


def _around(text: str, found: re.Match[str]) -> str:
    """The number with some words before and after it."""
    return " ".join(text[max(0, found.start() - 120) : found.end() + 60].split())
