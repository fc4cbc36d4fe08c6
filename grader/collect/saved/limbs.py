"""Where a label ends, and which numbers and notes in brackets stand within one."""

from collections.abc import Sequence
from itertools import takewhile

from grader.collect.saved.labels import standing_split
from grader.collect.saved.tokens import Token
from grader.collect.saved.words import BEST, EPOCHS, SETTINGS, WRAPPERS, has_part, metrics_in

_ENDS = frozenset(",;|{}•&")
_ABBREVIATIONS = frozenset("val acc avg ep valid accu".split())
_STAGES = EPOCHS | {"step", "phase", "iter", "iteration"}
_TOTALS = frozenset({"epochs"})
_LONGEST_NOTE = 12


def ends_label(tokens: Sequence[Token], at: int, label: Sequence[Token]) -> bool:
    """Whether the sign at this index ends the label before it."""
    token = tokens[at]
    if token.kind != "sign":
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text in _ENDS:
        return not (token.text == "," and _is_pair(label, following))
    if following is None or following.kind == "number":
        return False
    is_apart = following.start > token.end
    if token.text == ".":
        last = label[-1].parts[-1:] if label else ()
        return is_apart and not set(last) & _ABBREVIATIONS
    begins_apart = at == 0 or token.start > tokens[at - 1].end
    return token.text in "-–—" and is_apart and begins_apart


def is_within_label(label: Sequence[Token], number: Token) -> bool:
    """Whether a number is a setting, an epoch or the 1 of `acc@1`, inside a longer label."""
    last = list(takewhile(lambda token: token.kind != "number", reversed(label)))
    words = [token for token in reversed(last) if token.kind == "word"]
    is_rank = number.text == "1" and bool(last) and last[0].text == "@"
    is_total = bool(words) and has_part(words[-1], _TOTALS) and len(last) == len(label)
    return is_rank or is_total or bool(words and _is_setting(words))


def is_first_rank(label: Sequence[Token], number: Token) -> bool:
    """Whether a number is the 1 of `top-1`, which says nothing that `accuracy` does not."""
    return is_other_rank(label) and number.text == "1"


def is_other_rank(label: Sequence[Token]) -> bool:
    """Whether a label ends in the `top` of `top-5`."""
    return any(token.text.lower() == "top" for token in label[-2:])


def is_listed(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number at this index is the first in square brackets."""
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    return before[-1:] == ["["] or before == ["[", "("]


def stage_split(label: Sequence[Token]) -> str:
    """The split of `Train Epoch: 3` and `[train] 3`; that of `train 8000` would be a size."""
    is_stage = any(has_part(token, _STAGES) or token.text == "]" for token in label)
    return standing_split([t for t in label if not has_part(t, EPOCHS)]) if is_stage else ""


def note_end(tokens: Sequence[Token], at: int) -> int:
    """Where a note such as `(lr=0.1)`, `[%]` or `[train]` ends that begins here; 0 if none does."""
    if tokens[at].text not in ("(", "["):
        return 0
    inside = tokens[at + 1 : at + 1 + _LONGEST_NOTE]
    is_call = at > 0 and has_part(tokens[at - 1], WRAPPERS)
    if is_call or not inside or inside[0].kind == "number" or has_part(inside[0], WRAPPERS):
        return 0
    for index, token in enumerate(inside):
        if token.text in "([" or metrics_in(token):
            return 0
        if token.text in ")]":
            return at + index + 2
    return 0


def note_words(inside: Sequence[Token]) -> list[Token]:
    """Of a note, what bears on its label; settings and epochs are left out."""
    followers = [*inside[1:], None][: len(inside)]
    return [
        token
        for token, after in zip(inside, followers, strict=True)
        if token.text == "%" or (token.kind == "word" and _bears(token, after))
    ]


def _bears(word: Token, after: Token | None) -> bool:
    is_name = after is not None and (after.text in "=:" or after.kind == "number")
    return not is_name and not has_part(word, EPOCHS | BEST)


def _is_pair(label: Sequence[Token], following: Token | None) -> bool:
    """Whether a comma is that of a pair such as `('accuracy', 0.84)`."""
    is_quoted = len(label) > 1 and label[-1].text in "'\""
    return is_quoted and following is not None and following.kind == "number"


def _is_setting(words: Sequence[Token]) -> bool:
    """Whether these words end in the name of a setting, or in `epoch`."""
    last = words[-1]
    if metrics_in(last):
        return False
    if has_part(last, frozenset({"rate"})):
        return any(has_part(word, frozenset({"learning"})) for word in words[-2:])
    return has_part(last, SETTINGS | EPOCHS)
