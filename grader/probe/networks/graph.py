"""A network becomes a flat list of ATen operations that another process can run again.

Three ways, the best first: `torch.export`, a dispatch-mode trace of one real call, and at last
only the modules that a call went through. Nothing of ours changes the network: the flags,
buffers and attributes of every module are put back afterwards, and so is the random state.
"""

import contextlib
import itertools
import math
import random
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import numpy
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from ..measure import GraphError, Program
from .inputs import Inputs, first_tensor

LARGEST_GRAPH = 20_000
"""Operations beyond which a graph is not kept."""
TRACE_BATCH = 64
"""Rows in a traced call, whose batch size is then fixed."""

Graph = dict[str, Any]


class TensorTable:
    """The distinct tensors of a network, each with a number; a tensor used twice has one."""

    def __init__(self, module: nn.Module) -> None:
        self.tensors: list[Tensor] = []
        self.names: list[dict[str, Any]] = []
        self._numbers: dict[int, int] = {}
        for name, parameter in named(module, "_parameters"):
            self._name(name, parameter, "parameter")
        for name, buffer in named(module, "_buffers"):
            self._name(name, buffer, "buffer")

    def number(self, tensor: Tensor) -> int | None:
        """The number of a tensor that is in the table."""
        return self._numbers.get(id(tensor))

    def add(self, tensor: Tensor, role: str) -> int:
        """The number of `tensor`, which is put into the table if it is not there."""
        known = self._numbers.get(id(tensor))
        if known is None:
            known = self._numbers[id(tensor)] = len(self.tensors)
            self.tensors.append(tensor)
            if role == "constant":
                self.names.append(_entry(f"constant {known}", known, role, tensor))
        return known

    def _name(self, name: str, tensor: Tensor, role: str) -> None:
        self.names.append(_entry(name, self.add(tensor, role), role, tensor))


def _entry(name: str, number: int, role: str, tensor: Tensor) -> dict[str, Any]:
    trainable = role == "parameter" and tensor.requires_grad
    return {"name": name[:300], "tensor": number, "role": role, "trainable": trainable}


def named(module: nn.Module, table: str) -> Iterator[tuple[str, Tensor]]:
    """Names and tensors of all sub-modules, read past any method that the class overrides."""
    for prefix, part in all_modules(module):
        for name, tensor in list(part.__dict__.get(table, {}).items()):
            if isinstance(tensor, Tensor):
                yield (f"{prefix}.{name}" if prefix else name), tensor


def all_modules(module: nn.Module) -> list[tuple[str, nn.Module]]:
    """The module and all below it, each once, with dotted names."""
    return list(nn.Module.named_modules(module))


def capture(module: nn.Module, inputs: Inputs, table: TensorTable) -> Graph:
    """The graph of one network; `method` says which way it was seen, `reason` why no better."""
    args, kwargs = inputs.example or ((), {})
    reasons: list[str] = []
    ways: list[tuple[str, Callable[[], Graph]]] = [
        ("export", lambda: _export(module, args, kwargs, inputs.batch, table)),
        ("trace", lambda: _trace(module, args, kwargs, inputs.batch, table)),
        ("hooks", lambda: _module_calls(module, args, kwargs)),
    ]
    for method, way in ways:
        try:
            with _untouched(module):
                graph = way()
            first = first_tensor(args, kwargs)
            shape = list(first.shape[1:]) if first is not None else []
            return {"method": method, "reason": "; ".join(reasons), "input_shape": shape, **graph}
        except Exception as error:
            reasons.append(f"{method}: {type(error).__name__}: {str(error)[:200]}")
    return {"method": "none", "reason": "; ".join(reasons), "nodes": [], "modules": []}


@contextlib.contextmanager
def _untouched(module: nn.Module) -> Iterator[None]:
    """Evaluation mode without gradients; every attribute and all random state is put back."""
    modules = [part for _, part in all_modules(module)]
    before = [dict(part.__dict__) for part in modules]
    kept = [_Contents(value) for part in modules for value in part.__dict__.values()]
    states = torch.get_rng_state(), random.getstate(), numpy.random.get_state()
    try:
        for part in modules:
            part.__dict__["training"] = False
        with torch.no_grad():
            yield
    finally:
        for part, attributes in zip(modules, before, strict=True):
            part.__dict__.clear()
            part.__dict__.update(attributes)
        for contents in kept:
            contents.put_back()
        torch.set_rng_state(states[0])
        random.setstate(states[1])
        numpy.random.set_state(states[2])


class _Contents:
    """What a list, dictionary or set holds, so that a network may write down its calls in it."""

    def __init__(self, value: Any) -> None:
        # Only the plain types: copying others runs code of the student's.
        self._value = value if type(value) in (list, dict, OrderedDict, set) else None
        self._copy = self._value.copy() if self._value is not None else None

    def put_back(self) -> None:
        """Make it hold again what it held, and nothing else."""
        if self._value is not None and self._copy is not None:
            self._value.clear()
            (self._value.extend if type(self._value) is list else self._value.update)(self._copy)


def _export(
    module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], batch: int, table: TensorTable
) -> Graph:
    try:
        program, fixed = _export_free(module, args, kwargs), None
    except Exception:
        # Some networks write their batch size into the code: then only the real call works.
        args, kwargs = _with_rows(args, batch), _with_rows(kwargs, batch)
        program, fixed = torch.export.export(module, args, kwargs, strict=False), batch
    return {"batch": fixed, **_program_as_json(program, module, table)}


def _export_free(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    rows = max((part.shape[0] for part in _tensors([args, kwargs]) if part.ndim), default=0)
    if rows < 2:
        # A dimension of one row would be taken for fixed.
        args, kwargs, rows = _with_rows(args, 2, 1), _with_rows(kwargs, 2, 1), 2
    free = {0: torch.export.Dim.DYNAMIC}
    shapes = _map(
        (args, kwargs),
        lambda part: free if isinstance(part, Tensor) and part.ndim and len(part) == rows else None,
    )
    named_shapes = _by_name(module, shapes[0], shapes[1])
    return torch.export.export(module, args, kwargs, dynamic_shapes=named_shapes, strict=False)


def _by_name(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Shapes as torch.export wants them: a tuple when there are only positional arguments."""
    if not kwargs:
        return args
    import inspect

    bound = inspect.signature(module.forward).bind(*args, **kwargs)
    return dict(bound.arguments)


def _program_as_json(program: Any, module: nn.Module, table: TensorTable) -> Graph:
    own = dict(named(module, "_parameters")) | dict(named(module, "_buffers"))
    references: dict[str, Any] = {}
    inputs = []
    for spec in program.graph_signature.input_specs:
        kind, name = spec.kind.name, spec.arg.name
        if kind == "USER_INPUT":
            inputs.append(name)
        elif spec.target in own:
            references[name] = {"t": table.add(own[spec.target], "parameter")}
        elif spec.target in program.constants:
            references[name] = {"t": table.add(program.constants[spec.target], "constant")}
        elif spec.target in program.state_dict:
            references[name] = {"t": table.add(program.state_dict[spec.target], "constant")}
    nodes, output = [], None
    for node in program.graph.nodes:
        if node.op == "call_function":
            nodes.append(_node_as_json(node, references))
        elif node.op == "output":
            output = _user_outputs(program, node.args[0], references)
        elif node.op != "placeholder":
            raise TypeError(f"a {node.op} node cannot be written")
    if len(nodes) > LARGEST_GRAPH:
        raise OverflowError(f"{len(nodes)} operations")
    return {"inputs": inputs, "nodes": nodes, "output": output}


def _user_outputs(program: Any, results: Any, references: dict[str, Any]) -> Any:
    specs = program.graph_signature.output_specs
    wanted = [
        _encode(result, references)
        for spec, result in zip(specs, results, strict=True)
        if spec.kind.name == "USER_OUTPUT"
    ]
    return wanted


def _node_as_json(node: Any, references: dict[str, Any]) -> dict[str, Any]:
    value = node.meta.get("val")
    entry = {
        "name": node.name,
        "target": _target(node.target),
        "args": _encode(node.args, references),
        "kwargs": _encode(dict(node.kwargs), references),
    }
    if isinstance(value, Tensor):
        entry["shape"] = [size if isinstance(size, int) else -1 for size in value.shape]
    return entry


def _target(target: Any) -> str:
    if isinstance(target, torch._ops.OpOverload):
        return str(target)
    return f"{target.__module__}.{target.__name__}"


def _encode(value: Any, references: dict[str, Any]) -> Any:
    if isinstance(value, torch.fx.Node):
        return references.get(value.name, {"n": value.name})
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": repr(value)}
    if isinstance(value, tuple | list):
        return [_encode(part, references) for part in value]
    if isinstance(value, dict):
        return {str(name): _encode(part, references) for name, part in value.items()}
    if isinstance(value, torch.dtype):
        return {"dtype": str(value).removeprefix("torch.")}
    if isinstance(value, torch.device):
        return {"device": "cpu"}
    if isinstance(value, torch.layout | torch.memory_format):
        return {"constant": str(value).removeprefix("torch.")}
    raise TypeError(f"a {type(value).__name__} cannot be written")


class _Recorder(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Writes down every ATen operation of one real call."""

    def __init__(self, table: TensorTable) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.table = table
        self.nodes: list[dict[str, Any]] = []
        self.values: dict[int, Any] = {}
        self.alive: list[Any] = []

    def call_it(self, tensor: Tensor, name: str) -> None:
        self.values[id(tensor)] = {"n": name}
        self.alive.append(tensor)

    def reference(self, value: Any) -> Any:
        if isinstance(value, Tensor):
            if id(value) in self.values:
                return self.values[id(value)]
            self.alive.append(value)
            return {"t": self.table.add(value, "constant")}
        if isinstance(value, tuple | list):
            return [self.reference(part) for part in value]
        return _encode(value, {})

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = f"v{len(self.nodes)}"
        entry: dict[str, Any] = {
            "name": name,
            "target": str(func),
            "args": self.reference(args),
            "kwargs": {name: self.reference(value) for name, value in kwargs.items()},
        }
        result = func(*args, **kwargs)
        self.nodes.append(entry)
        if len(self.nodes) > LARGEST_GRAPH:
            raise OverflowError(f"more than {LARGEST_GRAPH} operations")
        if isinstance(result, Tensor):
            entry["shape"] = [-1, *result.shape[1:]]
            # An operation in place gives back its argument: from here on under the new name.
            self.call_it(result, name)
        elif isinstance(result, tuple | list):
            self._name_parts(name, result)
        return result

    def _name_parts(self, name: str, parts: Any) -> None:
        for number, part in enumerate(parts):
            if isinstance(part, Tensor):
                own = f"{name}_{number}"
                getter = {
                    "name": own,
                    "target": "_operator.getitem",
                    "args": [{"n": name}, number],
                    "kwargs": {},
                    "shape": [-1, *part.shape[1:]],
                }
                self.nodes.append(getter)
                self.call_it(part, own)


def _trace(
    module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], batch: int, table: TensorTable
) -> Graph:
    if not list(_tensors([args, kwargs])):
        raise ValueError("no call with a tensor was seen")
    errors = []
    for rows in dict.fromkeys((TRACE_BATCH, batch)):
        try:
            return {"batch": rows, **_trace_rows(module, args, kwargs, rows, table)}
        except Exception as error:
            errors.append(error)
    raise errors[-1]


def _trace_rows(
    module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], rows: int, table: TensorTable
) -> Graph:
    args, kwargs = _with_rows(args, rows), _with_rows(kwargs, rows)
    recorder = _Recorder(table)
    inputs = []
    for number, tensor in enumerate(_tensors([args, kwargs])):
        inputs.append(f"input_{number}")
        recorder.call_it(tensor, inputs[-1])
    with recorder:
        result = module(*args, **kwargs)
    output = [recorder.reference(part) for part in _tensors([result])]
    graph = {"inputs": inputs, "nodes": recorder.nodes, "output": output}
    if len(inputs) == 1:
        _hold_against(module, args, kwargs, graph, table)
    return graph


def _hold_against(
    module: nn.Module, args: Any, kwargs: Any, graph: Graph, table: TensorTable
) -> None:
    """Values that left torch on their way are constants in a trace: then it is not the network."""
    (seen,) = _tensors([args, kwargs])
    turned = seen.flip(0)
    other = turned if not torch.equal(turned, seen) else (seen * 0.5).to(seen.dtype)
    args, kwargs = _map((args, kwargs), lambda part: other.clone() if part is seen else part)
    state = torch.get_rng_state()
    expected = next(_tensors([module(*args, **kwargs)]))
    torch.set_rng_state(state)
    try:
        found = Program(graph, table.tensors)(other.clone())
    except (GraphError, LookupError, TypeError, RuntimeError):
        # It cannot be run again, so no wrong outputs can come of it; its layers are still told.
        return
    if not torch.allclose(found, expected, rtol=1e-3, atol=1e-5, equal_nan=True):
        raise ValueError("its trace gives other outputs than the network itself")


def _module_calls(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Graph:
    """The modules without sub-modules in the order in which one call went through them."""
    calls: list[dict[str, Any]] = []

    def note(part: nn.Module, _args: Any, _result: Any) -> None:
        calls.append({"type": type(part).__name__, "text": part.extra_repr()[:300]})

    leaves = [part for _, part in all_modules(module) if not part._modules]
    handles = [leaf.register_forward_hook(note) for leaf in leaves]
    try:
        module(*args, **kwargs)
    finally:
        for handle in handles:
            handle.remove()
    return {"nodes": [], "modules": calls[:LARGEST_GRAPH]}


def _with_rows(value: Any, rows: int, least: int = 0) -> Any:
    """Tensors of several rows repeated until they have `rows` of them."""
    longest = max((len(part) for part in _tensors([value]) if part.ndim), default=0)

    def repeated(part: Any) -> Any:
        if not isinstance(part, Tensor) or not part.ndim or len(part) != max(longest, least):
            return part
        return torch.cat(list(itertools.repeat(part, -(-rows // len(part)))))[:rows]

    return _map(value, repeated)


def _tensors(value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _tensors(part)
    elif isinstance(value, dict):
        yield from _tensors(list(value.values()))


def _map(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_map(part, change) for part in value)
    if isinstance(value, dict):
        return {name: _map(part, change) for name, part in value.items()}
    return change(value)
