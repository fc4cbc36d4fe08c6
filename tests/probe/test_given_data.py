"""Data that code expects elsewhere is found, and a question about other files is answered truly."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.course import Course
from grader.records import Cell, Notebook, NotebookRun, Submission
from grader.sandbox.layout import show_given
from grader.sandbox.none import NoWall
from reference.data import stand_in_source
from tests.forked import printed, run_forked

SPEAKS = "MNIST FashionMNIST CIFAR10 olivetti hw2_Q1.npy t10k"
Run = Callable[..., NotebookRun]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the probe is told of a course with all data there is."""
    folder = tmp_path_factory.mktemp("given")
    course = Course.whole(stand_in_source(cache=folder / "cache"))
    cells = (Cell(index=0, kind="code", source=SPEAKS),)
    notebook = Notebook(path="a.ipynb", cells=cells)
    submission = Submission(
        id="a", name="a", digest="0", folder=str(folder), files=(), notebooks=(notebook,)
    )
    files, _ = show_given(NoWall(), course.given_to(submission), folder / "shown")
    return {"files": files.paths, "data_sets": list(files.data_sets)}


@pytest.fixture
def run(given: dict[str, Any], tmp_path: Path) -> Run:
    """Runs cells in a folder in which `models/net.pt` was handed in."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "net.pt").write_text("weights")
    told = {**given, "own": {"net.pt": "models/net.pt"}}

    def run_cells(*sources: str) -> NotebookRun:
        return run_forked(tmp_path, *sources, task={"given": told, "folder": str(tmp_path)})

    return run_cells


def changes(run: NotebookRun) -> str:
    """What was noted, one change a line."""
    path = Path(run.probe_folder) / "adaptations.json"
    notes = json.loads(path.read_text())["adaptations"] if path.exists() else []
    return "\n".join(f"{note['what']} {note['why']}" for note in notes)


DATA_SETS = """
from torchvision import datasets, transforms
for name in ("MNIST", "FashionMNIST", "CIFAR10"):
    for train in (True, False):
        found = getattr(datasets, name)("./nowhere", train, transforms.ToTensor(), download=train)
        print(name, len(found), tuple(found.data.shape), len(found.targets), found.root)
        print(tuple(found[0][0].shape), found.classes[1], found[0][1] == int(found.targets[0]))
print(repr(found).splitlines()[2])
class Mine(datasets.MNIST):
    def __getitem__(self, index):
        return index
print(Mine("x", download=True)[7], len(Mine(root="y", train=False)))
"""


def test_torchvision_finds_its_data_sets_in_any_folder(run: Run) -> None:
    found = run(DATA_SETS)

    assert printed(found).splitlines() == [
        "MNIST 60000 (60000, 28, 28) 60000 ./nowhere",
        "(1, 28, 28) 1 - one True",
        "MNIST 10000 (10000, 28, 28) 10000 ./nowhere",
        "(1, 28, 28) 1 - one True",
        "FashionMNIST 60000 (60000, 28, 28) 60000 ./nowhere",
        "(1, 28, 28) Trouser True",
        "FashionMNIST 10000 (10000, 28, 28) 10000 ./nowhere",
        "(1, 28, 28) Trouser True",
        "CIFAR10 50000 (50000, 32, 32, 3) 50000 ./nowhere",
        "(3, 32, 32) automobile True",
        "CIFAR10 10000 (10000, 32, 32, 3) 10000 ./nowhere",
        "(3, 32, 32) automobile True",
        "    Root location: ./nowhere",
        "7 10000",
    ]
    assert "`CIFAR10` was read from the course's files, whatever its folder" in changes(found)
    assert "stand-in" in changes(found)


OWN_COPY = """
import os, shutil, torchvision
os.makedirs("data/MNIST/raw")
for part in ("train", "t10k"):
    for kind in ("images-idx3", "labels-idx1"):
        open(f"data/MNIST/raw/{part}-{kind}-ubyte", "wb").write(bytes(3000))
print(len(torchvision.datasets.MNIST("data", train=False)))
"""


def test_the_courses_files_take_the_place_of_a_copy_that_was_handed_in(run: Run) -> None:
    # A copy of the whole test set would give the held-out labels away.
    found = run(OWN_COPY)

    assert printed(found) == "10000\n"
    assert "The files of `MNIST` in `data` were passed over for the course's." in changes(found)


NOT_GIVEN = """
from torchvision import datasets
for name in ("KMNIST", "CIFAR100"):
    try:
        getattr(datasets, name)("data", download=True)
    except Exception as error:
        print(name, type(error).__name__, error)
import torch
torch.hub.load_state_dict_from_url("https://download.pytorch.org/models/resnet18.pth")
"""


def test_what_the_course_does_not_give_is_said_to_need_a_network(run: Run) -> None:
    found = run(NOT_GIVEN)

    words = "there is no network here, and the course does not give http"
    assert printed(found).count(words) >= 3
    assert "KMNIST RuntimeError" in printed(found)
    assert "CIFAR100 URLError" in printed(found)
    assert "`https://download.pytorch.org/models/resnet18.pth` was not fetched." in changes(found)


SKLEARN = """
from sklearn.datasets import fetch_olivetti_faces, fetch_openml, load_digits, make_moons
print(fetch_olivetti_faces(data_home="somewhere").images.shape, load_digits().data.shape)
digits = fetch_openml("mnist_784", version=1, as_frame=False)
print(digits.data.shape, digits["target"].shape, digits.data.max(), type(digits.target[0]))
X, y = fetch_openml("mnist_784", return_X_y=True)
print(list(X.columns[:2]), str(y.dtype), list(y[:3]) == list(digits.target[:3]))
print(make_moons(10)[0].shape)
"""


def test_scikit_learn_finds_digits_and_faces(run: Run) -> None:
    assert printed(run(SKLEARN)).splitlines() == [
        "(400, 64, 64) (1797, 64)",
        "(70000, 784) (70000,) 245 <class 'str'>",
        "['pixel1', 'pixel2'] category True",
        "(10, 2)",
    ]


BY_HAND = r"""
import gzip, os, pickle, struct
from pathlib import Path
import numpy as np
print(np.load("C:\\Users\\me\\hw2\\hw2_Q2_and_Q3_data.npz")["arr_0"].shape)
print(np.load("/content/drive/MyDrive/x/hw2_Q1.npy").shape, np.load(Path("../../hw2_Q1.npy")).shape)
print(os.path.exists("/kaggle/input/hw2_Q1.npy"), Path("d/hw2_Q1.npy").is_file())
def unpickle(file):
    with open(file, "rb") as opened:
        return pickle.load(opened, encoding="bytes")
if not os.path.isdir("data/cifar-10-batches-py"):
    raise SystemExit
batch = unpickle("data/cifar-10-batches-py/data_batch_3")
print(batch[b"data"].shape, sorted(os.listdir("data/cifar-10-batches-py"))[-1])
with gzip.open("data/mnist/t10k-images-idx3-ubyte.gz") as packed:
    print(struct.unpack(">4i", packed.read(16)))
with open("archive/fashion-mnist/train-labels.idx1-ubyte", "rb") as labels:
    print(struct.unpack(">2i", labels.read(8)))
"""


def test_files_are_found_by_the_last_part_of_any_path(run: Run) -> None:
    found = run(BY_HAND)

    assert printed(found).splitlines() == [
        "(784, 8000)",
        "(400, 64, 64) (400, 64, 64)",
        "True True",
        "(10000, 3072) test_batch",
        "(2051, 10000, 28, 28)",
        "(2049, 60000)",
    ]
    for asked, name in (
        (
            "C:\\Users\\me\\hw2\\hw2_Q2_and_Q3_data.npz",
            "the course's file `hw2_Q2_and_Q3_data.npz`",
        ),
        ("data/mnist/t10k-images-idx3-ubyte.gz", "MNIST's `t10k-images-idx3-ubyte.gz`"),
        (
            "archive/fashion-mnist/train-labels.idx1-ubyte",
            "FashionMNIST's `train-labels-idx1-ubyte`",
        ),
    ):
        assert f"`{asked}` was found as {name}." in changes(found)


def test_what_was_handed_in_is_found_where_the_code_would_fail(run: Run) -> None:
    found = run('print(open("/content/drive/MyDrive/net.pt").read())')

    assert printed(found) == "weights\n"
    assert "`/content/drive/MyDrive/net.pt` was found as `models/net.pt`" in changes(found)


PREPARED = """
import os
print(os.path.exists("net.pt"), os.path.exists("x/net.pt"), os.path.isfile("/content/net.pt"))
def load():
    return open("net.pt").read()
try:
    print(load())
except (KeyError, FileNotFoundError):
    print("trained anew")
open("net.pt", "w").write("new")
print(open("net.pt").read(), os.stat("net.pt").st_size)
"""


def test_code_that_is_prepared_for_a_missing_file_runs_as_without_us(run: Run) -> None:
    # It would load what it otherwise trains, and print other numbers.
    found = run(PREPARED)

    assert printed(found) == "False False False\ntrained anew\nnew 3\n"
    assert changes(found) == ""


HOSTILE = """
import os
class Path:
    def __fspath__(self):
        raise ValueError("no path")
for path in (Path(), "kmnist/raw/train-images-idx3-ubyte", "nobody.npz", b"nobody.npz", 10**9):
    for look in (open, os.stat, os.listdir):
        try:
            look(path)
        except Exception as error:
            print(type(error).__name__)
open("hw2_Q1.npy/x")
"""


def test_no_other_missing_file_changes_its_error(run: Run) -> None:
    found = run(HOSTILE)

    names = [line for line in printed(found).splitlines() if line.endswith("Error")]
    assert names[:15] == ["ValueError"] * 3 + ["FileNotFoundError"] * 9 + ["OSError"] * 3
    assert "FileNotFoundError: [Errno 2]" in found.cells[0].error
    assert changes(found) == ""
