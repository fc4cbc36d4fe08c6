"""Every limit, hit on purpose behind the real wall: the right words, and nothing else is lost."""

import re
from pathlib import Path

import pytest

from grader.records import CellOutcome, EndingName, Limits, NotebookRun, RunMode
from grader.records.execution import MEBIBYTE
from grader.sandbox import Given, Watch, control_group
from grader.sandbox.run import KernelSandbox
from tests.sandbox.invented import RunCells, a_notebook, a_submission

pytestmark = pytest.mark.sandbox

COUNT_FOREVER = "n = 0\nwhile True:\n    n += 1"


def names(run: NotebookRun) -> list[EndingName]:
    return [ending.name for ending in run.endings]


def sentence(run: NotebookRun, name: EndingName) -> str:
    return next(ending.sentence for ending in run.endings if ending.name is name)


def outcomes(run: NotebookRun) -> list[CellOutcome]:
    return [cell.outcome for cell in run.cells]


def test_a_cell_over_its_time_is_interrupted_and_the_kernel_lives_on(run_cells: RunCells) -> None:
    run = run_cells(COUNT_FOREVER, "print(n > 0)", limits=Limits(cell_seconds=2.0))

    assert outcomes(run) == [CellOutcome.INTERRUPTED, CellOutcome.OK]
    assert run.cells[0].line in (2, 3)
    assert run.cells[1].output == "True\n"
    assert names(run) == [EndingName.CELL_TIME, EndingName.FINISHED]
    assert "in cell 0 after 2 seconds" in sentence(run, EndingName.CELL_TIME)


def test_when_the_whole_time_is_over_later_cells_are_not_run(run_cells: RunCells) -> None:
    limits = Limits(wall_seconds=2.0, mode=RunMode.FULL)

    run = run_cells("x = 1", COUNT_FOREVER, "y = 1", limits=limits)

    assert outcomes(run) == [CellOutcome.OK, CellOutcome.INTERRUPTED, CellOutcome.NOT_RUN]
    assert names(run) == [EndingName.WALL_TIME]
    assert "in cell 1" in sentence(run, EndingName.WALL_TIME)


def test_within_a_budget_a_cell_leaves_time_for_the_cells_after_it(run_cells: RunCells) -> None:
    run = run_cells(COUNT_FOREVER, "print(n > 0)", COUNT_FOREVER, limits=Limits(wall_seconds=4.0))

    assert [cell.outcome for cell in run.cells] == [
        CellOutcome.INTERRUPTED,
        CellOutcome.OK,
        CellOutcome.INTERRUPTED,
    ]
    assert run.cells[1].output == "True\n"
    assert names(run) == [EndingName.CELL_TIME, EndingName.WALL_TIME]
    assert "after 2 seconds, so that there is time" in sentence(run, EndingName.CELL_TIME)


def test_later_notebooks_are_not_started_when_the_time_is_over(
    walled: KernelSandbox, tmp_path: Path
) -> None:
    submission = a_submission(
        tmp_path, a_notebook(COUNT_FOREVER, path="a.ipynb"), a_notebook("1", path="b.ipynb")
    )

    limits = Limits(wall_seconds=1.0, mode=RunMode.FULL)

    execution = walled.run(submission, Given(), limits, Watch())

    assert names(execution.notebooks[1]) == [EndingName.NOT_RUN]
    assert outcomes(execution.notebooks[1]) == [CellOutcome.NOT_RUN]
    assert Path(execution.notebooks[1].probe_folder).is_dir()


def test_a_cell_that_ignores_interrupts_is_killed(run_cells: RunCells) -> None:
    deaf = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"

    run = run_cells(deaf, "1", limits=Limits(cell_seconds=1.0))

    assert outcomes(run) == [CellOutcome.DIED, CellOutcome.NOT_RUN]
    assert names(run) == [EndingName.CELL_TIME]
    assert "the whole run was ended there" in sentence(run, EndingName.CELL_TIME)
    assert run.seconds < 30


def test_a_cell_that_catches_the_first_interrupt_gets_another(run_cells: RunCells) -> None:
    stubborn = "import time\nfor _ in range(2):\n    try:\n        time.sleep(60)\n" + (
        "    except KeyboardInterrupt: print('not yet')"
    )

    run = run_cells(stubborn, "1", limits=Limits(cell_seconds=1.0))

    assert outcomes(run) == [CellOutcome.INTERRUPTED, CellOutcome.OK]
    assert run.cells[0].output == "not yet\nnot yet\n"


def test_processor_time_of_all_processes_counts(run_cells: RunCells) -> None:
    # Each of the two processes stays under the limit for itself.
    burn = "import os, time\nos.fork()\nt = time.process_time()\n" + (
        "while time.process_time() < t + 60: pass"
    )

    run = run_cells(burn, "1", limits=Limits(cpu_seconds=6.0))

    assert names(run)[0] is EndingName.CPU_TIME
    assert outcomes(run)[1] is CellOutcome.NOT_RUN
    assert "6 seconds" in sentence(run, EndingName.CPU_TIME)


@pytest.mark.parametrize(
    "greedy",
    [
        "import torch\nx = torch.empty(6 * 2**30, dtype=torch.uint8)",
        "x = bytearray(6 * 2**30)",
        "import numpy\nx = numpy.ones(6 * 2**30, dtype='uint8')",
    ],
)
def test_asking_for_too_much_memory_is_an_error_and_the_kernel_lives_on(
    run_cells: RunCells, greedy: str
) -> None:
    run = run_cells(greedy, "print('alive')")

    assert outcomes(run) == [CellOutcome.RAISED, CellOutcome.OK]
    assert run.cells[1].output == "alive\n"
    assert names(run) == [EndingName.MEMORY, EndingName.RAISED, EndingName.FINISHED]
    assert "more memory than the 4.0 GiB" in sentence(run, EndingName.MEMORY)


def test_memory_of_several_processes_together_ends_the_run(run_cells: RunCells) -> None:
    grow = "import os, time\nfor _ in range(3):\n    if os.fork() == 0: break\n" + (
        "x = b'x' * 2**29\ntime.sleep(60)"
    )

    run = run_cells(grow, "1", limits=Limits(memory_bytes=1_500 * MEBIBYTE))

    assert outcomes(run) == [CellOutcome.DIED, CellOutcome.NOT_RUN]
    assert names(run) == [EndingName.MEMORY]


def test_a_fork_bomb_is_stopped(run_cells: RunCells) -> None:
    run = run_cells("import os\nwhile True: os.fork()", "1", limits=Limits(wall_seconds=8.0))

    assert EndingName.PROCESSES in names(run)
    assert "more than the 64 processes and threads" in sentence(run, EndingName.PROCESSES)
    assert run.seconds < 60


def test_a_thread_bomb_is_stopped(run_cells: RunCells) -> None:
    bomb = "import threading, time\nfor _ in range(5000):\n" + (
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )

    run = run_cells(bomb, "1", limits=Limits(wall_seconds=20.0))

    assert EndingName.PROCESSES in names(run)


@pytest.mark.parametrize(
    ("bomb", "name"),
    [
        ("import os\nwhile True: os.fork()", EndingName.PROCESSES),
        (
            "import os, time\n[os.fork() for _ in range(2)]\nx = b'x' * 2**29\ntime.sleep(60)",
            EndingName.MEMORY,
        ),
    ],
)
def test_the_watcher_alone_stops_what_control_groups_cannot(
    run_cells: RunCells, monkeypatch: pytest.MonkeyPatch, bomb: str, name: EndingName
) -> None:
    monkeypatch.setattr(control_group, "_own_folder", lambda kind: None)

    run = run_cells(bomb, "1", limits=Limits(wall_seconds=20.0, memory_bytes=1_500 * MEBIBYTE))

    assert name in names(run)
    assert outcomes(run) == [CellOutcome.DIED, CellOutcome.NOT_RUN]


def test_a_file_that_is_too_large_is_an_error(run_cells: RunCells) -> None:
    write = "with open('big', 'wb') as f:\n    for _ in range(20): f.write(bytes(2**20))"

    run = run_cells(write, "print('alive')", limits=Limits(file_bytes=10 * MEBIBYTE))

    assert outcomes(run) == [CellOutcome.RAISED, CellOutcome.OK]
    assert names(run)[0] is EndingName.FILE_SIZE
    assert "10.0 MiB" in sentence(run, EndingName.FILE_SIZE)


def test_filling_the_disk_ends_the_run(run_cells: RunCells) -> None:
    fill = "import time\nfor i in range(1000):\n    open(f'{i}', 'wb').write(bytes(2**22))\n" + (
        "    time.sleep(0.02)"
    )

    run = run_cells(fill, "1", limits=Limits(disk_bytes=100 * MEBIBYTE))

    assert names(run) == [EndingName.DISK]
    assert outcomes(run)[1] is CellOutcome.NOT_RUN


def test_very_many_files_end_the_run(run_cells: RunCells) -> None:
    fill = "import os\nos.mkdir('d')\nfor i in range(400_000): open(f'd/{i}', 'w').close()"

    run = run_cells(fill, "1")

    assert names(run) == [EndingName.DISK]


@pytest.mark.parametrize(
    "flood",
    [
        "for i in range(1_000_000): print('x' * 99)",
        "print('x' * 100_000_000)",
        "for _ in range(3000): display('x' * 33_333)",
    ],
)
def test_a_flood_of_output_is_bounded_and_counted(run_cells: RunCells, flood: str) -> None:
    run = run_cells(flood, "print('next')")

    assert outcomes(run) == [CellOutcome.OK, CellOutcome.OK]
    assert len(run.cells[0].output.encode()) == MEBIBYTE
    assert run.cells[0].dropped_bytes == pytest.approx(100_000_000 - MEBIBYTE, rel=0.01)
    assert run.cells[1].output == "next\n"
    assert names(run) == [EndingName.OUTPUT, EndingName.FINISHED]
    assert re.search(r"About 95\.\d MiB were printed in cell 0", run.endings[0].sentence)
