"""What a side of a comparison is named by, once the document is known."""

from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing.found import name_of
from grader.consistency.network_words import is_same_network
from grader.records import Claim, Comparison, Subject

_PLAIN = frozenset("one ones network net model mlp the our version variant".split())
Settings = tuple[tuple[str, str], ...]
MOST_NAMES = 40
"""Names of networks of one question that are looked at."""
_ENDS = {"smallest": min, "largest": max}


def is_known(side: Subject) -> bool:
    """Whether it names something that other statements may name as well."""
    return is_named(replace(side, labels=()))


def is_named(subject: Subject) -> bool:
    """Whether anything but a split or question tells what is spoken of."""
    return bool(
        subject.network
        or subject.settings
        or subject.epoch is not None
        or subject.selection
        or subject.moment
        or subject.labels
    )


def resolved(comparison: Comparison, claims: Sequence[Claim]) -> Comparison:
    """The comparison with settings such as `the largest` or a bare `0.01` as values."""
    here = [claim.subject for claim in claims if claim.subject.question == comparison.left.question]
    near = [subject.settings for subject in here]
    far = [claim.subject.settings for claim in claims]
    names = sorted({name for subject in here if (name := name_of(subject))})[:MOST_NAMES]
    right = comparison.right
    return replace(
        comparison,
        left=_resolved(comparison.left, near, far, names),
        right=_resolved(right, near, far, names) if right is not None else None,
    )


def _resolved(
    side: Subject,
    near: Sequence[Settings],
    far: Sequence[Settings],
    names: Sequence[str],
) -> Subject:
    if any(not name for name, _ in side.settings) and not near:
        # A discussion far from its tables: the number may stand for one setting only.
        near = far
    told = {name for settings in near for name, _ in settings}
    # What one document calls a run, another calls a seed.
    aliases = {"seed": "run", "run": "seed"}
    settings = tuple(
        _setting(
            aliases[name]
            if name in aliases and name not in told and aliases[name] in told
            else name,
            value,
            near,
        )
        for name, value in side.settings
    )
    return replace(side, settings=settings, network=_network(side.network, names))


def _network(network: str, names: Sequence[str]) -> str:
    """The one network near by that the words can mean: `the deep one` of `deep`, `deep wide`."""
    answers = {name: is_same_network(network, name) for name in names} if network else {}
    if not answers or True in answers.values():
        return network
    words = set(network.split()) - _PLAIN
    possible = [
        name for name, answer in answers.items() if answer is None and words & set(name.split())
    ]
    return possible[0] if len(possible) == 1 and len(answers) > 1 else network


def _setting(name: str, value: str, near: Sequence[tuple[tuple[str, str], ...]]) -> tuple[str, str]:
    if not name:
        names = {key for settings in near for key, told in settings if told == value}
        return (names.pop() if len(names) == 1 else "", value)
    if value not in _ENDS:
        return name, value
    told = {given for settings in near for key, given in settings if key == name}
    numbers = {number: given for given in told if (number := _number(given)) is not None}
    return name, numbers[_ENDS[value](numbers)] if len(numbers) > 1 else value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
