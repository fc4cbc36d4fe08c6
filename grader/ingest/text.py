"""Bytes of unknown encoding become text that can be stored and printed anywhere."""

import codecs
import contextlib
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COOKIE = re.compile(rb"(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*([-\w.]{1,40})")
_TEXT_ENCODINGS = (
    "iso8859",
    "cp",
    "gb",
    "big5",
    "shift",
    "euc",
    "koi8",
    "mac",
    "johab",
    "hz",
    "latin",
)


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Western European."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def decode_script(data: bytes) -> str:
    """The text of a script, which may name its own encoding in one of its first lines."""
    named = _COOKIE.match(data)
    if named and not has_mark(data):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        with contextlib.suppress(LookupError, ValueError):
            found = codecs.lookup(named[1].decode("ascii"))
            # Others, such as `zip`, are no encodings of text, and may take any time or memory.
            if found.name.startswith(_TEXT_ENCODINGS):
                return data.decode(found.name, "replace")
    return decode(data)


def has_mark(data: bytes) -> bool:
    """Whether the bytes begin with a byte order mark, so that zero bytes may be text."""
    return any(data.startswith(mark) for mark, _ in _MARKS)


def storable(text: str) -> str:
    """The same text without half characters, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def unix_lines(text: str) -> str:
    """The same text with the line ends of Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def both_ends(text: str, *, most_bytes: int) -> str:
    """The text, or as many of its first and last whole lines as fit, an empty line between.

    Lines are never cut: half a number is another number.
    """
    if len(text) <= most_bytes and len(text.encode("utf-8", "replace")) <= most_bytes:
        return text
    # Cut by characters first: encoding all of a huge text to keep its ends would be waste.
    half = max(1, most_bytes // 2 - 1)
    first = text[:half].encode("utf-8", "replace")[:half].decode("utf-8", "ignore")
    last = text[-half:].encode("utf-8", "replace")[-half:].decode("utf-8", "ignore")
    return first[: first.rfind("\n") + 1] + "\n" + last[last.find("\n") + 1 or len(last) :]
