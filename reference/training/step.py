"""One epoch over the training set, step by step, for all members at once."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor

from reference.training.augment import Augmentation, augmentation_of
from reference.training.device import DeviceExamples
from reference.training.stack import Networks, OneByOne

WARM_UP = 3
"""Steps before a step is recorded on a GPU, so that libraries have made their choices."""
WORTH_RECORDING = 50
"""A step is recorded if an epoch has so many of its kind."""
AUGMENTATION_STREAM = 1 << 31
"""Added to a seed for its augmentation: its own stream, and the same order of examples as without.

Seeds of torch have 32 bits.
"""


class Passing:
    """Leads the training set past the networks, each in its own order, an epoch at a time."""

    def __init__(
        self, networks: Networks, examples: DeviceExamples, optimizer: torch.optim.Optimizer
    ) -> None:
        recipe, seeds = networks.members[0].recipe, [member.seed for member in networks.members]
        self._examples, self._batch_size = examples, recipe.regime.batch_size
        self._batches = recipe.batches or one_after_another
        self._augmentation = augmentation_of(recipe.regime.augmentation)
        self.orders = [torch.Generator().manual_seed(seed) for seed in seeds]
        self.crops = [torch.Generator().manual_seed(AUGMENTATION_STREAM + seed) for seed in seeds]
        self._step = Step(networks, examples, optimizer, self._augmentation)
        self._take: Callable[[Tensor, Tensor | None], None] = self._step
        count = len(examples.labels)
        alone = isinstance(networks, OneByOne)
        if examples.labels.is_cuda and not alone and count // self._batch_size > WORTH_RECORDING:
            self._take = RecordedStep(self._step)

    @property
    def streams(self) -> list[torch.Generator]:
        """Everything that chance comes from."""
        return [*self.orders, *self.crops]

    def epoch(self) -> dict[str, Tensor]:
        """One pass; mean loss and, where there is one, accuracy as the examples went by.

        Each is (members,). The weights change from batch to batch: a network that is measured
        after the epoch is better than these tell.
        """
        count, device = len(self._examples.labels), self._examples.labels.device
        order = torch.stack([torch.randperm(count, generator=own) for own in self.orders])
        order = order.to(device)  # (members, count)
        settings = self._settings(count, device)
        self._step.forget()
        seen = 0
        for chosen in self._batches(order, self._batch_size):
            batch = slice(seen % count, seen % count + chosen.shape[1])
            self._take(chosen, None if settings is None else settings[:, batch])
            seen += chosen.shape[1]
        return self._step.seen(seen)

    def _settings(self, count: int, device: torch.device) -> Tensor | None:
        if self._augmentation is None:
            return None
        drawn = [self._augmentation.draw(count, own) for own in self.crops]
        return torch.stack(drawn).to(device)  # (members, count, settings)


class Step:
    """Takes one step with every member, and adds up what was seen."""

    def __init__(
        self,
        networks: Networks,
        examples: DeviceExamples,
        optimizer: torch.optim.Optimizer,
        augmentation: Augmentation | None,
    ) -> None:
        self._networks, self._examples = networks, examples
        self._optimizer, self._augmentation = optimizer, augmentation
        self._loss = torch.zeros(len(networks.members), device=examples.labels.device)
        self._right = torch.zeros_like(self._loss)
        self._knows_right = not networks.members[0].recipe.reconstructs

    def __call__(self, chosen: Tensor, settings: Tensor | None) -> None:
        """Step on the chosen examples (members, batch), changed by their settings."""
        # `inputs[chosen]` gives the same, four times slower on a CPU.
        rows = self._examples.inputs.index_select(0, chosen.flatten())
        inputs = rows.view(*chosen.shape, -1)
        targets = self._networks.objective.targets(inputs, self._examples.labels[chosen])
        if self._augmentation is not None and settings is not None:
            several = self._augmentation.apply(inputs.flatten(0, 1), settings.flatten(0, 1))
            inputs = several.view_as(inputs)
        losses, right = self._networks.fill_gradients(inputs, targets)
        self._optimizer.step()
        self._loss += self._networks.objective.over_batch(losses, chosen.shape[1])
        if right is not None:
            self._right += right

    def forget(self) -> None:
        """Begin to add up anew."""
        self._loss.zero_()
        self._right.zero_()

    def seen(self, examples: int) -> dict[str, Tensor]:
        """Mean loss and accuracy in per cent over so many examples."""
        found = {"train_loss": self._loss / examples}
        if self._knows_right:
            found["train_accuracy"] = 100.0 * self._right / examples
        return found


class RecordedStep:
    """A step that is recorded once as a CUDA graph and then replayed, a single launch.

    Small batches cost more to launch than to compute. Batches of another size, as the last of an
    epoch may be, are stepped through as they are.
    """

    def __init__(self, step: Step) -> None:
        self._step = step
        self._warm = 0
        self._graph: torch.cuda.CUDAGraph | None = None
        self._chosen = torch.empty(0)
        self._settings: Tensor | None = None

    def __call__(self, chosen: Tensor, settings: Tensor | None) -> None:
        """Step on the chosen examples, as `Step` does."""
        if self._graph is not None and chosen.shape == self._chosen.shape:
            self._chosen.copy_(chosen)
            if self._settings is not None and settings is not None:
                self._settings.copy_(settings)
            self._graph.replay()
        elif self._graph is not None:
            self._step(chosen, settings)
        elif self._warm < WARM_UP:
            self._warm += 1
            self._aside(chosen, settings)
        else:
            self._record(chosen, settings)

    def _aside(self, chosen: Tensor, settings: Tensor | None) -> None:
        """Step on a stream of its own, as torch asks for before recording."""
        stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            self._step(chosen, settings)
        torch.cuda.current_stream().wait_stream(stream)

    def _record(self, chosen: Tensor, settings: Tensor | None) -> None:
        """Record the step for batches of this shape; recording takes no step, replaying does."""
        self._chosen = chosen.clone()
        self._settings = None if settings is None else settings.clone()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self._step(self._chosen, self._settings)
        graph.replay()
        self._graph = graph


def one_after_another(order: Tensor, batch_size: int) -> Iterable[Tensor]:
    """The order (members, examples) cut into batches, the last of which may be smaller."""
    return torch.split(order, batch_size, dim=1)
