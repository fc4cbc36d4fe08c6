"""Pickles as Python 2 wrote them: CIFAR-10 was published so, and much code relies on it.

Read with `encoding="bytes"`, their texts are bytes; with `"latin1"` they are texts.
"""

import pickle
import struct
from collections.abc import Iterable, Mapping

from reference.data.records import Bytes

Value = str | list[str] | list[int] | int | Bytes


def pickled(content: Mapping[str, Value]) -> bytes:
    """A dictionary of texts, small whole numbers, lists of them, and arrays of bytes."""
    parts = (_text(key) + _value(value) for key, value in content.items())
    items = pickle.EMPTY_DICT + pickle.MARK + b"".join(parts) + pickle.SETITEMS
    return pickle.PROTO + b"\x02" + items + pickle.STOP


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, list):
        return pickle.EMPTY_LIST + pickle.MARK + b"".join(map(_value, value)) + pickle.APPENDS
    return _array(value)


def _text(text: str) -> bytes:
    return _raw(text.encode("latin1"))


def _raw(content: bytes) -> bytes:
    if len(content) < 256:
        return pickle.SHORT_BINSTRING + bytes([len(content)]) + content
    return pickle.BINSTRING + struct.pack("<i", len(content)) + content


def _number(number: int) -> bytes:
    if 0 <= number < 256:
        return pickle.BININT1 + bytes([number])
    return pickle.BININT + struct.pack("<i", number)


def _tuple(parts: Iterable[bytes]) -> bytes:
    return pickle.MARK + b"".join(parts) + pickle.TUPLE


def _named(module: str, name: str) -> bytes:
    return pickle.GLOBAL + f"{module}\n{name}\n".encode()


def _array(array: Bytes) -> bytes:
    none, minus_one = pickle.NONE, _number(-1)
    kind = _named("numpy", "dtype") + _tuple([_text("u1"), _number(0), _number(1)]) + pickle.REDUCE
    state = [_number(3), _text("|"), none, none, none, minus_one, minus_one, _number(0)]
    empty = _tuple([_named("numpy", "ndarray"), _tuple([_number(0)]), _text("b")])
    made = _named("numpy.core.multiarray", "_reconstruct") + empty + pickle.REDUCE
    content = [
        _number(1),
        _tuple(_number(size) for size in array.shape),
        kind + _tuple(state) + pickle.BUILD,
        pickle.NEWFALSE,
        _raw(array.tobytes()),
    ]
    return made + _tuple(content) + pickle.BUILD
