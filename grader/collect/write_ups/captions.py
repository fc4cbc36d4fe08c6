"""Which paragraphs are captions, and of what."""

import re
from dataclasses import dataclass

from grader.collect.write_ups.draft import Draft
from grader.records.write_up import BlockKind

LONGEST = 1_500
LONGEST_UNMARKED = 250
NEAR = 2

NAMES = {
    "figure": "Figure", "fig": "Figure", "figura": "Figure", "abbildung": "Figure",
    "abb": "Figure", "bild": "Figure", "图": "Figure", "圖": "Figure", "table": "Table",
    "tab": "Table", "tabelle": "Table", "tableau": "Table", "tabla": "Table", "表": "Table",
    "listing": "Listing", "code": "Listing", "algorithm": "Algorithm", "algorithmus": "Algorithm",
}  # fmt: skip
"""Words for what has a caption, and its English name."""
NUMBER = (
    r"(?:[A-Z]\.?)?\d{1,3}(?:[.\-]\d{1,3}){0,2}(?:\s?\([a-z]\)|[a-z]\b)?|[IVX]{1,5}\b|X+\b|\?+|#"
)
CAPTION = re.compile(
    r"^\W{0,3}(figure|fig|figura|abbildung|abb|bild|table|tab|tabelle|tableau|tabla|listing"
    r"|algorithm|algorithmus|图|圖|表)\.?\s*"
    rf"({NUMBER})?\s*([:.|–—-]|$|(?=\s\S))",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^\s*(?:and\b|or\b|to\b|,|\)|\w+s\b(?<!loss)(?<!ss)\s|shows?|shown|is|are|was|were|gives?"
    r"|zeigt|stellt|sieht|ist|und|can|we|below|above|presents?|compares?|lists?)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"\b(?:in|see|and|by|of|from|to|with|as|the|siehe|und)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a caption names."""

    name: str
    """`Figure`, `Table`, `Listing` or `Algorithm`."""
    number: str
    """As written, empty if it has none."""

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()


def caption_of(text: str) -> Caption | None:
    """What the text names, if it begins as a caption does."""
    match = CAPTION.match(text[:200])
    if match is None:
        return None
    number = " ".join((match[2] or "").split())
    return Caption(name=NAMES[match[1].casefold()], number=number)


def with_captions(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The same blocks, those marked that are captions."""
    return tuple(
        draft.of_kind(BlockKind.CAPTION) if _is_caption(drafts, index) else draft
        for index, draft in enumerate(drafts)
    )


def _is_caption(drafts: tuple[Draft, ...], index: int) -> bool:
    draft = drafts[index]
    if draft.kind not in (BlockKind.TEXT, BlockKind.HEADING) or len(draft.text) > LONGEST:
        return False
    text = " ".join(line.text for line in draft.lines)
    match = CAPTION.match(text[:200])
    if match is None or (draft.kind is BlockKind.HEADING and not match[2]):
        return False
    rest = text[match.end() :]
    if index and drafts[index - 1].kind is BlockKind.TEXT:
        before = drafts[index - 1].lines[-1].text.rstrip()
        if _LEADS_ON.search(before):
            return False
    near = _is_near_float(drafts, index)
    if match[3] in (":", "|", "–", "—", "-") or not rest.strip():
        return bool(match[2]) or near or not rest.strip()
    if match[3] == ".":
        return bool(match[2]) and (len(text) <= LONGEST_UNMARKED or near)
    return bool(match[2]) and near and len(text) <= LONGEST_UNMARKED and not _STATES.match(rest)


def _is_near_float(drafts: tuple[Draft, ...], index: int) -> bool:
    around = drafts[max(0, index - 1) : index] + drafts[index + 1 : index + 2]
    kinds = (BlockKind.FIGURE, BlockKind.TABLE, BlockKind.LISTING)
    return any(draft.kind in kinds for draft in around)


def owners(kinds: list[tuple[BlockKind, str]]) -> dict[int, str]:
    """For figures, tables and listings, the caption that is theirs; by their index.

    `kinds` holds each block's kind and, of captions, what it names. Figures look below them
    first, tables above; each caption is used once.
    """
    found: dict[int, str] = {}
    used: set[int] = set()
    wanted = {BlockKind.FIGURE: "Figure", BlockKind.TABLE: "Table", BlockKind.LISTING: "Listing"}
    for index, (kind, _) in enumerate(kinds):
        name = wanted.get(kind)
        if name is None:
            continue
        below = range(index + 1, min(len(kinds), index + 1 + NEAR))
        above = range(index - 1, max(-1, index - 1 - NEAR), -1)
        order = [*below, *above] if name == "Figure" else [*above, *below]
        for at in order:
            is_caption = kinds[at][0] is BlockKind.CAPTION and at not in used
            if is_caption and kinds[at][1].startswith(name):
                found[index] = kinds[at][1]
                # Several pictures side by side share one caption.
                if kind is not BlockKind.FIGURE:
                    used.add(at)
                break
    return found
