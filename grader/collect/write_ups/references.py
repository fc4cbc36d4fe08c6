"""Mentions of figures, tables, equations, listings and sections in running text."""

import re
from collections.abc import Iterator

from grader.records.write_up import Block, BlockKind, Reference

LONGEST = 200_000
MOST = 2_000

_KINDS = {
    "fig": "figure", "figs": "figure", "figure": "figure", "figures": "figure", "abb": "figure",
    "abbildung": "figure", "abbildungen": "figure", "图": "figure", "圖": "figure",
    "figura": "figure", "figuras": "figure", "tabla": "table", "tablas": "table",
    "tableau": "table",
    "table": "table", "tables": "table", "tab": "table", "tabelle": "table", "tabellen": "table",
    "表": "table", "eq": "equation", "eqs": "equation", "eqn": "equation", "equation": "equation",
    "equations": "equation", "gleichung": "equation", "listing": "listing", "listings": "listing",
    "algorithm": "algorithm", "section": "section", "sections": "section", "sec": "section",
    "abschnitt": "section", "appendix": "appendix", "anhang": "appendix",
}  # fmt: skip
_NUMBER = (
    r"\(?(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3}){0,2}\)?(?:\s?\([a-z]\)|[a-z]\b)?|X{1,3}\b|\?{1,3}|#"
)
_MENTION = re.compile(
    r"(?<![A-Za-z])(figures?|figs?|figuras?|abbildung(?:en)?|abb|tables?|tablas?|tableau|tab|tabellen?|equations?|eqn|eqs?"
    r"|gleichung|listings?|algorithm|sections?|sec|abschnitt|appendix|anhang|图|圖|表)"
    rf"\.?[\s~]{{0,3}}({_NUMBER}|(?<=appendix )[A-H]\b|(?<=Appendix )[A-H]\b|\[\?\])"
    rf"((?:(?:\s*(?:,|and|&|und|to|–|-|,\s*and)\s*)(?:{_NUMBER})(?!\s*%|\.\d|\w)){{0,8}})",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"(?:,\s*and|,|and|&|und|to|–|-)\s*({_NUMBER})", re.IGNORECASE)
_IN = (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION, BlockKind.HEADING)


def references_in(blocks: tuple[Block, ...]) -> tuple[Reference, ...]:
    """All mentions in order; what a caption itself names is none."""
    found: list[Reference] = []
    for index, block in enumerate(blocks):
        if block.kind in _IN:
            found += _in_block(block, index)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _in_block(block: Block, index: int) -> Iterator[Reference]:
    for match in _MENTION.finditer(block.text[:LONGEST]):
        own = block.kind is BlockKind.CAPTION and match.start() < 4
        if own or not _is_written_out(match):
            continue
        kind = _KINDS[match[1].casefold()]
        yield _reference(block, index, kind, match[2], match[0], match.start())
        for more in _FURTHER.finditer(match[3] or ""):
            yield _reference(block, index, kind, more[1], match[0], match.start())


def _reference(
    block: Block, index: int, kind: str, number: str, words: str, offset: int
) -> Reference:
    return Reference(
        kind=kind,
        number=_plain(number),
        words=words.strip() if words.count("(") == words.count(")") else words.strip().rstrip(")"),
        place=block.place_of(offset),
        block=index,
        offset=offset,
    )


def _plain(number: str) -> str:
    """The number alone: `(3)` and `3)` are 3, `3 (a)` is 3(a)."""
    inner = "".join(number.split()).removeprefix("(").strip("[]")
    return inner if "(" in inner else inner.rstrip(")")


def _is_written_out(match: re.Match[str]) -> bool:
    """Not `tab 3` in small letters, nor `sec 5` or `eq`: those may mean something else."""
    word = match[1]
    short = word.casefold() in ("tab", "sec", "eq", "eqs", "eqn", "abb")
    return not short or word[0].isupper()
