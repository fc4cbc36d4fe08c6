"""What is said of all runs of a study, held against every cell of its table.

`Every one of the fifteen runs is above 95 %`, `there are fifteen attempts, and none got to 90.5 %`:
the table is the one that holds so many runs.
"""

import re
from collections.abc import Iterator

from grader.consistency.itself.meaning.near import splits_in
from grader.consistency.itself.meaning.views import View
from grader.consistency.itself.meaning.words import is_report
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import NUMBER_WORD, NUMBER_WORDS
from grader.consistency.itself.reckoning.lineups import Entry
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.notation.headings import Computed

_COUNT = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{NUMBER_WORD})\s(?:single\s|individual\s|different\s)?"
    r"(?:runs?|trainings?|attempts?|values?|numbers?|results?|cells?|experiments?|tries|trials"
    r"|accuracies|entries|networks|models)\b",
    re.I,
)
_ALL = re.compile(
    r"\b(?:(?P<none>none|no (?:single )?\w+|not (?:a single|one|any)(?: \w+)?|neither)"
    r"|every|all|each)\b",
    re.I,
)
_NOT_QUITE = re.compile(
    r"\b(?:almost|nearly|not|but|except|apart|besides|most|hardly|on average|mean|means|average\w*"
    r"|epochs?)\b|n['’]t\b",
    re.I,
)
_BOUND = re.compile(
    r"\b(?:(?P<above>above|over|beyond|past|more than|higher than|better than|at least|exceeds?"
    r"|exceeded|surpass(?:es|ed)?|cross(?:es|ed)?|(?:made|makes|make) it (?:to|past|above|over)"
    r"|(?:got|gets?|came|comes?|went|goes) (?:up )?to|reach(?:es|ed)?)"
    r"|(?P<below>below|under|less than|lower than|worse than|at most|beneath))\s(?:the\s|even\s)?"
    r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:\\?%|percent\b|per cent\b)(?![- ]points?)",
    re.I,
)
_FEWEST = 4
"""Runs of a table that are told of together."""


def grids_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of a bound that a sentence says of every run of a table."""
    text = sentence.text
    bounds, who = list(_BOUND.finditer(text)), _ALL.search(text)
    counts = {_number(match["count"]) for match in _COUNT.finditer(text)}
    if len(bounds) != 1 or who is None or len(counts) != 1 or not is_report(text):
        return
    (bound,), (count,) = bounds, counts
    said = text[: who.start()] + text[who.end() :]
    if who.end() > bound.start() or count < _FEWEST or _NOT_QUITE.search(said):
        return
    splits, value = splits_in(text), float(bound["number"].replace(",", "."))
    wants_above = (bound["above"] is not None) is not (who["none"] is not None)
    broken = []
    for view in world.views:
        cells = _runs_of(view, splits)
        if len(cells) != count:
            continue
        outside = [each for each in cells if _is_outside(each, value, wants_above=wants_above)]
        if not outside:
            return
        broken.append((view, (min if wants_above else max)(outside, key=lambda e: e.value)))
    if broken:
        view, worst = broken[0]
        yield Verdict(
            holds=False, start=who.start(), end=bound.end(), subject="bound",
            found=f"{view.name} has {worst.shown} for a run of {worst.label}", other=worst.place,
        )  # fmt: skip


def _number(words: str) -> int:
    return int(NUMBER_WORDS.get(words.lower()) or (int(words) if words.isdigit() else 0))


def _runs_of(view: View, splits: set[str]) -> list[Entry]:
    """Every value of every run that a table tells; none of one that is not of runs."""
    # A column called `run 1` says by its mean, or by its caption, what it holds, if anything does.
    named = {each.measure for each in view.lineups if each.kind is not Computed.DEVIATION}
    are_scores = named <= {"accuracy", ""}
    return [
        entry
        for lineup in view.lineups
        if lineup.run and lineup.kind is None and lineup.measure in ("accuracy", "")
        and (not splits or lineup.split in ("", *splits))
        for entry in lineup.entries
        if are_scores and 1 < entry.value <= 100
    ]  # fmt: skip


def _is_outside(entry: Entry, value: float, *, wants_above: bool) -> bool:
    """Whether a value surely breaks the bound; what equals it does not."""
    return (value - entry.value if wants_above else entry.value - value) > entry.step / 2
