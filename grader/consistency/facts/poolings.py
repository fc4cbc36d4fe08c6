"""The kind of pooling that a text speaks of, against the layers of the networks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.deeds import main_part
from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.naming import architecture_of
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import (
    AdaptivePooling,
    Checked,
    Consistency,
    Convolution,
    HeldAgainst,
    Network,
    Place,
    Pooling,
    Source,
    Span,
    WrittenNetwork,
)

_TOLD = {
    "max": re.compile(r"\bmax(?:imum)?[- _]?pool\w*", re.IGNORECASE),
    "avg": re.compile(r"\b(?:avg|average|mean)[- _]?pool\w*", re.IGNORECASE),
}
_SPELT = {
    "max": re.compile(r"max_?pool|maxpool|\bamax\(", re.IGNORECASE),
    "avg": re.compile(r"a(?:vg|verage)_?pool|mean_?pool|\.mean\(\(|mean\(dim=\(", re.IGNORECASE),
}
"""Words one of which stands in any code with such a pooling; they are rather too many."""
_CALLED = {"max": "max pooling", "avg": "average pooling"}
_EACH = re.compile(r"\b(?:each|every|both|all|always)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|without|instead|original\w*|tutorial|handout"
    r"|paper|literature|authors?|usual\w*|typical\w*|common\w*|often|not|no|never|tried|than|why"
    r"|helps?|alternativ\w*|replac\w+|previous\w*|compared|global|unlike|generally|lenet-5"
    r"|is an?|reduces?|makes?|because|allows?)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pooled:
    kinds: tuple[str, ...]
    """The kinds of its poolings, in order."""
    place: Place


def hold_poolings(work: Work, pool: Pool) -> Iterator[Checked]:
    """Every sentence that says of what kind the poolings are."""
    listed = pool.check is HeldAgainst.LISTING
    pooled: list[_Pooled] = []
    if "layers" in pool.complete and not pool.has_other_networks:
        networks = work.listed.networks if listed else work.evidence.written_networks
        pooled = [each for network in networks if (each := _pooled(network)) is not None]
    pooled = pooled or list(_spelt(work.listed.sources if listed else work.sources))
    if not any(each.kinds for each in pooled):
        return
    for sentence in spoken_in(work.write_up):
        told = [(kind, match) for kind, pattern in _TOLD.items()
                if (match := pattern.search(sentence.text))]  # fmt: skip
        if told and not _OTHER.search(main_part(sentence.text, told[0][1].end())):
            for kind, match in told:
                yield from _held(sentence, kind, match, len(told), pooled, pool)


def _spelt(sources: Sequence[Source]) -> Iterator[_Pooled]:
    """The only kind of pooling that any word of the code speaks of."""
    found: dict[str, Place] = {}
    for source in sources:
        if not source.is_prose:
            for kind, pattern in _SPELT.items():
                if match := pattern.search(source.text):
                    found.setdefault(kind, place_at(source, match.start()))
    if len(found) == 1:
        for kind, place in found.items():
            yield _Pooled(kinds=(kind,), place=place)


def _pooled(network: WrittenNetwork | Network) -> _Pooled | None:
    architecture = architecture_of(network.layers)
    if architecture is None:
        return None
    if not any(isinstance(each, Convolution) for each in architecture.layers):
        return None
    place = network.called_from if isinstance(network, WrittenNetwork) else None
    return _Pooled(
        kinds=tuple(
            each.kind for each in architecture.layers if isinstance(each, Pooling | AdaptivePooling)
        ),
        place=place or network.place,
    )


def _held(
    sentence: Spoken, kind: str, match: re.Match[str], count: int, pooled: Sequence[_Pooled],
    pool: Pool,
) -> Iterator[Checked]:  # fmt: skip
    having = [each for each in pooled if kind in each.kinds]
    other = "avg" if kind == "max" else "max"
    if not having:
        # What has no pooling at all may as well be done in a way that was not read.
        others = [each for each in pooled if other in each.kinds]
        if others:
            yield _record(sentence, match, kind, others[0], pool, "")
        return
    mixed = [each for each in having if other in each.kinds]
    clause = _clause(sentence.text, match.start())
    if len(pooled) == 1 and mixed and count == 1 and _EACH.search(clause):
        yield _record(sentence, match, kind, mixed[0], pool, "some of its poolings: the others are")
        return
    yield _record(sentence, match, kind, having[0], pool, "so")


def _clause(text: str, at: int) -> str:
    start = max(text.rfind(";", 0, at), text.rfind(":", 0, at)) + 1
    return text[start:at]


def _record(
    sentence: Spoken, match: re.Match[str], kind: str, pooled: _Pooled, pool: Pool, how: str
) -> Checked:  # fmt: skip
    other = "avg" if kind == "max" else "max"
    place = spot(pooled.place, pool)
    clause = f"{who(pool)} has {_CALLED[other]} there ({place}), and no {_CALLED[kind]}"
    if how == "so":
        clause = f"{who(pool)} does so ({place})"
    elif how:
        clause = f"{who(pool)} does so in {how} {_CALLED[other]} ({place})"
    begin = sentence.span.start
    return Checked(
        outcome=Consistency.CONSISTENT if how == "so" else Consistency.INCONSISTENT,
        check=pool.check,
        subject="kind of pooling",
        sentence=f"The text ({where(sentence.place)}) speaks of {_CALLED[kind]}, {clause}.",
        words=match[0],
        place=sentence.place,
        span=Span(block=sentence.span.block, start=begin + match.start(), end=begin + match.end()),
        other=pooled.place,
    )
