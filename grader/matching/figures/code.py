"""What the code of a cell gives to the functions that draw, by the names of its variables."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 100_000
"""Characters of a cell up to which it is taken apart."""
MOST_CALLS = 100
MOST_NAMES = 12

_DRAWING = frozenset(
    {"plot", "semilogy", "semilogx", "loglog", "errorbar", "scatter", "bar", "step", "stem"}
)
_SHOWING = frozenset({"imshow", "matshow", "pcolormesh"})
_ASKS = re.compile(r"plot|draw|visuali[sz]e|curve|figure|show_|_show|graph", re.IGNORECASE)
_MAY_DRAW = re.compile(
    rf"\.(?:{'|'.join(sorted(_DRAWING | _SHOWING))})\b|{_ASKS.pattern}", re.IGNORECASE
)
_MAGIC = re.compile(r"^[ \t]*[%!?][^\n]*", re.MULTILINE)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a function that draws a series or shows an image."""

    words: str
    """The names in what it draws: `history val_loss`."""
    label: str
    """Its label, where that is a plain text."""
    is_image: bool
    """Whether it shows an image."""
    repeats: bool
    """Whether it stands in a loop, so that it may draw any number of series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a cell draws by itself, functions that it defines left out."""

    calls: tuple[Call, ...]
    """The calls in order."""
    is_whole: bool
    """Whether the cell could be read."""
    is_in_functions: bool = False
    """Whether a function that it defines draws."""
    asks_others: bool = False
    """Whether it calls a function whose name says that it draws."""

    @property
    def series(self) -> tuple[Call, ...]:
        """The calls that draw series."""
        return tuple(call for call in self.calls if not call.is_image)


@lru_cache(maxsize=2_048)
def drawing_of(text: str) -> Drawing:
    """The calls that draw in a cell of code; nothing where it cannot be read."""
    if not _MAY_DRAW.search(text):
        return Drawing(calls=(), is_whole=True)
    if len(text) > LONGEST:
        return Drawing(calls=(), is_whole=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(_MAGIC.sub("pass", text))
        calls = sorted(_calls(tree), key=lambda found: found[0])
        drawing = sum(map(_is_drawing, ast.walk(tree)))
        asks = any(map(_is_asking, _reached(tree)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Drawing(calls=(), is_whole=False)
    return Drawing(
        calls=tuple(call for _, call in calls[:MOST_CALLS]),
        is_whole=True,
        is_in_functions=drawing > len(calls),
        asks_others=asks,
    )


def _calls(tree: ast.AST) -> Iterator[tuple[tuple[int, int], Call]]:
    for node, repeats in _reached(tree):
        if isinstance(node, ast.Call) and _is_drawing(node):
            is_image = isinstance(node.func, ast.Attribute) and node.func.attr in _SHOWING
            call = Call(
                words=_words(node, is_image=is_image),
                label=_label(node),
                is_image=is_image,
                repeats=repeats,
            )
            yield (node.lineno, node.col_offset), call


def _reached(tree: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """What runs when the cell does, functions left out; and whether it is in a loop."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, repeats = waiting.pop()
        if not isinstance(node, _SCOPES):
            yield node, repeats
            inside = repeats or isinstance(node, _LOOPS)
            waiting += [(child, inside) for child in ast.iter_child_nodes(node)]


def _is_drawing(node: ast.AST) -> bool:
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_call and node.func.attr in _DRAWING | _SHOWING  # type: ignore[attr-defined]


def _is_asking(found: tuple[ast.AST, bool]) -> bool:
    node = found[0]
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    return bool(_ASKS.search(name[:80]))


def _words(call: ast.Call, *, is_image: bool) -> str:
    """The names in what is drawn upwards: the second of two, the first of one."""
    given = [each for each in call.args if not _is_text(each)]
    if not given:
        # `frame.plot()`, `axes.plot(y=losses)`
        drawn: ast.expr = call.func.value if isinstance(call.func, ast.Attribute) else call.func
        named = [word.value for word in call.keywords if word.arg in ("y", "height", "X")]
        drawn = named[0] if named else drawn
    else:
        drawn = given[0] if is_image or len(given) == 1 else given[1]
    return " ".join(list(_names(drawn))[:MOST_NAMES])


def _label(call: ast.Call) -> str:
    given = [word.value for word in call.keywords if word.arg == "label"]
    plain = [each.value for each in given if isinstance(each, ast.Constant)]
    return plain[0] if plain and isinstance(plain[0], str) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _names(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        match part:
            case ast.Name():
                yield part.id[:80]
            case ast.Attribute():
                yield part.attr[:80]
            case ast.Constant() if isinstance(part.value, str):
                yield part.value[:80]
