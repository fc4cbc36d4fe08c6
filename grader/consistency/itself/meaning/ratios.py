"""How many times one value is of another, held against all pairs that the words can mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.meaning.named import Named, named_facts
from grader.consistency.itself.meaning.near import (
    before,
    cells_of,
    rows_meant,
    value_of,
    views_near,
)
from grader.consistency.itself.meaning.rows import misses_a_row, rows_in
from grader.consistency.itself.meaning.values import Value, label_places, numbers_in
from grader.consistency.itself.meaning.views import View
from grader.consistency.itself.meaning.words import (
    ABOUT,
    ABOVE,
    BELOW,
    DENIED,
    LONELY,
    is_report,
    telling_words,
)
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.lexicon import (
    FRACTIONS,
    MEASURES,
    NUMBER_WORD,
    NUMBER_WORDS,
    is_taken_away,
)
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_SHARES = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_RATIO = re.compile(
    rf"(?<![\w.,-])(?P<count>\d{{1,4}}(?:[.,]\d{{1,2}})?|{NUMBER_WORD})(?:\s?(?:x|×|fold)\b"
    r"|[\s-](?:times|fold|mal|veces|fois)\b)"
    r"|\b(?P<twice>twice|double|doppelt|el doble)\s(?:as|the|that|so|of|its|what)\b"
    rf"|\b(?:factors?|ratio)\s(?:of\s)?(?:about\s|around\s|roughly\s|almost\s|nearly\s)?"
    rf"(?P<factor>\d{{1,4}}(?:[.,]\d{{1,2}})?|{NUMBER_WORD})\b"
    rf"|\b(?P<share>{_SHARES})\s(?:as\s(?:many|much|long|large|big|high)|of|the\s\w+)\b",
    re.I,
)
_MORE = re.compile(r"\W*(?:more|larger|bigger|higher|longer|slower|greater|mehr|más)\b", re.I)
_NO_RATIO = re.compile(
    r"\W*(?:epochs?|runs?|a day|in a row|with|and|each|per|longer patience|smaller batch)\b", re.I
)
_SPEED = re.compile(r"\b(?:slow\w*|fast\w*|quick\w*|long(?:er)?|short\w*|times? per|speed)\b", re.I)
_HELD = ("parameters", "time", "energy", "carbon", "loss", "error", "accuracy", "epochs")

FAR = 30.0
"""Times by which a ratio is off where another thing was meant: no slip is so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    start: int
    end: int
    greater: float
    """The greater over the smaller."""
    is_part: bool
    bound: int
    slack: float
    may_be_more: bool

    def fits(self, a: Value, b: Value) -> bool:
        """Whether two values may stand so to each other, whichever is greater."""
        low, high = sorted((abs(a.value), abs(b.value)))
        if low <= 0:
            return False
        found = high / low
        wide = 0.5 * (a.step / max(abs(a.value), 1e-9) + b.step / max(abs(b.value), 1e-9))
        slack = self.slack + wide
        for greater in (self.greater, self.greater + 1) if self.may_be_more else (self.greater,):
            if self.bound and self.bound * (found - greater) >= -0.02 * greater:
                return True
            if not self.bound and abs(found - greater) <= slack * greater:
                return True
        return False


def ratios_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of every ratio of a sentence."""
    text = sentence.text
    if not is_report(text) or LONELY.search(text):
        return
    for match in _RATIO.finditer(text):
        said = _said(text, match)
        if said is None or DENIED.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        if verdict := _held(world, sentence, said):
            yield verdict


def _said(text: str, match: re.Match[str]) -> _Said | None:
    before = text[: match.start()]
    word = (match["count"] or match["factor"] or "").lower()
    step = 0.0
    if word:
        value = NUMBER_WORDS.get(word) or (
            float(word.replace(",", ".")) if word[0].isdigit() else 0.0
        )
        step = 10.0 ** -len(word.replace(",", ".").partition(".")[2])
    elif match["twice"]:
        value, step = 2.0, 1.0
    else:
        value = FRACTIONS[match["share"].lower()]
        value = 1 - value if is_taken_away(text, match.start(), match.end()) else value
    if value <= 0 or value == 1 or value > 5000 or _NO_RATIO.match(text, match.end()):
        return None
    greater = value if value > 1 else 1 / value
    bound = 1 if ABOVE.search(before) else -1 if BELOW.search(before) else 0
    is_about = ABOUT.search(before) is not None or bool(re.search(r"\babout|around", match[0]))
    slack = max(0.55 * step / greater, 0.02)
    if value < 1 or not word or step >= 1:
        slack = max(slack, 0.13)
    if is_about:
        slack = max(0.17, slack)
    return _Said(
        start=match.start(), end=match.end(), greater=greater, is_part=value < 1,
        bound=-bound if value < 1 else bound, slack=min(slack, 0.5),
        may_be_more=bool(word and _MORE.match(text, match.end())),
    )  # fmt: skip


def _measure(text: str, clause: Clause, said: _Said) -> str:
    behind = text[said.start : min(said.end + 44, clause.end)]
    for near in (behind, clause.text, text):
        if re.search(r"\bepochs\b", near, re.I):
            return "epochs"
        if found := [name for name in _HELD if MEASURES[name].search(near)]:
            return found[0]
        if _SPEED.search(near):
            return "time"
    return ""


def _held(world: World, sentence: Sentence, said: _Said) -> Verdict | None:
    text = sentence.text
    clause = sentence.clause_at(said.start)
    measure = _measure(text, clause, said)
    if not measure or measure == "epochs":
        return None
    views = views_near(world, sentence)
    pairs, strong = _pairs(world, sentence, clause, said, measure, views)
    if said.bound and strong:
        pairs = [strong]
    if not strong or any(said.fits(a, b) for a, b in pairs):
        return None
    a, b = strong
    low, high = sorted((a.value, b.value))
    if low <= 0 or not 1 / FAR < high / low / said.greater < FAR:
        return None
    names = [f"{each.shown}{f' ({each.label})' if each.label else ''}" for each in (a, b)]
    return Verdict(
        holds=False, start=said.start, end=said.end, subject=f"ratio of {measure}",
        found=f"{names[0]} and {names[1]} stand like {high / low:.2f} to 1", other=b.place,
    )  # fmt: skip


def _pairs(
    world: World,
    sentence: Sentence,
    clause: Clause,
    said: _Said,
    measure: str,
    views: Sequence[View],
) -> tuple[list[tuple[Value, Value]], tuple[Value, Value] | None]:
    """All pairs that may be meant, and the likeliest where the words tell it for certain."""
    text = sentence.text
    names = label_places(text, views)
    own = [
        v for v in numbers_in(sentence, measure)
        if not said.start <= v.start < said.end and v.start not in names
    ]  # fmt: skip
    earlier = [v for v in before(world, sentence, views) if v.measure == measure]
    every = [value_of(f) for f in world.facts(measure)]
    pairs = [(a, b) for a in own for b in own if a is not b]
    is_one = len(list(_RATIO.finditer(text))) == 1
    strong: tuple[Value, Value] | None = pairs[0] if len(own) == 2 and is_one else None
    if strong is not None and own[0].start < said.start < own[1].start:
        # `26,698, a third of the 55,050`: the sentence names both itself.
        return pairs, strong
    named = Named(
        left=named_facts(world, sentence, text[clause.start : said.start], measure),
        right=named_facts(world, sentence, text[said.end : clause.end], measure),
    )
    pairs += [(a, b) for a in own for b in every]
    for view in views:
        if misses_a_row(text, view):
            continue
        cells = cells_of(view, measure)
        rows = rows_meant(world, sentence, clause.text, view)
        if not cells.by:
            continue
        touched = [
            (a, b)
            for (column, row), a in cells.by.items()
            for (other, other_row), b in cells.by.items()
            if (column, row) != (other, other_row)
            and (not rows or row in rows or other_row in rows)
        ]
        pairs += touched[:2000]
        if strong is None and len(rows) == 2 and rows_in(text, view) and not own:
            found = [
                (a, b) for at in range(len(cells.columns))
                if (a := cells.of(at, rows[0])) and (b := cells.of(at, rows[1]))
            ]  # fmt: skip
            if found and telling_words(text) <= view.context:
                strong = found[0]
    pairs += [(a, b) for a in named.left for b in (*named.right, *earlier, *own)]
    pairs += [(a, b) for a in named.right for b in (*every, *earlier, *own)]
    if strong is None and measure == "parameters":
        rest = [v for v in named.right if not own or abs(v.value - own[0].value) > 0.5]
        if len(own) == 1 and rest:
            strong = (own[0], rest[0])
        elif not own and len(named.left) == 1 == len(named.right):
            strong = (named.left[0], named.right[0])
        elif len(own) == 1 and len(named.left) == 1 and own[0].start > said.end:
            strong = (named.left[0], own[0])
    return pairs, strong
