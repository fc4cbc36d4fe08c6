"""What styles say of words: whether they are bold, raised or lowered."""

import re
from typing import NamedTuple

MOST_RULES = 5_000

_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)


class Look(NamedTuple):
    """How words look."""

    bold: bool = False
    script: str = ""
    """`^` if they are raised, `_` if lowered."""

    @classmethod
    def of(cls, style: str) -> "Look":
        """What a style says."""
        script = _SCRIPT.search(style[:2_000])
        return cls(
            bool(_BOLD.search(style[:2_000])),
            "" if script is None else "^" if script[1].lower() == "super" else "_",
        )

    def with_other(self, other: "Look | None") -> "Look":
        """Both together."""
        if other is None:
            return self
        return Look(self.bold or other.bold, self.script or other.script)

    def __bool__(self) -> bool:
        return self.bold or bool(self.script)


def looks_of(sheet: str) -> dict[str, Look]:
    """What the classes of a style sheet look like: exported documents have nothing else."""
    found: dict[str, Look] = {}
    for match in _RULE.finditer(sheet):
        look = Look.of(match[2])
        if look:
            found[match[1]] = look
        if len(found) >= MOST_RULES:
            break
    return found
