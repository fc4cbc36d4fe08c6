"""What the words before a number, or over a column of numbers, say that it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from grader.collect.saved.tokens import Token
from grader.collect.saved.words import (
    BEST,
    BETWEEN,
    EPOCHS,
    PERCENT,
    SETTINGS,
    STANDING,
    WRAPPERS,
    has_part,
    is_eastern,
    is_other,
    metrics_in,
    splits_in,
)

_BRIDGES = frozenset(":='\"`([*_~≈→-.?%,")
_EQUALS = frozenset(":=~≈→>")
_EQUAL_WORDS = frozenset(
    "is was are of equals reached reaches at 为 是 beträgt bei von est es é".split()
)
_ROUGHLY = frozenset("about approx approximately around roughly now only currently".split())
_PARTIAL = {
    "accuracy": frozenset("batch minibatch mini".split()),
    "loss": frozenset({"total"}),
}
"""Words before a name with which it is that of a part, or a sum over parts."""
_DESCRIPTIONS = (
    WRAPPERS | PERCENT | frozenset("score rate value percentage avg mean average".split())
)
"""Words after a name that need no sign of equality before the number."""


_BETWEEN = BETWEEN | PERCENT | EPOCHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What some words say about the number that they belong to."""

    metric: str = ""
    """`accuracy` or `loss`; empty if neither is named, or both."""
    split: str = ""
    """`train`, `validation` or `test`; empty if none is named."""
    is_percent: bool = False
    """Whether the words themselves say that the number is in per cent."""
    is_best: bool = False
    """Whether it is the best of several."""
    is_equal: bool = False
    """Whether a sign or word of equality stands right before the number."""
    is_clear: bool = True
    """Whether nothing in the words makes something else of the number."""
    context: str = ""
    """The split that a first part of the words names for all that follows: `Test set: ...`."""


UNCLEAR = Label(is_clear=False)


def label_of(tokens: Sequence[Token]) -> Label:
    """What the words right before a number say of it."""
    named = [at for at, token in enumerate(tokens) if metrics_in(token)]
    metrics = {metric for at in named for metric in metrics_in(tokens[at])}
    if len(metrics) != 1:
        return Label(is_clear=not metrics)
    first, last = named[0], named[-1]
    (metric,) = metrics
    prefix = max((at for at in range(first) if tokens[at].text in ":]"), default=-1)
    context = _only(_splits(tokens[: prefix + 1]))
    own = _splits(tokens[prefix + 1 :])
    clear = (
        len(own) <= 1
        and not _is_spoilt(tokens)
        and not _is_partial(tokens[:last], metric)
        and _is_bridge(tokens[last + 1 :])
        and not any(_is_one_of_several(tokens[at]) for at in named)
    )
    return Label(
        metric=metric,
        split=_only(own) or context,
        is_percent=any(_is_percent(token) for token in tokens),
        is_best=any(has_part(token, BEST) or token.text in BEST for token in tokens),
        is_equal=is_equal(tokens),
        is_clear=clear,
        context=context,
    )


def head_label(tokens: Sequence[Token]) -> Label:
    """What the head of a column, or of a row, says of the numbers in it."""
    metrics = {metric for token in tokens for metric in metrics_in(token)}
    splits = _splits(tokens)
    names_rank = any(metrics_in(token) and _is_one_of_several(token) for token in tokens)
    if len(metrics) > 1 or len(splits) > 1 or names_rank:
        return UNCLEAR
    return Label(
        metric=_only(metrics),
        split=_only(splits),
        is_percent=any(_is_percent(token) for token in tokens),
        is_best=any(has_part(token, BEST) for token in tokens),
        is_clear=not _is_spoilt(tokens) and not _is_partial(tokens, _only(metrics)),
    )


def standing_split(tokens: Sequence[Token]) -> str:
    """The split that these words name, and nothing else: `Test set`, `Train Epoch`, `[val]`."""
    words = [token for token in tokens if token.kind == "word"]
    splits = _splits(words)
    is_plain = all(splits_in(word) or has_part(word, STANDING) for word in words)
    signs = all(token.text in ":[]()-=|'\"*#>" for token in tokens if token.kind == "sign")
    return _only(splits) if is_plain and signs else ""


def is_equal(tokens: Sequence[Token]) -> bool:
    """Whether what stands right before a number says that something equals it."""
    for token in reversed(tokens):
        if token.kind == "sign" and token.text in _EQUALS:
            return True
        if token.kind == "word" and not has_part(token, WRAPPERS | _ROUGHLY):
            return token.text.lower() in _EQUAL_WORDS or token.text[-1] in "为是"
        if token.kind == "number":
            return False
    return False


def _is_bridge(tokens: Sequence[Token]) -> bool:
    """Whether nothing between a name and its number leads elsewhere."""
    if [token.text for token in tokens[:2]] == ["@", "1"]:
        tokens = tokens[2:]
    previous = ""
    is_plain = True
    has_settings = any(token.kind == "number" for token in tokens)
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.text == "/" and following is not None and splits_in(following):
            continue
        if token.kind == "word":
            is_setting = has_settings and has_part(token, SETTINGS)
            if not (is_setting or _may_stand_between(token)):
                return False
            is_plain &= has_part(token, _DESCRIPTIONS) or bool(splits_in(token))
        elif token.kind == "number":
            is_plain = False
        elif token.text == ">":
            if previous not in ("-", "="):
                return False
        elif token.kind == "sign" and token.text not in _BRIDGES and token.text not in ")]":
            return False
        previous = token.text
    return is_plain or is_equal(tokens)


def _may_stand_between(token: Token) -> bool:
    is_call = has_part(token, WRAPPERS)
    if is_call or is_eastern(token) or splits_in(token) or metrics_in(token):
        return True
    return all(part in _BETWEEN for part in token.parts)


def _is_spoilt(tokens: Sequence[Token]) -> bool:
    """Whether a word makes something else of the number; the `top` of `top-1` does not."""
    spoiling = [at for at, token in enumerate(tokens) if token.kind == "word" and is_other(token)]
    if len(spoiling) != 1:
        return bool(spoiling)
    texts = [token.text.lower() for token in tokens[spoiling[0] : spoiling[0] + 3]]
    return not (texts[0] in ("top1", "top_1") or texts in (["top", "-", "1"], ["top", "1"]))


def _is_partial(tokens: Sequence[Token], metric: str) -> bool:
    words = _PARTIAL.get(metric, frozenset())
    return any(token.kind == "word" and has_part(token, words) for token in tokens)


def _is_one_of_several(token: Token) -> bool:
    """Whether what is joined to the name makes it one of several, as in `acc5` or `loss_g`."""
    if "loss" in token.parts and {"g", "d"} & set(token.parts):
        return True
    pairs = zip(token.parts, token.parts[1:], strict=False)
    return any(
        after.isdigit() and after != "1" and (before in ("acc", "accuracy", "loss"))
        for before, after in pairs
    )


def _is_percent(token: Token) -> bool:
    return token.text == "%" or has_part(token, PERCENT)


def _splits(tokens: Iterable[Token]) -> set[str]:
    return {split for token in tokens if token.kind == "word" for split in splits_in(token)}


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
