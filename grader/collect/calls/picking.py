"""By which rule code picks an epoch, or keeps weights: the quantity that it compares, and of what
data."""

import ast
import re
from collections.abc import Iterator

from grader.collect.calls.code import Code, Condition, Site
from grader.collect.calls.scopes import How, Scope, Spot, bound_name, last_part, reaching
from grader.collect.mistakes.splits import splits_in
from grader.records import Selection

MOST_SELECTIONS = 100
MOST_DEPTH = 5
MOST_NAMES = 60
"""Names that one value is followed through."""
MOST_WORDS = 120
_BEST = re.compile(r"best|min|max|lowest|highest|top|opt", re.IGNORECASE)
_LOSS = re.compile(r"loss|mse|error|cost|nll|perplex", re.IGNORECASE)
_ACCURACY = re.compile(r"acc|score|correct|f1", re.IGNORECASE)
_EXTREMES = {
    "argmin": "loss", "argmax": "accuracy", "min": "loss", "max": "accuracy", "nanargmin": "loss",
    "nanargmax": "accuracy",
}  # fmt: skip
_KEEPS = frozenset({"state_dict", "deepcopy", "save", "copy", "save_checkpoint", "save_model"})
_MONITORS = frozenset({"EarlyStopping", "ModelCheckpoint", "early_stopping", "EarlyStop"})
_SPLITS = ("validation", "test", "train")
WORDS = {"validation": "validation", "test": "test", "train": "training"}


class Picking:
    """Finds the rules of a submission's code."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def selections(self) -> tuple[Selection, ...]:
        """Every rule, in the order of the text."""
        found = [*self._branches(), *self._extremes(), *self._monitors()]
        return tuple(found[:MOST_SELECTIONS])

    def _branches(self) -> Iterator[Selection]:
        """`if loss < best: keep`"""
        for condition in self._code.conditions:
            if not self._keeps(condition.node.body):
                continue
            by = self._compared(condition)
            if by is not None:
                yield self._selection(by, condition.node.test, condition.spot)

    def _keeps(self, body: list[ast.stmt]) -> bool:
        """Whether a branch keeps weights, itself or by a function of the student's own."""
        called = (
            last_part(node.func)
            for statement in body
            for node in ast.walk(statement)
            if isinstance(node, ast.Call)
        )
        scopes = (scope for name in called for scope in self._code.functions_named(name))
        return _keeps(body) or any(
            isinstance(scope.node, ast.FunctionDef) and _keeps(scope.node.body) for scope in scopes
        )

    def _compared(self, condition: Condition) -> tuple[str, ...] | None:
        """What a condition compares with the best so far; None if it compares nothing so."""
        # Of `a > best or (a == best and b < other)` the second only breaks a tie.
        tests = [condition.node.test]
        match condition.node.test:
            case ast.BoolOp(op=ast.And(), values=values):
                tests = values
            case ast.BoolOp(op=ast.Or(), values=[first, *_]):
                tests = [first]
        found: list[str] = []
        for test in tests:
            match test:
                case ast.Compare(
                    left=left,
                    ops=[ast.Lt() | ast.Gt() | ast.LtE() | ast.GtE()],
                    comparators=[right],
                ):
                    pair = self._score(left, right, condition.spot)
                    if pair is not None:
                        found.append(pair)
                case ast.Compare(left=_, ops=_, comparators=_):
                    continue
        return tuple(dict.fromkeys(found)) if found else None

    def _score(self, left: ast.expr, right: ast.expr, spot: Spot) -> str | None:
        """The quantity of the side that is not the best so far; empty words if it is unclear."""
        for score, best in ((left, right), (right, left)):
            if _BEST.search(_words(best)) and not _BEST.search(_words(score)):
                return self.quantity(score, spot) or self.quantity(best, spot)
        return None

    def _extremes(self) -> Iterator[Selection]:
        """`argmin(losses)`, `losses.index(min(losses))`, `max(accuracies)`"""
        for site in self._code.sites:
            name = last_part(site.node.func)
            args = site.node.args
            own = site.node.func.value if isinstance(site.node.func, ast.Attribute) else None
            if name not in _EXTREMES:
                continue
            is_plain = name in ("min", "max")
            if is_plain and (not self._is_index(site) or not isinstance(site.node.func, ast.Name)):
                continue
            held = args[0] if args else own
            if held is None or len(args) > 1:
                continue
            by = self.quantity(held, site.spot)
            if by and (_LOSS.search(by) or _ACCURACY.search(by)) and not by.startswith(" "):
                yield self._selection((by,), site.node, site.spot)

    def _is_index(self, site: Site) -> bool:
        parent = self._code.parents.get(site.node)
        return isinstance(parent, ast.Call) and last_part(parent.func) == "index"

    def _monitors(self) -> Iterator[Selection]:
        """Callbacks that are told what to watch."""
        for site in self._code.sites:
            if last_part(site.node.func) not in _MONITORS:
                continue
            for keyword in site.node.keywords:
                match keyword:
                    case ast.keyword(arg="monitor" | "metric", value=ast.Constant(value=str(name))):
                        yield self._selection((_quantity(name, {name}),), site.node, site.spot)

    def quantity(self, node: ast.expr, spot: Spot) -> str:
        """`validation loss` and the like; without a split if none is told, empty if nothing is."""
        return _quantity(_words(node), self._sources(node, spot))

    def _sources(self, node: ast.AST, spot: Spot) -> set[str]:
        """Words of what a value was made of, as far back as names lead."""
        found: set[str] = set()
        waiting: list[tuple[ast.AST, Spot, int]] = [(node, spot, 0)]
        seen: set[tuple[str, int]] = set()
        while waiting and len(seen) < MOST_NAMES:
            at, here, depth = waiting.pop()
            for each in ast.walk(at):
                name = bound_name(each)
                if not name:
                    continue
                found.add(name.strip("."))
                key = (name, here.position)
                if depth < MOST_DEPTH and key not in seen and not splits_in(name):
                    seen.add(key)
                    for binding in reaching(name, here):
                        if binding.value is not None and binding.how is not How.UNKNOWN:
                            waiting.append((binding.value, binding.spot, depth + 1))
                    waiting += self._around(name, here.scope, depth)
        return found

    def _around(self, name: str, scope: Scope, depth: int) -> list[tuple[ast.AST, Spot, int]]:
        """A parameter's values: what the function's calls give it."""
        if scope.node is None:
            return []
        names = [each.arg for each in scope.node.args.args]
        if name not in names:
            return []
        place = names.index(name) - (1 if scope.within and names[0] == "self" else 0)
        return [
            (site.node.args[place], site.spot, depth + 1)
            for site in self._code.calls_of.get(scope.node.name, ())[:8]
            if 0 <= place < len(site.node.args)
        ]

    def _selection(self, by: tuple[str, ...], node: ast.AST, spot: Spot) -> Selection:
        known = tuple(each for each in by if each)
        return Selection(
            by=known if len(known) == len(by) else (),
            words=" ".join(ast.unparse(node).split())[:MOST_WORDS],
            place=spot.piece.place(node),
            dormant=spot.scope.dormant or self._is_unused(spot.scope),
        )

    def _is_unused(self, scope: Scope) -> bool:
        if scope.node is None or scope.within:
            return False
        return not self._code.calls_of.get(scope.node.name)


def _quantity(words: str, sources: set[str]) -> str:
    own = splits_in(words)
    splits = own or frozenset(split for name in sources for split in splits_in(name))
    text = " ".join([words, *sorted(sources)])
    is_loss, is_accuracy = bool(_LOSS.search(words)), bool(_ACCURACY.search(words))
    if is_loss == is_accuracy:
        is_loss, is_accuracy = bool(_LOSS.search(text)), bool(_ACCURACY.search(text))
    if is_loss == is_accuracy:
        return ""
    what = "loss" if is_loss else "accuracy"
    if "validation" in splits:
        # A test set that is called so, and validation data, may be the same.
        return f"validation {what}" if "test" not in own else ""
    if len(splits) == 1:
        return f"{WORDS[next(iter(splits))]} {what}"
    return what if not splits else ""


def _words(node: ast.AST) -> str:
    match node:
        case ast.Subscript(value=inner, slice=ast.Constant(value=str(key))):
            return f"{_words(inner)} {key}"
        case ast.Subscript(value=inner) | ast.Call(func=ast.Attribute(value=inner, attr="item")):
            return _words(inner)
    return " ".join(bound_name(each).strip(".") for each in ast.walk(node) if bound_name(each))[
        :MOST_WORDS
    ]


def _keeps(body: list[ast.stmt]) -> bool:
    """Whether a branch keeps weights, or notes which epoch is the best."""
    for statement in body:
        for node in ast.walk(statement):
            match node:
                case ast.Call(func=function) if last_part(function) in _KEEPS:
                    return True
                case ast.Assign(targets=[target]):
                    name = bound_name(target).lower()
                    if "best" in name and ("epoch" in name or "model" in name or "state" in name):
                        return True
    return False
