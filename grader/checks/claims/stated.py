"""Whether the write-up states a quantity, and where."""

import re
from collections.abc import Callable, Iterable, Iterator

from grader.checks.answers.passages import SILENT, How, Passage, passages_of
from grader.checks.answers.reading import hidden, points_elsewhere, unread, unsure
from grader.checks.claims.hits import Grade, Hit, hits_of, told
from grader.checks.claims.quantities import (
    QUANTITY_CHOICES,
    holds_number_for,
    is_another,
    names_one,
    plain,
    speaks_of,
)
from grader.checks.words import MOST_LISTED, answer, listed
from grader.records import Answer, BlockKind, Case, Fact, Kind, Outcome

NEAR_BLOCKS = 1
"""Paragraphs before and after that still stand beside a statement."""


def stated(
    case: Case,
    *,
    quantity: str,
    question: tuple[str, ...] = (),
    each: tuple[str, ...] = (),
    beside: str = "",
) -> Answer:
    """You state the value in your write-up, where a reader looks for it."""
    for name in filter(None, (quantity, beside)):
        if name not in QUANTITY_CHOICES:
            raise ValueError(f"no quantity is called {name!r}")
    passages = passages_of(case, question)
    if not passages:
        return answer(Outcome.OPEN, unread(case) or "no document with words was handed in")
    hits = list(hits_of(case, quantity, passages))
    if beside:
        return _beside(case, quantity, beside, hits, passages)
    if each:
        return _for_each(case, quantity, each, hits, passages)
    if any(hit.grade is Grade.PLAIN for hit in hits):
        return answer(Outcome.MET, "", told(hits, Grade.PLAIN))
    return _not_plain(case, quantity, hits, passages)


def _beside(
    case: Case, quantity: str, beside: str, hits: list[Hit], passages: tuple[Passage, ...]
) -> Answer:
    """Whether what belongs beside the quantity is named there."""
    plain_hits = [hit for hit in hits if hit.grade is Grade.PLAIN]
    if not plain_hits:
        why = f"the {plain(quantity)} itself was not found, so nothing can stand beside it"
        return answer(Outcome.OPEN, why, [*told(hits), *_places(passages)])
    others = list(hits_of(case, beside, passages))
    for hit in plain_hits:
        near = [other for other in others if _are_near(hit, other)]
        if near:
            return answer(Outcome.MET, "", told([hit, *near]))
    if any(other.grade is Grade.PLAIN for other in others):
        why = f"the {plain(beside)} is named, though not right beside the {plain(quantity)}"
        return answer(Outcome.MET, why, told([plain_hits[0], *others], Grade.PLAIN))
    rest = _not_plain(case, beside, others, passages)
    return answer(rest.outcome, rest.reason, [*told(plain_hits[:1]), *rest.facts])


def _are_near(hit: Hit, other: Hit) -> bool:
    one, two = hit.claim.span, other.claim.span
    is_same = hit.passage.account is other.passage.account
    return bool(is_same and one and two and abs(one.block - two.block) <= NEAR_BLOCKS)


def _for_each(
    case: Case,
    quantity: str,
    each: tuple[str, ...],
    hits: list[Hit],
    passages: tuple[Passage, ...],
) -> Answer:
    of = {name: _best_of(name, hits, each) for name in each}
    if all(hit is not None and hit.grade is Grade.PLAIN for hit in of.values()):
        return answer(Outcome.MET, "", told(hit for hit in of.values() if hit is not None))
    lacking = [name for name, hit in of.items() if hit is None or hit.grade is not Grade.PLAIN]
    if not hits:
        return _not_plain(case, quantity, [], passages)
    facts = [*told(hits), *_places(passages)]
    values = {hit.claim.value if hit.claim.value is not None else hit.claim.name for hit in hits}
    open_ones = [hit for hit in hits if not hit.networks or len(hit.networks) > 1]
    words = (
        f"no statement of the {plain(quantity)} that is certainly of {listed(lacking)} was found"
    )
    if open_ones and len(values) >= len(each):
        return answer(Outcome.OPEN, f"{words}, but some leave open of which network", facts)
    if any(of[name] is not None for name in lacking) or unread(case):
        return answer(Outcome.OPEN, f"{words}; {unread(case) or 'some may be of it'}", facts)
    return answer(Outcome.SUSPECTED, words, facts)


def _best_of(name: str, hits: list[Hit], each: tuple[str, ...]) -> Hit | None:
    """The best statement for a network; one that names none is of the only one that is asked."""
    alone = len(each) == 1
    found = [hit for hit in hits if hit.networks == {name} or (alone and not hit.networks)]
    # Where the question is answered, words that fit one of its networks mean that one, though
    # they would fit a network of another question as well: `without ReLU`.
    found += [
        hit
        for hit in hits
        if hit.grade is Grade.PLAIN and hit.networks.intersection(each) == {name}
    ]
    return max(found, key=lambda hit: hit.grade.value, default=None)


def _not_plain(case: Case, quantity: str, hits: list[Hit], passages: tuple[Passage, ...]) -> Answer:
    """What is to be said where no statement certainly answers."""
    what = plain(quantity)
    places = _places(passages)
    perhaps = [hit for hit in hits if hit.grade is Grade.PERHAPS]
    if perhaps:
        why = f"the {what} may be stated; whether for this question, a person has to see"
        return answer(Outcome.OPEN, why, [*told(perhaps), *places])
    if doubt := unread(case):
        return answer(Outcome.OPEN, f"no statement of the {what} was found, but {doubt}", places)
    words = f"no statement of the {what} was found"
    if hits and (doubt := unsure(passages)):
        why = f"the {what} is stated, but {doubt}"
        return answer(Outcome.OPEN, why, [*told(hits), *places])
    if named := next(_mentions(quantity, passages, names_one), None):
        return answer(Outcome.MET, f"the {what} is named", [named])
    if mention := next(_mentions(quantity, passages, speaks_of), None):
        why = f"{words}, though the text has words that may belong to one"
        return answer(Outcome.SUSPECTED, why, [mention, *told(hits), *places])
    if doubt := unsure(passages) or _doubt(quantity, passages):
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}", [*told(hits), *places])
    if hits:
        words = f"the {what} is stated under another question only"
    return answer(Outcome.NOT_MET, words, [*told(hits), *places])


def _doubt(quantity: str, passages: tuple[Passage, ...]) -> str:
    for passage in passages:
        if why := hidden(passage):
            return why
        if word := points_elsewhere(passage):
            return f"the text points elsewhere (“{word}”)"
        if any(holds_number_for(text, quantity) for text in _without_others(passage, quantity)):
            return "a number in it may be meant"
    return ""


def _mentions(
    quantity: str,
    passages: tuple[Passage, ...],
    look: Callable[[str, str], re.Match[str] | None],
) -> Iterator[Fact]:
    """Words of the passages that may belong to a statement of the quantity.

    Those that name a value are looked for in prose; those that only speak of it in code too.
    """
    for passage in passages:
        blocks = passage.account.write_up.blocks
        is_naming = look is names_one
        if is_naming and passage.how is How.EVERYWHERE and not passage.is_sure:
            continue
        for index in passage.own if is_naming else (*passage.own, *passage.shared):
            block = blocks[index]
            if block.kind in (SILENT if is_naming else {BlockKind.CONTENTS}):
                continue
            if match := look(block.text, quantity):
                start, end = max(0, match.start() - 60), match.end() + 80
                yield Fact(
                    label="You wrote",
                    text=f"… {' '.join(block.text[start:end].split())} …",
                    kind=Kind.CLAIMED,
                    place=block.place_of(match.start()),
                )


def _without_others(passage: Passage, quantity: str) -> Iterator[str]:
    """The texts of the blocks without the numbers that statements of other things account for."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for claim in passage.account.statements.claims:
        if claim.span is not None and is_another(claim, quantity):
            spans.setdefault(claim.span.block, []).append((claim.span.start, claim.span.end))
    for index, block in passage.blocks((*passage.own, *passage.shared)):
        if block.kind is BlockKind.HEADING:
            continue
        pieces, at = [], 0
        for start, end in sorted(spans.get(index, [])):
            pieces.append(block.text[at:start])
            at = max(at, end)
        yield " ".join((*pieces, block.text[at:]))


def _places(passages: Iterable[Passage]) -> list[Fact]:
    return [passage.look_at for passage in passages][:MOST_LISTED]
