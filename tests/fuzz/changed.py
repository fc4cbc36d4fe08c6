"""Ways to change a harmless file, each with chance numbers that are the same in every run."""

import copy
import json
import struct
from collections.abc import Callable
from random import Random
from typing import Any

LONG = 20_000
DEEP = 400
_WORDS = (
    b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"-1", b"nan",
    b"99999999999", b"1e400", b"<<", b"]", b"(", b"../", b"\xed\xa0\x80", b"\xe2\x80\xae", b"%s%n",
    b"{}", b"&", b"=", b"'", b'"', b"\n", b"\r", b"PK\x01\x02", b"0 0 R", b"\x1b[2J",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "\ud800", "\udfff\ud800", "\u202egnp.exe", "\x1b[31m", "\n" * 50, "a" * LONG,
    "9" * 5_000, "1e999", "-", "|" * 3_000, "$" * 3_000, "`" * 3_000, "*_" * 2_000, "[" * 3_000,
    "# " * 2_000, "\u0300" * 3_000, "\u0660\u0661", "\u00b2", "\u2168", "\ufeff",
    "A" + "\u200d" * 500,
    "Table 1" * 1_000, "=cmd|' /C calc'!A0", "{{7*7}}", "</script><script>", "%(a)s", "\\u0000",
    "0" * 400 + ".5%", "1" + ",000" * 400, "5 +/- " * 800, "lr " * 3_000,
    "(" * 2_000 + "1" + ")" * 2_000,
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1 << 63, 10**400, 0.5, 1e308, float("nan"), float("inf"), [], {},
    [[]],
    [None], {"": None}, {"a": {"b": []}}, [1, "a", None, {}],
)  # fmt: skip
"""Values of wrong types."""


def bytes_changed(data: bytes, chance: Random, *, most: int = 24) -> bytes:
    """Bytes flipped, cut out, doubled, or put in; sometimes cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, most)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at] = chance.randrange(256)
            case 2:
                del changed[at : at + chance.randint(1, 40)]
            case 3:
                changed[at:at] = changed[at : at + chance.randint(1, 200)]
            case _:
                changed[at:at] = chance.choice(_WORDS)
    if chance.random() < 0.15:
        del changed[chance.randrange(len(changed) + 1) :]
    return bytes(changed)


def numbers_changed(data: bytes, chance: Random, *, most: int = 4) -> bytes:
    """Whole binary numbers replaced by extreme ones, as in headers."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, most)):
        size, form = chance.choice(((2, "<H"), (4, "<I"), (4, ">I"), (8, "<Q")))
        if len(changed) <= size:
            break
        top = (1 << (8 * size)) - 1
        value = chance.choice(
            (0, 1, top, top - 1, top >> 1, (top >> 1) + 1, chance.randint(0, top))
        )
        at = chance.randrange(len(changed) - size)
        changed[at : at + size] = struct.pack(form, value)
    return bytes(changed)


def value_changed(content: Any, chance: Random, *, most: int = 4) -> Any:
    """Parts of what JSON can hold replaced, left out, doubled, renamed, or nested deep."""
    changed = copy.deepcopy(content)
    for _ in range(chance.randint(1, most)):
        holder, key = _somewhere(changed, chance)
        if holder is None:
            return _odd(chance)
        _CHANGES[chance.randrange(len(_CHANGES))](holder, key, chance)
    return changed


def _somewhere(content: Any, chance: Random) -> tuple[Any, Any]:
    """A list or mapping and where in it, by a walk that may end at every level."""
    here: Any = content
    found: tuple[Any, Any] = (None, None)
    while isinstance(here, (dict, list)) and here:
        key = chance.choice(list(here)) if isinstance(here, dict) else chance.randrange(len(here))
        found = (here, key)
        if chance.random() < 0.25:
            break
        here = here[key]
    return found


def _odd(chance: Random) -> Any:
    return chance.choice(TEXTS) if chance.random() < 0.5 else copy.deepcopy(chance.choice(ODD))


def _replaced(holder: Any, key: Any, chance: Random) -> None:
    holder[key] = _odd(chance)


def _dropped(holder: Any, key: Any, chance: Random) -> None:
    del holder[key]


def _wrapped(holder: Any, key: Any, chance: Random) -> None:
    holder[key] = [holder[key]] if chance.random() < 0.5 else {"a": holder[key]}


def _deep(holder: Any, key: Any, chance: Random) -> None:
    for _ in range(chance.choice((8, 60, DEEP))):
        holder[key] = [holder[key]]


def _many(holder: Any, key: Any, chance: Random) -> None:
    holder[key] = [holder[key]] * chance.choice((2, 50, 2_500))


def _renamed(holder: Any, key: Any, chance: Random) -> None:
    if isinstance(holder, dict):
        holder[chance.choice(TEXTS)[:300]] = holder.pop(key)


def _text_changed(holder: Any, key: Any, chance: Random) -> None:
    if isinstance(text := holder[key], str):
        at = chance.randrange(len(text) + 1)
        holder[key] = text[:at] + chance.choice(TEXTS) + text[at + chance.randint(0, 9) :]
    else:
        _replaced(holder, key, chance)


_CHANGES: tuple[Callable[[Any, Any, Random], None], ...] = (
    _replaced, _replaced, _dropped, _wrapped, _deep, _many, _renamed, _text_changed, _text_changed,
)  # fmt: skip


def json_bytes(content: Any, chance: Random) -> bytes:
    """What JSON can hold as a file, in one of the encodings that files come in."""
    text = json.dumps(content, ensure_ascii=chance.random() < 0.5)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1"))
    return text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")


def lines_changed(text: str, chance: Random, *, most: int = 3) -> str:
    """Lines left out, doubled, moved in or out, or changed in a word."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, most)):
        at = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = " " * chance.randint(1, 4) + lines[at]
            case 3:
                lines[at] = lines[at].lstrip()
            case 4:
                lines[at] = _word_changed(lines[at], chance)
            case 5:
                lines.insert(at, chance.choice(TEXTS)[:2_000])
            case 6:
                key, colon, _ = lines[at].partition(":")
                lines[at] = f"{key}{colon} {chance.choice(YAML_VALUES)}"
            case _:
                place = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + chance.choice(_SIGNS) + lines[at][place:]
        if not lines:
            return ""
    return "\n".join(lines)


_SIGNS = (*"{}[]:,-#&*!|>'\"%@`~?\t\x00\x85\u2028\ufeff\U0001f600", "\ud800", "<<: ", "&a ")
YAML_VALUES = (
    "", "~", "null", "yes", "0", "-1", "1e999", "0x10", "1_000", ".inf", ".nan", "[]", "{}",
    "[[[]]]",
    "{a: b}", "*a", "&a b", "!!python/object/apply:os.system [id]", "2026-01-01", "100%", "-5%",
    "1/0",
    "9" * 5_000, "'", '"', "|", ">", "a: b", "5 points", "[1, 2]", "[2, 1]", "784 -> 10", "-> ->",
    "784 -> 9" + "9" * 400, "3x32x32 -> conv 1e9 -> 10", "${x}", "{{x}}", "all", "any", "\u0664",
    "784 -> " + "1 -> " * 3_000 + "10", "3x" * 500, "1e3", "10 ** 9", "../../x", "/etc/passwd",
)  # fmt: skip


def _word_changed(line: str, chance: Random) -> str:
    words = line.split(" ")
    at = chance.randrange(len(words))
    word = words[at]
    place = chance.randrange(len(word) + 1)
    words[at] = chance.choice(
        (word[:place] + word[place + 1 :], word + word, word.upper(), word[::-1], "", f"[{word}]")
    )
    return " ".join(words)
