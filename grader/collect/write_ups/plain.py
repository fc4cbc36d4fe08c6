"""Markdown, plain text, and text that was read from pictures of pages, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.collect.write_ups.bold import moved, taken_out
from grader.collect.write_ups.characters import usual, usual_code
from grader.collect.write_ups.code_lines import (
    indentation,
    is_code,
    is_code_alone,
    is_comment,
    is_outside,
    language_of,
    may_be_code,
)
from grader.collect.write_ups.draft import Draft, DraftLine, table_draft
from grader.collect.write_ups.furniture import SourceLine, source_lines
from grader.collect.write_ups.inline import images_in, marked_words_of, words_of
from grader.collect.write_ups.log_lines import log_at
from grader.collect.write_ups.marks import (
    ATX,
    ATX_TIGHT,
    BOLD_LINE,
    BREAK,
    FENCE,
    HTML_HEADING,
    ITEM,
    MATH_OPEN,
    UNDERLINE,
    math_close,
)
from grader.collect.write_ups.text_parts import (
    behind_front_matter,
    closed_fences,
    code_follows,
)
from grader.collect.write_ups.text_tables import table_at
from grader.records.write_up import BlockKind

MOST_CHARACTERS = 2_000_000
MOST_LINES = 50_000
MOST_DRAFTS = 10_000
LONGEST_FORMULA = 60
SHORT_HEADING = 120
LONGEST_COMMENT = 200

_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_CONTENTS_MARK = re.compile(r"^\s*\[\[?_?TOC_?\]?\]\s*$", re.IGNORECASE)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]^][^\]]{1,200}\]:\s+\S+")


def is_too_long(text: str) -> bool:
    """Whether only the beginning of a text is read."""
    return len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES


def read_plain(text: str) -> tuple[Draft, ...]:
    """The blocks of a text in order."""
    lines = source_lines(text[:MOST_CHARACTERS])[:MOST_LINES]
    reader = _Reader(lines)
    found: list[Draft] = []
    for draft in reader.drafts():
        found.append(draft)
        if len(found) >= MOST_DRAFTS:
            break
    return tuple(found)


@dataclass(slots=True)
class _Waiting:
    """Lines of running text that have not become a block yet."""

    lines: list[DraftLine]
    is_list: bool = False
    links: int = 0
    """Lines that lead to another place in the document."""
    alone: bool = True


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: tuple[SourceLine, ...]) -> None:
        self._lines = lines
        self._texts = [line.text for line in lines]
        self._at = 0
        self._waiting = _Waiting([])
        self._after_blank = True
        self._tableless = 0
        """Index of the line before which no table begins."""
        self._fences = closed_fences(self._texts)

    def drafts(self) -> Iterator[Draft]:
        """All blocks."""
        self._at = behind_front_matter(self._texts)
        while self._at < len(self._texts):
            yield from self._step()
        yield from self._flush()

    def _step(self) -> Iterator[Draft]:
        text = self._texts[self._at]
        if not text.strip():
            yield from self._flush_unless_item_goes_on()
            self._after_blank = True
            self._at += 1
            return
        special = self._special(text)
        if special is not None:
            draft, end = special
            yield from self._flush()
            if draft is not None:
                yield draft
            self._at = end
            self._after_blank = True
            return
        yield from self._take(text)
        self._after_blank = False
        self._at += 1

    def _special(self, text: str) -> tuple[Draft | None, int] | None:
        """The block that begins here, if it is more than running text, and the line behind it."""
        if self._at in self._fences:
            return self._fenced(self._fences[self._at])
        if heading := ATX.match(text) or ATX_TIGHT.match(text):
            if self._is_comment_of_code():
                return self._listing()
            return self._heading(heading[2], len(heading[1])), self._at + 1
        if UNDERLINE.match(text) and self._is_title_waiting():
            (line,) = self._waiting.lines
            self._waiting = _Waiting([])
            level = 1 if text.strip().startswith("=") else 2
            return self._draft(BlockKind.HEADING, [line], level=level), self._at + 1
        if "<" in text and (tagged := self._tagged(text)):
            return tagged
        if BREAK.match(text) or _REFERENCE.match(text) or _CONTENTS_MARK.match(text):
            return None, self._at + 1
        if opened := MATH_OPEN.match(text):
            return self._formula(opened)
        return self._table_or_listing(text)

    def _tagged(self, text: str) -> tuple[Draft | None, int] | None:
        """A heading in tags, or a comment over several lines."""
        if heading := HTML_HEADING.match(text):
            return self._heading(heading[2], int(heading[1])), self._at + 1
        if "-->" in text or not text.lstrip().startswith("<!--"):
            return None
        last = min(len(self._texts), self._at + LONGEST_COMMENT)
        ends = (at for at in range(self._at + 1, last) if "-->" in self._texts[at])
        end = next(ends, None)
        return (None, end + 1) if end is not None else None

    def _is_title_waiting(self) -> bool:
        """Whether the one line above may be a heading that is underlined."""
        waiting = self._waiting
        if len(waiting.lines) != 1 or waiting.is_list or self._after_blank:
            return False
        return len(waiting.lines[0].text) <= SHORT_HEADING

    def _table_or_listing(self, text: str) -> tuple[Draft | None, int] | None:
        if is_code(text) and (self._after_blank or not self._waiting.lines):
            listing = self._listing()
            if listing is not None:
                return listing
        if (end := log_at(self._texts, self._at)) > self._at:
            return self._draft(BlockKind.LISTING, self._code_lines(end)), end
        table = table_at(self._texts, self._at) if self._at >= self._tableless else None
        if table is not None and not table.rows:
            self._tableless = table.end
        elif table is not None:
            draft = table_draft(
                table.rows,
                [self._line(number) for number in table.numbers],
                header_rows=table.header_rows,
            )
            return draft, table.end
        return None

    def _take(self, text: str) -> Iterator[Draft]:
        """A line of running text, an item of a list, a picture."""
        text = _QUOTE.sub("", text)
        words = marked_words_of(text)
        pictures = images_in(text)
        if pictures:
            if words.strip():
                yield from self._add(words, text)
            yield from self._flush()
            for alternative, source in pictures:
                line = replace(self._line(self._at), text=alternative)
                yield self._draft(BlockKind.FIGURE, [line], source=source)
            return
        if bold := BOLD_LINE.match(text):
            short = words_of(bold[2]).strip()
            if self._after_blank and self._next_is_blank() and not short.endswith((":", ",", ".")):
                yield from self._flush()
                line = replace(self._line(self._at), text=short)
                yield replace(self._draft(BlockKind.HEADING, [line]), is_certain=False)
                return
        if words.strip():
            yield from self._add(words, text)

    def _add(self, marked: str, raw: str) -> Iterator[Draft]:
        words, bold = taken_out(marked)
        is_item = bool(ITEM.match(raw))
        goes_on = not self._after_blank or raw.startswith("  ")
        if is_item and not self._waiting.is_list:
            yield from self._flush()
            self._waiting = _Waiting([], is_list=True, alone=self._after_blank)
        elif self._after_blank and self._waiting.is_list and not (is_item or goes_on):
            yield from self._flush()
        if not self._waiting.lines:
            self._waiting.alone = self._after_blank
        mark = raw.lstrip()[:1]
        # The star of an item must not be lost with those around emphasised words.
        text = words if not is_item or words.lstrip()[:1] == mark or mark != "*" else f"- {words}"
        cut = len(words) - len(text) + len(text) - len(text.lstrip())
        line = replace(self._line(self._at), text=text.strip())
        line = replace(line, bold=moved(bold, -cut, most=len(line.text)))
        self._waiting.lines.append(line)
        self._waiting.links += "](#" in raw

    def _flush_unless_item_goes_on(self) -> Iterator[Draft]:
        """An empty line ends a paragraph; a list goes on if its next item, or words of it, come."""
        if self._waiting.is_list:
            following = self._next_full()
            if following is not None and (ITEM.match(following) or following.startswith("  ")):
                return
        yield from self._flush()

    def _flush(self) -> Iterator[Draft]:
        waiting, self._waiting = self._waiting, _Waiting([])
        if waiting.lines:
            kind = BlockKind.LIST if waiting.is_list else BlockKind.TEXT
            if waiting.is_list and waiting.links == len(waiting.lines):
                kind = BlockKind.CONTENTS
            draft = self._draft(kind, waiting.lines)
            yield replace(draft, is_certain=False, stands_alone=waiting.alone)

    def _heading(self, words: str, level: int) -> Draft | None:
        cleaned = words_of(words).strip()
        if not cleaned:
            return None
        line = replace(self._line(self._at), text=cleaned)
        return self._draft(BlockKind.HEADING, [line], level=level)

    def _fenced(self, end: int) -> tuple[Draft | None, int]:
        opened = FENCE.match(self._texts[self._at])
        language = opened[2].lower() if opened else ""
        inner = [
            replace(self._line(at), text=usual_code(self._texts[at]))
            for at in range(self._at + 1, end)
        ]
        kind = BlockKind.FORMULA if language in ("math", "latex", "tex") else BlockKind.LISTING
        if not any(line.text.strip() for line in inner):
            return None, end + 1
        known = {"py": "python", "python3": "python", "ipython": "python", "sh": "bash"}
        language = known.get(language, language) or language_of([line.text for line in inner])
        return self._draft(kind, inner, language=language), end + 1

    def _listing(self) -> tuple[Draft | None, int] | None:
        """Code without a fence: it goes on while lines may be code, over single empty lines."""
        end = last = self._at
        margin = indentation(self._texts[end])
        while end < len(self._texts):
            text = self._texts[end]
            if text.strip():
                if not may_be_code(text) or (
                    is_comment(text) and not code_follows(self._texts, end)
                ):
                    break
                if is_outside(text, margin):
                    break
                last = end
            elif end - last > 2:
                break
            end += 1
        texts = self._texts[self._at : last + 1]
        if sum(map(is_code, texts)) < 2 and not (len(texts) == 1 and is_code_alone(texts[0])):
            return None
        lines = self._code_lines(last + 1)
        draft = self._draft(BlockKind.LISTING, lines, language=language_of(texts))
        return draft, last + 1

    def _code_lines(self, end: int) -> list[DraftLine]:
        """The lines from here to `end`, as they stand."""
        return [
            replace(self._line(at), text=usual_code(self._texts[at])) for at in range(self._at, end)
        ]

    def _formula(self, opened: re.Match[str]) -> tuple[Draft | None, int] | None:
        close = math_close(opened)
        for end in range(self._at, min(len(self._texts), self._at + LONGEST_FORMULA)):
            text = self._texts[end]
            behind = text[opened.end() :] if end == self._at else text
            if close in behind:
                rest = behind.split(close, 1)[1].strip(" .,}*$")
                if len(rest) > 20:
                    return None
                lines = [self._line(at) for at in range(self._at, end + 1)]
                return self._draft(BlockKind.FORMULA, lines), end + 1
        return None

    def _is_comment_of_code(self) -> bool:
        return code_follows(self._texts, self._at) and not re.match(
            r"#+\s*(?:\d|Q|Question|Part|Problem|Task|Aufgabe)", self._texts[self._at]
        )

    def _next_full(self) -> str | None:
        for text in self._texts[self._at + 1 : self._at + 4]:
            if text.strip():
                return text
        return None

    def _next_is_blank(self) -> bool:
        return self._at + 1 >= len(self._texts) or not self._texts[self._at + 1].strip()

    def _line(self, at: int) -> DraftLine:
        source = self._lines[at]
        return DraftLine(text=usual(source.text), line=source.number, page=source.page)

    def _draft(
        self,
        kind: BlockKind,
        lines: list[DraftLine],
        *,
        level: int | None = None,
        language: str = "",
        source: str = "",
    ) -> Draft:
        return Draft(
            kind=kind,
            lines=tuple(lines),
            level=level,
            language=language,
            source=source,
            is_certain=True,
        )
