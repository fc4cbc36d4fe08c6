"""What is said of a whole column: that it rises with what its rows are called by, or does not."""

import re
from collections.abc import Iterator
from itertools import pairwise

from grader.consistency.itself.meaning.near import cells_of, splits_in, views_near
from grader.consistency.itself.meaning.rows import rows_in
from grader.consistency.itself.meaning.values import Value
from grader.consistency.itself.meaning.views import View
from grader.consistency.itself.meaning.words import LONELY, is_report, telling_words
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import LESS_IS_BETTER, MEASURES, SUPERLATIVE
from grader.consistency.itself.reckoning.lineups import AXES
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_SAME = re.compile(
    r"\b(?:does not|doesn['’]t|do not|don['’]t|did not|didn['’]t|not|n['’]t)\s"
    r"(?:\w+\s){0,2}?(?:depend|change|vary|matter|affected|influenced?|sensitive)\w*\b"
    r"|\b(?:independent of|regardless of|no (?:influence|effect|impact|dependence)|insensitive"
    r"|unaffected|constant for|the same for (?:all|every))\b",
    re.I,
)
_ALONG = re.compile(
    r"\b(?P<always>always\s|steadily\s|constantly\s|continuously\s|monotonically\s|only\s)?"
    r"(?:gets?|becomes?|is|grows?|gets always|becomes always)?\s?(?P<always2>always\s|steadily\s)?"
    r"(?P<way>better|higher|worse|lower|ris(?:es?|ing)|increas(?:es?|ing)|improves?|improving"
    r"|falls?|falling|drops?|decreas(?:es?|ing)|declines?|declining)\b"
    r"[^.;,]{0,40}?\b(?:when|if|as|with|the more|while|for)\b\s?(?P<rest>[^.;]{3,80})",
    re.I,
)
_UP = re.compile(
    r"\b(?:larger|bigger|higher|greater|longer|more|increas\w*|grow\w*|rising|rises|stronger)\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:smaller|lower|shorter|less|fewer|decreas\w*|shrink\w*|falling|weaker)\b", re.I
)
_RISES = ("better", "higher", "ris", "increas", "improv")
_JUDGED = ("better", "worse", "improv")
_ALWAYS = re.compile(r"\b(?:always|steadily|every|each|monoton\w+|all|constantly)\b", re.I)
_GAP = re.compile(r"\b(?:gap|difference|distance|overfit\w*)\b", re.I)
_GREATEST = re.compile(r"\b(?:largest|biggest|greatest|widest|highest|strongest|most)\b", re.I)
_LEAST = re.compile(r"\b(?:smallest|lowest|least|narrowest|weakest)\b", re.I)
FAR = 8.0
"""Points that nobody calls independent."""


def trends_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of what is said of whole columns."""
    text = sentence.text
    if not is_report(text) or LONELY.search(text):
        return
    is_widest = SUPERLATIVE.search(text) is not None and _GAP.search(text) is not None
    if not (is_widest or _SAME.search(text) or _ALONG.search(text)):
        return
    views = [v for v in views_near(world, sentence) if telling_words(text) <= v.context]
    for view in views:
        for verdict in (_unaffected(text, view), _along(text, view), _widest(text, view)):
            if verdict is not None:
                yield verdict


def _unaffected(text: str, view: View) -> Verdict | None:
    """`The accuracy does not depend on the length`, where it falls from 100 to 58 %."""
    match = _SAME.search(text)
    axis = AXES.get(view.axis)
    if match is None or axis is None or not axis.search(text) or view.axis == "epoch":
        return None
    if not MEASURES["accuracy"].search(text) or re.search(
        r"\b(?:up to|until|between|from)\b", text, re.I
    ):
        return None
    cells = cells_of(view, "accuracy")
    splits = splits_in(text)
    for at, column in enumerate(cells.columns):
        if splits and column.split and column.split not in splits:
            continue
        values = [cells.by[at, row] for row in cells.rows if (at, row) in cells.by]
        low, high = min(values, key=_value), max(values, key=_value)
        if high.value - low.value >= FAR:
            found = f"{view.name} has {high.shown} for {high.label} and {low.shown} for {low.label}"
            return Verdict(holds=False, start=match.start(), end=match.end(), found=found,
                           subject="trend", other=low.place)  # fmt: skip
    return None


def _value(value: Value) -> float:
    return value.value


def _along(text: str, view: View) -> Verdict | None:
    """`The accuracy always gets better when the decay gets smaller`."""
    match = _ALONG.search(text)
    axis = AXES.get(view.axis)
    if match is None or axis is None or not axis.search(match["rest"]):
        return None
    is_up, is_down = _UP.search(match["rest"]), _DOWN.search(match["rest"])
    if bool(is_up) is bool(is_down) or re.search(r"\b(?:not|never|until|up to|but)\b|n['’]t", text):
        return None
    before = text[: match.start("way")]
    measure = next((n for n in ("loss", "error", "accuracy") if MEASURES[n].search(before)), "")
    if not measure:
        return None
    way = match["way"].lower()
    rises = way.startswith(_RISES)
    if way.startswith(_JUDGED) and measure in LESS_IS_BETTER:
        rises = not rises
    sign = 1.0 if rises is bool(is_up) else -1.0
    cells = cells_of(view, measure)
    splits = splits_in(text)
    found = []
    for at, column in enumerate(cells.columns):
        if column.split and splits and column.split not in splits:
            continue
        numbered = {e.row: e.number for e in column.entries if e.number is not None}
        rows = sorted((row for row in numbered if (at, row) in cells.by),
                      key=lambda row: numbered[row] or 0.0)  # fmt: skip
        if len(rows) < 3:
            continue
        values = [cells.by[at, row] for row in rows]
        wrong = [(a, b) for a, b in pairwise(values) if sign * (b.value - a.value) < -0.5 * a.step]
        found.append((values, wrong))
    if not found:
        return None
    is_always = bool(_ALWAYS.search(text))
    for values, wrong in found:
        ends = sign * (values[-1].value - values[0].value)
        is_broken = bool(wrong) if is_always else ends < 0 and 2 * len(wrong) >= len(values) - 1
        if not is_broken:
            return None
    a, b = found[0][1][0]
    shown = f"{view.name} has {a.shown} for {a.label} and {b.shown} for {b.label}"
    return Verdict(holds=False, start=match.start(), end=match.end(), found=shown,
                   subject="trend", other=b.place)  # fmt: skip


def _widest(text: str, view: View) -> Verdict | None:
    """`The gap between training and test is the largest for batch size 1`."""
    match = SUPERLATIVE.search(text)
    if match is None or not _GAP.search(text) or view.axis == "epoch":
        return None
    is_most, is_least = _GREATEST.search(match[0]), _LEAST.search(match[0])
    if bool(is_most) is bool(is_least) or re.search(r"\b(?:not|second|n['’]t)\b", text):
        return None
    rows = {at.row for at in rows_in(text, view)}
    cells = cells_of(view, "accuracy")
    trains = [at for at, c in enumerate(cells.columns) if c.split == "train"]
    others = [at for at, c in enumerate(cells.columns) if c.split in ("test", "validation")]
    if len(rows) != 1 or len(trains) != 1 or len(others) != 1:
        return None
    gaps = {
        row: abs(a.value - b.value)
        for row in cells.rows
        if (a := cells.of(trains[0], row)) and (b := cells.of(others[0], row))
    }
    (row,) = rows
    if len(gaps) < 2 or row not in gaps:
        return None
    first = (max if is_most else min)(gaps, key=lambda each: gaps[each])
    if abs(gaps[first] - gaps[row]) < 1e-6:
        return None
    shown = cells.by[others[0], first]
    found = f"in {view.name} it is {gaps[row]:.4g} points there"
    found += f", and {gaps[first]:.4g} for {shown.label}"
    return Verdict(holds=False, start=match.start(), end=match.end(), found=found,
                   subject="gap", other=shown.place)  # fmt: skip
