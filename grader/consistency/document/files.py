"""Names of files in the text, held against the files of the submission."""

import re
from collections.abc import Iterator

from grader.consistency.document.notes import LONGEST, note, quoted, sentence_around
from grader.consistency.document.paths import base, stem, suffix
from grader.consistency.document.written_files import is_mentioned, may_be_made
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Place, Span

_CODE = (".py", ".ipynb", ".sh")
_WEIGHTS = (".pt", ".pth", ".ckpt", ".pkl", ".h5", ".hdf5", ".onnx", ".safetensors")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp")
_OTHERS = (".npy", ".npz", ".csv", ".json", ".yaml", ".yml", ".log", ".mat", ".txt", ".pdf", ".zip")
_SUFFIXES = "|".join(one[1:] for one in (*_CODE, *_WEIGHTS, *_PICTURES, *_OTHERS))
_NAME = re.compile(
    r"(?<![\w/\\.:@-])(?:[A-Za-z]:[\\/]|\.{0,2}/)?(?:[\w.-]{1,60}[\\/]){0,8}[\w-][\w.-]{0,80}"
    rf"\.(?:{_SUFFIXES})(?![\w(/-]|\.\w)",
    re.IGNORECASE,
)
_KINDS = (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION, BlockKind.HEADING, BlockKind.TABLE)
_OF_OTHERS = re.compile(
    r"\b(?:tutorial|provided|given|original|library|official|pytorch(?:'s)?|torchvision|github"
    r"|course|handout|staff|downloaded?|data ?sets?|template|starter|skeleton|not (?:submitted"
    r"|included|part)|without|pre-?trained|removed|deleted|instead of|too large|renamed?|e\.g"
    r"|for example|such as|would|could|previous|old)\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\b(?:curves?|plots?|plotted|figures?|graphs?|saved|stored|written|results?)\b", re.IGNORECASE
)
_HANDED_IN = re.compile(
    r"\b(?:submitted|included|attached|enclosed|handed in|uploaded|can be found|is found|are found"
    r"|provided with|in (?:the|our|my) (?:zip|folder|submission|archive|attachment)"
    r"|part of (?:the|our|my) submission)\b",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:python3?|run|running|execute|launch|bash|sh)\s[^.;]{0,30}$", re.IGNORECASE
)
MOST = 400
"""Names that are looked up."""


def hold_files(work: Work) -> Iterator[Checked]:
    """Every file that the text names; nothing is said if nothing was handed in beside it."""
    beside = [path for path in work.files if base(path) != base(work.write_up.path)]
    if not beside:
        return
    names = {base(path): path for path in beside}
    names.setdefault(base(work.write_up.path), work.write_up.path)
    seen = 0
    for index, block in enumerate(work.write_up.blocks):
        if block.kind not in _KINDS:
            continue
        for match in _NAME.finditer(block.text[:LONGEST]):
            seen += 1
            if seen > MOST:
                return
            span = Span(block=index, start=match.start(), end=match.end())
            yield _held(work, span, match[0], names)


def _held(work: Work, span: Span, name: str, names: dict[str, str]) -> Checked:
    subject = f"file {name}"
    there = names.get(base(name))
    if there is not None:
        return note(
            work,
            Consistency.CONSISTENT,
            span,
            subject=subject,
            sentence=f"The text names {name}, and {there} was handed in.",
            other=Place(file=there),
        )
    if is_mentioned(work.sources, base(name)):
        return note(
            work,
            Consistency.CONSISTENT,
            span,
            subject=subject,
            sentence=f"The text names {name}, and the code that was handed in names it as well.",
        )
    outcome = _outcome(work, span, name, names)
    closest = next((path for path in names.values() if stem(path) == stem(name)), "")
    like = f" ({closest} was)" if closest else ""
    doubt = (
        "" if outcome is Consistency.INCONSISTENT else " It may be made by the code, or by others."
    )
    return note(
        work,
        outcome,
        span,
        subject=subject,
        sentence=f"The text names {quoted(name)}, and no file of this name was handed in"
        f"{like}.{doubt}",
    )


def _outcome(work: Work, span: Span, name: str, names: dict[str, str]) -> Consistency:
    """What follows from its not being there."""
    text = work.write_up.blocks[span.block].text
    start, end = sentence_around(text, span.start, span.end)
    sentence = text[start:end]
    kind = suffix(name)
    if _OF_OTHERS.search(sentence) or "://" in sentence:
        return Consistency.CANNOT_TELL
    if any(stem(path) == stem(name) for path in names.values()):
        return Consistency.CANNOT_TELL
    before = text[max(start, span.start - 60) : span.start]
    is_promised = bool(_HANDED_IN.search(sentence) or before.endswith(("see ", "See ")))
    if kind in _CODE:
        is_beside = any(path.endswith(_CODE) for path in names)
        is_own = is_promised or bool(_RUNS.search(before)) or not _is_package(name)
        return Consistency.INCONSISTENT if is_beside and is_own else Consistency.CANNOT_TELL
    made = may_be_made(work.sources, base(name), kind)
    is_result = kind in _WEIGHTS or (kind in _PICTURES and bool(_DRAWN.search(sentence)))
    if is_result and made is False:
        return Consistency.INCONSISTENT
    if kind in _WEIGHTS and is_promised and made is None:
        return Consistency.INCONSISTENT
    if kind in _PICTURES and is_promised and any(path.endswith(_PICTURES) for path in names):
        return Consistency.INCONSISTENT
    return Consistency.CANNOT_TELL


def _is_package(name: str) -> bool:
    """Whether it looks like a module of a library: `torch/optim/sgd.py`, `setup.py`."""
    small = name.casefold().replace("\\", "/")
    return small.startswith(("torch", "numpy", "site-packages", "tensorflow", "keras")) or base(
        name
    ) in ("setup.py", "__init__.py", "conftest.py")
