"""The whole road as a user goes it: the command in a process of its own, with real sandboxes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from reference.data import find_source, splits
from reference.data.records import Inputs
from tests.conftest import DEEP, SMALL_RUBRIC
from tests.fake_runs import write_notebook

pytestmark = pytest.mark.sandbox

PROGRAM = """
import signal, sys
# As in a terminal, also where the tests were started with interrupts ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
from grader.cli import main
sys.exit(main())
"""
QUICK = ("--time", "120s", "--offline")

LOAD = """\
import numpy as np, torch
from torch import nn
import torch.nn.functional as G
paket = np.load("hw2_Q2_and_Q3_data.npz")
bilder = torch.tensor(paket["arr_0"].T[:128] / 255, dtype=torch.float32)
"""
STYLES = """\
class Erstes(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(784, 32), nn.Linear(32, 64)
        self.c, self.d = nn.Linear(64, 32), nn.Linear(32, 10)
    def forward(self, eingabe):
        return self.d(G.relu(self.c(G.relu(self.b(G.relu(self.a(eingabe)))))))

class Zweites(Erstes):
    def forward(self, eingabe):
        for schicht in (self.a, self.b, self.c):
            eingabe = torch.relu(schicht(eingabe))
        return self.d(eingabe)

class Viertes(nn.Module):
    def __init__(self, *breiten):
        super().__init__()
        self.stufen = nn.ModuleList(nn.Linear(i, o) for i, o in zip(breiten, breiten[1:]))
    def forward(self, eingabe):
        for nummer, stufe in enumerate(self.stufen, start=1):
            eingabe = stufe(eingabe)
            if nummer < len(self.stufen):
                eingabe = eingabe.clamp(min=0)
        return eingabe

class Stein(nn.Module):
    def __init__(self, hin, her):
        super().__init__()
        self.innen = nn.Sequential(nn.Linear(hin, her), nn.ReLU())
    def forward(self, eingabe):
        return self.innen(eingabe)

eins, zwei, vier = Erstes(), Zweites(), Viertes(784, 32, 64, 32, 10)
drei = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
                     nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
rumpf = nn.Sequential(Stein(784, 32), Stein(32, 64))
fuenf = nn.Sequential(rumpf, Stein(64, 32), nn.Linear(32, 10))
"""
CALL = "for netz in (eins, zwei, drei, vier, fuenf):\n    netz(bilder)\ndel netz"
BOAST = """\
modell = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
                       nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
modell(bilder)
print("accuracy 99 %")
"""


@dataclass(frozen=True)
class Done:
    """A command that ended."""

    status: int
    printed: str
    complained: str


@dataclass(frozen=True)
class User:
    """Somebody with an empty home, an empty cache and temporary folder of their own."""

    home: Path
    temporary: Path

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the environment that the tests run in but what programs need."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        own = {"HOME": self.home, "XDG_CACHE_HOME": self.home / "cache", "TMPDIR": self.temporary}
        return kept | {name: str(path) for name, path in own.items()} | {"COLUMNS": "200"}

    def start(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Begin `grade` with these words."""
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            cwd=self.home,
            start_new_session=True,
        )

    def grade(self, *words: str | Path) -> Done:
        """Run `grade` with these words to its end."""
        process = self.start(*words)
        printed, complained = process.communicate(timeout=150)
        return Done(process.returncode, printed, complained)


@pytest.fixture(scope="module")
def user() -> Iterator[User]:
    # Not pytest's folder: sockets lie in it, and their paths have little room.
    folder = Path(tempfile.mkdtemp(prefix="e2e-", dir="/tmp"))
    (folder / "tmp").mkdir()
    yield User(home=folder, temporary=folder / "tmp")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def small_rubric(user: User) -> Path:
    path = user.home / "small.yaml"
    path.write_text(SMALL_RUBRIC)
    return path


@dataclass(frozen=True)
class Graded:
    """A class that was graded."""

    words: tuple[str | Path, ...]
    out: Path
    done: Done

    def evidence(self, name: str) -> dict[str, Any]:
        """What was found out about a submission."""
        return dict(json.loads((self.out / name / "evidence.json").read_text()))

    def verdict(self, name: str) -> dict[str, Any]:
        """What a submission gets."""
        return dict(json.loads((self.out / name / "verdict.json").read_text()))


@pytest.fixture(scope="module")
def graded(user: User, small_rubric: Path) -> Graded:
    """A class of two: one writes the same network in five ways, one boasts."""
    folder, out = user.home / "class", user.home / "graded"
    write_notebook(folder / "styles.ipynb", LOAD, STYLES, CALL)
    write_notebook(folder / "boast.ipynb", LOAD, BOAST)
    words = (folder, "--rubric", small_rubric, "--out", out, *QUICK)
    return Graded(words=words, out=out, done=user.grade(*words))


def test_a_class_is_graded_and_the_page_is_where_the_last_line_says(graded: Graded) -> None:
    assert graded.done.status == 0, graded.done.complained
    assert "2 run now, 0 known already" in graded.done.printed
    last = graded.done.printed.strip().splitlines()[-1]
    assert last == f"Class page: {graded.out / 'index.html'}"
    assert (graded.out / "index.html").is_file()
    assert (graded.out / "styles" / "report.html").is_file()


def test_five_ways_of_writing_a_network_are_one_network(graded: Graded) -> None:
    networks = graded.evidence("styles")["networks"]

    assert [network["layers"] for network in networks] == [DEEP] * 5
    assert {network["parameters"] for network in networks} == {29_642}
    assert {(network["kind"], network["method"]) for network in networks} == {
        ("measured", "export")
    }
    assert sorted(n["name"] for n in networks) == ["drei", "eins", "fuenf", "vier", "zwei"]
    assert graded.verdict("styles")["grade"]["highest"] == "20"


def test_a_boast_is_measured_at_chance(graded: Graded) -> None:
    evidence = graded.evidence("boast")
    (measurement,) = evidence["measurements"]

    assert "accuracy 99 %" in evidence["notebooks"][0]["cells"][1]["output"]
    assert measurement["kind"] == "measured"
    assert measurement["examples"] == 50_000
    # Ten classes, and weights by chance: some classes are preferred, none is known.
    assert 0 <= measurement["value"] < 30


def test_a_second_run_starts_no_kernel(user: User, graded: Graded) -> None:
    began = time.monotonic()
    done = user.grade(*graded.words)

    assert done.status == 0
    assert "0 run now, 2 known already" in done.printed
    assert time.monotonic() - began < 20


def test_the_users_temporary_folder_is_left_empty(user: User, graded: Graded) -> None:
    assert graded.done.status == 0
    assert list(user.temporary.iterdir()) == []


def test_inspecting_gives_the_documented_document(user: User, graded: Graded) -> None:
    notebook = user.home / "class" / "boast.ipynb"

    done = user.grade("inspect", notebook, "--json", "-", *QUICK)

    assert done.status == 0, done.complained
    found = json.loads(done.printed)
    assert found["format"] == 1
    lists = "networks training mistakes saved measurements plots adaptations endings".split()
    assert all(isinstance(found[name], list) for name in lists)
    network = found["networks"][0]
    assert {"name", "layers", "parameters", "trainable_parameters", "kind", "place"} <= set(network)
    assert (network["layers"], network["trainable_parameters"]) == (DEEP, 29_642)
    assert network["place"]["cell"] == 1


def wait_until(seen: Callable[[], object], process: "subprocess.Popen[str]") -> None:
    """Wait until something is there, at most a minute and while the command runs."""
    for _ in range(600):
        if seen():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    raise AssertionError("it took more than a minute")


def descendants(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Every process that a command started."""
    return psutil.Process(process.pid).children(recursive=True)


def are_gone(processes: list[psutil.Process], user: User) -> bool:
    """Whether these are dead, and nobody works in the user's temporary folder."""
    _, alive = psutil.wait_procs(processes, timeout=10)
    here = str(user.temporary)
    others = [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(here in word for word in process.info["cmdline"] or ())
    ]
    return not alive and not others


def is_in_a_cell(process: "subprocess.Popen[str]") -> bool:
    """Whether a kernel behind the wall works."""
    return any(map(is_a_busy_kernel, descendants(process)))


def is_a_busy_kernel(child: psutil.Process) -> bool:
    try:
        words, busy = child.cmdline(), child.cpu_times().user > 1
    except psutil.Error:  # it ended meanwhile
        return False
    return busy and any("launch.py" in word for word in words)


def test_a_killed_run_goes_on_where_it_stopped(user: User, small_rubric: Path) -> None:
    folder, out = user.home / "killed", user.home / "killed-out"
    write_notebook(folder / "anna.ipynb", "print(1)")
    write_notebook(folder / "ben.ipynb", "import time; time.sleep(5)")
    words = (folder, "--rubric", small_rubric, "--out", out, *QUICK)

    process = user.start(*words)
    wait_until((out / "anna" / "evidence.json").exists, process)
    started = descendants(process)
    process.kill()
    process.communicate()

    assert started
    assert are_gone(started, user)
    done = user.grade(*words)
    assert done.status in (0, 2)
    assert "1 run now, 1 known already" in done.printed
    assert (out / "ben" / "evidence.json").exists()
    assert list(user.temporary.iterdir()) == []


@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["process", "terminal"])
def test_ctrl_c_ends_cleanly_and_leaves_nothing_behind(
    user: User, small_rubric: Path, send: Callable[[int, int], None]
) -> None:
    # A terminal sends it to everything that the command started, too.
    folder, out = user.home / "stopped", user.home / "stopped-out"
    write_notebook(folder / "endless.ipynb", "while True:\n    pass")

    process = user.start(folder, "--rubric", small_rubric, "--out", out, *QUICK)
    wait_until(lambda: is_in_a_cell(process), process)
    started = descendants(process)
    send(process.pid, signal.SIGINT)
    _, complained = process.communicate(timeout=30)

    assert process.returncode == 130
    # A machine that enforces less says so first.
    last = complained.strip().splitlines()[-1]
    assert last == "stopped; what was done is kept, the same command goes on there"
    assert are_gone(started, user)
    assert list(user.temporary.iterdir()) == []


TRAIN = """\
import numpy as np, torch
from torch import nn
torch.manual_seed(3)
file = np.load("hw2_Q2_and_Q3_data.npz")
x = torch.tensor(file["arr_0"].T / 255, dtype=torch.float32)
y = torch.tensor(file["arr_1"], dtype=torch.int64).ravel()
net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
                    nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=80, gamma=0.1)
for epoch in range(30):
    for rows in torch.randperm(len(x)).split(128):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
        optimizer.step()
    scheduler.step()
torch.save(net.state_dict(), "net.pt")
"""


def by_hand(weights: bytes, images: Inputs) -> NDArray[np.int64]:
    """The deep network's classes, in plain numpy."""
    values = np.frombuffer(weights, dtype="<f4").astype(np.float64)
    hidden, start = images / 255, 0
    sizes = [int(size) for size in re.findall(r"\d+", DEEP)]
    for number, (inputs, outputs) in enumerate(pairwise(sizes)):
        matrix = values[start : start + inputs * outputs].reshape(outputs, inputs)
        start += inputs * outputs
        hidden = hidden @ matrix.T + values[start : start + outputs]
        start += outputs
        if number < len(sizes) - 2:
            hidden = np.maximum(hidden, 0)
    assert start == len(values)
    return np.asarray(hidden.argmax(axis=1))


def test_a_trained_network_is_measured_as_its_weights_are_worth_by_hand(
    user: User, small_rubric: Path, real_folder: Path
) -> None:
    folder, out = user.home / "real", user.home / "real-out"
    write_notebook(folder / "deep.ipynb", TRAIN)

    words = (folder, "--rubric", small_rubric, "--out", out, "--data", real_folder, *QUICK)
    done = user.grade(*words)

    assert done.status == 0, done.printed + done.complained
    evidence = json.loads((out / "deep" / "evidence.json").read_text())
    (network,) = evidence["networks"]
    (measurement,) = evidence["measurements"]
    blob = network["weights_blob"]
    weights = (out / ".grade" / "blobs" / blob[:2] / blob[2:]).read_bytes()
    test = splits(find_source(data=real_folder, cache=user.home / "cache"), "a2/clothing").test
    accuracy = float((by_hand(weights, test.inputs) == test.labels).mean()) * 100

    assert len(test.labels) == 60_000
    assert network["layers"] == DEEP
    assert accuracy > 55
    assert measurement["value"] == pytest.approx(accuracy, abs=0.3)
    observed, written = evidence["training"]
    assert (observed["kind"], written["kind"]) == ("observed", "written")
    for training in (observed, written):
        assert (training["optimizer"], training["learning_rate"]) == ("sgd", 0.001)
        assert (training["momentum"], training["batch_size"]) == (0.9, 128)
    assert (written["epochs"], written["schedule"]) == (30, "step 80 x0.1")
    assert [one["layers"] for one in evidence["written_networks"]] == [DEEP]
