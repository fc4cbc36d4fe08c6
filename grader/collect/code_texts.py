"""The text of a submission's code, piece by piece, with the headings that it stands under."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.collect.write_ups import read_notebook
from grader.collect.written.limits import MOST_CHARACTERS
from grader.collect.written.modules import module_texts
from grader.collect.written.sources import read_unit, unit_of
from grader.collect.written.values import Origin
from grader.records import FileKind, Notebook, Place, Source, Submission, SubmittedFile

MOST_SOURCES = 4_000
MOST_OUTPUT = 100_000
"""Characters of one cell's output that are kept."""
MOST_RESULTS = 300
"""Files of results and settings that are read."""
LARGEST_RESULT = 200_000
"""Bytes of one: a larger one holds data."""
RESULTS = (".log", ".csv", ".tsv", ".json", ".jsonl", ".txt", ".out", ".dat")
SETTINGS = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg")
_LOADS = re.compile(r"safe_load|yaml\.|json\.load|OmegaConf|toml|configparser|hydra")


def read_sources(submission: Submission) -> tuple[Source, ...]:
    """Every cell and module, and prose that may say how the code is called."""
    return tuple(_sources(submission))[:MOST_SOURCES]


def can_be_read(submission: Submission) -> bool:
    """Whether every cell and module is Python to its end, and there is any."""
    units = [
        unit_of(cell, notebook.path)
        for notebook in submission.notebooks
        for cell in notebook.cells
        if cell.kind == "code" and cell.source.strip()
    ]
    modules = module_texts(submission).items()
    units += [read_unit(text, Origin(path, None)) for path, text in modules]
    return bool(units) and not any(unit.lost for unit in units)


def _sources(submission: Submission) -> Iterator[Source]:
    for notebook in submission.notebooks:
        yield from _of_notebook(notebook)
    scripts = {notebook.path for notebook in submission.notebooks}
    for path, text in module_texts(submission).items():
        if path not in scripts:
            yield Source(place=Place(file=path), text=text)
    for document in submission.documents:
        place = Place(file=document.path)
        yield Source(place=place, text=document.text[:MOST_CHARACTERS], is_prose=True)
    yield from _of_files(submission)


def _of_files(submission: Submission) -> Iterator[Source]:
    """Results that programs wrote, as outputs, and settings that programs load, as code."""
    code = "\n".join(
        cell.source
        for notebook in submission.notebooks
        for cell in notebook.cells
        if cell.kind == "code"
    )
    code += "\n".join(module_texts(submission).values())
    files = [each for each in submission.files if _may_tell(each)]
    for file in files[:MOST_RESULTS]:
        try:
            data = (Path(submission.folder) / file.path).read_bytes()
        except OSError:
            continue
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        name = PurePosixPath(file.path).name
        place = Place(file=file.path)
        if name.endswith(SETTINGS) and (name in code or _LOADS.search(code)):
            yield Source(place=place, text=as_code(text))
        if name.endswith(RESULTS) and (not name.endswith(".txt") or _is_log(text)):
            heading = " ".join(re.findall(r"[A-Za-z]+|\d+", PurePosixPath(name).stem))
            lines = as_lines(text, name)[:MOST_OUTPUT]
            yield Source(place=place, text="", heading=heading, output=lines)


def _may_tell(file: SubmittedFile) -> bool:
    """Whether a file may hold results or settings: a short one with such a name."""
    name = PurePosixPath(file.path).name.lower()
    if name.startswith(("requirements", "readme", "license", ".")) or file.size > LARGEST_RESULT:
        return False
    is_text = name.endswith(".txt") and file.kind is not FileKind.SCRIPT
    kinds = (FileKind.DATA, FileKind.OTHER)
    return is_text or (file.kind in kinds and name.endswith((*RESULTS, *SETTINGS)))


def _is_log(text: str) -> bool:
    """Whether a text was printed by a program, and not written by a person."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:400]
    numbers = sum(bool(re.search(r"\d", line)) for line in lines)
    prose = sum(bool(re.search(r"[a-z]{3}[.!?]$", line)) or len(line) > 200 for line in lines)
    return bool(lines) and numbers * 10 >= len(lines) * 7 and prose * 20 <= len(lines)


_SETTING = re.compile(r"^(\s*(?:- )?)([A-Za-z_][\w\-]{0,60})\s*[:=]\s*(\S[^#\n]{0,200})?(#.*)?$")


def as_code(text: str) -> str:
    """Settings of a file as code would spell them, line by line: `lr: 0.1` is `"lr": 0.1,`."""
    if text.lstrip().startswith(("{", "[{")):
        return text
    lines = []
    for line in text.split("\n"):
        match = _SETTING.match(line[:400])
        if match is None:
            lines.append(line)
        else:
            value = (match[3] or "").strip()
            lines.append(f'{match[1]}"{match[2]}": {value},')
    return "\n".join(lines)


def as_lines(text: str, name: str) -> str:
    """Results, each record on a line of its own: those of JSON often stand on many lines."""
    if not name.endswith(".json"):
        return text
    return re.sub(r",\s*\n\s*(?=\"[\w \-]+\"\s*:\s*[-\d.])", ", ", text)


def _of_notebook(notebook: Notebook) -> Iterator[Source]:
    write_up = None if notebook.is_script else read_notebook(notebook)
    prose = write_up.blocks if write_up else ()
    sections = write_up.sections if write_up else ()
    cells = [block.place.cell or 0 for block in prose]
    called = " ".join(notebook.arguments)
    if called:
        yield Source(place=Place(file=notebook.path), text=called, is_prose=True)
    for cell in notebook.cells:
        before = bisect_right(cells, cell.index) - 1
        block = prose[before] if before >= 0 else None
        section = block.section if block else None
        number = block.question if block else ""
        title = sections[section].title if section is not None else ""
        yield Source(
            place=Place(file=notebook.path, cell=cell.index),
            text=cell.source[:MOST_CHARACTERS],
            question=number,
            heading=title,
            is_prose=cell.kind == "markdown",
            output=cell.saved_output[:MOST_OUTPUT],
        )
