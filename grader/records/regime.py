"""How a network was, or should be, trained."""

from dataclasses import dataclass

from grader.records.training import Training


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A training run's settings: the same record for the reference's runs and for a student's."""

    optimizer: str
    """`sgd`, `adam`, `adamw`, `rmsprop`, ..."""
    learning_rate: float
    """Learning rate of the first step."""
    batch_size: int
    """Examples in one step."""
    epochs: int
    """Passes over the training set."""
    loss: str
    """`cross_entropy`, `mse`, `mse_sum` (not divided by the number of values), ..."""
    momentum: float = 0.0
    """Momentum of SGD."""
    weight_decay: float = 0.0
    """Weight decay."""
    label_smoothing: float = 0.0
    """Share of each target that is spread over all classes, for cross entropy."""
    gradient_clip: float | None = None
    """Largest norm of all gradients together; None if they are not clipped."""
    schedule: str = "constant"
    """`constant`, or a torch scheduler in words, e.g. `step 80 x0.1`."""
    scaling: str = "0..1"
    """Range of the inputs after scaling, e.g. `0..1`, `-1..1`, `0..255`; `none` if left alone."""
    augmentation: str = "none"
    """Augmentation of the training inputs, in words, e.g. `random_resized_crop 32 + flip`."""
    seed: int | None = None
    """Seed of initialisation and shuffling, if known."""


def regime(training: Training, *, scaling: str = "") -> Regime | None:
    """A training run as a regime; None if one of its main settings is not known.

    What a run is not seen to do is left empty: scaling, which only its network's inputs tell, and
    augmentation. Passes that were not finished do not count, where that is known.
    """
    finished = training.epochs_finished
    epochs = training.epochs if finished is None else finished
    rate, batch = training.learning_rate, training.batch_size
    if not training.optimizer or not training.loss or not training.schedule:
        return None
    if rate is None or batch is None or epochs is None:
        return None
    return Regime(
        optimizer=training.optimizer,
        learning_rate=rate,
        batch_size=batch,
        epochs=epochs,
        loss=training.loss,
        momentum=training.momentum or 0.0,
        weight_decay=training.weight_decay or 0.0,
        label_smoothing=training.label_smoothing or 0.0,
        gradient_clip=training.gradient_clip,
        schedule=training.schedule,
        scaling=scaling,
        augmentation=training.transforms,
    )
