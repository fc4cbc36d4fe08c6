"""How a script is started: in which folder, as a part of which package, with which arguments."""

import posixpath
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from grader.ingest.commands import MOST_COMMANDS, Command
from grader.ingest.imports import files_imported, imports_in
from grader.records import Cell, Notebook, Reading


def started(script: Notebook, scripts: Mapping[str, str], commands: Sequence[Command]) -> Notebook:
    """The script as it is to be run; each further command is a cell after its own."""
    folder = str(PurePosixPath(script.path).parent)
    depth = _package_depth(script.path, scripts, commands)
    base = _above(folder, depth)
    if commands:
        folder = commands[0].folder
    elif depth:
        folder = base
    else:
        folder = _imported_from(script.path, scripts) or folder
    own = folder == str(PurePosixPath(script.path).parent)
    further = commands[1:MOST_COMMANDS] if depth <= script.path.count("/") else ()
    first = len(script.cells)
    cells = (
        Cell(index=first + number, kind="code", source=_again(script.path, folder, depth, command))
        for number, command in enumerate(further)
    )
    return replace(
        script,
        cells=(*script.cells, *cells),
        arguments=commands[0].arguments if commands else (),
        folder=None if own else folder,
        package_depth=depth,
    )


def start_readings(script: Notebook, commands: Sequence[Command]) -> Iterator[Reading]:
    """What is told of how a script, as `started` gave it back, is run."""
    path, where = script.path, "the top folder" if script.folder in (".", "") else script.folder
    for each in commands[:MOST_COMMANDS]:
        if each.arguments:
            what = f"{path} was run as `{_words(each)}`."
            yield Reading(path=path, what=what, why=f"{each.source} says so.")
    if script.package_depth:
        what = f"{path} was run as a part of the package that its folder is."
        yield Reading(path=path, what=what, why="It imports its neighbours with a leading dot.")
    elif script.folder is not None and not commands:
        what = f"{path} was run in {where}."
        yield Reading(path=path, what=what, why="What it imports is counted from there.")


def _words(command: Command) -> str:
    name = PurePosixPath(command.script).name
    return shlex.join(["python", name, *command.arguments])


def _package_depth(path: str, scripts: Mapping[str, str], commands: Sequence[Command]) -> int:
    """How many folders above the script must be packages for its own imports to be found."""
    levels = [each.level for each in imports_in(scripts[path]) if not each.guarded]
    needed = max(levels, default=0)
    if not needed:
        return 0
    asked = [
        len(PurePosixPath(posixpath.relpath(each.script, each.folder)).parts) - 1
        for each in commands
        if each.as_module
    ]
    folders = [str(folder) for folder in PurePosixPath(path).parents][:-1]
    marked = 0
    while marked < len(folders) and f"{folders[marked]}/__init__.py" in scripts:
        marked += 1
    # Even the folder that holds the whole submission may be meant as the package.
    return min(max(needed, marked, *asked, 0), len(folders) + 1)


def _above(folder: str, depth: int) -> str:
    parts = [part for part in folder.split("/") if part != "."]
    return "/".join(parts[: max(0, len(parts) - depth)]) or "."


def _imported_from(path: str, scripts: Mapping[str, str]) -> str | None:
    """The folder that a script's imports are counted from, if that is not its own."""
    own = str(PurePosixPath(path).parent)
    bases = [each.base for each in files_imported(path, scripts[path], scripts) if not each.level]
    return None if own in bases or not bases else max(bases, key=len)


def _again(path: str, folder: str, depth: int, command: Command) -> str:
    """Code that runs the script once more, as this command does."""
    name = posixpath.relpath(path, folder)
    module = path.removesuffix(".py").split("/")[-depth - 1 :]
    call = (
        f'runpy.run_module({".".join(module)!r}, run_name="__main__", alter_sys=True)'
        if depth
        else f'runpy.run_path({name!r}, run_name="__main__")'
    )
    argv = [name, *command.arguments]
    return f"import runpy, sys\nsys.argv = {argv!r}\nran = {call}"
