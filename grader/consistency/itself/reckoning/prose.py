"""Line-ups that sentences tell: `10 and 0.1 learn nothing, 0.01 ends at 41.2 %`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from grader.consistency.itself.reckoning.lexicon import CHANCE, NEGATED, OTHERS, UNSURE
from grader.consistency.itself.reckoning.lineups import AXES, Entry, Lineup, words_of
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.records import WriteUp

_RATE = re.compile(r"(?<![\w.,])(?:10|1|0\.0{0,5}[1-9]\d?|1e-?\d|10\^\{-?\d\})(?![\w%]|[.,]\d)")
_SCORE = re.compile(r"(?<![\w.,@])(\d{1,2}[.,]\d{1,2}|100[.,]0)(?![\d.,])")
_PER_CENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:%|percent\b|per cent\b)")
_LABELS = re.compile(r"\bacc\w*\b[^.\n]{0,20}(?:in\s)?%|\bin (?:%|per ?cent)", re.I)
_COMPARES = re.compile(r"\bthan\b|>|<|\binstead\b|\bpoints?\b|\bpp\b|\bfrom\b.+\bto\b", re.I)
CHANCE_OF_TEN = 10.0
"""Per cent that guessing among ten classes gets."""
_RATES = AXES["learning_rate"]


def said_lineups(write_up: WriteUp, sentences: Sequence[Sentence]) -> tuple[Lineup, ...]:
    """What each section tells in words under several learning rates."""
    is_labelled = any(_LABELS.search(block.text[:4000]) for block in write_up.blocks[:12])
    groups: dict[tuple[int | None, str], list[Sentence]] = {}
    for sentence in sentences:
        block = write_up.blocks[sentence.spoken.span.block]
        groups.setdefault((block.section, block.question), []).append(sentence)
    found = []
    for (section, question), inside in groups.items():
        titled = section is not None and 0 <= section < len(write_up.sections)
        title = write_up.sections[section].title if titled and section is not None else ""
        text = " ".join([title, *(sentence.text for sentence in inside)])
        if not _RATES.search(text) and not _tell_rates(inside):
            continue
        entries: dict[float, Entry] = {}
        for sentence in inside:
            for entry in _entries(sentence, is_labelled=is_labelled):
                if entry.number is not None:
                    entries.setdefault(entry.number, entry)
        if len(entries) >= 3:
            found.append(
                Lineup(measure="accuracy", split="", kind=None, heading="", run="",
                       axis="learning_rate", block=-1, question=question, section=section,
                       name="the text", is_turned=False, entries=_numbered(entries.values()))
            )  # fmt: skip
    return tuple(found)


def _tell_rates(inside: Sequence[Sentence]) -> bool:
    """Whether a section of short lines speaks of nothing but such numbers."""
    found = {match[0] for sentence in inside for match in _RATE.finditer(sentence.text)}
    return len(found) >= 4


def _numbered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(replace(entry, row=at) for at, entry in enumerate(entries))


def _entries(sentence: Sentence, *, is_labelled: bool) -> Iterator[Entry]:
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text) or _COMPARES.search(text):
        return
    rates = [(match.start(), match.end(), match[0]) for match in _RATE.finditer(text)]
    scores = [(m.start(), m.end(), m[1]) for m in _PER_CENT.finditer(text)]
    if is_labelled and not scores:
        scores = [(m.start(), m.end(), m[1]) for m in _SCORE.finditer(text)
                  if not _RATE.fullmatch(m[1])]  # fmt: skip
    taken = [(start, end) for start, end, _ in scores]
    rates = [r for r in rates if not any(a < r[1] and r[0] < b for a, b in taken)]
    chances = [
        (m.start(), m.end(), "")
        for m in CHANCE.finditer(text)
        if not NEGATED.search(text[: m.start()])
    ]
    marks = sorted(
        [*((*r, "rate") for r in rates), *((*s, "score") for s in scores),
         *((*c, "chance") for c in chances)]
    )  # fmt: skip
    pending: list[tuple[int, int, str]] = []
    last = ""
    done: dict[str, tuple[str, str]] = {}
    for start, end, words, kind in marks:
        if kind == "rate":
            if last != "rate":
                pending = []
            pending.append((start, end, words))
        else:
            for _, _, rate in pending:
                # `0.01: 50.21 at first, then 40.92`: what it ended with.
                if kind == "score" or rate not in done:
                    done[rate] = (kind, words)
        last = kind
    for rate, (kind, words) in done.items():
        value = CHANCE_OF_TEN if kind == "chance" else float(words.replace(",", "."))
        number = _number(rate)
        if number is not None and 0 <= value <= 100:
            yield Entry(label=rate, words=words_of(rate), number=number, value=value,
                        step=0.1 if kind == "score" else 1.0,
                        shown=f"{words} %" if kind == "score" else "no more than chance",
                        place=sentence.spoken.place, row=0)  # fmt: skip


def _number(words: str) -> float | None:
    power = re.fullmatch(r"10\^\{(-?\d)\}", words)
    try:
        return float(f"1e{power[1]}") if power else float(words)
    except ValueError:
        return None
