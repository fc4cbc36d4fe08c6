"""Of all notebooks and scripts that were handed in: which are run, in what order, and how."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.ingest import python2
from grader.ingest.cells import script_as_notebook
from grader.ingest.commands import commands_in
from grader.ingest.copies import copies, is_export
from grader.ingest.frameworks import other_framework
from grader.ingest.imports import reached
from grader.ingest.scripts import entry_scripts, uses_torch
from grader.ingest.starts import start_readings, started
from grader.records import Cell, Document, Notebook, Reading, SubmittedFile

_RUNS = re.compile(r"^\s*%(?:run|load)\s+(?:-\w+\s+)*[\"']?([^\s\"']+)", re.MULTILINE)
_OPENS = re.compile(r"exec\w*\(\s*(?:compile\(\s*)?open\(\s*[\"']([^\"']+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """What of a submission can be run."""

    notebooks: tuple[Notebook, ...]
    """Notebooks and then scripts, in the order in which they are run."""
    readings: tuple[Reading, ...]
    """What was read in another way than it stands there, or left aside."""
    rewritten: tuple[Document, ...]
    """Scripts whose text was translated."""


def choose_programs(
    notebooks: Sequence[Notebook],
    scripts: Mapping[str, str],
    instructions: Mapping[str, str],
    files: Iterable[SubmittedFile],
    *,
    most: int,
) -> Programs:
    """What is run of these, but no more than `most`.

    `instructions` are texts that may say how scripts are called.
    """
    readings: list[Reading] = []
    known = [_without_async(each, readings) for each in notebooks]
    read = [_modern_notebook(each, readings) for each in known]
    modern = _modern_scripts(scripts, readings)
    kept = _without_copies(read, files, readings)
    entries = _entries(kept, modern, readings)
    texts = {**{each.path: _code(each) for each in kept}, **instructions}
    calls = list(commands_in(texts, modern))
    programs = [*kept]
    for entry in _without_copies(entries, files, readings):
        mine = [call for call in calls if call.script == entry.path]
        programs.append(started(entry, modern, mine))
        readings += start_readings(programs[-1], mine)
    told = [_told(each, modern) for each in programs]
    beyond = f"a submission may have {most} notebooks and scripts that are run"
    return Programs(
        notebooks=(*told[:most], *(replace(each, not_run=beyond) for each in told[most:])),
        readings=tuple(readings),
        rewritten=tuple(
            Document(path=path, text=text) for path, text in modern.items() if text != scripts[path]
        ),
    )


def _without_async(notebook: Notebook, readings: list[Reading]) -> Notebook:
    """The notebook with today's word for `async=`."""
    cells = tuple(
        replace(cell, source=python2.without_async(cell.source) or cell.source)
        if cell.kind == "code"
        else cell
        for cell in notebook.cells
    )
    if cells != notebook.cells:
        readings.append(_renaming(notebook.path))
    return replace(notebook, cells=cells)


def _modern_notebook(notebook: Notebook, readings: list[Reading]) -> Notebook:
    """The notebook in Python 3, if it is one of Python 2."""
    code = [cell.source for cell in notebook.cells if cell.kind == "code"]
    if notebook.python == 3 or not (notebook.python == 2 or python2.any_is_old(code)):
        return notebook
    new = any("print_function" in source for source in code)
    cells = tuple(_modern_cell(cell, print_is_function=new) for cell in notebook.cells)
    if cells != notebook.cells:
        readings.append(_translation(notebook.path))
    return replace(notebook, cells=cells)


def _modern_cell(cell: Cell, *, print_is_function: bool) -> Cell:
    if cell.kind != "code" or not cell.source.strip():
        return cell
    text = python2.translated(cell.source, print_is_function=print_is_function)
    return cell if text is None else replace(cell, source=text)


def _modern_scripts(scripts: Mapping[str, str], readings: list[Reading]) -> dict[str, str]:
    """The scripts in Python 3; where one is of Python 2, all are."""
    known = {path: python2.without_async(text) or text for path, text in scripts.items()}
    readings += [_renaming(path) for path, text in known.items() if text != scripts[path]]
    are_old = python2.any_is_old(known.values())
    modern = {}
    for path, source in known.items():
        spaced = python2.without_tabs(source)
        text = python2.translated(source) if are_old and spaced is None else spaced
        modern[path] = source if text is None else text
        if spaced is not None:
            what = f"Tabs at the beginning of lines of {path} were read as spaces."
            readings.append(Reading(path=path, what=what, why=python2.TABS_WHY))
        elif modern[path] != source:
            readings.append(_translation(path))
    return modern


def _renaming(path: str) -> Reading:
    what = f"`async=` in {path} was read as `non_blocking=`."
    return Reading(path=path, what=what, why=python2.ASYNC_WHY)


def _translation(path: str) -> Reading:
    what = f"{path} was translated from Python 2 to Python 3."
    return Reading(path=path, what=what, why=python2.WHY)


def _without_copies(
    programs: Sequence[Notebook], files: Iterable[SubmittedFile], readings: list[Reading]
) -> list[Notebook]:
    """Those that are not copies of another one."""
    found = copies(programs, files)
    for path, (original, differs) in found.items():
        why = f"It holds the same code as {original}."
        also = " Its saved outputs are others, and were not looked at." if differs else ""
        readings.append(Reading(path=path, what=f"{path} was left aside.", why=why + also))
    return [each for each in programs if each.path not in found]


def _entries(
    notebooks: Sequence[Notebook], scripts: Mapping[str, str], readings: list[Reading]
) -> list[Notebook]:
    """The scripts that are run; beside notebooks, only those with networks of their own."""
    used = {path for notebook in notebooks for path in _used(notebook, scripts)}
    own = dict(scripts)
    for path, source in scripts.items():
        export = next((n for n in notebooks if is_export(source, n)), None)
        if export and path not in used:
            del own[path]
            why = f"Every line of it is in {export.path} too."
            readings.append(Reading(path=path, what=f"{path} was not run by itself.", why=why))
    entries = entry_scripts(own, imported=used)
    if notebooks:
        entries = tuple(path for path in entries if uses_torch(path, own[path], own))
    return [script_as_notebook(path, own[path]) for path in entries]


def _used(notebook: Notebook, scripts: Mapping[str, str]) -> Iterator[str]:
    """The scripts that a notebook imports or runs in its own process."""
    sources = [cell.source for cell in notebook.cells if cell.kind == "code"]
    yield from reached(notebook.path, sources, scripts)
    names = {
        match[1].replace("\\", "/").removeprefix("./")
        for source in sources
        for match in (*_RUNS.finditer(source), *_OPENS.finditer(source))
    }
    for path in scripts:
        if any(f"/{path}".endswith((f"/{name}", f"/{name}.py")) for name in names):
            yield path


def _told(program: Notebook, scripts: Mapping[str, str]) -> Notebook:
    """The program, with the reason if it is not run since it is for another framework."""
    sources = [cell.source for cell in program.cells if cell.kind == "code"]
    framework = other_framework(program.path, sources, scripts)
    why = f"it uses {framework}, and only PyTorch is run here" if framework else ""
    return replace(program, framework=framework, not_run=why)


def _code(notebook: Notebook) -> str:
    return "\n".join(cell.source for cell in notebook.cells)
