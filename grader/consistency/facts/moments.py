"""Sentences on when something happened, against the log that printed every epoch.

`It passes 70 % in epoch 7`, `lower than the training accuracy in all epochs`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.logs import Log
from grader.consistency.facts.moments_told import Moment, logs_near, moments_of
from grader.consistency.facts.naming import CONTRASTS, FAMILIES, KINDS, words_of_text
from grader.consistency.facts.numerals import Numeral, numerals_in
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.trends import STEADY, steady_of
from grader.consistency.wording import number_words, where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, SavedValue

_PASSES = re.compile(
    r"\b(?:pass(?:es|ed)|exceed(?:s|ed)?|cross(?:es|ed)|surpass(?:es|ed)?|goes? (?:above|over)"
    r"|went (?:above|over)|climb(?:s|ed) (?:above|over)|breaks?|overtakes?)\b",
    re.IGNORECASE,
)
_ALL_EPOCHS = re.compile(
    r"\b(?:in|at|for|after|during) (?:all|every|each)(?: of)?(?: the)? (?:single )?epochs?\b"
    r"|\bevery epoch\b|\ball (?:the )?epochs\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(r"\b(?:higher|above|over|greater|larger|better)\b", re.IGNORECASE)
_LOWER = re.compile(r"\b(?:lower|below|under|smaller|worse|less)\b", re.IGNORECASE)
_SPLITS = {
    "train": re.compile(r"\btrain(?:ing)?\b", re.IGNORECASE),
    "validation": re.compile(r"\bval(?:id(?:ation)?)?\b", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing)?\b", re.IGNORECASE),
}
_LOSS = re.compile(r"\bloss\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:not|never|almost|nearly|about|around|would|could|should|except|but|usually|expected"
    r"|literature|paper)\b|n['’]t\b|[~≈?]",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:from|between) (?:the )?(?:epochs? )?(\d{1,5})(?:st|nd|rd|th)?(?: epochs?)? (?:to|and)"
    r" (?:the )?(?:epochs? )?(\d{1,5})(?:st|nd|rd|th)?(?: epochs?)?\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,3})?) (?:percentage )?points?\b|(\d{1,2}(?:[.,]\d{1,3})?) pp\b",
    re.IGNORECASE,
)
_TELLING = CONTRASTS | FAMILIES | frozenset(KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What came of one sentence."""

    outcome: Consistency
    clause: str
    value: SavedValue


def hold_moments(work: Work, logs: Sequence[Log]) -> Iterator[Checked]:
    """Every sentence on when something happened that a complete log can tell."""
    whole = [log for log in logs if log.is_complete]
    before = ""
    compared = {
        (one.span.block, one.words)
        for one in work.statements.comparisons
        if one.span is not None and one.left.epoch is not None and one.right is not None
    }
    for sentence in spoken_in(work.write_up) if logs else ():
        is_compared = (sentence.span.block, sentence.text) in compared
        near = logs_near(sentence, work.write_up, logs)
        of_near = [log for log in near if log.is_complete]
        found = _of(sentence, before, of_near or whole, is_compared=is_compared) if whole else None
        if found is not None:
            yield _checked(sentence, found)
        elif not _OPEN.search(sentence.text):
            # Where it is not known which log is meant, all of them must say the same.
            meant = near or [log for log in logs if log.rises]
            yield from (_checked(sentence, _found(one)) for one in moments_of(sentence, meant))
        before = sentence.text


def _found(moment: Moment) -> _Found:
    outcome = Consistency.CONSISTENT if moment.holds else Consistency.INCONSISTENT
    return _Found(outcome=outcome, clause=moment.clause, value=moment.value)


def _of(sentence: Spoken, before: str, logs: Sequence[Log], *, is_compared: bool) -> _Found | None:
    text = sentence.text
    if _OPEN.search(text):
        return _steady(sentence, logs) if not _OPEN.search(STEADY.sub(" ", text)) else None
    if _ALL_EPOCHS.search(text):
        return _always(sentence, logs) or _steady(sentence, logs)
    between = _BETWEEN.search(text)
    if between and not is_compared:
        return _step(sentence, between, logs)
    passes = _PASSES.search(text)
    if passes:
        return _passing(sentence, before, passes, logs)
    return _steady(sentence, logs)


def _steady(sentence: Spoken, logs: Sequence[Log]) -> _Found | None:
    """A curve that goes one way in every epoch."""
    moment = steady_of(sentence, logs)
    return _found(moment) if moment else None


def _meant(sentence: Spoken, logs: Sequence[Log], metric: str) -> list[Log]:
    """Logs of this metric that the sentence may tell of."""
    told = words_of_text(sentence.text) & _TELLING
    found = [log for log in logs if log.quantity == metric]
    under = [log for log in found if sentence.question and log.question == sentence.question]
    named = [log for log in found if told and told <= log.names]
    return named or under or ([] if told else found)


def _passing(
    sentence: Spoken, before: str, passes: re.Match[str], logs: Sequence[Log]
) -> _Found | None:
    """The first epoch above a value."""
    after = sentence.text[passes.end() : passes.end() + 90]
    numerals = tuple(numerals_in(after))
    level = next((one for one in numerals if one.is_per_cent or one.is_score), None)
    epoch = next((one for one in numerals if one.is_epoch), None)
    if level is None or epoch is None or level.start > epoch.start:
        return None
    between = after[level.end : epoch.start]
    if len(between) > 30 or re.search(r"\bafter\b|\bbefore\b|\buntil\b", between):
        return None
    split = _split(sentence.text[: passes.start()]) or _split(before)
    fitting = _meant(sentence, logs, "accuracy")
    fitting = [log for log in fitting if not split or log.split in (split, "")]
    groups = {(log.place.file, log.place.cell) for log in fitting}
    if len(groups) != 1:
        return None
    found = [one for log in fitting if (one := _crossing(log, level, int(epoch.value)))]
    good = [one for one in found if one.outcome is Consistency.CONSISTENT]
    return next(iter((*good, *found)), None)


def _crossing(log: Log, level: Numeral, epoch: int) -> _Found | None:
    now, last = log.at(epoch), log.at(epoch - 1)
    if len(now) != 1 or (epoch > 1 and len(last) != 1):
        return None
    limit = level.per_cent
    first = next((value for value in log.values if value.value > limit), None)
    reached = now[0].value > limit
    was = bool(last) and last[0].value > limit
    if reached and not was:
        return _Found(
            outcome=Consistency.CONSISTENT,
            clause=f"the output has {number_words(now[0].value)} there ({now[0].place})",
            value=now[0],
        )
    if log.counts_from_nought and first is not None and first.place.epoch in (
        epoch - 1, epoch + 1
    ):  # fmt: skip
        return None
    told = f"the output has {number_words(now[0].value)} in epoch {epoch}"
    more = f", and {number_words(first.value)} in epoch {first.place.epoch}" if first else ""
    return _Found(
        outcome=Consistency.INCONSISTENT, clause=f"{told} ({now[0].place}){more}", value=now[0]
    )


def _step(sentence: Spoken, between: re.Match[str], logs: Sequence[Log]) -> _Found | None:
    """What is gained or lost between two epochs."""
    points = tuple(_POINTS.finditer(sentence.text))
    if "epoch" not in between[0].lower() or len(points) != 1:
        return None
    words = next(group for group in points[0].groups() if group).replace(",", ".")
    split = _split(sentence.text)
    fitting = [
        log for log in _meant(sentence, logs, "accuracy") if not split or log.split in (split, "")
    ]
    if len({(log.place.file, log.place.cell) for log in fitting}) != 1:
        return None
    slack = 1.01 * 10.0 ** -len(words.partition(".")[2])
    found: list[_Found] = []
    for log in fitting:
        first, last = log.at(int(between[1])), log.at(int(between[2]))
        if len(first) != 1 or len(last) != 1:
            continue
        apart = abs(last[0].value - first[0].value)
        found.append(
            _Found(
                outcome=(
                    Consistency.CONSISTENT
                    if abs(apart - float(words)) <= slack
                    else Consistency.INCONSISTENT
                ),
                clause=(
                    f"the output has {number_words(first[0].value)} and"
                    f" {number_words(last[0].value)} ({last[0].place}), which is"
                    f" {number_words(round(apart, 4))} points"
                ),
                value=last[0],
            )
        )
    good = [one for one in found if one.outcome is Consistency.CONSISTENT]
    return next(iter((*good, *found)), None)


def _always(sentence: Spoken, logs: Sequence[Log]) -> _Found | None:
    """One split above the other in every epoch."""
    text = sentence.text
    higher, lower = _HIGHER.search(text), _LOWER.search(text)
    if bool(higher) == bool(lower):
        return None
    word = higher or lower
    if word is None or not re.search(r"\bthan\b|\bthe\b", text[word.end() : word.end() + 12]):
        return None
    left, right = _split(text[: word.start()]), _split(text[word.end() :])
    metric = "loss" if _LOSS.search(text) else "accuracy"
    fitting = _meant(sentence, logs, metric)
    one = [log for log in fitting if log.split == left]
    other = [log for log in fitting if log.split == right]
    if not left or not right or left == right or len(one) != 1 or len(other) != 1:
        return None
    pairs = [
        (value, there[0])
        for value in one[0].values
        if value.place.epoch is not None and len(there := other[0].at(value.place.epoch)) == 1
    ]
    if len(pairs) < 3:
        return None
    against = [(a, b) for a, b in pairs if (a.value < b.value if higher else a.value > b.value)]
    shown = (against or pairs)[0]
    return _Found(
        outcome=Consistency.INCONSISTENT if against else Consistency.CONSISTENT,
        clause=(
            f"the output has {number_words(shown[0].value)} and {number_words(shown[1].value)}"
            f" in epoch {shown[0].place.epoch} ({shown[0].place})"
        ),
        value=shown[0],
    )


def _split(text: str) -> str:
    """The split that words name; empty if none or several."""
    found = [name for name, pattern in _SPLITS.items() if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def _checked(sentence: Spoken, found: _Found) -> Checked:
    place = replace(found.value.place, epoch=None)
    return Checked(
        outcome=found.outcome,
        check=HeldAgainst.RUN,
        subject="epoch at which it happened",
        sentence=(f"The text ({where(sentence.place)}) tells of epochs, {found.clause}."),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=place,
        other_words=found.value.words,
    )
