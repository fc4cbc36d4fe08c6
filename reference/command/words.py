"""A recipe in words."""

from reference.recipe import Recipe


def regime_in_words(recipe: Recipe) -> str:
    """How the recipe's network comes by its weights, and on which data."""
    regime = recipe.regime
    if regime.optimizer == "svd":
        return f"computed by singular value decomposition, nothing is trained, on {recipe.task}"
    parts = [
        f"{regime.optimizer} {regime.learning_rate:g}",
        f"momentum {regime.momentum:g}" if regime.momentum else "",
        f"weight decay {regime.weight_decay:g}" if regime.weight_decay else "",
        "" if regime.schedule == "constant" else regime.schedule,
        f"batch {regime.batch_size}",
        regime.loss.replace("_", " "),
        f"label smoothing {regime.label_smoothing:g}" if regime.label_smoothing else "",
        "" if regime.gradient_clip is None else f"gradients clipped at {regime.gradient_clip:g}",
        "inputs as they are" if regime.scaling == "none" else f"inputs {regime.scaling}",
        "" if regime.augmentation == "none" else regime.augmentation,
        f"{epochs_in_words(regime.epochs)} on {recipe.task}",
    ]
    return ", ".join(part for part in parts if part)


def epochs_in_words(epochs: int) -> str:
    """So many epochs."""
    return "1 epoch" if epochs == 1 else f"{epochs} epochs"


def runs_in_words(runs: int) -> str:
    """So many runs."""
    return "1 run" if runs == 1 else f"{runs} runs"
