"""The values that one sentence states, each of a quantity and with what it speaks of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.collect.statements.amounts import Found
from grader.collect.statements.canonical import as_quantity
from grader.collect.statements.contexts import KEPT, Contexts, contexts
from grader.collect.statements.naming import SWITCHED, Named, names_in
from grader.collect.statements.ownership import whose
from grader.collect.statements.pairing import RESULTS, Pair, pairs_in
from grader.collect.statements.parsed import Parsed, parse
from grader.collect.statements.phrases import Told, is_without_biases, told_in
from grader.collect.statements.sentences import Sentence
from grader.collect.statements.sizes import Row
from grader.collect.statements.subjects import carried
from grader.records import Block, Claim, Place, Span, Statistic, Subject, Whose

LONGEST_WORDS = 300
LONGEST_SENTENCE = 3_000
MOST_CLAIMS = 60

_MEAN = re.compile(r"\b(?:mean|average[sd]?|avg\.?|on average|in average)\b(?! squared)|平均", re.I)
_SPREAD = re.compile(
    r"\b(?:standard deviations?|std\.?(?: ?dev\.?)?|stdev|spread|deviations?|variance)\b|标准差",
    re.I,
)
_TOTAL = re.compile(r"\b(?:total|totally|overall|altogether|in all|sum|together)\b|总", re.I)
_WORST = re.compile(r"\b(?:worst|poorest)\b", re.I)
_TRIED = re.compile(
    r"\b(?:tried|try|test(?:ed)? (?:with|different|several|various|the)|different|various|several|"
    r"var(?:y|ied|ying)|sweep|grid|among|either|candidates?|experiment(?:ed)? with|first|at first|"
    r"initially|instead|range of|versus|vs\.?|or|from|than|worse|better|best|worst|faster|slower|beats?|peaks?|compar\w+|smaller|larger|higher|"
    r"lower|too (?:high|low|large|small)|until|multipl\w*|reduc\w*|decreas\w*|decay(?:s|ed)|drop(?:s|ped)|after)\b|尝试|比较",
    re.IGNORECASE,
)
_REMEDY = re.compile(
    r"\b(?:remed\w+|solutions?|solv\w+|prevent\w*|avoid\w*|mitigat\w*|overcome|helps?|ways? to|"
    r"fix\w*|counter\w*|combat\w*|improve)\b",
    re.IGNORECASE,
)
_DID = re.compile(r"\b(?:we|I)\b[^.;]{0,20}\b(?:used?|added|applied|appl(?:y|ied)|employ\w*|train\w*|chose|"
                  r"implement\w*|tried|introduced|included)\b", re.IGNORECASE)  # fmt: skip
_EACH = re.compile(
    r"\b(?:one|each|every|an?|per|a single)[ ](?P<what>epoch|run|batch|step|iteration)\b[^,;.]{0,24}$",
    re.I,
)
_BATCH = re.compile(r"\b(?:mini-?)?batch(?:es)?\b", re.I)
_PART = re.compile(
    r"\b(?:the|all|both|these|its|their)\b[^,;.]{0,24}\b(?:convolutions?|conv(?:olutional)? layers?|"
    r"layers|encoder|decoder|biases)\b[^,;.]{0,16}\b(?:have|has|contain\w*|add|contribut\w*|need|hold)"
    r"\b",
    re.I,
)
_KIND = re.compile(
    r"conv(?:olution(?:al)?)?|linear|dense|fully[ -]connected|fc|output|input|weights?\b(?! and)",
    re.I,
)
WITHOUT_BIASES = "without biases"
"""The label of a count that says of itself that biases are left out."""
_PER = re.compile(
    r"[ ]*(?:per|for each|for one|each|/|an?)[ ]?(?P<what>epoch|layer|run|image|step|batch|iteration|model|network|sample|day|hour|km)s?\b",
    re.I,
)


def claims_of(sentence: Sentence, block: Block, before: Subject | None = None) -> tuple[Claim, ...]:
    """Every value that a sentence states, in order."""
    if len(sentence.text) > LONGEST_SENTENCE or not sentence.text.strip():
        return ()
    parsed = parse(sentence.text)
    pairs = pairs_in(parsed)
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
            for row in (*parsed.rows, *_hidden_rows(parsed, pairs))
        ),
    ]
    claims = [replace(claim, subject=_carried(sentence.text, claim, before)) for claim in claims]
    claims.sort(key=lambda claim: claim.span.start if claim.span else 0)
    return tuple(_told_apart(claims[:MOST_CLAIMS]))


def _carried(text: str, claim: Claim, before: Subject | None) -> Subject:
    subject = carried(text, claim.subject, before)
    settings = tuple(
        (quantity, value) for quantity, value in subject.settings
        if quantity != claim.quantity and (claim.quantity in RESULTS or quantity in KEPT)
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
    if pair.quantity == "examples" and _is_batch(parsed, pair):
        pair = replace(pair, quantity="batch_size")
    subject = found.of_pair(pair)
    clause, owner = _owner(parsed, pair.found.start)
    subject = replace(subject, labels=(*subject.labels, *_kind_of(parsed, pair)))
    is_result = pair.quantity in RESULTS
    several = not is_result and (
        _is_in_row(pairs, pair)
        or found.is_condition(pair.found.start)
        or bool(_TRIED.search(clause))
    )
    statistic = _statistic(parsed, pair)
    claim = _claim(sentence, block, pair.found.start, pair.found.end, pair.quantity, subject, owner)
    claim = replace(
        claim, value=pair.amount.value, amount=pair.amount, statistic=statistic,
        is_one_of_several=several and pair.quantity not in ("parameters", "runs"),
    )  # fmt: skip
    yield claim
    spread = _spread_of(pair)
    if spread is not None:
        yield from _spread_claim(sentence, block, claim, pair, spread)


def _kind_of(parsed: Parsed, pair: Pair) -> Iterator[str]:
    """What tells a count or a time apart: per epoch, without biases, of convolutional layers."""
    text = parsed.text
    if per := _PER.match(text, pair.found.end) or (
        pair.quantity == "time"
        and _EACH.search(text[max(0, pair.found.start - 60) : pair.found.start])
    ):
        yield f"per {per['what'].lower()}"
    if pair.quantity == "parameters" and is_without_biases(text, pair.found.end):
        yield WITHOUT_BIASES
    words = text[pair.mention.start : pair.mention.end] if pair.mention else ""
    if pair.quantity in ("layers", "units", "channels", "classes", "parameters"):
        kind = _KIND.match(words) or _KIND.match(text[pair.found.end :].lstrip(" -"))
        if kind and pair.quantity != "classes":
            yield f"{kind[0].lower()} ones"
    if pair.quantity == "parameters" and _PART.search(
        text, parsed.clause(pair.found.start)[0], pair.found.start
    ):
        yield "a part"


def _is_batch(parsed: Parsed, pair: Pair) -> bool:
    """`batches are 32 images big`, `four pictures at a time`."""
    start, _ = parsed.clause(pair.found.start)
    end = pair.mention.end if pair.mention else pair.found.end
    return bool(
        _BATCH.search(parsed.text, start, pair.found.start)
        or re.match(r"[ ](?:at a time|at once|per (?:step|batch))\b", parsed.text[end:])
    )


def _spread_of(pair: Pair) -> Found | None:
    for member, spread in zip(pair.group.members, pair.group.spreads, strict=True):
        if member is pair.found:
            return spread
    return None


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


def _is_in_row(pairs: Sequence[Pair], pair: Pair) -> bool:
    """Whether the number stands in a row with others of its quantity: `0.1, 0.01 and 0.001`."""
    values = {
        found.amount.value for found in pairs
        if found.quantity == pair.quantity and found.group is pair.group
    }  # fmt: skip
    return len(values) > 1


def _of_phrase(
    sentence: Sentence, block: Block, parsed: Parsed, told: Told, found: Contexts
) -> Claim:
    subject = found.of_words(told.start, told.end, told.quantity)
    if told.quantity == "parameters":
        subject = replace(subject, labels=(*subject.labels, WITHOUT_BIASES))
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


def _hidden_rows(parsed: Parsed, pairs: Sequence[Pair]) -> Iterator[Row]:
    """`three hidden layers with 32, 64 and 32 neurons` tells a row of sizes."""
    layers = [pair for pair in pairs if pair.quantity == "hidden_layers"]
    for group in parsed.groups:
        sizes = [
            int(pair.amount.value) for pair in pairs
            if pair.group is group and pair.quantity == "units"
        ]  # fmt: skip
        if len(sizes) > 1 and any(layer.amount.value == len(sizes) for layer in layers):
            yield Row(start=group.start, end=group.end, sizes=tuple(sizes), is_hidden=True)


def _of_row(sentence: Sentence, block: Block, parsed: Parsed, row: Row, found: Contexts) -> Claim:
    subject = found.of_words(row.start, row.end, "sizes")
    _, owner = _owner(parsed, row.start)
    claim = _claim(sentence, block, row.start, row.end, "sizes", subject, owner)
    return replace(claim, sizes=row.sizes, name="hidden" if row.is_hidden else "")


def _owner(parsed: Parsed, at: int) -> tuple[str, Whose]:
    start, end = parsed.clause(at)
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


def _statistic(parsed: Parsed, pair: Pair) -> Statistic:
    """What kind of number the words next to it, or next to the quantity, make it."""
    first = pair.mention.start if pair.mention else pair.found.start
    start, end = (
        min(first, pair.group.start),
        max(pair.found.end, pair.mention.end if pair.mention else 0),
    )
    previous = max(
        (one.end for one in parsed.groups if one.end <= start and one.members[0].amount.unit),
        default=0,
    )
    near = parsed.text[max(previous, start - 40) : end]
    clause = parsed.text[parsed.clause(start)[0] : end]
    if pair.quantity in RESULTS and _SPREAD.search(near):
        return Statistic.SPREAD
    if pair.quantity in RESULTS and _MEAN.search(near):
        return Statistic.MEAN
    if _WORST.search(near):
        return Statistic.WORST
    if pair.quantity in ("parameters", "time", "energy", "carbon") and _TOTAL.search(clause):
        return Statistic.TOTAL
    if _spread_of(pair) is not None and pair.quantity in RESULTS:
        return Statistic.MEAN
    return Statistic.VALUE


def _told_apart(claims: list[Claim]) -> Iterator[Claim]:
    """Values of one quantity in one sentence, of which nothing says how they differ, do differ."""
    for claim in claims:
        if claim.quantity in RESULTS and _is_left_open(claim, claims):
            labels = (*claim.subject.labels, "another")
            yield replace(claim, subject=replace(claim.subject, labels=labels))
            continue
        alike = [
            other for other in claims
            if other.quantity == claim.quantity and other.subject == claim.subject
            and other.statistic == claim.statistic and other.value is not None
            and claim.value is not None and other.amount and not other.amount.allows(claim.value)
        ]  # fmt: skip
        if not alike or claim.quantity not in RESULTS:
            yield claim
            continue
        words = claim.amount.words if claim.amount else ""
        labels = (*claim.subject.labels, f"the one of {words}")
        yield replace(claim, is_one_of_several=True, subject=replace(claim.subject, labels=labels))


def _is_left_open(claim: Claim, claims: list[Claim]) -> bool:
    """Whether a value beside it is of a named network, and this one of another, unnamed one."""
    return not claim.subject.network and any(
        other.quantity == claim.quantity
        and other.subject.network
        and other.subject.split == claim.subject.split
        and other.statistic == claim.statistic
        for other in claims
    )
