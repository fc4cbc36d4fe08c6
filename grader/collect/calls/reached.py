"""Whether a line of the code was reached in the run, as far as cells and calls tell."""

import ast
from collections.abc import Iterable

from grader.collect.calls.code import Code
from grader.collect.calls.scopes import Scope, Spot
from grader.records import CellOutcome, CellRun, NotebookCells

MOST_CALLERS = 8
MOST_DEPTH = 6


class Reached:
    """Knows how each cell ended, and who calls whom."""

    def __init__(self, code: Code, notebooks: Iterable[NotebookCells]) -> None:
        self._code = code
        self._called: dict[Scope, bool | None] = {}
        self._cells: dict[tuple[str, int], CellRun] = {
            (notebook.path, cell.index): cell for notebook in notebooks for cell in notebook.cells
        }

    def ran(self, spot: Spot, node: ast.AST, depth: int = 0) -> bool | None:
        """True if it was reached for certain, False if it cannot have been; None if unknown."""
        if self.is_off(spot):
            return False
        if spot.scope.node is not None:
            return self._is_called(spot.scope, depth) if not spot.blocks else None
        cell = self._cells.get((spot.piece.path, spot.piece.cell or 0))
        if cell is None or spot.blocks:
            return None
        if cell.outcome is CellOutcome.OK:
            return True
        if cell.outcome is CellOutcome.NOT_RUN:
            return False
        line = getattr(node, "end_lineno", None)
        is_before = cell.line is not None and line is not None and line < cell.line
        return True if cell.outcome is CellOutcome.RAISED and is_before else None

    def _is_called(self, scope: Scope, depth: int) -> bool | None:
        if scope not in self._called:
            self._called[scope] = None  # as long as it is asked for itself
            self._called[scope] = self._ask_callers(scope, depth)
        return self._called[scope]

    def _ask_callers(self, scope: Scope, depth: int) -> bool | None:
        if depth >= MOST_DEPTH or scope.node is None:
            return None
        name = scope.node.name
        if scope.within and name in ("__init__", "forward", "__call__"):
            name = scope.within
        found: set[bool | None] = {
            self.ran(site.spot, site.node, depth + 1)
            for site in self._code.calls_of.get(name, ())[:MOST_CALLERS]
            if site.spot.scope is not scope
        }
        return True if True in found else None

    def is_off(self, spot: Spot) -> bool:
        """Whether it is commented out, or stands in a function that nothing speaks of."""
        if spot.scope.dormant:
            return True
        scope: Scope | None = spot.scope
        while scope is not None and scope.node is not None:
            name = scope.node.name
            is_named = name in self._code.calls_of or name in self._code.names
            if not scope.within and not is_named and not scope.node.decorator_list:
                return True
            scope = scope.parent
        return False
