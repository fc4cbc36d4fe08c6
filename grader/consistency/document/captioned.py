"""What the document has that bears a number: figures, tables and listings, and their captions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from grader.consistency.document.notes import LONGEST
from grader.records import Block, BlockKind, WriteUp

FLOATS = (BlockKind.FIGURE, BlockKind.TABLE, BlockKind.LISTING)
NEAR = 2
"""Blocks between a caption and what it belongs to, at most."""
MOST = 1_000
"""Captions that are looked at."""

_WORD = (
    r"(figures?|figs?|figura|abbildung|abb|bild|tables?|tab|tabelle|tableau|tabla|listing"
    r"|algorithm|algorithmus|图|圖|表)"
)
_NUMBER = r"((?:[A-Z]\.?)?\d{1,3}(?:[.\-]\d{1,3}){0,2}(?:\s?\([a-z]\)|[a-z]\b)?|(?-i:[IVX]{1,5})\b)"
_BEGINS = re.compile(rf"(?:^|[\n\t])[^\w\n]{{0,4}}{_WORD}\.?\s{{0,3}}{_NUMBER}", re.IGNORECASE)
_LINE = re.compile(rf"[^\w\n]{{0,4}}{_WORD}\.?\s{{0,3}}{_NUMBER}[.:–—-]?\s+\S", re.IGNORECASE)
_NAMES = re.compile(rf"(?<![^\W\d_]){_WORD}\.?\s{{0,3}}{_NUMBER}\s{{0,2}}[:|]", re.IGNORECASE)
_STATES = re.compile(
    r"\s*(?:[,)]|(?-i:\s(?:[a-z]{2,12}ly\s|also\s|then\s|again\s|now\s|only\s|just\s|thus\s){0,2}"
    r"[a-z]{3,14}(?:s|ed)\s(?:that|how|what|why|whether|the|us|our|this|it)\b)"
    r"|(?:(?:[a-z]{2,12}ly|also|then|again|now|only|just|thus)\s){0,2}"
    r"(?:and|or|to|we|one|you|i|below|above|then|also|is|are|was|were|has|have|had|can|could|may"
    r"|will|would|should|does|do|did|not|makes?|made|gives?|gave|sees?|draws?|drew|tells?|told|lets?"
    r"|helps?|proves?|looks?|stands?|refers?|belongs?|corresponds?|leaves?|allows?|comes?"
    r"|(?:show|reveal|demonstrat|confirm|illustrat|depict|plot|present|display|compar|summari[sz]"
    r"|report|contain|provid|visuali[sz]|indicat|suggest|explain|highlight|describ|includ|impl"
    r"|support|underlin|exhibit|clarif|mirror|reflect|point|list|prov)(?:e|es|s|ed|d|ies|ied|y)?"
    r"|shown|zeigt|zeigen|stellt|verdeutlicht|veranschaulicht|gibt|enthält|sieht|ist|sind|und"
    r"|muestra|presenta|ilustra|es|montre|présente|illustre|est|et|mostra)\b(?!\sof\b)"
    r"|(?:显示|展示|给出|是|所示|中|表明|为|可以|描述|说明|反映|可见|和))",
    re.IGNORECASE,
)
"""What goes on from a number in a sentence about the thing, and not in its caption."""
_LEADS_ON = re.compile(
    r"\b(?:see|in|of|by|from|on|with|to|and|also|siehe|in der|ver|voir)\s(?:the\s)?$", re.IGNORECASE
)
_ENGLISH = {"f": "Figure", "a": "Figure", "b": "Figure", "图": "Figure", "圖": "Figure",
            "t": "Table", "表": "Table", "l": "Listing"}  # fmt: skip
_LABEL = re.compile(r"^\W{0,4}\w{1,12}\.?\s{0,3}" + _NUMBER + r"?\s{0,3}[:.|–—-]{0,2}\s{0,3}", re.I)
_CONTINUED = re.compile(r"\bcont(?:inued|['’]?d|\.)|\bfortsetzung\b|续", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """One caption."""

    name: str
    """`Figure`, `Table`, `Listing` or `Algorithm`."""
    number: str
    """In one notation: `3`, `2.1`, `4a`, `iv`."""
    block: int
    """Index of its block."""
    words: str
    """Its words behind the number."""
    floats: frozenset[int]
    """Indices of the figures, tables or listings close to it."""

    @property
    def title(self) -> str:
        """What it names: `Figure 3`."""
        return f"{self.name} {self.number}"


def captions_of(write_up: WriteUp) -> tuple[Captioned, ...]:
    """Every caption that bears a number, in order; of alternative texts too."""
    return tuple(islice(_captions(write_up.blocks), MOST))


def _captions(blocks: tuple[Block, ...]) -> Iterator[Captioned]:
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.CAPTION and " " in block.number:
            name, number = block.number.split(" ", 1)
            if not any(sign.isalnum() for sign in number) or set(number) == {"X"}:
                continue
        elif block.kind is BlockKind.FIGURE and block.source:
            match = _BEGINS.match(block.text[:200])
            if match is None:
                continue
            name, number = _english(match[1]), match[2]
        else:
            continue
        found = Captioned(
            name=name,
            number=plain(number),
            block=index,
            words=words_behind_label(block.text),
            floats=frozenset(_near(blocks, index, name)),
        )
        if not _repeats_alternative(blocks, found):
            yield found


def words_behind_label(text: str) -> str:
    """The words of a caption without `Figure 3:`."""
    match = _LABEL.match(text[:200])
    if match is None or not re.match(rf"\W{{0,4}}{_WORD}", text[:40], re.IGNORECASE):
        return text.strip()
    return text[match.end() :].strip()


def is_continued(caption: Captioned) -> bool:
    """Whether it says that it goes on from another page."""
    return bool(_CONTINUED.search(caption.words[:200]))


def goes_on(text: str, at: int) -> bool:
    """Whether a number is followed by what a sentence says of the thing, and no caption does."""
    return bool(_STATES.match(text, at))


def plain(number: str) -> str:
    """A number in one notation: `3 (a)` and `3a` are 3a, `2-1` is 2.1."""
    inner = "".join(number.split()).strip("().:").replace("(", "").replace(")", "")
    return inner.replace("-", ".").casefold()


def main(number: str) -> str:
    """The number without the letter of a part: 3 of 3a."""
    return re.sub(r"(?<=\d)[a-z]$", "", number)


def mentioned_elsewhere(write_up: WriteUp) -> frozenset[tuple[str, str]]:
    """Names and numbers that begin a line, or stand before a colon: they may be captions."""
    found: set[tuple[str, str]] = set()
    for block in write_up.blocks:
        text = block.text[:LONGEST]
        for match in _BEGINS.finditer(text):
            if not goes_on(text, match.end()):
                found.add((_english(match[1]), main(plain(match[2]))))
        found |= set(_at_lines(block))
        for match in _NAMES.finditer(text):
            if not _LEADS_ON.search(text, max(0, match.start() - 12), match.start()):
                found.add((_english(match[1]), main(plain(match[2]))))
    return frozenset(found)


def _at_lines(block: Block) -> Iterator[tuple[str, str]]:
    """Names at the beginning of a line that begins a sentence, inside a paragraph."""
    for start in block.lines[1:]:
        match = _LINE.match(block.text, start.offset)
        if match is None or goes_on(block.text, match.end(2)):
            continue
        before = block.text[max(0, start.offset - 8) : start.offset].rstrip()
        if not before or before[-1] in ".!?:)%]" or before[-1].isdigit():
            yield _english(match[1]), main(plain(match[2]))


def _english(word: str) -> str:
    small = word.casefold()
    return "Algorithm" if small.startswith("alg") else _ENGLISH[small[0]]


def _near(blocks: tuple[Block, ...], index: int, name: str) -> Iterator[int]:
    kinds = {
        "Figure": (BlockKind.FIGURE,),
        "Table": (BlockKind.TABLE, BlockKind.FIGURE),
        "Listing": (BlockKind.LISTING,),
    }.get(name, FLOATS)
    for at in range(max(0, index - NEAR), min(len(blocks), index + NEAR + 1)):
        if blocks[at].kind in kinds:
            yield at


def _repeats_alternative(blocks: tuple[Block, ...], caption: Captioned) -> bool:
    """Whether a picture's alternative text says what a caption beside it says again."""
    if blocks[caption.block].kind is not BlockKind.FIGURE:
        return False
    around = blocks[max(0, caption.block - NEAR) : caption.block + NEAR + 1]
    return any(
        block.kind is BlockKind.CAPTION and plain(block.number.partition(" ")[2]) == caption.number
        for block in around
    )
