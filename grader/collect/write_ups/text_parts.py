"""Where parts of a text begin and end that must be known before its lines are read."""

from collections.abc import Sequence

from grader.collect.write_ups.code_lines import is_code, is_comment
from grader.collect.write_ups.marks import FENCE

LONGEST_FRONT_MATTER = 60


def closed_fences(lines: Sequence[str]) -> dict[int, int]:
    """Lines that open a fence, with the line that closes it; what is never closed is no fence."""
    found: dict[int, int] = {}
    opened: int | None = None
    mark = ""
    for index, text in enumerate(lines):
        fence = FENCE.match(text) if "```" in text or "~~~" in text else None
        if fence is None:
            continue
        if opened is None:
            opened, mark = index, fence[1]
        elif text.strip().startswith(mark) and not text.strip().strip(mark[0]):
            found[opened], opened = index, None
    return found


def behind_front_matter(lines: Sequence[str]) -> int:
    """Index of the first line behind the settings at the top of a Markdown file."""
    if not lines or lines[0].strip() != "---":
        return 0
    for end in range(1, min(len(lines), LONGEST_FRONT_MATTER)):
        if lines[end].strip() in ("---", "..."):
            return end + 1
        if not lines[end].strip():
            break
    return 0


def code_follows(lines: Sequence[str], at: int) -> bool:
    """Whether code stands in the line below a comment, or below the comments below it."""
    for text in lines[at + 1 : at + 8]:
        if is_code(text):
            return True
        if not is_comment(text):
            return False
    return False
