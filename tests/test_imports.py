"""Who may import whom: the promises of docs/architecture.md, read from the syntax trees."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("grader", "reference")
PURE = ("grader.records", "grader.errors", "grader.notation", "grader.matching", "grader.checks")

ONLY = {
    "grader/records": ("grader.records",),
    "grader/notation": ("grader.records", "grader.errors", "grader.notation"),
    "grader/matching": PURE,
    "grader/checks": PURE,
    "grader/consistency": (*PURE, "grader.consistency"),
    "grader/judge": (*PURE, "grader.late"),
    "grader/late": PURE,
    "grader/probe": ("grader.probe",),
    "grader/reader": ("grader.reader",),
    "grader": ("grader", "reference.data"),
    "reference": ("reference", "grader.records"),
}
"""The modules of ours that a folder or file may import, and nothing else of ours."""

OUTSIDE = {
    "grader/records": (),
    "grader/notation": (),
    "grader/checks": (),
    "grader/judge": (),
    "grader/late": (),
    "grader/consistency": (),
    "grader/matching": ("numpy", "scipy"),
    "grader/reader": ("pypdf", "pypdfium2"),
    "grader/probe": ("torch", "numpy", "IPython", "ipykernel", "jupyter_client"),
}
"""The packages of others that they may import."""

IMPURE = ("random", "time", "datetime", "logging", "os", "secrets", "subprocess", "socket")
"""What the judge and the checks must not even look at."""


def files(part: str) -> tuple[Path, ...]:
    """The files of a folder or of one module; none if it does not exist yet."""
    alone = ROOT / f"{part}.py"
    return (alone,) if alone.exists() else tuple(sorted((ROOT / part).rglob("*.py")))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Each imported module as `package.module` or `package.module.name`, with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(path, node)
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
    return ".".join((*package, *filter(None, [node.module])))


def lies_in(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def is_name(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether the node is `module.name`."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)


def places(part: str) -> Iterator[tuple[str, str]]:
    """Every import of a part, with its place."""
    for path in files(part):
        for module, line in imported(path):
            yield module, f"{path.relative_to(ROOT)}:{line}: {module}"


@pytest.mark.parametrize("part", ONLY)
def test_each_part_imports_only_what_it_may_of_ours(part: str) -> None:
    wrong = [
        place
        for module, place in places(part)
        if lies_in(module, OURS) and not lies_in(module, ONLY[part])
    ]

    assert not wrong


@pytest.mark.parametrize("part", OUTSIDE)
def test_each_pure_part_imports_only_what_it_may_of_others(part: str) -> None:
    allowed = (*sys.stdlib_module_names, *OURS, *OUTSIDE[part])

    assert not [place for module, place in places(part) if not lies_in(module, allowed)]


@pytest.mark.parametrize(
    "part",
    ["grader/records", "grader/notation", "grader/matching", "grader/checks", "grader/judge"],
)
def test_the_judge_and_its_helpers_know_no_file_clock_chance_or_log(part: str) -> None:
    wrong = [place for module, place in places(part) if lies_in(module, (*IMPURE, "pathlib"))]

    assert not wrong


def test_only_the_cli_reads_the_environment() -> None:
    wrong = []
    for path in files("grader"):
        # The probe lives in the sandbox, where its start-up settings are all it has.
        if path.name == "cli.py" or "probe" in path.relative_to(ROOT).parts:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        used = [(ast.unparse(node), node.lineno) for node in ast.walk(tree) if is_name(node)]
        wrong += [
            f"{path.relative_to(ROOT)}:{line}"
            for name, line in (*used, *imported(path))
            if name in ("os.environ", "os.getenv", "os.environb")
        ]

    assert not wrong


def test_the_promises_are_about_files_that_exist() -> None:
    # A renamed folder must not make its promise true for want of files.
    for part in ("grader/records", "grader/notation", "grader/matching", "grader/checks"):
        assert files(part)
    assert files("grader/judge")
    assert files("grader/late")
