"""Numbers of questions at the beginning of a paragraph, as in `**1.2** I used ..`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.collect.write_ups.bold import moved
from grader.collect.write_ups.draft import Draft, DraftLine
from grader.collect.write_ups.headings import Numbered, goes_on, outer_number, take_apart
from grader.records.write_up import BlockKind

LONGEST_LEAD = 90
FEWEST_BOLD, FEWEST_PLAIN = 2, 3
"""Paragraphs of a document that begin with a number, at least, before it means anything."""
MOST_STRAY = 0.4
"""Share of them whose number may not go on from the one before."""

_ASKED = (
    "question",
    "problem",
    "task",
    "exercise",
    "aufgabe",
    "teilaufgabe",
    "frage",
    "问题",
    "题",
)
_PLAIN_LEAD = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}[.:)]?(?=\s+[A-ZÄÖÜ\"'“(])"
    r"|(?:questions?|problem|task|exercise|aufgabe|teilaufgabe|frage|q)\s?"
    r"\d{1,2}(?:\.\d{1,2}){0,3}(?:\s?\(?[a-h]\))?\s?[.:)](?=\s)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s?\(?[a-h]\)(?=\s))",
    re.IGNORECASE,
)
_BEHIND_LEAD = re.compile(r"^[\s.:)\]–—-]+")
_ENDED = re.compile(r"[.!?:。！？][\"')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """The number that a line of a paragraph begins with."""

    end: int
    """Index behind it in the line."""
    parts: Numbered
    is_bold: bool

    @property
    def kind(self) -> str:
        """What is counted together: `word`, `dotted`, `letter` or `plain`."""
        if self.parts.style in _ASKED:
            return "word"
        if self.parts.number.startswith("("):
            return "letter"
        return "dotted" if "." in self.parts.number or "(" in self.parts.number else "plain"


def with_run_ins(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The same blocks; where paragraphs begin with numbers throughout, those become headings."""
    meant = _meant(drafts)
    if not meant:
        return drafts
    return tuple(
        part for index, draft in enumerate(drafts) for part in _parted(draft, index, meant)
    )


def _meant(drafts: tuple[Draft, ...]) -> dict[tuple[int, int], _Lead]:
    """The numbers that go on from each other, by block and line, if there are enough of them."""
    found: dict[tuple[str, bool], list[tuple[tuple[int, int], _Lead]]] = {}
    stray: dict[tuple[str, bool], int] = {}
    last, letter = "", ""
    has_numbered = False
    for index, draft in enumerate(drafts):
        if draft.kind is BlockKind.HEADING:
            number = take_apart(draft.lines[0].text).number
            has_numbered = has_numbered or bool(number)
            last, letter = outer_number(take_apart(draft.lines[0].text)) or last, ""
            continue
        for line, lead in _leads(draft):
            key = (lead.kind, lead.is_bold)
            if lead.kind == "letter":
                fits = _follows_letter(letter, lead.parts.number)
                letter = lead.parts.number if fits else letter
            else:
                fits = goes_on(last, lead.parts.number) or _same_with_letter(last, lead)
                last, letter = (outer_number(lead.parts), "") if fits else (last, letter)
            if fits:
                found.setdefault(key, []).append(((index, line), lead))
            else:
                stray[key] = stray.get(key, 0) + 1
    return {
        place: lead
        for (kind, is_bold), leads in found.items()
        if len(leads) >= (FEWEST_BOLD if is_bold or kind == "word" else FEWEST_PLAIN)
        if stray.get((kind, is_bold), 0) <= MOST_STRAY * len(leads)
        if kind != "plain" or not has_numbered
        for place, lead in leads
    }


def _leads(draft: Draft) -> Iterator[tuple[int, _Lead]]:
    """The lines of a paragraph that begin with a number, with words behind it."""
    if draft.kind not in (BlockKind.TEXT, BlockKind.LIST) or draft.is_certain or draft.is_note:
        return
    for index, line in enumerate(draft.lines):
        if index and not _ENDED.search(draft.lines[index - 1].text.rstrip()):
            continue
        lead = _lead(line, is_first=index == 0)
        if lead is not None and (len(draft.lines) > 1 or line.text[lead.end :].strip(" .:)")):
            yield index, lead


def _lead(line: DraftLine, *, is_first: bool) -> _Lead | None:
    end = line.bold[0][1] if line.bold and line.bold[0][0] == 0 else 0
    if 0 < end <= LONGEST_LEAD:
        parts = take_apart(line.text[:end].rstrip(" .:"))
        if parts.number and len(parts.title.split()) <= 10:
            return _Lead(end=end, parts=parts, is_bold=True)
    plain = _PLAIN_LEAD.match(line.text) if is_first else None
    if plain is None or _is_short(line.text[plain.end() :]):
        return None
    parts = take_apart(plain[0].rstrip(" .:"))
    return _Lead(end=plain.end(), parts=parts, is_bold=False) if parts.number else None


def _is_short(rest: str) -> bool:
    """Whether so little stands behind a number that it may be a heading as it is."""
    return len(rest.split()) < 4


def _follows_letter(last: str, number: str) -> bool:
    return ord(number[1]) == (ord(last[1]) + 1 if last else ord("a"))


def _same_with_letter(last: str, lead: _Lead) -> bool:
    """Whether `1(b)` comes behind `1(a)`."""
    return "(" in lead.parts.number and outer_number(lead.parts) == last


def _parted(draft: Draft, index: int, meant: dict[tuple[int, int], _Lead]) -> Iterator[Draft]:
    """A paragraph cut at the numbers that it begins with."""
    rest: list[DraftLine] = []
    parted = False
    for at, line in enumerate(draft.lines):
        lead = meant.get((index, at))
        if lead is None:
            rest.append(line)
            continue
        if rest:
            yield replace(draft, kind=BlockKind.TEXT, lines=tuple(rest))
        head = replace(line, text=line.text[: lead.end], bold=moved(line.bold, 0, most=lead.end))
        yield replace(
            draft, kind=BlockKind.HEADING, lines=(head,), is_certain=True, stands_alone=True
        )
        rest, parted = _behind(line, lead.end), True
    if rest:
        kind = BlockKind.TEXT if parted else draft.kind
        yield replace(draft, kind=kind, lines=tuple(rest))


def _behind(line: DraftLine, end: int) -> list[DraftLine]:
    """The words of a line behind its number, if there are any."""
    mark = _BEHIND_LEAD.match(line.text[end:])
    start = end + (mark.end() if mark else 0)
    text = line.text[start:]
    if not text.strip():
        return []
    return [replace(line, text=text, bold=moved(line.bold, -start, most=len(text)))]
