"""What a clause speaks of: network, split, moment, settings."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from grader.collect.statements.left_words import RESULTS
from grader.collect.statements.marks import epochs_in, moments_in, selections_in, splits_in
from grader.collect.statements.network_words import networks_in
from grader.collect.statements.pairing import pairs_in
from grader.collect.statements.parsed import parse
from grader.collect.statements.settings import Setting, settings_in
from grader.records import Subject

_POINTS_BACK = re.compile(
    r"\s*(?:however,?[ ]|but[ ]|then,?[ ]|so,?[ ]|thus,?[ ]|therefore,?[ ]|here,?[ ]|"
    r"and[ ]|also,?[ ]|finally,?[ ])*"
    r"(?:it|its|this|these|that|they|their|he|here|there|(?:the|this)[ ](?:model|network|net|"
    r"architecture|final|resulting|trained)(?![ ](?:with|of|that|which|using|trained|"
    r"without|having|from|for|in|accuracy|test|loss|val)))\b",
    re.IGNORECASE,
)
_STAYS = frozenset({"output_activation", "activation", "hidden_layers", "layers", "data_set"})
"""Settings that no pronoun carries on: what a network is made of."""
MOST_TEXT = 4_000


@lru_cache(maxsize=512)
def subject_in(text: str, *, question: str = "", before: Subject | None = None) -> Subject:
    """What a clause speaks of; `before` is what the sentence before it spoke of.

    Where a clause names two of a kind, neither is told: it is not plain which is meant.
    """
    parsed = parse(text[:MOST_TEXT])
    pairs = pairs_in(parsed)
    names = [one.name for one in networks_in(parsed.text) if one.name and not one.is_aside]
    epoch = only([mark.value for mark in epochs_in(parsed.text)])
    moment = only([mark.value for mark in moments_in(parsed.text)])
    settings = [one for one in settings_in(parsed, pairs) if one.quantity not in RESULTS]
    found = Subject(
        network=only(names),
        split=only([mark.value for mark in splits_in(parsed.text)]),
        moment="final" if epoch == "last" else moment,
        epoch=int(epoch) if epoch.isdecimal() and len(epoch) < 10 else None,
        selection=only([mark.value for mark in selections_in(parsed.text)]),
        settings=as_settings(settings),
        question=question,
    )
    return carried(text, found, before)


def carried(text: str, found: Subject, before: Subject | None) -> Subject:
    """The subject, with what a pronoun at the start of the words points back to."""
    if before is None or not points_back(text):
        return found
    earlier = {quantity: value for quantity, value in before.settings if quantity not in _STAYS}
    settings = earlier | dict(found.settings)
    if found.network and found.network != before.network:
        return found
    return replace(
        found,
        network=found.network or before.network,
        settings=tuple(sorted(settings.items())),
        labels=found.labels or before.labels,
    )


def points_back(text: str) -> bool:
    """Whether words begin with a pronoun, or with what was spoken of: `it`, `this network`."""
    return bool(_POINTS_BACK.match(text))


def only(values: Sequence[str]) -> str:
    """The one value of all; empty if there are none or several."""
    different = set(values)
    return different.pop() if len(different) == 1 else ""


def as_settings(settings: Sequence[Setting]) -> tuple[tuple[str, str], ...]:
    """Settings as a subject keeps them: those told twice with different values left out."""
    by_quantity: dict[str, set[str]] = {}
    for setting in settings:
        by_quantity.setdefault(setting.quantity, set()).add(setting.value)
    return tuple(
        sorted((quantity, values.pop()) for quantity, values in by_quantity.items()
               if len(values) == 1)
    )  # fmt: skip
