"""Numbers of parameters with two digits changed over: those that are meant are known.

`118,436` of a network whose sizes come to 118,346; `8,230` among three layers' counts that are
right. Counts have so many digits that no other network has such a one by chance.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from grader.consistency.facts.naming import architecture_of
from grader.consistency.facts.networks import known_of_networks, without_biases
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.itself import dense
from grader.consistency.itself.built_rows import rows_told
from grader.consistency.itself.numerals import Numerals
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, clause_at, number_words, source_words, where
from grader.records import Checked, Claim, Consistency, HeldAgainst, Place, Span

_COUNT = re.compile(
    r"(?<![\w.,^{×*+=-])(?P<apart>[1-9]\d{0,2}(?:[,\u202f\u00a0 ’']\d{3})+|[1-9]\d{3,8})"
    r"(?![\w^×*]|[.,]\d|[ \u202f\u00a0]\d{3})"
)
_ROW = re.compile(
    r"(?<![\d.,])\d{1,5}(?:\s?(?:→|⟶|->|–>|=>|\\(?:right|longright)?arrow|\\to)\s?\d{1,5}){2,9}(?![\d.,]\d)"
)
"""Sizes of layers in a row, wherever they stand."""
_LARGE = 10_000
"""From here on a number of parameters has digits enough to stand for itself."""
_ROUND = 1_000
"""Multiples of it are numbers of images or steps."""
_OF_ANOTHER = re.compile(
    r"\b(?:another|other|instead|would|could|should|might|literature|papers?|published|tutorial"
    r"|handout|prun\w+|removed|dropping|colleague|friend|earlier version|previous version)\b",
    re.I,
)
"""Words of a sentence that may tell of another network than those that are known."""
_OTHER = re.compile(r"\b(?:images?|pictures?|samples?|updates?|steps?|iterations?|points)\b", re.I)
_MOST_TEXT = 20_000
_COMPANY = 2
"""Counts of layers beside a shorter number that show it to be one, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A number of parameters that is known."""

    value: int
    shown: str
    """What it is, to follow the number in a sentence."""
    place: Place | None = None
    """Where it stands, if it stands anywhere."""
    is_layer: bool = False
    """Whether it is that of a single layer."""


def hold_slipped_counts(tale: Tale, numerals: Numerals) -> Iterator[Checked]:
    """Every number of prose that is a known count but for two digits."""
    known = {each.value: each for each in reversed(list(_known(tale, numerals)))}
    if not known:
        return
    for sentence in spoken_in(tale.write_up):
        found = [(match, _value(match[0])) for match in _COUNT.finditer(sentence.text)]
        told = {value for _, value in found}
        company = sum(value in known and known[value].is_layer for value in told)
        for match, value in found:
            if value in known or value % _ROUND == 0 or not numerals.stands_alone(str(value)):
                continue
            if _OF_ANOTHER.search(sentence.text) or _OTHER.match(
                sentence.text[match.end() :].lstrip()
            ):
                continue
            meant = _meant(value, known, told, company)
            if meant is not None:
                yield _checked(tale, sentence, match, meant)


def _meant(
    value: int, known: Mapping[int, Meant], told: Iterable[int], company: int
) -> Meant | None:
    """The one known count that differs in the order of two digits, and is not told beside it."""
    is_long = value >= _LARGE
    near = [known[other] for other in exchanged(value) if other in known and other not in told]
    if len(near) != 1:
        return None
    return near[0] if is_long or (near[0].is_layer and company >= _COMPANY) else None


def exchanged(value: int) -> Iterator[int]:
    """All numbers that a number is with two digits changed over."""
    digits = str(value)
    for a, b in combinations(range(len(digits)), 2):
        if digits[a] != digits[b]:
            changed = list(digits)
            changed[a], changed[b] = changed[b], changed[a]
            if changed[0] != "0":
                yield int("".join(changed))


def _known(tale: Tale, numerals: Numerals) -> Iterator[Meant]:
    """What is told more than once or computed, the surest first."""
    yield from _built(tale)
    for row in rows_told(tale):
        if row.is_whole:
            yield from _of_sizes(row.sizes, row.told.claim.place)
    for block in tale.write_up.blocks:
        for match in _ROW.finditer(block.text[:_MOST_TEXT]):
            sizes = tuple(map(int, re.findall(r"\d+", match[0])))
            if dense.is_plausible(sizes) and len(sizes) > 2:
                yield from _of_sizes(sizes, block.place_of(match.start()))
    for claim in tale.work.statements.claims:
        if claim.quantity == "parameters" and _is_sure(claim, numerals):
            yield Meant(
                value=int(claim.value or 0),
                shown=f"{_source(tale, claim)} says {number_words(claim.value or 0)}",
                place=claim.place,
            )


def _source(tale: Tale, claim: Claim) -> str:
    return source_words(tale.write_up, claim.span, claim.place)


def _built(tale: Tale) -> Iterator[Meant]:
    """The networks of the code and of listings, and their layers."""
    work = tale.work
    for networks in (work.listed.networks, work.evidence.written_networks):
        for known in known_of_networks(networks):
            if known.quantity == "parameters" and known.value:
                spot = f"the network of the code ({where(known.place)})"
                yield _counted(known.value, f"{spot} has {number_words(known.value)}", known.place)
                for part in known.others:
                    shown = f"layers of {spot} have {number_words(part)}"
                    yield _counted(part, shown, known.place, is_layer=True)
        for network in networks:
            if network.parameters and architecture_of(network.layers) is not None:
                bare = without_biases(network.layers, network.parameters) or 0
                shown = f"without biases, the network of the code has {number_words(bare)}"
                yield _counted(bare, shown, network.place)


def _counted(value: float, shown: str, place: Place, *, is_layer: bool = False) -> Meant:
    return Meant(value=int(value), shown=shown, place=place, is_layer=is_layer)


def _of_sizes(sizes: tuple[int, ...], place: Place) -> Iterator[Meant]:
    row = " → ".join(map(str, sizes))
    whole, bare = dense.count(sizes), dense.count(sizes, biases=False)
    yield _counted(whole, f"{row} comes to {number_words(whole)}", place)
    yield _counted(bare, f"{row} comes to {number_words(bare)} without biases", place)
    for count in dense.layer_counts(sizes):
        shown = f"a layer of {row} comes to {number_words(count)}"
        yield _counted(count, shown, place, is_layer=True)


def _is_sure(claim: Claim, numerals: Numerals) -> bool:
    """Whether a count is told twice, or by a table, with all its digits."""
    amount = claim.amount
    if amount is None or amount.is_about or amount.decimals or amount.value < _LARGE:
        return False
    if claim.denied or amount.value % _ROUND == 0:
        return False
    return claim.is_listed or numerals.counts.get(str(int(amount.value)), 0) > 1


def _value(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _checked(tale: Tale, sentence: Spoken, match: re.Match[str], meant: Meant) -> Checked:
    at = sentence.span.start + match.start()
    span = Span(block=sentence.span.block, start=at, end=at + len(match[0]))
    block = tale.write_up.blocks[span.block]
    place = block.place_of(at)
    words = " ".join(match[0].split())
    text = (
        f"{source_words(tale.write_up, span, place)} says {words}, {meant.shown}: the same digits "
        f"in another order, and {words} is told nowhere else."
    )
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="number of parameters",
        sentence=capitalised(text),
        words=clause_at(sentence.text, match.start(), match.end()),
        place=place,
        last_line=block.place_of(span.end - 1).line,
        span=span,
        other=meant.place,
    )
