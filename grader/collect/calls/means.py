"""Whether an expression is the mean of each pixel, by how it was computed or by its name."""

import ast
import re

from grader.collect.calls.code import Code
from grader.collect.calls.scopes import Binding, How, Scope, Spot, last_part, reaching
from grader.collect.calls.values import Values

SHAPES = frozenset(
    "reshape view astype float double half numpy cpu cuda detach to copy clone squeeze unsqueeze "
    "flatten ravel T transpose t permute contiguous type swapaxes expand expand_as repeat "
    "requires_grad_ toarray values to_numpy asarray asanyarray array ascontiguousarray float32 "
    "float64 tensor Tensor FloatTensor from_numpy as_tensor stack vstack hstack concatenate cat "
    "tile expand_dims broadcast_to atleast_2d asfortranarray list tuple clip clamp "
    "divide multiply true_divide mul div".split()
)
"""What puts data into another shape, type or scale: the first array given goes through it."""
_MEANS = frozenset({"mean", "nanmean", "average"})
_MEAN_NAME = re.compile(r"mean|average|avg|^mu$|^mu_|_mu$", re.IGNORECASE)


class Means:
    """Asks of expressions whether they are a mean."""

    def __init__(self, code: Code, values: Values) -> None:
        self._code = code
        self._values = values

    def is_mean(self, node: ast.AST | None, spot: Spot, depth: int = 0) -> bool:
        """Whether an expression is the mean of each pixel, or is called a mean."""
        if node is None or self._values.tired(depth):
            return False
        deeper = depth + 1
        match node:
            case ast.Call(func=function, args=args, keywords=keywords):
                name = last_part(function)
                if name in _MEANS:
                    is_method = isinstance(function, ast.Attribute) and not self.is_library(
                        function.value, spot
                    )
                    named = {keyword.arg for keyword in keywords}
                    return bool(named & {"axis", "dim"}) or len(args) >= 2 - is_method
                if name in SHAPES:
                    inner = args[:1] or (
                        [function.value] if isinstance(function, ast.Attribute) else []
                    )
                    parts = [function.value] if isinstance(function, ast.Attribute) else []
                    return any(self.is_mean(one, spot, deeper) for one in (*parts, *inner))
                return any(
                    self._returned_mean(scope, deeper) for scope in self._code.functions_named(name)
                )
            case ast.BinOp(left=left, op=ast.Div(), right=_):
                is_sum = isinstance(left, ast.Call) and last_part(left.func) == "sum"
                return is_sum or self.is_mean(left, spot, deeper)
            case ast.BinOp(left=left, op=ast.Mult() | ast.MatMult(), right=right):
                return self.is_mean(left, spot, deeper) or self.is_mean(right, spot, deeper)
            case ast.Subscript(value=inner):
                return self.is_mean(inner, spot, deeper)
            case ast.Name(id=name):
                return self._named_mean(name, name, spot, deeper)
            case ast.Attribute(value=inner, attr=attr):
                if attr in SHAPES:
                    return self.is_mean(inner, spot, deeper)
                return self._named_mean(f".{attr}", attr, spot, deeper)
        return False

    def _named_mean(self, bound: str, name: str, spot: Spot, depth: int) -> bool:
        bindings = reaching(bound, spot)
        known = [one for one in bindings if one.how in (How.IS, How.PART) and one.value]
        if any(self.is_mean(one.value, one.spot, depth) for one in known):
            return True
        if self._values.numbers(ast.Name(id=bound, ctx=ast.Load()), spot):
            return False  # one number for every pixel
        # A mean that some loop adds up, or that a file holds, is known by its name alone.
        return not self._is_of_all(known) and bool(_MEAN_NAME.search(name))

    def _is_of_all(self, bindings: list[Binding]) -> bool:
        """Whether it is one number, the mean of every pixel of every image."""
        return any(
            isinstance(one.value, ast.Call) and last_part(one.value.func) in _MEANS
            for one in bindings
        )

    def is_library(self, node: ast.AST, spot: Spot) -> bool:
        """Whether a name is one of a library of arrays, and not an array."""
        root = self._code.name_of(node, spot).partition(".")[0]
        return root in ("numpy", "torch", "np", "cupy", "jax", "scipy")

    def _returned_mean(self, scope: Scope, depth: int) -> bool:
        return any(
            self.is_mean(value, spot, depth) for value, spot in returns_of(scope, self._values)
        )


def returns_of(scope: Scope, values: Values) -> list[tuple[ast.expr | None, Spot]]:
    """Every value that a function gives back, as at its end."""
    if scope.node is None or scope.spot is None or values.tired(0):
        return []
    end = Spot(scope=scope, position=10**9, blocks=(), loops=(), piece=scope.spot.piece)
    return [
        (each.value, end)
        for statement in scope.node.body
        for each in ast.walk(statement)
        if isinstance(each, ast.Return)
    ]
