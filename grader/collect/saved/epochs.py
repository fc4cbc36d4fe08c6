"""Which epoch a line speaks of: `Epoch [3/50]`, `epoch=3`, `第3轮`, `[3, 2000] loss`."""

from bisect import bisect_left
from collections.abc import Sequence

from grader.collect.saved.tokens import Token, count_of
from grader.collect.saved.words import EPOCHS, has_part

_LARGEST = 1_000_000


def epochs_in(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The epochs that a line names, each with the index of its number."""
    found = []
    for at, token in enumerate(tokens):
        if token.kind == "number" and (number := _whole(token)) is not None:
            is_named = _is_after_word(tokens, at) or _is_eastern(tokens, at)
            if is_named or (at == 1 and _is_pair(tokens)):
                found.append((at, number))
    return found


def epoch_at(
    mentions: Sequence[tuple[int, int]], at: int, *, is_best: bool, stop: int
) -> int | None:
    """The epoch of the value at an index; what comes after it counts up to the index `stop`.

    The best of several is of an epoch that is told after it, if at all.
    """
    following = bisect_left(mentions, (at, 0))
    if is_best:
        after = mentions[following : following + 2]
        near = [number for index, number in after if index < stop]
        return near[0] if len(near) == 1 else None
    if following:
        return mentions[following - 1][1]
    return mentions[0][1] if len(mentions) == 1 else None


def _whole(token: Token) -> int | None:
    text = token.text.removesuffix(".0")
    if not token.is_whole and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    count = count_of(token)
    return count if count is not None and count < _LARGEST else None


def _is_after_word(tokens: Sequence[Token], at: int) -> bool:
    for token in reversed(tokens[max(0, at - 4) : at]):
        if token.kind == "word":
            is_one = has_part(token, EPOCHS)
            return is_one or (has_part(token, frozenset({"epochs"})) and _has_total(tokens, at))
        if token.kind == "number" or token.text not in ":=#[(-'\"|":
            return False
    return False


def _has_total(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text == "/"


def _is_eastern(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before.endswith("第") and after.startswith(("轮", "个", "輪"))


def _is_pair(tokens: Sequence[Token]) -> bool:
    """`[3, 2000] loss: 2.2`: epoch and batch, as in the best known of all tutorials."""
    texts = [token.text for token in tokens[:6]]
    return (
        len(texts) > 5
        and (texts[0], texts[2], texts[4]) == ("[", ",", "]")
        and count_of(tokens[3]) is not None
        and tokens[5].text.lower() == "loss"
    )
