"""Which runs of optimizers count as trainings: what is certain is taken out, and nothing honest."""

from dataclasses import replace
from typing import Any

import pytest

from grader.collect.concerns import Known, Witnessed, no_training_concerns, without_none
from grader.records import CellOutcome, CurvePoint, Kind, Measurement, RateChange
from tests.checks.trained import DEEP, at, cells, network, trained, written


def losses(*points: tuple[int, float]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(at=step, value=value) for step, value in points)


def score(value: float | None, **changes: Any) -> Measurement:
    made = Measurement(
        network="n1",
        task="a2/clothing",
        metric="accuracy",
        value=value,
        examples=5_000,
        kind=Kind.MEASURED,
        place=at(0),
    )
    return replace(made, **changes)


FALLING = losses(*((step, 2.3 * 0.99**step) for step in range(1, 1001, 50)))
RAN = Known(networks=(network(layers=DEEP),), notebooks=cells(CellOutcome.OK))
GUESSES = replace(RAN, measurements=(score(10.4),))
STILL = (RateChange(step=1, epoch=1, rate=0.0),)


@pytest.mark.parametrize(
    ("run", "known"),
    [
        (trained(), RAN),
        (trained(moved=True, losses=FALLING), RAN),
        # Records of an older program, or of tensors that cannot be compared.
        (trained(moved=None), RAN),
        (trained(moved=None, learning_rates=STILL), RAN),
        # A warm-up begins with a rate of 0, and we were the ones who ended it.
        (
            trained(moved=False, learning_rates=STILL),
            replace(RAN, notebooks=cells(CellOutcome.INTERRUPTED)),
        ),
        (
            trained(moved=False),
            replace(RAN, notebooks=cells(CellOutcome.RAISED)),
        ),
        # The code says it, and nobody saw it.
        (written(), GUESSES),
        # A training without a loss of torch's, or of which none was seen.
        (trained(steps=5_000, losses=()), RAN),
        # Every thirteenth loss is looked at.
        (trained(steps=1_000, losses=losses((1, 2.3), (500, 1.0), (988, 0.6))), RAN),
        (trained(steps=60, losses=losses((1, 2.3))), RAN),
        # It trains badly, and its losses say so too.
        (trained(losses=losses(*((step, 2.3) for step in range(1, 1001, 50)))), GUESSES),
        # Losses that are no cross entropy may be small at any time.
        (trained(loss="mse", losses=FALLING), GUESSES),
        # Its inputs were not found again among the raw ones, so the measurement may be wrong.
        (trained(losses=FALLING), replace(RAN, measurements=(score(10.4, certain=False),))),
        (trained(losses=FALLING), replace(RAN, measurements=(score(None),))),
        (trained(losses=FALLING), replace(RAN, measurements=(score(10.4), score(80.0)))),
        # Normalised by the batch, it may be right in training and wrong afterwards.
        (
            trained(losses=FALLING),
            replace(GUESSES, networks=(network(layers="784 -> 32 -> batchnorm -> relu -> 10"),)),
        ),
        # Other weights were measured than those that the training led to.
        (trained(losses=FALLING, ended_as=""), GUESSES),
        (
            trained(moved=True),
            replace(
                RAN,
                testimonies=(Witnessed(path="other.ipynb", changed=("x",), wrote=(), reached=()),),
            ),
        ),
    ],
)
def test_an_honest_training_counts(run: Any, known: Known) -> None:
    assert without_none((run,), known) == ((run,), ())


@pytest.mark.parametrize(
    ("run", "known", "words", "certain"),
    [
        (trained(moved=False), RAN, "1,000 steps changed no weight", True),
        (trained(moved=False, learning_rates=STILL), RAN, "at a learning rate of 0", True),
        (trained(losses=losses((1, 2.3))), RAN, "no loss was seen after step 1", False),
        (trained(losses=FALLING), GUESSES, "with which a network does not guess", False),
        (
            trained(),
            replace(
                RAN,
                testimonies=(Witnessed(path="a2.ipynb", changed=("x",), wrote=(), reached=()),),
            ),
            "the code changed what records its run",
            False,
        ),
    ],
)
def test_what_trained_nothing_or_contradicts_itself_does_not(
    run: Any, known: Known, words: str, *, certain: bool
) -> None:
    kept, (none,) = without_none((run,), known)
    (concern,) = no_training_concerns((none,))

    assert kept == ()
    assert words in none.why
    assert none.certain is certain
    assert none.why in concern.sentence
    assert none.found in concern.sentence


def test_losses_of_one_of_many_that_train_in_turns_may_be_few() -> None:
    # Of thirteen that take turns, all looks may fall on one of them.
    runs = tuple(
        trained(run=f"t{number}", losses=losses((1, 2.3), (38, 2.0))) for number in range(13)
    )

    assert without_none(runs, RAN) == (runs, ())


def test_an_optimizer_of_two_networks_is_told_once() -> None:
    both = (trained("n1", moved=False), trained("n2", moved=False))

    _, none = without_none(both, RAN)

    assert len(none) == 2
    assert len(tuple(no_training_concerns(none))) == 1
