"""What a submission's texts mention: no proof of anything, but enough to keep a check in doubt.

Every pattern is a list of plain words, so looking takes time in proportion to the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from grader.checks.certainty import ENDING_WORDS
from grader.records import (
    BlockKind,
    Case,
    Claim,
    EndingName,
    Evidence,
    Fact,
    Kind,
    Place,
    Source,
    Whose,
)

OPTIONS = (
    r"\b(?:argparse|ArgumentParser|optparse|getopt|sys\.argv|absl|fire\.Fire|click\.option"
    r"|typer|hydra|os\.environ)\b"
)
"""Ways to tell a program from outside how to train."""

OTHER_SCHEDULERS = r"\b(?:timm|transformers|fastai|ignite|accelerate|mmengine|composer|keras)\b"
"""Libraries that bring schedulers of their own."""

BARE = r"requires_grad\s?=\s?True|requires_grad_\(|autograd\.grad|\bjax\b"
"""Words of code that may build a network of bare tensors, which nobody sees."""

EARLY_STOP = r"(?<![a-z])early|early.?stop|patience|\bbreak\b"
"""Words of code that may end a training before its last epoch."""

BACKWARD = r"\bbackward\b|\.fit\b|\.grad\b"
"""Words of code that trains."""


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def code_mention(evidence: Evidence, words: str) -> Source | None:
    """The first piece of code that has one of these words."""
    pattern = _pattern(words)
    return next((each for each in evidence.handed_in.sources if pattern.search(each.text)), None)


def may_mention(evidence: Evidence, words: str) -> bool:
    """Whether the code has one of these words, as far as is known: code not seen may have them."""
    if not evidence.handed_in.has_code or not evidence.handed_in.is_code_whole:
        return True
    return code_mention(evidence, words) is not None


def options_doubt(evidence: Evidence) -> str:
    """Whether somebody who starts the code may tell it to train otherwise; empty if not."""
    source = code_mention(evidence, OPTIONS)
    if source is None:
        return ""
    return f"the code takes options ({source.place}), so it may have been run with others"


def bare_doubt(evidence: Evidence) -> str:
    """Whether there may be a network that was not seen as one; empty if not."""
    for run in evidence.training:
        if run.kind is Kind.OBSERVED and not run.network:
            return f"of one training ({run.place}) the network is not known"
    source = code_mention(evidence, BARE)
    return f"a network may be built of bare tensors ({source.place})" if source else ""


def reading_doubt(evidence: Evidence) -> str:
    """What of the write-up could not be read; empty if all of it was."""
    for ending in evidence.endings:
        if ending.name is EndingName.NO_TEXT:
            return f"{ending.place} has no text that could be read"
        if ending.name is EndingName.UNREADABLE:
            return f"{ENDING_WORDS[ending.name]} ({ending.place})"
    for account in evidence.accounts:
        if account.write_up.problems:
            return f"{account.write_up.path} could not be read whole"
    return ""


def claims_of(evidence: Evidence) -> Iterator[Claim]:
    """Everything that the student states of the work, in prose and in documents."""
    yield from (each for each in evidence.claims if each.whose is not Whose.OTHERS)
    for account in evidence.accounts:
        claims = account.statements.claims
        yield from (each for each in claims if each.whose is not Whose.OTHERS)


def stated(case: Case, quantity: str, fits: Callable[[float | str], bool]) -> Claim | None:
    """A statement that a setting had one of the asked values, as its subject's setting too."""
    for claim in claims_of(case.evidence):
        if claim.quantity == quantity and not claim.denied:
            value = claim.value if claim.value is not None else claim.name
            if value != "" and fits(value):
                return claim
        for name, text in claim.subject.settings:
            if name == quantity and fits(_number(text)):
                return claim
    return None


def you_wrote(claim: Claim) -> Fact:
    """The statement for a report."""
    return Fact(label="You wrote", text=claim.words, kind=claim.kind, place=claim.place)


BESIDE = {
    "learning_rate": r"lr|rate|eta\b|η",
    "batch_size": r"batch|\bbs\b",
    "weight_decay": r"decay|wd|\bl2\b|lambda|λ",
    "momentum": r"momentum",
    "epochs": r"epoch",
    "width": r"hidden|unit|neuron|width|\bn\b",
}
"""Words that a number of this kind stands behind, in the same line."""

MOST_BETWEEN = 80
"""Characters in front of a number in which its word is looked for."""


def told_beside(
    evidence: Evidence, quantity: str, values: Iterable[float], *, with_code: bool
) -> Place | None:
    """Where a text has one of these numbers behind a word for its quantity.

    What an earlier version of the code did stands in saved outputs, in prose and in comments.
    """
    forms = [form for value in values for form in _forms(value)]
    if quantity not in BESIDE or not forms:
        return None
    number = _pattern(rf"(?<![\d.])(?:{'|'.join(forms)})(?!\.?\d)")
    word = _pattern(BESIDE[quantity])
    for place, text in _texts(evidence, with_code=with_code):
        # Numbers are rarer than words, so they are looked for first.
        for found in number.finditer(text):
            before = text[max(0, found.start() - MOST_BETWEEN) : found.start()]
            if word.search(before.rpartition("\n")[2]):
                return place
    return None


def _texts(evidence: Evidence, *, with_code: bool) -> Iterator[tuple[Place, str]]:
    for source in evidence.handed_in.sources:
        yield source.place, source.output
        if with_code or source.is_prose:
            yield source.place, source.text
    for account in evidence.accounts:
        for block in account.write_up.blocks:
            if with_code or block.kind is not BlockKind.LISTING:
                yield block.place, block.text


def _forms(value: float) -> Iterator[str]:
    """The ways to write a number: `0.001`, `.001`, `1e-3`, `10^{-3}`."""
    plain = format(Decimal(f"{value:g}"), "f")
    yield re.escape(plain) + ("0*" if "." in plain else r"(?:\.0*)?")
    if plain.startswith("0."):
        yield re.escape(plain[1:])
    digits, _, power = f"{value:e}".partition("e")
    sign, size = "[-−]" if power.startswith("-") else r"\+?", abs(int(power))
    factor = re.escape(f"{float(digits):g}")
    yield rf"{factor}e{sign}0?{size}"
    yield rf"{'' if factor == '1' else factor + '[^0-9]{1,9}'}10[\^*{{( ]{{0,4}}{sign}{size}"


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
