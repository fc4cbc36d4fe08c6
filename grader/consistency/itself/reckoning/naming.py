"""Which entries of a line-up some words name."""

import re
from dataclasses import dataclass

from grader.consistency.itself.reckoning.lexicon import IDLE
from grader.consistency.itself.reckoning.lineups import AXES, Entry, Lineup, canonical

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
    r"(?:\b(?:with|of|for|at|to|than|in|from|and|or|by|against|over|beats?|is|are|was|were|takes?|pick"
    r"|choose|behind|between|mit|bei|von|auf|con|de|a)|[=:>,(]|^)\s*(?:the |a |one |only |that of )?$",
    re.I,
)
_REACH = 26
"""Characters between a number and the noun of what it is."""
_LETTER = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry that words name."""

    entry: Entry
    start: int
    """Where in the text."""
    end: int


def named_in(text: str, lineup: Lineup) -> tuple[Named, ...]:
    """The entries that a text names with certainty, in its order."""
    found = [*_by_number(text, lineup), *_by_words(text, lineup)]
    found.sort(key=lambda named: (named.start, -named.end))
    kept: list[Named] = []
    for named in found:
        if named.entry.row not in {each.entry.row for each in kept}:
            kept.append(named)
    return tuple(kept)


def _by_number(text: str, lineup: Lineup) -> list[Named]:
    numbered = {e.number: e for e in lineup.entries if e.number is not None}
    if len(numbered) < 2:
        return []
    nouns = AXES.get(lineup.axis)
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
        is_odd = value is not None and 0 < value < 1
        if is_scientific or is_noun or (is_placed and (is_said or is_odd)):
            found.append(Named(entry=entry, start=match.start(), end=match.end()))
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
    full: dict[int, frozenset[str]] = {}
    for entry in worded:
        own = telling[entry.row]
        if entry.row in letters:
            continue
        if own and own <= spoken:
            full[entry.row] = own
        elif own and len(own) > 1:
            # `the wide one` is enough for `deep and wide`, if no other is wide.
            alone = {w for w in own & spoken if sum(w in telling[e.row] for e in worded) == 1}
            if alone and "no" not in own - spoken:
                full[entry.row] = frozenset(own & spoken)
    found = []
    for entry in worded:
        if entry.row in letters:
            pattern = rf"(?<![\w.'’]){re.escape(letters[entry.row])}(?![\w'’]|\.\w)"
            match = re.search(pattern, text)
            if match and not (match.start() == 0 and letters[entry.row] == "A"
                              and re.match(r"\s[a-z]+\s(?:is|was|of)?\b", text[1:]) and
                              not re.match(r"\s(?:is|was|has|had|needs|wins|beats|performs|reaches"
                                           r"|gets|gives|comes|and|outperforms)\b", text[1:])):
                found.append(Named(entry=entry, start=match.start(), end=match.end()))
            continue
        own = full.get(entry.row)
        if own is None or any(own < other for row, other in full.items() if row != entry.row):
            continue
        at = [(start, end) for token, start, end in tokens if token in own]
        found.append(Named(entry=entry, start=min(a for a, _ in at), end=max(b for _, b in at)))
    return found


def _telling(entry: Entry, common: frozenset[str]) -> frozenset[str]:
    """The words of a label that tell it from the others; all of `no ReLU`, and of `ReLU`."""
    own = entry.words - IDLE
    rest = own - common
    return own if not rest or rest == {"no"} else rest


def _is_lettered(label: str) -> bool:
    parts = label.split()
    return bool(parts) and len(parts) <= 2 and _LETTER.fullmatch(parts[-1]) is not None
