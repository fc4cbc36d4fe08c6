"""Made-up cases: a submission with one right, trained and measured network, changed by a test."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.matching import match_networks
from grader.notation import bias_count, parameter_count, parse_architecture
from grader.records import (
    Case,
    CellOutcome,
    CellRun,
    Claim,
    DataUsed,
    Ending,
    EndingName,
    Evidence,
    Expected,
    InputSeen,
    Kind,
    Measurement,
    Network,
    NotebookCells,
    Place,
    RequiredNetwork,
)

NOTEBOOK = "a2.ipynb"
HERE = Place(file=NOTEBOOK, cell=0)
DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"


@pytest.fixture
def make_required() -> Callable[..., RequiredNetwork]:
    """A required network by name and notation."""

    def make(name: str = "deep", notation: str = DEEP, **changes: Any) -> RequiredNetwork:
        architecture = parse_architecture(notation)
        required = RequiredNetwork(
            name=name,
            notation=notation,
            architecture=architecture,
            parameters=parameter_count(architecture),
            biases=bias_count(architecture),
            task="a2/clothing",
        )
        return replace(required, **changes)

    return make


@pytest.fixture
def make_expected() -> Callable[..., Expected]:
    """What ten reference runs reached: 84.4 ± 0.2 %."""

    def make(**changes: Any) -> Expected:
        expected = Expected(
            recipe="a2/deep",
            metric="test_accuracy",
            mean=84.4,
            deviation=0.2,
            runs=10,
            data="fashion-mnist",
        )
        return replace(expected, **changes)

    return make


@pytest.fixture
def make_network() -> Callable[..., Network]:
    """A found network by its layers: exported, trained for 100 steps on scaled inputs."""

    def make(layers: str = DEEP, **changes: Any) -> Network:
        architecture = parse_architecture(layers)
        seen = InputSeen(shape=architecture.input, minimum=0.0, maximum=1.0, scaling="0..1")
        network = Network(
            id="n1",
            name="net",
            class_name="Net",
            layers=layers,
            parameters=parameter_count(architecture),
            trainable_parameters=parameter_count(architecture),
            bias_parameters=bias_count(architecture),
            kind=Kind.MEASURED,
            place=HERE,
            method="export",
            input=seen,
            steps=100,
        )
        return replace(network, **changes)

    return make


@pytest.fixture
def make_measurement() -> Callable[..., Measurement]:
    """A measured accuracy on 60,000 examples."""

    def make(value: float | None, **changes: Any) -> Measurement:
        measurement = Measurement(
            network="n1",
            task="a2/clothing",
            metric="accuracy",
            value=value,
            examples=60_000,
            kind=Kind.MEASURED,
            place=HERE,
        )
        return replace(measurement, **changes)

    return make


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """A case whose only notebook ran to its end; keywords replace parts of the evidence."""

    def make(*required: RequiredNetwork, **parts: Any) -> Case:
        evidence = Evidence(
            submission="s",
            name="s",
            digest="0",
            endings=(Ending(name=EndingName.FINISHED, sentence="It ended.", place=HERE),),
            notebooks=(
                NotebookCells(
                    path=NOTEBOOK,
                    cells=(CellRun(index=0, outcome=CellOutcome.OK, seconds=1.0),),
                ),
            ),
            data=DataUsed(name="Fashion-MNIST", stand_in=False, digest="0"),
        )
        evidence = replace(evidence, **parts)
        matches = match_networks(evidence, required)
        return Case(evidence=evidence, networks=required, matches=matches)

    return make


@pytest.fixture
def make_ending() -> Callable[..., Ending]:
    """An ending of the notebook."""

    def make(name: EndingName, file: str = NOTEBOOK) -> Ending:
        return Ending(name=name, sentence=f"{name.value}.", place=Place(file=file))

    return make


@pytest.fixture
def make_cells() -> Callable[..., NotebookCells]:
    """A notebook whose cells failed with these errors; an empty error is a cell that ran."""

    def make(*errors: str, path: str = NOTEBOOK) -> NotebookCells:
        cells = tuple(
            CellRun(
                index=index,
                outcome=CellOutcome.RAISED if error else CellOutcome.OK,
                seconds=1.0,
                error=error,
            )
            for index, error in enumerate(errors)
        )
        return NotebookCells(path=path, cells=cells)

    return make


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    """A stated number of parameters."""

    def make(value: float, **changes: Any) -> Claim:
        claim = Claim(
            quantity="parameters",
            value=value,
            words=f"It has {value:,} parameters",
            place=Place(file="report.md"),
        )
        return replace(claim, **changes)

    return make
