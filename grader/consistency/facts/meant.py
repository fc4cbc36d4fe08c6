"""Whether the values of a pool are those that a statement must mean."""

from collections.abc import Set

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.certain import Told, is_general
from grader.consistency.facts.known import Pool
from grader.consistency.facts.naming import CONTRASTS, words_of_text
from grader.consistency.facts.narrowing import Narrowed
from grader.records import Claim

MOST = 200
"""Other statements of the quantity that are looked at."""


def is_odd_one(claim: Claim, told: Told, pool: Pool, count: int, *, is_sure: bool = False) -> bool:
    """Whether its sentence tells as many values as the code has, and this alone is not there."""
    beside = [each for each in told.beside(claim) if each.quantity == claim.quantity]
    values = {each.value for each in beside}
    if is_sure and len(values) == 2 and not claim.is_one_of_several:
        # The other of the two is borne out, and this one is told of another network.
        known = pool.of(claim.quantity)
        others = [each for each in beside if each.value != claim.value]
        return all(any(agrees(each, one) for one in known) for each in others)
    # Those of the images that go in are channels as well, and no filters.
    counts = {count, count - 1} if claim.quantity == "channels" else {count}
    if len(values) < 3 or len(values) not in counts or claim.quantity not in pool.complete:
        return False
    known = pool.of(claim.quantity)
    there = {each.value for each in beside if any(agrees(each, one) for one in known)}
    return len(there) == len(values) - 1


def is_of_listing(claim: Claim, told: Told, found: Narrowed, listed: Set[str]) -> bool:
    """Whether a statement is about what is listed: a write-up lists a part of its code only.

    `listed` holds the questions that listings stand under. Where there are several, a question
    without one has its code elsewhere.
    """
    number = claim.subject.question
    if number and len(listed) > 1:
        own = {each.question for each in found.known if each.question}
        if not any(_is_within(number, each) or _is_within(each, number) for each in own):
            return False
    if found.is_sure:
        return True
    beside = {each.question for each in found.known if each.question}
    if number and beside:
        return number in beside
    # Where another statement tells the listed value, the listing may belong to that one.
    others = [each for each in told.alike(claim)[:MOST] if each.subject != claim.subject]
    return not any(agrees(each, known) for each in others for known in found.known)


def _is_within(number: str, other: str) -> bool:
    return number == other or number.startswith((f"{other}.", f"{other}("))


def is_settled(claim: Claim, found: Narrowed, pool: Pool) -> bool:
    """Whether a size that no layer has can be nothing else that the code speaks of."""
    numbers = claim.sizes or ((claim.value,) if claim.value is not None else ())
    if found.is_sure and len({each.holder for each in found.known}) == 1:
        return not (claim.sizes and _stand_elsewhere(claim, found, pool))
    return not all(float(number) in pool.literals for number in numbers)


def is_in_no_network(claim: Claim, pool: Pool) -> bool:
    """Whether all networks of the code are known, and none has this row of sizes inside it.

    One of them must have nearly this row: a network that is written without layers, in NumPy, is
    none of those that are known.
    """
    wanted = claim.sizes
    if len(wanted) < 2 or "sizes" not in pool.complete or pool.has_other_networks:
        return False
    known = [each for each in pool.of("sizes") if each.sizes]
    rows = [
        each.sizes[start : start + len(wanted)]
        for each in known
        if "mlp" in each.kinds
        for start in range(len(each.sizes) - len(wanted) + 1)
    ]
    same = [sum(a == b for a, b in zip(wanted, row, strict=True)) for row in rows]
    most = max(same, default=0)
    # A row of channels is told in other numbers than what the layers behind them have.
    return most < len(wanted) and 2 * most > len(wanted)


def _stand_elsewhere(claim: Claim, found: Narrowed, pool: Pool) -> bool:
    """Whether another file of the code has all of these sizes, in a form that nothing followed."""
    files = {each.place.file for each in found.known}
    wanted = {float(size) for size in claim.sizes}
    return any(wanted <= numbers for file, numbers in pool.literals_of.items() if file not in files)


def is_meant(claim: Claim, found: Narrowed, pool: Pool, count: int) -> bool:
    """Whether a value that is nowhere in the code would have to be there."""
    of_data = claim.quantity == "input_scaling"
    if (
        not found.is_sure
        and not of_data
        and _is_uncovered(claim, pool, alone=_is_one_loss(claim, count))
    ):
        return False
    words = words_of_text(claim.subject.network)
    one_for_all = count == 1 and (found.is_there or pool.text.has_network(words))
    return found.is_sure or is_general(claim) or one_for_all or _is_the_one(claim, pool)


def _is_one_loss(claim: Claim, count: int) -> bool:
    """Whether all of the code has one loss; other settings change from question to question."""
    return claim.quantity == "loss_function" and count == 1


def _is_uncovered(claim: Claim, pool: Pool, *, alone: bool) -> bool:
    """Whether code stands under headings with numbers, and none under the claim's.

    `alone`: all of it has one value; then code of a question beside it may well be of it, too.
    """
    number = claim.subject.question
    headed = pool.questions
    top = number.partition(".")[0]
    near = {number, top}
    if alone and any(each.startswith(f"{top}.") for each in headed):
        return False
    return bool(number and len(headed) > 1) and not any(
        each in near or each.startswith(f"{number}.") for each in headed
    )


def _is_the_one(claim: Claim, pool: Pool) -> bool:
    """Whether there is one network only, and the words may well mean it."""
    found = [each for each in pool.of("parameters") if each.holder]
    words = words_of_text(claim.subject.network) & CONTRASTS
    return len(found) == 1 and words <= found[0].names | found[0].heading | found[0].kinds
