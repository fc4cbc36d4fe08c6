"""Checks on how networks were trained."""

from decimal import Decimal

from grader.checks.runs.deciding import decide
from grader.checks.runs.fields import Wish, number_wish
from grader.checks.runs.names import epochs_wish, loss_wish, optimizer_wish
from grader.checks.runs.pools import pool_of
from grader.checks.runs.schedules import schedule_wish
from grader.checks.runs.wishes import REGIME_FIELDS, augmentation_wish, clip_wish, regime_wishes
from grader.checks.words import answer
from grader.records import Answer, Case, Outcome

SCHEDULE_CHOICES = ("any", "library")
"""What `schedule` may ask for: that the rate changes, or that the library's scheduler does it."""


def training(
    case: Case,
    *,
    network: str | None = None,
    inputs: int | None = None,
    outputs: int | None = None,
    recurrent: bool = False,
    optimizer: tuple[str, ...] = (),
    learning_rate: tuple[Decimal, ...] = (),
    momentum: tuple[Decimal, ...] = (),
    weight_decay: tuple[Decimal, ...] = (),
    batch_size: tuple[int, ...] = (),
    epochs: int | None = None,
    epochs_at_least: int | None = None,
    loss: tuple[str, ...] = (),
    schedule: str | None = None,
    gradient_clip: Decimal | None = None,
    augmentation: tuple[str, ...] = (),
) -> Answer:
    """The network is trained with the settings that the assignment asks for."""
    wishes: list[Wish] = []
    if optimizer:
        wishes.append(optimizer_wish(optimizer))
    numbers: dict[str, tuple[Decimal, ...] | tuple[int, ...]] = {
        "learning_rate": learning_rate,
        "momentum": momentum,
        "weight_decay": weight_decay,
        "batch_size": batch_size,
    }
    wishes += [number_wish(field, asked) for field, asked in numbers.items() if asked]
    if epochs is not None:
        wishes.append(epochs_wish(epochs, or_more=False))
    if epochs_at_least is not None:
        wishes.append(epochs_wish(epochs_at_least, or_more=True))
    if loss:
        wishes.append(loss_wish(loss))
    if schedule is not None:
        wishes.append(schedule_wish(schedule))
    if gradient_clip is not None:
        wishes.append(clip_wish(gradient_clip))
    if augmentation:
        wishes.append(augmentation_wish(augmentation))
    pool = pool_of(case, network=network, inputs=inputs, last=outputs, recurrent=recurrent)
    return decide(case, pool, tuple(wishes), network=network)


def regime(
    case: Case, *, network: str, only: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> Answer:
    """The network is trained as the assignment describes it."""
    if unknown := {*only, *ignore} - {*REGIME_FIELDS}:
        raise ValueError(f"no setting of a training is called {', '.join(sorted(unknown))}")
    asked = case.required(network).regime
    if asked is None:
        return answer(Outcome.OPEN, "the rubric names no recipe whose training is known")
    fields = [each for each in only or REGIME_FIELDS if each not in ignore]
    pool = pool_of(case, network=network, inputs=None, last=None)
    return decide(case, pool, regime_wishes(asked, fields), network=network)


def schedule(
    case: Case,
    *,
    network: str | None = None,
    kind: str = "any",
    inputs: int | None = None,
    outputs: int | None = None,
) -> Answer:
    """The learning rate changes while the network is trained, as the assignment asks."""
    if kind not in SCHEDULE_CHOICES:
        raise ValueError(f"kind is one of {', '.join(SCHEDULE_CHOICES)}, not {kind!r}")
    pool = pool_of(case, network=network, inputs=inputs, last=outputs)
    return decide(case, pool, (schedule_wish(kind),), network=network)
