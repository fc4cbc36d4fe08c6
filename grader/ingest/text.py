"""Bytes of unknown encoding become text that can be stored and printed anywhere."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
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
