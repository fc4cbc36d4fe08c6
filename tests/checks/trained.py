"""Made-up cases with training runs: records by hand, changed by a test."""

from dataclasses import replace
from typing import Any

from grader.matching import match_networks
from grader.notation import bias_count, parameter_count, parse_architecture
from grader.records import (
    Account,
    Block,
    BlockKind,
    Case,
    CellOutcome,
    CellRun,
    Claim,
    DataUsed,
    Ending,
    EndingName,
    Evidence,
    HandedIn,
    InputSeen,
    Kind,
    Network,
    NotebookCells,
    Place,
    RequiredNetwork,
    Source,
    Statements,
    Subject,
    Training,
    WriteUp,
    WrittenNetwork,
)

NOTEBOOK = "a2.ipynb"
SHALLOW = "784 -> 32 -> relu -> 10"
DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
WIDE = "784 -> 128 -> relu -> 64 -> relu -> 128 -> relu -> 10"


def at(cell: int, line: int | None = None) -> Place:
    return Place(file=NOTEBOOK, cell=cell, line=line)


def required(name: str = "shallow", layers: str = SHALLOW, **changes: Any) -> RequiredNetwork:
    architecture = parse_architecture(layers)
    network = RequiredNetwork(
        name=name,
        notation=layers,
        architecture=architecture,
        parameters=parameter_count(architecture),
        biases=bias_count(architecture),
    )
    return replace(network, **changes)


def network(identifier: str = "n1", layers: str = SHALLOW, **changes: Any) -> Network:
    architecture = parse_architecture(layers)
    seen = InputSeen(shape=architecture.input, minimum=0.0, maximum=1.0, scaling="0..1")
    found = Network(
        id=identifier,
        name="net",
        class_name="Net",
        layers=layers,
        parameters=parameter_count(architecture),
        trainable_parameters=parameter_count(architecture),
        bias_parameters=bias_count(architecture),
        kind=Kind.MEASURED,
        place=at(0),
        method="export",
        input=seen,
        steps=100,
    )
    return replace(found, **changes)


def trained(of: str = "n1", run: str = "t1", **changes: Any) -> Training:
    """A run of 50 epochs with SGD that was seen to its end."""
    seen = Training(
        network=of,
        optimizer="sgd",
        learning_rate=0.001,
        momentum=0.9,
        weight_decay=0.0,
        batch_size=128,
        epochs=50,
        epochs_finished=50,
        loss="cross_entropy",
        schedule="constant",
        kind=Kind.OBSERVED,
        place=at(0),
        cells=(0,),
        ended_as=of,
        run=run,
        steps=1000,
        batches_per_step=1,
        label_smoothing=0.0,
    )
    return replace(seen, **changes)


def written(of: str = "w1", **changes: Any) -> Training:
    """The same as the code says it."""
    return replace(
        trained(of, run=""),
        kind=Kind.WRITTEN,
        place=at(0, 3),
        cells=(),
        ended_as="",
        steps=None,
        epochs_finished=None,
        batches_per_step=None,
        label_smoothing=None,
        **changes,
    )


def in_code(identifier: str = "w1", layers: str = SHALLOW, **changes: Any) -> WrittenNetwork:
    one = WrittenNetwork(
        id=identifier,
        name="net",
        class_name="Net",
        layers=layers,
        parameters=parameter_count(parse_architecture(layers)),
        place=at(0, 1),
    )
    return replace(one, **changes)


def claim(quantity: str, value: float | str, **changes: Any) -> Claim:
    made = Claim(
        quantity=quantity,
        value=value if isinstance(value, float) else None,
        name=value if isinstance(value, str) else "",
        words=f"{quantity} of {value}",
        place=Place(file="report.pdf", page=2),
    )
    return replace(made, **changes)


def under(quantity: str, value: str) -> Claim:
    """A statement of an accuracy that was got under a setting."""
    return claim("accuracy", 80.0, subject=Subject(settings=((quantity, value),)))


def account(*claims: Claim, text: str = "") -> Account:
    """A write-up that was read, with what it states."""
    block = Block(kind=BlockKind.TEXT, text=text, place=Place(file="report.pdf", page=1))
    return Account(
        write_up=WriteUp(path="report.pdf", format="pdf", blocks=(block,)),
        statements=Statements(document="report.pdf", claims=claims),
    )


def code(text: str = "loss.backward()", *, whole: bool = True) -> HandedIn:
    return HandedIn(sources=(Source(place=at(0), text=text),), has_code=True, is_code_whole=whole)


def cells(*outcomes: CellOutcome) -> tuple[NotebookCells, ...]:
    runs = tuple(
        CellRun(index=index, outcome=outcome, seconds=1.0) for index, outcome in enumerate(outcomes)
    )
    return (NotebookCells(path=NOTEBOOK, cells=runs),)


CUT_SHORT: dict[str, Any] = {
    "notebooks": cells(CellOutcome.INTERRUPTED),
    "endings": (Ending(name=EndingName.CELL_TIME, sentence="The time ran out.", place=at(0)),),
}
"""Evidence of a notebook whose only cell took too long for us."""


def case(*asked: RequiredNetwork, **parts: Any) -> Case:
    """All ran to its end, the write-up was read and states nothing; keywords replace parts."""
    evidence = Evidence(
        submission="s",
        name="s",
        digest="0",
        networks=(network(),),
        endings=(Ending(name=EndingName.FINISHED, sentence="It ended.", place=at(0)),),
        notebooks=cells(CellOutcome.OK),
        data=DataUsed(name="Fashion-MNIST", stand_in=False, digest="0"),
        accounts=(account(),),
        handed_in=code(),
    )
    evidence = replace(evidence, **parts)
    return Case(evidence=evidence, networks=asked, matches=match_networks(evidence, asked))
