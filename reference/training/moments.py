"""The story of a training run: its curves, and its weights at the best moments."""

from collections.abc import Mapping

import torch
from torch import Tensor

from reference.recipe import Measure
from reference.runs import rules_of
from reference.training.device import DeviceData
from reference.training.stack import Networks, State


class Story:
    """What happens to networks while they are trained, and their weights at the best moments."""

    def __init__(self, networks: Networks, data: DeviceData, points: tuple[int, ...]) -> None:
        self._networks, self._data, self._points = networks, data, set(points)
        self._history: dict[str, dict[int, Tensor]] = {}
        recipe = networks.members[0].recipe
        self._measures: Mapping[str, Measure] = recipe.measures
        rules = rules_of(is_validated=bool(data.validation), has_accuracy=not recipe.reconstructs)
        self._choices = [
            Choice(at, metric, sign, networks.state) for at, (metric, sign) in rules.items()
        ]

    def note(self, epoch: int, trained: Mapping[str, Tensor]) -> None:
        """Measure the networks after an epoch and keep what is best so far.

        `trained` is what was seen of the training set as it went by, each (members,).
        """
        measured = dict(trained)
        state = self._networks.state
        if self._data.validation:
            found = self._networks.measure(state, self._data.validation)
            measured |= _named("validation", found)
        if epoch in self._points:
            measured |= _named("test", self._networks.measure(state, self._data.test))
            measured |= self._own_measures(state)
        for metric, values in measured.items():
            self._history.setdefault(metric, {})[epoch] = values.cpu()
        for choice in self._choices:
            if choice.metric in measured:
                choice.offer(epoch, measured[choice.metric], state)

    def scores(self, epochs: int) -> dict[tuple[str, str], Tensor]:
        """Every metric at every moment, by metric and moment, each (members,)."""
        everywhere = torch.full((len(self._networks.members),), epochs)
        found = self._scores_at("end", everywhere, self._networks.state)
        for choice in self._choices:
            found |= self._scores_at(choice.at, choice.epochs.cpu(), choice.state)
        return found

    def curves(self) -> dict[str, list[Tensor]]:
        """Every metric at the epochs of the curve."""
        points = sorted(self._points)
        return {
            metric: [by_epoch[epoch] for epoch in points]
            for metric, by_epoch in self._history.items()
        }

    def bookmark(self) -> dict[str, object]:
        """All that is needed to go on with the story later."""
        return {
            "history": self._history,
            "choices": [(one.state, one.best, one.epochs) for one in self._choices],
        }

    def go_on(self, bookmark: dict[str, object]) -> None:
        """Go on where a story of the same networks was left."""
        self._history = bookmark["history"]  # type: ignore[assignment]
        kept: list[tuple[State, Tensor, Tensor]] = bookmark["choices"]  # type: ignore[assignment]
        for choice, (state, best, epochs) in zip(self._choices, kept, strict=True):
            device = choice.best.device
            choice.state = {name: value.to(device) for name, value in state.items()}
            choice.best, choice.epochs = best.to(device), epochs.to(device)

    def _scores_at(self, at: str, epochs: Tensor, state: State) -> dict[tuple[str, str], Tensor]:
        scores = {"epoch": epochs.float()}
        for metric, by_epoch in self._history.items():
            if not metric.startswith("test") and metric not in self._measures:
                scores[metric] = torch.stack(
                    [by_epoch[int(epoch)][place] for place, epoch in enumerate(epochs)]
                )
        scores |= _named("test", self._networks.measure(state, self._data.test))
        scores |= self._own_measures(state)
        return {(metric, at): values for metric, values in scores.items()}

    @torch.no_grad()
    def _own_measures(self, state: State) -> dict[str, Tensor]:
        if not self._measures:
            return {}
        places = range(len(self._networks.members))
        networks = [self._networks.network(state, place) for place in places]
        return {
            metric: torch.tensor([measure(network, self._data) for network in networks])
            for metric, measure in self._measures.items()
        }


class Choice:
    """The best moment of each member by one rule, with the weights that it had then."""

    def __init__(self, at: str, metric: str, sign: float, state: State) -> None:
        self.at, self.metric, self._sign = at, metric, sign
        self.state = {name: value.clone() for name, value in state.items()}
        some = next(iter(state.values()))
        self.best = torch.full((len(some),), -torch.inf, device=some.device)
        self.epochs = torch.zeros(len(some), dtype=torch.int64, device=some.device)

    def offer(self, epoch: int, values: Tensor, state: State) -> None:
        """Take over the weights of the members that are better now than ever before."""
        # The first epoch is always taken: a loss that is nan from the start is never better.
        better = (self._sign * values > self.best) | (self.epochs == 0)
        if not better.any():
            return
        self.best[better] = self._sign * values[better]
        self.epochs[better] = epoch
        for name, value in self.state.items():
            value[better] = state[name][better]


def _named(split: str, measured: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {f"{split}_{metric}": values.cpu() for metric, values in measured.items()}
