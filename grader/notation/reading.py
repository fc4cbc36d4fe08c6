"""A text in network notation becomes an Architecture, or an error that names the token."""

import re
from math import prod
from urllib.parse import unquote

from grader.notation.building import build_layer
from grader.notation.shapes import Shape, shape_after, shape_words
from grader.notation.tokens import at_least, taken_apart
from grader.notation.words import ACTIVATION, OPERATION, NotationError
from grader.records import Activation, Architecture, Flatten, Layer, Missing, Other

MOST_CHARACTERS = 200_000
_ARROW = re.compile(r"->|→")
_SHAPE = re.compile(r"[0-9]{1,12}([x×][0-9]{1,12}){0,7}")
_OPERATION = re.compile(r"op:([^:\s]*)(?::([0-9]{1,12}))?")


def parse_architecture(text: str) -> Architecture:
    """The network that `text` describes; raises `NotationError` when it is not notation."""
    if len(text) > MOST_CHARACTERS:
        raise NotationError(f"the text is longer than {MOST_CHARACTERS:,} characters")
    first, *rest = (" ".join(part.split()) for part in _ARROW.split(text))
    given = _input_shape(first)
    shape: Shape | Missing = given
    layers: list[Layer] = []
    for number, token in enumerate(rest, start=2):
        try:
            layer, shape = _layer(token, shape)
        except NotationError as error:
            raise NotationError(f"token {number} '{token[:80]}': {error}") from None
        layers.append(layer)
    return Architecture(input=given, layers=tuple(layers))


def _input_shape(text: str) -> Shape:
    if text.lower() == "scalar":
        return ()
    squeezed = text.lower().replace(" ", "")
    if not _SHAPE.fullmatch(squeezed):
        what = f"'{text[:80]}'" if text else "nothing"
        raise NotationError(
            f"token 1: the shape of one input comes first, such as 784 or 3x32x32, not {what}"
        )
    return tuple(at_least(1, part, "a size") for part in re.split("[x×]", squeezed))


def _layer(text: str, shape: Shape | Missing) -> tuple[Layer, Shape | Missing]:
    layer = _prefixed(text) or build_layer(taken_apart(text), shape)
    if isinstance(layer, Flatten):
        return layer, _flattened(text, shape)
    return layer, shape_after(layer, shape)


def _prefixed(text: str) -> Layer | None:
    if text.lower().startswith(OPERATION):
        match = _OPERATION.fullmatch(OPERATION + text[len(OPERATION) :])
        if not match:
            raise NotationError("an operation is written 'op:add', with learnt values 'op:cat:120'")
        return Other(operation=_unquoted(match[1]), parameters=int(match[2] or 0))
    if text.lower().startswith(ACTIVATION):
        return Activation(name=_unquoted(text[len(ACTIVATION) :]))
    return None


def _unquoted(name: str) -> str:
    return unquote(name, errors="surrogatepass")


def _flattened(text: str, shape: Shape | Missing) -> Shape | Missing:
    """The shape after a flatten, held against the number that was written behind it."""
    _, *stated = text.split()
    if not stated:
        return shape_after(Flatten(), shape)
    size = at_least(1, stated[0], "the size")
    if not isinstance(shape, Missing) and prod(shape) != size:
        right = f"{shape_words(shape)} comes before it, which flattens to {prod(shape)}"
        raise NotationError(right)
    return (size,)
