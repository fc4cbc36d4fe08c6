"""Stars of Markdown: those around emphasised words go, those of a product or a power stay."""

import re

from grader.collect.write_ups.bold import CLOSE, OPEN

_STARS = re.compile(r"(?<!\\)\*{1,3}(?!\*)|(?<![\w\\])__(?=[^\s_])|(?<=[^\s_\\])__(?![\w{])")
_OPENING = frozenset("([{\"'“‘„«<-–—/|>:,;=~≈_" + OPEN + CLOSE)
"""Signs, beside white space, behind which emphasis may begin."""
_CLOSING = frozenset(".,;:!?)]}\"'”’»<>-–—/|%…_" + OPEN + CLOSE)
"""Signs, beside white space, before which it may end."""


def without_stars(text: str) -> str:
    """The text without stars around words; where there were two, the words are marked as bold."""
    if "*" not in text and "__" not in text:
        return text
    parts: list[str] = []
    waiting: dict[str, int] = {}
    within: set[int] = set()
    end = 0
    for match in _STARS.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        mark, role = match[0], _role(text, match)
        if mark in waiting and _may_end(text, match, role):
            _close(parts, waiting, mark)
        elif role in ("begin", "both", "within"):
            waiting[mark] = len(parts)
            within.update([len(parts)] if role == "within" else [])
            parts.append(mark)
        else:
            # An end without a beginning: the emphasis began on the line above.
            parts.append("" if role == "end" else mark)
    parts.append(text[end:])
    for mark, at in waiting.items():
        # A beginning without an end goes on in the next line, if it is none of a product.
        parts[at] = mark if at in within or _is_product(parts, at) else ""
    return "".join(parts)


def _may_end(text: str, match: re.Match[str], role: str) -> bool:
    if len(match[0]) > 1 and role == "begin":
        return bool(text[match.start() - 1 : match.start()].strip())
    return role in ("end", "both", "within")


def _close(parts: list[str], waiting: dict[str, int], mark: str) -> None:
    at = waiting.pop(mark)
    is_bold = len(mark) > 1
    parts[at] = OPEN if is_bold else ""
    parts.append(CLOSE if is_bold else "")
    # What began in between and has not ended is no emphasis.
    for other in [each for each, place in waiting.items() if place > at]:
        del waiting[other]


def _role(text: str, match: re.Match[str]) -> str:
    """Whether emphasis may `begin` or `end` here, or `both`, or may stand `within` a word.

    Stars of a product do none of it.
    """
    before = text[match.start() - 1 : match.start()]
    behind = text[match.end() : match.end() + 1]
    begins = bool(behind.strip()) and (not before.strip() or before in _OPENING)
    ends = bool(before.strip()) and (not behind.strip() or behind in _CLOSING)
    if begins and ends:
        return "both"
    if begins or ends:
        return "begin" if begins else "end"
    within = len(match[0]) > 1 and before.strip() and behind.strip()
    return "within" if within and not (_is_factor(before) and _is_factor(behind)) else ""


def _is_factor(sign: str) -> bool:
    return sign.isdigit() or sign in "()[]{}"


def _is_product(parts: list[str], at: int) -> bool:
    """Whether a star stands between two numbers or brackets: `64 *32`."""
    before = "".join(parts[max(0, at - 3) : at]).rstrip()[-1:]
    behind = "".join(parts[at + 1 : at + 3])[:1]
    return bool(before) and bool(behind) and _is_factor(before) and _is_factor(behind)
