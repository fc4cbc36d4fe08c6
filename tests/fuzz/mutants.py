"""Five hundred files that are not what they should be, the same in every run."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.fuzz import harmless
from tests.fuzz.changed import (
    TEXTS,
    bytes_changed,
    json_bytes,
    lines_changed,
    numbers_changed,
    value_changed,
)
from tests.fuzz.packed_mutants import archive

RUBRICS = Path(__file__).resolve().parents[2] / "rubrics"


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One file."""

    kind: str
    """What it was before it was changed."""
    number: int
    """Its number among those of its kind."""
    suffix: str
    """What its name ends with."""
    content: bytes
    """All of it."""

    @property
    def name(self) -> str:
        """A name that occurs once."""
        return f"{self.kind}-{self.number:03}"


def mutants(kind: str, *, every: int = 1) -> Iterator[Mutant]:
    """The mutants of a kind, or every so-manieth."""
    count, make = _KINDS[kind]
    for number in range(0, count, every):
        suffix, content = make(Random(f"{kind} {number}"))
        yield Mutant(kind=kind, number=number, suffix=suffix, content=content)


def _notebook(chance: Random) -> tuple[str, bytes]:
    content = harmless.notebook() if chance.random() < 0.75 else harmless.old_notebook()
    kind = chance.randrange(10)
    if kind == 9:
        return ".ipynb", bytes_changed(json.dumps(content).encode(), chance)
    if kind == 8:
        source = chance.choice(content.get("cells") or content["worksheets"][0]["cells"])
        source["source"] = _odd_code(chance)
        return ".ipynb", json_bytes(content, chance)
    data = json_bytes(value_changed(content, chance, most=6), chance)
    if kind == 7:
        data = data[: chance.randrange(len(data))]
    return chance.choice((".ipynb", ".ipynb", ".ipynb", ".ipynb.json", ".json", ".txt")), data


def _odd_code(chance: Random) -> str:
    return chance.choice(
        (
            "(" * 5_000,
            "x = " + "1+" * 20_000 + "1",
            "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 110)),
            "nn.Sequential(" + "nn.Linear(1, 1), " * 3_000 + ")",
            "x = [[[[" * 40 + "]]]]" * 40,
            "class A(A): pass\ndef f(): return f()\nf()\nA()",
            "for i in range(10**9):\n    for j in range(10**9):\n        model = model",
            "x = '" + "\\" * 9_999,
            'f"{' * 100 + '"}' * 100,
            "a = b = c = " * 3_000 + "1",
            "lambda: " * 500 + "0",
            "x" + ".a" * 5_000,
            "x" + "()" * 900,
            "not " * 5_000 + "1",
            "print '2'\nexec 'x'\n`1`",
            "%%bash\nrm -rf /\n!kill -9 -1",
            "9" * 9_000,
            "2 ** 10 ** 10 ** 10",
            "'a' * 10**12",
            "range(10**18)[::-1]",
            "\x00" * 100,
            "\ud800 = 1",
            "x = 1e999j",
            "optim.SGD(p, lr=1/0)",
            "nn.Linear(10**30, 10**30)",
            "nn.Conv2d(3, -5, 'a', stride=0)",
            "nn.Linear(*x, **y)",
            *TEXTS[:12],
        )
    )


def _picture(chance: Random) -> tuple[str, bytes]:
    form = chance.choice(("PNG", "JPEG", "GIF"))
    data = chance.choice((bytes_changed, numbers_changed))(harmless.picture(form), chance)
    text = base64.b64encode(data).decode()
    text = chance.choice((text, text[:-1], text + "=", f"data:image/png;base64,{text}", data.hex()))
    svg = lines_changed(harmless.SVG.replace("><", ">\n<"), chance)
    shown = {
        chance.choice(("image/png", "image/jpeg", "image/gif", "image/x", "image/")): text,
        "image/svg+xml": chance.choice((svg, [svg], {"a": svg})),
        "text/plain": "<Figure size 640x480>",
    }
    content = harmless.notebook(shown)
    content["cells"][0]["attachments"] = {"a.png": {"image/png": text}, "": None}
    content["cells"][0]["source"] = f"![loss](attachment:a.png)\n![x](data:image/png;base64,{text})"
    return ".ipynb", json_bytes(content, chance)


def _rubric(chance: Random) -> tuple[str, bytes]:
    text = chance.choice(sorted(RUBRICS.glob("*.yaml"))).read_text(encoding="utf-8")
    if chance.random() < 0.15:
        return ".yaml", bytes_changed(text.encode(), chance, most=6)
    return ".yaml", lines_changed(text, chance).encode("utf-8", "surrogatepass")


def _pdf(chance: Random) -> tuple[str, bytes]:
    whole = harmless.pdf(chance.randrange(3))
    if chance.random() < 0.25:
        return ".pdf", numbers_changed(whole, chance)
    return ".pdf", bytes_changed(whole, chance, most=30)


def _document(chance: Random) -> tuple[str, bytes]:
    match chance.randrange(5):
        case 0:
            return ".docx", bytes_changed(harmless.word_file(harmless.word_document()), chance)
        case 1:
            body = lines_changed(harmless.word_document().replace("><", ">\n<"), chance, most=8)
            return ".docx", harmless.word_file(body)
        case 2:
            part = bytes_changed(harmless.word_document().encode(), chance)
            return ".docx", harmless.zip_file({"word/document.xml": part, "word/styles.xml": part})
        case 3:
            text = lines_changed(harmless.HTML.replace("><", ">\n<"), chance, most=8)
            return ".html", text.encode("utf-8", "surrogatepass")
        case _:
            text = lines_changed(harmless.PROSE, chance, most=6) + chance.choice(TEXTS)
            encoding = chance.choice(("utf-8", "utf-16", "utf-8-sig"))
            return chance.choice((".md", ".txt", ".rst")), text.encode(encoding, "surrogatepass")


def _checkpoint(chance: Random) -> tuple[str, bytes]:
    form = chance.choice((".pt", ".pt", ".pth", ".pkl", ".npz", ".safetensors", "whole"))
    data = harmless.checkpoint(form)
    suffix = ".pt" if form == "whole" else form
    match chance.randrange(4):
        case 0:
            return suffix, _inside_changed(data, chance)
        case 1:
            return suffix, numbers_changed(data, chance)
        case 2:
            return chance.choice((".pt", ".pth", ".pkl", ".ckpt", ".h5", ".npy")), data
        case _:
            return suffix, bytes_changed(data, chance)


def _inside_changed(data: bytes, chance: Random) -> bytes:
    """A zip whose members are changed, and whose own lists fit; all else is changed as it lies."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            contents = {name: packed.read(name) for name in packed.namelist()}
    except zipfile.BadZipFile:
        return bytes_changed(data, chance, most=4)
    name = chance.choice(sorted(contents))
    match chance.randrange(4):
        case 0:
            del contents[name]
        case 1:
            contents[f"{name}.x"] = contents.pop(name)
        case _:
            contents[name] = bytes_changed(contents[name], chance, most=3)
    return harmless.zip_file(contents, method=zipfile.ZIP_STORED)


def _late(chance: Random) -> tuple[str, bytes]:
    text = lines_changed(harmless.CSV, chance, most=3)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    data = text.replace("\n", chance.choice(("\n", "\r\n", "\r"))).encode(encoding, errors)
    return ".csv", bytes_changed(data, chance, most=3) if chance.random() < 0.3 else data


_KINDS: dict[str, tuple[int, Callable[[Random], tuple[str, bytes]]]] = {
    "archive": (95, archive),
    "notebook": (120, _notebook),
    "picture": (35, _picture),
    "rubric": (90, _rubric),
    "pdf": (50, _pdf),
    "document": (40, _document),
    "checkpoint": (50, _checkpoint),
    "late": (20, _late),
}
KINDS = tuple(_KINDS)
HANDED_IN = ("archive", "notebook", "picture", "pdf", "document")
"""Kinds of which each file is a submission."""
COUNT = sum(count for count, _ in _KINDS.values())
