"""What the probe leaves is read strictly: every byte of it may be a lie."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from grader.collect.probe_files import (
    GraphFile,
    PredictionsFile,
    TensorEntry,
    read_bytes,
    read_model,
    read_networks,
    read_weights,
)
from grader.collect.training import TrainingFile
from grader.errors import ProbeError

EMPTY: dict[str, Any] = {"format": 1, "torch": "2", "networks": []}
A_RUN: dict[str, Any] = {
    "networks": [], "optimizer": "SGD", "cells": [0], "steps": 1, "learning_rate": 0.1,
    "momentum": None, "weight_decay": None, "groups_differ": False, "learning_rates": [[1, 1, 0.1]],
    "by_hand": 0, "schedules": [], "batch_size": 64, "batches_per_step": 1, "epochs": 1,
    "epochs_finished": None, "loss": "cross_entropy", "label_smoothing": 0.0,
    "gradient_clip": None, "losses": [[1, None]], "epoch_losses": [], "seconds": 1234.5,
}  # fmt: skip
TWO = (TensorEntry(shape=(2, 3), dtype="float32"), TensorEntry(shape=(4,), dtype="int64"))


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1234")

    assert read_bytes(tmp_path / "a", largest=4) == b"1234"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")

    with pytest.raises(ProbeError, match="a: larger than 4 bytes"):
        read_bytes(tmp_path / "a", largest=4)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "a").symlink_to(tmp_path / "secret")

    with pytest.raises(ProbeError, match="cannot be opened"):
        read_bytes(tmp_path / "a", largest=100)


@pytest.mark.timeout(10)
def test_a_pipe_makes_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")

    # Nobody writes: a reader that opened it as usual would wait forever.
    assert read_bytes(tmp_path / "a", largest=100) == b""


def test_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "networks.json").mkdir()

    with pytest.raises(ProbeError, match=r"networks\.json"):
        read_networks(tmp_path)


def test_no_list_at_all_is_an_empty_one(tmp_path: Path) -> None:
    assert read_networks(tmp_path).networks == ()


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(EMPTY | {"format": 2}),
        json.dumps(EMPTY | {"more": 1}),
        json.dumps(EMPTY | {"networks": [{}]}),
        json.dumps(EMPTY | {"networks": [[]] * 301}),
        json.dumps(EMPTY | {"torch": "x" * 2_001}),
        json.dumps(EMPTY).replace('"2"', "NaN"),
        json.dumps(EMPTY).replace('"2"', '"\\ud800"'),
        json.dumps(EMPTY)[:-1],
        "[" * 100_000,
        '{"format": 1, "networks": ' + "[" * 10_000 + "]" * 10_000 + "}",
        "",
        "null",
        "\x00",
    ],
)
def test_a_list_that_is_not_what_the_probe_writes_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "networks.json").write_text(content)

    with pytest.raises(ProbeError, match=r"^networks\.json: ") as caught:
        read_networks(tmp_path)

    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_refused(number: str, tmp_path: Path) -> None:
    path = tmp_path / "training.json"
    usual = {"format": 1, "runs": [A_RUN], "passes": []}
    path.write_text(json.dumps(usual))
    assert read_model(path, TrainingFile).runs[0].seconds == 1234.5
    path.write_text(json.dumps(usual).replace("1234.5", number))

    with pytest.raises(ProbeError):
        read_model(path, TrainingFile)


@pytest.mark.parametrize(
    "node",
    [
        {"args": "[" * 500 + "]" * 500},
        {"args": 10**30},
        {"args": [{"n": [2**64]}]},
        {"kwargs": {"a": -(2**63) - 1}},
        {"shape": [2**41]},
        {"shape": [1] * 13},
        {"shape": [-2]},
        {"name": 5},
        {"more": 5},
    ],
)
def test_a_graph_beyond_all_bounds_is_refused(node: dict[str, Any], tmp_path: Path) -> None:
    usual: dict[str, Any] = {"name": "a", "target": "aten.t.default", "args": [], "kwargs": {}}
    whole = {"format": 1, "method": "export", "reason": "", "nodes": [usual | node]}
    text = json.dumps(whole)
    if isinstance(node.get("args"), str):
        text = text.replace(f'"{node["args"]}"', node["args"])
    (tmp_path / "n1.graph.json").write_text(text)

    with pytest.raises(ProbeError):
        read_model(tmp_path / "n1.graph.json", GraphFile)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "n1.0.outputs/..", "n1.json"])
def test_predictions_cannot_name_other_files(name: str, tmp_path: Path) -> None:
    entry = {"file": name, "shape": [1, 1]}
    (tmp_path / "p.json").write_text(json.dumps({"format": 1, "tasks": {"a": entry}}))

    with pytest.raises(ProbeError):
        read_model(tmp_path / "p.json", PredictionsFile)


def test_weights_as_long_as_announced_are_read(tmp_path: Path) -> None:
    (tmp_path / "n1.weights").write_bytes(bytes(56))

    assert read_weights(tmp_path / "n1.weights", TWO) == bytes(56)


@pytest.mark.parametrize("size", [0, 55, 57])
def test_weights_of_another_length_are_refused(size: int, tmp_path: Path) -> None:
    (tmp_path / "n1.weights").write_bytes(bytes(size))

    with pytest.raises(ProbeError):
        read_weights(tmp_path / "n1.weights", TWO)


def test_weights_that_would_fill_the_memory_are_not_even_opened(tmp_path: Path) -> None:
    vast = (TensorEntry(shape=(2**40,) * 12, dtype="float64"),)

    with pytest.raises(ProbeError, match="too many"):
        read_weights(tmp_path / "not-there", vast)
