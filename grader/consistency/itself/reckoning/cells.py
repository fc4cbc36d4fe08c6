"""Cells: a value said of another row than its own, and the epoch of what is best."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import (
    LESS_IS_BETTER,
    MEASURES,
    NEGATED,
    OTHERS,
    SPLITS,
    SUPERLATIVE,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import Entry, Lineup, split_in
from grader.consistency.itself.reckoning.naming import named_in
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.itself.slips_of_digits import Slip, slip

_LINK = re.compile(
    r"\b(?:attain\w*|reach\w*|achiev\w*|obtain\w*|got|gets?|belongs? to|goes to|comes? from"
    r"|came from"
    r"|is (?:that|the one) of|due to|scored|score of|is from|was from|held by|stems from"
    r"|(?:accurac\w+|genauigkeit)\b.{0,20}\b(?:is|was|amounts|equals|ist|war)|erreicht\w*"
    r"|obtenid\w+|alcanz\w+)\b", re.I
)  # fmt: skip
_COMPARES = re.compile(
    r"\b(?:than|versus|vs|against|compared|points?|pp|instead|except|from .{1,30} to|after"
    r"|before|until"
    r"|without|other|others|average|mean|relative|error)\b|[<>~≈±]", re.I
)  # fmt: skip
_EPOCH = re.compile(
    r"\b(?:(?:epoch|epoche|época)\b[^.;,\d]{0,60}?\b(?:is|was|ist|war|es)|epoch|epoche|época"
    r"|époque|ep\.?)\s(?:number\s|no\.\s|nr\.\s)?(?P<number>\d{1,4})\b(?!\s?%|[.,]\d)",
    re.I,
)
_EPOCH_COLUMN = re.compile(
    r"(?:best\s|chosen\s|at\s|picked\s|selected\s)?(?:epochs?|epoche|época|ep\.?)(?:\s(?:of"
    r"|picked|chosen|no)\b.*)?",
    re.I,
)
_BEHIND = re.compile(r"\s(?:\w+\s)?(?:in|on|for|auf|bei|en)\s(?:the\s|den\s)?\w+", re.I)
_BEST = re.compile(
    r"\b(?:best|highest|lowest|peak\w*|maxim\w+|minim\w+|optimum|converge\w*|top)\b", re.I
)
_APART = re.compile(
    r"\b(?:second|again|later|first|until|from|between|another|if|with the (?:learning|other"
    r"|smaller|larger)"
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


def said_of_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """Values of the one row that is named: of another part of the data, or with digits swapped."""
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text) or _COMPARES.search(text.replace("error", "")):
        return
    scores = [
        e
        for e in lineups
        if e.measure == "accuracy"
        and e.block >= 0
        and not e.is_turned
        and e.kind is None
        and e.split
        and e.question == sentence.spoken.question
    ]
    named = {n.entry.label for e in scores for n in named_in(text, e)}
    if len(named) != 1 or len({e.block for e in scores}) != 1:
        return
    who = named.pop()
    for span in (n for e in scores for n in named_in(text, e)):
        if not span.entry.number:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    own = {e.split: x for e in scores for x in e.entries if x.label == who}
    if len(own) < 2 and not any(MEASURES["error"].search(text) for _ in own):
        own = own if len(scores) == 1 else {}
    told = [t for t in told_in(text) if t.unit == "%" and t.decimals and not t.is_word]
    pairs = [(t, split) for t in told if (split := _split_beside(text, t, told)) in own]
    if not pairs or len(pairs) != len(told):
        return
    is_error = MEASURES["error"].search(text) is not None
    for each, split in pairs:
        mine = 100 - own[split].value if is_error else own[split].value
        if abs(mine - each.value) <= max(each.step, own[split].step) + 1e-9:
            continue
        others = [x for name, x in own.items() if name != split]
        is_other = not is_error and any(abs(x.value - each.value) < 1e-9 for x in others)
        is_slip = slip(each.value, mine, each.decimals) is Slip.SWAPPED
        if is_other or is_slip:
            found = f"the table has {own[split].shown} for {split} ({who})"
            yield Verdict(holds=False, start=each.start, end=each.end, found=found,
                          subject=f"{split} accuracy", other=own[split].place)  # fmt: skip
            return


def _split_beside(text: str, told: Told, every: Sequence[Told]) -> str:
    """The part of the data that is named between a number and its neighbours."""
    before = max((t.end for t in every if t.end <= told.start), default=0)
    after = min((t.start for t in every if t.start >= told.end), default=len(text))
    behind = _BEHIND.match(text[told.end : min(after, told.end + 30)])
    if behind and (split := split_in(behind[0])):
        return split
    near = text[max(before, told.start - 60) : told.start]
    found = [(m.start(), name) for name, words in SPLITS.items() for m in words.finditer(near)]
    return max(found)[1] if found else ""
