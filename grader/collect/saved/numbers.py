"""What stands right after a number and tells whether it is a value, a share, a count or a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.collect.saved.tokens import Token, count_of, value_of
from grader.collect.saved.words import COUNTED, PERCENT, UNITS, WRAPPERS, has_part, is_eastern

_CLOSERS = frozenset(")]'\"*`")
_JOINS = frozenset(", - – ~ / : vs versus to and or und bis".split())
_FEWEST_COUNTED = 20
"""A share of fewer is more likely something else, such as `fold 3/5`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """A number and what belongs to it."""

    number: float | None
    """The number, or the share in per cent; None if it is no value."""
    is_percent: bool
    """Whether it is in per cent."""
    is_share: bool
    """Whether it was written as two counts."""
    is_count: bool
    """Whether it counts things that are named after it."""
    next: int
    """Index of the first token that does not belong to it."""


def read_number(tokens: Sequence[Token], at: int) -> After:
    """The number at this index, with what belongs to it."""
    share = _share(tokens, at)
    if share is not None:
        return share
    after = _past_spread(tokens, at + 1)
    after = _past_closers(tokens, after)
    is_percent = after < len(tokens) and _is_percent(tokens[after])
    after = _past_spread(tokens, after + 1) if is_percent else at + 1
    is_count = not is_percent and _is_count(tokens, at)
    is_value = not is_count and (is_percent or not _is_other(tokens, at))
    is_value = is_value and not _goes_on(tokens, after, tokens[at])
    return After(
        number=value_of(tokens[at]) if is_value and tokens[at].text[0] != "+" else None,
        is_percent=is_percent,
        is_share=False,
        is_count=is_count,
        next=after,
    )


def read_list(tokens: Sequence[Token], at: int) -> tuple[list[int], int] | None:
    """Where the numbers of a flat list are whose first one is at this index, and where it ends."""
    found = []
    for index in range(at, len(tokens)):
        token = tokens[index]
        if token.kind == "number":
            found.append(index)
        elif token.text == "]":
            return found, index + 1
        elif token.text not in ",.()'\"%" and not _is_wrapper(token):
            return None
    return None


def _share(tokens: Sequence[Token], at: int) -> After | None:
    texts = [token.text.lower() for token in tokens[at + 1 : at + 4]]
    skipped = 1 if texts[:1] in (["/"], ["of"]) else 2 if texts[:2] == ["out", "of"] else 0
    second = at + 1 + skipped
    if not skipped or second >= len(tokens) or tokens[second].kind != "number":
        return None
    part, whole = count_of(tokens[at]), count_of(tokens[second])
    next_text = tokens[second + 1].text if second + 1 < len(tokens) else ""
    usable = part is not None and whole is not None and part <= whole >= _FEWEST_COUNTED
    if part is None or whole is None or not usable or next_text in (":", "=", "["):
        return After(number=None, is_percent=False, is_share=True, is_count=False, next=second + 1)
    return After(
        number=100 * part / whole, is_percent=True, is_share=True, is_count=False, next=second + 1
    )


def _past_closers(tokens: Sequence[Token], at: int) -> int:
    stop = at
    while stop < len(tokens) and stop < at + 3 and tokens[stop].text in _CLOSERS:
        stop += 1
    return stop if stop < len(tokens) and _is_percent(tokens[stop]) else at


def _past_spread(tokens: Sequence[Token], at: int) -> int:
    """Past `± 0.2` or `+/- 0.2`, if it stands here."""
    texts = [token.text for token in tokens[at : at + 4]]
    signs = 1 if texts[:1] == ["±"] else 3 if texts[:3] == ["+", "/", "-"] else 0
    signs = 2 if texts[:2] == ["+", "-"] else signs
    follows = at + signs < len(tokens) and tokens[at + signs].kind == "number"
    return at + signs + 1 if signs and follows else at


def _is_percent(token: Token) -> bool:
    return token.text == "%" or has_part(token, PERCENT)


def _is_count(tokens: Sequence[Token], at: int) -> bool:
    if not tokens[at].is_whole:
        return False
    for token in tokens[at + 1 : at + 4]:
        if token.kind != "word":
            return False
        if has_part(token, COUNTED) or token.text in COUNTED:
            return True
    return False


def _is_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether letters or a unit right after a number make something else of it."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind != "word":
        return False
    token = tokens[at + 1]
    is_glued = token.start == tokens[at].end and not is_eastern(token)
    return is_glued or token.text.lower() in UNITS


def _goes_on(tokens: Sequence[Token], at: int, number: Token) -> bool:
    """Whether a number is the first of several, so that it is not told which of them is meant."""
    texts = [token.text for token in tokens[at : at + 3]]
    if texts[:1] == ["→"] or texts[:2] in (["-", ">"], ["=", ">"]):
        return True
    if texts[:3] == ["-", "-", ">"]:
        return True
    skipped = 1 if texts and texts[0].lower() in _JOINS else 0
    follows = at + skipped
    if follows >= len(tokens) or tokens[follows].kind != "number":
        return False
    if not skipped or texts[0] == ",":
        # `accuracy 0.84 10000` in a table of scikit-learn's: how many examples there were.
        is_same_sort = number.is_whole or not tokens[follows].is_whole
        return is_same_sort and not _is_other(tokens, follows)
    return not _is_other(tokens, follows) and not _is_count(tokens, follows)


def _is_wrapper(token: Token) -> bool:
    return token.kind == "word" and has_part(token, WRAPPERS | {"nan", "inf"})
