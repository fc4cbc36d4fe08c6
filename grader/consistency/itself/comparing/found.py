"""The values of a document that a side of a comparison speaks of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.consistency.subjects import Known, is_same
from grader.records import Amount, Claim, Comparison, Statistic, Subject, Whose

_VALUES = (Statistic.VALUE, Statistic.MEAN, Statistic.BEST)
_ALIASES = {"units": ("units", "sizes"), "layers": ("layers", "hidden_layers")}
_NEEDS = re.compile(
    r"\b(?:to get there|to converge|converg\w+|until (?:the|its) (?:best|minimum|optimum)|to reach"
    r"|to the best|needs|needed)\b"
)
_EPOCH = re.compile(r"(?:after )?ep(?:och|\.)? ?(\d{1,5})")
_HERE = "1"
"""Questions are looked at elsewhere."""
MOST_PAIRS = 64
"""Of more pairs than this, nobody could say which are meant."""


def quantity_of(comparison: Comparison) -> str:
    """The quantity that is compared; accuracy where the words only judge."""
    if comparison.quantity:
        return comparison.quantity
    return "accuracy"


def values_of(claims: Iterable[Claim], comparison: Comparison) -> tuple[Claim, ...]:
    """Every value of the author's own that the comparison could be about, whoever's it is."""
    quantity = quantity_of(comparison)
    if quantity == "epochs" and _NEEDS.search(comparison.words.lower()):
        claims = _reached(claims) or tuple(claims)
    found = tuple(
        _dated(claim)
        for claim in claims
        if claim.quantity == quantity
        and claim.amount is not None
        and claim.whose is Whose.OWN
        and not claim.denied
        and claim.statistic in _VALUES
        and not _is_inside(claim, comparison)
    )
    unseen = tuple(claim for claim in found if claim.subject.split != "train")
    return unseen if unseen and not comparison.left.split and _judges(comparison) else found


def _reached(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The epochs at which what a table lists was reached, one for each of its networks."""
    told: dict[tuple[object, ...], dict[int, Claim]] = {}
    for claim in claims:
        epoch, subject = claim.subject.epoch, claim.subject
        if epoch is None or not claim.is_listed or claim.whose is not Whose.OWN:
            continue
        whole = replace(subject, epoch=None, split="", moment="", selection="")
        own = replace(claim, quantity="epochs", value=float(epoch), subject=whole,
                      amount=_exactly(epoch), statistic=Statistic.VALUE)  # fmt: skip
        told.setdefault((table_of(claim), whole), {})[epoch] = own
    return tuple(next(iter(each.values())) for each in told.values() if len(each) == 1)


def _exactly(epoch: int) -> Amount:
    return Amount(value=epoch, least=epoch, most=epoch, words=str(epoch))


def _dated(claim: Claim) -> Claim:
    """The claim with the epoch that the heading of its row tells: `epoch 10`."""
    labels = claim.subject.labels
    found = _EPOCH.fullmatch(labels[0]) if len(labels) == 1 else None
    if found is None or claim.subject.epoch is not None:
        return claim
    return replace(claim, subject=replace(claim.subject, labels=(), epoch=int(found[1])))


def _judges(comparison: Comparison) -> bool:
    """Whether it calls something better without saying where: on data that it was not fed."""
    return comparison.is_better is not None and quantity_of(comparison) == "accuracy"


def _is_inside(claim: Claim, comparison: Comparison) -> bool:
    a, b = claim.span, comparison.span
    if a is None or b is None or a.block != b.block:
        return False
    return a.start < b.end and b.start < a.end


def with_split(claims: Sequence[Claim], comparison: Comparison) -> tuple[Claim, ...]:
    """The claims, where a table of the same question names no split with the one that is meant."""
    split, question = comparison.left.split, comparison.left.question
    if not split or (comparison.right and comparison.right.split != split):
        return tuple(claims)
    named = {table_of(claim) for claim in claims if claim.subject.split}
    return tuple(
        replace(claim, subject=replace(claim.subject, split=split))
        if (table := table_of(claim)) is not None
        and table not in named
        and claim.subject.question == question
        else claim
        for claim in claims
    )


def of_side(
    claims: Sequence[Claim], side: Subject, question: str, known: Known
) -> tuple[Claim, ...]:
    """Those that a side certainly speaks of: of its own question, if there are any there."""
    found = tuple(claim for claim in claims if covers(side, claim.subject, known))
    if side.question and side.question != question:
        return tuple(claim for claim in found if claim.subject.question == side.question)
    near = tuple(claim for claim in found if claim.subject.question == question)
    return near or found


def covers(side: Subject, whole: Subject, known: Known) -> bool:
    """Whether a statement speaks of what a side names, and of whatever else."""
    if not set(side.labels) <= set(whole.labels):
        return False
    names = {name for name, _ in side.settings}
    part = Subject(
        network=name_of(whole) if side.network else "",
        split=whole.split if side.split else "",
        moment=whole.moment if side.moment else "",
        epoch=whole.epoch if side.epoch is not None else None,
        selection=whole.selection if side.selection else "",
        settings=tuple(each for each in whole.settings if each[0] in names),
        question=_HERE,
    )
    return is_same(replace(side, labels=(), question=_HERE), part, known) is True


def name_of(subject: Subject) -> str:
    """The words that name a network; of a row that no network names, its heading."""
    return subject.network or (subject.labels[0] if len(subject.labels) == 1 else "")


def pairs(
    left: Sequence[Claim], right: Sequence[Claim], comparison: Comparison
) -> tuple[tuple[Claim, Claim], ...]:
    """Values to hold against each other: those that differ only in what is compared, if any."""
    if comparison.right is None or len(left) * len(right) > MOST_PAIRS:
        return ()
    dims = dimensions(comparison.left, comparison.right)
    every = [(a, b) for a in left for b in right if a is not b and _may_be_compared(a, b, dims)]
    matched = [(a, b) for a, b in every if rest(a, dims) == rest(b, dims)]
    return tuple(matched or every)


def _may_be_compared(a: Claim, b: Claim, dims: frozenset[str]) -> bool:
    splits = {a.subject.split, b.subject.split} - {""}
    return ("split" in dims or len(splits) <= 1) and a.statistic == b.statistic


def dimensions(left: Subject, right: Subject | None) -> frozenset[str]:
    """In what two sides differ: fields of a subject and names of settings."""
    other = right or Subject()
    fields = ("network", "split", "moment", "epoch", "selection", "labels")
    found = {name for name in fields if getattr(left, name) != getattr(other, name)}
    return frozenset(found | {name for name, _ in set(left.settings) ^ set(other.settings)})


def rest(claim: Claim, dims: Iterable[str]) -> tuple[object, ...]:
    """All that tells a value apart but what is compared, and the epoch at which it was got."""
    subject, left_out = claim.subject, frozenset(dims)
    settings = tuple(each for each in subject.settings if each[0] not in left_out)
    kept = ("network", "split", "moment", "selection", "labels")
    told = tuple(_told(subject, name) for name in kept if name not in left_out)
    return (*told, settings, claim.statistic, subject.question)


def _told(subject: Subject, name: str) -> object:
    """A field of a subject; a row called `without dropout` names a setting and no network."""
    value = getattr(subject, name)
    is_setting = name == "network" and value.startswith(("with ", "without ", "no "))
    return "" if is_setting else value


def amounts_of(claims: Iterable[Claim]) -> tuple[Amount, ...]:
    """The numbers of claims."""
    return tuple(claim.amount for claim in claims if claim.amount is not None)


def table_of(claim: Claim) -> int | None:
    """The block of the table that it stands in."""
    return claim.span.block if claim.is_listed and claim.span else None


def aliases(quantity: str) -> tuple[str, ...]:
    """Names under which a setting of this quantity may be kept."""
    return _ALIASES.get(quantity, (quantity,))
