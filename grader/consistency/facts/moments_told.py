"""What a sentence says of one epoch, against the logs that printed it.

`In epoch 100 it is already under 80`, `the loss is lowest in epoch 20`, `training takes over in
epoch 5`. Where several logs may be meant, all of them must say otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.logs import Log
from grader.consistency.facts.numerals import numerals_in
from grader.consistency.facts.sentences import Spoken
from grader.consistency.wording import number_words
from grader.records import SavedValue, WriteUp

_EPOCH = (
    r"(?:in|at|by|after|from|with)\s(?:the\s)?epoch\s(?:number\s)?(\d{1,5})\b"
    r"(?!\s?(?:to|and|-|–)\s?\d)"
)
_BOUND = re.compile(
    rf"\b{_EPOCH}[^.;,\d]{{0,50}}?\b(under|below|less than|lower than|above|over|more than|higher"
    r" than|beyond)\s(?:the\s)?(\d{1,2}(?:[.,]\d{1,4})?|0[.,]\d{1,5})(?![\d.,]*\d)(?!\s?(?:points"
    r"|pp|epochs|min|times|s\b|more|percentage))",
    re.IGNORECASE,
)
_BOUND_FIRST = re.compile(
    r"\b(under|below|less than|lower than|above|over|more than|higher than|beyond)\s(?:the\s)?"
    r"(\d{1,2}(?:[.,]\d{1,4})?|0[.,]\d{1,5})(?![\d.,]*\d)(?:\s?%)?(?!\s?(?:points|pp|epochs|min"
    r"|times|s\b))"
    rf"[^.;,\d]{{0,40}}?\b{_EPOCH}(?:\s(?:on|onwards?|already))?",
    re.IGNORECASE,
)
_LOWEST = re.compile(
    r"\b(?:bottoms?(?: out)?|bottomed out|minimum|minimal|minimi[sz]ed|lowest|smallest|trough)\b",
    re.IGNORECASE,
)
_HIGHEST = re.compile(
    r"\b(?:peaks?|peaked|tops? out|topped out|maximum|maximal|highest|greatest|summit|best)\b",
    re.IGNORECASE,
)
_AT = re.compile(rf"\b{_EPOCH}", re.IGNORECASE)
_TAKES_OVER = re.compile(
    r"\b(?:takes? over|took over|overtakes?|overtook|gets? ahead|got ahead|takes? the lead"
    rf"|took the lead|moves? ahead)\b[^.;\d]{{0,50}}?\b{_EPOCH}",
    re.IGNORECASE,
)
_SPLITS = {
    "train": re.compile(r"\btrain(?:ing)?\b", re.IGNORECASE),
    "validation": re.compile(r"\bval(?:id(?:ation)?)?\b", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing)?\b", re.IGNORECASE),
}
_LOSS = re.compile(r"\b(?:loss|error|entropy|mse)\b", re.IGNORECASE)
_ACCURACY = re.compile(r"\b(?:accurac\w+|acc|curve|it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a log says of the epoch that a sentence tells of."""

    holds: bool
    """Whether it bears the sentence out."""
    clause: str
    """What it says, in words."""
    value: SavedValue
    """The value that shows it."""


def moments_of(sentence: Spoken, logs: Sequence[Log]) -> Iterator[Moment]:
    """What all logs that may be meant say, if they are of one mind; `logs` are those near by."""
    for pieces in (_bounds, _extremes, _overtaking):
        for found in pieces(sentence, logs):
            said = tuple(found)
            if said and len({one.holds for one in said}) == 1:
                yield said[0]
            elif said:
                yield next(one for one in said if one.holds)


def _bounds(sentence: Spoken, logs: Sequence[Log]) -> Iterator[Iterable[Moment]]:
    found = [(match, match[1], match[2], match[3]) for match in _BOUND.finditer(sentence.text)]
    found += [(match, match[3], match[1], match[2])
              for match in _BOUND_FIRST.finditer(sentence.text)]  # fmt: skip
    for match, number, way, words in found:
        epoch, level = int(number), float(words.replace(",", "."))
        metric = _metric(sentence.text[: match.end()])
        if metric == "accuracy" and level <= 1:
            level *= 100
        is_under = way.lower() in ("under", "below", "less than", "lower than")
        split = _split(sentence.text[: match.end()])
        yield (
            Moment(
                holds=now.value < level if is_under else now.value > level,
                clause=f"the output has {number_words(now.value)} in epoch {epoch} ({now.place})",
                value=now,
            )
            for log in _fitting(logs, metric, split)
            if (now := _at(log, epoch)) is not None
        )


def _extremes(sentence: Spoken, logs: Sequence[Log]) -> Iterator[Iterable[Moment]]:
    for clause in re.split(r"[,;]\s|\b(?:and|while|whereas|but)\b", sentence.text):
        at = list(_AT.finditer(clause))
        lowest, highest = _LOWEST.search(clause), _HIGHEST.search(clause)
        if len(at) != 1 or bool(lowest) == bool(highest) or len(list(numerals_in(clause))) != 1:
            continue
        metric, split = _metric(clause), _split(clause)
        # `Lowest accuracy` of a start, or `best loss`, say something else or too little.
        if not split or (metric == "loss") != bool(lowest) or not _names_metric(clause):
            continue
        yield (
            _extreme(log, now, best)
            for log in _fitting(logs, metric, split)
            if log.is_complete
            and (now := _at(log, int(at[0][1]))) is not None
            and (best := log.best()) is not None
        )


def _extreme(log: Log, now: SavedValue, best: SavedValue) -> Moment:
    near = abs((now.place.epoch or 0) - (best.place.epoch or 0)) <= 1
    return Moment(
        holds=near or now.value == best.value,
        clause=(
            f"the output has {number_words(now.value)} there ({now.place}), and"
            f" {number_words(best.value)} in epoch {best.place.epoch}"
        ),
        value=now,
    )


def _overtaking(sentence: Spoken, logs: Sequence[Log]) -> Iterator[Iterable[Moment]]:
    for match in _TAKES_OVER.finditer(sentence.text):
        before = re.split(r"[.;,:]\s", sentence.text[max(0, match.start() - 60) : match.start()])[
            -1
        ]
        named = [name for name, pattern in _SPLITS.items() if pattern.search(before)]
        if len(named) != 1 or _LOSS.search(sentence.text):
            continue
        epoch = int(match[1])
        mine = [log for log in logs if log.quantity == "accuracy" and log.split == named[0]]
        yield (
            Moment(
                holds=now.value >= there.value,
                clause=(
                    f"the output has {number_words(now.value)} and {number_words(there.value)}"
                    f" in epoch {epoch} ({now.place})"
                ),
                value=now,
            )
            for log in mine
            for other in logs
            if other.quantity == "accuracy"
            and other.split not in ("", named[0])
            and (other.place.file, other.place.cell) == (log.place.file, log.place.cell)
            and (now := _at(log, epoch)) is not None
            and (there := _at(other, epoch)) is not None
        )


def _fitting(logs: Sequence[Log], metric: str, split: str) -> Iterator[Log]:
    exact = [log for log in logs if log.quantity == metric and log.split == split]
    free = [log for log in logs if log.quantity == metric and (not log.split or not split)]
    yield from exact if split and exact else free


def _at(log: Log, epoch: int) -> SavedValue | None:
    found = log.at(epoch) if log.rises else ()
    return found[0] if len(found) == 1 else None


def _metric(text: str) -> str:
    return "loss" if _LOSS.search(text) else "accuracy"


def _names_metric(text: str) -> bool:
    return bool(_LOSS.search(text) or _ACCURACY.search(text))


def _split(text: str) -> str:
    found = [name for name, pattern in _SPLITS.items() if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def logs_near(sentence: Spoken, write_up: WriteUp, logs: Sequence[Log]) -> list[Log]:
    """The logs of the one output from which most of the numbers around a sentence are.

    All of them if there is only one output; none if the numbers around do not tell.
    """
    # Only of an output that tells several epochs can a sentence on epochs be.
    logs = [log for log in logs if log.rises]
    outputs = {(log.place.file, log.place.cell) for log in logs}
    if len(outputs) <= 1:
        return list(logs)
    text = write_up.blocks[sentence.span.block].text
    told = {(one.per_cent, one.step) for one in numerals_in(text)
            if one.is_score and one.digits >= 4}  # fmt: skip
    counts: dict[tuple[str, int | None], int] = {}
    for log in logs:
        if log.quantity != "accuracy":
            continue
        there = {round(value.value, 6) for value in log.values}
        spot = (log.place.file, log.place.cell)
        hits = sum(any(abs(each - value) <= step / 2 for each in there) for value, step in told)
        counts[spot] = counts.get(spot, 0) + hits
    most = max(counts.values(), default=0)
    best = [spot for spot, count in counts.items() if count == most]
    if most == 0 or len(best) != 1:
        return []
    return [log for log in logs if (log.place.file, log.place.cell) == best[0]]
