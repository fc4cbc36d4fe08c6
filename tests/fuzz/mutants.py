"""Five hundred files that are not what they should be, the same in every run."""

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
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

RUBRICS = Path(__file__).resolve().parents[2] / "rubrics"
BOMB_BYTES = 70_000_000
"""More than any ratio is fine for."""


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


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


_PACKINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    (".tar", bytes), (".tar.gz", _gzipped), (".tbz2", bz2.compress), (".txz", lzma.compress),
)  # fmt: skip


def _archive(chance: Random) -> tuple[str, bytes]:
    contents = harmless.members()
    kind = chance.randrange(10)
    if kind < 3:
        return ".zip", _harmed(harmless.zip_file(contents), chance)
    if kind < 5:
        suffix, pack = chance.choice(_PACKINGS)
        form = chance.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
        return suffix, _harmed(pack(harmless.tar_file(contents, form=form)), chance)
    return (_odd_zip, _odd_tar, _nested, _bomb, _pretender)[kind - 5](chance)


def _harmed(data: bytes, chance: Random) -> bytes:
    change = chance.choice((bytes_changed, numbers_changed))
    # What an archive says of itself stands at both ends.
    cut = min(len(data), 700)
    match chance.randrange(3):
        case 0:
            return change(data[:cut], chance) + data[cut:]
        case 1:
            return data[:-cut] + change(data[-cut:], chance)
        case _:
            return change(data, chance)


NAMES = (
    "../../evil.ipynb", "/etc/passwd", "C:\\windows\\a.ipynb", "..\\..\\a.py", "a/../../b.py",
    "", ".",
    "..", "/", "a" * 300 + ".ipynb", "x/" * 40 + "a.py", "con.ipynb", "a\x00b.py", "a\nb.py",
    "\u202egpj.py", "CAF\u00c9.py", "cafe\u0301.py", "a2.ipynb/inside.py", "A2.IPYNB",
    "./anna/a2.ipynb",
    "anna//a2.ipynb", " ", "~", "-rf", "$(id).py", "anna", "a" * 250 + "/b", ".ipynb", "\ufeff.py",
    "node_modules/x.py", "__MACOSX/._a2.ipynb", "\u0130.py", "nul", "a:b.py", "*?.py", "aux/a.py",
)  # fmt: skip


def _odd_zip(chance: Random) -> tuple[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in harmless.members().items():
            told = zipfile.ZipInfo(name)
            told.compress_type = chance.choice((0, 8, 8, 12, 14))
            packed.writestr(told, content)
        for name in chance.sample(NAMES, chance.randint(2, 12)):
            told = zipfile.ZipInfo("x")
            told.filename = name
            told.external_attr = chance.choice((0, 0o120777, 0o10644, 0o20644, 0o40755)) << 16
            told.date_time = chance.choice(((1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)))
            packed.writestr(told, chance.choice((b"print(1)", b"/etc/passwd", b"")))
    data = bytearray(out.getvalue())
    for _ in range(chance.randint(0, 3)):
        # Flags and methods of members stand eight and ten bytes behind their marks.
        mark = chance.choice((b"PK\x01\x02", b"PK\x03\x04"))
        if (at := data.find(mark, chance.randrange(len(data)))) > 0 and at + 30 < len(data):
            data[at + chance.choice((6, 8, 10, 20, 24, 26, 28))] = chance.randrange(256)
    return chance.choice((".zip", ".zip", "", ".ipynb", ".tar")), bytes(data)


def _odd_tar(chance: Random) -> tuple[str, bytes]:
    out = io.BytesIO()
    form = chance.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
    with tarfile.open(fileobj=out, mode="w", format=form) as packed:
        for name in chance.sample(NAMES, chance.randint(2, 10)):
            told = tarfile.TarInfo(name.replace("\x00", "_"))
            told.type = chance.choice((*(bytes([n]) for n in b"01234567SxgLKVMND"), b"\xff"))
            told.linkname = chance.choice(("/etc/passwd", "../../x", "anna/a2.ipynb", told.name))
            told.size = chance.choice((0, 8, 8, 600))
            told.mtime = chance.choice((0, -1, 1 << 40))
            if form == tarfile.PAX_FORMAT and chance.random() < 0.5:
                odd = {"path": "../../p.py", "size": "-9", "GNU.sparse.map": "0,9,a", "mtime": "x"}
                told.pax_headers = dict(chance.sample(sorted(odd.items()), 2))
            try:
                packed.addfile(told, io.BytesIO(b"print(1)" * 80))
            except ValueError:
                continue
        told = tarfile.TarInfo("anna/a2.ipynb")
        told.size = len(content := harmless.members()["anna/a2.ipynb"])
        packed.addfile(told, io.BytesIO(content))
    data = out.getvalue()
    if chance.random() < 0.5:
        data = bytes_changed(data, chance, most=4)
    _, pack = chance.choice(_PACKINGS)
    return chance.choice((".tar", ".tgz", ".tar.xz", "", ".zip")), pack(data)


def _nested(chance: Random) -> tuple[str, bytes]:
    content = harmless.zip_file(harmless.members())
    for _ in range(chance.randint(1, 6)):
        inner = chance.choice(("in.zip", "in.tar", "anna/in.ZIP", "in.rar", "in", "../in.zip"))
        pack = chance.choice((harmless.zip_file, harmless.tar_file))
        content = pack({inner: content, "a.py": b"print(1)"})
    return chance.choice((".zip", ".tar")), content


def _bomb(chance: Random) -> tuple[str, bytes]:
    """Far larger unpacked than it is packed, in one member, in many, or in lists."""
    match chance.randrange(4):
        case 0:
            return ".zip", harmless.zip_file({"a2.ipynb": bytes(BOMB_BYTES)})
        case 1:
            many = {f"{number}.py": b"" for number in range(21_000)}
            return ".zip", harmless.zip_file({**many, "a2.ipynb": b"{}"})
        case 2:
            return ".tar.gz", _gzipped(harmless.tar_file({"a2.ipynb": bytes(BOMB_BYTES)}))
        case _:
            return ".tar.xz", lzma.compress(bytes(BOMB_BYTES))


def _pretender(chance: Random) -> tuple[str, bytes]:
    """What is no archive, and archives of other kinds."""
    heads = (
        b"Rar!\x1a\x07\x01\x00",
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"PK\x05\x06",
    )
    suffix = chance.choice((".rar", ".7z", ".zip", ".tar.gz", ".tar", ".tar.zst", ".gz", ".cab"))
    return suffix, chance.choice(heads) + chance.randbytes(chance.choice((0, 40, 5_000)))


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
    "archive": (95, _archive),
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
