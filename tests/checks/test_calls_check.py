"""What the code calls: certain only where all of it was read, ran and nothing hides more."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from grader.checks.code.calls import calls, no_built_in_rnn, noise, svd
from grader.records import (
    Account,
    Block,
    BlockKind,
    Call,
    Calls,
    Case,
    EndingName,
    InputSeen,
    Network,
    Outcome,
    Place,
    Statements,
    WriteUp,
)

HERE = Place(file="a2.ipynb", cell=0, line=3)
Make = Callable[..., Any]


def a_call(operation: str = "svd", **changes: Any) -> Call:
    usual: dict[str, Any] = {"name": "numpy.linalg.svd", "place": HERE, "ran": True}
    return Call(operation=operation, **(usual | changes))


def an_account(*, problems: tuple[str, ...] = ()) -> Account:
    place = Place(file="report.pdf", page=1)
    block = Block(kind=BlockKind.TEXT, text="We trained a network.", place=place)
    write_up = WriteUp(path="report.pdf", format="pdf", pages=1, blocks=(block,), problems=problems)
    return Account(write_up=write_up, statements=Statements(document="report.pdf"))


def a_case(make_case: Make, *found: Call, doubt: str = "", **parts: Any) -> Case:
    told: dict[str, Any] = {}
    for name in ("traces", "in_prose"):
        if name in parts:
            told[name] = parts.pop(name)
    parts = {"accounts": (an_account(),)} | parts
    case = make_case(calls=Calls(found=found, doubt=doubt, **told), **parts)
    assert isinstance(case, Case)
    return case


@pytest.mark.parametrize(
    ("found", "parts", "outcome"),
    [
        ([a_call()], {}, Outcome.MET),
        ([a_call(ran=None)], {}, Outcome.OPEN),
        ([a_call(ran=False, dormant=True)], {}, Outcome.OPEN),
        ([], {}, Outcome.NOT_MET),
        ([], {"doubt": "a part of the code could not be read"}, Outcome.OPEN),
        ([], {"doubt": "no code was handed in"}, Outcome.OPEN),
        ([], {"traces": ("svd",)}, Outcome.OPEN),
        ([], {"in_prose": ("svd",)}, Outcome.SUSPECTED),
        ([], {"dormant": (HERE,)}, Outcome.SUSPECTED),
        ([], {"accounts": ()}, Outcome.SUSPECTED),
        ([], {"accounts": (an_account(problems=("Page 2 has no text.",)),)}, Outcome.SUSPECTED),
    ],
)
def test_an_operation_is_missing_only_where_nothing_can_hide_it(
    make_case: Make, found: list[Call], parts: dict[str, Any], outcome: Outcome
) -> None:
    assert calls(a_case(make_case, *found, **parts), operation="svd").outcome is outcome


def test_a_run_that_was_cut_short_takes_nothing(make_case: Make, make_ending: Make) -> None:
    case = a_case(make_case, endings=(make_ending(EndingName.CELL_TIME),))

    assert svd(case).outcome is Outcome.SUSPECTED


@pytest.mark.parametrize(
    ("found", "doubt", "outcome"),
    [
        ([a_call(centred=True)], "", Outcome.MET),
        ([a_call(centred=False)], "", Outcome.NOT_MET),
        ([a_call(centred=None)], "", Outcome.OPEN),
        ([a_call(centred=False), a_call(centred=True)], "", Outcome.MET),
        ([a_call(centred=False), a_call(centred=None)], "", Outcome.OPEN),
        ([a_call(centred=False), a_call(centred=True, ran=None)], "", Outcome.OPEN),
        ([a_call(centred=False)], "`exec` may run other code", Outcome.SUSPECTED),
    ],
)
def test_the_mean_is_missing_only_where_the_data_were_followed(
    make_case: Make, found: list[Call], doubt: str, outcome: Outcome
) -> None:
    case = a_case(make_case, *found, doubt=doubt)

    assert svd(case, mean_subtracted=True).outcome is outcome
    assert svd(case).outcome is Outcome.MET


def a_noise(*strengths: float, form: str = "uniform", **changes: Any) -> Call:
    usual = {"form": form, "strengths": strengths, "fed": True, "name": "numpy.random.uniform"}
    return a_call("noise", **(usual | changes))


@pytest.mark.parametrize(
    ("found", "kind", "least", "outcome"),
    [
        ([a_noise(0.4, 0.9)], "uniform", "0.4", Outcome.MET),
        ([a_noise(0.4, 0.9)], "any", None, Outcome.MET),
        ([a_noise(0.1)], "uniform", "0.4", Outcome.NOT_MET),
        ([a_noise()], "uniform", "0.4", Outcome.OPEN),
        ([a_noise(0.1), a_noise(ran=None)], "uniform", "0.4", Outcome.OPEN),
        ([a_noise(0.1), a_noise(0.9, ran=None)], "uniform", "0.4", Outcome.OPEN),
        ([a_noise(0.3, form="gaussian")], "any", "0.4", Outcome.MET),
        ([a_noise(0.3, form="zeroed")], "any", "0.4", Outcome.MET),
        ([a_noise(0.3, form="gaussian")], "uniform", None, Outcome.OPEN),
        ([a_noise(0.4, fed=False)], "any", None, Outcome.OPEN),
        ([a_noise(0.4, dormant=True, ran=False)], "any", None, Outcome.OPEN),
        ([], "any", None, Outcome.NOT_MET),
    ],
)
def test_noise_is_held_against_what_was_asked(
    make_case: Make,
    make_network: Make,
    found: list[Call],
    kind: str,
    least: str | None,
    outcome: Outcome,
) -> None:
    case = a_case(make_case, *found, networks=(make_network(),))

    strength = None if least is None else Decimal(least)
    assert noise(case, kind=kind, strength_at_least=strength).outcome is outcome


@pytest.mark.parametrize("strength", [0.1, 20.0])
def test_strengths_say_nothing_of_pictures_that_are_not_from_0_to_1(
    make_case: Make, make_network: Make, strength: float
) -> None:
    seen = InputSeen(shape=(784,), minimum=0.0, maximum=255.0, scaling="")
    case = a_case(make_case, a_noise(strength), networks=(make_network(input=seen),))

    assert noise(case, strength_at_least=Decimal("0.4")).outcome is Outcome.OPEN


SEEN = InputSeen(shape=(5, 1), minimum=0.0, maximum=9.0, scaling="")


def an_rnn(layers: str, **changes: Any) -> Network:
    usual: dict[str, Any] = {
        "id": "n1", "name": "net", "class_name": "Net", "layers": layers, "parameters": 10,
        "trainable_parameters": 10, "bias_parameters": 2, "place": HERE, "method": "export",
        "kind": "measured", "input": SEEN, "steps": 100,
    }  # fmt: skip
    return Network(**(usual | changes))


BUILT_IN = "5x1 -> rnn 64 -> 10"
LAYER = a_call("built_in_rnn", name="torch.nn.RNN")


@pytest.mark.parametrize(
    ("networks", "found", "parts", "outcome"),
    [
        ([an_rnn(BUILT_IN)], [LAYER], {}, Outcome.NOT_MET),
        ([an_rnn("5x1 -> lstm 64 -> 10")], [], {}, Outcome.NOT_MET),
        ([an_rnn(BUILT_IN)], [LAYER], {"doubt": "`exec` may run other code"}, Outcome.SUSPECTED),
        ([an_rnn(BUILT_IN), an_rnn("", id="n2")], [LAYER], {}, Outcome.SUSPECTED),
        # A plain network that is fed as many values is no recurrent one by hand.
        ([an_rnn(BUILT_IN), an_rnn("5 -> 20 -> relu -> 2", id="n2", parameters=162)], [LAYER], {},
         Outcome.NOT_MET),
        ([an_rnn(BUILT_IN, steps=0), an_rnn("", id="n2")], [LAYER], {}, Outcome.OPEN),
        ([an_rnn("")], [], {}, Outcome.MET),
        ([an_rnn("")], [], {"traces": ("built_in_rnn",)}, Outcome.OPEN),
        ([an_rnn("5x1 -> flatten -> 64 -> tanh -> 10")], [],
         {"traces": ("built_in_rnn",)}, Outcome.MET),
        ([], [LAYER], {}, Outcome.OPEN),
        ([], [], {}, Outcome.OPEN),
    ],
)  # fmt: skip
def test_a_recurrent_layer_of_the_library(
    make_case: Make,
    networks: list[Network],
    found: list[Call],
    parts: dict[str, Any],
    outcome: Outcome,
) -> None:
    case = a_case(make_case, *found, networks=tuple(networks), **parts)

    assert no_built_in_rnn(case).outcome is outcome
