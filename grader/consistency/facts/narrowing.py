"""Which values a statement speaks of: by network, by settings told beside it, by question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.agreeing import same_name
from grader.consistency.facts.known import Known
from grader.consistency.facts.naming import (
    CONTRASTS,
    FAMILIES,
    KINDS,
    OPPOSITES,
    kinds_in,
    words_of_text,
)
from grader.records import Claim

_BY_SETTINGS = ("optimizer", "learning_rate", "batch_size", "units", "activation", "momentum",
                "weight_decay", "loss_function")  # fmt: skip


_PIECES = re.compile(r"[,;:]\s|[()]|\.\s|\band an?\b|\bfollowed by\b|\bthen\b", re.IGNORECASE)
_CUT = 300
"""Characters at which the words of a claim may have been cut off."""
_TELLING = CONTRASTS | FAMILIES | frozenset(KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The values that a statement may speak of."""

    known: tuple[Known, ...]
    """Those that it may mean."""
    is_sure: bool = False
    """Whether it certainly means one of them, and not another."""
    is_there: bool = False
    """Whether its words name something that is there."""
    is_elsewhere: bool = False
    """Whether it speaks of something that none of them belongs to."""


def narrowed(
    claim: Claim, mates: Sequence[Claim], known: Sequence[Known], *, titles: Sequence[str] = ()
) -> Narrowed:
    """The values of its quantity that a statement may speak of.

    `mates` are the statements of the same sentence, `titles` are the headings above it.
    """
    found = _by_part(claim, tuple(known))
    by_settings = _by_settings(claim, mates, found)
    if by_settings is not None and not by_settings:
        return Narrowed(known=found, is_elsewhere=True)
    is_sure = by_settings is not None and len(by_settings) < len(found)
    found = by_settings or found
    under = _by_question(claim, found)
    if under and len(under) < len(found):
        # What stands under its own question is meant before a better name elsewhere.
        inside = _by_network(claim, under, titles)
        if not inside.is_elsewhere:
            return Narrowed(known=inside.known, is_sure=True, is_there=inside.is_there)
    by_network = _by_network(claim, found, titles)
    if by_network.is_elsewhere:
        return by_network
    is_sure = is_sure or by_network.is_sure
    found = by_network.known
    by_question = _by_question(claim, found)
    there = by_network.is_there
    if by_question and len(by_question) < len(found):
        return Narrowed(known=by_question, is_sure=True, is_there=there)
    return Narrowed(known=found, is_sure=is_sure, is_there=there)


def _by_settings(
    claim: Claim, mates: Sequence[Claim], known: tuple[Known, ...]
) -> tuple[Known, ...] | None:
    """Those with the settings told beside the claim; None if no setting tells them apart."""
    told = [(name, value) for name, value in claim.subject.settings if name in _BY_SETTINGS]
    optimizers = {same_name(each.name) for each in mates if each.quantity == "optimizer"}
    if len(optimizers) == 1 and not any(name == "optimizer" for name, _ in told):
        told.append(("optimizer", next(iter(optimizers))))
    told = [(name, value) for name, value in told if name != claim.quantity]
    told += _units_beside(claim, mates, known)
    applied = False
    found = known
    for name, value in told:
        having = [each for each in found if any(one == name for one, _ in each.settings)]
        if not having:
            continue
        applied = True
        # What has no such setting, a constant, may belong to any of them.
        found = tuple(
            each
            for each in found
            if each not in having or (name, same_name(value)) in _same(each.settings)
        )
        if not any(each in having for each in found):
            return ()
    return found if applied else None


def _units_beside(
    claim: Claim, mates: Sequence[Claim], known: Sequence[Known]
) -> list[tuple[str, str]]:
    """The size of the hidden layer that the same clause names, if one of the networks has it."""
    if claim.span is None or claim.quantity in ("units", "sizes", "parameters"):
        return []
    at = claim.sentence.start if claim.sentence else 0
    here = _clause_of(claim.words, claim.span.start - at)
    sizes = {
        format(each.value, "g")
        for each in mates
        if each.quantity == "units"
        and each.value is not None
        and each.span is not None
        and _clause_of(claim.words, each.span.start - at) == here
    }
    there = {value for each in known for name, value in each.settings if name == "units"}
    return [("units", size) for size in sizes] if len(sizes) == 1 and sizes <= there else []


_CLAUSE = re.compile(r";|,? (?:whereas|while|whilst|but)\b", re.IGNORECASE)


def _clause_of(text: str, at: int) -> int:
    """The number of the clause of a sentence that holds a character."""
    return sum(match.start() < at for match in _CLAUSE.finditer(text))


def _same(settings: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, same_name(value)) for name, value in settings}


def _by_part(claim: Claim, known: tuple[Known, ...]) -> tuple[Known, ...]:
    """Of windows, those of convolutions or of poolings, if the words tell which."""
    if not any(each.part for each in known):
        return known
    is_pooling, is_convolution = _parts_in(claim.words)
    if is_pooling == is_convolution:
        is_pooling, is_convolution = _parts_in(words_near(claim))
    if is_pooling == is_convolution:
        return known
    part = "pooling" if is_pooling else "convolution"
    return tuple(each for each in known if each.part in (part, "")) or known


def _parts_in(words: str) -> tuple[bool, bool]:
    """Whether words speak of poolings, and whether they speak of convolutions."""
    is_pooling = re.search(r"pool", words, re.IGNORECASE)
    return bool(is_pooling), bool(re.search(r"conv|filter", words, re.IGNORECASE))


def words_near(claim: Claim) -> str:
    """The part of its sentence between commas that holds it; empty if that cannot be told."""
    if claim.span is None or claim.sentence is None or len(claim.words) >= _CUT:
        return ""
    start = claim.span.start - claim.sentence.start
    end = claim.span.end - claim.sentence.start
    first = max((match.end() for match in _PIECES.finditer(claim.words, 0, start)), default=0)
    last = _PIECES.search(claim.words, end)
    return claim.words[first : last.start() if last else len(claim.words)]


def _by_network(claim: Claim, known: tuple[Known, ...], titles: Sequence[str]) -> Narrowed:
    told = words_of_text(claim.subject.network) | words_of_text(" ".join(claim.subject.labels))
    # Sections of settings have names of their own: `moons`, `palindromes`.
    sections = {name for each in known if each.holder.startswith("section ") for name in each.names}
    for title in titles:
        if not told & (_TELLING | sections):
            told |= words_of_text(title) & (_TELLING | sections)
    if not told:
        return Narrowed(known=known)
    kinds = kinds_in(told)
    families = told & FAMILIES
    named = [each for each in known if each.names or each.kinds]
    free = [each for each in known if not each.names and not each.kinds]
    fitting = [
        each for each in named if _may_be(each, kinds, families) and not _is_opposite(told, each)
    ]
    if named and not fitting:
        # A constant that the file has for all of its networks may be meant, or nothing here.
        return Narrowed(known=tuple(free) or known, is_elsewhere=not free)
    if homes := _at_home(fitting, free, kinds):
        return Narrowed(known=homes, is_sure=True, is_there=True)
    scores = {each.holder: _score(told, each) for each in fitting}
    best = max(scores.values(), default=0.0)
    winners = [each for each in fitting if scores[each.holder] == best]
    one = len({each.holder for each in winners}) == 1
    less = len({each.holder for each in fitting}) > 1 or len(fitting) < len(named)
    if best > 0 and one:
        whole = told - {"1", "2", "3"} <= winners[0].names | winners[0].kinds | _kind_words(told)
        return Narrowed(known=tuple(winners), is_sure=whole and less, is_there=whole)
    only_kind = bool(kinds) and len(fitting) < len(named)
    if only_kind and any(each.is_followed and each.holder.startswith("training") for each in free):
        # A training of a network that is not known may as well be the one.
        only_kind = False
    picked = winners if best > 0 else fitting
    return Narrowed(
        # What was not followed may be told by a constant.
        known=(*picked, *([] if only_kind and not all(one.is_open for one in picked) else free)),
        is_sure=only_kind,
        is_there=bool(kinds and any(each.kinds for each in fitting)) or best > 0,
    )


def _at_home(
    fitting: Sequence[Known], free: Sequence[Known], kinds: frozenset[str]
) -> tuple[Known, ...]:
    """The one value that a file named after the kind of network tells, where layers do not."""
    if not kinds or not all(each.is_open for each in fitting):
        return ()
    cells = {(each.place.file, each.place.cell) for each in fitting if each.place.cell is not None}
    homes = [each for each in free if (each.place.file, each.place.cell) in cells]
    is_cell = bool(homes)
    homes = homes or [each for each in free if kinds_in(each.heading) & kinds]
    values = {(each.value, each.name) for each in homes}
    if any(each.is_open for each in homes) or not (len(values) == 1 or is_cell):
        return ()
    # What the place says is what the network has, as if it had been followed there.
    return tuple(replace(each, is_followed=True) for each in homes)


def _kind_words(told: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in told if word in KINDS)


def _may_be(known: Known, kinds: frozenset[str], families: frozenset[str]) -> bool:
    """Whether words for a kind of network may mean this one."""
    if kinds and known.kinds and not kinds & known.kinds:
        return False
    others = known.names & FAMILIES
    return not (families and others and not families & others)


def _is_opposite(told: frozenset[str], known: Known) -> bool:
    """Whether the code calls it the opposite: `DeepNet` is no `shallow network`."""
    words = known.names | known.heading
    return any(
        word in told and opposite in words and word not in words and opposite not in told
        for word, opposite in OPPOSITES.items()
    )


def _score(told: frozenset[str], known: Known) -> float:
    """How well words fit a network: those in common, less those that it has and they do not."""
    words = known.names | known.heading
    common = len(told & words)
    return common - 0.5 * len((known.names & CONTRASTS) - told - known.kinds)


def _by_question(claim: Claim, known: tuple[Known, ...]) -> tuple[Known, ...]:
    """Those whose code stands under the claim's own question; none if no heading tells."""
    number = claim.subject.question
    if not number:
        return ()
    same = tuple(each for each in known if each.question == number)
    if same:
        return same
    return tuple(
        each
        for each in known
        if each.question
        and (each.question.startswith(f"{number}.") or number.startswith(f"{each.question}."))
    )
