"""Ratios: so many times as much, half, a third, doubled, by a factor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from grader.consistency.itself.reckoning.lexicon import (
    FRACTIONS,
    MEASURES,
    NEGATED,
    NUMBER_WORD,
    NUMBER_WORDS,
    OTHERS,
    UNSURE,
    is_taken_away,
)
from grader.consistency.itself.reckoning.lineups import Entry, Lineup, split_in
from grader.consistency.itself.reckoning.moments import moments_in
from grader.consistency.itself.reckoning.naming import (
    is_meant_by,
    named_in,
    of_heading,
    with_other,
)
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Clause, Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_COUNT = rf"(?P<count>\d{{1,4}}(?:[.,]\d{{1,2}})?|{NUMBER_WORD})"
_TIMES = re.compile(
    rf"(?<![\d.,]){_COUNT}(?:[\s-]?(?:x|×|fold)|[\s-]?(?:times|mal|veces|fois"
    rf"|keer)(?=\s))(?:\s(?P<way>as\s\w+|more|fewer|less|larger"
    r"|bigger|smaller|slower|faster|longer|shorter|higher|lower|quicker|the|than|that|its|so\s\w+"
    r"|más|menos|mehr|weniger|of|what|what|smaller))?"
    r"|\b(?P<twice>twice|double|doppelt|el doble|le double)\s(?P<way2>as\s\w+|the|so\s\w+|that"
    r"|of|de)\b"
    r"|\b(?P<verb>doubl(?:e[sd]|ing)|tripl(?:e[sd]|ing)|quadrupl(?:e[sd]|ing)|halv(?:e[sd]|ing)"
    r"|verdoppel\w+|halbier\w+)\b"
    r"|\b(?:cuts?|cutting|reduc\w+|lower\w*|brings? down|shrinks?|shrunk)\b[^.,;]{0,40}?"
    r"\b(?P<part>in half|by half|by a third|by a quarter|by two thirds|by three quarters)\b"
    r"|\bfactors?\s(?:of\s)?(?:about\s|around\s|roughly\s|almost\s|nearly\s)?"
    rf"(?P<factor>\d{{1,4}}(?:[.,]\d{{1,2}})?|{NUMBER_WORD})\b"
    rf"|\b(?P<fraction>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})\s(?P<way3>as\s(?:many"
    r"|much|long|large|big|high)|the (?:parameters|weights|epochs|time|error|errors|mistakes|loss"
    r"|energy|size|number)|of (?:one|that|those|what|its)\b|of the (?:parameters|epochs|time"
    r"|error|mistakes|energy|loss))\b",
    re.I,
)
_PARTS = {"in half": 0.5, "by half": 0.5, "by a third": 2 / 3, "by a quarter": 0.75,
          "by two thirds": 1 / 3, "by three quarters": 0.25}  # fmt: skip
_VERBS = {"doubl": 2.0, "tripl": 3.0, "quadr": 4.0, "halv": 0.5, "verdo": 2.0, "halbi": 0.5}
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|approximately|some|circa|ca\.?|close to|near to"
    r"|a good"
    r"|well over|just|over|under|more than|less than|fewer than|at least|at most|up to|fast|etwa"
    r"|rund"
    r"|casi|unos|unas|algo|presque|environ|somewhat)\s(?:a\s)?$|[~≈<>]\s?$", re.I
)  # fmt: skip
_SPEED = re.compile(
    r"\b(?:last(?:s|ed)?|took|takes?|slow\w*|fast\w*|quick\w*|long\w*|short\w*|time)\b", re.I
)
_EPOCH = re.compile(r"\bepochs?\b", re.I)
_SAME = {"time": ("time",), "energy": ("energy",), "carbon": ("carbon",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A ratio as a sentence tells it, and what it may be."""

    start: int
    end: int
    ways: tuple[tuple[float, float], ...]
    """Between what the greater over the smaller may lie."""

    def fits(self, a: float, b: float) -> bool:
        """Whether two values may stand so to each other, whichever is greater."""
        low, high = sorted((abs(a), abs(b)))
        return low > 0 and any(least <= high / low <= most for least, most in self.ways)


def ratios_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """What comes of every ratio that a sentence tells of two that it names."""
    text = sentence.text
    if OTHERS.search(text) or UNSURE.search(text):
        return
    for match in _TIMES.finditer(text):
        if NEGATED.search(text[: match.start()]):
            continue
        ratio = _ratio(text, match)
        if ratio is not None and (verdict := _held(sentence, match, ratio, lineups)):
            yield verdict


def _ratio(text: str, match: re.Match[str]) -> Ratio | None:
    is_about = _ABOUT.search(text[: match.start()]) is not None or "about" in match[0]
    step, more = 0.0, False
    word = match["count"] or match["factor"]
    if word:
        low = word.lower()
        value = NUMBER_WORDS.get(low) or (float(low.replace(",", ".")) if low[0].isdigit() else 0.0)
        step = 10.0 ** -len(low.replace(",", ".").partition(".")[2]) if low[0].isdigit() else 1.0
        if match["count"] and not match["way"] and not re.search(r"x|×|fold", match[0], re.I):
            return None
        more = bool(match["way"]) and not match["way"].lower().startswith(("as", "the", "so"))
    elif match["twice"]:
        value, step = 2.0, 1.0
    elif match["verb"]:
        value = _VERBS.get(match["verb"].lower()[:5], _VERBS.get(match["verb"].lower()[:4], 0.0))
    elif match["part"]:
        value = _PARTS[match["part"].lower()]
    else:
        value = FRACTIONS[match["fraction"].lower()]
        value = 1 - value if is_taken_away(text, match.start(), match.end()) else value
    if value <= 0 or value == 1:
        return None
    greater = value if value > 1 else 1 / value
    slack = max(0.16 if value < 1 or step >= 1 else 0.06, 0.55 * step / greater)
    slack = slack if not is_about else max(0.2, 1.25 * slack)
    if value < 1 and not match["part"]:
        slack = max(slack, 0.2)
    ways = [(greater * (1 - min(slack, 0.6)), greater * (1 + slack))]
    if more:
        ways.append(((greater + 1) * (1 - min(slack, 0.6)), (greater + 1) * (1 + slack)))
    return Ratio(start=match.start(), end=match.end(), ways=tuple(ways))


def _measure(sentence: Sentence, clause: Clause, match: re.Match[str]) -> str:
    """What is so many times as much: what the words behind name, else those of the clause."""
    text = sentence.text
    said = match[0] if match["part"] or match["fraction"] else match["way"] or match["way2"] or ""
    behind = f"{said} {text[match.end() : min(match.end() + 36, clause.end)]}"
    if re.search(r"\bepochs\b", behind, re.I):
        return "epochs"
    before = text[clause.start : match.start()]
    for near in (behind, f"{before} {behind}"):
        if found := [name for name, words in MEASURES.items() if words.search(near)]:
            return found[0]
        if _SPEED.search(near):
            return "time"
        if _EPOCH.search(near):
            return "epochs"
    return ""


def _held(
    sentence: Sentence, match: re.Match[str], ratio: Ratio, lineups: Sequence[Lineup]
) -> Verdict | None:
    clause = sentence.clause_at(match.start())
    measure = _measure(sentence, clause, match)
    labels = {n.start for lineup in lineups for n in named_in(sentence.text, lineup)}
    around = [each for each in told_in(sentence.text) if each.start not in labels]
    around += told_in(sentence.before)
    if any(_are_alike(a, b) and ratio.fits(a.value, b.value) for a, b in combinations(around, 2)):
        return None
    if told := _beside(sentence, clause, match, measure):
        if not _fits_a_lineup(ratio, told, lineups):
            found = f"the sentence tells {told[0].words} and {told[1].words}"
            found += f", which is {_times(told[0].value, told[1].value)} times as much"
            return Verdict(holds=False, start=match.start(), end=match.end(), found=found,
                           subject="ratio")  # fmt: skip
        return None
    if not measure:
        return None
    fitting = list(_of_measure(of_heading(clause.text, lineups), measure, sentence.text))
    fitting = [lineup for lineup in fitting if is_meant_by(clause.text, lineup)]
    pairs = [pair for lineup in fitting for pair in _named(sentence, clause, lineup)]
    if not pairs:
        return None
    hit = next((pair for pair in pairs if ratio.fits(pair[0].value, pair[1].value)), None)
    if hit is None and any(
        ratio.fits(each.value, entry.value)
        for pair in pairs
        for entry in pair[:2]
        for each in around
        if each.start not in range(match.start(), match.end())
    ):
        return None
    first, second, lineup = hit or pairs[0]
    found = f"{lineup.name} has {first.shown} for {first.label} and {second.shown} for "
    found += f"{second.label}"
    if lineup.heading == ERRORS:
        found += f", so errors of {first.value:.1f} and {second.value:.1f} %"
    found += f": {_times(first.value, second.value)} times as much"
    return Verdict(holds=hit is not None, start=match.start(), end=match.end(), found=found,
                   subject="ratio", other=second.place)  # fmt: skip


ERRORS = "\0errors"


def _of_measure(lineups: Sequence[Lineup], measure: str, text: str) -> Iterator[Lineup]:
    split = split_in(text)
    for lineup in lineups:
        if split and lineup.split and lineup.split != split:
            continue
        if lineup.measure == measure or (measure == "epochs" and _is_epochs(lineup)):
            yield lineup
        elif measure == "error" and lineup.measure == "accuracy":
            entries = tuple(replace(e, value=100 - e.value) for e in lineup.entries)
            yield replace(lineup, entries=entries, heading=ERRORS)


def _is_epochs(lineup: Lineup) -> bool:
    return not lineup.measure and _EPOCH.search(lineup.heading) is not None


def _named(
    sentence: Sentence, clause: Clause, lineup: Lineup
) -> Iterator[tuple[Entry, Entry, Lineup]]:
    """The two that the clause names, or the sentence."""
    moments = moments_in(clause.text, lineup)
    inside = [named.entry for named in named_in(clause.text, lineup)]
    if not inside and len(moments) == 2:
        yield moments[0], moments[1], lineup
        return
    if len(inside) == 1:
        inside = with_other(inside, lineup, sentence.spoken.question)
    if len(inside) != 2:
        whole = [named.entry for named in named_in(sentence.text, lineup)]
        inside = whole if len(whole) == 2 and {e.row for e in inside} <= {
            e.row for e in whole} else []  # fmt: skip
    if len(inside) == 2:
        yield inside[0], inside[1], lineup


def _beside(
    sentence: Sentence, clause: Clause, match: re.Match[str], measure: str
) -> tuple[Told, Told] | None:
    """The only two numbers of the sentence that are of one kind, both before the ratio."""
    if not re.match(r".*(?:as many|as much|times more|fewer)", match[0] + " ", re.I):
        return None
    told = [each for each in told_in(sentence.text) if each.end <= match.start()]
    if measure == "epochs":
        told = [each for each in told if each.unit in ("", "epochs")]
    elif measure in _SAME:
        told = [each for each in told if each.unit in _SAME[measure]]
    elif not measure:
        units = {each.unit for each in told if not each.is_word} - {""}
        told = [each for each in told if len(units) <= 1 and each.unit in ("", "epochs")]
    else:
        return None
    told = [each for each in told if not each.is_word]
    is_alone = len(told) == 2 and told[0].value > 0 and told[1].value > 0
    return (told[0], told[1]) if is_alone else None


def _are_alike(a: Told, b: Told) -> bool:
    """Whether two numbers may be of one kind."""
    kinds = {a.unit, b.unit}
    return len(kinds) == 1 or (kinds == {"", "epochs"} and not a.decimals and not b.decimals)


def _fits_a_lineup(ratio: Ratio, told: tuple[Told, Told], lineups: Sequence[Lineup]) -> bool:
    """Whether one of the numbers and another of its table stand so to each other."""
    for lineup in lineups:
        own = [e for e in lineup.entries if any(e.value == each.value for each in told)]
        if any(ratio.fits(e.value, other.value) for e in own for other in lineup.entries):
            return True
    return False


def _times(a: float, b: float) -> str:
    low, high = sorted((a, b))
    return f"{high / low:.2f}".rstrip("0").rstrip(".") if low > 0 else "many"
