"""The terminal shows what is known, and student text cannot steer it."""

import io
from typing import Literal

import pytest
from rich.console import Console, RenderableType

from grader.records import EndingName, Kind, Place, Training, WrittenNetwork
from grader.render.inspection import SECTIONS
from grader.render.outcomes import LOOKS
from grader.render.terminal import describe_evidence, legend, plain, summary_table
from tests.render.invented import (
    HOSTILE,
    a_class,
    a_hostile_evidence,
    a_network,
    a_rich_verdict,
    an_ending,
    an_evidence,
    graded,
)


def shown(renderable: RenderableType, *, width: int = 120, is_terminal: bool = False) -> str:
    """What a terminal of this width gets."""
    file = io.StringIO()
    colours: Literal["standard"] | None = "standard" if is_terminal else None
    console = Console(file=file, width=width, force_terminal=is_terminal, color_system=colours)
    console.print(renderable)
    return file.getvalue()


def test_the_summary_has_a_line_for_everyone() -> None:
    lines = [" ".join(line.split()) for line in shown(summary_table(a_class())).splitlines()]

    assert "Submission Grade Waits for a person Runs" in lines
    assert "all-correct 60 / 60" in lines
    assert "biases-forgotten 38–49 / 60 2 suspected, 2 open" in lines
    assert "crashes-half-way 33–49 / 60 3 suspected, 2 open the kernel died, out of memory" in lines
    assert any(line.startswith("not-an-archive.zip – everything The archive") for line in lines)


def test_the_legend_names_every_outcome() -> None:
    words = shown(legend())

    assert all(f"{look.symbol} {look.word}" in words for look in LOOKS.values())


def test_the_evidence_is_told_list_by_list() -> None:
    told = shown(describe_evidence(an_evidence()), width=140)

    for words in (
        "2 of 3 notebooks ran to the end",
        "n1 deep_model: 784 → 32 → relu → 64 → relu → 32 → relu → 10",
        "29,642 parameters, by export, fed 784 in 0 to 1, divided by 255",
        "n1 accuracy 82.1 % on 60,000 examples of a2/clothing",
        "n1: sgd, learning rate 0.001, momentum 0.9, batch 128, epochs 120",
        "softmax-before-cross-entropy",
        "accuracy 84.39",
        "parameters 29,642",
        "Loss by epoch",
        "%load_ext lab_black was skipped.",
        "out of time",
    ):
        assert words in told


def test_every_list_of_the_evidence_has_its_section_even_when_empty() -> None:
    empty = an_evidence(mistakes=(), plots=(), written_networks=(), checkpoints=())
    told = shown(describe_evidence(empty))

    assert [title for title, _ in SECTIONS if title not in told] == []
    assert told.count("none seen") == 8


def test_what_the_code_text_says_is_told_and_whether_it_is_switched_off() -> None:
    network = WrittenNetwork(
        id="w1",
        name="net",
        class_name="Net",
        layers="784 -> 32 -> relu -> 10",
        parameters=25_450,
        place=Place(file="a.ipynb", cell=3),
        dormant=True,
    )
    training = Training(
        network="w1",
        optimizer="rmsprop",
        learning_rate=0.05,
        momentum=None,
        weight_decay=None,
        batch_size=32,
        epochs=300,
        loss="cross_entropy",
        schedule="step 100 x0.1",
        kind=Kind.WRITTEN,
        place=Place(file="a.ipynb", cell=4),
        gradient_clip=10.0,
        transforms="ToTensor",
    )

    told = shown(
        describe_evidence(an_evidence(written_networks=(network,), training=(training,))), width=140
    )

    assert "w1 net: 784 → 32 → relu → 10" in told
    assert "25,450 parameters; switched off" in told
    assert "w1: rmsprop, learning rate 0.05, batch 32, epochs 300, cross_entropy" in told
    assert "step 100 x0.1, gradients clipped at 10" in told
    assert "ToTensor" in told


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_evidence_is_named(kind: Kind) -> None:
    told = shown(describe_evidence(an_evidence(networks=(a_network(kind=kind),))))

    assert str(kind) in told


def test_our_own_failure_is_called_ours() -> None:
    evidence = an_evidence(endings=(an_ending(EndingName.SANDBOX_FAILED),))

    assert "our fault: our sandbox failed" in shown(describe_evidence(evidence))


def test_hostile_text_steers_neither_markup_nor_terminal() -> None:
    submissions = [graded(f"id-{n}", name=text, problem=text) for n, text in enumerate(HOSTILE)]
    submissions += [
        graded(f"ok-{n}", a_rich_verdict(), name=text) for n, text in enumerate(HOSTILE)
    ]

    told = shown(summary_table(submissions)) + shown(describe_evidence(a_hostile_evidence()))

    assert not set(told) & set("\x1b\x07\r\u202e\u2066")
    assert "[bold red]x[/]" in told
    assert len(told) < 200_000


def test_hostile_text_gets_no_colour_of_its_own() -> None:
    coloured = shown(plain("[red]x[/red] \x1b[31my"), is_terminal=True)

    assert coloured == "[red]x[/red] y\n"


def test_a_long_list_is_cut_and_counted() -> None:
    evidence = an_evidence(endings=(an_ending(EndingName.OUTPUT),) * 100)

    assert "and 40 more" in shown(describe_evidence(evidence))
