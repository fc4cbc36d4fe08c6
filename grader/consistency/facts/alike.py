"""Settings that two networks are said to share: `both with the same weight decay`."""

import re
from collections.abc import Iterator

from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, value_words, who
from grader.consistency.wording import quantity_words, where
from grader.consistency.work import Work
from grader.records import Checked, Consistency

_QUANTITIES = {
    "weight_decay": r"weight[- ]decay|regulari[sz]ation strength",
    "learning_rate": r"learning[- ]rate|step size",
    "batch_size": r"batch[- ]?size",
    "epochs": r"number of (?:training )?epochs",
    "optimizer": r"optimi[sz]er",
    "momentum": r"momentum",
}
_SAME = r"(?:same|identical|equal|a common|one and the same|shared)"
_BOTH = re.compile(
    r"\b(?:both|the two)\b(?: \w+){0,3} (?:networks?|models?|nets?|autoencoders?|mlps?|trainings?"
    r"|variants?|sizes)\b|\bboth (?:of them|were|are|use|have)\b|\bfor both\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|if|not|no|almost|nearly|order|range|except|but|than|or"
    r"|except|apart|unless|schedule\w*|initial|start\w*|architecture)\b|n['’]t\b",
    re.IGNORECASE,
)


def hold_alike(work: Work, pool: Pool) -> Iterator[Checked]:
    """Every setting that is said to be the same for both of two networks."""
    for sentence in spoken_in(work.write_up):
        if not _BOTH.search(sentence.text) or _OTHER.search(sentence.text):
            continue
        for quantity, words in _QUANTITIES.items():
            match = re.search(rf"\b{_SAME} (?:\w+ )?(?:{words})\b", sentence.text, re.IGNORECASE)
            if match:
                yield from _held(sentence, match, quantity, pool)


def _held(sentence: Spoken, match: re.Match[str], quantity: str, pool: Pool) -> Iterator[Checked]:
    known = [each for each in pool.of(quantity) if each.is_followed and not each.dormant]
    own = [each for each in known if sentence.question and each.question == sentence.question]
    meant = [each for each in own or known if each.value or each.name]
    # Only where there are just two is it certain that they are the two that are meant.
    holders = {each.holder for each in meant}
    if len(holders) != 2 or len(meant) != 2 or any(each.is_open for each in own or known):
        return
    first, second = meant
    same = (first.value, first.name) == (second.value, second.name)
    yield _record(sentence, match, quantity, (first, second), pool, same=same)


def _record(
    sentence: Spoken, match: re.Match[str], quantity: str, both: tuple[Known, Known], pool: Pool,
    *, same: bool,
) -> Checked:  # fmt: skip
    name = quantity_words(quantity)
    told = " and ".join(f"{value_words(each)} ({spot(each.place, pool)})" for each in both)
    return Checked(
        outcome=Consistency.CONSISTENT if same else Consistency.INCONSISTENT,
        check=pool.check,
        subject=name,
        sentence=(
            f"The text ({where(sentence.place)}) says that both have the same {name},"
            f" {who(pool)} has {told}."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=both[1].place,
    )
