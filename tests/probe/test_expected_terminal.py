"""Terminals, screens and logs that code expects, and names of Python 2."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from grader.records import NotebookRun
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch


def told(run: NotebookRun) -> list[str]:
    return [each.what for each in collect_adaptations(run)]


def test_a_progress_bar_that_measures_the_terminal_is_answered(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import os, shutil\n_, width = os.popen('stty size', 'r').read().split()\n"
        "print(width, os.get_terminal_size().columns)",
        "try:\n    _, width = os.popen('stty size', 'r').read().split()\n"
        "except ValueError:\n    print('none')\nprint(os.popen('echo 1').read())",
    )

    assert printed(run).startswith("80 80\n")
    assert run.cells[1].output.endswith("none\n1\n\n")
    assert told(run) == ["The terminal was said to have 80 columns."]


def test_libraries_ask_the_terminal_itself(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import os, shutil\nos.environ.pop('LINES', None)\nos.environ.pop('COLUMNS', None)\n"
        "print(shutil.get_terminal_size((7, 5)).lines)",
    )

    assert printed(run) == "5\n"
    assert told(run) == []


@pytest.mark.parametrize(
    "choice",
    ["import matplotlib\nmatplotlib.use('TkAgg')", "plt.switch_backend('Qt5Agg')"],
)
def test_figures_meant_for_a_window_are_drawn(tmp_path: Path, choice: str) -> None:
    run = run_forked(
        tmp_path,
        f"import matplotlib.pyplot as plt\n{choice}\nplt.plot([1, 2])\nplt.show()\nprint('drawn')",
    )

    assert printed(run).endswith("drawn\n")
    assert len(told(run)) == 1


def test_other_backends_are_as_they_were(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import matplotlib\nmatplotlib.use('Agg')\n"
        "try:\n    matplotlib.use('TkAgg')\nexcept ImportError:\n    print('no window')\n"
        "import matplotlib.pyplot as plt\nprint(matplotlib.get_backend())",
    )

    assert "no window" in printed(run) or "TkAgg" in printed(run)
    assert told(run) == []


def test_axes_in_three_dimensions_belong_to_their_figure(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import matplotlib.pyplot as plt\nfrom mpl_toolkits.mplot3d import Axes3D\n"
        "fig = plt.figure()\nax = Axes3D(fig)\nprint(len(fig.axes))\n"
        "print(len(plt.figure().add_subplot(projection='3d').figure.axes))\nplt.close('all')",
    )

    assert printed(run) == "1\n1\n"
    assert told(run) == ["`Axes3D(figure)` put its axes into the figure."]


def test_bars_let_everything_through(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "from fastprogress import master_bar, progress_bar\nfrom progress.bar import Bar\n"
        "import progressbar\nfrom alive_progress import alive_it, alive_bar\n"
        "mb = master_bar(range(2))\n"
        "for epoch in mb:\n    mb.child.comment = 'x'\n"
        "    print(epoch, list(progress_bar([3, 4], parent=mb)))\n"
        "bar = Bar('Working', max=2)\nbar.suffix = 'x'\nbar.next()\nbar.finish()\n"
        "print(list(progressbar.ProgressBar(max_value=3)(range(3))), list(Bar('x').iter([5])))\n"
        "print(list(alive_it([1])))\nwith alive_bar(3) as bar:\n    bar()",
    )

    assert printed(run) == "0 [3, 4]\n1 [3, 4]\n[0, 1, 2] [5]\n[1]\n"


def test_a_log_is_printed_plainly(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "from loguru import logger\nlogger.add('x.log')\nlogger.info('loss {:.1f}', 0.25)\n"
        "logger.bind(a=1).warning('done')\n@logger.catch\ndef main():\n    return 3\nprint(main())",
    )

    assert run.cells[0].error == ""
    assert "3\n" in printed(run)


def test_what_bridged_python_2_and_3_is_there(tmp_path: Path) -> None:
    old = b"\x80\x02}q\x00U\x04dataq\x01U\x02\xe9\xfcq\x02s."
    (tmp_path / "batch").write_bytes(old)
    run = run_forked(
        tmp_path,
        "from six.moves import cPickle as pickle, xrange, urllib\nimport six\n"
        "from past.builtins import basestring\nimport cPickle, urllib2\nimport six.moves.urllib\n"
        "print(sum(xrange(3)), list(six.iteritems({1: 2})), urllib.request.urlopen.__name__)\n"
        "print(isinstance('a', basestring), urllib2.__name__)",
        "with open('batch', 'rb') as file:\n    print(len(pickle.load(file)['data']))",
        "try:\n    pickle.load(open('batch', 'rb'))\nexcept UnicodeDecodeError:\n    print('own')\n"
        "print(len(pickle.load(open('batch', 'rb'), encoding='bytes')[b'data']))",
        "import urllib\nprint(urllib.quote('a b'))",
    )

    assert not any(cell.error for cell in run.cells), [cell.error for cell in run.cells]
    assert printed(run) == ("3 [(1, 2)] urlopen\nTrue urllib2\n2\nown\n2\na%20b\n")
    assert "encoding='latin1'" in str(told(run))


def test_names_that_python_2_had_built_in_are_there_for_code_that_needs_them(
    tmp_path: Path,
) -> None:
    (tmp_path / "helper.py").write_text("def total(n):\n    return sum(xrange(n))\n")
    run = run_forked(
        tmp_path,
        "!true\nimport helper\nprint(helper.total(4))\n# raw_input('name')",
        "def reduce(a):\n    return a\nprint(reduce(2))",
        "try:\n    text = unicode\nexcept NameError:\n    text = str\nprint(text)",
        "print(isinstance('a', basestring), 'long' in dir(__builtins__))",
    )

    assert printed(run) == "6\n2\n<class 'str'>\nTrue False\n"
    assert told(run) == [
        f"`{name}` was found under its present name." for name in ("xrange", "basestring")
    ]


def test_pictures_are_read_and_resized_as_scipy_did(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import numpy as np\nfrom scipy.misc import imread, imresize, imsave\n"
        "imsave('a.png', np.array([[0.0, 1.0], [0.5, 1.0]]))\n"
        "print(imread('a.png').tolist(), imresize(imread('a.png'), (4, 2)).shape)",
    )

    assert printed(run).endswith("[[0, 255], [128, 255]] (4, 2)\n")
    assert len(told(run)) == 3


def test_loggers_of_lightning_that_are_missing_write_a_table(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "from pytorch_lightning.loggers import TensorBoardLogger, WandbLogger\n"
        "one = TensorBoardLogger('logs', name='a7')\ntwo = WandbLogger(project='a7')\n"
        "one.experiment.add_image('x', 1)\ntwo.watch(None)\ntwo.experiment.config.update({})\n"
        "one.log_metrics({'loss': 1.0}, step=1)\none.save()\n"
        "print(open(one.log_dir + '/metrics.csv').read().split()[0], type(two).__name__)",
    )

    assert not run.cells[0].error
    assert printed(run).endswith(",step WandbLogger\n") or "WandbLogger" in printed(run)
    assert told(run) == [
        f"Lightning's {name} was replaced by its CSVLogger."
        for name in ("TensorBoardLogger", "WandbLogger")
    ]
