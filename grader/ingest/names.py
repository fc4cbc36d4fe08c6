"""Names that students chose: which are safe to use, and what we call a submission instead."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from grader.ingest.limits import IngestLimits
from grader.ingest.text import storable

LONGEST_IDENTIFIER = 60
_DRIVE = re.compile(r"^[A-Za-z]:(?=/|$)")
# Overrides and isolates make a name read differently from what it is. The plain right-to-left
# and left-to-right marks stay allowed: honest Hebrew and Arabic names hold them.
_MISLEADING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_RESULT = re.compile(r"\.(html|csv|json|md)$", re.IGNORECASE)
"""What results are called: a folder by the name of the class page would stand in its place."""

NaturalKey = tuple[tuple[str | int, ...], str]


def identifier(name: str) -> str:
    """An id made from a name: letters, digits, `.`, `_`, `-`, never empty, stable for a name.

    A name that loses letters on the way gets a digest of itself, so that two names in a script
    without Latin letters keep their own ids whatever else lies in the class folder.
    """
    letters = _without_accents(name)
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", letters).strip("-.")
    kept = _RESULT.sub(r"-\1", kept)
    lost_letters = any(c.isalnum() and not c.isascii() for c in letters)
    if kept and not lost_letters and len(kept) <= LONGEST_IDENTIFIER:
        return kept
    canonical = unicodedata.normalize("NFC", name).encode("utf-8", "surrogatepass")
    start = kept[:LONGEST_IDENTIFIER].rstrip("-.") or "submission"
    return f"{start}-{hashlib.sha256(canonical).hexdigest()[:8]}"


def unique_identifiers(names: Sequence[str]) -> tuple[str, ...]:
    """One id for each name, unique even where the file system ignores case.

    The first of several that collide keeps the plain id; the others are numbered, and never take
    a number that is another one's own name.
    """
    wanted = [identifier(name) for name in names]
    taken = {one.casefold() for one in wanted}
    given: set[str] = set()
    result: list[str] = []
    for one in wanted:
        chosen = one if one.casefold() not in given else _numbered(one, taken)
        given.add(chosen.casefold())
        taken.add(chosen.casefold())
        result.append(chosen)
    return tuple(result)


def natural_key(name: str) -> NaturalKey:
    """A key that sorts `part2` before `part10`, and is never equal for different names."""
    parts: Iterable[str] = re.split(r"([0-9]+)", name.casefold())
    return tuple(int(p) if i % 2 else p for i, p in enumerate(parts)), name


def member_path(name: str) -> str:
    """A member's name with forward slashes and without empty parts or `.`; still unchecked."""
    slashed = _readable_bytes(name).replace("\\", "/")
    parts = [part for part in slashed.split("/") if part not in ("", ".")]
    return ("/" if slashed.startswith("/") else "") + "/".join(parts)


def why_refused(path: str, limits: IngestLimits) -> str | None:
    """Why a path, as `member_path` returns it, may not be written; None if it may."""
    parts = path.split("/")
    if not path.strip("/"):
        return "it has no name"
    if path.startswith("/") or _DRIVE.match(path):
        return "its name is an absolute path, and only paths inside the submission are read"
    if ".." in parts:
        return "its name leads out of the submission with `..`"
    if any(unicodedata.category(c) in ("Cc", "Cs") or c in _MISLEADING for c in path):
        return "its name holds control characters"
    if len(parts) - 1 > limits.depth:
        return f"it lies in more than {limits.depth} folders"
    too_long = any(len(part.encode()) > limits.name_bytes for part in parts)
    if too_long or len(path.encode()) > limits.path_bytes:
        return "its name is too long"
    return None


def shown(name: str) -> str:
    """A name for a record: control characters spelt out, never longer than a line or two."""
    spelt = "".join(_spelt(c) for c in name)
    return spelt if len(spelt) <= 240 else spelt[:237] + "..."


def _spelt(character: str) -> str:
    if character in _MISLEADING or unicodedata.category(character) in ("Cc", "Cs"):
        return f"\\u{ord(character):04x}"
    return character


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _numbered(one: str, taken: set[str]) -> str:
    number = 2
    while f"{one}-{number}".casefold() in taken:
        number += 1
    return f"{one}-{number}"


def _readable_bytes(name: str) -> str:
    """Names that are not UTF-8 arrive as surrogates; they are read as Western European."""
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        pass
    try:
        return name.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    except UnicodeEncodeError:
        return storable(name)
