"""Where a text sets something computed equal to a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.itself.arithmetic.tokens import Sort, Token, tokens_of

_MOST_TOKENS = 200_000
_LONGEST_RUN = 400
"""Tokens without a word between them; what is longer was not written for a reader."""
_PARAMETERS = frozenset("parameter parameters params param weights connections".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Equality:
    """Two sides that are said to be equal; at least one computes something."""

    left: tuple[Token, ...]
    """The side that stands first."""
    right: tuple[Token, ...]
    """The other."""
    is_loose: bool
    """Whether they are only said to be about equal."""
    is_weak: bool
    """Whether the words between them may mean something else: it can only be confirmed."""

    @property
    def start(self) -> int:
        """Index of its first character in the text."""
        return min(self.left[0].start, self.right[0].start)

    @property
    def end(self) -> int:
        """Index after its last."""
        return max(self.left[-1].end, self.right[-1].end)


def equalities_in(text: str) -> Iterator[Equality]:
    """Every equality of a text in order."""
    run: list[Token] = []
    before: Token | None = None
    for count, token in enumerate(tokens_of(text)):
        if count > _MOST_TOKENS:
            break
        if token.sort not in (Sort.WORD, Sort.END):
            run.append(token)
            continue
        if len(run) > 2:
            yield from _of_run(run, before, token)
        before, run = token, []
    if len(run) > 2:
        yield from _of_run(run, before, None)


def _of_run(run: list[Token], before: Token | None, after: Token | None) -> Iterator[Equality]:
    """The equalities in a row of tokens that no word or mark cuts."""
    if len(run) > _LONGEST_RUN:
        return
    pieces, relations = _pieces(run)
    for piece in pieces:
        yield from _explained(piece)
    for index, relation in enumerate(relations):
        is_first, is_last = index == 0, index == len(relations) - 1
        left = _left(pieces[index], before if is_first else None)
        right = _right(pieces[index + 1], after if is_last else None)
        if left and right and (_computes(left) or _computes(right)):
            yield Equality(
                left=left, right=right, is_loose=relation.is_loose, is_weak=relation.is_weak
            )


def _pieces(run: list[Token]) -> tuple[list[list[Token]], list[Token]]:
    pieces: list[list[Token]] = [[]]
    relations: list[Token] = []
    for token in run:
        if token.sort is Sort.EQUALS:
            relations.append(token)
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces, relations


def _left(piece: list[Token], before: Token | None) -> tuple[Token, ...]:
    """The side before the sign, without what does not belong to it; empty if it is unsure."""
    tokens = _balanced(piece)
    while tokens and tokens[0].sort is Sort.UNIT:
        tokens = tokens[1:]
    if not tokens or _belongs(before, tokens[0]):
        return ()
    # `- 3 × 3 = 9` behind a word: a dash or a minus.
    return () if _is_sign(tokens[0], "+-*/^") and before is not None else tuple(tokens)


def _belongs(before: Token | None, first: Token) -> bool:
    """Whether the word before a number may be a part of what is computed."""
    if before is None or before.sort is not Sort.WORD:
        return before is not None and before.text in ("<", ">", "|", "√", "∑", "Σ")
    letter = len(before.text) == 1 and before.text not in "aAI"
    name = before.text.lower().lstrip("\\")
    return letter or name in _FUNCTIONS or before.end == first.start


_FUNCTIONS = frozenset(
    """log ln lg sqrt exp tanh sin cos max min floor ceil round mean std sum avg average abs sigmoid
    relu softmax int len var half twice double sum prod cdot mathbf frac""".split()
)


def _right(piece: list[Token], after: Token | None) -> tuple[Token, ...]:
    """The side behind the sign, up to where something else begins; empty if it is unsure."""
    tokens = _closed(piece)
    if after is not None and tokens and after.sort is Sort.WORD:
        tokens = tokens[:-1] if _is_sign(tokens[-1], "(") else tokens
        if tokens and _is_sign(tokens[-1], "-") and not tokens[-1].is_tight:
            tokens = tokens[:-1]
        elif tokens and (tokens[-1].end == after.start or _is_sign(tokens[-1], "+-*/^(")):
            return ()
        if len(after.text) == 1 and after.text not in "aAI":
            return ()
    elif after is not None and after.text in (":", "<", ">", "±", "|", "!") and len(tokens) > 0:
        return ()
    elif tokens and _is_sign(tokens[-1], "(-"):
        tokens = tokens[:-1]
    tokens = _cut_at_second_number(tokens)
    return tuple(tokens) if tokens and not _is_sign(tokens[-1], "+-*/^(") else ()


def _cut_at_second_number(tokens: list[Token]) -> list[Token]:
    """`25,120 (98 %` are two numbers: what is said ends before the second."""
    for index in range(1, len(tokens)):
        joined = tokens[index - 1].sort is not Sort.SIGN or tokens[index - 1].text == ")"
        opens = tokens[index].sort is Sort.NUMBER or _is_sign(tokens[index], "(")
        if joined and opens and not (tokens[index - 1].text == ")" and tokens[index].text == "("):
            return tokens[:index]
    return tokens


def _explained(piece: list[Token]) -> Iterator[Equality]:
    """`25,120 parameters (784 × 32 + 32)`: a number with its computation behind it."""
    for index in range(1, len(piece)):
        if not _is_sign(piece[index], "("):
            continue
        inner = _closed(piece[index + 1 :])
        head = index - 1
        while head > 0 and piece[head].sort is Sort.UNIT:
            head -= 1
        outer = piece[head:index]
        alone = head == 0 or piece[head - 1].sort is not Sort.SIGN
        if not (inner and outer[0].sort is Sort.NUMBER and alone and _computes(inner)):
            continue
        # Only of parameters `a × b + b` is surely how the number before it comes about.
        counts = any(token.text.lower() in _PARAMETERS for token in outer)
        whole = {token.text for token in inner if token.sort is Sort.SIGN} >= {"*", "+"}
        yield Equality(
            left=tuple(inner),
            right=tuple(outer),
            is_loose=False,
            is_weak=not (counts and whole),
        )


def _closed(piece: Sequence[Token]) -> list[Token]:
    """The tokens up to the first bracket that closes nothing."""
    depth = 0
    for index, token in enumerate(piece):
        depth += _is_sign(token, "(") - _is_sign(token, ")")
        if depth < 0:
            return list(piece[:index])
    return list(piece)


def _balanced(piece: list[Token]) -> list[Token]:
    """The tokens behind the last bracket that is never closed, or that closes nothing."""
    depth, tokens = 0, list(piece)
    for index in range(len(piece) - 1, -1, -1):
        depth += _is_sign(piece[index], ")") - _is_sign(piece[index], "(")
        if depth < 0:
            return tokens[index + 1 :]
    return tokens if depth == 0 else [token for token in tokens if not _is_sign(token, ")")]


def _computes(tokens: Sequence[Token]) -> bool:
    signs = sum(
        (index > 0 and _is_sign(token, "+-*/^")) or token.text == "f"
        for index, token in enumerate(tokens)
    )
    return bool(signs) and sum(token.sort is Sort.NUMBER for token in tokens) > 1


def _is_sign(token: Token, signs: str) -> bool:
    return token.sort is Sort.SIGN and token.text in signs
