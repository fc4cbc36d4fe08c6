"""Lines become sentences: line breaks and hyphens inside them go, and what they were is kept."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from grader.collect.write_ups.bold import Spans, merged, moved
from grader.collect.write_ups.draft import MOST_LINES, Draft, DraftLine
from grader.collect.write_ups.marks import ITEM
from grader.records.write_up import BlockKind, LineStart

WHOLE = (BlockKind.TEXT, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST)
"""Kinds whose lines are joined; all others keep theirs."""
FLOATS = (BlockKind.FIGURE, BlockKind.CAPTION, BlockKind.TABLE)
LONGEST_WORD = 60
MOST_BESIDE = 8
"""Lines with which the last one of a paragraph is compared."""
NEAR_END = 0.08
"""How far from the end of the others a full line may end, in widths of the paragraph."""
MOST_FLOATS = 4
"""Figures, tables and captions that may stand in the middle of a sentence."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)[-‐]$")
_BEGINNING = re.compile(r"[^\W\d_]+")
_ENDED = re.compile(r"[.!?:;。！？：；]\s*[\"'”’)\]]*\s*(?:\^\{\d+\})?$")
_KEPT = frozenset(
    "well self non pre semi cross mini high low two three one four real long short fine end state "
    "multi full mean mid ten half time data deep fully batch soft hard max min log hand single "
    "double large small class step train test input output k l r".split()
)
"""First halves after which a hyphen at the end of a line is likely one of the word itself."""
_ENDINGS = ("ing", "ed", "er", "en", "ly", "tion", "sion", "ment", "ness", "able", "ity", "al")


def vocabulary(drafts: Iterable[Draft]) -> Counter[str]:
    """How often each word, with its hyphens, stands within a line."""
    words: Counter[str] = Counter()
    for draft in drafts:
        for line in draft.lines:
            if draft.kind in WHOLE:
                words.update(word.casefold() for word in _WORD.findall(line.text))
    return words


def healed(draft: Draft, words: Counter[str]) -> tuple[str, tuple[LineStart, ...], Spans]:
    """The text of a block, where in it each of its lines begins, and which words are bold."""
    whole = draft.kind in WHOLE
    pieces: list[str] = []
    starts: list[LineStart] = []
    bold: list[tuple[int, int]] = []
    length = 0
    for line in draft.lines:
        piece = line.text.strip() if whole else line.text.rstrip()
        if starts and whole and not piece:
            continue
        if starts:
            new_item = draft.kind is BlockKind.LIST and ITEM.match(line.text)
            joined = _joined(pieces[-1], piece, words) if whole and not new_item else "\n"
            if joined == "-":
                pieces[-1], length = pieces[-1][:-1], length - 1
            else:
                pieces[-1] += joined
                length += len(joined)
        starts.append(LineStart(offset=length, line=line.line, page=line.page, box=line.box))
        pieces.append(piece)
        cut = len(line.text) - len(line.text.lstrip()) if whole else 0
        bold += moved(moved(line.bold, -cut, most=len(piece)), length, most=length + len(piece))
        length += len(piece)
    text = "".join(pieces).rstrip()
    spans = merged(bold, text) if whole else tuple(bold)
    return text, tuple(starts), moved(spans, 0, most=len(text))


def with_whole_sentences(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Paragraphs that were parted in the middle of a sentence are one again.

    A page's end, a figure or an empty line may have parted them.
    """
    found: list[Draft] = []
    for draft in drafts:
        index = _begun_sentence(found, draft)
        if index is None:
            found.append(draft)
        else:
            found[index] = replace(found[index], lines=found[index].lines + draft.lines)
    return tuple(found)


def _begun_sentence(found: list[Draft], draft: Draft) -> int | None:
    """Index of the paragraph that goes on in this one, if one does."""
    if draft.kind is not BlockKind.TEXT or draft.is_certain or draft.is_note or not draft.lines:
        return None
    for back in range(1, min(len(found), MOST_FLOATS + 1) + 1):
        before = found[-back]
        if before.cell != draft.cell:
            return None
        if before.kind in FLOATS or before.is_note:
            continue
        is_open = before.kind in (BlockKind.TEXT, BlockKind.LIST) and not before.is_certain
        is_open = is_open and len(before.lines) < MOST_LINES
        return len(found) - back if is_open and _goes_on(before, draft, apart=back > 1) else None
    return None


def _goes_on(before: Draft, draft: Draft, *, apart: bool) -> bool:
    last, first = before.lines[-1].text.rstrip(), draft.lines[0].text.lstrip()
    if not last or not first or _ENDED.search(last):
        return False
    if ITEM.match(first) or (before.kind is BlockKind.LIST and apart):
        return False
    if first[0].islower():
        return len(first) > 1 and (first[1].isalpha() or first[1] in " /=-'’")
    if _is_full(before) and _is_parted(before.lines[-1], draft.lines[0]):
        return True
    # Behind a hyphen or a comma even a capital letter or a number goes on.
    same_page = before.lines[-1].page == draft.lines[0].page
    return last.endswith(("-", ",")) and not apart and not same_page


def _is_parted(last: DraftLine, first: DraftLine) -> bool:
    """Whether a page or column ends between two lines of a PDF."""
    if last.box is None or first.box is None:
        return False
    return last.page != first.page or first.box[1] > last.box[3]


def _is_full(draft: Draft) -> bool:
    """Whether its last line of several reaches as far as the others on its page."""
    last = draft.lines[-1]
    boxes = [line.box for line in draft.lines[-MOST_BESIDE:] if line.page == last.page and line.box]
    if len(boxes) < 2 or last.box is None:
        return False
    right = max(box[2] for box in boxes)
    return right - last.box[2] < NEAR_END * (right - min(box[0] for box in boxes))


def _joined(text: str, piece: str, words: Counter[str]) -> str:
    """What comes between two lines: a space or nothing; `-` if the hyphen must go."""
    broken, beginning = _BROKEN.search(text[-LONGEST_WORD:]), _BEGINNING.match(piece)
    if broken and beginning and beginning[0][0].islower():
        # Behind `state-of-the-` another part of the same word follows.
        is_inner = text[: -len(broken[0])].endswith("-")
        keeps = _keeps_hyphen(broken[1], beginning[0], words, is_inner=is_inner)
        return "" if keeps else "-"
    if text.endswith(("-", "/")) and not text.endswith((" -", " /")) and piece[:1].isalnum():
        return ""
    if text and piece and _is_wide(text[-1]) and _is_wide(piece[0]):
        return ""
    return " " if text and piece else ""


def _keeps_hyphen(first: str, second: str, words: Counter[str], *, is_inner: bool) -> bool:
    """Whether the hyphen at a line's end is part of the word: the rest of the text may tell."""
    first, second = first.casefold(), second.casefold()
    with_hyphen, without = words[f"{first}-{second}"], words[first + second]
    if with_hyphen != without:
        return with_hyphen > without
    if is_inner:
        return True
    return first in _KEPT and len(second) > 3 and second not in _ENDINGS


def _is_wide(letter: str) -> bool:
    return ord(letter) > 0x2E7F
