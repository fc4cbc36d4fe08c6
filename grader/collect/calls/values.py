"""What expressions are worth, as far as constants, loops over literals and calls tell."""

import ast
import itertools
from collections.abc import Iterable, Iterator

from grader.collect.calls.code import Code
from grader.collect.calls.scopes import Binding, How, Scope, Spot, last_part, reaching

MOST_STEPS = 60_000
"""Expressions that are looked at for one submission: what is asked beyond that is unknown."""
MOST_DEPTH = 40
MOST_VALUES = 24
"""Different values that one name is followed with."""

Numbers = frozenset[float]
UNKNOWN: Numbers = frozenset()
"""Nothing is known of a value."""


class Values:
    """Follows names back to what they were given."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self._steps = 0

    def tired(self, depth: int) -> bool:
        """Whether no more is to be looked at; counts one more look."""
        self._steps += 1
        return depth > MOST_DEPTH or self._steps > MOST_STEPS

    def numbers(self, node: ast.AST | None, spot: Spot, depth: int = 0) -> Numbers:
        """Every number that an expression may be; empty if not all of them are known."""
        if node is None or self.tired(depth):
            return UNKNOWN
        match node:
            case ast.Constant(value=bool()):
                return UNKNOWN
            case ast.Constant(value=int() | float() as value) if abs(value) < 1e15:
                return frozenset({float(value)})
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return frozenset(-value for value in self.numbers(inner, spot, depth + 1))
            case ast.BinOp(left=left, op=operator, right=right):
                first = self.numbers(left, spot, depth + 1)
                second = self.numbers(right, spot, depth + 1) if first else UNKNOWN
                return _combined(first, operator, second)
            case ast.Name(id=name):
                return self._of_name(name, spot, depth)
            case ast.Attribute(attr=attr):
                return self._of_name(f".{attr}", spot, depth)
            case ast.Call(func=ast.Name(id="float" | "int"), args=[inner]):
                return self.numbers(inner, spot, depth + 1)
        return UNKNOWN

    def _of_name(self, name: str, spot: Spot, depth: int) -> Numbers:
        found: set[float] = set()
        bindings = reaching(name, spot)
        for binding in bindings:
            some = self._of_binding(name, binding, depth + 1)
            if not some or len(found) > MOST_VALUES:
                return UNKNOWN
            found |= some
        return frozenset(found)

    def _of_binding(self, name: str, binding: Binding, depth: int) -> Numbers:
        match binding.how:
            case How.IS:
                return self.numbers(binding.value, binding.spot, depth)
            case How.PART:
                return self._of_elements(binding.value, binding.spot, depth)
            case How.PARAMETER:
                found: set[float] = set()
                for value, spot in self.arguments(name, binding):
                    some = self.numbers(value, spot, depth)
                    if not some:
                        return UNKNOWN
                    found |= some
                return frozenset(found)
        return UNKNOWN

    def _of_elements(self, node: ast.AST | None, spot: Spot, depth: int) -> Numbers:
        """The numbers that a list or the like holds."""
        if node is None or self.tired(depth):
            return UNKNOWN
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                every = [self.numbers(part, spot, depth + 1) for part in parts[:MOST_VALUES]]
                is_whole = all(every) and len(parts) <= MOST_VALUES
                return frozenset(itertools.chain(*every)) if is_whole else UNKNOWN
            case ast.Call(func=function, args=args) if (
                last_part(function) in ("enumerate", "tqdm", "array", "list", "zip") and args
            ):
                return self._of_elements(args[0], spot, depth + 1)
            case ast.Name(id=name):
                given = reaching(name, spot)
                if len(given) == 1 and given[0].how is How.IS:
                    return self._of_elements(given[0].value, given[0].spot, depth + 1)
                if len(given) == 1 and given[0].how is How.PARAMETER:
                    calls = list(self.arguments(name, given[0]))
                    every = [self._of_elements(one, at, depth + 1) for one, at in calls]
                    return frozenset(itertools.chain(*every)) if all(every) else UNKNOWN
        return UNKNOWN

    def arguments(self, name: str, binding: Binding) -> Iterator[tuple[ast.expr | None, Spot]]:
        """What a parameter is given by every call of its function, and its default if left out.

        Nothing at all if a call spreads a list or dictionary over its parameters, or none is seen.
        """
        scope = binding.spot.scope
        assert scope.node is not None
        every = list(_calls(self.code, scope))
        spread = any(
            any(isinstance(one, ast.Starred) for one in call.args)
            or any(keyword.arg is None for keyword in call.keywords)
            for call, _ in every
        )
        if spread:
            return
        plain = [each.arg for each in (*scope.node.args.posonlyargs, *scope.node.args.args)]
        is_method = bool(scope.within) and bool(plain) and plain[0] in ("self", "cls")
        for call, spot in every:
            place = plain.index(name) - is_method if name in plain else None
            named = next((one.value for one in call.keywords if one.arg == name), None)
            if named is not None:
                yield named, spot
            elif place is not None and 0 <= place < len(call.args):
                yield call.args[place], spot
            elif binding.value is not None:
                yield binding.value, binding.spot
            else:
                yield None, spot


def _calls(code: Code, scope: Scope) -> Iterator[tuple[ast.Call, Spot]]:
    """Every call that may be one of this function, from code that is not switched off."""
    assert scope.node is not None
    name = scope.node.name
    if name == "__init__":
        name = scope.within
    for site in code.calls_of.get(name, ()):
        if not site.spot.scope.dormant:
            yield site.node, site.spot


def _combined(first: Numbers, operator: ast.operator, second: Numbers) -> Numbers:
    if not first or not second or len(first) * len(second) > MOST_VALUES:
        return UNKNOWN
    return frozenset(_results(itertools.product(first, second), operator))


def _results(pairs: Iterable[tuple[float, float]], operator: ast.operator) -> Iterator[float]:
    for left, right in pairs:
        match operator:
            case ast.Add():
                yield left + right
            case ast.Sub():
                yield left - right
            case ast.Mult():
                yield left * right
            case ast.Div() if right:
                yield left / right
