"""What calls of torch mean: networks, losses, optimizers, data loaders."""

import ast

from grader.collect.schedule_words import SCHEDULERS
from grader.collect.written.attributes import is_network
from grader.collect.written.loops import LOADER, elements
from grader.collect.written.machine import Machine
from grader.collect.written.names import (
    CONTAINERS,
    LOSS_FUNCTIONS,
    LOSS_MODULES,
    OPTIMIZERS,
    SAME_MODULE,
)
from grader.collect.written.tracing import through_function
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Batches,
    Built,
    DictThing,
    Dotted,
    Instance,
    LossValue,
    Parameters,
    Traced,
    Value,
)

TENSORS = frozenset(
    f"torch.{name}" for name in ("zeros", "ones", "empty", "full", "device", "Generator")
)
"""What certainly is no network, whatever it is."""
SCALERS = (
    "torch.cuda.amp.GradScaler",
    "torch.amp.GradScaler",
    "torch.cuda.amp.grad_scaler.GradScaler",
)
WRAPPERS = (
    "torch.nn.DataParallel",
    "torch.nn.parallel.DataParallel",
    "torch.nn.parallel.DistributedDataParallel",
    "torch.compile",
    "torch.utils.data.Subset",
)
"""What stands around a network or a data set and leaves it what it is."""
CLIPS = ("torch.nn.utils.clip_grad_norm_", "torch.nn.utils.clip_grad_norm")


def library_call(machine: Machine, path: str, args: Args, node: ast.AST) -> Value:
    """A call of something of torch; None if it is nothing that is known here."""
    head, _, name = path.rpartition(".")
    traced = args.get(0, "input")
    if isinstance(traced, Traced) and head in ("torch", "torch.nn.functional"):
        return through_function(machine, name, traced, args)
    if head == "torch.optim" and name in OPTIMIZERS:
        optimizer = machine.built(path, args, node)
        machine.last_loss, machine.last_clip = "", None
        machine.note("optimizer", optimizer)
        return optimizer
    if head == "torch.optim.lr_scheduler":
        return _scheduler(machine, path, args, node)
    if path in CONTAINERS:
        return _container(machine, path, args, node)
    if head == "torch.nn.functional" and name in LOSS_FUNCTIONS:
        return _loss(LOSS_FUNCTIONS[name], args)
    if path in CLIPS:
        machine.last_clip = args.get(1, "max_norm")
        return UNKNOWN
    if path in WRAPPERS:
        return args.get(0, "module")
    if path == "torch.nn.Parameter" or head == "torch.nn" or path in (LOADER, *SCALERS):
        return machine.built(path, args, node)
    if head == "torchvision.datasets":
        machine.data_sets.append(machine.built(path, args, node))
        return machine.data_sets[-1]
    if head.startswith("torchvision.transforms"):
        return machine.built(path, args, node)
    if path == "torch.utils.data.random_split":
        shares = elements(machine, args.get(1, "lengths"))
        return UNKNOWN if shares is None else (args.get(0, "dataset"),) * len(shares)
    if name in ("summary", "randn", "rand", "zeros", "ones"):
        _note_shape(machine, args)
    if head.startswith("torchvision.models"):
        network = machine.built(path, args, node, None)
        machine.note("network", network)
        return network
    if path in TENSORS:
        return Dotted("torch.Tensor")
    if path == "torch.split":
        return Batches(args.get(1, "split_size_or_sections"))
    return None


def _note_shape(machine: Machine, args: Args) -> None:
    """`summary(net, (3, 32, 32))` and `torch.randn(1, 3, 32, 32)` tell the shape of an input."""
    for sizes in (args.positional, *args.positional):
        known = sizes if isinstance(sizes, tuple) else ()
        known = known[1:] if len(known) == 4 else known
        whole = len(known) == 3 and all(isinstance(size, int) for size in known)
        # Filters have shapes too: an image is square, not tiny, and grey or coloured.
        if whole and known[0] in (1, 3) and known[1] == known[2] > 7:
            machine.shapes.append(known)


def _scheduler(machine: Machine, path: str, args: Args, node: ast.AST) -> Value:
    scheduler = machine.built(path, args, node)
    optimizer = args.get(0, "optimizer")
    if is_optimizer(optimizer):
        known = path.rpartition(".")[2] in SCHEDULERS
        machine.note("schedule" if known else "escaped", optimizer, scheduler)
    return scheduler


def is_optimizer(value: Value) -> bool:
    """Whether a value is one of torch's optimizers."""
    if not isinstance(value, Built) or not value.path.startswith("torch.optim."):
        return False
    return value.path.removeprefix("torch.optim.") in OPTIMIZERS


def _container(machine: Machine, path: str, args: Args, node: ast.AST) -> Value:
    children: tuple[tuple[str, Value], ...] | None = None
    first = args.get(0, "modules", None)
    entries = machine.content(first) if isinstance(first, DictThing) else None
    if path.endswith(".Sequential") and isinstance(entries, dict) and len(args.positional) == 1:
        children = tuple((str(name), child) for name, child in entries.items())
    elif path.endswith(".Sequential") and args.complete and not isinstance(first, DictThing):
        children = tuple((str(n), child) for n, child in enumerate(args.positional))
    elif path.endswith(".ModuleList"):
        items = () if first is None else elements(machine, first)
        children = None if items is None else tuple((str(n), c) for n, c in enumerate(items))
    elif path.endswith(".ModuleDict") and isinstance(entries, dict):
        children = tuple((str(name), child) for name, child in entries.items())
    container = machine.built(path, args, node, children)
    if path.endswith(".Sequential"):
        machine.note("network", container)
    return container


def _loss(name: str, args: Args) -> LossValue:
    """A loss by name; one that is summed over the values is another one."""
    reduction = args.get(None, "reduction", "mean")
    if reduction == "mean" and args.get(None, "size_average", None) is None:
        return LossValue(name)
    return LossValue(f"{name}_sum") if reduction == "sum" else LossValue("")


def built_call(machine: Machine, built: Built, args: Args) -> Value:
    """A call of a module of torch.nn: of a loss, or of a network on what is not traced."""
    name = built.path.removeprefix("torch.nn.")
    if name in LOSS_MODULES:
        return _loss(LOSS_MODULES[name], built.args)
    return UNKNOWN


def module_method(machine: Machine, module: Built | Instance, name: str, args: Args) -> Value:
    """A method of a network or of a layer."""
    if name in SAME_MODULE:
        return module
    if name in ("parameters", "named_parameters", "trainable_parameters"):
        return Parameters(module)
    content = machine.content(module)
    changes = name in ("append", "extend", "insert", "add_module", "register_module", "pop")
    if isinstance(module, Instance):
        if name in ("add_module", "register_module") and isinstance(args.get(0, "name"), str):
            child = args.get(1, "module")
            named = {**content, args.get(0, "name"): child} if content is not None else None
            machine.change(module, named)
        elif changes:
            machine.change(module, None)
    elif changes and module.path in CONTAINERS:
        machine.change(module, _extended(machine, content, name, args))
    return UNKNOWN


def _extended(
    machine: Machine, content: tuple[tuple[str, Value], ...] | None, name: str, args: Args
) -> tuple[tuple[str, Value], ...] | None:
    if content is None or not args.complete:
        return None
    if name == "append":
        return (*content, (str(len(content)), args.get(0, "module")))
    if name == "add_module":
        return (*content, (str(args.get(0, "name")), args.get(1, "module")))
    more = elements(machine, args.get(0, "modules")) if name == "extend" else None
    if more is None:
        return None
    return (*content, *((str(number), child) for number, child in enumerate(more, len(content))))


def optimizer_method(machine: Machine, optimizer: Built, name: str, args: Args) -> Value:
    """A method of an optimizer."""
    if name == "step":
        # With a closure it computes the loss in its own time.
        loss = "" if args.positional or args.keywords else machine.last_loss
        machine.note("step", optimizer, (loss, machine.last_clip))
        machine.last_clip = None
    elif name in ("add_param_group", "load_state_dict", "__setstate__"):
        machine.note("escaped", optimizer)
    return UNKNOWN


def scheduler_method(machine: Machine, scheduler: Built, name: str) -> Value:
    """A method of a scheduler."""
    if name == "step":
        machine.note("scheduler_step", scheduler)
    return UNKNOWN


def loss_method(machine: Machine, loss: LossValue, name: str) -> Value:
    """A method of a computed loss."""
    if name == "backward":
        machine.last_loss = loss.name
        return None
    reduced = name in ("mean", "to", "float", "cuda", "cpu", "clone", "double")
    return loss if reduced else UNKNOWN


def scaler_method(machine: Machine, name: str, args: Args) -> Value:
    """A method of a gradient scaler: it steps the optimizer in its own time."""
    first = args.get(0, "optimizer")
    if name == "scale":
        return first
    if name == "step" and isinstance(first, Built) and is_optimizer(first):
        return optimizer_method(machine, first, "step", Args())
    return UNKNOWN


def holds_layers(machine: Machine, instance: Instance) -> bool:
    """Whether an object of a network's class has layers of its own; else it is a loss or so."""
    content = machine.content(instance)
    if content is None:
        return True
    return any(
        isinstance(value, Built | Instance) or value is UNKNOWN for value in content.values()
    )


def is_layer_call(value: Value) -> bool:
    """Whether calling this value is calling a network or a layer of one."""
    if isinstance(value, Instance):
        return value.cls is not None and is_network(value.cls)
    return isinstance(value, Built) and value.path.startswith("torch.nn.")
