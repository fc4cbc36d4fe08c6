"""Checkpoints that were handed in: each finds the network of the code that it belongs to."""

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from grader.collect.checkpoints import Look, answered, collect_checkpoints, look
from grader.collect.networks import Caught, catch_networks
from grader.records import Checkpoint, Ending, FileKind, NotebookRun, Submission, SubmittedFile
from tests.forked import printed, run_forked

NET = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 5)
        self.fc2 = nn.Linear(5, 3)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
"""
CALLED = "net = Net(); net(torch.rand(4, 6))"


def weights(*names: str, sizes: tuple[int, ...] = (6, 5, 3), fill: float = 0.25) -> dict[str, Any]:
    """The state dict of linear layers of these names, all values the same."""
    pairs = zip(names, sizes[:-1], sizes[1:], strict=False)
    state = {}
    for name, inputs, outputs in pairs:
        state[f"{name}.weight"] = torch.full((outputs, inputs), fill)
        state[f"{name}.bias"] = torch.full((outputs,), fill)
    return state


OF_NET = weights("fc1", "fc2")


class Found:
    """What became of the files of one run."""

    def __init__(self, run: NotebookRun, folder: Path) -> None:
        self.caught = catch_networks(run, first=1)
        self.looks = look(run, self.caught)
        files, self.endings = collect_checkpoints(a_submission(folder), self.looks)
        self.files = {each.path: each for each in files}

    def of(self, path: str) -> list[Caught]:
        return [each for each in self.caught if each.network.checkpoint == path]

    def says(self, path: str) -> str:
        return self.files[path].sentence


def a_submission(folder: Path) -> Submission:
    files = tuple(
        SubmittedFile(path=path.name, kind=FileKind.CHECKPOINT, size=1, digest="")
        for path in sorted((folder / "in").iterdir())
    )
    return Submission(id="s", name="s", digest="", folder=str(folder), files=files, notebooks=())


def found_in(folder: Path, *cells: str, **files: Any) -> Found:
    """Run cells with these checkpoints handed in: `net_pt=...` is saved as `net.pt`."""
    (folder / "in").mkdir()
    for name, content in files.items():
        path = folder / "in" / name.replace("_", ".")
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            torch.save(content, path)
    paths = {path.name: str(path) for path in (folder / "in").iterdir()}
    task = {"checkpoints": paths, "folder": str(folder)}
    return Found(run_forked(folder, *cells, task=task), folder)


@pytest.mark.parametrize(
    "content",
    [
        OF_NET,
        {"epoch": 3, "model_state_dict": OF_NET, "optimizer": {"state": {}, "param_groups": []}},
        {"state_dict": OF_NET, "best_acc": np.float64(0.9)},
        {f"module.{name}": value for name, value in OF_NET.items()},
        {f"_orig_mod.{name}": value for name, value in OF_NET.items()},
        {name: value.half() for name, value in OF_NET.items()},
        [OF_NET],
        pickle.dumps(OF_NET),
    ],
    ids=["plain", "training", "numpy", "parallel", "compiled", "half", "list", "pickle"],
)
def test_weights_are_put_into_the_network_that_they_fit(tmp_path: Path, content: Any) -> None:
    found = found_in(tmp_path, NET, CALLED, best_pth=content)

    (network,) = found.of("best.pth")
    assert network.network.layers == "6 -> 5 -> relu -> 3"
    assert network.network.name == "best.pth"
    assert np.frombuffer(network.weights, "<f4") == pytest.approx([0.25] * 53)
    assert network.entry.like == "n1"
    assert found.files["best.pth"].networks == (network.network.id,)
    assert "fit `Net`" in found.says("best.pth")
    assert found.endings == ()


def test_the_network_of_the_run_stays_what_it_was(tmp_path: Path) -> None:
    found = found_in(tmp_path, NET, f"torch.manual_seed(1); {CALLED}", best_pt=OF_NET)

    own = found.caught[0]
    assert own.network.checkpoint == ""
    assert len(set(np.frombuffer(own.weights, "<f4"))) > 40


def test_the_file_as_it_was_handed_in_counts_though_training_wrote_over_it(tmp_path: Path) -> None:
    save = "torch.save(net.state_dict(), 'best.pt')"

    found = found_in(tmp_path, NET, CALLED, save, best_pt=OF_NET)

    (network,) = found.of("best.pt")
    assert set(np.frombuffer(network.weights, "<f4")) == {0.25}


TWO = (
    NET
    + "class Smooth(Net):\n    def forward(self, x):\n"
    + ("        return self.fc2(torch.tanh(self.fc1(x)))\n")
)


def test_weights_that_fit_two_networks_alike_are_put_into_both(tmp_path: Path) -> None:
    called = "a, b = Net(), Smooth(); a(torch.rand(4, 6)), b(torch.rand(4, 6))"

    found = found_in(tmp_path, TWO, called, best_pt=OF_NET)

    layers = {each.network.layers for each in found.of("best.pt")}
    assert layers == {"6 -> 5 -> relu -> 3", "6 -> 5 -> tanh -> 3"}
    assert "2 networks fit alike" in found.says("best.pt")


def test_what_the_code_itself_loads_says_which_network_it_is(tmp_path: Path) -> None:
    called = "a, b = Net(), Smooth(); a(torch.rand(4, 6)), b(torch.rand(4, 6))"
    load = "b.load_state_dict(torch.load('in/best.pt')['model'])"

    found = found_in(tmp_path, TWO, called, load, best_pt={"model": OF_NET})

    (network,) = found.of("best.pt")
    assert network.network.layers == "6 -> 5 -> tanh -> 3"
    loaded = {each.network.name: each.network.loaded_from for each in found.caught}
    assert loaded == {"a": "", "b": "in/best.pt", "best.pt": ""}
    assert "the code itself loads them" in found.says("best.pt")


SIZED = """
import torch
from torch import nn
print("defined")
class Sized(nn.Module):
    def __init__(self, inputs, hidden, classes=10):
        super().__init__()
        print("made")
        self.layers = nn.Sequential(
            nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, classes)
        )
    def forward(self, x):
        return self.layers(x)
"""


@pytest.mark.parametrize("sizes", [(6, 5, 10), (6, 5, 3)], ids=["default", "another"])
def test_a_class_that_was_never_built_is_built_with_the_sizes_of_the_weights(
    tmp_path: Path, sizes: tuple[int, ...]
) -> None:
    state = weights("layers.0", "layers.2", sizes=sizes)

    found = found_in(
        tmp_path, SIZED, "other = nn.Linear(6, 2); other(torch.rand(4, 6))", a_pt=state
    )

    (network,) = found.of("a.pt")
    assert network.network.layers == f"6 -> 5 -> relu -> {sizes[-1]}"
    assert "which no run made" in found.says("a.pt")


def test_nothing_that_we_try_is_seen_in_the_outputs(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    torch.save(weights("layers.0", "layers.2"), tmp_path / "in" / "a.pt")
    task = {"checkpoints": {"a.pt": str(tmp_path / "in" / "a.pt")}, "folder": str(tmp_path)}

    run = run_forked(tmp_path, SIZED, task=task)

    assert printed(run) == "defined\n"


class Whole(nn.Module):
    """Stands for a class of the student's when the file is written."""


def test_a_whole_network_is_taken_as_it_is(tmp_path: Path) -> None:
    save = "import os; os.makedirs('in', exist_ok=True); torch.save(Net(), 'in/net.pt')"
    run_forked(tmp_path, NET, save)
    task = {"checkpoints": {"net.pt": str(tmp_path / "in/net.pt")}, "folder": str(tmp_path)}

    found = Found(run_forked(tmp_path, NET, CALLED, task=task), tmp_path)

    (network,) = found.of("net.pt")
    assert (network.network.layers, network.entry.like) == ("6 -> 5 -> relu -> 3", "n1")
    assert "a whole `Net`" in found.says("net.pt")


def test_safetensors_are_read_without_their_package(tmp_path: Path) -> None:
    import json

    header, content = {}, b""
    for name, value in OF_NET.items():
        part = value.numpy().tobytes()
        ends = [len(content), len(content) + len(part)]
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": ends}
        content += part
    text = json.dumps(header).encode()

    file = len(text).to_bytes(8, "little") + text + content
    found = found_in(tmp_path, NET, CALLED, net_safetensors=file)

    assert len(found.of("net.safetensors")) == 1


@pytest.mark.parametrize(
    ("name", "content", "words", "is_told"),
    [
        ("odd_pt", weights("other", "layers"), "fit no network and no class of the code", True),
        ("odd_pt", b"no such format", "could not be opened", True),
        ("odd_h5", b"\x89HDF", "it is a file of Keras's", True),
        ("odd_pt", {"losses": [0.5, 0.25]}, "holds no network's weights", False),
        ("odd_pt", weights("fc1"), "fit no network and no class", True),
        (
            "odd_pt",
            {"weight": torch.zeros(5, 6), "bias": torch.zeros(5)},
            "holds weights of a part, fc1 of Net",
            False,
        ),
    ],
)
def test_what_belongs_to_nothing_is_told_and_only_weights_are_missed(
    tmp_path: Path, name: str, content: Any, words: str, is_told: bool
) -> None:
    found = found_in(tmp_path, NET, CALLED, **{name: content})

    path = name.replace("_", ".")
    assert found.of(path) == []
    assert words in found.says(path)
    assert bool(found.endings) is is_told


def test_a_pickle_of_results_is_nothing_to_speak_of(tmp_path: Path) -> None:
    found = found_in(tmp_path, NET, CALLED, history_pkl=pickle.dumps({"loss": [1.0, 0.5]}))

    assert (found.files, found.endings) == ({}, ())


def test_an_optimizer_is_no_network(tmp_path: Path) -> None:
    layer = nn.Linear(2, 2)
    optimizer = torch.optim.SGD(layer.parameters(), 0.1, momentum=0.9)
    layer(torch.rand(1, 2)).sum().backward()
    optimizer.step()

    found = found_in(tmp_path, NET, CALLED, optimizer_pt=optimizer.state_dict())

    assert "holds no network's weights" in found.says("optimizer.pt")


class Exits:
    """A pickle that ends whoever opens it."""

    def __reduce__(self) -> tuple[Any, ...]:
        import os

        return os._exit, (0,)


def test_a_file_that_ends_the_process_costs_no_other_its_networks(tmp_path: Path) -> None:
    # Every weight in a file that needs no trust is looked at before the first that does.
    found = found_in(tmp_path, NET, CALLED, a_pt=pickle.dumps(Exits()), b_pt=OF_NET)

    assert len(found.of("b.pt")) == 1
    assert "opening it ended the run" in found.says("a.pt")


def a_look(run: tuple[Look, ...], *networks: str) -> Look:
    (only,) = run
    return replace(only, networks=networks)


def test_of_several_runs_the_one_that_has_the_network_counts(tmp_path: Path) -> None:
    found = found_in(tmp_path, NET, CALLED, best_pt=OF_NET)
    without = replace(
        a_look(found.looks), entry=found.looks[0].entry.model_copy(update={"fits": ()})
    )

    files, _ = collect_checkpoints(a_submission(tmp_path), (without, *found.looks, without))

    assert files[0].networks == ("n2",)
    assert answered((without,)) == frozenset()
    assert answered(found.looks) == {"best.pt"}


def test_without_any_run_every_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "net.pt").touch()

    files, endings = collect_checkpoints(a_submission(tmp_path), ())

    assert [type(each) for each in (*files, *endings)] == [Checkpoint, Ending]
    assert "no run came to its end" in endings[0].sentence
