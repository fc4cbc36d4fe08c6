"""Courses: `the larger X, the better`, `Y grows until the end`, `it rises more at first`."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from grader.consistency.itself.reckoning.lexicon import (
    LESS_IS_BETTER,
    MEASURES,
    NEGATED,
    OTHERS,
    UNSURE,
)
from grader.consistency.itself.reckoning.lineups import Lineup, split_in
from grader.consistency.itself.reckoning.moments import is_over_epochs
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict, agreed
from grader.notation.headings import Computed


def courses_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every course of values that a sentence tells."""
    if OTHERS.search(sentence.text) or UNSURE.search(sentence.text):
        return
    yield from _trends(sentence, lineups)
    yield from _changes(sentence, lineups)
    yield from _steady(sentence, lineups)


_MORE = (
    r"(?:larger|bigger|higher|greater|longer|more|wider|deeper|stronger|größer|höher|länger|mehr"
    r"|stärker|tiefer|breiter|mayor|más larg\w|más grande|plus)"
)
_LESS = (
    r"(?:smaller|lower|shorter|fewer|less|weaker|narrower|kleiner|niedriger|kürzer|weniger|menor)"
)
_BETTER = r"(?:better|best|higher|more accurate|besser|höher|mejor|mayor)"
_WORSE = r"(?:worse|lower|poorer|weaker|schlechter|niedriger|peor|menor)"
_THE_THE = re.compile(
    rf"\b(?:the|je|cuanto|plus)\s(?:(?P<more>{_MORE})"
    rf"|(?P<less>{_LESS}))\b(?P<what>[^.;]{{0,60}}?),?\s"
    rf"(?:the|desto|umso|tanto|plus)\s(?:(?P<better>{_BETTER})|(?P<worse>{_WORSE}))\b"
    r"(?P<of>[^.;,]{0,50})",
    re.I,
)
_AXIS_WORDS = {
    "learning_rate": r"learning[- ]rate|\brate|\bstep|\blr\b|lernrate",
    "batch_size": r"batch|\bbs\b|at (?:a time|once)",
    "weight_decay": r"decay|regulari",
    "length": r"length|palindrom|sequence|string|longitud|länge",
    "units": r"hidden|units|neurons|layer|width|wide|network|net\b",
    "epoch": r"epoch|train|learn|time\b|trainier|época",
}
_AXIS = {name: re.compile(words, re.I) for name, words in _AXIS_WORDS.items()}
_ALONE = {"longer": "epoch", "wider": "units", "länger": "epoch"}
_RANGE = re.compile(
    r"\b(?:from|between|de|desde|von|zwischen)\s(?:the\s|la\s"
    r"|el\s)?(?:[^\W\d_]+\s)?(\d{1,4}(?:\.\d+)?)\s"
    r"(?:to|and|until|till|up to|a|al|hasta|y|bis|und|auf)\s(?:the\s|la\s|el\s)?(?:[^\W\d_]+\s)?"
    r"(\d{1,4}(?:\.\d+)?)(?![\d.,]*\s?%)",
    re.I,
)
_MORE_THAN = re.compile(
    r"\b(?:(?P<more>more|larger|bigger|greater|higher|faster|steeper|más|mayor|mehr|größer|stärker)"
    r"|(?P<less>less|smaller|slower|lower|menos|menor|weniger|kleiner))\b[^.;]{0,24}?\b(?:than"
    r"|que|als)\b",
    re.I,
)
_STEADY = re.compile(
    r"\b(?:(?P<up>ris(?:es?|ing)|rose|grow(?:s|ing)?|grew|increas\w+|climb\w*|improv\w+|goes up"
    r"|steigt|sube)"
    r"|(?P<down>fall(?:s|ing)?|fell|drop\w*|decreas\w+|declin\w+|shrinks?|sinks?|goes down|sinkt"
    r"|baja))\b"
    r"[^.;,]{0,24}?\b(?:until the (?:very )?(?:end|last epoch)|up to the (?:very )?(?:end"
    r"|last epoch)|monoton\w+"
    r"|steadily|throughout|in every (?:single )?epoch|in each epoch|all the time|with every epoch"
    r"|over the whole training|during the whole training|bis zum (?:schluss|ende)"
    r"|hasta el final)\b",
    re.I,
)
SMALL = 0.3
"""Points by which a curve may dip and still be said to rise."""
BREACH = 2.0
"""Points by which an end must lie on the wrong side of the other."""


def _trends(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    for match in _THE_THE.finditer(sentence.text):
        before = sentence.text[max(0, match.start() - 24) : match.start()]
        if re.search(r"\b(?:not|no|never)\b|n['’]t\b", before, re.I):
            continue
        cause = (match["more"] or match["less"]).lower()
        axis = next((name for name, words in _AXIS.items() if words.search(match["what"])), "")
        axis = axis or _ALONE.get(cause, "")
        measure = next((n for n, words in MEASURES.items() if words.search(match["of"])), "")
        measure = measure or "accuracy"
        split = split_in(match["of"])
        if measure not in ("accuracy", "loss", "error") or not axis:
            continue
        wants_up = bool(match["more"]) is bool(match["better"])
        is_judged = re.match(r"better|best|worse|besser|schlechter|mejor|peor",
                             (match["better"] or match["worse"]).lower())  # fmt: skip
        if is_judged and measure in LESS_IS_BETTER:
            wants_up = not wants_up
        found = [
            verdict
            for lineup in lineups
            if lineup.axis == axis and lineup.measure == measure
            and lineup.kind in (None, Computed.MEAN)
            and (not split or lineup.split in ("", split))
            and (split or lineup.split != "train")
            and (lineup.question == sentence.spoken.question or lineup.block < 0)
            and (verdict := _along(lineup, match, wants_up=wants_up))
        ]  # fmt: skip
        if verdict := agreed(found):
            yield verdict


def _along(lineup: Lineup, match: re.Match[str], *, wants_up: bool) -> Verdict | None:
    """Whether values go one way along their axis; None if they neither do nor certainly do not."""
    entries = sorted(
        (e for e in lineup.entries if e.number is not None), key=lambda e: e.number or 0.0
    )
    if len(entries) < 3:
        return None
    sign = 1 if wants_up else -1
    steps = [sign * (b.value - a.value) for a, b in combinations(entries, 2)]
    against = [(a, b) for a, b in combinations(entries, 2) if sign * (b.value - a.value) < 0]
    limit = BREACH if lineup.measure != "loss" else 0.1 * max(abs(e.value) for e in entries)
    worst = max(against, key=lambda pair: abs(pair[1].value - pair[0].value), default=None)
    if worst is None:
        holds, (a, b) = True, (entries[0], entries[-1])
    elif abs(worst[1].value - worst[0].value) >= limit and sum(s < 0 for s in steps) * 3 > len(
        steps
    ):
        holds, (a, b) = False, worst
    else:
        return None
    found = f"{lineup.name} has {a.shown} for {a.label}, and {b.shown} for {b.label}"
    return Verdict(holds=holds, start=match.start(), end=match.end(), found=found,
                   subject="trend", other=b.place)  # fmt: skip


def _changes(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`From epoch 5 to 10 it rises more than from 1 to 5`."""
    text = sentence.text
    ranges, than = list(_RANGE.finditer(text)), _MORE_THAN.search(text)
    if len(ranges) != 2 or than is None or not ranges[0].start() < than.end() <= ranges[1].start():
        return
    if than.start() < ranges[0].end() and than.start() > ranges[0].start():
        return
    ends = [(float(each[1]), float(each[2])) for each in ranges]
    measure = next((name for name, words in MEASURES.items() if words.search(text)), "")
    if measure not in ("accuracy", "loss"):
        return
    split, found = split_in(text), []
    for lineup in lineups:
        by = {entry.number: entry for entry in lineup.entries if entry.number is not None}
        if lineup.measure != measure or (split and lineup.split not in ("", split)):
            continue
        if not all(end in by for pair in ends for end in pair):
            continue
        first, second = (abs(by[b].value - by[a].value) for a, b in ends)
        step = max(by[a].step for pair in ends for a in pair)
        if abs(first - second) <= step:
            continue
        holds = (first > second) is bool(than["more"])
        words = f"{lineup.name} has a change of {first:.4g} and then one of {second:.4g}"
        found.append(
            Verdict(
                holds=holds,
                start=ranges[0].start(),
                end=ranges[1].end(),
                found=words,
                subject="changes",
                other=by[ends[0][0]].place,
            )
        )
    if verdict := agreed(found):
        yield verdict


def _steady(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`The test accuracy grows until the very end`."""
    for match in _STEADY.finditer(sentence.text):
        clause = sentence.clause_at(match.start())
        before = sentence.text[clause.start : match.start()]
        measure = next((name for name, words in MEASURES.items() if words.search(before)), "")
        split = split_in(before)
        if measure not in ("accuracy", "loss") or not split or NEGATED.search(before):
            continue
        is_up = match["up"] is not None
        found = []
        for lineup in lineups:
            is_meant = lineup.measure == measure and lineup.split == split
            if not is_meant or not is_over_epochs(lineup) or len(lineup.entries) < 3:
                continue
            if lineup.question != sentence.spoken.question:
                continue
            ordered = sorted(lineup.entries, key=lambda entry: entry.number or 0.0)
            slack = SMALL if measure == "accuracy" else 0.02 * max(e.value for e in ordered)
            sign = 1 if is_up else -1
            broken = [(a, b) for a, b in pairwise(ordered) if sign * (b.value - a.value) < -slack]
            a, b = broken[0] if broken else (ordered[0], ordered[-1])
            words = f"{lineup.name} has {a.shown} for {a.label}, and {b.shown} for {b.label}"
            found.append(
                Verdict(
                    holds=not broken,
                    start=match.start(),
                    end=match.end(),
                    found=words,
                    subject=f"{split} {measure}",
                    other=b.place,
                )
            )
        if verdict := agreed(found):
            yield verdict
