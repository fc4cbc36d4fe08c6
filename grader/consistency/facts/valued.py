"""Statements of a setting with its value that stand in phrases of their own.

`the rate is halved every 100 epochs`, `stride one`, `gradient norms are cut at 10`. Only where no
claim of the same sentence tells of the same quantity already.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.valued_words import NAMED, NUMBERS, VALUED
from grader.records import Amount, Claim, Subject, Whose, WriteUp

_OTHER = re.compile(
    r"\?$|\b(?:should|would|could|can|may|might|must|if|why|paper|authors?|tutorial|handout"
    r"|propose\w*"
    r"|literature|usual\w*|typical\w*|common\w*|tried|instead|different|various|without|no|not"
    r"|never"
    r"|deviation of the (?:runs|accurac)|data are \w+ed by)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_NO_INPUTS = re.compile(r"\b(?:labels?|targets?|outputs?|faces?)\b", re.IGNORECASE)
"""What is scaled or named apart from what goes into a network."""


def valued_of(write_up: WriteUp, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Settings told in phrases of their own, where no claim tells of them already."""
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.span is not None:
            told.setdefault(claim.span.block, []).append(claim)
    for sentence in spoken_in(write_up):
        if _OTHER.search(sentence.text):
            continue
        beside = told.get(sentence.span.block, [])
        for quantity, pattern in VALUED:
            match = pattern.search(sentence.text)
            if match and not _is_told(quantity, sentence, beside):
                yield from _valued(quantity, match, sentence)
        for quantity, pattern in () if _NO_INPUTS.search(sentence.text) else NAMED:
            match = pattern.search(sentence.text)
            if match and not _is_told(quantity, sentence, beside):
                word = next(group for group in match.groups() if group)
                yield _claim(quantity, match, sentence, name=_name(quantity, word))


def _name(quantity: str, word: str) -> str:
    if word.startswith("0"):
        return "0..1"
    if quantity == "input_scaling":
        return "standardised" if word.lower().startswith("standard") else "centred"
    if quantity == "schedule" and word.lower() not in ("cosine", "exponential"):
        return "constant"
    return word.lower()


def _is_told(quantity: str, sentence: Spoken, claims: Sequence[Claim]) -> bool:
    return any(
        claim.quantity == quantity
        and claim.span is not None
        and claim.span.start < sentence.span.end
        and sentence.span.start < claim.span.end
        for claim in claims
    )


def _valued(quantity: str, match: re.Match[str], sentence: Spoken) -> Iterator[Claim]:
    word = next((group for group in match.groups() if group), "halved").lower()
    value = NUMBERS.get(word)
    if value is None and "^" in word:
        value = _power(word)
        if value is None:
            return
    if value is None:
        try:
            plain = word.replace(",", "") if quantity == "epochs" else word.replace(",", ".")
            value = float(plain.replace("−", "-"))
        except ValueError:
            return
    elif quantity == "step_factor" and value > 1:
        value = 1 / value
    if quantity == "step_factor" and value > 1:
        value = 1 / value
    if quantity == "dropout" and value > 1:
        value /= 100
    amount = Amount(value=value, least=value * 0.99, most=value * 1.01, words=word)
    yield replace(_claim(quantity, match, sentence), value=value, amount=amount)


def _power(word: str) -> float | None:
    """`5·10^{-4}` as a number."""
    plain = re.sub(r"[\s{}]", "", word).replace("−", "-")
    match = re.fullmatch(r"(?:(\d(?:\.\d+)?)(?:[·⋅×x*]|\\cdot|\\times))?10\^(-\d{1,2})", plain)
    return float(match[1] or 1) * 10.0 ** int(match[2]) if match else None


def _claim(quantity: str, match: re.Match[str], sentence: Spoken, *, name: str = "") -> Claim:
    start = sentence.span.start
    index = next((n for n, group in enumerate(match.groups(), 1) if group), 0)
    first, last = match.span(index)
    span = replace(sentence.span, start=start + first, end=start + last)
    return Claim(
        quantity=quantity,
        name=name,
        subject=Subject(question=sentence.question),
        whose=Whose.OWN,
        # Windows are told apart by the words around them.
        words=match[0] if quantity == "kernel_size" else sentence.text,
        place=sentence.place,
        span=span,
        sentence=sentence.span,
    )
