"""Submissions that take too much, or end too early: each limit holds, and says so in its words."""

import pytest

from tests.attacks.arena import Arena, Batch, Submission, assert_nobody_else_is_touched

pytestmark = pytest.mark.sandbox

# Bombs are bounded, so that a limit that did not hold would cost this machine nothing.
ATTACKERS: dict[str, Submission] = {
    "exits": ("import sys; sys.exit(0)", "print('after')"),
    "ends-itself": ("import os; os._exit(0)", "print('after')"),
    "kills-itself": ("import os; os.kill(os.getpid(), 9)", "print('after')"),
    "at-exit": (
        "import atexit, os\natexit.register(lambda: os._exit(0))\nos.kill(os.getpid(), 15)\n"
        "import time; time.sleep(5)",
        "print('after')",
    ),
    "dead-kernel": (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nheld = []\n"
        "while len(held) < 100: held.append(b'x' * 2**26)",
        "print('after')",
    ),
    "forks": (
        "import os, time\nfor _ in range(400):\n"
        "    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)",
        "print('after')",
    ),
    "threads": (
        "import threading, time\nfor _ in range(2000):\n"
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    ),
    "memory": ("import torch\nheld = torch.ones(2**30)", "print('after')"),
    "memory-of-many": (
        "import os, time\nfor _ in range(4):\n    if os.fork() == 0: break\n"
        "held = b'x' * (500 * 2**20)\ntime.sleep(60)",
    ),
    "hidden-memory": (
        "import os, ctypes\nhidden = []\ntry:\n"
        "    for _ in range(40):\n        hidden.append(os.memfd_create('x'))\n"
        "        os.write(hidden[-1], bytes(2**26))\nexcept OSError as error: print(error.errno)\n"
        "libc = ctypes.CDLL(None)\nprint(libc.shmget(0, 2**30, 0o1600))",
    ),
    "burns": (
        "import signal\nfor number in (2, 15, 20): signal.signal(number, signal.SIG_IGN)\n"
        "while True: pass",
        "print('after')",
    ),
    "sleeps": (
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))\n"
        "while True: time.sleep(100)",
        "print('after')",
    ),
    "fills-the-disk": (
        "import time\nfor i in range(200):\n    open(f'{i}', 'wb').write(bytes(2**22))\n"
        "    time.sleep(0.02)",
    ),
    "sparse": ("open('sparse', 'wb').truncate(2**40)",),
    "many-files": (
        "import os, time\nos.mkdir('/tmp/d')\n"
        "for i in range(250_000): open(f'/tmp/d/{i}', 'w').close()\ntime.sleep(10)",
    ),
    "prints": (
        "for _ in range(200_000): print('x' * 99)",
        "print('y' * 50_000_000)",
        "for _ in range(5000): display('z' * 5000)",
        "print('after')",
    ),
}


@pytest.fixture(scope="module")
def batch(arena: Arena, quiet: Batch) -> Batch:
    options = ("--workers", "2", "--cpu-time", "25s", "--cell-time", "40s")
    return arena.grade("limits", ATTACKERS, *options)


@pytest.mark.row(18, 19, 20, 21, 22)
def test_the_neighbours_notice_nothing(batch: Batch, quiet: Batch) -> None:
    assert_nobody_else_is_touched(batch, quiet)


@pytest.mark.parametrize(
    ("name", "ending", "words"),
    [
        pytest.param("exits", "raised", "SystemExit", marks=pytest.mark.row(16)),
        pytest.param("ends-itself", "died", "ended itself in cell 0", marks=pytest.mark.row(16)),
        pytest.param("kills-itself", "died", "a kill signal", marks=pytest.mark.row(16)),
        pytest.param("at-exit", "died", "in cell 0", marks=pytest.mark.row(16)),
        pytest.param("dead-kernel", "memory", "more memory than", marks=pytest.mark.row(17)),
        pytest.param("forks", "processes", "more than the 64", marks=pytest.mark.row(18)),
        pytest.param("threads", "processes", "more than the 64", marks=pytest.mark.row(18)),
        pytest.param("memory", "memory", "the 1.5 GiB", marks=pytest.mark.row(19)),
        pytest.param("memory-of-many", "memory", "the 1.5 GiB", marks=pytest.mark.row(19)),
        pytest.param("burns", "time", "the whole run was ended", marks=pytest.mark.row(20)),
        pytest.param("sleeps", "cell time", "the whole run was ended", marks=pytest.mark.row(20)),
        pytest.param("fills-the-disk", "disk", "the 200.0 MiB", marks=pytest.mark.row(22)),
        pytest.param("sparse", "file size", "the 100.0 MiB", marks=pytest.mark.row(22)),
        pytest.param("many-files", "disk", "of disk", marks=pytest.mark.row(22)),
        pytest.param("prints", "output", "were printed", marks=pytest.mark.row(23)),
    ],
)
def test_each_limit_is_told_and_nothing_is_earned(
    batch: Batch, name: str, ending: str, words: str
) -> None:
    # On a busy machine the time of the cell may be over before the processor time is.
    assert any(ending in each for each in batch.endings(name))
    assert words in batch.sentences(name)
    assert words in batch.report(name)
    assert not batch.earned(name) & {"1/network", "2/accuracy", "3/training"}


@pytest.mark.row(16, 17)
@pytest.mark.parametrize(
    "name", ["exits", "ends-itself", "kills-itself", "at-exit", "dead-kernel", "sleeps", "burns"]
)
def test_an_early_end_is_never_a_pass(batch: Batch, name: str) -> None:
    assert batch.earned(name) == set()


@pytest.mark.row(19)
def test_memory_that_no_process_is_charged_for_cannot_be_had(batch: Batch) -> None:
    assert batch.printed_by("hidden-memory").split() == ["38", "-1"]


@pytest.mark.row(23)
def test_what_is_kept_of_a_flood_is_bounded(batch: Batch) -> None:
    assert len(batch.printed_by("prints")) < 4 * 2**20
    assert batch.printed_by("prints").endswith("after\n")
    assert (batch.out / "prints" / "report.html").stat().st_size < 2**20
