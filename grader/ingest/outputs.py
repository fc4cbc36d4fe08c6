"""The outputs that were saved with a cell become the text that a reader of the notebook sees."""

from collections.abc import Iterable

from grader.ingest.markup import tables_as_text, without_tags
from grader.ingest.terminal import as_shown
from grader.ingest.text import both_ends, storable

_FORMATTED = ("text/markdown", "text/latex")
_OLD_PICTURES = ("png", "jpeg", "svg")
_MORE_THAN_A_NAME = 200
"""Characters from which `<...>` is no longer taken for the bare name of an object."""


def saved_text(outputs: Iterable[object], *, most_bytes: int) -> str:
    """The text of all outputs; of very long ones whole lines from both ends, a gap between."""
    kept: list[str] = []
    before = ""
    for output in outputs:
        if not isinstance(output, dict):
            continue
        kind = f"{output.get('output_type')} {output.get('name') or output.get('stream') or ''}"
        text = _output_text(output)
        # What is printed goes on where the last piece ended; all else begins a line of its own.
        goes_on = kind == before and kind.startswith("stream")
        if text and kept and not goes_on and not kept[-1].endswith("\n"):
            kept.append("\n")
        kept += [text] if text else []
        before = kind if text else before
    return both_ends(as_shown("".join(kept)), most_bytes=most_bytes)


def saved_pictures(outputs: Iterable[object]) -> int:
    """How many of the outputs show a picture."""
    return sum(isinstance(output, dict) and _is_picture(output) for output in outputs)


def text_of(value: object) -> str:
    """Text that is stored whole or as a list of lines."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return storable(value) if isinstance(value, str) else ""


def _is_picture(output: dict[str, object]) -> bool:
    data = output.get("data")
    # Notebooks of version 3 keep what is shown beside the kind of output.
    shown = data if isinstance(data, dict) else output
    return any(str(name).startswith("image/") or name in _OLD_PICTURES for name in shown)


def _output_text(output: dict[str, object]) -> str:
    if output.get("output_type") in ("error", "pyerr"):
        return f"{text_of(output.get('ename'))}: {text_of(output.get('evalue'))}\n"
    data = output.get("data")
    text = _richest(data, output) if isinstance(data, dict) else text_of(output.get("text"))
    is_stream = output.get("output_type") == "stream"
    return text if is_stream or not text else text + "\n"


def _richest(data: dict[str, object], output: dict[str, object]) -> str:
    """A table as a table, whose text may be wrapped; else the text; else what stands in for it."""
    plain = text_of(data.get("text/plain", output.get("text")))
    markup = text_of(data.get("text/html"))
    table = tables_as_text(markup) if "<table" in markup.lower() else ""
    if table:
        return table
    if not _is_name_of_object(plain):
        return plain
    others = (text_of(data.get(name)) for name in _FORMATTED)
    return next(filter(None, others), "") or without_tags(markup) or plain


def _is_name_of_object(plain: str) -> bool:
    words = plain.strip() if len(plain) < _MORE_THAN_A_NAME else plain
    return not words or (words.startswith("<") and words.endswith(">") and "\n" not in words)
