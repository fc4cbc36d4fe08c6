"""Encodings, languages and marks of a page of HTML."""

import re

from .marks import CLOSE, OPEN, joined

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:language|lang|highlight|highlight-source|source)-([a-z0-9+]{1,20})")


def in_one_line(text: str) -> str:
    """The text without line breaks and needless space."""
    return " ".join(joined(text).split())


def is_all_bold(text: str) -> bool:
    """Whether no words stand outside of what is marked."""
    outside = "".join(piece.partition(CLOSE)[2] for piece in f"{CLOSE}{joined(text)}".split(OPEN))
    return not outside.strip()


def is_no_text(classes: str) -> bool:
    """Whether an element only repeats a formula, or holds the prompt of a cell or a link's sign."""
    names = classes.casefold().split()[:20]
    return any(name in ("katex-html", "anchor-link") or name.endswith("prompt") for name in names)


def language_of(values: dict[str, str], around: list[tuple[str, str]]) -> str:
    """The language that a listing's classes, or those around it, name."""
    names = " ".join([values.get("class", ""), *(name for _, name in around[-4:])])
    found = _LANGUAGE.search(names.replace("highlight hl-", "language-"))
    return "" if not found else {"ipython3": "python"}.get(found[1], found[1])


def decoded(data: bytes) -> str:
    """The text of a file, in the encoding that it names or seems to have."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    named = _CHARSET.search(data[:4_096])
    for encoding in ("utf-8-sig", named[1].decode() if named else "", "cp1252"):
        try:
            return data.decode(encoding) if encoding else data.decode("utf-8-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
