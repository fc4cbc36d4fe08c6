"""Shell lines and magics of notebooks that were written on another machine."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from grader.records import NotebookRun
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch


def said(run: NotebookRun) -> str:
    # A shell speaks to a terminal.
    return printed(run).replace("\r\n", "\n")


def told(run: NotebookRun) -> list[str]:
    return [each.what for each in collect_adaptations(run)]


def test_installing_and_fetching_are_left_out_and_everything_else_is_run(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "folder = 'made'\n!pip install -q x && mkdir {folder}\n"
        "!wget -q https://example.org/a.zip -O a.zip; echo $folder",
        "def show(name):\n    !echo {name}\nshow('local')\nlines = !ls -d made\nprint(lines)",
        "%%bash\npip install y\necho done",
        "import os, subprocess, sys\n"
        "subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'z'])\n"
        "print(os.system('pip3 install z'))",
        "pip install bare",
    )

    assert not any(cell.error for cell in run.cells)
    for part in ("made\n", "local\n['made']\n", "done\n", "0\n", "nothing was fetched"):
        assert part in said(run)
    left_out = [each for each in told(run) if each.endswith("was not run.")]
    assert len(left_out) == 6


def test_unknown_magics_are_left_out_and_the_cell_goes_on(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "%load_ext tensorboard\n%load_ext nb_black\n%tensorboard --logdir runs\n"
        "%tensorflow_version 2.x\nget_ipython().run_line_magic('nobody', 'x')\nprint('on')",
        "%%wandb\ny = 3",
        "%%cython\ndef f(int x): return x",
        "%memit z = y + 1\nprint(z)",
        "%debug\nget_ipython().magic('time w = 5')",
        "%reset",
        "print('y' in dir())",
    )

    assert not any(cell.error for cell in run.cells), [cell.error for cell in run.cells]
    assert "on\n" in said(run)
    assert "4\n" in said(run)
    assert run.cells[-1].output == "False\n"
    assert "The cell that begins with `%%cython` was not run." in told(run)
    assert "`%%wandb` was left out, and the cell below it was run." in told(run)


def test_magics_of_ipythons_own_still_see_the_cell_that_they_stand_in(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "%%capture out\n%time x = 1\nprint('caught')",
        "%%writefile module.py\nvalue = 2",
        "%%time\nfrom module import value\nthere = x + value",
        "print(there, out.stdout.splitlines()[-1])\n%env A=1",
        "def inner():\n    name = 'module.py'\n    return get_ipython().getoutput('ls {name}')\n"
        "print(inner())",
    )

    assert not any(cell.error for cell in run.cells), [cell.error for cell in run.cells]
    assert "3 caught\n" in said(run)
    assert "['module.py']\n" in said(run)
    assert told(run) == []
