"""All code of a submission with its scopes, calls and imports, read once and asked often."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from grader.collect.calls.pieces import Piece, Pieces
from grader.collect.calls.scopes import (
    Binding,
    How,
    Scope,
    Spot,
    bound_name,
    dotted,
    last_part,
)

Function = ast.FunctionDef | ast.AsyncFunctionDef
MOST_ALIASES = 4
"""Names for names that are followed."""
_FILLS = frozenset({"append", "add", "extend", "insert"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Site:
    """One call, and where it stands."""

    node: ast.Call
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Condition:
    """One `if`, and where it stands."""

    node: ast.If
    spot: Spot


class Code:
    """The scopes of every module, and every call, in the order of the text."""

    def __init__(self, pieces: Pieces) -> None:
        self.sites: list[Site] = []
        self.conditions: list[Condition] = []
        self.functions: dict[str, list[Scope]] = {}
        self.classes: dict[str, list[ast.ClassDef]] = {}
        self.imports: dict[tuple[Scope, str], str] = {}
        self.stars: dict[Scope, list[str]] = {}
        self.parents: dict[ast.AST, ast.AST] = {}
        self.spots: dict[ast.AST, Spot] = {}
        self._modules: dict[str, Scope] = {}
        self._position = 0
        self._blocks = 0
        self._loads: list[tuple[ast.AST, Scope]] = []
        for piece in pieces.all:
            self._read(piece)
        self.calls_of: dict[str, list[Site]] = {}
        for site in self.sites:
            self.calls_of.setdefault(last_part(site.node.func), []).append(site)

    def _read(self, piece: Piece) -> None:
        module = self._modules.setdefault(piece.path, Scope(node=None, parent=None))
        scope = Scope(node=None, parent=module, dormant=True) if piece.dormant else module
        for statement in piece.statements:
            for node in ast.walk(statement):
                for child in ast.iter_child_nodes(node):
                    self.parents[child] = node
        self._body(piece.statements, scope, piece, (), ())

    def _body(
        self,
        statements: Iterable[ast.stmt],
        scope: Scope,
        piece: Piece,
        blocks: tuple[int, ...],
        loops: tuple[int, ...],
        within: str = "",
    ) -> None:
        for statement in statements:
            self._position += 1
            spot = Spot(
                scope=scope, position=self._position, blocks=blocks, loops=loops, piece=piece
            )
            self._statement(statement, spot, within)

    def _statement(self, node: ast.stmt, spot: Spot, within: str) -> None:
        scope, piece, blocks, loops = spot.scope, spot.piece, spot.blocks, spot.loops
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, spot, within)
            case ast.ClassDef():
                self.classes.setdefault(node.name, []).append(node)
                self._expressions([*node.bases, *node.decorator_list], spot)
                self._body(node.body, scope, piece, blocks, loops, within=node.name)
            case ast.If():
                self._expressions([node.test], spot)
                self.conditions.append(Condition(node=node, spot=spot))
                always = _is_main(node.test)
                self._body(node.body, scope, piece, (*blocks, *self._block(always)), loops)
                self._body(node.orelse, scope, piece, (*blocks, *self._block()), loops)
            case ast.For() | ast.AsyncFor():
                self._expressions([node.iter], spot)
                around = (*loops, *self._block())
                inside = Spot(
                    scope=scope, position=spot.position, blocks=blocks, loops=around, piece=piece
                )
                self._bind(node.target, node.iter, inside, How.PART)
                self._body([*node.body, *node.orelse], scope, piece, blocks, around)
            case ast.While():
                self._expressions([node.test], spot)
                around = (*loops, *self._block())
                self._body([*node.body, *node.orelse], scope, piece, blocks, around)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    self._expressions([item.context_expr], spot)
                    if item.optional_vars is not None:
                        self._bind(item.optional_vars, item.context_expr, spot, How.UNKNOWN)
                self._body(node.body, scope, piece, blocks, loops)
            case ast.Try() | ast.TryStar():
                self._body(node.body, scope, piece, blocks, loops)
                for handler in node.handlers:
                    self._body(handler.body, scope, piece, (*blocks, *self._block()), loops)
                self._body(node.orelse, scope, piece, blocks, loops)
                self._body(node.finalbody, scope, piece, blocks, loops)
            case ast.Match():
                self._expressions([node.subject], spot)
                for case in node.cases:
                    self._body(case.body, scope, piece, (*blocks, *self._block()), loops)
            case _:
                self._simple(node, spot)

    def _block(self, always: bool = False) -> tuple[int, ...]:
        if always:
            return ()
        self._blocks += 1
        return (self._blocks,)

    def _function(self, node: Function, spot: Spot, within: str) -> None:
        self._expressions([*node.decorator_list, *node.args.defaults], spot)
        scope = Scope(
            node=node,
            parent=spot.scope,
            dormant=spot.scope.dormant,
            spot=spot,
            within=within,
        )
        self.functions.setdefault(node.name, []).append(scope)
        begin = Spot(scope=scope, position=self._position, blocks=(), loops=(), piece=spot.piece)
        plain = [*node.args.posonlyargs, *node.args.args]
        defaults: list[ast.expr | None] = [None] * (len(plain) - len(node.args.defaults))
        defaults += node.args.defaults
        pairs = [*zip(plain, defaults, strict=True)]
        pairs += zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        for argument, default in pairs:
            binding = Binding(how=How.PARAMETER, value=default, spot=begin)
            scope.bind(argument.arg, binding)
        for more in (node.args.vararg, node.args.kwarg):
            if more is not None:
                scope.bind(more.arg, Binding(how=How.UNKNOWN, value=None, spot=begin))
        self._body(node.body, scope, spot.piece, (), ())

    def _simple(self, node: ast.stmt, spot: Spot) -> None:
        self._expressions([node], spot)
        match node:
            case ast.Import():
                for alias in node.names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    whole = alias.name if alias.asname else bound
                    self.imports[spot.scope, bound] = whole
            case ast.ImportFrom(module=module, level=level):
                base = "." * level + (module or "")
                for alias in node.names:
                    if alias.name == "*":
                        self.stars.setdefault(spot.scope, []).append(base)
                    else:
                        name = f"{base}.{alias.name}" if base else alias.name
                        self.imports[spot.scope, alias.asname or alias.name] = name
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._bind(target, value, spot, How.IS)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self._bind(target, value, spot, How.IS)
            case ast.AugAssign(target=target, value=value, op=operator):
                name = bound_name(target)
                if name:
                    binding = Binding(how=How.CHANGED, value=value, spot=spot, operator=operator)
                    spot.scope.home(name).bind(name, binding)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                spot.scope.shared.update(names)
            case ast.Expr(value=ast.Call() as call):
                self._in_place(call, spot)

    def _in_place(self, call: ast.Call, spot: Spot) -> None:
        """A call whose result nobody takes, and that changes what it is called on."""
        match call:
            case ast.Call(func=ast.Attribute(value=filled, attr=attr), args=[*_, last]) if (
                attr in _FILLS
            ):
                self._note(filled, How.INTO, last, spot)
            case ast.Call(func=ast.Attribute(value=held, attr="sub_" | "subtract_"), args=[one]):
                self._note(held, How.CHANGED, one, spot)
            case ast.Call(func=ast.Attribute(attr="subtract"), args=[held, one, *_]):
                self._note(held, How.CHANGED, one, spot)

    def _note(self, target: ast.expr, how: How, value: ast.expr, spot: Spot) -> None:
        name = bound_name(target)
        if name:
            operator = ast.Sub() if how is How.CHANGED else None
            binding = Binding(how=how, value=value, spot=spot, operator=operator)
            spot.scope.home(name).bind(name, binding)

    def _bind(self, target: ast.expr, value: ast.expr, spot: Spot, how: How) -> None:
        match target:
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                match value:
                    case ast.Tuple(elts=values) | ast.List(elts=values) if how is How.IS and len(
                        values
                    ) == len(parts):
                        for part, one in zip(parts, values, strict=True):
                            self._bind(part, one, spot, How.IS)
                        return
                for index, part in enumerate(parts):
                    name = bound_name(part)
                    if name:
                        kind = How.PART if how is not How.UNKNOWN else how
                        index_ = index if how is How.IS else None
                        binding = Binding(how=kind, value=value, spot=spot, index=index_)
                        spot.scope.home(name).bind(name, binding)
            case ast.Subscript(value=held):
                name = bound_name(held)
                if name:
                    binding = Binding(how=How.INTO, value=value, spot=spot)
                    spot.scope.home(name).bind(name, binding)
            case ast.Starred(value=inner):
                self._bind(inner, value, spot, How.UNKNOWN)
            case _:
                name = bound_name(target)
                if name:
                    spot.scope.home(name).bind(name, Binding(how=how, value=value, spot=spot))

    def _expressions(self, nodes: Iterable[ast.AST], spot: Spot) -> None:
        for top in nodes:
            for node in ast.walk(top):
                match node:
                    case ast.Call():
                        self.sites.append(Site(node=node, spot=spot))
                        self.spots[node] = spot
                    case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
                        self._loads.append((node, spot.scope))
                    case ast.comprehension(target=target, iter=values):
                        self._bind(target, values, spot.before, How.PART)
                    case ast.NamedExpr(target=target, value=value):
                        self._bind(target, value, spot.before, How.IS)
                    case ast.Lambda(args=arguments):
                        for argument in arguments.args:
                            binding = Binding(how=How.UNKNOWN, value=None, spot=spot.before)
                            spot.scope.bind(argument.arg, binding)

    def name_of(self, node: ast.AST, spot: Spot, depth: int = 0) -> str:
        """The dotted name that a function has in its library; as written if not known."""
        written = dotted(node)
        if not written:
            return last_part(node)
        first, _, rest = written.partition(".")
        for scope in spot.scope.outwards():
            if found := self.imports.get((scope, first)):
                return f"{found}.{rest}" if rest else found
        given = self._given(first, spot) if depth < MOST_ALIASES else None
        if given is not None and given.value is not None and dotted(given.value):
            inner = self.name_of(given.value, given.spot, depth + 1)
            return f"{inner}.{rest}" if rest else inner
        return written

    def _given(self, name: str, spot: Spot) -> Binding | None:
        """What a name was given, if it was given one thing once."""
        for scope in spot.scope.outwards():
            if found := scope.names.get(name):
                one = found[0] if len(found) == 1 else None
                return one if one is not None and one.how is How.IS else None
        return None

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that is used anywhere."""
        return frozenset(bound_name(node).strip(".") for node, _ in self._loads)

    @cached_property
    def uses(self) -> dict[tuple[Scope, str], list[ast.AST]]:
        """Every use of every name, by the scope that keeps the name."""
        found: dict[tuple[Scope, str], list[ast.AST]] = {}
        for node, scope in self._loads:
            name = bound_name(node)
            homes = (each for each in scope.outwards() if name in each.names)
            if (home := next(homes, None)) is not None:
                found.setdefault((home, name), []).append(node)
        return found

    def functions_named(self, name: str) -> list[Scope]:
        """The student's functions and methods of this name that are not switched off."""
        return [scope for scope in self.functions.get(name, ()) if not scope.dormant]

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What the node is inside of, the nearest first."""
        found = self.parents.get(node)
        while found is not None:
            yield found
            found = self.parents.get(found)


def _is_main(test: ast.expr) -> bool:
    """Whether a condition is that the file is run as a program."""
    return isinstance(test, ast.Compare) and dotted(test.left) == "__name__"
