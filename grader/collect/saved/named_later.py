"""Numbers whose name follows them: `8439/10000 correct`, `we reach 84.3 % test accuracy`."""

from collections.abc import Sequence

from grader.collect.saved.labels import Label, label_of
from grader.collect.saved.numbers import After
from grader.collect.saved.tokens import Token
from grader.collect.saved.words import CORRECT, has_part, is_other, splits_in

_MOST_WORDS = 4


def label_after(tokens: Sequence[Token], before: Sequence[Token], after: After) -> Label | None:
    """What the words around a number in per cent say of it that nothing before it names."""
    if after.number is None or not after.is_percent:
        return None
    following = _following(tokens, after.next, claimed_by=":=" if after.is_share else ":=([")
    near = [token for token in (*before[-_MOST_WORDS:], *following) if token.kind == "word"]
    label = label_of(following)
    if any(map(is_other, near)) or not label.is_clear:
        return None
    if after.is_share and any(has_part(word, CORRECT) for word in near):
        splits = {split for word in near for split in splits_in(word)}
        return Label(metric="accuracy", split=splits.pop() if len(splits) == 1 else "")
    return label if label.metric == "accuracy" and not after.is_share else None


def _following(tokens: Sequence[Token], at: int, *, claimed_by: str) -> list[Token]:
    """The few words after a number, unless another number or sign of equality claims them."""
    words: list[Token] = []
    for token in tokens[at : at + _MOST_WORDS + 1]:
        if token.kind == "word":
            words.append(token)
        elif token.kind == "number" or token.text in claimed_by:
            return []
        else:
            break
    return words if len(words) <= _MOST_WORDS else []
