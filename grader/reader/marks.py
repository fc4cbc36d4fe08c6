"""Where bold words begin and end, told within the text by two signs that no text holds."""

import re

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Code points that stand for no character; those of a document are taken out first."""

_BETWEEN = re.compile(f"{CLOSE}(\\s*){OPEN}")
_GONE = {ord(OPEN): None, ord(CLOSE): None}


def plain(text: str) -> str:
    """The text without marks."""
    return text.translate(_GONE)


def bold(text: str) -> str:
    """The text marked as bold."""
    return f"{OPEN}{text}{CLOSE}"


def joined(text: str) -> str:
    """The text with neighbouring bold words as one."""
    return _BETWEEN.sub(r"\1", text)
