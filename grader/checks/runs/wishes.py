"""Settings beyond numbers and names: clipping, augmentation, scaling; and those of a regime."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from grader.checks.code.texts import may_mention
from grader.checks.runs.fields import (
    State,
    Wish,
    number_wish,
    number_words,
    plain,
    same_number,
)
from grader.checks.runs.names import epochs_wish, loss_wish, optimizer_wish
from grader.checks.runs.pools import Run
from grader.checks.runs.schedules import schedule_wish
from grader.records import Evidence, Kind, Regime, Training

RANDOM = ("random", "autoaugment", "trivialaugment", "augmix", "colorjitter", "flip", "cutout")
"""Parts of the names of transforms that change images at random."""

REGIME_FIELDS = (
    "optimizer",
    "learning_rate",
    "momentum",
    "weight_decay",
    "batch_size",
    "epochs",
    "loss",
    "schedule",
    "label_smoothing",
    "gradient_clip",
    "augmentation",
    "scaling",
)
"""Fields of a regime that a run is held against."""

SCALED = {"0..1": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0..255": (0.0, 255.0)}
"""Ranges of inputs by their words."""

BYTES = 16.0
"""Inputs that go beyond this are not scaled to a range about 1, nor standardised."""


def clip_wish(asked: Decimal | float) -> Wish:
    """Gradients that are clipped to this norm in each step."""

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        found = run.training.gradient_clip
        if found is not None:
            same = same_number(found, asked)
            return number_words(found), State.SAME if same else State.DIFFERENT, ""
        made = {each.name for each in evidence.mistakes}
        if made & {"clipping-only-promised", "clipping-without-effect"}:
            return "none", State.DIFFERENT, ""
        if may_mention(evidence, "clip|clamp"):
            return "none", State.NEAR, "the code speaks of clipping"
        return "none", State.DIFFERENT, ""

    return Wish(
        field="gradient_clip",
        words=number_words(asked),
        hold=hold,
        quantity="gradient_clip",
        fits=lambda value: not isinstance(value, str) and same_number(value, asked),
    )


def augmentation_wish(asked: Collection[str]) -> Wish:
    """Training images that are changed by all of these transforms, and test images by none.

    Where a loader of the run had them, that was seen; what it lacked may be done elsewhere, so a
    run without them is never certain to have none.
    """
    names = [plain(each) for each in asked]

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        for each in evidence.mistakes:
            if each.name == "augmented-test-set" and each.kind is Kind.OBSERVED:
                return "also on test images", State.DIFFERENT, each.sentence
        seen = run.training.random_transforms
        if seen and all(_does(name, plain("".join(seen))) for name in names):
            return ", ".join(seen), State.SAME, ""
        texts = transforms_of(evidence, run)
        if len(texts) != 1:
            return "not known", State.UNKNOWN, "what is done to its images could not be followed"
        (text,) = texts
        if all(_does(name, plain(text)) for name in names):
            return text, State.WRITTEN if run.is_observed else State.SAME, ""
        return text, State.NEAR, "as far as the code could be followed"

    return Wish(
        field="augmentation",
        words=", ".join(asked),
        hold=hold,
        quantity="augmentation",
        fits=lambda value: value != "",
    )


def _does(name: str, text: str) -> bool:
    if name in ("any", "none"):
        return is_random(text) == (name == "any")
    return name in text


def is_random(transforms: str) -> bool:
    """Whether transforms, as code has them, change images at random."""
    return any(part in plain(transforms) for part in RANDOM)


def transforms_of(evidence: Evidence, run: Run) -> set[str]:
    """What the code says of the images of a run; several if it cannot be told which is meant."""
    if not run.is_observed:
        return {run.training.transforms} - {""}
    twins = [each for each in evidence.training if is_twin(run.training, each)]
    # A loop whose transforms could not be followed may be this run's as well.
    return {each.transforms for each in twins} if all(each.transforms for each in twins) else set()


def is_twin(ran: Training, written: Training) -> bool:
    """Whether a training of the code may be the one that ran."""
    if written.kind is not Kind.WRITTEN or written.dormant:
        return False
    places = [each for each in (written.place, written.called_from) if each is not None]
    at_home = any(
        each.file == ran.place.file and (not ran.cells or each.cell in (*ran.cells, None))
        for each in places
    )
    rates = written.learning_rate, ran.learning_rate
    known = rates[0] is not None and rates[1] is not None
    same_rate = not known or same_number(rates[0] or 0.0, rates[1] or 0.0)
    return at_home and plain(written.optimizer) == plain(ran.optimizer) and same_rate


def is_known(run: Run, runs: Sequence[Run]) -> bool:
    """Whether the network of a run is known, if only from what the code's line did when it ran."""
    if run.layers is not None:
        return True
    return any(each.layers is not None and is_twin(each.training, run.training) for each in runs)


def scaling_wish(asked: str) -> Wish:
    """Inputs in this range. Another usual scaling is hardly a fault, bytes instead of 0..1 are."""

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        seen = run.network.input if run.network else None
        if seen is None or asked not in SCALED:
            return "not known", State.UNKNOWN, "its inputs were not seen"
        found = f"{seen.minimum:g} to {seen.maximum:g}"
        found = seen.scaling or found
        low, high = SCALED[asked]
        room = 0.02 * (high - low)
        # Inputs are seen in part: the range may be narrower, and augmentation makes it so.
        inside = low - room <= seen.minimum and seen.maximum <= high + room
        if inside and seen.maximum > high / 2 and (low >= 0 or seen.minimum < 0):
            return found, State.SAME, ""
        if (high > BYTES) != (seen.maximum > BYTES):
            return found, State.DIFFERENT, ""
        return found, State.NEAR, "it is scaled in another usual way"

    return Wish(
        field="scaling", words=asked, hold=hold, quantity="input_scaling", fits=asked.__eq__
    )


def regime_wishes(regime: Regime, fields: Collection[str]) -> tuple[Wish, ...]:
    """The wishes of a regime, in its order; what it leaves open, or does not do, is none."""
    wishes = {
        "optimizer": optimizer_wish((regime.optimizer,)),
        "learning_rate": number_wish("learning_rate", (regime.learning_rate,)),
        "weight_decay": number_wish("weight_decay", (regime.weight_decay,)),
        "batch_size": number_wish("batch_size", (regime.batch_size,)),
        "epochs": epochs_wish(regime.epochs, or_more=False),
        "loss": loss_wish((regime.loss,)),
        "schedule": schedule_wish(regime.schedule),
    }
    if regime.optimizer in ("sgd", "rmsprop"):
        wishes["momentum"] = number_wish("momentum", (regime.momentum,))
    if regime.label_smoothing:
        wishes["label_smoothing"] = number_wish("label_smoothing", (regime.label_smoothing,))
    if regime.gradient_clip is not None:
        wishes["gradient_clip"] = clip_wish(regime.gradient_clip)
    if regime.augmentation != "none":
        parts = regime.augmentation.split("+")
        wishes["augmentation"] = augmentation_wish([each.split()[0] for each in parts])
    if regime.scaling in SCALED:
        wishes["scaling"] = scaling_wish(regime.scaling)
    return tuple(wishes[name] for name in REGIME_FIELDS if name in fields and name in wishes)
