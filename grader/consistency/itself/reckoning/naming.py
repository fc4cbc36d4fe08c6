"""Which entries of a line-up some words name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.consistency.itself.reckoning.lexicon import IDLE
from grader.consistency.itself.reckoning.lineups import AXES as AXIS_NOUNS
from grader.consistency.itself.reckoning.lineups import (
    Entry,
    Lineup,
    canonical,
    measure_in,
    split_in,
    words_of,
)

_TOKEN = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?|\d+(?:[.,]\d+)*")
_NUMBER = re.compile(
    r"(?<![\w.,^{/])(?:10\s?\^\s?\{?\s?(?P<power>[-−]?\s?\d{1,2})\s?\}?"
    r"|(?P<digits>\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+)?(?:e-?\d+)?))(?![\w^]|[.,]\d)"
)
_OTHER_UNIT = re.compile(
    r"\s?(?:%|points?\b|percent|per cent|pp\b|times\b|x\b|×|s\b|min|h\b|g\b|kg\b|k?wh\b"
    r"|epochs? (?:apart|later|after|earlier|ahead|longer|more)|runs?\b|seeds?\b)", re.I
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:\b(?:with|of|for|at|to|than|in|from|and|or|by|against|over|beats?|is|are|was|were"
    r"|takes?|pick"
    r"|choose|behind|between|mit|bei|von|auf|con|de|a)|[=:>,(]|^)\s*(?:the |a |one |only "
    r"|that of )?$|\bthe $",
    re.I,
)
_REACH = 26
"""Characters between a number and the noun of what it is."""
_LAST = re.compile(r"\b(?:last|final\w*|end|finish\w*|ende|letzt\w+)\b", re.I)
_BEST = re.compile(r"\b(?:best|peaks?|highest|maxim\w+|max|top)\b", re.I)
_IS_NAME = re.compile(
    r"\W*(?:is|was|has|had|needs?|wins?|beats?|performs?|reach\w*|gets?|gives?|comes?|and|or"
    r"|outperforms?"
    r"|ist|hat|und|es|tiene|y)\b"
)  # fmt: skip
_FROM_TO = re.compile(
    r"\b(?:from|between|von|zwischen|de|entre)\s(\d+(?:\.\d+)?)\s(?:to|and|auf|bis|und|a"
    r"|y)\s(\d+(?:\.\d+)?)"
    r"(?![\d%]|[.,]\d|\s?%)", re.I
)  # fmt: skip
WINDOW = 40
"""Characters within which all words of a name stand."""
_LETTER = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry that words name."""

    entry: Entry
    start: int
    """Where in the text."""
    end: int


@lru_cache(maxsize=8192)
def named_in(text: str, lineup: Lineup) -> tuple[Named, ...]:
    """The entries that a text names with certainty, in its order."""
    found = [*_by_number(text, lineup), *_by_words(text, lineup)]
    found.sort(key=lambda named: (named.start, -named.end))
    kept: list[Named] = []
    for named in found:
        if named.entry.row not in {each.entry.row for each in kept}:
            kept.append(named)
    return tuple(kept)


def is_meant_by(text: str, lineup: Lineup) -> bool:
    """Whether words about the last, or the best, of a training leave these values in."""
    is_last, is_best = _LAST.search(lineup.heading), _BEST.search(lineup.heading)
    if bool(is_last) is bool(is_best):
        return True
    wants_last, wants_best = _LAST.search(text), _BEST.search(text)
    if bool(wants_last) is bool(wants_best):
        return True
    return bool(wants_last) is bool(is_last)


def of_heading(text: str, lineups: Sequence[Lineup]) -> tuple[Lineup, ...]:
    """The line-ups, without those beside one whose heading the words name."""
    named: dict[tuple[int, bool], list[Lineup]] = {}
    for lineup in lineups:
        own = words_of(lineup.heading) - IDLE
        is_name = not (measure_in(lineup.heading) or lineup.split)
        if lineup.block >= 0 and own and is_name and own <= words_of(text):
            named.setdefault((lineup.block, lineup.is_turned), []).append(lineup)
    kept = {key: max(len(words_of(e.heading)) for e in found) for key, found in named.items()}
    return tuple(
        lineup
        for lineup in lineups
        if (key := (lineup.block, lineup.is_turned)) not in named
        or (lineup in named[key] and len(words_of(lineup.heading)) == kept[key])
    )


def with_other(found: Sequence[Entry], lineup: Lineup, question: str) -> list[Entry]:
    """The one that is named and the only other one, where a table of the question has two."""
    is_here = lineup.block >= 0 and lineup.question == question
    if len(found) != 1 or len(lineup.entries) != 2 or not is_here:
        return list(found)
    return [*found, *(e for e in lineup.entries if e.row != found[0].row)]


def _by_number(text: str, lineup: Lineup) -> list[Named]:
    numbered = {e.number: e for e in lineup.entries if e.number is not None}
    if len(numbered) < 2:
        return []
    nouns = AXIS_NOUNS.get(lineup.axis)
    ranged = _ranged(text, numbered)
    found = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        entry = numbered.get(value) if value is not None else None
        if entry is None or _OTHER_UNIT.match(text, match.end()):
            continue
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        is_scientific = bool(match["power"]) or "e" in (match["digits"] or "")
        is_noun = nouns is not None and nouns.search(near) is not None
        is_placed = _BEFORE.search(text[: match.start()]) is not None
        is_said = nouns is not None and nouns.search(text) is not None
        is_odd = value is not None and (0 < value < 1 or value >= 16)
        if (
            match.start() in ranged
            or is_scientific
            or is_noun
            or (is_placed and (is_said or is_odd))
        ):
            found.append(Named(entry=entry, start=match.start(), end=match.end()))
    return found


def _ranged(text: str, numbered: Mapping[float, Entry]) -> set[int]:
    """Where both ends of `from 4 to 500` stand, if both are names."""
    found: set[int] = set()
    for match in _FROM_TO.finditer(text):
        ends = [float(match[1]), float(match[2])]
        if all(end in numbered for end in ends) and not _OTHER_UNIT.match(text, match.end()):
            found |= {match.start(1), match.start(2)}
    return found


def _value(match: re.Match[str]) -> float | None:
    if match["power"]:
        return float(f"1e{match['power'].replace(' ', '').replace('−', '-')}")
    try:
        return float(re.sub(r"[, ]", "", match["digits"]))
    except ValueError:
        return None


def _by_words(text: str, lineup: Lineup) -> list[Named]:
    worded = [e for e in lineup.entries if e.number is None]
    if not worded:
        return []
    tokens = [(canonical(m[0].lower()), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    spoken = {token for token, _, _ in tokens}
    common = frozenset.intersection(*(e.words for e in worded)) if len(worded) > 1 else frozenset()
    telling = {e.row: _telling(e, common) for e in worded}
    letters = {e.row: e.label.split()[-1] for e in worded if _is_lettered(e.label)}
    found = []
    spans: list[tuple[Entry, tuple[int, int]]] = []
    for entry in worded:
        if entry.row in letters:
            if span := _letter(text, letters[entry.row]):
                found.append(Named(entry=entry, start=span[0], end=span[1]))
            continue
        own = telling[entry.row]
        if own and (span := _window(own, tokens)):
            spans.append((entry, span))
        elif len(own) > 1:
            # `the wide one` is enough for `deep and wide`, if no other is wide.
            alone = {w for w in own & spoken if sum(w in telling[e.row] for e in worded) == 1}
            alone = {w for w in alone if not (measure_in(w) or split_in(w))}
            if (
                alone - {"no"}
                and "no" not in own - spoken
                and (span := _window(frozenset(alone), tokens))
            ):
                spans.append((entry, span))
    for entry, span in spans:
        over = [s for e, s in spans if e is not entry and telling[entry.row] < telling[e.row]]
        places = [span] if not over else [
            (start, end) for token, start, end in tokens
            if token in telling[entry.row] and not any(a <= start < b for a, b in over)
        ]  # fmt: skip
        if places:
            found.append(Named(entry=entry, start=places[0][0], end=places[0][1]))
    return found


def _window(words: frozenset[str], tokens: list[tuple[str, int, int]]) -> tuple[int, int] | None:
    """The first place where all of some words stand near each other."""
    if not words:
        return None
    last: dict[str, tuple[int, int]] = {}
    for token, start, end in tokens:
        if token not in words:
            continue
        last[token] = (start, end)
        if len(last) == len(words):
            begin, stop = min(a for a, _ in last.values()), max(b for _, b in last.values())
            if stop - begin <= WINDOW:
                return begin, stop
    return None


def _letter(text: str, letter: str) -> tuple[int, int] | None:
    """Where a letter stands that is a name; `A` at the beginning is one before a verb only."""
    for match in re.finditer(rf"(?<![\w.'’]){re.escape(letter)}(?![\w'’]|\.\w)", text):
        if letter != "A" or match.start() or _IS_NAME.match(text, match.end()):
            return match.span()
    return None


def _telling(entry: Entry, common: frozenset[str]) -> frozenset[str]:
    """The words of a label that tell it from the others; all of `no ReLU`, and of `ReLU`."""
    own = entry.words - IDLE
    rest = own - common
    return own if not rest or rest == {"no"} else rest


def _is_lettered(label: str) -> bool:
    parts = label.split()
    return bool(parts) and len(parts) <= 2 and _LETTER.fullmatch(parts[-1]) is not None
