"""The check: times, energies, carbon and steps, held against the parts that they come from."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.iterations import hold_iterations
from grader.consistency.itself.multiples import hold_multiples
from grader.consistency.itself.once import first_of_each
from grader.consistency.itself.parts_before import hold_parts_before
from grader.consistency.itself.per_epoch import hold_per_epoch
from grader.consistency.itself.slips_of_digits import slip
from grader.consistency.itself.together import hold_together
from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import amounts_fit
from grader.consistency.network_words import is_same_network
from grader.consistency.wording import amount_words, capitalised, number_words, times_words
from grader.consistency.work import Work
from grader.records import Amount, Checked, Consistency, Statistic

_PER_EPOCH = re.compile(
    r"^[\s\w.]{0,12}?(?:/|\bper\b|\beach\b|\bevery\b|\ban?\b|\bfor (?:one|an?))\s*epoch"
)
_EPOCH_TAKES = re.compile(
    r"\b(?:each|every|an?|one|single|per)[\s-]+epoch\b[^.;,]{0,40}$|\bper[\s-]epoch\b"
)
_PER_KWH = re.compile(r"^[\s\w₂²\\{}^.-]{0,14}?(?:/|\bper\b)\s*(?:kwh|kilowatt)")
_PER_ANY = re.compile(r"^[\s\w₂²\\{}^.-]{0,14}?(?:/|\bper\b|\beach\b)\s*\w")
_SLACK = 0.02
_STEPS = re.compile(
    r"(\d{1,3}(?:[, ]\d{3})+|\d{2,9})\s+(?:\w+\s+)?(?:iterations?|steps?|updates?|"
    r"mini-?batches|batches)\b(\s+(?:per|in each|in every|each|every|an)\s+epoch|/epoch)?",
    re.IGNORECASE,
)
_MOST = 120


def hold_totals(work: Work) -> Iterator[Checked]:
    """Every total whose parts are told beside it."""
    tale = Tale(work)
    checks = (
        _times, _carbon, _steps, hold_together, hold_multiples, hold_per_epoch, hold_parts_before,
        hold_iterations,
    )  # fmt: skip
    yield from first_of_each(checked for check in checks for checked in check(tale))


def _times(tale: Tale) -> Iterator[Checked]:
    """Seconds for each epoch, times epochs, against the time that is told."""
    times = [told for told in tale.of("time") if _is_single(told)][:_MOST]
    each = [told for told in times if _is_per_epoch(told)]
    totals = [
        told for told in times if not _is_per_epoch(told) and not _PER_ANY.match(told.after(30))
    ]
    for part in each:
        epochs = _alone([told for told in tale.of("epochs") if _is_near(tale, part, told)])
        total = _alone([told for told in totals if _is_near(tale, part, told)])
        if epochs and total and _is_single(epochs):
            yield from _product(tale, total, part, epochs, "epochs")


def _carbon(tale: Tale) -> Iterator[Checked]:
    """Energy times grams for each kWh, against the carbon that is told."""
    carbon = [told for told in tale.of("carbon") if _is_told(told)][:_MOST]
    rates = [told for told in carbon if _PER_KWH.match(told.after(30))]
    totals = [told for told in carbon if not _PER_ANY.match(told.after(30))]
    for rate in rates:
        energy = _alone([told for told in tale.of("energy") if _is_near(tale, rate, told)])
        total = _alone([told for told in totals if _is_near(tale, rate, told)])
        if energy and total and _is_told(energy) and not _PER_ANY.match(energy.after(30)):
            yield from _product(tale, total, energy, rate, "g/kWh")


def _product(tale: Tale, total: Told, part: Told, factor: Told, unit: str) -> Iterator[Checked]:
    told, a, b = total.claim.amount, part.claim.amount, factor.claim.amount
    if told is None or a is None or b is None:
        return
    low, high = a.least * b.least, a.most * b.most
    value = a.value * b.value
    fits = max(low * (1 - _SLACK), told.least) <= min(high * (1 + _SLACK), told.most)
    shown = _in_units(value, total)
    factor_words = amount_words(b)
    words = f"{amount_words(a)} × {number_words(b.value)} {unit} is {shown}"
    if not re.search(r"[a-z]", factor_words.lower()):
        words = f"{amount_words(a)} × {factor_words} {unit} is {shown}"
    if fits:
        sentence = f"{words}, and {tale.source(total)} says {amount_words(told)}."
        yield tale.checked(total, Consistency.CONSISTENT, sentence, part)
        return
    # Loading, validating and the like take time beside the epochs; a tenth more is no mistake.
    far = told.least > high * 1.25 or told.most < low * 0.9
    sure = (far or _is_a_slip(told, value)) and _is_sure(total, part)
    outcome = Consistency.INCONSISTENT if sure else Consistency.CANNOT_TELL
    sentence = f"{words}; {tale.source(total)} says {amount_words(told)}."
    yield tale.checked(total, outcome, sentence, part)


def _is_a_slip(told: Amount, value: float) -> bool:
    """Whether one digit parts what is told from what is computed: 25.5 min of 20.5 min."""
    digits = re.search(r"\d[\d.,]*", told.words)
    number = float(digits[0].strip(".,").replace(",", ".")) if digits else 0.0
    if (not told.decimals and "." not in told.words) or number <= 0 or told.is_about:
        return False
    decimals = len(f"{digits[0] if digits else ''}".strip(".,").replace(",", ".").partition(".")[2])
    return decimals > 0 and slip(number, value * number / told.value, decimals) is not None


def _is_sure(a: Told, b: Told) -> bool:
    """Whether both stand in one paragraph or table, or name one network under one question."""
    first, second = a.claim, b.claim
    if first.span and second.span and first.span.block == second.span.block:
        return True
    named = is_same_network(first.subject.network, second.subject.network)
    return bool(named) and first.subject.question == second.subject.question


def _in_units(value: float, total: Told) -> str:
    """A number of seconds or grams as a reader would write it."""
    if total.claim.quantity == "carbon":
        return f"{number_words(_rounded(value))} g"
    return times_words(value)


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def _is_told(told: Told) -> bool:
    """Whether it is a number of its own; its unit tells it apart from others of the sentence."""
    usual = told.claim.statistic in (Statistic.VALUE, Statistic.TOTAL, Statistic.MEAN)
    return usual and told.claim.amount is not None and not told.claim.denied


def _is_single(told: Told) -> bool:
    claim = told.claim
    usual = claim.statistic in (Statistic.VALUE, Statistic.TOTAL, Statistic.MEAN)
    return usual and claim.amount is not None and not claim.is_one_of_several and not claim.denied


def _is_per_epoch(told: Told) -> bool:
    if any("epoch" in label for label in told.claim.subject.labels):
        return True
    if told.claim.is_listed:
        return False
    return bool(_PER_EPOCH.match(told.after(30)) or _EPOCH_TAKES.search(told.before(60)))


def _is_near(tale: Tale, a: Told, b: Told) -> bool:
    """Whether both stand in one paragraph, or in one question without a word against it."""
    if tale.doubts(a, b) is None:
        return False
    first, second = a.claim, b.claim
    if first.span and second.span and first.span.block == second.span.block:
        return True
    return first.subject.question == second.subject.question


def _alone(tellings: Sequence[Told]) -> Told | None:
    """The only one of them; None if they tell several values."""
    if not tellings:
        return None
    first = tellings[0]
    amounts = [told.claim.amount for told in tellings if told.claim.amount is not None]
    one = all(amounts_fit(amount, amounts[0]) for amount in amounts)
    finest = min(tellings, key=lambda told: _width(told.claim.amount))
    return (finest if amounts else first) if one else None


def _width(amount: Amount | None) -> float:
    return amount.most - amount.least if amount is not None else float("inf")


def _steps(tale: Tale) -> Iterator[Checked]:
    """Examples over batch size, times epochs, against the number of steps that is told."""
    for told in tale.of("batch_size")[:_MOST]:
        if not _is_single(told) or told.block is None or told.claim.is_listed:
            continue
        for match in _STEPS.finditer(told.block.text[:20_000]):
            yield from _step(tale, told, match)


def _step(tale: Tale, told: Told, match: re.Match[str]) -> Iterator[Checked]:
    sentence = told.claim.sentence
    batch = told.claim.amount
    if sentence is None or batch is None or not sentence.start <= match.start() < sentence.end:
        return
    beside = [
        each
        for each in tale.all
        if each.claim.sentence == sentence and _is_single(each) and each.index != told.index
    ]
    examples = _alone([each for each in beside if each.claim.quantity == "examples"])
    epochs = _alone([each for each in beside if each.claim.quantity == "epochs"])
    count = float(re.sub(r"[, ]", "", match[1]))
    if examples is None or examples.claim.amount is None or batch.value <= 0:
        return
    pairs = _ways(examples.claim.amount, batch, epochs if match[2] is None else None)
    per_epoch = _ways(examples.claim.amount, batch, None)
    if any(low <= count <= high for low, high in (*pairs, *per_epoch)):
        outcome = Consistency.CONSISTENT
    elif epochs is None and match[2] is None:
        return
    else:
        outcome = Consistency.INCONSISTENT
    value = examples.claim.amount.value / batch.value
    times = epochs.claim.amount.value if epochs and epochs.claim.amount and not match[2] else None
    shown = f"{amount_words(examples.claim.amount)} / {amount_words(batch)}"
    shown += f" × {number_words(times)}" if times else ""
    total = number_words(round(value * (times or 1), 1))
    words = f"{shown} is {total}; {tale.source(told)} says {match[1]}."
    yield tale.checked(told, outcome, capitalised(words), examples)


def _ways(examples: Amount, batch: Amount, epochs: Told | None) -> list[tuple[float, float]]:
    """Numbers of steps that come out with the last batch, and without it, and rounded."""
    times = epochs.claim.amount.value if epochs and epochs.claim.amount else 1.0
    exact = examples.value / batch.value
    low, high = int(exact) * times, -int(-exact // 1) * times
    ends = sorted((low, high, exact * times))
    return [(ends[0] * 0.995 - 0.5, ends[-1] * 1.005 + 0.5)]
