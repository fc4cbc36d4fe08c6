"""Whether a statement is one about the own work that code or a run must bear out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.consistency.facts.agreeing import same_name
from grader.consistency.facts.deeds import without_reasons
from grader.consistency.facts.lasting import is_total_of_epochs
from grader.consistency.facts.naming import CONTRASTS, FAMILIES, KINDS, kinds_in, words_of_text
from grader.records import BlockKind, Claim, Span, Statistic, Whose, WriteUp

MOST_VALUES = 2
"""Values of one setting under one heading: three are a study, whose code may be gone."""

_STUDIED = frozenset(
    "optimizer learning_rate momentum weight_decay batch_size epochs loss_function schedule"
    " step_epochs step_factor dropout noise length components seed".split()
)
"""Quantities that are varied by editing a line and running it again."""
_OPEN = re.compile(
    r"\b(?:could|would|should|might|may|maybe|perhaps|instead of|rather than|compared (?:to"
    r"|with)(?! (?:the |its )?(?:input|target|label|original))"
    r"|unlike|tried|trying|experimented|tested different|different|various|several|vary|varied"
    r"|varying|range of|ranging|until|previous(?:ly)?|earlier|originally|at first|initially"
    r"|attempts?|early version|first version|old version|went (?:down|up)|lowered|raised"
    r"|future|suggest|recommend|typical(?:ly)?|usual(?:ly)?"
    r"|common(?:ly)?|in general|generally|for example|e\.g|such as|suppose|imagine|better to"
    r"|if|will|think|believe|guess|people|not (?:asked|required|needed)"
    r"|(?:my|our|the|a|very) first (?:one|try|design|draft|idea|net(?:work)?|model|attempt))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|i|our|my|the (?:output|hidden|last|final|network|model|inputs?|images|pixels))\b",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\b(?:tr(?:ied|ying)|compared?|various|several|different|var(?:y|ied))\b", re.I
)
_ALL_WITH = re.compile(r"\b(?:all|each|every time|always|both) with\b", re.IGNORECASE)
_OF_QUESTION = re.compile(
    r"\b(?:(?:network|net|model|mlp|cnn|one|that|those|training|runs?)[ ](?:of|in|from)"
    r"|problem|question|exercise|task|part|section)[ ](?P<number>[1-9]\.[1-9])\b(?![ ]?%)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The statements of one write-up, as they are looked up."""

    write_up: WriteUp
    """The write-up."""
    of_sentence: Mapping[Span, tuple[Claim, ...]]
    """Those of each sentence or row."""
    of_quantity: Mapping[str, tuple[Claim, ...]]
    """Those of each quantity; of epochs, only how long trainings went on."""
    topics: Mapping[str, Mapping[str, int]]
    """How often each kind of network is named under each question."""
    different: Mapping[tuple[str, str | None], int]
    """How many different values of each quantity are told under each question; in the place of a
    question None for all prose, where each is told as the only one."""

    of_moments: Mapping[Span, tuple[Claim, ...]] = field(default_factory=dict)
    """Numbers of epochs that may tell how long a training went on, or when something happened."""

    def moments_beside(self, claim: Claim) -> tuple[Claim, ...]:
        """The numbers of epochs of its sentence that may be moments."""
        return self.of_moments.get(claim.sentence, ()) if claim.sentence else ()

    def values_in_prose(self, claim: Claim) -> int:
        """How many values of its quantity the prose tells, each as the only one."""
        return self.different.get((claim.quantity, None), 0)

    def values_under(self, claim: Claim, question: str) -> int:
        """How many values of its quantity are told under a question."""
        return self.different.get((claim.quantity, question), 0)

    def titles_over(self, claim: Claim) -> tuple[str, ...]:
        """The headings that it stands under, the nearest first."""
        span, sections = claim.span, self.write_up.sections
        if span is None or not 0 <= span.block < len(self.write_up.blocks):
            return ()
        index = self.write_up.blocks[span.block].section
        if index is None or not 0 <= index < len(sections):
            return ()
        own = sections[index]
        above = [
            section.title
            for section in sections[max(0, index - 60) : index]
            if section.number
            and own.number.startswith((f"{section.number}.", f"{section.number}("))
        ]
        return (own.title, *reversed(above), self.topic_of(claim))

    def topic_of(self, claim: Claim) -> str:
        """The one kind of network that is spoken of under its question; empty if several are.

        Only of settings of trainings: sizes are as often those of a part.
        """
        if claim.quantity not in _STUDIED:
            return ""
        kinds = self.topics.get(claim.subject.question, {})
        return next(iter(kinds)) if len(kinds) == 1 and max(kinds.values()) > 1 else ""

    def beside(self, claim: Claim) -> tuple[Claim, ...]:
        """The statements of its sentence, itself among them."""
        return self.of_sentence.get(claim.sentence, ()) if claim.sentence else ()

    def alike(self, claim: Claim) -> tuple[Claim, ...]:
        """The statements of its quantity, itself among them."""
        return self.of_quantity.get(claim.quantity, ())


def told_in(write_up: WriteUp, claims: Sequence[Claim]) -> Told:
    """The statements of a write-up, ready to be looked up."""
    of_sentence: dict[Span, list[Claim]] = {}
    of_quantity: dict[str, list[Claim]] = {}
    of_moments: dict[Span, list[Claim]] = {}
    for claim in claims:
        if claim.quantity == "epochs" and not is_total_of_epochs(claim, write_up):
            if claim.sentence is not None:
                of_moments.setdefault(claim.sentence, []).append(claim)
            continue
        of_quantity.setdefault(claim.quantity, []).append(claim)
        if claim.sentence is not None:
            of_sentence.setdefault(claim.sentence, []).append(claim)
    different: dict[tuple[str, str | None], set[object]] = {}
    for quantity, found in of_quantity.items():
        for claim in found:
            if claim.whose is Whose.OTHERS:
                continue
            value = _value(claim)
            different.setdefault((quantity, claim.subject.question), set()).add(value)
            if not claim.is_listed and not claim.is_one_of_several:
                different.setdefault((quantity, None), set()).add(value)
    return Told(
        write_up=write_up,
        topics=_topics(write_up),
        of_sentence={span: tuple(found) for span, found in of_sentence.items()},
        of_quantity={quantity: tuple(found) for quantity, found in of_quantity.items()},
        different={key: len(values) for key, values in different.items()},
        of_moments={span: tuple(found) for span, found in of_moments.items()},
    )


def _topics(write_up: WriteUp) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for block in write_up.blocks:
        if not block.question or block.kind in (BlockKind.LISTING, BlockKind.OUTPUT):
            continue
        kinds = found.setdefault(block.question, {})
        for word in re.findall(r"[A-Za-z]{3,12}", block.text[:20_000]):
            kind = KINDS.get(next(iter(words_of_text(word)), ""))
            if kind:
                kinds[kind] = kinds.get(kind, 0) + 1
    return found


def is_own(claim: Claim) -> bool:
    """Whether the claim tells what the author did."""
    own = claim.whose is Whose.OWN or (
        claim.whose is Whose.UNSURE and bool(_OWN.search(claim.words))
    )
    # The total of a network's parameters is simply their number.
    is_total = claim.quantity == "parameters" and claim.statistic is Statistic.TOTAL
    return own and (claim.statistic is Statistic.VALUE or is_total)


_FALLS = re.compile(r"\b(?:lower|reduc|decreas|decay|rais|increas|chang)\w*\b", re.IGNORECASE)


def without_falls(claim: Claim) -> Claim:
    """The claim of a schedule; that a rate is lowered is what it does, and no experiment."""
    return replace(claim, words=_FALLS.sub("", claim.words))


def is_plain(claim: Claim, told: "Told | None" = None) -> bool:
    """Whether its sentence tells it as done, and not as tried, advised or done by others."""
    if _is_of_another_question(claim) or _is_beside(claim):
        return False
    clause = _clause(claim, told)
    # Why a thing is done says nothing on whether it was.
    clause = without_reasons(claim) if clause is claim.words else clause
    found = {match.lower() for match in _OPEN.findall(clause)}
    if not found:
        return True
    if _ALL_WITH.search(claim.words):
        return True
    beside = told.beside(claim) if told else ()
    if not all(_TRIED.fullmatch(word) for word in found) or len(_values(claim, beside)) > 1:
        return False
    # `We tried rates of 0.1 and 0.01, all with a batch size of 4`: it is the rates that vary.
    return any(
        len(_values(other, beside)) > 1 for other in beside if other.quantity != claim.quantity
    )


def _is_beside(claim: Claim) -> bool:
    """Whether a thing is only named to compare with: `it does not saturate as the sigmoid does`."""
    if claim.span is None or claim.sentence is None or not claim.name:
        return False
    before = claim.words[: max(0, claim.span.start - claim.sentence.start)]
    return _COMPARED.search(before) is not None


_COMPARED = re.compile(
    r"\b(?:as|like|than|unlike|versus|vs\.?|contrast to|compared (?:to|with)|difference to"
    r"|instead of|case of)\s(?:with\s|in\s|for\s)?(?:the\s|a\s|an\s)?$",
    re.IGNORECASE,
)


def _is_of_another_question(claim: Claim) -> bool:
    """Whether its sentence speaks of what another question asks: `the network of 2.3`."""
    own = claim.subject.question
    named = {match["number"] for match in _OF_QUESTION.finditer(claim.words)}
    return bool(own) and bool(named - {own})


def _clause(claim: Claim, told: "Told | None") -> str:
    """The part of its sentence between semicolons that holds it."""
    span, sentence = claim.span, claim.sentence
    if told is None or span is None or sentence is None or ";" not in claim.words:
        return claim.words
    if span.block != sentence.block or not 0 <= span.block < len(told.write_up.blocks):
        return claim.words
    text = told.write_up.blocks[span.block].text
    start = max(text.rfind(";", sentence.start, span.start) + 1, sentence.start)
    end = text.find(";", span.end, sentence.end)
    return text[start : end if end >= 0 else sentence.end]


def is_study(claim: Claim, told: Told, *, known: int = 1, is_sure: bool = False) -> bool:
    """Whether the write-up tells several values of the quantity there: the code holds the last.

    `known`: how many values the code has; `is_sure`: whether it is certain which network and
    training the claim speaks of.
    """
    if claim.quantity not in _STUDIED:
        return False
    if claim.is_one_of_several or any(name == claim.quantity for name, _ in claim.subject.settings):
        return True
    if len(_values(claim, told.beside(claim))) > 1:
        return True
    if is_sure:
        return False
    number = claim.subject.question
    at_once, near = told.values_in_prose(claim), told.values_under(claim, number)
    return at_once > max(MOST_VALUES, known + 1) or near > max(MOST_VALUES, known)


def _values(claim: Claim, claims: Sequence[Claim]) -> set[object]:
    return {
        _value(each)
        for each in claims
        if each.quantity == claim.quantity and each.whose is not Whose.OTHERS
    }


def _value(claim: Claim) -> object:
    return claim.value if claim.value is not None else same_name(claim.name)


def is_general(claim: Claim) -> bool:
    """Whether it speaks of the work as a whole, or of a network of no particular name."""
    words = words_of_text(claim.subject.network)
    return not words & (FAMILIES | CONTRASTS) and not kinds_in(words)
