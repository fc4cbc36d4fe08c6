"""Cells: a value said of another row than its own, and the epoch of what is best."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import (
    LESS_IS_BETTER,
    MEASURES,
    NEGATED,
    OTHERS,
    SUPERLATIVE,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import Entry, Lineup, split_in
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_LINK = re.compile(
    r"\b(?:attain\w*|reach\w*|achiev\w*|obtain\w*|got|gets?|belongs? to|goes to|comes? from|came from"
    r"|is (?:that|the one) of|due to|scored|score of|is from|was from|held by|stems from|(?:accurac\w+|genauigkeit)\b.{0,20}\b(?:is|was|amounts|equals|ist|war)|erreicht\w*"
    r"|obtenid\w+|alcanz\w+)\b", re.I
)  # fmt: skip
_COMPARES = re.compile(
    r"\b(?:than|versus|vs|against|compared|points?|pp|instead|except|from .{1,30} to|after|before|until"
    r"|without|other|others|average|mean|relative|error)\b|[<>~≈±]", re.I
)  # fmt: skip
_EPOCH = re.compile(
    r"\b(?:(?:epoch|epoche|época)\b[^.;,\d]{0,60}?\b(?:is|was|ist|war|es)|epoch|epoche|época|époque|ep\.?)\s(?:number\s|no\.\s|nr\.\s)?(?P<number>\d{1,4})\b(?!\s?%|[.,]\d)",
    re.I,
)
_EPOCH_COLUMN = re.compile(
    r"(?:best\s|chosen\s|at\s|picked\s|selected\s)?(?:epochs?|epoche|época|ep\.?)(?:\s(?:of|picked|chosen|no)\b.*)?",
    re.I,
)
_BEST = re.compile(
    r"\b(?:best|highest|lowest|peak\w*|maxim\w+|minim\w+|optimum|converge\w*|top)\b", re.I
)
_APART = re.compile(
    r"\b(?:second|again|later|first|until|from|between|another|if|with the (?:learning|other|smaller|larger)"
    r"|scheduler|sigmoid|adam|instead|already|about|around|roughly|seeds?)\b|[~≈]", re.I
)  # fmt: skip


def misplaced_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`85.30 % is attained by C`, which the table has for B and for nobody else."""
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text):
        return
    for clause in sentence.clauses:
        link = _LINK.search(clause.text)
        if (
            link is None
            or _COMPARES.search(clause.text)
            or NEGATED.search(clause.text[: link.start()])
        ):
            continue
        told = [t for t in told_in(clause.text) if t.decimals and t.value >= 10 and not t.is_word
                and t.unit in ("%", "")]  # fmt: skip
        if len(told) != 1:
            continue
        if verdict := _misplaced(sentence, clause.text, clause.start, told[0], lineups):
            yield verdict


def _misplaced(
    sentence: Sentence, text: str, start: int, told: Told, lineups: Sequence[Lineup]
) -> Verdict | None:
    scores = [e for e in lineups if e.measure == "accuracy" and e.block >= 0 and not e.is_turned]
    owners = {
        entry.label: (lineup, entry)
        for lineup in scores
        for entry in lineup.entries
        if abs(entry.value - told.value) <= 0.51 * max(told.step, entry.step)
    }
    if len(owners) != 1:
        return None
    label, (lineup, entry) = next(iter(owners.items()))
    if lineup.axis == "epoch" and entry.number is not None and not split_in(text):
        return None
    spans = named_in(text, lineup)
    named = {each.entry.label for each in spans}
    for each in spans:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    others = {each.entry.label for each in named_in(sentence.text, lineup)}
    split = split_in(text)
    if len(named) != 1 or label in others or (split and lineup.split not in ("", split)):
        return None
    who = named.pop()
    own = [e for e in lineup.entries if e.label == who]
    found = f"{lineup.name} has {entry.shown} for {label}, and {own[0].shown} for {who}"
    return Verdict(holds=False, start=start + told.start, end=start + told.end, found=found,
                   subject=lineup.heading or "accuracy", other=entry.place)  # fmt: skip


def epochs_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """The epoch of the best, of the one named or of all, where a column tells it."""
    text = sentence.text
    match = _EPOCH.search(text)
    if match is None or OTHERS.search(text) or UNSURE.search(text) or _APART.search(text):
        return
    if not _BEST.search(text) or len(_EPOCH.findall(text)) != 1:
        return
    number = float(match["number"])
    question = sentence.spoken.question
    columns = [e for e in lineups if _EPOCH_COLUMN.fullmatch(e.heading) and e.block >= 0
               and not e.is_turned and e.axis != "epoch" and e.question == question]  # fmt: skip
    if len({e.block for e in columns}) != 1 or len({e.heading for e in columns}) != 1:
        return
    column = max(columns, key=lambda lineup: len(lineup.entries))
    labels = {n.start for n in named_in(text, column)}
    rest = [t for t in told_in(text) if t.start not in labels and not t.is_word
            and not match.start("number") <= t.start < match.end("number")]  # fmt: skip
    named = {n.entry.label for n in named_in(text, column)}
    if rest or len(named) > 1:
        return
    if named:
        meant = [e for e in column.entries if e.label in named]
    else:
        meant = _best_rows(text, column, lineups)
    if not meant or len({e.value for e in meant}) != 1:
        return
    holds = meant[0].value == number
    found = f"{column.name} has, under {column.heading}, {meant[0].shown} for {meant[0].label}"
    yield Verdict(holds=holds, start=match.start(), end=match.end(), found=found,
                  subject="epoch of the best", other=meant[0].place)  # fmt: skip


def _best_rows(text: str, column: Lineup, lineups: Sequence[Lineup]) -> list[Entry]:
    """The epochs of the rows that are first by what the words name."""
    sup = SUPERLATIVE.search(text)
    if sup is None:
        return []
    near = text[sup.end() : sup.end() + 40]
    measure = next((name for name, words in MEASURES.items() if words.search(near)), "")
    split = split_in(near)
    fitting = [
        e for e in lineups
        if e.block == column.block and not e.is_turned and e.measure == measure
        and e.split == split and len(e.entries) == len(column.entries)
    ]  # fmt: skip
    if len(fitting) != 1 or not measure or not split:
        return []
    most = measure not in LESS_IS_BETTER
    first = fitting[0].extreme(most=most)
    return [e for e in column.entries if e.row == first.row]
