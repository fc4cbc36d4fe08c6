"""Lines of output in which lists that were printed over several lines stand on one."""

import re

_MOST_JOINED = 5_000
_BAR = re.compile(r"\d{1,3}%\|[█▉▊▋▌▍▎▏#\d ]*+\|")


def whole_lines(text: str) -> list[str]:
    """The lines of a text; one that ends with a comma inside brackets is joined with the next.

    Progress bars are taken out: their per cent are no results.
    """
    lines: list[str] = []
    joined: list[str] = []
    depth = 0
    for line in _BAR.sub(" ; ", text).splitlines():
        depth = max(0, depth + _opened(line))
        joined.append(line)
        if not (depth and line.rstrip().endswith(",") and len(joined) < _MOST_JOINED):
            lines.append(" ".join(joined))
            joined, depth = [], 0
    return [*lines, " ".join(joined)] if joined else lines


def _opened(line: str) -> int:
    return sum(map(line.count, "[{(")) - sum(map(line.count, "]})"))
