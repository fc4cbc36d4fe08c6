"""The marks within a line of Markdown go, its words stay."""

import html
import re

from grader.collect.write_ups.bold import CLOSE, OPEN, plain
from grader.collect.write_ups.characters import usual
from grader.collect.write_ups.latex import LONGEST, without_markup
from grader.collect.write_ups.stars import without_stars

_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\(\s*<?([^)\s>]{0,1000})>?[^)]{0,300}\)")
_IMAGE_BY_NAME = re.compile(r"!\[([^\]]{0,300})\]\[[^\]]{0,100}\]")
_IMAGE_TAG = re.compile(r"<img\b([^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]{0,1000})"|'([^']{0,1000})')""", re.I)
_LINK = re.compile(r"\[([^\[\]]{0,1000})\]\([^()\s]{0,1000}(?:\s+\"[^\"]{0,300}\")?\)")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:?")
_BADGE = re.compile(r"shields\.io|badge|travis-ci|codecov|/workflows/", re.IGNORECASE)
_LINK_BY_NAME = re.compile(r"\[([^\[\]]{1,300})\]\[[^\[\]]{0,100}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^>\s]{1,1000})>")
_BOLD_TAG = re.compile(r"<(/?)(?:b|strong)>", re.IGNORECASE)
_SCRIPT_TAG = re.compile(r"<(sup|sub)>([^<>]{0,60})</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>|<!--.{0,2000}?-->")
_UNDERLINES = re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_{])|(?<=[^\s_\\])_{1,3}(?![\w{])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(`{1,3})(.{1,1000}?)\1")
_FORMULA = re.compile(r"\\\(.{1,400}?\\\)|\$[^$]{1,400}\$")


def images_in(line: str) -> list[tuple[str, str]]:
    """The pictures that a line shows: words in their place, and file."""
    if "<img" not in line.lower() and not ("![" in line and "]" in line):
        return []
    found = [(match[1], match[2]) for match in _IMAGE.finditer(line[:LONGEST])]
    found += [(match[1], "") for match in _IMAGE_BY_NAME.finditer(line[:LONGEST])]
    for tag in _IMAGE_TAG.finditer(line[:LONGEST]):
        values = {name.lower(): one or two for name, one, two in _ATTRIBUTE.findall(tag[1])}
        found.append((values.get("alt", ""), values.get("src", "")))
    found = [each for each in found if not _BADGE.search(each[1][:300])]
    return [(usual(words), "" if source.startswith("data:") else source) for words, source in found]


def words_of(line: str) -> str:
    """The line's words without marks, tags and pictures, in the usual characters."""
    return plain(marked_words_of(line))


def marked_words_of(line: str) -> str:
    """The same, with marks around bold words."""
    line = plain(line)
    if len(line) > LONGEST:
        return usual(line)
    if ("![" in line and "]" in line) or ("<" in line and ">" in line):
        line = _IMAGE_TAG.sub("", _IMAGE_BY_NAME.sub("", _IMAGE.sub("", line)))
        line = _AUTOLINK.sub(r"\1", line)
        line = _SCRIPT_TAG.sub(_script, line)
        line = _TAG.sub("", _BOLD_TAG.sub(_bold, line))
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(line):
        parts += [_prose(line[end : match.start()]), match[2].strip()]
        end = match.end()
    parts.append(_prose(line[end:]))
    return usual("".join(parts)).rstrip().removesuffix("\\")


def _prose(text: str) -> str:
    """Words outside of code; formulas are taken out before stars and underlines go."""
    parts: list[str] = []
    end = 0
    for match in _FORMULA.finditer(text) if "$" in text or "\\(" in text else ():
        parts += [_unmarked(text[end : match.start()]), without_markup(match[0])]
        end = match.end()
    parts.append(_unmarked(text[end:]))
    return "".join(parts)


def _unmarked(text: str) -> str:
    if "[^" in text:
        text = _NOTE.sub("", text)
    if "](" in text or "][" in text:
        text = _LINK_BY_NAME.sub(r"\1", _LINK.sub(r"\1", text))
    text = without_stars(text.replace("~~", ""))
    if "_" in text:
        text = _UNDERLINES.sub("", text)
    if "\\" in text:
        text = without_markup(_ESCAPED.sub(r"\1", text))
    return html.unescape(text) if "&" in text else text


def _bold(match: re.Match[str]) -> str:
    return CLOSE if match[1] else OPEN


def _script(match: re.Match[str]) -> str:
    return ("^" if match[1].lower() == "sup" else "_") + "{" + match[2] + "}"
