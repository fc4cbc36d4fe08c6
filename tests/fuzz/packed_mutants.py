"""Archives that are not what they should be: damaged, with odd names, nested, far too large."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz import harmless
from tests.fuzz.changed import bytes_changed, numbers_changed

BOMB_BYTES = 70_000_000
"""More than any ratio is fine for."""


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


_PACKINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    (".tar", bytes), (".tar.gz", _gzipped), (".tbz2", bz2.compress), (".txz", lzma.compress),
)  # fmt: skip


def archive(chance: Random) -> tuple[str, bytes]:
    """What an archive's name ends with, and all of it."""
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
