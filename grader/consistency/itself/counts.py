"""The check: numbers of parameters and layers, held against the sizes that the write-up tells."""

import re
from collections.abc import Iterator

from grader.consistency.itself import dense
from grader.consistency.itself.built import is_of_a_part, is_one_network
from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import is_exact
from grader.consistency.network_words import is_same_network, named
from grader.consistency.wording import amount_words, capitalised, number_words, sizes_words
from grader.consistency.work import Work
from grader.records import Amount, BlockKind, Checked, Consistency, Statistic

_NOT_DENSE = re.compile(
    r"conv|cnn|vgg|lenet|resnet|rnn|recurrent|lstm|gru|kernel|filter|channel|pool|batch[\s-]?norm|"
    r"layer[\s-]?norm|embedding|faltung|卷积",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"(?:without|no|exclu\w*|ignor\w*|neglect\w*|omit\w*|leav\w+ out|left out|not (?:count|includ)\w*"
    r"|apart from|except|disregard\w*|w/o|minus|ohne)\W+(?:\w+\W+){0,4}?bias(?:es)?\b"
    r"|\bbias(?:es)?\b\W+(?:\w+\W+){0,4}?(?:exclu\w*|ignor\w*|omit\w*|left out|not (?:count|includ)\w*|"
    r"neglect\w*|= ?false|disregard\w*|off)|bias[\s-]?(?:free|less)|\bweights only|only (?:the )?weights",
    re.IGNORECASE,
)
_WEIGHTS = re.compile(r"^[\s\w]{0,12}?\b(?:weights|connections)\b(?!\s+and\s+bias)")
_MOST = 200


def hold_counts(work: Work) -> Iterator[Checked]:
    """Every number of parameters or hidden layers of a network whose sizes are told."""
    tale = Tale(work)
    sizes = [told for told in tale.of("sizes") if dense.is_plausible(told.claim.sizes)][:_MOST]
    for told in tale.of("parameters")[:_MOST]:
        yield from _parameters(tale, told, sizes)
    for told in tale.of("hidden_layers")[:_MOST]:
        yield from _hidden_layers(tale, told, sizes)
    for told in tale.of("layers")[:_MOST]:
        yield from _layers(tale, told, sizes)


def _parameters(tale: Tale, told: Told, sizes: list[Told]) -> Iterator[Checked]:
    amount = told.claim.amount
    if amount is None or told.claim.statistic is Statistic.SPREAD or amount.value < 10:
        return
    linked = _linked(tale, told, sizes)
    fitting = [each for each in linked if amount.allows(dense.count(each.claim.sizes))]
    if fitting:
        yield _agrees(tale, told, fitting[0], amount)
        return
    if _is_layers_own(amount, linked):
        yield _agrees_with_layer(tale, told, linked, amount)
        return
    certain = _certain(tale, told, linked)
    if certain is None or is_of_a_part(told) or told.claim.is_one_of_several:
        return
    yield from _disagrees(tale, told, certain, amount)


def _disagrees(tale: Tale, told: Told, other: Told, amount: Amount) -> Iterator[Checked]:
    row = other.claim.sizes
    whole, weights = dense.count(row), dense.count(row, biases=False)
    head = f"{sizes_words(row)} has {number_words(whole)} parameters with its biases"
    source = tale.source(told)
    if amount.allows(weights):
        if _is_without_biases(tale, told):
            sentence = (
                f"{sizes_words(row)} has {number_words(weights)} weights without its biases, "
                f"and {source} says {amount_words(amount)}."
            )
            yield tale.checked(told, Consistency.CONSISTENT, sentence, other)
            return
        sentence = (
            f"{head}; {source} says {amount_words(amount)}, which is the number without the biases."
        )
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, other)
    elif is_exact(amount):
        sentence = f"{head}; {source} says {amount_words(amount)}."
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, other)


def _agrees(tale: Tale, told: Told, other: Told, amount: Amount) -> Checked:
    row = other.claim.sizes
    sentence = (
        f"{sizes_words(row)} has {number_words(dense.count(row))} parameters with its biases, and "
        f"{tale.source(told)} says {amount_words(amount)}."
    )
    return tale.checked(told, Consistency.CONSISTENT, sentence, other)


def _agrees_with_layer(tale: Tale, told: Told, linked: list[Told], amount: Amount) -> Checked:
    other = next(each for each in linked if _is_layers_own(amount, [each]))
    row = other.claim.sizes
    index = next(i for i, count in enumerate(dense.layer_counts(row)) if amount.allows(count))
    sentence = (
        f"{row[index]} × {row[index + 1]} + {row[index + 1]} is "
        f"{number_words(dense.layer_counts(row)[index])}, and {tale.source(told)} says "
        f"{amount_words(amount)}."
    )
    return tale.checked(told, Consistency.CONSISTENT, sentence, other)


def _is_layers_own(amount: Amount, linked: list[Told]) -> bool:
    return is_exact(amount) and any(
        amount.allows(count) for each in linked for count in dense.layer_counts(each.claim.sizes)
    )


def _linked(tale: Tale, told: Told, sizes: list[Told]) -> list[Told]:
    """The rows of sizes that may be those of the network that is spoken of."""
    return [each for each in sizes if _may_belong(told, each)]


def _may_belong(told: Told, other: Told) -> bool:
    if _is_in_one_sentence(told, other):
        return True
    a, b = told.claim.subject, other.claim.subject
    same = is_same_network(a.network, b.network)
    if same is False:
        return False
    return bool(same) or not (a.question and b.question) or a.question == b.question


def _certain(tale: Tale, told: Told, linked: list[Told]) -> Told | None:
    """The row of sizes that is surely meant; None if none is, or it is no dense network's."""
    beside = [each for each in linked if _is_in_one_sentence(told, each)]
    by_name = [each for each in linked if is_one_network(tale, told, each)]
    under = [each for each in linked if _is_alone_under_question(tale, told, each)]
    candidates = beside or by_name or under
    rows = {each.claim.sizes for each in candidates}
    if len(rows) != 1 or any(each.claim.is_one_of_several for each in candidates):
        return None
    chosen = candidates[0]
    names = (told.claim.subject.network, chosen.claim.subject.network)
    texts = (told.sentence, chosen.sentence, *names)
    if any(_NOT_DENSE.search(text[:1000]) for text in texts):
        return None
    if not beside and _is_only_beginning(tale, chosen):
        return None
    return chosen


def _is_only_beginning(tale: Tale, chosen: Told) -> bool:
    """Whether the part that tells the sizes also speaks of layers that are not dense."""
    block = chosen.block
    return block is None or bool(_NOT_DENSE.search(block.text[:4000]))


def _is_alone_under_question(tale: Tale, told: Told, other: Told) -> bool:
    """Whether its question knows but one network, and both stand in it."""
    question = told.claim.subject.question
    if not question or other.claim.subject.question != question:
        return False
    here = [each.claim for each in tale.all if each.claim.subject.question == question]
    names = {claim.subject.network for claim in here if not named(claim.subject.network).is_open}
    rows = {claim.sizes for claim in here if claim.sizes}
    few = tuple(names)[:20]
    one = all(is_same_network(a, b) for i, a in enumerate(few) for b in few[i + 1 :])
    return len(rows) == 1 and one


def _is_in_one_sentence(told: Told, other: Told) -> bool:
    a, b = told.claim.sentence, other.claim.sentence
    if a is None or b is None or a != b:
        return False
    if not told.claim.is_listed:
        return True
    return told.claim.span is not None and other.claim.span is not None


def _is_without_biases(tale: Tale, told: Told) -> bool:
    """Whether the words near it say that only weights are counted."""
    if _WEIGHTS.match(told.after(40)):
        return True
    block = told.claim.span.block if told.claim.span else None
    if block is None:
        return False
    near = tale.write_up.blocks[max(0, block - 2) : block + 3]
    readable = (each.text[:3000] for each in near if each.kind is not BlockKind.LISTING)
    return any(_LEFT_OUT.search(text) for text in readable)


def _hidden_layers(tale: Tale, told: Told, sizes: list[Told]) -> Iterator[Checked]:
    amount = told.claim.amount
    if amount is None:
        return
    linked = _linked(tale, told, sizes)
    certain = _certain(tale, told, linked)
    if certain is None:
        return
    row = certain.claim.sizes
    actual = dense.hidden_layers(row)
    outcome = Consistency.CONSISTENT if amount.allows(actual) else Consistency.INCONSISTENT
    if outcome is Consistency.INCONSISTENT and (
        told.claim.is_one_of_several or not is_exact(amount) or not _is_whole_number(amount)
    ):
        return
    # Sizes of the hidden layers alone are also written in a row.
    if outcome is Consistency.INCONSISTENT and amount.value >= len(row):
        return
    link = "and" if outcome is Consistency.CONSISTENT else "but"
    layers = "1 hidden layer" if actual == 1 else f"{actual} hidden layers"
    sentence = (
        f"{sizes_words(row)} ({tale.source(certain)}) has {layers}, {link} {tale.source(told)} "
        f"says {amount_words(amount)}."
    )
    yield tale.checked(told, outcome, sentence, certain)


def _layers(tale: Tale, told: Told, sizes: list[Told]) -> Iterator[Checked]:
    """What counts as a layer, everybody counts in another way: only wide misses are certain."""
    amount = told.claim.amount
    certain = _certain(tale, told, _linked(tale, told, sizes)) if amount else None
    if certain is None or amount is None or not _is_whole_number(amount):
        return
    row = certain.claim.sizes
    hidden = dense.hidden_layers(row)
    ways = {hidden, hidden + 1, hidden + 2, 2 * hidden + 1, 2 * hidden + 2, 2 * hidden + 3}
    if any(amount.allows(way) for way in ways):
        sentence = (
            f"{sizes_words(row)} has {hidden + 1} layers with weights and {hidden + 2} with its "
            f"input, and {tale.source(told)} says {amount_words(amount)}."
        )
        yield tale.checked(told, Consistency.CONSISTENT, sentence, certain)
    elif not is_of_a_part(told) and not told.claim.is_one_of_several:
        sentence = (
            f"{sizes_words(row)} has {hidden + 1} layers with weights; "
            f"{capitalised(tale.source(told))} says {amount_words(amount)}, and what it counts as "
            "a layer is not certain."
        )
        yield tale.checked(told, Consistency.CANNOT_TELL, sentence, certain)


def _is_whole_number(amount: Amount) -> bool:
    return amount.value == int(amount.value) and not amount.is_about
