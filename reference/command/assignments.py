"""The assignments: our own, and those in a Python file of a course's own."""

import hashlib
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from reference.data.records import DataProblem
from reference.recipe import Recipe

ASSIGNMENTS = ("a2", "hw2", "a7", "cs324")
"""Our own, each a package of `reference`."""
EXPECTED = Path(__file__).parents[1] / "expected"
"""The folder of our own expected files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The recipes of one assignment."""

    asked: str
    """What it was asked for with: its name, or the path of its file."""
    name: str
    """Its name, and that of its expected file."""
    recipes: tuple[Recipe, ...]
    """Its recipes, in the order in which they are shown."""
    expected: Path
    """The folder of its expected file, unless the command line names another."""

    def only(self, names: list[str] | None) -> tuple[Recipe, ...]:
        """The recipes with these names; all if none is named."""
        by_name = {recipe.name: recipe for recipe in self.recipes}
        for name in names or ():
            if name not in by_name:
                raise DataProblem(f"--only {name}: no such recipe, there is {', '.join(by_name)}")
        return tuple(by_name[name] for name in names) if names else self.recipes


def assignment_of(asked: str) -> Assignment:
    """The assignment of this name, or in the Python file at this path."""
    if asked in ASSIGNMENTS:
        return _checked(asked, import_module(f"reference.{asked}"), EXPECTED)
    path = Path(asked)
    if path.suffix != ".py":
        known = ", ".join(ASSIGNMENTS)
        raise DataProblem(f"{asked}: no such assignment, there is {known}, or name a Python file")
    if not path.is_file():
        raise DataProblem(f"{asked}: no such file, expected a Python file with RECIPES")
    return _checked(asked, _loaded(path.resolve()), path.parent / "expected")


def assignments_of(asked: list[str]) -> tuple[Assignment, ...]:
    """The assignments that are asked for; all of our own if none is."""
    ours = (name for name in ASSIGNMENTS if find_spec(f"reference.{name}"))
    return tuple(assignment_of(one) for one in asked or ours)


def _checked(asked: str, module: ModuleType, expected: Path) -> Assignment:
    recipes = getattr(module, "RECIPES", None)
    wanted = "expected a tuple of Recipe"
    if recipes is None:
        raise DataProblem(f"{asked}: no RECIPES in it, {wanted}")
    if not isinstance(recipes, tuple | list) or not recipes:
        raise DataProblem(f"{asked}: RECIPES is {recipes!r}, {wanted}")
    for one in recipes:
        if not isinstance(one, Recipe):
            raise DataProblem(f"{asked}: RECIPES holds a {type(one).__name__}, {wanted}")
    names = sorted({recipe.assignment for recipe in recipes})
    if len(names) > 1:
        raise DataProblem(f"{asked}: recipes of {', '.join(names)}, expected one assignment")
    if len({recipe.name for recipe in recipes}) < len(recipes):
        raise DataProblem(f"{asked}: two recipes have one name, expected a name for each")
    return Assignment(asked=asked, name=names[0], recipes=tuple(recipes), expected=expected)


def _loaded(path: Path) -> ModuleType:
    """The file as a module; what its own code raises is told with its line."""
    name = f"reference_file_{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module  # where a recipe looks for the files that its functions are from
    try:
        with _beside(path.parent):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise DataProblem(f"{path}, line {_line(error, path)}: {said}") from error
    return module


@contextmanager
def _beside(folder: Path) -> Iterator[None]:
    """Let the file import its neighbours, as a program can."""
    sys.path.append(str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))


def _line(error: BaseException, path: Path) -> int:
    """The line of the file in which it went wrong."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 0
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if frame.filename == str(path)]
    return lines[-1] if lines else 0
