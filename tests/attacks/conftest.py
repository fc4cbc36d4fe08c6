"""The arena that all attacks share, and the table that is printed at the end."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.arena import Arena, Batch
from tests.attacks.class_folder import LOAD, NOTHING, TRAINING, WRONG
from tests.attacks.rows import Tried, table

_BEGIN, _END = "<!-- attacks: written by the suite -->", "<!-- end of attacks -->"
_TRIED = pytest.StashKey[list[Tried]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "write the table of attacks into this page, between its marks"
    parser.addoption("--attacks-page", type=Path, default=None, help=words)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "row(number): a row of the table of attacks")
    config.stash[_TRIED] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.when == "call" or (report.when == "setup" and not report.passed):
        for mark in item.iter_markers("row"):
            words = str(getattr(report, "wasxfail", "") or report.nodeid.rpartition("::")[2])
            item.config.stash[_TRIED] += [
                Tried(row, report.passed, report.duration, words) for row in mark.args
            ]
    return report  # type: ignore[return-value]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tried = terminalreporter.config.stash[_TRIED]
    if not tried:
        return
    terminalreporter.write_sep("=", "attacks")
    terminalreporter.write_line(table(tried))
    # Only known where this folder was asked for by name.
    if page := terminalreporter.config.getoption("--attacks-page", None):
        before, rest = page.read_text().split(_BEGIN)
        page.write_text(f"{before}{_BEGIN}\n{table(tried)}\n{_END}{rest.split(_END)[1]}")


@pytest.fixture(scope="session")
def arena() -> Iterator[Arena]:
    # Not pytest's folder: sockets lie in it, and their paths have little room.
    folder = Path(tempfile.mkdtemp(prefix="atk-", dir="/tmp"))
    yield Arena(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def quiet(arena: Arena) -> Batch:
    """The same class without attackers, but with honest students who did little."""
    return arena.grade(
        "quiet", {"nothing": NOTHING, "wrong": (LOAD, TRAINING, WRONG)}, "--workers", "2"
    )
