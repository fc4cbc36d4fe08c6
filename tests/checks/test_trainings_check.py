"""Checks on training runs and their learning rates."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from grader.checks.runs.trainings import regime, schedule, training
from grader.records import (
    CellOutcome,
    Ending,
    EndingName,
    InputSeen,
    Kind,
    Mistake,
    Outcome,
    Place,
    RateChange,
    Regime,
    Whose,
)
from tests.checks.trained import (
    CUT_SHORT,
    DEEP,
    account,
    at,
    case,
    cells,
    claim,
    code,
    in_code,
    network,
    required,
    trained,
    written,
)

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
SUSPECTED, OPEN = Outcome.SUSPECTED, Outcome.OPEN
RATE = (Decimal("0.001"),)
ASKED = Regime(
    optimizer="sgd",
    learning_rate=0.001,
    batch_size=128,
    epochs=50,
    loss="cross_entropy",
    momentum=0.9,
)


PLAIN = (
    Mistake(name="probabilities-in-nll-loss", sentence="Plain.", kind=Kind.OBSERVED, place=at(0)),
)


@pytest.mark.parametrize(
    ("asked", "found", "outcome"),
    [
        ({"optimizer": ("sgd",)}, {}, MET),
        ({"optimizer": ("adam", "sgd")}, {}, MET),
        ({"optimizer": ("adam",)}, {}, NOT_MET),
        # AdamW without decay is Adam, and a class of the student's own may be anything.
        ({"optimizer": ("adam",)}, {"optimizer": "adamw"}, SUSPECTED),
        ({"optimizer": ("adam",)}, {"optimizer": "myadam"}, SUSPECTED),
        ({"learning_rate": RATE}, {}, MET),
        ({"learning_rate": RATE}, {"learning_rate": 0.0010000000474974513}, MET),
        ({"learning_rate": RATE}, {"learning_rate": 0.01}, NOT_MET),
        ({"learning_rate": RATE}, {"learning_rate": 0.01, "groups_differ": True}, SUSPECTED),
        ({"learning_rate": RATE}, {"learning_rate": None}, OPEN),
        # A warm-up begins with another rate.
        (
            {"learning_rate": RATE},
            {"learning_rate": 0.0001, "schedule": "linear start_factor=0.1"},
            SUSPECTED,
        ),
        (
            {"learning_rate": RATE},
            {"learning_rate": 0.01, "learning_rates": (RateChange(step=9, epoch=2, rate=0.001),)},
            SUSPECTED,
        ),
        ({"momentum": (Decimal("0.9"),)}, {}, MET),
        ({"momentum": (Decimal("0.9"),)}, {"momentum": 0.0}, NOT_MET),
        ({"weight_decay": (Decimal("1e-4"),)}, {}, NOT_MET),
        # A penalty that is a part of the loss is a decay as well.
        ({"weight_decay": (Decimal("1e-4"),)}, {"loss": ""}, SUSPECTED),
        ({"batch_size": (128, 64)}, {}, MET),
        ({"batch_size": (64,)}, {}, NOT_MET),
        ({"batch_size": (64,)}, {"batch_size": None}, OPEN),
        # One step takes all of a data set that is smaller than the batches.
        ({"batch_size": (512,)}, {"steps": 50, "batch_size": 400}, SUSPECTED),
        ({"epochs": 50}, {}, MET),
        ({"epochs": 52}, {}, MET),
        ({"epochs": 100}, {}, NOT_MET),
        ({"epochs": 10}, {}, SUSPECTED),
        ({"epochs": 50}, {"epochs": None, "epochs_finished": None}, OPEN),
        ({"epochs_at_least": 30}, {}, MET),
        ({"epochs_at_least": 51}, {}, NOT_MET),
        ({"loss": ("cross_entropy",)}, {}, MET),
        ({"loss": ("mse",)}, {}, NOT_MET),
        ({"loss": ("mse",)}, {"loss": "mse_sum"}, SUSPECTED),
        ({"loss": ("mse",)}, {"loss": ""}, OPEN),
        ({"loss": ("cross_entropy",)}, {"loss": "nll"}, SUSPECTED),
        ({"gradient_clip": Decimal(10)}, {"gradient_clip": 10.0}, MET),
        ({"gradient_clip": Decimal(10)}, {"gradient_clip": 1.0}, NOT_MET),
        ({"gradient_clip": Decimal(10)}, {}, NOT_MET),
        ({"schedule": "any"}, {"schedule": "by hand"}, MET),
        ({"schedule": "library"}, {"schedule": "by hand"}, NOT_MET),
        ({"schedule": "step 80 x0.1"}, {"schedule": "step 80 x0.1"}, MET),
        ({"schedule": "multistep 80 x0.1"}, {"schedule": "step 80 x0.1"}, SUSPECTED),
        ({"schedule": "multistep 80 x0.1"}, {"schedule": "step 30 x0.1"}, NOT_MET),
        ({"schedule": "constant"}, {}, MET),
        ({}, {}, MET),
    ],
)
def test_each_setting_is_held_against_what_ran(
    asked: dict[str, Any], found: dict[str, Any], outcome: Outcome
) -> None:
    told = training(case(required(), training=(trained(**found),)), network="shallow", **asked)

    assert told.outcome is outcome
    assert told.outcome is MET or told.reason


def test_a_difference_tells_both_sides_and_the_place() -> None:
    told = training(
        case(required(), training=(trained(learning_rate=0.01),)),
        network="shallow",
        learning_rate=RATE,
    )

    assert told.reason == "Learning rate 0.01, 0.001 asked."
    assert [fact.label for fact in told.facts] == ["Asked", "Found"]
    assert told.facts[1].place == at(0)
    assert told.facts[1].kind is Kind.OBSERVED


def test_a_log_softmax_and_the_likelihood_of_its_classes_are_cross_entropy() -> None:
    one = network(layers="784 -> 32 -> relu -> 10 -> logsoftmax")

    told = training(
        case(required(), networks=(one,), training=(trained(loss="nll"),)),
        network="shallow",
        loss=("cross_entropy",),
    )

    assert told.outcome is MET


@pytest.mark.parametrize(
    ("text", "wrong", "outcome"),
    [
        ("loss = F.nll_loss(F.log_softmax(net(x), 1), y)", (), MET),
        ("loss = nn.NLLLoss()(nn.LogSoftmax(dim=1)(net(x)), y)", (), MET),
        ("loss = F.nll_loss(net(x), y)", (), SUSPECTED),
        ("# log_softmax later\nloss = F.nll_loss(F.softmax(net(x), 1), y)", PLAIN, SUSPECTED),
    ],
)
def test_a_log_softmax_outside_the_network_is_half_of_cross_entropy_too(
    text: str, wrong: tuple[Mistake, ...], outcome: Outcome
) -> None:
    here = case(required(), training=(trained(loss="nll"),), handed_in=code(text), mistakes=wrong)

    assert training(here, network="shallow", loss=("cross_entropy",)).outcome is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("stopper = EarlyStopping(patience=5)\nloss.backward()", SUSPECTED),
        ("do_early_stop()\nloss.backward()", SUSPECTED),
        ("maybeEarlyStop()\nloss.backward()", SUSPECTED),
        ("if done: break\nloss.backward()", SUSPECTED),
        # The loss fell clearly, yearly, and nearly linearly.
        ("# clearly better, nearly done\nlinearly = nn.Linear(784, 10)\nloss.backward()", NOT_MET),
    ],
)
def test_only_code_that_may_end_a_training_early_excuses_few_epochs(
    text: str, outcome: Outcome
) -> None:
    few = case(required(), training=(trained(epochs=5, epochs_finished=5),), handed_in=code(text))

    assert training(few, network="shallow", epochs_at_least=45).outcome is outcome


DOUBTS: dict[str, dict[str, Any]] = {
    "a cell failed": {"notebooks": cells(CellOutcome.OK, CellOutcome.RAISED)},
    "a limit of ours": CUT_SHORT,
    "code that did not run": {"dormant": (at(4, 1),)},
    "the code takes options": {"handed_in": code("p = argparse.ArgumentParser()")},
    "another run is written": {
        "training": (trained(learning_rate=0.01), written()),
        "written_networks": (in_code(),),
    },
    "a run of a network that is not known": {
        "training": (trained(learning_rate=0.01), trained(of="", run="t2")),
    },
    "a network that is nearly the same": {
        "networks": (network(), network("n2", "784 -> 32 -> relu -> dropout 0.5 -> 10")),
        "training": (trained(learning_rate=0.01), trained("n2", "t2")),
    },
    "weights of a file": {"networks": (network(), network("n2", loaded_from="best.pt"))},
    "it is stated as asked": {"accounts": (account(claim("learning_rate", 0.001)),)},
    "it is told as asked": {"accounts": (account(text="lr: 1e-3"),)},
    "the write-up cannot be read": {
        "endings": (
            Ending(name=EndingName.NO_TEXT, sentence="No text.", place=Place(file="r.pdf")),
        ),
    },
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_no_deduction_where_another_run_may_have_been_made(doubt: str) -> None:
    parts = {"training": (trained(learning_rate=0.01),), **DOUBTS[doubt]}

    told = training(case(required(), **parts), network="shallow", learning_rate=RATE)

    assert told.outcome is SUSPECTED
    assert "0.01, 0.001 asked, but " in told.reason


@pytest.mark.parametrize(
    "text", ["lr: 0.0015", "lr: 1e-30", "rate 10.001", "0.001 lr", "batch 0.001"]
)
def test_other_numbers_are_no_statement_of_the_asked_one(text: str) -> None:
    told = training(
        case(required(), training=(trained(learning_rate=0.01),), accounts=(account(text=text),)),
        network="shallow",
        learning_rate=RATE,
    )

    assert told.outcome is NOT_MET


def test_a_rate_that_others_used_is_no_statement_of_ones_own() -> None:
    others = claim("learning_rate", 0.001, whose=Whose.OTHERS)

    told = training(
        case(required(), training=(trained(learning_rate=0.01),), accounts=(account(others),)),
        network="shallow",
        learning_rate=RATE,
    )

    assert told.outcome is NOT_MET


def test_a_network_that_may_answer_something_else_is_not_held_against_anybody() -> None:
    other = network(layers="784 -> 300 -> sigmoid -> 32 -> tanh -> 10")

    told = training(
        case(required(), networks=(other,), training=(trained(learning_rate=0.01),)),
        network="shallow",
        learning_rate=RATE,
    )

    assert told.outcome in (SUSPECTED, OPEN)


def test_one_run_of_several_that_has_all_that_is_asked_suffices() -> None:
    nets = (network("n1"), network("n2"), network("n3"))
    runs = (
        trained("n1", "t1", learning_rate=0.1),
        trained("n2", "t2"),
        trained("n3", "t3", learning_rate=0.01),
    )

    told = training(
        case(required(), networks=nets, training=runs), network="shallow", learning_rate=RATE
    )

    assert told.outcome is MET
    assert told.facts[-1].label == "Chosen"
    assert told.facts[-1].text == "net (n2) of 3 candidates, because it does what was asked"


def test_settings_are_asked_of_one_run_and_not_of_several_together() -> None:
    runs = (trained(run="t1", batch_size=4), trained(run="t2", learning_rate=0.1))

    told = training(
        case(required(), training=runs),
        network="shallow",
        learning_rate=RATE,
        batch_size=(128,),
    )

    assert told.outcome is NOT_MET


def test_a_training_that_went_on_with_a_new_optimizer_is_one() -> None:
    runs = (trained(run="t1"), trained(run="t2"), trained(run="t3"))

    told = training(case(required(), training=runs), network="shallow", epochs_at_least=150)

    assert told.outcome is MET
    assert "3 parts" in told.reason


def test_what_was_cut_short_is_taken_from_the_code() -> None:
    parts: dict[str, Any] = {
        "training": (trained(epochs=7, epochs_finished=6), written(epochs=1500)),
        "written_networks": (in_code(),),
        **CUT_SHORT,
    }

    told = training(case(required(), **parts), network="shallow", epochs=1500, learning_rate=RATE)

    assert told.outcome is MET
    assert "Epochs as the code says" in told.reason


def test_a_schedule_that_waits_for_the_first_epoch_has_not_shown_itself_in_a_run_that_was_cut() -> (
    None
):
    told = schedule(case(required(), training=(trained(epochs=1),), **CUT_SHORT), network="shallow")

    assert told.outcome is OPEN


def test_what_never_ran_is_met_as_the_code_says_it() -> None:
    parts: dict[str, Any] = {
        "training": (written(),),
        "written_networks": (in_code(),),
        **CUT_SHORT,
    }

    right = training(case(required(), **parts), network="shallow", learning_rate=RATE)
    wrong = training(case(required(), **parts), network="shallow", optimizer=("adam",))

    assert right.outcome is MET
    assert "as the code says" in right.reason.lower()
    assert wrong.outcome is SUSPECTED


def test_commented_out_training_counts_where_the_weights_come_from_a_file() -> None:
    asleep = (replace(written(), dormant=True),)
    loaded = (network(loaded_from="models/deep.pt", steps=0),)
    parts: dict[str, Any] = {"training": asleep, "written_networks": (in_code(),)}

    assert training(case(required(), **parts), network="shallow").outcome is OPEN
    told = training(case(required(), networks=loaded, **parts), network="shallow")
    assert told.outcome is MET


def test_no_training_at_all_is_certain_only_where_nothing_trains() -> None:
    still = (network(steps=0),)

    by_hand = case(required(), networks=still, handed_in=code("w -= 0.1 * w.grad"))
    nothing = case(required(), networks=still, handed_in=code("net(x)"))

    assert training(by_hand, network="shallow").outcome is SUSPECTED
    assert training(nothing, network="shallow").outcome is NOT_MET
    assert training(case(required(), networks=()), network="shallow").outcome is OPEN


def test_any_network_with_given_ends_may_be_asked_for() -> None:
    one = case(training=(trained(),))

    assert training(one, inputs=784, outputs=10, learning_rate=RATE).outcome is MET
    assert training(one, inputs=4096, outputs=4096, learning_rate=RATE).outcome is OPEN


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        (("RandomResizedCrop", "RandomHorizontalFlip"), MET),
        # Another part may be done where nobody looks, such as in the data set itself.
        (("RandomResizedCrop",), OPEN),
        ((), OPEN),
    ],
)
def test_transforms_that_a_loader_had_in_the_run_need_no_code_that_can_be_followed(
    seen: tuple[str, ...], outcome: Outcome
) -> None:
    asked = ("randomresizedcrop", "randomhorizontalflip")
    here = case(required(), networks=(network(),), training=(trained(random_transforms=seen),))

    assert training(here, network="shallow", augmentation=asked).outcome is outcome


def test_augmentation_is_read_in_the_code_and_never_certain_to_be_missing() -> None:
    crop = "Compose(RandomResizedCrop(32), RandomHorizontalFlip(), ToTensor())"
    asked = ("RandomResizedCrop", "RandomHorizontalFlip")
    parts: dict[str, Any] = {"written_networks": (in_code(),)}
    there = case(required(), training=(trained(), written(transforms=crop)), **parts)
    not_there = case(required(), training=(trained(), written(transforms="ToTensor()")), **parts)
    tested = replace(
        there,
        evidence=replace(
            there.evidence,
            mistakes=(
                Mistake(
                    name="augmented-test-set",
                    sentence="Test images are flipped.",
                    kind=Kind.OBSERVED,
                    place=at(0),
                ),
            ),
        ),
    )

    assert training(there, network="shallow", augmentation=asked).outcome is MET
    assert training(not_there, network="shallow", augmentation=asked).outcome is SUSPECTED
    assert training(tested, network="shallow", augmentation=asked).outcome is NOT_MET


@pytest.mark.parametrize(
    ("found", "kind", "outcome"),
    [
        ({"schedule": "step 80 x0.1", "scheduler_steps": 50}, "library", MET),
        ({"schedule": "", "scheduler_steps": 50}, "library", MET),
        ({"schedule": "by hand"}, "any", MET),
        ({"schedule": "by hand"}, "library", NOT_MET),
        ({}, "any", NOT_MET),
        ({}, "library", NOT_MET),
        ({"idle_schedule": "step 80 x0.1"}, "any", NOT_MET),
        ({"schedule": ""}, "any", OPEN),
        (
            {"schedule": "", "learning_rates": (RateChange(step=1, epoch=1, rate=0.1),) * 2},
            "library",
            SUSPECTED,
        ),
    ],
)
def test_schedulers(found: dict[str, Any], kind: str, outcome: Outcome) -> None:
    told = schedule(case(required(), training=(trained(**found),)), network="shallow", kind=kind)

    assert told.outcome is outcome


def test_an_idle_scheduler_is_told() -> None:
    one = case(required(), training=(trained(idle_schedule="step 80 x0.1"),))

    assert "never stepped" in schedule(one, network="shallow").reason


@pytest.mark.parametrize(
    "parts",
    [
        # A scheduler of another library sets the rate from outside of torch.
        {
            "training": (trained(schedule="by hand"),),
            "handed_in": code("from timm.scheduler import StepLRScheduler"),
        },
        # A rate may fall from one optimizer to the next.
        {"training": (trained(run="t1"), trained(run="t2", learning_rate=0.0001))},
        {
            "training": (trained(), written(schedule="step 80 x0.1")),
            "written_networks": (in_code(),),
        },
        {"training": (trained(), written(of="", schedule="step 80 x0.1"))},
    ],
)
def test_a_schedule_that_may_be_there_costs_nothing(parts: dict[str, Any]) -> None:
    told = schedule(case(required(), **parts), network="shallow", kind="library")

    assert told.outcome is SUSPECTED


def test_a_run_is_held_against_the_regime_of_the_recipe() -> None:
    asked = required(regime=ASKED)

    assert regime(case(asked, training=(trained(),)), network="shallow").outcome is MET
    wrong = case(asked, training=(trained(batch_size=64),))
    told = regime(wrong, network="shallow")
    assert told.outcome is NOT_MET
    assert told.reason == "Batch size 64, 128 asked."
    assert regime(wrong, network="shallow", ignore=("batch_size",)).outcome is MET
    assert regime(wrong, network="shallow", only=("optimizer", "epochs")).outcome is MET


@pytest.mark.parametrize(
    ("minimum", "maximum", "outcome"),
    [(0.0, 1.0, MET), (0.0, 255.0, NOT_MET), (-1.0, 1.0, SUSPECTED), (-0.4, 2.8, SUSPECTED)],
)
def test_only_bytes_are_another_scaling_for_certain(
    minimum: float, maximum: float, outcome: Outcome
) -> None:
    seen = InputSeen(shape=(784,), minimum=minimum, maximum=maximum, scaling="")
    one = case(required(regime=ASKED), networks=(network(input=seen),), training=(trained(),))

    assert regime(one, network="shallow").outcome is outcome


def test_without_a_recipe_a_regime_is_for_a_person() -> None:
    assert regime(case(required(), training=(trained(),)), network="shallow").outcome is OPEN


def test_two_networks_of_one_rubric_do_not_share_their_runs() -> None:
    asked = (required(), required("deep", DEEP))
    nets = (network("n1"), network("n2", DEEP))
    runs = (trained("n1", "t1", learning_rate=0.1), trained("n2", "t2"))

    told = training(
        case(*asked, networks=nets, training=runs), network="shallow", learning_rate=RATE
    )

    assert told.outcome is NOT_MET
