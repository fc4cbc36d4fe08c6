"""The data that networks are trained on, on one device."""

from dataclasses import dataclass

import torch
from torch import Tensor

from grader.records import Regime
from reference.data.records import DataProblem, Examples, Splits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeviceExamples:
    """Examples on the device, scaled."""

    inputs: Tensor
    """One example a row (N, values), float32."""
    labels: Tensor
    """Class of each example (N,), int64."""


class DeviceData:
    """A task's splits on the device."""

    def __init__(self, data: Splits, regime: Regime, device: str) -> None:
        self.train = _on_device(data.train, regime, device)
        self.test = _on_device(data.test, regime, device)
        self.validation = (
            None if data.validation is None else _on_device(data.validation, regime, device)
        )


def _on_device(examples: Examples, regime: Regime, device: str) -> DeviceExamples:
    inputs = torch.tensor(examples.inputs, device=device)
    if inputs.dtype == torch.uint8:
        low, high = _ends(regime)
        inputs = inputs.float().mul_((high - low) / 255).add_(low)
    elif regime.scaling != "none":
        raise DataProblem(f"regime: scaling '{regime.scaling}', expected none: these are no images")
    return DeviceExamples(inputs=inputs, labels=torch.tensor(examples.labels, device=device))


def _ends(regime: Regime) -> tuple[float, float]:
    """What 0 and 255 become."""
    try:
        low, high = (float(end) for end in regime.scaling.split(".."))
    except ValueError as error:
        raise DataProblem(f"regime: scaling '{regime.scaling}', expected e.g. `0..1`") from error
    return low, high
