"""One sentence, made ready for being read as a comparison."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.collect.statements.amounts import Found, find_amounts
from grader.collect.statements.quantities import Mention, quantities_in
from grader.collect.statements.sentences import Sentence
from grader.records import Amount, Claim, Relation

Range = tuple[int, int]
"""Start and end in the text of a sentence."""

HELD = ("accuracy", "loss", "parameters", "time", "energy", "carbon", "epochs")
"""Quantities whose comparisons can be held against values."""

LONGEST = 1500
"""Characters of a sentence that is read for comparisons; what is longer is no sentence."""

_BREAK = re.compile(
    r"^\W*(?:as|see|like)\s[^,;#]{2,40}#*[^,;#]{0,20},\s|;|:\s|\.\s|\s[–—]\s|,?\s(?:while|whereas|whilst|but|although|though|however|because|since"
    r"|which|so that|therefore|thus|hence|meaning|indicating|suggesting|showing)\b"
    r"|\b(?:concluded?|see|saw|seen|say|find|found|observed?|infer(?:red)?|noted?|notice|shows?|showed"
    r"|means?|proves?|suggests?|indicates?|follows|clear|confirms?|demonstrates?)\sthat\s"
    r"|,\s(?=(?:and|so|with|the|it|this|a|an|or|yet|then|for|whose)\b)"
)


_PICKED = re.compile(
    r"\b(?:pick|select|chos|choos|determin|criteri)\w*(?:\s\w+){0,2}\s(?:by|on|with|using|via|for|of)"
    r"(?:\s(?:the|best|lowest|highest|minimal|minimum|maximum|smallest))*\s(?:\w+\s)?$"
)
"""`picked by the training loss` speaks of no loss."""
_NUMBERED = re.compile(r"\s?[#\d]")
"""`epoch 40` is a moment, and no number of epochs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number of a sentence that is a value of a quantity."""

    start: int
    """Where it begins in the sentence."""
    end: int
    """Where it ends."""
    amount: Amount
    """The number."""
    quantity: str
    """Of what; empty if it is not told, and it is in per cent."""
    claim: Claim | None = None
    """The claim that it makes, where it makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words of a sentence that compare, and where their two sides stand."""

    relation: Relation
    quantity: str
    start: int
    end: int
    left: Range
    right: Range | None = None
    is_better: bool | None = None
    amount: Amount | None = None
    left_value: Value | None = None
    right_value: Value | None = None
    is_directed: bool = True
    along: str = ""
    left_words: str = ""
    """Who is left, where the text leaves words out: `epoch 10` of `epochs 5 and 10`."""
    right_words: str = ""
    """Who is right, in the same way."""
    split: str = ""
    """The split that the words mean without naming it."""
    is_paired: bool = True
    """Whether the words say which of the two values is left; else they are as they fit."""


@dataclass(frozen=True)
class Spoken:
    """A sentence with its numbers, its values and the quantities that it names."""

    sentence: Sentence
    claims: tuple[Claim, ...]

    @cached_property
    def text(self) -> str:
        return self.sentence.text[:LONGEST]

    @cached_property
    def low(self) -> str:
        """The text in lower case and on one line, every character where it was."""
        return "".join(_lowered(character) for character in self.text)

    @cached_property
    def amounts(self) -> tuple[Found, ...]:
        return find_amounts(self.text)

    @cached_property
    def masked(self) -> str:
        """The same with each number in digits, its unit included, as a row of `#`."""
        text = self.low
        for found in self.amounts:
            if any(character.isdigit() for character in text[found.start : found.end]):
                hidden = "#" * (found.end - found.start)
                text = text[: found.start] + hidden + text[found.end :]
        return text

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(
            mention
            for mention in quantities_in(self.text)
            if not mention.name
            and "#" not in self.masked[mention.start : mention.end]
            and not (mention.quantity == "epochs" and _is_a_moment(self.masked, mention))
            and not _PICKED.search(self.low, 0, mention.start)
        )

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Numbers that are values, in order; those in per cent even where no claim holds them."""
        claimed = [self._value(claim) for claim in self.claims if claim.amount and claim.span]
        taken = {value.start for value in claimed}
        loose = [
            Value(start=found.start, end=found.end, amount=found.amount, quantity="")
            for found in self.amounts
            if found.amount.unit == "%"
            and not any(value.start < found.end and found.start < value.end for value in claimed)
            and found.start not in taken
        ]
        return tuple(sorted([*claimed, *loose], key=lambda value: value.start))

    def _value(self, claim: Claim) -> Value:
        assert claim.span
        assert claim.amount
        begin = self.sentence.span.start
        return Value(
            start=claim.span.start - begin,
            end=claim.span.end - begin,
            amount=claim.amount,
            quantity=claim.quantity,
            claim=claim,
        )

    @cached_property
    def breaks(self) -> tuple[Range, ...]:
        return tuple(match.span() for match in _BREAK.finditer(self.masked))

    def clause(self, position: int) -> Range:
        """The clause that the character at this position stands in."""
        starts = [end for _, end in self.breaks if end <= position]
        ends = [start for start, _ in self.breaks if start >= position]
        return (starts[-1] if starts else 0, ends[0] if ends else len(self.low))

    def amount_at(self, start: int, end: int) -> Amount | None:
        """The number of which the text between both is a part."""
        return next((f.amount for f in self.amounts if f.start < end and start < f.end), None)

    def quantity_in(self, start: int, end: int, *, last: bool = False) -> str:
        """The first quantity that is named between both; the last if asked so; empty if none."""
        inside = [m.quantity for m in self.mentions if start <= m.start and m.end <= end]
        return "" if not inside else inside[-1] if last else inside[0]


def _is_a_moment(text: str, mention: Mention) -> bool:
    return bool(_NUMBERED.match(text, mention.end)) or text[: mention.start].endswith("per ")


def spoken(sentence: Sentence, claims: Iterable[Claim]) -> Spoken:
    """A sentence with those of the claims whose number stands in it."""
    span = sentence.span
    own = [
        claim
        for claim in claims
        if (at := claim.span) and at.block == span.block and span.start <= at.start < span.end
    ]
    return Spoken(sentence=sentence, claims=tuple(own))


def _lowered(character: str) -> str:
    if character.isspace():
        return " "
    low = character.lower()
    return low if len(low) == 1 else character


def without_overlaps(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits in the order of the text; of two that share words, the one that came first."""
    kept: list[Hit] = []
    for hit in hits:
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.start))
