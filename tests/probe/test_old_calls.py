"""Calls that older versions of libraries knew."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from grader.records import NotebookRun
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch
CALLS = (
    ("np.int(3.7), np.float_ is np.float64, np.product([2, 3])", "(3, True, np.int64(6))"),
    ("np.fromstring(b'ab', dtype=np.uint8).tolist()", "[97, 98]"),
    ("iter(DataLoader(torch.ones(2, 1))).next().shape", "torch.Size([1, 1])"),
    ("StepLR(optimizer, 1, verbose=True).get_last_lr()", "[0.1]"),
    ("torch.ones(2).sum().data[0]", "2.0"),
    (
        "(lambda k: torch.ones(2, 3).t().eq(1)[:k].view(-1).sum().item())(2)",
        "4",
    ),
    ("torch.symeig(torch.eye(2), eigenvectors=True)[0].tolist()", "[1.0, 1.0]"),
    ("transforms.Scale(8).size", "8"),
    ("make_grid(torch.zeros(2, 1, 3, 3), range=(0, 1)).shape[0]", "3"),
    ("plt.style.use('seaborn-whitegrid')", "None"),
    ("plt.hist([1, 1, 2], bins=2, normed=True)[0].tolist()", "[1.3333333333333333, 0.6666666666"),
    ("plt.gca(projection='3d').name", "'3d'"),
    ("pd.DataFrame({'a': [1]}).append({'a': 2}, ignore_index=True).a.tolist()", "[1, 2]"),
    ("pd.Series([1, None]).fillna(method='ffill').tolist()", "[1.0, 1.0]"),
    ("gcd(4, 6), isinstance([], Iterable)", "(2, True)"),
    ("string_classes[0], joblib.__name__", "(<class 'str'>, 'sklearn.externals.joblib')"),
)
"""What is called, and how the answer begins."""
IMPORTS = """\
import numpy as np, torch, pandas as pd, matplotlib.pyplot as plt
from collections import Iterable
from fractions import gcd
from sklearn.externals import joblib
from torch._six import string_classes
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.utils import make_grid
optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
"""


def told(run: NotebookRun) -> list[str]:
    return [each.what for each in collect_adaptations(run)]


def test_each_old_call_means_what_it_meant_and_is_noted(tmp_path: Path) -> None:
    run = run_forked(tmp_path, IMPORTS, *(f"print(repr(({call})))" for call, _ in CALLS))

    for (call, answer), cell in zip(CALLS, run.cells[1:], strict=True):
        assert cell.output.startswith(answer), f"{call}: {cell.error} {cell.output[-200:]}"
    noted = {each.place.cell for each in collect_adaptations(run)}
    # The last two calls are noted where they are imported.
    assert noted >= set(range(len(CALLS) - 1))


def test_code_that_asks_whether_a_name_is_there_hears_the_truth(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import numpy as np\nprint(hasattr(np, 'int'), getattr(np, 'float', None))\n"
        "try:\n    kind = np.bool8\nexcept AttributeError:\n    kind = np.bool_\nprint(kind)",
        "np.nothing_of_this_name",
    )

    assert printed(run).startswith("False None\n<class 'numpy.bool'>\n")
    assert run.cells[1].error.startswith("AttributeError: module 'numpy' has no attribute")
    assert told(run) == []


def test_a_file_that_holds_a_whole_network_is_read_as_it_once_was(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import torch\ntorch.save(torch.nn.Linear(2, 1), 'net.pt')\nprint(torch.load('net.pt'))",
        "torch.load('net.pt', weights_only=True)",
    )

    assert printed(run).startswith("Linear(in_features=2, out_features=1, bias=True)\n")
    assert run.cells[1].error.startswith("UnpicklingError")
    assert len(told(run)) == 1


def test_nothing_is_compiled_without_a_gpu(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import torch\nnet = torch.nn.Linear(2, 1)\n"
        "print(torch.compile(net, mode='default') is net)\n"
        "@torch.compile(dynamic=True)\ndef double(x):\n    return 2 * x\n"
        "@torch.compile\ndef triple(x):\n    return 3 * x\n"
        "net.compile()\nprint(double(1), triple(1))",
    )

    assert printed(run) == "True\n2 3\n"
    assert told(run) == ["`torch.compile` left what it was given as it is."]
