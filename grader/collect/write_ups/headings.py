"""The numbers of headings, and which lines without any mark are headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.collect.write_ups.draft import Draft, DraftLine
from grader.collect.write_ups.marks import BULLET
from grader.records.write_up import BlockKind

LONGEST = 110
MOST_WORDS = 14
MOST_WORDS_WITHIN = 9
"""The same of a heading with text right above or below it."""
LARGEST_NUMBER = 30

_WORDS = (
    "question|questions|problem|part|task|exercise|section|aufgabe|teilaufgabe|teil|frage|übung"
    "|exercice|ejercicio|pregunta|problème|tâche|experiment|step|q|ex|experiment"
)
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,3}"
_KEYWORD = re.compile(
    rf"^({_WORDS})\s*[.:#-]?\s*(?:({_NUMBER})\s*\.?\s*(?:\(?([a-h])\)|([a-h])\b)?"
    r"|(?<![A-Za-z])\(?([a-hA-H])\)?(?=[\s:.)-]|$)|(?<![A-Za-z])((?:I|II|III|IV|V|VI|VII|VIII|IX|X)\b))"
    r"\s*([:.)\]–—-]|$)?\s*",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"^(?:(问题|任务|题目|实验|题|部分)\s*([一二三四五六七八九十]|\d{1,2}(?:\.\d{1,2})*)"
    r"|第\s*([一二三四五六七八九十]|\d{1,2})\s*([题部章节问]))[分：:、.]?\s*"
)
_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("一二三四五六七八九十", 1)}
_DECIMAL = re.compile(
    rf"^§?\s*({_NUMBER})(?:\s*\(?([a-h])\))?\s*([.):、–—-]?)(?:\s+|(?=[^\W\d_])|$)"
)
_LETTER = re.compile(r"^\(?([a-h])\)(?:\s+|$)")
_ROMAN = re.compile(r"^(I|II|III|IV|V|VI|VII|VIII|IX|X)\.\s+(?=[A-Z])")
_ROMANS = {
    numeral: str(value) for value, numeral in enumerate("I II III IV V VI VII VIII IX X".split(), 1)
}
_MAY_BE_NUMBERED = re.compile(
    rf"^[*_#§(\s]*(?:\d|[a-h]\)|[IVX]+\.|(?:{_WORDS})\b|q\d|ex\d|问|任|题|实|部|第)", re.IGNORECASE
)
_UNITS = re.compile(
    r"^(?:%|percent|per cent|points?|pp|epochs?|s|sec|seconds?|min|minutes?|h|hours?|ms|g|kg|kWh"
    r"|GB|MB|times|x|×|million|m|k|e-?\d|hidden|layers?|units?|neurons?|images?|parameters?)\b|^%"
)
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]|[a-z]{2}[.!?;,]$")
_ENDED = re.compile(r"[.!?:。！？]\W*$")
_ITEM_MARK = re.compile(r"^\d{1,2}[.)]\s")
_VERBS = re.compile(
    r"^(?:of|is|are|was|were|asks?|and|in|the|shows?|we|has|have|with|to|for|from|on|at)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A heading taken apart."""

    number: str
    """`2`, `2.4`, `2(a)`, `(a)`; empty if there is none."""
    style: str
    """`decimal`, `letter`, `roman`, or the word before the number: `question`, `part`."""
    title: str
    """The words behind it."""
    has_mark: bool = True
    """Whether a full stop, colon or the like parts number and title, or no title follows."""


def take_apart(text: str) -> Numbered:
    """The number of a heading and its title."""
    text = text.strip().strip("*_#").strip()
    if match := _KEYWORD.match(text):
        letter = match[3] or match[4]
        if match[2]:
            number = _plain(match[2]) + (f"({letter.lower()})" if letter else "")
        elif match[5]:
            number = f"({match[5].lower()})"
        else:
            number = _ROMANS.get(match[6].upper(), "")
        title = text[match.end() :].strip()
        is_apart = bool(match[7]) or not title
        # `Q` and `Ex` are too short to stand for themselves before anything but a number.
        if number and not (match[1].lower() in ("q", "ex") and not match[2]):
            style = _same_word(match[1].lower())
            return Numbered(number=number, style=style, title=title, has_mark=is_apart)
    if match := _CHINESE.match(text):
        digits = match[2] or match[3]
        number = _CHINESE_DIGITS.get(digits, digits)
        style = match[1] or match[4]
        return Numbered(number=number, style=style, title=text[match.end() :].strip())
    return _without_word(text)


def _without_word(text: str) -> Numbered:
    if (match := _DECIMAL.match(text)) and _is_number(match[1]):
        rest = text[match.end() :].strip()
        if not _UNITS.match(rest):
            number = _plain(match[1]) + (f"({match[2]})" if match[2] else "")
            mark = bool(match[3]) or not rest
            return Numbered(number=number, style="decimal", title=rest, has_mark=mark)
    if match := _LETTER.match(text):
        return Numbered(number=f"({match[1]})", style="letter", title=text[match.end() :].strip())
    if match := _ROMAN.match(text):
        title = text[match.end() :].strip()
        return Numbered(number=_ROMANS[match[1]], style="roman", title=title)
    return Numbered(number="", style="", title=text)


def looks_like_heading(text: str) -> bool:
    """Whether a line that stands alone is a numbered heading, by its words."""
    text = text.strip()
    if not text or len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        return False
    if not _MAY_BE_NUMBERED.match(text):
        return False
    found = take_apart(text)
    if not found.number or _SENTENCE.search(found.title):
        return False
    title = found.title
    if found.style in ("decimal", "roman"):
        return bool(title) and _begins_title(title) and not _holds_numbers(title)
    if found.style == "letter":
        return not title or (_begins_title(title) and len(title) < 80)
    return not title or found.has_mark or (_begins_title(title) and not _VERBS.match(title))


def with_headings(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Paragraphs of one line that are headings by their words become headings."""
    found = list(drafts)
    for index, draft in enumerate(drafts):
        heading = _heading_in(draft)
        if heading is not None:
            found[index] = heading
    return tuple(_without_lists(list(_split(found))))


def _heading_in(draft: Draft) -> Draft | None:
    """The block as a heading, if it is one."""
    if draft.is_certain or draft.kind not in (BlockKind.TEXT, BlockKind.LIST):
        return None
    if len(draft.lines) != 1 or BULLET.match(draft.lines[0].text):
        return None
    if not looks_like_heading(draft.lines[0].text):
        return None
    return draft.of_kind(BlockKind.HEADING)


def _split(drafts: list[Draft]) -> Iterator[Draft]:
    """Headings without white space around them are parted from the text that they stand in."""
    last = ""
    for draft in drafts:
        is_open = draft.kind in (BlockKind.TEXT, BlockKind.LIST) and not draft.is_certain
        if draft.kind is BlockKind.HEADING:
            last = outer_number(take_apart(draft.lines[0].text)) or last
        if not is_open or len(draft.lines) < 2:
            yield draft
            continue
        rest: list[DraftLine] = []
        for index, line in enumerate(draft.lines):
            if _is_heading_within(draft.lines, index, is_first=not rest, last=last):
                if rest:
                    yield replace(draft, lines=tuple(rest))
                    rest = []
                last = outer_number(take_apart(line.text)) or last
                yield replace(draft, kind=BlockKind.HEADING, lines=(line,))
            else:
                rest.append(line)
        if rest:
            kind = draft.kind if len(rest) == len(draft.lines) else BlockKind.TEXT
            yield replace(draft, kind=kind, lines=tuple(rest))


def _is_heading_within(
    lines: tuple[DraftLine, ...], index: int, *, is_first: bool, last: str
) -> bool:
    """Whether one line of a paragraph is a heading: its number must go on from the last one."""
    text = lines[index].text
    if not text[:1].strip() or not looks_like_heading(text):
        return False
    parts = take_apart(text)
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if following and not _begins_sentence(following):
        return False
    if parts.style == "letter" or len(parts.title.split()) > MOST_WORDS_WITHIN:
        return False
    if not is_first and not _ENDED.search(lines[index - 1].text):
        return False
    if parts.style not in ("decimal", "roman"):
        return bool(following) or not is_first
    if not goes_on(last, parts.number):
        return False
    has_child = take_apart(following).number == f"{parts.number}.1"
    return "." in parts.number or has_child or (is_first and not _ITEM_MARK.match(text))


def outer_number(parts: Numbered) -> str:
    """The number without a letter; empty if there is nothing but a letter."""
    return "" if parts.number.startswith("(") else parts.number.split("(")[0]


def goes_on(last: str, number: str) -> bool:
    """Whether a number may come behind the last one: one or two further at any depth."""
    before = [int(part) for part in last.split(".")] if last else [0]
    found = [int(part) for part in number.split("(")[0].split(".")]
    shared = 0
    while shared < min(len(before), len(found)) and before[shared] == found[shared]:
        shared += 1
    if shared == len(found):
        return False
    step = found[shared] - (before[shared] if shared < len(before) else 0)
    return 0 < step <= 2 and all(part == 1 for part in found[shared + 1 :])


def _without_lists(drafts: list[Draft]) -> list[Draft]:
    """Three lines `1. ..`, `2. ..`, `3. ..` with nothing between are a list, not headings."""
    found = list(drafts)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _may_be_item(found[end]):
            end += 1
        if end - start >= 3:
            lines = tuple(line for draft in found[start:end] for line in draft.lines)
            found[start:end] = [replace(found[start], kind=BlockKind.LIST, lines=lines)]
            end = start + 1
        start = max(end, start + 1)
    return found


def _may_be_item(draft: Draft) -> bool:
    if draft.kind is not BlockKind.HEADING or draft.is_certain or draft.level is not None:
        return False
    parts = take_apart(draft.text)
    return parts.style in ("decimal", "letter") and "." not in parts.number


def _begins_title(title: str) -> bool:
    first = title.lstrip("\"'“‘(")[:1]
    return first.isupper() or ord(first or " ") > 0x2E7F


def _begins_sentence(text: str) -> bool:
    first = text.lstrip("\"'“‘($")[:1]
    return first.isupper() or first.isdigit() or ord(first or " ") > 0x2E7F


def _holds_numbers(title: str) -> bool:
    """Whether more figures than words stand in it, as in a row of a table."""
    parts = title.split()
    return sum(any(sign.isdigit() for sign in part) for part in parts) * 2 > len(parts)


def _is_number(text: str) -> bool:
    parts = [int(part) for part in text.split(".")]
    return parts[0] > 0 and all(part <= LARGEST_NUMBER for part in parts)


def _plain(number: str) -> str:
    return ".".join(str(int(part)) for part in number.split("."))


def _same_word(word: str) -> str:
    return {"q": "question", "questions": "question", "ex": "exercise"}.get(word, word)
