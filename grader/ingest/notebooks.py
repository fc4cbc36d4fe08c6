"""The text of a notebook becomes cells, whatever version and damage; nothing in it is believed.

The format is read by hand and not by nbformat, which repairs, warns and fails as its versions see
fit: here a missing id or an unknown cell type is no reason to leave a student's work unread.
"""

import json
import re
from collections.abc import Iterator

from grader.ingest.limits import IngestLimits
from grader.ingest.outputs import saved_pictures, saved_text, text_of
from grader.ingest.text import decode, storable
from grader.records import Cell, Notebook

_STRING = re.compile(r'"[^"]*"')
_BRACKET = re.compile(r"[][{}]")
_VERSION = re.compile(r"(?:i?python[ _-]?)?([23])(?![0-9])", re.IGNORECASE)
_PROSE = ("markdown", "heading", "html")


class NotReadableError(Exception):
    """A notebook or script cannot be read; the message says why, in a sentence."""


def read_notebook(path: str, data: bytes, limits: IngestLimits) -> Notebook:
    """The notebook of these bytes; raises `NotReadableError`."""
    if len(data) > limits.notebook_bytes:
        raise NotReadableError("it is larger than a notebook may be")
    content = _parsed(decode(data), limits)
    _refuse_other_languages(content)
    cells = list(_raw_cells(content))
    if len(cells) > limits.cells:
        raise NotReadableError(f"it has more than {limits.cells:,} cells")
    return Notebook(
        path=path,
        cells=tuple(_cell(index, cell, limits) for index, cell in enumerate(cells)),
        python=_python_version(content),
    )


def _parsed(text: str, limits: IngestLimits) -> dict[str, object]:
    if not text.strip():
        raise NotReadableError("it is empty")
    _refuse_monsters(text, limits)
    try:
        content = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        words = str(error)[:100]
        raise NotReadableError(f"it is not a notebook, or was cut off ({words})") from error
    if not isinstance(content, dict):
        raise NotReadableError("it is not a notebook: its outermost value is not an object")
    return content


def _refuse_monsters(text: str, limits: IngestLimits) -> None:
    """Refuse what would take far more memory or stack to parse than its size tells."""
    # Escapes go first, so that a quote always ends a string and one pass finds them all.
    skeleton = _STRING.sub("", text.replace("\\\\", "").replace('\\"', ""))
    if sum(map(skeleton.count, ",[{")) > limits.notebook_values:
        raise NotReadableError(f"it holds more than {limits.notebook_values:,} values")
    depth = 0
    for bracket in _BRACKET.finditer(skeleton):
        depth += 1 if bracket.group() in "[{" else -1
        if depth > limits.notebook_depth:
            raise NotReadableError(f"its values are nested deeper than {limits.notebook_depth}")


def _refuse_other_languages(content: dict[str, object]) -> None:
    metadata = _object(content.get("metadata"))
    spec, info = _object(metadata.get("kernelspec")), _object(metadata.get("language_info"))
    stated = [spec.get("language"), info.get("name")]
    languages = [one for one in stated if isinstance(one, str) and one]
    # Sage calls its language Python, and yet reads `2^3` in its own way.
    sage = f"{spec.get('name')} {spec.get('language')}".casefold().count("sage")
    if sage or (languages and not any("py" in one.casefold() for one in languages)):
        language = "Sage" if sage else storable(languages[0])[:40]
        raise NotReadableError(f"it is written in {language}, and only Python notebooks are run")


def _python_version(content: dict[str, object]) -> int | None:
    """The version of Python that the notebook says it was written in."""
    metadata = _object(content.get("metadata"))
    spec, info = _object(metadata.get("kernelspec")), _object(metadata.get("language_info"))
    for stated in (info.get("version"), spec.get("name"), spec.get("display_name")):
        found = _VERSION.match(stated) if isinstance(stated, str) else None
        if found:
            return int(found[1])
    return None


def _raw_cells(content: dict[str, object]) -> Iterator[dict[str, object]]:
    """The cells of version 4, or those of all worksheets of the versions before."""
    lists = [content.get("cells")]
    if not isinstance(lists[0], list):
        lists = [_object(sheet).get("cells") for sheet in _list(content.get("worksheets"))]
    if not any(isinstance(cells, list) for cells in lists):
        raise NotReadableError("it is not a notebook: it has no list of cells")
    for cells in lists:
        # What is no cell is kept as an empty one, so that the numbers of the others hold.
        yield from map(_object, _list(cells))


def _cell(index: int, cell: dict[str, object], limits: IngestLimits) -> Cell:
    kind = cell.get("cell_type")
    source = text_of(cell.get("source", cell.get("input")))
    outputs = _list(cell.get("outputs")) if kind == "code" else []
    if kind == "heading":
        level = cell.get("level")
        source = "#" * (level if isinstance(level, int) and 1 <= level <= 6 else 1) + " " + source
    return Cell(
        index=index,
        kind="code" if kind == "code" else "markdown" if kind in _PROSE else "raw",
        source=source,
        saved_output=saved_text(outputs, most_bytes=limits.output_bytes),
        saved_pictures=saved_pictures(outputs),
    )


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
