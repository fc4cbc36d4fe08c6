"""Which lines are code, and in what language."""

import itertools
import re

_PYTHON = re.compile(
    r"^\s*(?:def \w+\s*\(|class \w+\s*[(:]|import \w+|from [\w.]+ import |@\w+|return\b"
    r"|(?:if|elif|for|while|with|try|except|else|finally)\b.*:\s*(?:#.*)?$|print\s*\(|assert "
    r"|raise |yield\b|lambda\b|pass$|break$|continue$|>>> )"
)
_ASSIGNED = re.compile(r"^\s*[A-Za-z_][\w.\[\]\"', ]{0,80}\s*(?:=|\+=|-=|\*=|/=)\s*[^=\s].*$")
_CALL = re.compile(r"^\s*[A-Za-z_][\w.]*\([^()]*(?:\([^()]*\)[^()]*)*\)?,?\s*(?:#.*)?$")
_INNER = re.compile(r"^\s+(?:[\"'\w.]+\s*[=:]\s*.+,|[)\]}]+[,;]?|\w+\(.*\)?,)$")
_OTHER = re.compile(
    r"^\s*(?:#include\b|public |private |void |int \w+\s*[=;(]|function \w+|\$ \w+)"
)
_CLOSING = re.compile(r"^\s*[)\]}]+[,;:]?\s*$")
_COMMENT = re.compile(r"^\s*#")
_NUMBERED = re.compile(r"^\s{0,6}(\d{1,4})[:.|]?(?:\s(.*))?$")
_LIBRARY_CALL = re.compile(r"\b(?:torch|nn|F|optim|np|plt|transforms|self)\.[\w.]+\(")
_WORDY = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+")
_SHELL = re.compile(r"^\s*(?:\$|pip |python3? |conda |git |cd |mkdir |unzip )")


def is_code(line: str) -> bool:
    """Whether a single line plainly is code; much code is not plain."""
    if not line.strip() or len(line) > 400:
        return False
    if _PYTHON.match(line) or _OTHER.match(line):
        return not _WORDY.search(line.split("#")[0].split('"')[0].split("'")[0])
    if _ASSIGNED.match(line) or _CALL.match(line):
        before = line.split("#")[0]
        signs = sum(before.count(sign) for sign in "()[]_.=\"'")
        return signs >= 2 and not _WORDY.search(before) and not before.rstrip().endswith(".")
    return bool(_INNER.match(line)) and not _WORDY.search(line)


def is_code_alone(line: str) -> bool:
    """Whether one line between paragraphs is code by itself: it calls what only code calls."""
    return is_code(line) and bool(_LIBRARY_CALL.search(line))


def may_be_code(line: str) -> bool:
    """Whether a line may stand among lines of code."""
    return bool(
        is_code(line) or _COMMENT.match(line) or _CLOSING.match(line) or line.startswith("    ")
    )


def indentation(line: str) -> int:
    """How many spaces a line begins with; a tab counts as four."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def is_outside(line: str, margin: int) -> bool:
    """Whether a line stands left of code that is indented by `margin`, as the text around it does.

    In texts that are indented themselves, what follows the code would be taken for more of it.
    """
    return bool(margin) and indentation(line) < margin and not is_code(line)


def is_comment(line: str) -> bool:
    """Whether a line would be a comment, if it is code at all."""
    return bool(_COMMENT.match(line))


def language_of(lines: list[str]) -> str:
    """The language of a listing that does not say it: `python`, `bash` or nothing."""
    full = [line for line in lines if line.strip()]
    if not full:
        return ""
    if sum(bool(_SHELL.match(line)) for line in full) * 2 > len(full):
        return "bash"
    python = sum(bool(_PYTHON.match(line)) for line in full)
    usual = sum(is_code(line) or may_be_code(line) for line in full)
    clues = any(word in line for line in full for word in ("torch.", "nn.", "np.", "self."))
    if python and (python * 8 >= len(full) or clues):
        return "python"
    return "python" if clues and usual * 2 > len(full) else ""


def without_line_numbers(lines: list[str]) -> list[str]:
    """The lines without numbers before them, if they count up one by one."""
    found = [_NUMBERED.match(line) for line in lines if line.strip()]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) < 3 or len(numbers) < len(found):
        return lines
    if any(second - first != 1 for first, second in itertools.pairwise(numbers)):
        return lines
    return [re.sub(r"^\s{0,6}\d{1,4}[:.|]?\s?", "", line, count=1) for line in lines]
