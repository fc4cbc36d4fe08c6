"""Sentences that relate values: differences, ratios, orderings, sameness, trends."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.collect.statements.comparing.bare_points import points_in
from grader.collect.statements.comparing.changes import changes_in
from grader.collect.statements.comparing.clauses import (
    Hit,
    Range,
    Spoken,
    spoken,
    without_overlaps,
)
from grader.collect.statements.comparing.differences import differences_in
from grader.collect.statements.comparing.finding import front, parted
from grader.collect.statements.comparing.idle import idle_in
from grader.collect.statements.comparing.orderings import orderings_in
from grader.collect.statements.comparing.own_ratios import own_ratios_in
from grader.collect.statements.comparing.perfection import perfection_in
from grader.collect.statements.comparing.preferences import preferences_in
from grader.collect.statements.comparing.ratios import ratios_in
from grader.collect.statements.comparing.sameness import sameness_in
from grader.collect.statements.comparing.sides import is_named, sides_of
from grader.collect.statements.comparing.superlatives import superlatives_in
from grader.collect.statements.comparing.trends import trends_in
from grader.collect.statements.comparing.virtues import virtues_in
from grader.collect.statements.comparing.words import LITERATURE, UNCERTAIN
from grader.collect.statements.sentences import Sentence
from grader.collect.statements.subjects import subject_in
from grader.records import (
    Block,
    Claim,
    Comparison,
    Relation,
    Span,
    Subject,
    Whose,
    WriteUp,
)

_READERS = (
    own_ratios_in,
    virtues_in,
    perfection_in,
    idle_in,
    differences_in,
    ratios_in,
    trends_in,
    preferences_in,
    superlatives_in,
    sameness_in,
    changes_in,
    orderings_in,
    points_in,
)
"""The most telling first: of two that read the same words, the first is believed."""
_BARE = re.compile(r"(?:(?:both|with|of|for|model|the)\s)*(?:[A-H]|\d[\d.e-]{0,8})")
MOST = 12
"""Comparisons of one sentence that are looked at; what has more is no sentence."""
_LONGEST = 300


def comparisons_in(
    write_up: WriteUp, block_index: int, sentences: Sequence[Sentence], claims: Sequence[Claim]
) -> tuple[Comparison, ...]:
    """Every comparison that the sentences of one block make, in reading order."""
    block = write_up.blocks[block_index]
    inside = [claim for claim in claims if claim.span and claim.span.block == block_index]
    found: list[Comparison] = []
    before: Subject | None = None
    for sentence in sentences:
        ready = spoken(sentence, inside)
        found += _of_sentence(ready, block, before)
        subject = subject_in(ready.text, question=block.question, before=before)
        before = subject if is_named(subject) else before
    return tuple(found)


def _of_sentence(ready: Spoken, block: Block, before: Subject | None) -> list[Comparison]:
    if ready.low.rstrip().endswith("?") or not any(map(str.isalpha, ready.low)):
        return []
    hits = without_overlaps([hit for reader in _READERS for hit in reader(ready)])
    each = [one for hit in hits[:MOST] for one in _each(ready, hit)]
    return [_comparison(ready, hit, block, before) for hit in each]


def _each(ready: Spoken, hit: Hit) -> list[Hit]:
    """`Better than B and C` as two; `compared with A` before the clause is the other side."""
    if hit.right is None:
        right = front(ready, hit.start)
        left = (max(hit.left[0], right[1]), hit.left[1]) if right else hit.left
        return [replace(hit, left=left if left[0] <= left[1] else hit.left, right=right)]
    both = parted(ready, hit.right)
    is_order = hit.relation in (Relation.MORE, Relation.LESS)
    if both is None or not is_order or not all(map(str.strip, _texts(ready, both))):
        return [hit]
    return [replace(hit, right=side) for side in both] if _are_bare(ready, both) else [hit]


def _texts(ready: Spoken, ranges: tuple[Range, Range]) -> list[str]:
    return [ready.text[slice(*each)] for each in ranges]


def _are_bare(ready: Spoken, ranges: tuple[Range, Range]) -> bool:
    """Whether both are plainly things to compare with: a letter, a number, or a named one."""
    return all(
        _BARE.fullmatch(text.strip(" .,")) or is_named(subject_in(text))
        for text in _texts(ready, ranges)
    )


def _comparison(ready: Spoken, hit: Hit, block: Block, before: Subject | None) -> Comparison:
    left, right = sides_of(ready, hit, block.question, before)
    hit = _paired(hit, left, right)
    span = ready.sentence.span
    start = span.start + hit.start
    return Comparison(
        relation=hit.relation,
        quantity=hit.quantity,
        is_better=hit.is_better,
        left=left,
        right=right,
        left_value=hit.left_value.amount if hit.left_value else None,
        right_value=hit.right_value.amount if hit.right_value else None,
        amount=hit.amount,
        is_directed=hit.is_directed,
        along=hit.along,
        whose=_whose(ready, hit),
        words=" ".join(ready.text.split())[:_LONGEST],
        place=block.place_of(start),
        span=replace(span, start=start, end=span.start + hit.end),
        sentence=Span(block=span.block, start=span.start, end=span.end),
    )


def _paired(hit: Hit, left: Subject, right: Subject | None) -> Hit:
    """With the two values on the sides whose subjects they are claims of, where that is plain."""
    a, b = hit.left_value, hit.right_value
    if hit.is_paired or a is None or b is None or a.claim is None or b.claim is None:
        return hit
    fits = _speaks_of(left, a.claim) or (right is not None and _speaks_of(right, b.claim))
    turned = _speaks_of(left, b.claim) or (right is not None and _speaks_of(right, a.claim))
    return replace(hit, left_value=b, right_value=a) if turned and not fits else hit


def _speaks_of(side: Subject, claim: Claim) -> bool:
    is_network = bool(side.network) and side.network == claim.subject.network
    return is_network or bool(set(side.settings) & set(claim.subject.settings))


def _whose(ready: Spoken, hit: Hit) -> Whose:
    clause = ready.clause(hit.start)
    if hit.relation is Relation.SAME:
        return Whose.UNSURE if UNCERTAIN.search(ready.low, *clause) else Whose.OWN
    if LITERATURE.search(ready.low, *clause):
        return Whose.OTHERS
    values = [v.claim for v in (hit.left_value, hit.right_value) if v and v.claim]
    if any(claim.whose is Whose.OTHERS for claim in values):
        return Whose.OTHERS
    return Whose.UNSURE if UNCERTAIN.search(ready.low, *clause) else Whose.OWN
