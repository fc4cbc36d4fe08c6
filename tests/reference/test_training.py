"""Training: what it reaches is what a plain loop reaches, seed for seed."""

import dataclasses
import math
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from grader.records import Regime
from reference.data import Source
from reference.data.records import DataProblem, Splits
from reference.recipe import Recipe
from reference.runs import CURVE_POINTS, Run, curve_epochs
from reference.training import study as study_module
from reference.training.bookmark import Bookmark
from reference.training.optimizers import schedule_of
from reference.training.stack import Member
from reference.training.study import Study, run, spread
from reference.training.train import train, train_together

pytestmark = pytest.mark.torch

REGIME = Regime(
    optimizer="sgd",
    learning_rate=0.05,
    momentum=0.9,
    batch_size=64,
    epochs=6,
    loss="cross_entropy",
    schedule="multistep 4 x0.1",
)


def network() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 8), nn.ReLU(), nn.Linear(8, 10))


RECIPE = Recipe(
    assignment="a0",
    name="tiny",
    task="a2/clothing",
    layers="784 -> 8 -> relu -> 10",
    network=network,
    regime=REGIME,
    published=(),
    file=__file__,
)


def score(run: Run, metric: str, at: str = "end") -> float:
    return next(s.value for s in run.scores if (s.metric, s.at) == (metric, at))


def curve(run: Run, metric: str) -> tuple[float, ...]:
    return next(curve.values for curve in run.curves if curve.metric == metric)


def plain_loop(data: Splits, regime: Regime, seed: int) -> tuple[list[float], float]:
    """Train losses by epoch and the test accuracy, as a textbook would get them."""
    torch.manual_seed(seed)
    net = network()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    order = torch.Generator().manual_seed(seed)
    inputs = torch.tensor(data.train.inputs).float() / 255
    labels = torch.tensor(data.train.labels)
    losses = []
    for epoch in range(regime.epochs):
        if epoch == 4:
            optimizer.param_groups[0]["lr"] = 0.005
        total = 0.0
        chosen = torch.randperm(len(labels), generator=order)
        for batch in torch.split(chosen, regime.batch_size):
            loss = nn.functional.cross_entropy(net(inputs[batch]), labels[batch])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(total / len(labels))
    guesses = net(torch.tensor(data.test.inputs).float() / 255).argmax(1)
    right = (guesses == torch.tensor(data.test.labels)).float().mean().item()
    return losses, 100 * right


def test_a_run_is_what_a_plain_loop_gives(few_examples: Splits) -> None:
    (found,) = train(RECIPE, few_examples, seeds=(3,), epochs=6)
    losses, accuracy = plain_loop(few_examples, REGIME, seed=3)

    assert curve(found, "train_loss") == pytest.approx(losses, rel=1e-4)
    assert score(found, "test_accuracy") == pytest.approx(accuracy, abs=0.51)  # one of 200
    assert score(found, "test_accuracy") > 50  # five times chance: it learnt


def test_the_same_seed_gives_the_same_run(few_examples: Splits) -> None:
    first, second = (train(RECIPE, few_examples, seeds=(1, 2), epochs=3) for _ in range(2))

    assert [one.scores for one in first] == [one.scores for one in second]
    assert first[0].scores != first[1].scores


def test_a_seed_reaches_alone_what_it_reaches_in_a_stack(few_examples: Splits) -> None:
    stacked = train(RECIPE, few_examples, seeds=(0, 1, 2), epochs=6)
    (alone,) = train(RECIPE, few_examples, seeds=(1,), epochs=6)

    assert curve(stacked[1], "train_loss") == pytest.approx(curve(alone, "train_loss"), rel=1e-4)
    assert score(stacked[1], "test_accuracy") == pytest.approx(
        score(alone, "test_accuracy"), abs=0.51
    )


def test_the_best_moments_are_the_extremes_of_the_curves(few_examples: Splits) -> None:
    (found,) = train(RECIPE, few_examples, seeds=(0,), epochs=6)

    for at, metric, best in (
        ("best_validation", "validation_accuracy", max),
        ("lowest_validation_loss", "validation_loss", min),
        ("lowest_train_loss", "train_loss", min),
    ):
        values = curve(found, metric)
        place = values.index(best(values))
        assert score(found, "epoch", at) == place + 1
        assert score(found, metric, at) == values[place]
        # Measured with the weights that were kept, not with the last ones.
        assert score(found, "test_accuracy", at) == curve(found, "test_accuracy")[place]


def test_without_a_validation_set_the_peak_is_read_off_the_test_curve(
    few_examples: Splits,
) -> None:
    blind = dataclasses.replace(few_examples, validation=None)

    (found,) = train(RECIPE, blind, seeds=(0,), epochs=6)

    moments = {score.at for score in found.scores}
    assert moments == {"end", "lowest_train_loss", "best_test"}
    assert score(found, "test_accuracy", "best_test") == max(curve(found, "test_accuracy"))


@pytest.mark.parametrize("epochs", [1, 2, 58, 59, 100, 400, 500, 1500])
def test_a_curve_has_few_points_and_both_ends(epochs: int) -> None:
    points = curve_epochs(epochs)

    assert points[0] == 1
    assert points[-1] == epochs
    assert len(points) <= CURVE_POINTS
    assert list(points) == sorted(set(points))


def test_the_curve_of_the_noisy_labels_has_the_epoch_of_the_published_peak() -> None:
    assert 40 in curve_epochs(500)


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        ("constant", [1.0, 1.0, 1.0, 1.0, 1.0]),
        ("step 2 x0.5", [1.0, 1.0, 0.5, 0.5, 0.25]),
        ("multistep 2 x0.5", [1.0, 1.0, 0.5, 0.5, 0.5]),
        ("multistep 1,3 x0.5", [1.0, 0.5, 0.5, 0.25, 0.25]),
    ],
)
def test_a_schedule_falls_when_it_says(schedule: str, rates: list[float]) -> None:
    regime = dataclasses.replace(REGIME, schedule=schedule)
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    steps = schedule_of(regime, optimizer)

    found = []
    for _ in rates:
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        steps.step()

    assert found == rates


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"optimizer": "sdg"}, "regime: optimizer 'sdg', expected sgd, adam or rmsprop"),
        ({"schedule": "sometimes"}, "regime: schedule 'sometimes', expected e.g. `step 80 x0.1`"),
        ({"loss": "hinge"}, "regime: loss 'hinge', expected cross_entropy, mse or mse_sum"),
        ({"scaling": "standard"}, "regime: scaling 'standard', expected e.g. `0..1`"),
        (
            {"augmentation": "flips"},
            "regime: augmentation 'flips', expected none or random_resized_crop 32 + flip",
        ),
    ],
)
def test_a_regime_that_cannot_be_followed_is_refused(
    few_examples: Splits, change: dict[str, str], complaint: str
) -> None:
    recipe = dataclasses.replace(RECIPE, regime=dataclasses.replace(REGIME, **change))  # type: ignore[arg-type]

    with pytest.raises(DataProblem) as caught:
        train(recipe, few_examples, seeds=(0,), epochs=1)

    assert str(caught.value) == complaint


@pytest.fixture
def a_study(
    stand_in: Source, few_examples: Splits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Study:
    monkeypatch.setattr(study_module, "splits", lambda source, task: few_examples)
    return Study(recipes=(RECIPE,), source=stand_in, runs=3, epochs=2, device="cpu", work=tmp_path)


def test_a_study_that_was_stopped_trains_only_what_is_missing(
    a_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = run(a_study)
    trained: list[list[int]] = []

    def watched(members: list[Member], *arguments: object, **options: object) -> tuple[Run, ...]:
        trained.append([member.seed for member in members])
        return train_together(members, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(study_module, "train_together", watched)
    for kept in a_study.work.rglob("seed-1.json"):
        kept.unlink()

    (again,) = run(a_study)

    assert trained == [[1]]
    assert again["runs"] == 3
    assert again["data_digest"] == whole["data_digest"]


def test_a_finished_study_trains_nothing(a_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run(a_study)
    monkeypatch.setattr(study_module, "train_together", None)

    assert run(a_study) == whole


def test_energy_of_a_study_that_was_stopped_is_not_told(
    a_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bookmark.__init__, "__kwdefaults__", {"every_seconds": 0.0})

    def power_cut(words: str) -> None:
        if "epoch 2 " in words:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(a_study, power_cut)
    (stopped,) = run(a_study)
    (whole,) = run(dataclasses.replace(a_study, work=a_study.work / "another"))

    assert stopped["energy"] is None
    assert whole["energy"] is not None
    assert stopped["metrics"] == whole["metrics"]
    assert not list(a_study.work.rglob("unfinished-*"))


def test_a_study_of_runs_that_diverge_is_kept_and_says_that_there_is_no_number(
    a_study: Study,
) -> None:
    wild = dataclasses.replace(RECIPE, regime=dataclasses.replace(REGIME, learning_rate=1e12))
    study = dataclasses.replace(a_study, recipes=(wild,))

    (first,), (again,) = run(study), run(study)

    metrics: Any = first["metrics"]
    assert metrics["train_loss"]["end"]["mean"] is None
    assert 0 <= metrics["test_accuracy"]["end"]["mean"] <= 100
    assert again == first


def test_a_study_says_that_it_is_not_complete(a_study: Study) -> None:
    (short,) = run(a_study)
    (few,) = run(dataclasses.replace(a_study, epochs=6))
    (complete,) = run(dataclasses.replace(a_study, epochs=6, runs=5))

    assert (short["runs"], short["epochs"], short["complete"]) == (3, 2, False)
    assert (few["runs"], few["epochs"], few["complete"]) == (3, 6, False)
    assert (complete["runs"], complete["epochs"], complete["complete"]) == (5, 6, True)


def test_a_study_shows_how_far_it_is(a_study: Study) -> None:
    lines: list[str] = []

    run(a_study, lines.append)

    assert lines == [
        "a0/tiny, seeds 0, 1, 2 on stand-in: epoch 1 of 2",
        "a0/tiny, seeds 0, 1, 2 on stand-in: epoch 2 of 2",
    ]


def test_the_spread_of_runs_is_the_sample_deviation() -> None:
    found = spread([1.0, 2.0, 3.0, 6.0])

    assert found == {
        "mean": 3.0,
        "standard_deviation": 2.16025,
        "minimum": 1.0,
        "maximum": 6.0,
        "quantiles": {"0.05": 1.15, "0.25": 1.75, "0.5": 2.5, "0.75": 3.75, "0.95": 5.55},
    }


def test_one_run_has_no_spread_and_a_diverged_one_no_mean() -> None:
    assert spread([2.0])["standard_deviation"] is None
    assert spread([2.0, math.nan])["mean"] is None
