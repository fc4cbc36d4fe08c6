"""Noise that is added to something: of which kind, how strong, and whether a network is fed it."""

import ast
from dataclasses import dataclass

from grader.collect.calls.code import Code, Site
from grader.collect.calls.reach import Reach, moved
from grader.collect.calls.scopes import How, Scope, Spot, bound_name, last_part
from grader.collect.calls.values import Values

UNIFORM = frozenset({"rand", "random", "random_sample", "rand_like", "sample", "ranf"})
GAUSSIAN = frozenset({"randn", "randn_like", "standard_normal"})
PLACED = frozenset({"normal", "normal_", "gauss"})
RANGED = frozenset({"uniform", "uniform_"})
MASKING = frozenset({"bernoulli", "dropout", "binomial", "bernoulli_"})
RANDOM = UNIFORM | GAUSSIAN | PLACED | RANGED | MASKING
MOST_TAINTED = 400
"""Names that noise is followed through."""
MOST_USES = 200
"""Uses of one name that are looked at."""
MOST_SITES = 300
"""Calls of random functions that are followed."""
_NETWORK_CLASSES = frozenset({"Sequential", "load", "compile", "DataParallel"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What one call of a random function is used for."""

    form: str
    strengths: tuple[float, ...]
    fed: bool


class Noises:
    """Asks of random numbers what becomes of them."""

    def __init__(self, code: Code, values: Values) -> None:
        self._code = code
        self._values = values
        self._asked = 0

    def of(self, site: Site) -> Noise | None:
        """What noise a call makes; None if its numbers are added to nothing and hide nothing."""
        name = last_part(site.node.func)
        if name not in RANDOM or self._code.functions_named(name):
            return None
        self._asked += 1
        if self._asked > MOST_SITES:
            return None
        if name == "dropout" and site.spot.scope.within:
            return None  # a layer of a network
        top, reach = self._outwards(site, name)
        holding = self._holding(top, site.spot)
        zeroed = self._hides(top, holding)
        if not zeroed and not any(map(self._is_term, holding)):
            return None
        return Noise(
            form="zeroed" if zeroed else reach.form,
            strengths=self._share(top, site, name) if zeroed else reach.strengths,
            fed=any(map(self._is_input, holding)),
        )

    def _reach(self, node: ast.Call, name: str, spot: Spot) -> Reach:
        numbers = [self._values.numbers(one, spot) for one in node.args]
        named = {
            keyword.arg: self._values.numbers(keyword.value, spot) for keyword in node.keywords
        }
        if name in UNIFORM:
            return Reach(form="uniform", low=frozenset({0.0}), high=frozenset({1.0}))
        if name in GAUSSIAN:
            return Reach(form="gaussian", high=frozenset({1.0}))
        if name in RANGED:
            low = named.get("low", named.get("a", numbers[0] if numbers else frozenset({0.0})))
            high = named.get(
                "high", named.get("b", numbers[1] if len(numbers) > 1 else frozenset({1.0}))
            )
            return Reach(form="uniform", low=low, high=high)
        if name in PLACED:
            place = named.get("scale", named.get("std"))
            if place is None:
                place = numbers[1] if len(numbers) > 1 else frozenset({1.0})
            return Reach(form="gaussian", high=place)
        return Reach(form="zeroed")

    def _outwards(self, site: Site, name: str) -> tuple[ast.AST, Reach]:
        """The largest expression of nothing but these numbers, scaled and moved, and its reach."""
        top: ast.AST = site.node
        reach = self._reach(site.node, name, site.spot)
        for node in self._code.above(site.node):
            match node:
                case ast.BinOp(left=left, op=operator, right=right):
                    other = right if left is top else left
                    known = self._values.numbers(other, site.spot)
                    if isinstance(operator, ast.Add | ast.Sub) and not known:
                        break
                    if isinstance(operator, ast.Mult) and not known:
                        known_low = known_high = frozenset[float]()
                        reach = Reach(form=reach.form, low=known_low, high=known_high)
                    else:
                        reach = moved(reach, operator, known, is_left=left is top)
                case ast.Call(func=function) if last_part(function) in (
                    "astype", "float", "to", "tensor", "from_numpy", "FloatTensor", "as_tensor",
                    "cuda", "reshape", "view", "array", "Tensor", "double", "type", "float32",
                    "unsqueeze", "squeeze",
                ):  # fmt: skip
                    pass
                case ast.Attribute():
                    pass
                case _:
                    break
            top = node
        return top, reach

    def _holding(self, top: ast.AST, spot: Spot) -> list[ast.AST]:
        """Every expression that holds the random numbers: themselves, names that were given what
        was made of them, and calls of functions that give it back."""
        found: list[ast.AST] = [top]
        names: set[tuple[Scope, str]] = set()
        waiting: list[tuple[ast.AST, Scope]] = [(top, spot.scope)]
        for _ in range(MOST_TAINTED):
            if not waiting:
                break
            node, scope = waiting.pop()
            for each in (node, *self._code.above(node)):
                if isinstance(each, ast.Return) and scope.node is not None:
                    calls = self._code.calls_of.get(scope.node.name, ())[:MOST_USES]
                    found += [call.node for call in calls]
                    waiting += [(call.node, call.spot.scope) for call in calls]
                if not isinstance(each, ast.stmt):
                    continue
                for name in _given_names(each, node):
                    home = scope.root if name.startswith(".") else scope
                    if (home, name) not in names:
                        names.add((home, name))
                        uses = self._code.uses.get((home, name), [])[:MOST_USES]
                        found += uses
                        waiting += [(use, home) for use in uses]
                break
        return found

    def _is_term(self, node: ast.AST) -> bool:
        for each in self._code.above(node):
            match each:
                case ast.BinOp(op=ast.Add() | ast.Sub()) | ast.AugAssign(op=ast.Add() | ast.Sub()):
                    return True
                case ast.BinOp(op=ast.Mult() | ast.Div()) | ast.Attribute() | ast.Subscript():
                    continue
                case ast.Call(func=function) if last_part(function) in ("add", "add_"):
                    return True
                case _:
                    return False
        return False

    def _hides(self, top: ast.AST, holding: list[ast.AST]) -> bool:
        """Whether the numbers decide which values are set to zero."""
        name = last_part(top.func) if isinstance(top, ast.Call) else ""
        if name in MASKING:
            return True
        return any(isinstance(self._code.parents.get(node), ast.Compare) for node in holding)

    def _share(self, top: ast.AST, site: Site, name: str) -> tuple[float, ...]:
        """Share of values that are hidden, where one number says it."""
        parent = self._code.parents.get(top)
        if isinstance(parent, ast.Compare) and len(parent.comparators) == 1:
            known = self._values.numbers(parent.comparators[0], site.spot)
            shares = {value for value in known if 0 < value < 1}
            return tuple(sorted(shares))
        return ()

    def _is_input(self, node: ast.AST) -> bool:
        """Whether an expression is given to what may be a network."""
        for each in self._code.above(node):
            match each:
                case ast.Call(func=function) if function is not node:
                    if self.is_network(function, each):
                        return True
                case ast.stmt():
                    return False
        return False

    def is_network(self, function: ast.expr, call: ast.Call) -> bool:
        """Whether what is called may be a network: an object, or a parameter of a function."""
        spot = self._code.spots.get(call)
        if spot is None:
            return False
        if isinstance(function, ast.Attribute) and function.attr in (
            "forward", "predict", "encode", "decode", "encoder", "decoder", "reconstruct",
        ):  # fmt: skip
            return True
        if isinstance(function, ast.Subscript):
            return True  # one of several that a dictionary or a list holds: `nets[64](noisy)`
        name = bound_name(function)
        scope: Scope | None = spot.scope.root if name.startswith(".") else spot.scope
        while scope is not None:
            for binding in scope.names.get(name, ()):
                if binding.how is How.PARAMETER or binding.how is How.PART:
                    return True
                value = binding.value
                while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
                    if value.func.attr not in ("to", "cuda", "cpu", "eval", "float", "double"):
                        break
                    value = value.func.value
                if isinstance(value, ast.Call):
                    made = last_part(value.func)
                    return (
                        made in self._code.classes
                        or made in _NETWORK_CLASSES
                        or bool(self._code.functions_named(made))
                    )
                if isinstance(value, ast.Subscript | ast.Attribute | ast.Name):
                    return True
            scope = scope.parent
        return False


def _given_names(statement: ast.stmt, node: ast.AST) -> list[str]:
    """The names that a statement gives a value that the node is a part of."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            names = [name for one in targets for name in _names_of(one, value, node)]
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            names = [bound_name(target) or _held(target)]
        case ast.For(target=target, iter=values) if values is node:
            names = [bound_name(target)]
        case _:
            names = []
    return [name for name in names if name]


def _names_of(target: ast.expr, value: ast.expr, node: ast.AST) -> list[str]:
    """The names of a target that the node's part of the value goes to: `a, b = f(x), g(x)`."""
    if not isinstance(target, ast.Tuple | ast.List):
        return [bound_name(target) or _held(target)]
    parts = target.elts
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(parts):
        pairs = zip(parts, value.elts, strict=True)
        parts = [one for one, part in pairs if any(each is node for each in ast.walk(part))]
    return [bound_name(one) or _held(one) for one in parts]


def _held(target: ast.AST) -> str:
    return bound_name(target.value) if isinstance(target, ast.Subscript) else ""
