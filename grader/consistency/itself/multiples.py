"""Times and emissions that are a number of times something told beside them."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.durations import NUMBERS, Duration, durations_in, number_of
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, number_words, source_words, times_words
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span

_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s))+")
_EPOCHS = re.compile(rf"\b({NUMBERS})\s+(?:training\s+)?epochs\b", re.IGNORECASE)
_OF_EACH = re.compile(
    rf"\b({NUMBERS})\s+(?:epochs|runs|trainings|repetitions)\s+(?:of|at|with|à|[x×*]|taking)\s+"
    r"(?:about\s+|around\s+|roughly\s+)?$",
    re.IGNORECASE,
)
_ONE_RUN = re.compile(
    r"\b(?:one|a single|each|every|per)\s+(?:training\s+)?run\b[^.;]{0,30}$", re.IGNORECASE
)
_ALL_RUNS = re.compile(
    rf"\ball\s+(?:of\s+(?:them|the)\s+)?({NUMBERS})\b(?!\s*(?:%|epochs))[^.;]{{0,30}}$",
    re.IGNORECASE,
)
_FEW = 0.25
"""By how much of itself a total may be off: loading and validating take time, too."""
_RATE = re.compile(
    r"(?<![\w.])(\d{1,4}(?:[.,]\d{1,4})?)\s?(k?g|grams?)[^\d\n]{0,24}?(?:/|\bper\b|\ba\b)\s?"
    r"(?:kWh|kilowatt)",
    re.IGNORECASE,
)
_ENERGY = re.compile(r"(?<![\w.])(\d{1,4}(?:[.,]\d{1,8})?)\s?(k?Wh)\b", re.IGNORECASE)
_CARBON = re.compile(r"(?<![\w.])(\d{1,6}(?:[.,]\d{1,4})?)\s?(k?g|grams?)\b(?!\s?(?:/|per\b))")
_MOST_TEXT = 20_000
_MOST_TOLD = 20


def hold_multiples(tale: Tale) -> Iterator[Checked]:
    """Every such total in running text."""
    for index, block in enumerate(tale.write_up.blocks):
        if block.kind not in (BlockKind.TEXT, BlockKind.LIST) or len(block.text) > _MOST_TEXT:
            continue
        yield from _times(tale, index, block)
        yield from _carbon(tale, index, block)


def _times(tale: Tale, index: int, block: Block) -> Iterator[Checked]:
    found = tuple(durations_in(block.text))
    for at, part in enumerate(found):
        low = max(0, part.start - 80)
        many = _OF_EACH.search(block.text, low, part.start)
        if many is not None:
            rest = [each for each in found[at + 1 : at + 2] if each.start - part.end < 40]
            if rest and not re.search(r"[.;]\s", block.text[part.end : rest[0].start]):
                yield _timed(tale, index, block, part, number_of(many[1]), rest[0])
        elif _ONE_RUN.search(block.text, low, part.start):
            for total in found[at + 1 : at + 2]:
                runs = _ALL_RUNS.search(block.text, max(part.end, total.start - 60), total.start)
                if runs is not None:
                    yield _timed(tale, index, block, part, number_of(runs[1]), total)


def _timed(
    tale: Tale, index: int, block: Block, part: Duration, many: int, total: Duration
) -> Checked:
    low, high = (part.seconds - part.slack) * many, (part.seconds + part.slack) * many
    fits = total.seconds + total.slack >= low * (1 - _FEW) and (
        total.seconds - total.slack <= high * (1 + _FEW)
    )
    span = Span(block=index, start=total.start, end=total.end)
    source = source_words(tale.write_up, span, block.place_of(total.start))
    sentence = (
        f"{many:,} times {part.words} is {times_words(part.seconds * many)}"
        f"{', and' if fits else ';'} {source} says {total.words}."
    )
    return _checked(block, span, fits, sentence, "time", min(part.start, total.start))


def _carbon(tale: Tale, index: int, block: Block) -> Iterator[Checked]:
    """Energy times emissions for each kWh, where the paragraph tells one of each."""
    text = block.text
    rates = list(_RATE.finditer(text))
    if len(rates) != 1:
        return
    rate = rates[0]
    energies = [at for at in _ENERGY.finditer(text) if not _is_inside(at, rates)]
    carbon = [at for at in _CARBON.finditer(text) if not _is_inside(at, rates)]
    if len(energies) + len(carbon) > _MOST_TOLD:
        return
    carbon = [at for at in carbon if _is_of_training(text, at)]
    per = _grams(rate)
    for at in carbon:
        fitting = [each for each in energies if _fits(_grams(at), per, each)]
        if not fitting and (len(energies) != 1 or len(carbon) != 1):
            continue
        energy = (fitting or energies)[0]
        span = Span(block=index, start=at.start(), end=at.end())
        product = _kilowatt_hours(energy) * per[0]
        source = source_words(tale.write_up, span, block.place_of(at.start()))
        sentence = (
            f"{energy[0]} times {number_words(per[0])} g/kWh is "
            f"{number_words(float(f'{product:.4g}'))} g{', and' if fitting else ';'} {source} "
            f"says {at[0]}."
        )
        yield _checked(block, span, bool(fitting), sentence, "carbon", at.start())


def _is_inside(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(other.start() <= match.start() < other.end() for other in others)


def _is_of_training(text: str, match: re.Match[str]) -> bool:
    """Whether emissions are those that were computed, and no car's or what would be."""
    sentence = next(
        (at[0] for at in _SENTENCE.finditer(text) if at.start() <= match.start() < at.end()), ""
    )
    other = (
        r"\b(?:car|flight|km|kilomet\w+|mile\w*|would|thousand|million|tree\w*|person|year|if)\b"
    )
    return re.search(other, sentence, re.IGNORECASE) is None


def _number(text: str) -> tuple[float, float]:
    """A number and half of what one more in its last digit is worth."""
    plain = text.replace(",", ".")
    return float(plain), 0.5 * 10.0 ** -len(plain.partition(".")[2])


def _grams(match: re.Match[str]) -> tuple[float, float]:
    value, slack = _number(match[1])
    factor = 1000.0 if match[2].lower().startswith("k") else 1.0
    return value * factor, slack * factor


def _kilowatt_hours(match: re.Match[str]) -> float:
    return _number(match[1])[0] * (1.0 if match[2].lower().startswith("k") else 0.001)


def _fits(told: tuple[float, float], per: tuple[float, float], energy: re.Match[str]) -> bool:
    value, slack = _number(energy[1])
    scale = 1.0 if energy[2].lower().startswith("k") else 0.001
    low = (value - 2 * slack) * scale * (per[0] - 2 * per[1]) * 0.97
    high = (value + 2 * slack) * scale * (per[0] + 2 * per[1]) * 1.03
    return told[0] + 2 * told[1] >= low and told[0] - 2 * told[1] <= high


def _checked(
    block: Block, span: Span, fits: bool, sentence: str, subject: str, first: int
) -> Checked:
    place = block.place_of(span.start)
    return Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject=subject,
        sentence=capitalised(sentence),
        words=" ".join(block.text[first : span.end].split()),
        place=place,
        last_line=block.place_of(span.end - 1).line,
        span=span,
    )
