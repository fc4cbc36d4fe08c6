"""Makes strangers' text harmless: it may be read, and can do nothing else.

Every string that may hold student text goes through `clean` or `one_line` on its way into a page.
Escaping for a format comes after that: HTML by the templates, Markdown and CSV by functions here.
"""

import re
import unicodedata

LONGEST_TEXT = 600
LONGEST_LINE = 240
MOST_COMBINING_MARKS = 3
"""Marks stacked on one letter; no language's spelling needs more, a smear over the page does."""

# Operating system commands and the like end with BEL or ST; an unterminated one would otherwise
# swallow the rest of the terminal, so it ends at the end of its line here.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
"""Persian and many emoji need these two; all other invisible characters are dropped."""

_MAY_COMBINE = re.compile(r"[^\x00-\u02ff\u2010-\u20cf\u2100-\u2bff]")
"""Whatever may be a mark on a letter; Latin letters, signs and arrows are none."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CSV_GUARD = "'"

_MARKDOWN_ANYWHERE = str.maketrans({sign: f"\\{sign}" for sign in r"\`*_[]<>&|~$^@"})
_MARKDOWN_AT_START = re.compile(r"^([#+\-=:>]|\d+[.)])")
_MARKDOWN_PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]<>&|~$^@:.]*")
"""Beginnings and signs that mean nothing in Markdown: most of what is shown."""
_MARKDOWN_LINK = re.compile(r"(?i):(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):")


def clean(text: str, *, limit: int = LONGEST_TEXT) -> str:
    """The text without escape codes, control, direction and invisible characters, and not long."""
    if len(text) <= limit and _is_harmless(text):
        return text.strip()
    # Cut before the work and after it: a gigabyte must not be cleaned to be shown in part.
    shown = _ESCAPE_SEQUENCE.sub("", text[: 4 * limit])
    shown = _LINE_ENDS.sub("\n", shown).replace("\t", "    ")
    if not _is_harmless(shown.replace("\n", "")):
        shown = _without_smears("".join(_visible(character) for character in shown))
    shown = shown.strip()
    if len(shown) <= limit and len(text) <= 4 * limit:
        return shown
    dropped = max(len(text) - limit, len(shown) - limit, 1)
    return f"{shown[:limit].rstrip()} … ({dropped:,} more characters)"


def one_line(text: str, *, limit: int = LONGEST_LINE) -> str:
    """The cleaned text with all its whitespace as single spaces."""
    return " ".join(clean(text, limit=limit).split())


def arrows(layers: str) -> str:
    """Network notation with real arrows."""
    return layers.replace("->", "→")


def markdown(text: str) -> str:
    """One line of text as Markdown that shows exactly this text and no markup."""
    line = " ".join(text.split())
    if _MARKDOWN_PLAIN.fullmatch(line):
        return line
    escaped = line.translate(_MARKDOWN_ANYWHERE)
    escaped = _MARKDOWN_LINK.sub(lambda found: f"\\{found.group()}", escaped)
    return _MARKDOWN_AT_START.sub(lambda found: _guarded_start(found.group()), escaped)


def csv_cell(text: str) -> str:
    """The text as a spreadsheet cell that is never taken for a formula.

    A cell that begins like a formula, or with an apostrophe, gets one apostrophe in front. Nothing
    else ever begins with an apostrophe, so `from_csv_cell` gets the very text back.
    """
    risky = text.startswith((*_FORMULA_STARTS, _CSV_GUARD)) or text[:1].isspace()
    return _CSV_GUARD + text if risky else text


def from_csv_cell(cell: str) -> str:
    """The text that `csv_cell` was given."""
    return cell.removeprefix(_CSV_GUARD)


def _is_harmless(text: str) -> bool:
    """Whether there is nothing to drop; where that takes a closer look, it says no."""
    # What can be printed has no control, direction or invisible characters, and no ends of lines.
    return text.isprintable() and not _MAY_COMBINE.search(text)


def _visible(character: str) -> str:
    if character == "\n" or character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    return "\N{REPLACEMENT CHARACTER}" if category in ("Cs", "Co", "Cn") else character


def _without_smears(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MOST_COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)


def _guarded_start(start: str) -> str:
    # A number that begins a list is guarded at its full stop: backslash and digit is no escape.
    return f"{start[:-1]}\\{start[-1]}"
