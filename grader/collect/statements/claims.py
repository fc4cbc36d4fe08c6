"""The values that one sentence states, each of a quantity and with what it speaks of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.collect.statements.amounts import Found
from grader.collect.statements.canonical import as_quantity
from grader.collect.statements.contexts import KEPT, Contexts, contexts
from grader.collect.statements.elliptic import elliptic_pairs, with_settings_of
from grader.collect.statements.hidden_rows import hidden_rows
from grader.collect.statements.kinds import (
    WITHOUT_BIASES,
    counts_windows,
    is_batch,
    is_one_of_several,
    is_other_side,
    kinds_of,
    spread_of,
    statistic_of,
    told_apart,
)
from grader.collect.statements.left_words import RESULTS
from grader.collect.statements.named import Named
from grader.collect.statements.naming import SWITCHED, names_in
from grader.collect.statements.ownership import whose
from grader.collect.statements.pairing import Pair, pairs_in
from grader.collect.statements.parsed import Parsed, parse
from grader.collect.statements.phrases import told_in
from grader.collect.statements.pronouns import Spoken, pronoun_pairs
from grader.collect.statements.sentences import Sentence
from grader.collect.statements.sizes import Row
from grader.collect.statements.subjects import carried
from grader.collect.statements.told import Told
from grader.records import Block, Claim, Place, Span, Statistic, Subject, Whose

LONGEST_WORDS = 300
LONGEST_SENTENCE = 3_000
MOST_CLAIMS = 60

_REMEDY = re.compile(
    r"\b(?:remed\w+|solutions?|solv\w+|prevent\w*|avoid\w*|mitigat\w*|overcome|helps?|ways? to|"
    r"fix\w*|counter\w*|combat\w*|improve)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[\s,;(]*(?:with|using|plus|including|thanks to|by means of|mit|avec|con)\b(?![^.;]{0,60}"
    r"\b(?:we|I|our|my)\b)",
    re.IGNORECASE,
)
_DID = re.compile(r"\b(?:we|I)\b[^.;]{0,20}\b(?:used?|added|applied|appl(?:y|ied)|employ\w*|"
                  r"train\w*|chose|"
                  r"implement\w*|tried|introduced|included)\b", re.IGNORECASE)  # fmt: skip


def claims_of(
    sentence: Sentence,
    block: Block,
    before: Subject | None = None,
    spoken: Spoken | None = None,
) -> tuple[Claim, ...]:
    """Every value that a sentence states, in order.

    `before` and `spoken` are what the sentence before it left for a pronoun.
    """
    if len(sentence.text) > LONGEST_SENTENCE or not sentence.text.strip():
        return ()
    parsed = parse(sentence.text)
    plain = pairs_in(parsed)
    pairs = (*plain, *pronoun_pairs(parsed, spoken), *elliptic_pairs(parsed, plain))
    pairs = tuple(pair for pair in pairs if not is_other_side(parsed, pair))
    pairs = tuple(sorted(pairs, key=lambda pair: pair.found.start))
    found = contexts(parsed, pairs, question=block.question)
    told = tuple(told_in(sentence.text))
    taken = {(one.start, one.end) for one in told}
    pairs = tuple(pair for pair in pairs if (pair.found.start, pair.found.end) not in taken)
    claims = [
        *(
            claim
            for pair in pairs
            for claim in _of_pair(sentence, block, parsed, pairs, pair, found)
        ),
        *(_of_phrase(sentence, block, parsed, one, found) for one in told),
        *(_of_name(sentence, block, parsed, named, found) for named in names_in(parsed, pairs)),
        *(
            _of_row(sentence, block, parsed, row, found)
            for row in (*parsed.rows, *hidden_rows(parsed, pairs))
        ),
    ]
    claims = [replace(claim, subject=_carried(sentence.text, claim, before)) for claim in claims]
    claims.sort(key=lambda claim: claim.span.start if claim.span else 0)
    claims = with_settings_of(sentence.text, sentence.span.start, claims[:MOST_CLAIMS])
    return tuple(told_apart(claims))


def _carried(text: str, claim: Claim, before: Subject | None) -> Subject:
    subject = carried(text, claim.subject, before)
    settings = tuple(
        (quantity, value) for quantity, value in subject.settings
        if quantity != claim.quantity
        and (claim.quantity in RESULTS or claim.quantity == "best_epoch" or quantity in KEPT)
    )  # fmt: skip
    return replace(subject, settings=settings)


def subject_left(text: str, before: Subject | None) -> Subject | None:
    """What a sentence leaves for a pronoun in the next one: the one network and its settings."""
    parsed = parse(text[:LONGEST_SENTENCE])
    found = contexts(parsed, pairs_in(parsed), question="").whole()
    named = [network for network in parsed.networks if not network.is_aside]
    names = {network.name for network in named if network.name}
    if len(names) > 1 or any(network.is_plural for network in named):
        return None
    if whose(text[:LONGEST_SENTENCE], text) is Whose.OTHERS:
        return None
    return carried(text, found, before)


def _of_pair(
    sentence: Sentence,
    block: Block,
    parsed: Parsed,
    pairs: Sequence[Pair],
    pair: Pair,
    found: Contexts,
) -> Iterator[Claim]:
    if pair.quantity == "examples" and is_batch(parsed, pair):
        pair = replace(pair, quantity="batch_size")
    if pair.quantity == "kernel_size" and counts_windows(parsed, pair):
        pair = replace(pair, quantity="channels")
    subject = found.of_pair(pair)
    if pair.split and not subject.split:
        subject = replace(subject, split=pair.split)
    clause, owner = _owner(parsed, pair.found.start)
    subject = replace(subject, labels=(*subject.labels, *kinds_of(parsed, pair)))
    several = is_one_of_several(parsed, pairs, pair, found, clause) or found.is_of_one(
        pair, subject
    )
    statistic = statistic_of(parsed, pair)
    claim = _claim(sentence, block, pair.found.start, pair.found.end, pair.quantity, subject, owner)
    claim = replace(
        claim, value=pair.amount.value, amount=pair.amount, statistic=statistic,
        is_one_of_several=several,
    )  # fmt: skip
    yield claim
    spread = spread_of(pair)
    if spread is not None:
        yield from _spread_claim(sentence, block, claim, pair, spread)


def _spread_claim(
    sentence: Sentence, block: Block, claim: Claim, pair: Pair, spread: Found
) -> Iterator[Claim]:
    amount = as_quantity(spread.amount, pair.quantity)
    if pair.quantity == "accuracy" and not spread.amount.unit:
        # `85.1 ± 0.3`: the same unit as the number before it.
        is_fraction = not pair.found.amount.unit and pair.found.amount.value <= 1
        amount = amount if is_fraction else replace(spread.amount, unit="%")
    if amount is None:
        return
    base = _claim(
        sentence, block, spread.start, spread.end, pair.quantity, claim.subject, claim.whose
    )
    yield replace(base, value=amount.value, amount=amount, statistic=Statistic.SPREAD)


def _of_phrase(
    sentence: Sentence, block: Block, parsed: Parsed, told: Told, found: Contexts
) -> Claim:
    subject = found.of_words(told.start, told.end, told.quantity)
    if told.quantity == "parameters":
        subject = replace(subject, labels=(*subject.labels, WITHOUT_BIASES))
    if told.selection:
        subject = replace(subject, selection=told.selection)
    _, owner = _owner(parsed, told.start)
    claim = _claim(sentence, block, told.start, told.end, told.quantity, subject, owner)
    return replace(claim, value=told.amount.value, amount=told.amount)


def _of_name(
    sentence: Sentence, block: Block, parsed: Parsed, named: Named, found: Contexts
) -> Claim:
    subject = found.of_words(named.start, named.end, named.quantity)
    clause, owner = _owner(parsed, named.start)
    if named.quantity in SWITCHED and _REMEDY.search(clause) and not _DID.search(clause):
        owner = Whose.UNSURE if owner is Whose.OWN else owner
    claim = _claim(sentence, block, named.start, named.end, named.quantity, subject, owner)
    return replace(
        claim, name=named.name, denied=named.denied,
        is_one_of_several=named.is_one_of_several or found.is_condition(named.start),
    )  # fmt: skip


def _of_row(sentence: Sentence, block: Block, parsed: Parsed, row: Row, found: Contexts) -> Claim:
    subject = found.of_words(row.start, row.end, "sizes")
    _, owner = _owner(parsed, row.start)
    claim = _claim(sentence, block, row.start, row.end, "sizes", subject, owner)
    return replace(claim, sizes=row.sizes, name="hidden" if row.is_hidden else "")


def _owner(parsed: Parsed, at: int) -> tuple[str, Whose]:
    start, end = parsed.clause(at)
    if _GOES_ON.match(parsed.text, start):
        # `The published network gets 93 %, with dropout`: it is still of that one.
        start, _ = parsed.clause(start - 1) if start else (0, end)
    clause = parsed.text[start:end]
    return clause, whose(clause, parsed.text)


def _claim(
    sentence: Sentence,
    block: Block,
    start: int,
    end: int,
    quantity: str,
    subject: Subject,
    owner: Whose,
) -> Claim:
    at = sentence.span.start + start
    return Claim(
        quantity=quantity,
        subject=subject,
        whose=owner,
        words=_words(sentence.text, start),
        place=_place(block, at),
        span=Span(block=sentence.span.block, start=at, end=sentence.span.start + end),
        sentence=sentence.span,
    )


def _words(text: str, at: int) -> str:
    """The sentence; of a long one, what stands around a place."""
    if len(text) <= LONGEST_WORDS:
        return text
    start = max(0, min(at - LONGEST_WORDS // 2, len(text) - LONGEST_WORDS))
    return text[start : start + LONGEST_WORDS].strip()


def _place(block: Block, at: int) -> Place:
    return block.place_of(at)
