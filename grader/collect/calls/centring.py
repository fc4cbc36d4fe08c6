"""Whether a mean was taken away from data before it is decomposed, followed through its names."""

import ast
from enum import Enum

from grader.collect.calls.code import Code
from grader.collect.calls.means import SHAPES, Means, returns_of
from grader.collect.calls.scopes import Binding, How, Scope, Spot, last_part, reaching
from grader.collect.calls.values import Values


class State(Enum):
    """What is known of data."""

    CENTRED = "centred"
    RAW = "raw"
    """It is what a file holds, scaled and put into another shape at most."""
    UNKNOWN = "unknown"


MOST_PARTS = 20
"""Elements of a list that are looked at."""
_FILES = frozenset(
    "load loadtxt genfromtxt fromfile fetch_olivetti_faces fetch_lfw_people fetch_openml imread "
    "loadmat read_csv memmap".split()
)
_CENTRING = frozenset({"cov", "corrcoef"})
_SCALERS = {"StandardScaler": "with_mean", "scale": "with_mean"}
_FITS = frozenset({"fit_transform", "transform"})
_PRODUCTS = frozenset({"dot", "matmul", "mm", "einsum", "inner"})


class Centring:
    """Asks of expressions whether a mean was taken away from them."""

    def __init__(self, code: Code, values: Values) -> None:
        self._code = code
        self._values = values
        self._means = Means(code, values)

    def state(self, node: ast.AST | None, spot: Spot, depth: int = 0) -> State:
        """What is known of the data that an expression stands for."""
        if node is None or self._values.tired(depth):
            return State.UNKNOWN
        deeper = depth + 1
        match node:
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return self._less(left, right, spot, deeper)
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                return _joined([self.state(one, spot, deeper) for one in (left, right)])
            case ast.BinOp(left=left, op=ast.Div() | ast.Mult() | ast.Add() as kind, right=right):
                return self._scaled(left, kind, right, spot, deeper)
            case ast.Attribute(value=inner, attr=attr) if attr in SHAPES or attr in (
                "images",
                "data",
                "mT",
                "real",
            ):
                return self.state(inner, spot, deeper)
            case ast.Attribute(attr=attr):
                return self._name(f".{attr}", spot, deeper)
            case ast.Subscript(value=inner):
                return self.state(inner, spot, deeper)
            case ast.Name(id=name):
                return self._name(name, spot, deeper)
            case ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner) | ast.Starred(value=inner):
                return self.state(inner, spot, deeper)
            case ast.List(elts=parts) | ast.Tuple(elts=parts) if len(parts) <= MOST_PARTS:
                return _joined([self.state(part, spot, deeper) for part in parts])
            case ast.Call():
                return self._call(node, spot, deeper)
        return State.UNKNOWN

    def _less(self, left: ast.expr, right: ast.expr, spot: Spot, depth: int) -> State:
        if self._means.is_mean(right, spot, depth):
            return State.CENTRED
        before = self.state(left, spot, depth)
        if before is State.CENTRED:
            return before
        # Less one number for all pixels: no mean face, and yet perhaps meant as one.
        known = self._values.numbers(right, spot, depth)
        return before if known else State.UNKNOWN

    def _scaled(
        self, left: ast.expr, kind: ast.operator | None, right: ast.expr, spot: Spot, depth: int
    ) -> State:
        for one, other in ((left, right), (right, left)):
            if self._values.numbers(other, spot, depth):
                return self.state(one, spot, depth)
        states = [self.state(one, spot, depth) for one in (left, right)]
        if State.CENTRED in states:
            return State.CENTRED
        # Divided by a largest value or a deviation it is as raw as before; what is added, or what
        # it is multiplied with, may have been a negative mean or a matrix that centres.
        return states[0] if isinstance(kind, ast.Div) else State.UNKNOWN

    def _name(self, name: str, spot: Spot, depth: int) -> State:
        bindings = reaching(name, spot)
        return _joined([self._bound(name, one, depth) for one in bindings])

    def _bound(self, name: str, binding: Binding, depth: int) -> State:
        value, spot = binding.value, binding.spot
        match binding.how:
            case How.IS:
                return self.state(value, spot, depth)
            case How.PART:
                return self._part(value, binding.index, spot, depth)
            case How.CHANGED if value is not None and binding.operator is not None:
                before = ast.Name(id=name, ctx=ast.Load())
                if isinstance(binding.operator, ast.Sub):
                    return self._less(before, value, spot, depth)
                return self._scaled(before, binding.operator, value, spot, depth)
            case How.INTO:
                found = self.state(value, spot, depth)
                return found if found is State.CENTRED else State.UNKNOWN
            case How.PARAMETER:
                given = list(self._values.arguments(name, binding))
                return _joined([self.state(one, at, depth) for one, at in given])
        return State.UNKNOWN

    def _part(self, value: ast.expr | None, index: int | None, spot: Spot, depth: int) -> State:
        """One of the values that a function of the student's gives back, or an element."""
        if isinstance(value, ast.Call) and index is not None:
            name = last_part(value.func)
            if name in ("train_test_split", "random_split"):
                return self.state(value.args[0], spot, depth) if value.args else State.UNKNOWN
            scopes = self._code.functions_named(name)
            return _joined([self._returned(scope, index, depth) for scope in scopes])
        return self.state(value, spot, depth)

    def _call(self, node: ast.Call, spot: Spot, depth: int) -> State:
        function, args = node.func, node.args
        name = last_part(function)
        scopes = self._code.functions_named(name)
        if scopes and isinstance(function, ast.Name):
            return _joined([self._returned(scope, None, depth) for scope in scopes])
        if name == "subtract" and len(args) >= 2:
            return self._less(args[0], args[1], spot, depth)
        if name == "sub" and isinstance(function, ast.Attribute) and args:
            is_library = self._means.is_library(function.value, spot)
            left, right = (args[0], args[-1]) if is_library else (function.value, args[0])
            return self._less(left, right, spot, depth)
        if name in _CENTRING:
            return State.CENTRED
        if name in _FILES:
            return State.RAW
        if name in _PRODUCTS:
            own = isinstance(function, ast.Attribute) and not self._means.is_library(
                function.value, spot
            )
            parts = [*([function.value] if isinstance(function, ast.Attribute) and own else []),
                     *(one for one in args if not isinstance(one, ast.Constant))]  # fmt: skip
            return _joined([self.state(one, spot, depth) for one in parts])
        if name == "scale" and args:
            return State.UNKNOWN if _is_off(node, "with_mean") else State.CENTRED
        if name in _FITS and isinstance(function, ast.Attribute):
            return self._fitted(function.value, args, spot, depth)
        if name in SHAPES:
            return self._shaped(function, args, spot, depth)
        return State.UNKNOWN

    def _shaped(self, function: ast.expr, args: list[ast.expr], spot: Spot, depth: int) -> State:
        if isinstance(function, ast.Attribute) and not self._means.is_library(function.value, spot):
            return self.state(function.value, spot, depth)
        return self.state(args[0], spot, depth) if args else State.UNKNOWN

    def _fitted(self, scaler: ast.expr, args: list[ast.expr], spot: Spot, depth: int) -> State:
        made = self.made_by(scaler, spot)
        if made is None or not args:
            return State.UNKNOWN
        name = last_part(made.func)
        if name == "StandardScaler" and not _is_off(made, "with_mean"):
            return State.CENTRED
        if name in ("MinMaxScaler", "MaxAbsScaler") or name == "StandardScaler":
            return self.state(args[0], spot, depth)
        return State.UNKNOWN

    def made_by(self, node: ast.expr, spot: Spot) -> ast.Call | None:
        """The call that made an object, if it is certain."""
        for _ in range(4):
            match node:
                case ast.Call(func=ast.Attribute(value=inner, attr="fit")):
                    node = inner
                case ast.Call():
                    return node
                case ast.Name() | ast.Attribute():
                    name = node.id if isinstance(node, ast.Name) else f".{node.attr}"
                    given = reaching(name, spot)
                    if len(given) != 1 or given[0].how is not How.IS or given[0].value is None:
                        return None
                    node, spot = given[0].value, given[0].spot
                case _:
                    return None
        return None

    def _returned(self, scope: Scope, index: int | None, depth: int) -> State:
        """What is known of what a function of the student's gives back."""
        return _joined([
            self.state(_picked(value, index), spot, depth)
            for value, spot in returns_of(scope, self._values)
        ])  # fmt: skip


def _picked(value: ast.expr | None, index: int | None) -> ast.expr | None:
    if index is None:
        return value
    match value:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) if index < len(parts):
            return parts[index]
    return None


def _joined(states: list[State]) -> State:
    """What holds however the data came here."""
    return states[0] if states and len(set(states)) == 1 else State.UNKNOWN


def _is_off(node: ast.Call, name: str) -> bool:
    return any(
        keyword.arg == name and isinstance(keyword.value, ast.Constant) and not keyword.value.value
        for keyword in node.keywords
    )
