"""What was reached, told twice: accuracies, losses, times, energy and carbon."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.best import best_cell, is_other_than
from grader.consistency.itself.results_others import Other, others_of
from grader.consistency.itself.rows import cell_meant, contradicts
from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import (
    amounts_fit,
    clearly_differ,
    differs_by_hundred,
    digits_of,
    is_exact,
    same_digits,
)
from grader.consistency.network_words import is_same_network
from grader.records import Amount, BlockKind, Checked, Consistency

RESULTS = ("accuracy", "loss", "time", "energy", "carbon")
_MOST = 400
_NEARLY = 0.01
"""Share of a value by which a slip of the pen changes it; two experiments differ by more."""
_CHANGES = re.compile(
    r"\b(?:after|before|then|without|add\w*|increas\w*|decreas\w*|chang\w*|instead|when|if|now|"
    r"improv\w*|drop\w*|from|ris\w+|rose|first|later|initial\w*|again|retrain\w*|second|another|"
    r"seed\w*|peak\w*|already|still|until|range\w*|between|around|fluctuat\w*|fall\w*|fell|start\w*"
    r"|begin\w*|end\w*|fold|try|tried|expect\w*|respectively)\b",
    re.IGNORECASE,
)


def hold_results(tale: Tale) -> Iterator[Checked]:
    """Every result that is told in words, or twice in tables, held against its other tellings."""
    for quantity in RESULTS:
        tellings = [told for told in tale.of(quantity)[:_MOST] if told.claim.amount is not None]
        near = {
            split: [each for each in tellings if each.claim.subject.split in (split, "")]
            for split in {told.claim.subject.split for told in tellings}
        }
        for told in tellings:
            if told.claim.amount is not None:
                split = told.claim.subject.split
                yield from _held(tale, told, told.claim.amount, near[split] if split else tellings)


def _held(tale: Tale, told: Told, amount: Amount, tellings: Sequence[Told]) -> Iterator[Checked]:
    others = tuple(others_of(tale, told, tellings))
    if not others or not _is_a_result(told, amount):
        return
    meant = cell_meant(tale, told)
    if meant is not None and not told.claim.is_one_of_several and contradicts(tale, told, meant):
        sentence = _begin(f"{tale.both(told, meant)}.")
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, meant)
        return
    best = best_cell(tale, told)
    if best is not None and is_other_than(told, best):
        sentence = f"{_begin(tale.source(told))} says {tale.value(told)} is the best; of "
        sentence += f"{tale.source(best)} the best is {tale.value(best)}."
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, best)
        return
    fitting = [other for other in others if amounts_fit(amount, other.amount)]
    agreeing = _plainest(told, amount, fitting, others)
    if agreeing is not None:
        sentence = f"{tale.both(told, agreeing.told)}: both agree."
        yield tale.checked(told, Consistency.CONSISTENT, _begin(sentence), agreeing.told)
        return
    against = _contradicting(tale, told, amount, others) if not fitting else None
    if against is not None:
        sentence = _difference(tale, told, amount, against)
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, against.told)
        return
    if told.claim.is_listed:
        return
    near = [
        other
        for other in others
        if other.doubts <= {"when", "settings"} and _is_accused(told, other.told)
    ]
    if near:
        sentence = (
            f"{tale.both(told, near[0].told)}; whether both speak of the same thing is not certain."
        )
        yield tale.checked(told, Consistency.CANNOT_TELL, _begin(sentence), near[0].told)


def _plainest(
    told: Told, amount: Amount, fitting: Sequence[Other], others: Sequence[Other]
) -> Other | None:
    """The telling that agrees, where it is plain that it is meant."""
    if not fitting:
        return None
    ordered = sorted(fitting, key=lambda other: (len(other.doubts), -other.told.weight))
    best = ordered[0]
    if not best.doubts:
        return best
    certain = [other for other in others if not other.doubts]
    if certain:
        return None
    same = [other for other in ordered if same_digits(amount, other.amount)]
    here = [other for other in same if "question" not in other.doubts]
    if any("question" not in other.doubts and _is_cell(other) for other in others) and not here:
        # Its own question has such a table, and the value stands in another one.
        return None
    return next((other for other in (here or same) if _is_plainly_it(amount, other)), None)


def _is_plainly_it(amount: Amount, other: Other) -> bool:
    """Whether so many digits agree that it is no chance, for all that is left open."""
    if other.doubts & {"labels", "statistic"}:
        return False
    digits = min(digits_of(amount), digits_of(other.amount))
    if other.doubts & {"network", "split"}:
        return digits >= 4 and not ("question" in other.doubts and "network" in other.doubts)
    return digits >= 3


def _is_cell(other: Other) -> bool:
    sure = not other.doubts & {"network", "split", "labels", "statistic"}
    return other.told.claim.is_listed and sure


def _is_a_result(told: Told, amount: Amount) -> bool:
    """Whether it is no small number that may count something else: `the accuracies of three`."""
    if told.claim.is_listed or told.claim.quantity != "accuracy":
        return True
    return bool(amount.decimals or "%" in amount.words or amount.value > 12) and any(
        character.isdigit() for character in amount.words
    )


def _contradicting(tale: Tale, told: Told, amount: Amount, others: Sequence[Other]) -> Other | None:
    """The telling that certainly speaks of the same thing and says something else."""
    if told.claim.is_one_of_several or told.may_be_of_another or _is_of_a_neighbour(tale, told):
        return None
    against = _same(tale, told, others) or _shown(tale, told, others)
    if against is not None and all(clearly_differ(amount, other.amount) for other in others):
        return against
    return None


def _is_of_a_neighbour(tale: Tale, told: Told) -> bool:
    """Whether a sentence that names no network itself tells the value of another one there."""
    a = told.claim.subject
    if told.claim.amount is None or told.claim.is_listed:
        return False
    names = [word for word in a.network.split() if len(word) > 2]
    if any(word in told.sentence.lower() for word in names):
        return False
    return any(
        cell.claim.amount is not None
        and cell.claim.subject.question == a.question
        and amounts_fit(told.claim.amount, cell.claim.amount)
        for cell in tale.cells(told.claim.quantity, a.split)
    )


def _same(tale: Tale, told: Told, others: Sequence[Other]) -> Other | None:
    """The only value that is told of the same thing, if there is one."""
    certain = [other for other in others if not other.doubts]
    candidates = certain or [other for other in others if _is_only_left_open(tale, told, other)]
    if not candidates or (not certain and len(candidates) < len(others)):
        return None
    first = max(candidates, key=lambda other: (other.told.weight, -other.told.index))
    if not all(amounts_fit(first.amount, other.amount) for other in candidates):
        return None
    if not _is_accused(told, first.told):
        return None
    one = tale.question(told.claim.subject.question).has_one_network
    plain = told.is_summary or _is_plain(told, first.told, one_network=one)
    if first.told.weight <= 3 and not plain:
        return None
    return first


def _is_only_left_open(tale: Tale, told: Told, other: Other) -> bool:
    """Whether all that is unsure is what one of both does not say, and no other could be meant."""
    a, b = told.claim.subject, other.told.claim.subject
    if not other.doubts <= {"when", "settings"} or (a.epoch is not None and b.epoch is None):
        return False
    if a.moment == "initial" or b.moment == "initial" or set(a.settings) - set(b.settings):
        return False
    named = is_same_network(a.network, b.network) or tale.known.has_one_network
    needs_split = told.claim.quantity in ("accuracy", "loss")
    return bool(named and (not needs_split or (a.split and a.split == b.split)))


def _is_accused(told: Told, other: Told) -> bool:
    if told.weight != other.weight:
        return told.weight < other.weight
    return told.index > other.index


def _is_plain(told: Told, other: Told, *, one_network: bool) -> bool:
    """Whether two sentences name what they speak of, and neither tells of a change."""
    a, b = told.claim.subject, other.claim.subject
    if told.is_summary or other.is_summary:
        return bool(a.split == b.split)
    if a.moment and a.moment == b.moment and _is_slip(told, other):
        return True
    if a.moment == b.moment == "best" and a.split and a.split == b.split and _is_near(told, other):
        # A network has one best value, however often it is told.
        texts = (each.sentence[:600] for each in (told, other))
        return one_network and not any(_CHANGES.search(text) for text in texts)
    named = bool(is_same_network(a.network, b.network))
    return named and not any(_CHANGES.search(each.sentence[:600]) for each in (told, other))


def _is_near(told: Told, other: Told) -> bool:
    """Whether both stand in one section and under one question."""
    if told.block is None or other.block is None or told.block.section is None:
        return False
    same = told.claim.subject.question == other.claim.subject.question
    return same and told.block.section == other.block.section


def _is_slip(told: Told, other: Told) -> bool:
    """Whether two clauses of one question tell the best, or the last, nearly alike."""
    a, b = told.claim.subject, other.claim.subject
    left, right = told.claim.value, other.claim.value
    if not a.question or a.question != b.question or not a.split or a.split != b.split:
        return False
    if left is None or right is None or abs(left - right) > _NEARLY * abs(right):
        return False
    clauses = [each.before(50) + each.after(30) for each in (told, other)]
    return not any(_CHANGES.search(clause) for clause in clauses)


def _shown(tale: Tale, told: Told, others: Sequence[Other]) -> Other | None:
    """The cell of the table that the sentence points to, if no cell that is meant agrees."""
    number = _table_named(tale, told)
    if not number:
        return None
    cells = [
        other
        for other in others
        if other.told.block is not None
        and other.told.block.kind is BlockKind.TABLE
        and other.told.block.number == number
    ]
    meant = [cell for cell in cells if cell.doubts <= {"when", "settings", "question"}]
    unsure = any(cell.doubts & {"network", "split", "labels"} for cell in cells)
    return meant[0] if meant and not unsure and not _CHANGES.search(told.sentence[:600]) else None


def _table_named(tale: Tale, told: Told) -> str:
    """The one table that a sentence refers to: `Table 2`; empty if none or several."""
    sentence = told.claim.sentence
    if sentence is None or told.claim.is_listed:
        return ""
    numbers = {
        reference.number
        for reference in tale.tables_referred_to(sentence.block)
        if sentence.start <= reference.offset < sentence.end
    }
    return f"Table {numbers.pop()}" if len(numbers) == 1 else ""


def _difference(tale: Tale, told: Told, amount: Amount, against: Other) -> str:
    sentence = f"{tale.both(told, against.told)}."
    if differs_by_hundred(amount, against.amount) and "%" in amount.words:
        sentence += " One of them is a share of one, not a number of per cent."
    elif not (is_exact(amount) and is_exact(against.amount)):
        sentence += " The two are too far apart to be the same number."
    return _begin(sentence)


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
