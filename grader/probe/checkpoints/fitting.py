"""Whether weights fit a network: by the names and shapes of all of them, and nothing less."""

from torch import Tensor, nn

from ..networks.graph import all_modules

WRAPPERS = ("module.", "_orig_mod.", "model.", "net.", "network.")
"""What wrapping a network puts before all of its names."""
OPTIONAL = ("num_batches_tracked",)
"""What old checkpoints do not hold, and what no output depends on."""

Shapes = dict[str, tuple[int, ...]]


def fitted(state: dict[str, Tensor], module: nn.Module) -> dict[str, Tensor] | None:
    """The weights under the names that they have in `module`; None unless all of them fit."""
    try:
        own = nn.Module.state_dict(module)
        names, given = _bare(own), _bare(state)
        if not names or given.keys() != names.keys():
            return None
        if any(state[given[bare]].shape != own[name].shape for bare, name in names.items()):
            return None
        return {name: state[given[bare]] for bare, name in names.items()}
    except (RuntimeError, TypeError, AttributeError, ValueError):
        # A lazy layer has no shape yet; a class may do anything with its tensors.
        return None


def fitting_part(state: dict[str, Tensor], module: nn.Module) -> str:
    """The name of a part of the network that the weights fit; empty if there is none."""
    parts = ((name, part) for name, part in all_modules(module)[1:2_000])
    return next((name for name, part in parts if fitted(state, part) is not None), "")


def _bare(state: dict[str, Tensor]) -> dict[str, str]:
    """Each name, by what is left of it without what wrappers put before all of them."""
    bare = {name.replace("_orig_mod.", ""): name for name in state}
    for _ in range(3):
        for wrapper in WRAPPERS:
            if all(name.startswith(wrapper) for name in bare):
                bare = {name.removeprefix(wrapper): own for name, own in bare.items()}
    return {name: own for name, own in bare.items() if not name.endswith(OPTIONAL)}
