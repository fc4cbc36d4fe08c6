"""What a heading or label of a table means."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.collect.statements.amounts import find_amounts
from grader.collect.statements.marks import (
    epochs_in,
    layers_in,
    moments_in,
    selections_in,
    splits_in,
)
from grader.collect.statements.network_words import networks_in
from grader.collect.statements.pairing import pairs_in
from grader.collect.statements.parsed import parse
from grader.collect.statements.quantities import Mention, quantities_in
from grader.collect.statements.settings import settings_in
from grader.collect.statements.tables.units import unit_told
from grader.notation.headings import Computed, computed_in
from grader.records import Statistic, Subject

LONGEST = 200
RESULTS = ("accuracy", "loss", "parameters", "time", "energy", "carbon")
"""Quantities that a network is measured by; all others are set."""

_NEVER_SET = (
    *RESULTS, "epochs", "examples", "runs", "channels", "kernel_size", "stride", "padding",
)  # fmt: skip
"""Quantities that tell no two results apart."""

NOTHING = Subject()
"""What words speak of that tell nothing."""

_STATISTICS = {
    Computed.MEAN: Statistic.MEAN,
    Computed.DEVIATION: Statistic.SPREAD,
    Computed.SUM: Statistic.TOTAL,
    Computed.BEST: Statistic.BEST,
    Computed.WORST: Statistic.WORST,
}
_NOT_TOLD = (
    Computed.DIFFERENCE,
    Computed.RATIO,
    Computed.VARIANCE,
    Computed.RANGE,
    Computed.MEDIAN,
)
_EPOCH = re.compile(
    r"(?:(?:best|at|opt\w{0,7}|beste|reached(?: at)?|after|chosen|the)\s{1,2}){0,3}"
    r"(?:epoch|ep\.?|epoche|轮次?)(?:\s?(?:no\.?|nr\.?|#|number|index))?",
    re.IGNORECASE,
)
_PER_EPOCH = re.compile(r"(?:/|\bper\b|\bpro\b)\s?epoche?", re.IGNORECASE)
_PER = re.compile(r"(?:\bper\b|/)\s?(?:epoch|run|image|batch|iteration|step|sample)\w{0,2}", re.I)
_RUN = re.compile(
    r"\b(?:run|seed|trial|fold|try|lauf|versuch)\b[ ]?(?:no\.?|nr\.?)?[ #]{0,2}(\d{1,6})", re.I
)
_WHOLE = {
    "time": "time", "runtime": "time", "duration": "time", "zeit": "time", "dauer": "time",
    "时间": "time", "decay": "weight_decay", "λ": "weight_decay", "lambda": "weight_decay",
    "l2": "weight_decay", "batch": "batch_size", "minibatch": "batch_size",
    "mini-batch": "batch_size", "length": "length", "t": "length", "长度": "length",
    "长度 t": "length", "sequence length": "length", "opt": "optimizer", "optim": "optimizer",
    "act": "activation", "loss fn": "loss_function", "clip": "gradient_clip", "co2": "carbon",
    "size": "", "total time": "time",
}  # fmt: skip
"""Headings that name a quantity only because nothing stands beside them."""

_SCORES = re.compile(r"\b(?:precision|recall|f1|support|auc|roc|rank)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|picked|selected|chosen|according|based)\b", re.IGNORECASE)
_LAST = re.compile(r"^(?:last|letzte\w{0,2})\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(val|acc)\.(?=\s(?:loss|acc|accuracy)\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s=:(≈~]{0,4}(?:of\s)?")
_DENIED = re.compile(r"\b(?:without|no|w/o|none|not|ohne|non)\b|没有|无", re.IGNORECASE)
_FILLER = re.compile(
    r"(?-i:\ba\b)|\b(?:the|of|over|across|runs|on|in|for|at|with|and|or|an|by|after|value|values|setting|settings|choice|used|our"
    r"|number|no|nr|total|mean|average|avg|std|dev|deviation|standard|sd|best|worst|max|min|maximum"
    r"|minimum|sum|last|final|wert|mittel|mittelwert|gesamt|set|data|score|result|results|per|epoch"
    r"|count|anzahl|size|time|rate|trainable|sec|seconds?|s|minutes?|min|model|network|net|netz|modell|seed|run|trial|fold|using|σ|μ)\b"
    r"|[\W_]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What is understood of a heading."""

    text: str = ""
    """The heading."""
    quantity: str = ""
    """The quantity that it names without a value; empty if none, or several."""
    statistic: Statistic = Statistic.VALUE
    """What kind of number stands below it."""
    subject: Subject = NOTHING
    """What it speaks of; what was not understood is among the labels."""
    unit: str = ""
    """A unit that holds for all numbers below it, as text that may follow a number."""
    selection: str = ""
    """What the best may have been picked by, if the words are no heading of values:
    `best validation loss`."""
    is_epoch: bool = False
    """Whether the numbers below it are numbers of epochs at which the rest held."""
    is_derived: bool = False
    """Whether the numbers below it are differences and the like, of no quantity of their own."""


@lru_cache(maxsize=2048)
def meaning_of(text: str) -> Meaning:
    """What is understood of a heading."""
    text = _ABBREVIATED.sub(r"\1", " ".join(text[:LONGEST].split()))
    kind = computed_in(text)
    unit = unit_told(text)
    if _EPOCH.fullmatch(re.sub(r"[\[(].{0,20}[\])]|:$", "", text).strip()):
        moment = next((mark.value for mark in moments_in(text)), "")
        return Meaning(text=text, is_epoch=True, subject=Subject(moment=moment))
    mentions = _unpicked(text, quantities_in(text))
    settings, used = _settings(text)
    bare = [
        mention
        for mention in mentions
        if not mention.name and not any(low <= mention.start < high for low, high in used)
    ]
    quantity = _quantity(text, bare)
    if quantity == "runs" and kind is not None:
        # `over runs: mean` is the mean of what was run.
        quantity = ""
    alone = re.sub(r"[\[(].{0,20}[\])]|[:.]$", "", text).strip().lower()
    is_whole = not quantity and bool(_WHOLE.get(alone))
    quantity = _WHOLE[alone] if is_whole else quantity
    subject, spans = _subject(text)
    if subject.network:
        # `two layer mlp` names a network, it is no setting of one.
        settings = {at: value for at, value in settings.items() if "layers" not in at}
    spans += [(0, len(text))] if is_whole else []
    spans += [(mention.start, mention.end) for mention in mentions] + used
    denies = _DENIED.search(text) is not None
    labels: tuple[str, ...]
    if denies and "no" not in settings.values():
        settings, labels = {}, (text.lower(),)
    else:
        labels = _left(text, spans, denies=denies)
    return Meaning(
        text=text,
        quantity=quantity,
        statistic=_STATISTICS.get(kind, Statistic.VALUE) if kind else Statistic.VALUE,
        subject=replace(subject, settings=tuple(sorted(settings.items())), labels=labels),
        unit=unit,
        selection=next((mark.value for mark in selections_in(text)), ""),
        is_derived=kind in _NOT_TOLD or _SCORES.search(text) is not None,
    )


def _unpicked(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Quantities named, but for those by which something was picked: `chosen by val loss`."""
    picked = list(selections_in(text)) if _BY.search(text) else []
    return tuple(
        mention
        for mention in mentions
        if not any(mark.start <= mention.start < mark.end for mark in picked)
    )


def _quantity(text: str, bare: list[Mention]) -> str:
    """The one quantity that a heading names."""
    if _PER_EPOCH.search(text) and not any(at.quantity in ("energy", "carbon") for at in bare):
        return "time" if unit_told(text) or any(at.quantity == "time" for at in bare) else ""
    names = {mention.quantity for mention in bare}
    if len(names) > 1:
        # `Test accuracy after 50 epochs`, `parameters per layer`, `training time of all runs`
        names &= set(RESULTS)
    return next(iter(names)) if len(names) == 1 else ""


def _settings(text: str) -> tuple[dict[str, str], list[tuple[int, int]]]:
    """Values that a heading gives to quantities, and where they stand."""
    parsed = parse(text)
    found: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    for setting in settings_in(parsed, pairs_in(parsed)):
        if setting.quantity not in (*_NEVER_SET, "data_set"):
            found.setdefault(setting.quantity, setting.value)
            spans.append((setting.start, setting.end))
    amounts = find_amounts(text)
    for mention in quantities_in(text):
        for amount in amounts:
            between = text[mention.end : amount.start]
            after = 0 <= amount.start - mention.end <= 6 and _BETWEEN.fullmatch(between)
            is_new = mention.quantity not in (*_NEVER_SET, *found)
            if (after or 0 <= mention.start - amount.end <= 1) and is_new and not mention.name:
                found[mention.quantity] = format(amount.amount.value, "g")
                spans += [(mention.start, mention.end), (amount.start, amount.end)]
    if match := _RUN.search(text):
        found["run"] = match[1]
        found.pop("seed", None)
        spans.append(match.span())
    return found, spans


def _subject(text: str) -> tuple[Subject, list[tuple[int, int]]]:
    """Network, split, epoch, moment and selection, and the words that tell them."""
    spans: list[tuple[int, int]] = []
    selections = list(selections_in(text)) if _BY.search(text) else []
    spans += [(mark.start, mark.end) for mark in selections]

    def is_free(start: int) -> bool:
        return not any(low <= start < high for low, high in spans)

    splits = [mark for mark in splits_in(text) if is_free(mark.start)]
    moments = [mark for mark in moments_in(text) if is_free(mark.start)]
    epochs = [mark for mark in epochs_in(text) if mark.value.isdecimal()]
    networks = [found for found in networks_in(text) if found.name]
    layers = list(layers_in(text))
    for mark in (*splits, *moments, *epochs):
        spans.append((mark.start, mark.end))
    names = {found.name for found in networks} if not layers else set()
    if len(names) == 1:
        spans += [(found.start, found.end) for found in networks]
    moment = _one({mark.value for mark in moments}) or ("final" if _LAST.search(text) else "")
    epoch = _one({mark.value for mark in epochs})
    return (
        Subject(
            network=_one(names),
            split=_one({mark.value for mark in splits}),
            moment=moment,
            epoch=int(epoch) if epoch else None,
            selection=_one({mark.value for mark in selections}),
        ),
        spans,
    )


def _one(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _left(text: str, spans: list[tuple[int, int]], *, denies: bool) -> tuple[str, ...]:
    """Words that were not understood."""
    kept = list(text)
    spans = [*spans, *(match.span() for match in _DENIED.finditer(text) if denies)]
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    rest = _PER.search(text)
    words = "".join(kept)
    words = (
        re.sub(r"[\[(]\s?(?:%|in %|\w{1,8})\s?[\])]|%", " ", words) if unit_told(text) else words
    )
    per = (" ".join(rest[0].lower().replace("/", "per ").split()),) if rest else ()
    words = _PER.sub(" ", words)
    if not _FILLER.sub("", words):
        return per
    return (*per, " ".join(words.lower().split()).strip(" ,:;()[]-–"))
