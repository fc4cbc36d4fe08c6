"""What hostile submissions do to a sandbox, and what they get."""

import contextlib
import os
from pathlib import Path

import pytest

import grader
from grader.errors import SandboxError
from grader.records import CellOutcome, EndingName, Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox import limits
from grader.sandbox.run import KernelSandbox
from tests.sandbox.invented import RunCells, a_notebook, a_submission, run_all

pytestmark = pytest.mark.sandbox

FORGE = (
    "from ipykernel.kernelapp import IPKernelApp\n"
    "kernel = IPKernelApp.instance().kernel\n"
    "def forge(kind, content):\n"
    "    message = kernel.session.msg(kind, parent=kernel.get_parent())\n"
    "    message['content'] = content\n"
    "    send = type(kernel.session).__mro__[1].send  # the one without our bounds\n"
    "    send(kernel.session, kernel.iopub_socket, message)\n"
)


@pytest.mark.parametrize(
    "path",
    [
        str(Path(grader.__file__).parents[1] / "rubrics"),
        str(Path(grader.__file__).parents[1] / "pyproject.toml"),
        str(Path(grader.__file__).parent / "cli.py"),
        "/root/.ssh",
        "/home",
        "/var",
        "/run",
        "/etc/shadow",
        "/mnt",
    ],
)
def test_what_lies_outside_the_view_is_not_there(run_cells: RunCells, path: str) -> None:
    seen = run_cells(f"import os; print(os.path.exists({path!r}) and os.listdir({path!r}))")

    assert seen.cells[0].output in ("False\n", "['student']\n")


def test_nothing_of_ours_can_be_imported(run_cells: RunCells) -> None:
    run = run_cells("import grader.judge", "import reference.data")

    assert [cell.error.split(":")[0] for cell in run.cells] == ["ModuleNotFoundError"] * 2


def test_no_copy_of_our_packages_is_in_sight(run_cells: RunCells) -> None:
    # An editable installation puts rubrics among the installed packages, and `lib64` is `lib`.
    source = (
        "import os, sys\nfor folder, folders, names in os.walk(sys.prefix, followlinks=True):\n"
        "    folders[:] = [f for f in folders if f in ('lib', 'lib64', 'python3', 'site-packages', "
        "'grader', 'reference', 'rubrics') or f.startswith('python3')]\n"
        "    if '/grader' in folder or '/reference' in folder: print(folder, names)"
    )

    run = run_cells(source)

    assert all(line.endswith("[]") for line in run.cells[0].output.splitlines())
    assert run.cells[0].error == ""


def test_the_system_cannot_be_written_to(run_cells: RunCells) -> None:
    # When the grader is root, files of root's in /proc/sys would be the student's to write:
    # a program named in core_pattern runs outside of every namespace.
    targets = (
        "/x", "/usr/x", "/dev/x", "/etc/passwd", "/grade/run/task.json", "/grade/library/x",
        "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger",
    )  # fmt: skip
    source = f"for path in {targets!r}:\n    try:\n        open(path, 'w')\n" + (
        "        print(path, 'is open')\n    except OSError: pass"
    )

    run = run_cells(source, "import sys; open(sys.prefix + '/bin/x', 'w')")

    assert run.cells[0].output == ""
    assert "Read-only file system" in run.cells[1].error


def test_privileges_are_dropped(run_cells: RunCells) -> None:
    run = run_cells(
        "import os, socket; print(os.getuid(), socket.gethostname())",
        "print([l for l in open('/proc/self/status') if l.startswith(('CapEff', 'NoNewPrivs'))])",
        "!unshare -U true && echo a new user namespace",
        "!mount -t tmpfs none /tmp && echo mounted",
    )

    assert run.cells[0].output == "1000 grade\n"
    assert run.cells[1].output == "['CapEff:\\t0000000000000000\\n', 'NoNewPrivs:\\t1\\n']\n"
    assert "a new user namespace" not in run.cells[2].output
    assert "mounted" not in run.cells[3].output.replace("not mounted", "")


def test_there_is_no_network(run_cells: RunCells) -> None:
    run = run_cells(
        "import socket; socket.create_connection(('1.1.1.1', 53), timeout=5)",
        "socket.create_connection(('169.254.169.254', 80), timeout=5)",
        "import os; print(os.listdir('/sys/class/net') if os.path.exists('/sys/class') else 'no')",
    )

    assert [cell.outcome for cell in run.cells[:2]] == [CellOutcome.RAISED] * 2
    assert run.cells[2].output == "no\n"


def test_no_other_process_is_in_sight(run_cells: RunCells) -> None:
    run = run_cells(
        "import os; print(sum(name.isdigit() for name in os.listdir('/proc')))",
        f"import os; os.kill({os.getpid()}, 9)",
    )

    assert int(run.cells[0].output) <= 3
    assert run.cells[1].error.startswith("ProcessLookupError")


def test_the_environment_tells_nothing(
    run_cells: RunCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "secret")

    run = run_cells(
        "import os; print([n for n in os.environ if 'SECRET' in n or 'PYTHON' in n])",
        "print(open('/proc/1/environ').read())",
    )

    assert run.cells[0].output == "[]\n"
    assert "secret" not in run.cells[1].output


def test_files_beside_the_notebook_cannot_steer_the_start(
    walled: KernelSandbox, tmp_path: Path
) -> None:
    modules = ("sitecustomize.py", "usercustomize.py", "torch.py", "ipykernel.py", "zmq.py")
    files = dict.fromkeys(modules, "print('stolen'); raise SystemExit")
    files[".ipython/profile_default/startup/00.py"] = "stolen = 1"
    notebook = a_notebook("import torch; print(torch.ones(1), 'stolen' in globals())")

    run = run_all(walled, a_submission(tmp_path, notebook, files=files)).notebooks[0]

    assert run.cells[0].output == "tensor([1.]) False\n"


def test_a_run_leaves_nothing_for_the_next(walled: KernelSandbox, tmp_path: Path) -> None:
    leave = a_notebook(
        "import os\n"
        "for folder in ('/tmp', '/dev/shm', os.path.expanduser('~'), '.', '/grade/out'):\n"
        "    open(folder + '/left', 'w').write('x')\n"
    )
    look = a_notebook(
        "import os\nprint([f for f in ('/tmp', '/dev/shm', os.path.expanduser('~'), '.', "
        "'/grade/out') if os.path.exists(f + '/left')])"
    )

    first = run_all(walled, a_submission(tmp_path / "1", leave)).notebooks[0]
    second = run_all(walled, a_submission(tmp_path / "2", look)).notebooks[0]

    assert first.cells[0].outcome is CellOutcome.OK
    assert second.cells[0].output == "[]\n"


def test_links_that_a_run_leaves_in_the_probes_folder_are_not_kept(run_cells: RunCells) -> None:
    run = run_cells(
        "import os\nos.symlink('/etc/passwd', '/grade/out/link')\n"
        "os.mkfifo('/grade/out/pipe')\nos.mkdir('/grade/out/d')\n"
        "os.symlink('/', '/grade/out/d/root')\nopen('/grade/out/d/file', 'w').close()"
    )

    left = sorted(path.name for path in Path(run.probe_folder).rglob("*"))
    assert {"link", "pipe", "root"}.isdisjoint(left)
    assert "file" in left


def test_a_folder_that_is_made_a_link_is_not_followed(
    walled: KernelSandbox, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    first = a_notebook(
        f"import os, shutil\nshutil.rmtree('code')\nos.symlink({str(target)!r}, 'code')",
        path="1.ipynb",
    )
    second = a_notebook("print('ran')", path="code/2.ipynb")

    with contextlib.suppress(SandboxError):
        run_all(walled, a_submission(tmp_path / "s", first, second))

    assert list(target.iterdir()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import os; os._exit(0)", "ended itself in cell 0"),
        ("import os; os.kill(os.getpid(), 9)", "crashed in cell 0 (a kill signal)"),
        ("import ctypes; ctypes.string_at(0)", "crashed in cell 0 (a segmentation fault)"),
        ("import os; os.abort()", "crashed in cell 0 (an abort)"),
    ],
)
def test_a_kernel_that_ends_itself_is_named_and_never_a_success(
    run_cells: RunCells, source: str, words: str
) -> None:
    run = run_cells(source, "print('never')")

    assert [cell.outcome for cell in run.cells] == [CellOutcome.DIED, CellOutcome.NOT_RUN]
    assert [ending.name for ending in run.endings] == [EndingName.DIED]
    assert words in run.endings[0].sentence


def test_forged_messages_are_only_text(run_cells: RunCells) -> None:
    forged = (
        "for kind, content in [('stream', b'[]'), ('status', b'7'), ('stream', {'text': 5}),\n"
        "        ('odd', {}),\n"
        "        ('display_data', {'data': 'x', 'transient': 1}), ('status', {}),\n"
        "        ('comm_open', {'data': {'state': {}}, 'comm_id': '1', 'target_name': 'x'}),\n"
        "        ('stream', {'text': 'Score: 100', 'name': 'stdout'})]:\n"
        "    forge(kind, content)\n"
    )

    run = run_cells(FORGE, forged, "print('next')")

    assert run.cells[1].output == "Score: 100"
    assert run.cells[2].output == "next\n"


@pytest.mark.parametrize("content", ["'no JSON'", "b'[' * 100_000"])
def test_garbage_from_the_kernel_says_nothing_about_the_notebook(
    run_cells: RunCells, content: str
) -> None:
    with pytest.raises(SandboxError, match="kernel: cannot be followed"):
        run_cells(FORGE, f"forge('stream', {content})")


def test_a_huge_message_past_our_own_bounds_is_not_received(run_cells: RunCells) -> None:
    huge = "forge('stream', {'name': 'stdout', 'text': 'x' * 200_000_000})"

    run = run_cells(FORGE, huge, "print('next')", limits=Limits(cell_seconds=20.0))

    assert run.cells[1].output == ""
    assert run.cells[2].output == "next\n"


def test_a_message_of_endless_parts_does_not_exhaust_the_grader(
    run_cells: RunCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One buffer sent again and again costs the sender nothing and the receiver everything.
    monkeypatch.setattr(limits, "OWN_GROWTH_BYTES", 256 * MEBIBYTE)
    endless = (
        "import zmq\nfrom ipykernel.kernelapp import IPKernelApp\n"
        "part = bytes(7 * 2**20)\nsocket = IPKernelApp.instance().iopub_thread.socket\n"
        "socket.send_multipart([part] * 2000, copy=False)\nimport time; time.sleep(30)"
    )

    with pytest.raises(SandboxError, match="own memory"):
        run_cells(endless)
