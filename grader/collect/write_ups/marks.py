"""What the beginning of a line says: items of lists, headings, page numbers."""

import re

ITEM = re.compile(
    r"^\s*(?:\+\s+(?![\d(])|[-*•◦▪‣·●○■–—\uf0b7\u2043]\s+|\(?\d{1,3}[.)]\s+"
    r"|\(?[a-zA-Z][.)]\s+|\(?[ivx]{1,5}[.)]\s+)(?=\S)"
)
BULLET = re.compile(r"^\s*(?:\+\s+(?![\d(])|[-*•◦▪‣·●○■–—\uf0b7\u2043]\s+)(?=\S)")
"""A plus sign before a number goes on with a formula that began in the line above."""
ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$")
ATX_TIGHT = re.compile(r"^(#{2,6})([^\s#!].*?)#*[ \t]*$")
HTML_HEADING = re.compile(r"^\s*<h([1-6])(?:\s[^<>]{0,300})?>(.{1,500}?)</h\1>\s*$", re.IGNORECASE)
UNDERLINE = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
BREAK = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
FENCE = re.compile(r"^\s{0,8}(`{3,}|~{3,})[ \t]*\{?\.?([\w+#.-]{0,30})")
BOLD_LINE = re.compile(r"^\s*(\*\*|__)(?=\S)(.{1,150}?)(?<=\S)\1[:.]?\s*$")
PAGE_MARK = re.compile(
    r"^\s*(?:<!--\s*)?[-=#*_\[({\s]{0,12}(?:page|seite|p\.|第)\s*[:#]?\s*(\d{1,4})"
    r"(?:\s*(?:of|/|von|页，共)\s*\d{1,4})?\s*页?\s*[-=#*_\])}\s]{0,12}(?:-->)?\s*$",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(
    r"^\s*[-–—|\[(]?\s*(\d{1,3})(?:\s*(?:/|of|von)\s*(\d{1,3}))?\s*[-–—|\])]?\s*$"
)
MATH_OPEN = re.compile(
    r"^\s*(?:(\$\$)|(\\\[)|\\begin\{(equation|align|gather|multline|eqnarray|displaymath|math|cases)\*?\})"
)


def math_close(opened: re.Match[str]) -> str:
    """What ends the formula that a match of `MATH_OPEN` begins."""
    if opened[1]:
        return "$$"
    return "\\]" if opened[2] else f"\\end{{{opened[3]}"
