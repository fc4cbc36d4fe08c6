"""How data and weights are said to be made ready, against the numbers that the code does it with.

Statistics of a normalisation, what a crop, flip or rotation is given, how much is kept for testing,
how often a training is looked at. What code does by numbers is
contradicted only where it has such numbers, all of them are known, and none is the one told.
"""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.deeds import main_part
from grader.consistency.facts.known import Pool
from grader.consistency.facts.prepared_subjects import MOST_CODE, SUBJECTS, Given, Subject
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Source

OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|without|instead|handout|paper|literature|authors?"
    r"|usually|typically|commonly|tried|than|future|suggest\w*|unlike|rather|e\.g|default|imagenet"
    r"|not|no|never|another|second|also)\b|n['’]t\b",
    re.IGNORECASE,
)


def hold_preparing(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told number of how data are made ready that the code has in another size."""
    code = [source for source in sources if not source.is_prose]
    if pool.text.hides_its_loop:
        return
    for subject in SUBJECTS:
        given = [one for source in code for one in subject.given(source)]
        if not given and not subject.is_counted:
            continue
        for sentence in spoken_in(work.write_up):
            match = subject.speaks.search(sentence.text)
            if not match or OTHER.search(main_part(sentence.text, match.end())):
                continue
            told = subject.told(sentence.text)
            if told and given:
                yield from _held(sentence, told, subject, given, pool)
            elif told and _never_counts(told, code, pool):
                yield _never(sentence, told, subject, pool)


_REMAINDER = re.compile(
    r"[\w)\]]\s*%\s*[\w(]|divmod\(|\.step\b\s*==|range\([^()\n]{0,60},[^()\n]{0,60},"
)
"""How code does a thing every so many times."""


def _never_counts(told: Sequence[float], code: Sequence[Source], pool: Pool) -> bool:
    """Whether code trains and nothing in it can be done every so many epochs or steps."""
    # Trainings of five epochs, one after the other, are looked at every five epochs.
    trained = {each.value for each in pool.of("epochs")}
    if not pool.text.trains or any(value < 2 or value in trained for value in told):
        return False
    return not any(_REMAINDER.search(source.text[:MOST_CODE]) for source in code)


def _never(sentence: Spoken, told: Sequence[float], subject: Subject, pool: Pool) -> Checked:
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=pool.check,
        subject=subject.name,
        sentence=(
            f"The text ({where(sentence.place)}) says {', '.join(f'{one:g}' for one in told)} for"
            f" the {subject.name}, {who(pool)} has no such number and counts nothing so."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
    )


def _held(
    sentence: Spoken, told: Sequence[float], subject: Subject, given: Sequence[Given], pool: Pool
) -> Iterator[Checked]:
    equal = [one for one in given if any(_is(value, one.value) for value in told)]
    # Of several numbers, one that fits is enough for the sentence to be of this.
    if not equal and subject.is_elsewhere and any(_stands(value, pool) for value in told):
        return
    shown = equal or list(given)
    values = list(dict.fromkeys(f"{one.value:g}" for one in shown))[:3]
    yield Checked(
        outcome=Consistency.CONSISTENT if equal else Consistency.INCONSISTENT,
        check=pool.check,
        subject=subject.name,
        sentence=(
            f"The text ({where(sentence.place)}) says {', '.join(f'{one:.4g}' for one in told)} for"
            f" the {subject.name}, {who(pool)} has {', '.join(values)}"
            f" ({spot(shown[0].place, pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=shown[0].place,
    )


def _is(one: float, other: float) -> bool:
    return abs(one - other) <= 0.006 * max(abs(one), abs(other))


def _stands(value: float, pool: Pool) -> bool:
    """Whether the number stands anywhere in the code, for whatever."""
    return any(_is(value, one) or _is(100 * value, one) for one in pool.literals if one)
