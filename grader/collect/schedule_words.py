"""Torch's schedulers as the project writes them: `step 80 x0.1`, `cosineannealing T_max=50`."""

from collections.abc import Mapping

SCHEDULERS: dict[str, tuple[str, ...]] = {
    "StepLR": ("step_size", "gamma"),
    "MultiStepLR": ("milestones", "gamma"),
    "ExponentialLR": ("gamma",),
    "CosineAnnealingLR": ("T_max", "eta_min"),
    "CosineAnnealingWarmRestarts": ("T_0", "T_mult", "eta_min"),
    "ReduceLROnPlateau": ("mode", "factor", "patience"),
    "LinearLR": ("start_factor", "end_factor", "total_iters"),
    "ConstantLR": ("factor", "total_iters"),
    "PolynomialLR": ("total_iters", "power"),
    "CyclicLR": ("base_lr", "max_lr"),
    "OneCycleLR": ("max_lr", "total_steps", "epochs", "steps_per_epoch"),
    "LambdaLR": (),
    "MultiplicativeLR": (),
}
"""torch's schedulers: the settings that are told, in the order of their arguments."""

DEFAULTS: dict[str, dict[str, float]] = {
    "StepLR": {"gamma": 0.1},
    "MultiStepLR": {"gamma": 0.1},
}
"""Settings that are told though the code leaves them to torch."""

_ALREADY_SAID = ("step_size", "milestones", "gamma")


def schedule_words(name: str, given: Mapping[str, str]) -> str:
    """A scheduler with the settings that were given, as text; empty if one is missing."""
    factor = f" x{given['gamma']}" if "gamma" in given else ""
    if name == "StepLR":
        return f"step {given['step_size']}{factor}" if "step_size" in given else ""
    if name == "MultiStepLR":
        return f"multistep {given['milestones']}{factor}" if "milestones" in given else ""
    rest = [f"{key}={value}" for key, value in given.items() if key not in _ALREADY_SAID]
    return " ".join([name.lower().removesuffix("lr") + factor, *rest])
