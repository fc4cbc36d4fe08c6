"""Superlatives: one of a line-up is said to be before or behind all others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.itself.reckoning.foremost import (
    SINGLE,
    is_meant,
    measure_of,
    own_part,
    run_in,
    wants_most,
)
from grader.consistency.itself.reckoning.lexicon import (
    NEGATED,
    OTHERS,
    SUPERLATIVE,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import Entry, Lineup
from grader.consistency.itself.reckoning.naming import (
    Named,
    is_meant_by,
    named_in,
    of_heading,
)
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict, agreed

_RANKED = re.compile(
    r"\b(?:second|third|next|one of the|among the|as|at|[23](?:nd|rd)|zweit\w*|segund\w|y el)"
    r"[\s-](?:the )?$", re.I
)  # fmt: skip
_MOST_OF = re.compile(
    r"(?:\s(?:likely|important|probabl\w+|stable|common\w*|interesting|obvious\w*|suitable|typical"
    r"|simple|plausible|people|images|errors?\b(?! rate)|useful|effective|sensitive|robust"
    r"|expensive|costly|efficient|part|likely|students|to\b|known|guess|remedy|idea|practice|way"
    r"|choice for|fit|possible|time(?!s?\b))|[- ]?(?:known|case|effort)"
    r"|\s(?:\w+\s){0,2}for\s\w+ing\b)", re.I
)  # fmt: skip
_GROUP = re.compile(
    r"\b(?:among|(?<!those )(?<!that )(?<!one )of (?:these|those|the (?:two|three|four|deep"
    r"|shallow|other|last|first|small|large"
    r"|big|dense|remaining))|except|apart from|besides|other than|after|but|until|so far|excluding"
    r"|for (?:each|every|both)|in (?:each|every|both)|per|within|than|at (?:first|the start)"
    r"|single step|early|beginning)\b", re.I
)  # fmt: skip
_PICK = re.compile(
    r"\b(?:pick|choose|select|take|prefer|end up with)\s(?!(?:the|a|this|that|it)\b)", re.I
)
_LOOKS = re.compile(r"\b(?:only|just|alone)\b[^.]{0,30}\b(?:run|seed|trial|fold)\s\d", re.I)
_VERB_FIRST = re.compile(
    r"\W*(?:and |but |also |then |it )*(?:has|have|had|is|was|are|were|needs?|gets?|got|gives?|gave"
    r"|reach(?:es|ed)?|shows?|takes?|took|attains?|performs?|comes?|ends?|remains?|stays?|does)\b",
    re.I,
)
_SOME = re.compile(
    r"\b(?:among|amongst|except|apart from|besides|other than|excluding|if we leave out"
    r"|unter den|entre)\b",
    re.I,
)
"""Words that leave only some of all, wherever in a sentence they stand."""
_OWN = re.compile(r"\b(?:its|their|his|ihre?n?|su)\s(?:own\s)?$", re.I)
"""`gets its best accuracy in epoch 114` is of one alone."""
_EVERY_RUN = re.compile(
    r"\b(?:in|for|of) (?:every|each|all)(?: of)?(?: the)?(?: single| three| five"
    r"| individual)? (?:runs?|seeds?|trials?)\b",
    re.I,
)
_EQUAL = re.compile(r"\s*(?:=|equals)\s*(?:the )?(?:last|final|end)", re.I)
"""`best = last holds for 500 only` calls nothing the best."""
_OF_BOTH = re.compile(r"\b(?:combination|kombination|combinación|combinaison)\b", re.I)
_VALUE = re.compile(r"(?<![\w.,])(\d{1,3}[.,]\d{1,4})(?![\d])")


def superlatives_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every superlative of a sentence that says whose it is."""
    text = sentence.text
    if OTHERS.search(text):
        return
    yield from _picked(sentence, lineups)
    if UNSURE.search(text) or _SOME.search(text):
        return
    for match in SUPERLATIVE.finditer(text):
        clause = own_part(sentence.clause_at(match.start()), match)
        before = text[clause.start : match.start()]
        if _RANKED.search(before) or NEGATED.search(before) or _MOST_OF.match(text, match.end()):
            continue
        if _EQUAL.match(text, match.end()):
            continue
        if match[0].lower() in ("most", "least", "meiste") and text[match.end() :].startswith(
            " of "
        ):
            continue
        if (every := _in_every_run(clause, match, lineups)) is not None:
            yield every
            continue
        if _GROUP.search(clause.text) or _OWN.search(before):
            continue
        if verdict := _held(sentence, clause, match, lineups):
            yield verdict


def _in_every_run(
    clause: Clause, match: re.Match[str], lineups: Sequence[Lineup]
) -> Verdict | None:
    """`1e-6 is the best in every run`: one run where it is not is enough."""
    if not _EVERY_RUN.search(clause.text) or not (match["good"] or match["bad"]):
        return None
    found = []
    for lineup in lineups:
        inside = _without(clause, match, lineup)
        if not lineup.run or lineup.measure != "accuracy" or len(inside) != 1:
            continue
        most = match["good"] is not None
        verdict = _compared(lineup, inside[0].entry, most, match, match.end(), clause)
        found += [verdict] if verdict else []
    return next((each for each in found if not each.holds), found[0] if found else None)


def _held(
    sentence: Sentence, clause: Clause, match: re.Match[str], lineups: Sequence[Lineup]
) -> Verdict | None:
    measure, end = measure_of(sentence.text, clause, match)
    if not measure and clause.start:
        # `The scatter is greatest for A and smallest for B`.
        whole = sentence.clause_at(match.start())
        measure, end = measure_of(sentence.text, whole, match)
    if not measure:
        return None
    most = wants_most(match, measure)
    phrase = sentence.text[match.start() : end]
    if _OF_BOTH.search(sentence.text):
        return _in_both(clause, match, end, lineups, most=most)
    lineups = [e for e in of_heading(clause.text, lineups) if is_meant_by(clause.text, e)]
    found = []
    for lineup in lineups:
        if lineup.measure != measure or not is_meant(sentence.text, clause, phrase, lineup):
            continue
        # A row that is called `lowest validation loss` is named by these words, and not judged.
        if any(named.start < match.end() and match.start() < named.end
               for named in named_in(sentence.text, lineup)):  # fmt: skip
            return None
        if lineup.run and SINGLE.search(sentence.text):
            lineup = _of_all_runs(lineup, lineups, most=most)
        entry = _entry(sentence, clause, match, lineup)
        if entry is not None and (verdict := _compared(lineup, entry, most, match, end, clause)):
            found.append(verdict)
    return agreed(found)


def _in_both(
    clause: Clause, match: re.Match[str], end: int, lineups: Sequence[Lineup], *, most: bool
) -> Verdict | None:
    """`The best combination is the shallow network with SGD`: of all cells of the table."""
    tables: dict[int, list[Lineup]] = {}
    for lineup in lineups:
        if lineup.block >= 0 and lineup.measure == "accuracy" and lineup.kind is None:
            tables.setdefault(lineup.block, []).append(lineup)
    for inside in tables.values():
        across = [e for e in inside if e.is_turned]
        rows = {
            n.entry.label for e in inside if not e.is_turned for n in _without(clause, match, e)
        }
        columns = {n.entry.label for e in across for n in _without(clause, match, e)}
        if len(rows) != 1 or len(columns) != 1:
            continue
        row, column = rows.pop(), columns.pop()
        line = next((e for e in across if e.heading == row), None)
        own = [e for e in line.entries if e.label == column] if line else []
        if not own or line is None:
            continue
        cells = [(e.value, e, each) for each in across for e in each.entries]
        value, first, where = (max if most else min)(cells, key=lambda cell: cell[0])
        found = f"{line.name} has {own[0].shown} for {row} and {column}, and {first.shown} for "
        found += f"{where.heading} and {first.label}"
        return Verdict(holds=own[0].value == value, start=match.start(), end=end, found=found,
                       subject="best of all", other=first.place)  # fmt: skip
    return None


def _of_all_runs(lineup: Lineup, lineups: Sequence[Lineup], *, most: bool) -> Lineup:
    """Each entry with the best, or worst, of all its runs."""
    runs = [each for each in lineups if each.run and each.block == lineup.block
            and each.is_turned == lineup.is_turned]  # fmt: skip
    best: dict[int, Entry] = {}
    for entry in (entry for each in runs for entry in each.entries):
        old = best.get(entry.row)
        if old is None or (entry.value > old.value if most else entry.value < old.value):
            best[entry.row] = entry
    return replace(lineup, entries=tuple(best.values()), heading="")


def _entry(
    sentence: Sentence, clause: Clause, match: re.Match[str], lineup: Lineup
) -> Entry | None:
    """The one said to be it: the only one that the clause names, or who the sentence is of."""
    inside = _without(clause, match, lineup)
    if len(inside) == 1:
        return inside[0].entry
    if len(inside) > 1:
        return None
    if not _VERB_FIRST.match(clause.text) or clause.start == 0:
        return None
    first = sentence.clauses[0]
    begins = [named for named in named_in(first.text, lineup) if named.start <= 16]
    return begins[0].entry if begins else None


def _without(clause: Clause, match: re.Match[str], lineup: Lineup) -> list[Named]:
    return [
        named
        for named in named_in(clause.text, lineup)
        if not named.start <= match.start() - clause.start < named.end
    ]


def _compared(
    lineup: Lineup, entry: Entry, most: bool, match: re.Match[str], end: int, clause: Clause
) -> Verdict | None:
    if len(lineup.entries) < 2 or (len(lineup.entries) == 2 and lineup.measure == ""):
        return None
    first = lineup.extreme(most=most)
    own = [each for each in lineup.entries if each.row == entry.row]
    if not own:
        return None
    told = [float(number.replace(",", ".")) for number in _VALUE.findall(clause.text)]
    told = [number for number in told if number != own[0].number]
    if told and not any(abs(number - each.value) <= each.step
                        for number in told for each in (own[0], first)):  # fmt: skip
        return None
    holds = own[0].value == first.value
    head = f", under {lineup.heading}," if lineup.heading else ""
    found = f"{lineup.name} has{head} {own[0].shown} for {own[0].label}"
    if not holds:
        found += f", and {first.shown} for {first.label}"
    return Verdict(holds=holds, start=match.start(), end=end, found=found,
                   subject=lineup.heading or lineup.measure, other=first.place,
                   other_words=f"{first.label}: {first.shown}")  # fmt: skip


def _picked(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`If you only looked at run 1, you'd pick 1e-4`: the best of that run."""
    match = _PICK.search(sentence.text)
    run = run_in(sentence.text)
    if match is None or not run or not _LOOKS.search(sentence.text):
        return
    clause = sentence.clause_at(match.start())
    found = []
    for lineup in lineups:
        if lineup.measure not in ("accuracy", "") or lineup.run != run:
            continue
        inside = _without(clause, match, lineup)
        if len(inside) == 1:
            verdict = _compared(lineup, inside[0].entry, True, match, match.end(), clause)
            found += [verdict] if verdict else []
    if verdict := agreed(found):
        yield verdict
