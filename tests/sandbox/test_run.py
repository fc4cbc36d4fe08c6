"""What a run of real notebooks gives, in every member of the family."""

import asyncio
import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from grader.errors import SandboxError
from grader.records import Cell, CellOutcome, EndingName, Limits, Notebook
from grader.sandbox import Given, GivenFile, Mount, View, Watch
from grader.sandbox.none import NoWall
from grader.sandbox.run import KernelSandbox
from grader.settings import START_ATTEMPTS
from tests.sandbox.invented import RunCells, a_notebook, a_submission, run_all

pytestmark = pytest.mark.sandbox


def test_cells_run_in_order_and_errors_do_not_stop_them(
    sandbox: KernelSandbox, tmp_path: Path
) -> None:
    notebook = a_notebook("x = 1\nprint('é')", "\n\ny = 1\ny / 0", "x + 1", "  \n")

    run = run_all(sandbox, a_submission(tmp_path, notebook)).notebooks[0]

    assert [cell.outcome for cell in run.cells] == [
        CellOutcome.OK,
        CellOutcome.RAISED,
        CellOutcome.OK,
        CellOutcome.OK,
    ]
    assert [cell.output for cell in run.cells] == ["é\n", "", "2\n", ""]
    assert run.cells[1].error == "ZeroDivisionError: division by zero"
    assert run.cells[1].line == 4
    assert [ending.name for ending in run.endings] == [EndingName.RAISED, EndingName.FINISHED]
    assert "ZeroDivisionError" in run.endings[0].sentence
    assert str(run.endings[0].place) == "a2.ipynb, cell 1, line 4"


def test_the_line_of_an_error_is_that_of_its_own_cell(run_cells: RunCells) -> None:
    run = run_cells(
        "def f():\n\n    return 1 / 0", "x = 1\nf()", "def g():\n    1 / 0\n\ng()", "%%time\n1/0"
    )

    assert [cell.line for cell in run.cells] == [None, 2, 2, 2]


def test_markdown_cells_keep_their_numbers_and_are_not_run(run_cells: RunCells) -> None:
    run = run_cells("1")
    assert [cell.index for cell in run.cells] == [0]


def test_only_code_cells_are_run(walled: KernelSandbox, tmp_path: Path) -> None:
    notebook = Notebook(
        path="a.ipynb",
        cells=(
            Cell(index=0, kind="markdown", source="# title"),
            Cell(index=1, kind="code", source="print(1)"),
            Cell(index=2, kind="raw", source="print(2)"),
            Cell(index=3, kind="code", source="print(3)"),
        ),
    )

    run = run_all(walled, a_submission(tmp_path, notebook)).notebooks[0]

    assert [(cell.index, cell.output) for cell in run.cells] == [(1, "1\n"), (3, "3\n")]


def test_a_notebook_finds_nothing_of_ours_in_its_namespace(run_cells: RunCells) -> None:
    run = run_cells(
        "import sys; print(sorted(n for n in globals() if not n.startswith('_')))",
        "print(__name__, sys.argv, '__file__' in globals())",
    )

    usual = ["In", "Out", "exit", "get_ipython", "open", "quit", "sys"]
    assert run.cells[0].output == f"{usual}\n"
    assert run.cells[1].output == "__main__ ['a2.ipynb'] False\n"


def test_a_script_runs_as_the_main_program(sandbox: KernelSandbox, tmp_path: Path) -> None:
    source = "import os, sys\nif __name__ == '__main__':\n" + (
        "    print(os.path.basename(__file__), sys.argv)\n    sys.exit(0)"
    )
    script = a_notebook(source, path="code/train.py", is_script=True)

    run = run_all(sandbox, a_submission(tmp_path, script)).notebooks[0]

    assert run.cells[0].output == "train.py ['train.py']\n"
    assert run.cells[0].outcome is CellOutcome.OK
    assert [ending.name for ending in run.endings] == [EndingName.FINISHED]


def test_a_notebook_imports_the_modules_beside_it(sandbox: KernelSandbox, tmp_path: Path) -> None:
    files = {"code/helper.py": "VALUE = 7", "code/data.txt": "text", "code/queue.py": "1 / 0"}
    notebook = a_notebook("import helper; print(helper.VALUE, open('data.txt').read())")
    moved = Notebook(path="code/a.ipynb", cells=notebook.cells)

    run = run_all(sandbox, a_submission(tmp_path, moved, files=files)).notebooks[0]

    assert run.cells[0].output == "7 text\n"


def test_notebooks_share_a_folder_but_no_variables(sandbox: KernelSandbox, tmp_path: Path) -> None:
    first = a_notebook("x = 1\nopen('model.txt', 'w').write('weights');", path="1.ipynb")
    second = a_notebook("print(open('model.txt').read(), 'x' in globals())", path="2.ipynb")

    execution = run_all(sandbox, a_submission(tmp_path, first, second))

    assert execution.notebooks[1].cells[0].output == "weights False\n"
    assert not (tmp_path / "model.txt").exists()


def test_given_files_are_found_where_notebooks_look(sandbox: KernelSandbox, tmp_path: Path) -> None:
    ours = tmp_path / "ours.npz"
    ours.write_text("ours")
    given = Given(files=(GivenFile(name="hw2.npz", source=str(ours)),))
    source = "for p in ('hw2.npz', 'data/hw2.npz', '../hw2.npz', '../data/hw2.npz'):\n" + (
        "    print(open(p).read())"
    )
    notebook = Notebook(path="code/a.ipynb", cells=a_notebook(source).cells)
    files = {"code/hw2.npz": "theirs"}
    folder = tmp_path / "submission"

    run = run_all(sandbox, a_submission(folder, notebook, files=files), given).notebooks[0]

    assert run.cells[0].output == "ours\n" * 4


def test_files_that_are_not_data_are_never_replaced(walled: KernelSandbox, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.write_text("ours")
    given = Given(files=(GivenFile(name="net.py", source=str(ours)),))
    notebook = a_notebook("print(open('net.py').read(), open('data').read())")
    files = {"net.py": "theirs", "data": "a file where a folder is needed"}

    run = run_all(walled, a_submission(tmp_path / "s", notebook, files=files), given).notebooks[0]

    assert run.cells[0].output == "theirs a file where a folder is needed\n"


def test_given_files_cannot_be_changed_for_the_next(sandbox: KernelSandbox, tmp_path: Path) -> None:
    ours = tmp_path / "ours.npz"
    ours.write_text("ours")
    given = Given(files=(GivenFile(name="hw2.npz", source=str(ours)),))
    poison = a_notebook("import os\np = os.path.realpath('hw2.npz')\nopen(p, 'w').write('bad')")

    run_all(sandbox, a_submission(tmp_path / "s", poison), given)

    assert ours.read_text() == "ours"


def test_what_the_probe_wrote_stays_until_the_sandbox_is_closed(
    walled: KernelSandbox, tmp_path: Path
) -> None:
    run = run_all(walled, a_submission(tmp_path, a_notebook("1"))).notebooks[0]

    assert Path(run.probe_folder).is_dir()
    walled.close()
    assert not Path(run.probe_folder).exists()


def test_progress_is_told_in_words(walled: KernelSandbox, tmp_path: Path) -> None:
    told: list[str] = []
    submission = a_submission(tmp_path, a_notebook("1", " ", "2"))

    walled.run(submission, Given(), Limits(), Watch(progress=told.append))

    assert told[:2] == ["a2.ipynb, cell 1 of 2", "a2.ipynb, cell 2 of 2"]


def test_a_run_that_is_stopped_leaves_nothing_behind(
    sandbox: KernelSandbox, tmp_path: Path
) -> None:
    watch = Watch()
    threading.Timer(6.0, watch.stop.set).start()
    source = "import subprocess; subprocess.run(['sleep', '86401.5'])"

    with pytest.raises(KeyboardInterrupt):
        sandbox.run(
            a_submission(tmp_path, a_notebook(source)),
            Given(),
            Limits(),
            watch,
        )

    assert _sleepers("86401.5") == []


def test_a_detached_daemon_does_not_outlive_the_run(sandbox: KernelSandbox, tmp_path: Path) -> None:
    daemon = (
        "import os, subprocess, sys\n"
        "code = 'import os\\nif os.fork(): os._exit(0)\\nos.setsid()\\n'\n"
        "code += 'if os.fork(): os._exit(0)\\n'\n"
        "code += 'os.execvp(\\'sleep\\', [\\'sleep\\', \\'86402.5\\'])'\n"
        "subprocess.Popen([sys.executable, '-c', code], start_new_session=True).wait()\n"
        "import time; time.sleep(1)\n"
        "!pgrep -x sleep > /dev/null && echo it runs\n"
    )

    run = run_all(sandbox, a_submission(tmp_path, a_notebook(daemon))).notebooks[0]

    assert run.cells[0].output.strip() == "it runs"
    assert _sleepers("86402.5") == []


def test_several_threads_can_run_submissions_at_once(walled: KernelSandbox, tmp_path: Path) -> None:
    def one(number: int) -> str:
        submission = a_submission(tmp_path / str(number), a_notebook(f"print({number})"))
        return run_all(walled, submission).notebooks[0].cells[0].output

    with ThreadPoolExecutor(max_workers=3) as threads:
        assert list(threads.map(one, range(3))) == ["0\n", "1\n", "2\n"]


def test_a_kernel_outlives_the_thread_that_asked_for_it(
    walled: KernelSandbox, tmp_path: Path
) -> None:
    # Bubblewrap ends with the thread that started it, not with the process.
    async def in_another_thread() -> str:
        submission = a_submission(tmp_path, a_notebook("import time; time.sleep(1); print('ok')"))
        execution = await asyncio.to_thread(run_all, walled, submission)
        return execution.notebooks[0].cells[0].output

    assert asyncio.run(in_another_thread()) == "ok\n"


class BrokenWall(NoWall):
    """Starts something that is no kernel."""

    starts = 0

    def command(self, argv: object, view: View) -> list[str]:
        BrokenWall.starts += 1
        return ["/bin/sh", "-c", "echo this machine is broken >&2; exit 3"]

    def inside(self, mount: Mount) -> str:
        return mount.source


def test_a_sandbox_that_fails_to_start_is_tried_again_and_then_our_failure(
    tmp_path: Path,
) -> None:
    BrokenWall.starts = 0
    sandbox = KernelSandbox(BrokenWall())

    with pytest.raises(SandboxError) as failure:
        run_all(sandbox, a_submission(tmp_path, a_notebook("1")))

    sandbox.close()
    assert BrokenWall.starts == START_ATTEMPTS
    assert str(failure.value).startswith("s1: kernel: ended at its start: this machine is broken")
    assert str(failure.value).endswith(f"({START_ATTEMPTS} attempts)")


def _sleepers(seconds: str) -> list[int]:
    """Processes that sleep for just this time."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.cmdline()[:2] == ["sleep", seconds]:
                found.append(process.pid)
    return found
