"""Two ways to write one thing that differ only in the device it is put on."""

import ast
from typing import Any

_MOVES = ("cuda", "cpu", "to")


def differ_in_device(node: ast.IfExp) -> bool:
    """Whether both sides call the same and at most put it elsewhere."""
    body, other = _without_device(node.body), _without_device(node.orelse)
    return isinstance(other, ast.Call) and ast.dump(body) == ast.dump(other)


def _without_device(node: Any) -> Any:
    while (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _MOVES
    ):
        node = node.func.value
    return node
