"""Archives are unpacked member by member, within limits, and never trusted.

The modules of the standard library read the formats; what they are given is a file that refuses
to hand out huge pieces, because both keep an archive's own book-keeping in memory.
"""

import bz2
import gzip
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, TypeVar, cast

from grader.ingest.guards import Guarded, Meter
from grader.ingest.intake import ExhaustedError, Intake, RefusedError
from grader.ingest.kinds import is_archive, is_foreign_archive, looks_packed, without_suffix
from grader.ingest.names import member_path
from grader.ingest.selection import environment_above, is_litter, reading_order

BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, IndexError, KeyError, OverflowError, MemoryError,
    struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What the standard library raises for archives that are not what they should be."""

LINK = "it is a link, and links are not followed"
FOREIGN = "it is an archive of a kind that is not unpacked, and a zip or tar would be read"
ENVIRONMENT = "it is an installed environment and not part of the work, so it was not read"
EMPTY = "there is no file in it"
SPECIAL = "it is a device, pipe or socket, and only plain files are read"
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_PACKINGS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
Member = TypeVar("Member")


def unpack(archive: Path, intake: Intake, *, name: str, inside: str = "", level: int = 1) -> None:
    """Unpack an archive below the folder `inside` of the private copy.

    `name` is what the archive is called in complaints. Archives in it are unpacked too, beside
    themselves, until `level` reaches the limit.
    """
    before, complaints = len(intake.taken), len(intake.unreadable)
    try:
        _unpack_members(archive, intake, name=name, inside=inside)
    except ExhaustedError as reason:
        intake.complain(name, f"{reason}, so the rest of it was not read")
    except BROKEN as error:
        intake.complain(name, f"it is damaged or not an archive ({_named(error)})")
    else:
        if len(intake.taken) == before and len(intake.unreadable) == complaints:
            intake.complain(name, EMPTY)
    unpack_nested(intake, [taken.path for taken in intake.taken[before:]], level=level + 1)


def unpack_nested(intake: Intake, paths: list[str], *, level: int) -> None:
    """Unpack those of the files in the private copy that are archives, beside themselves."""
    for path in paths:
        if is_foreign_archive(path):
            intake.complain(path, FOREIGN)
        elif is_archive(path) and level > intake.limits.nested_archives:
            most = intake.limits.nested_archives
            intake.complain(path, f"it lies in more than {most - 1} archives, so it stays packed")
        elif is_archive(path):
            inside = _free_folder(intake.folder, without_suffix(path))
            unpack(intake.folder / path, intake, name=path, inside=inside, level=level)


def _unpack_members(archive: Path, intake: Intake, *, name: str, inside: str) -> None:
    with archive.open("rb") as file:
        head = file.read(512)
        file.seek(0)
        if not head:
            raise ValueError("empty")
        meter = Meter(archive.stat().st_size, intake.limits)
        is_zip = head.startswith(b"PK") or (
            name.casefold().endswith(".zip") and not looks_packed(head) and not _packing(head)
        )
        unpack_one_kind = _unpack_zip if is_zip else _unpack_tar
        unpack_one_kind(file, intake, inside, meter)


def _unpack_zip(file: IO[bytes], intake: Intake, inside: str, meter: Meter) -> None:
    guarded = Guarded(file, piece=intake.limits.header_bytes, furthest=2**63)
    with zipfile.ZipFile(cast(IO[bytes], guarded)) as packed:
        named = sorted(
            ((_zip_name(info), info) for info in packed.infolist()),
            key=lambda pair: reading_order(pair[0]),
        )
        for name, info in _wanted(named, intake, inside):
            with _complaints(intake, _joined(inside, name)):
                _unpack_zip_member(packed, info, _joined(inside, name), intake, meter)


def _unpack_zip_member(
    packed: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, intake: Intake, meter: Meter
) -> None:
    form = stat.S_IFMT(info.external_attr >> 16)
    if form not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedError(LINK if form == stat.S_IFLNK else SPECIAL)
    if info.is_dir():
        return intake.take_folder(path)
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("it is encrypted")
    # The module unpacks the other methods in pieces of any size, which is a way to fill memory.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("it is packed by an unusual method, and an ordinary zip would be read")
    with packed.open(info) as stream:
        intake.take_file(path, meter.chunks(stream))


def _unpack_tar(file: IO[bytes], intake: Intake, inside: str, meter: Meter) -> None:
    with ExitStack() as stack:
        opened = _packing(file.read(6))
        file.seek(0)
        plain = stack.enter_context(closing(opened(file))) if opened else file
        guarded = Guarded(plain, piece=intake.limits.header_bytes, furthest=meter.most)
        packed = stack.enter_context(tarfile.open(fileobj=cast(IO[bytes], guarded), mode="r:"))
        named = ((member_path(member.name), member) for member in packed)
        for name, member in _wanted(named, intake, inside):
            with _complaints(intake, _joined(inside, name)):
                _unpack_tar_member(packed, member, _joined(inside, name), intake, meter)


def _unpack_tar_member(
    packed: tarfile.TarFile, member: tarfile.TarInfo, path: str, intake: Intake, meter: Meter
) -> None:
    if member.issym() or member.islnk():
        raise RefusedError(LINK)
    if member.isdir():
        return intake.take_folder(path)
    stream = packed.extractfile(member) if member.isreg() else None
    if stream is None:
        raise RefusedError(SPECIAL)
    with stream:
        intake.take_file(path, meter.chunks(stream))


def _wanted(
    named: Iterable[tuple[str, Member]], intake: Intake, inside: str
) -> Iterator[tuple[str, Member]]:
    environments: set[str] = set()
    for number, (name, member) in enumerate(named):
        # Twice as many as may be taken: what machines leave behind comes in pairs with files.
        if number >= 2 * intake.limits.entries:
            raise ExhaustedError(f"it holds more than {intake.limits.entries:,} files and folders")
        environment = environment_above(name)
        if environment and environment not in environments:
            environments.add(environment)
            intake.complain(_joined(inside, environment), ENVIRONMENT)
        if name and not environment and not is_litter(name):
            yield name, member


@contextmanager
def _complaints(intake: Intake, path: str) -> Iterator[None]:
    """What is wrong with one member is recorded, and the rest goes on."""
    try:
        yield
    except RefusedError as reason:
        intake.complain(path, str(reason))
    except BROKEN as error:
        intake.complain(path, f"it is damaged in its archive ({_named(error)})")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's name; some programs write UTF-8 and do not say so."""
    if info.flag_bits & _UTF8_NAME:
        return member_path(info.filename)
    try:
        return member_path(info.filename.encode("cp437").decode("utf-8"))
    except UnicodeError:
        return member_path(info.filename)


def _packing(head: bytes) -> Callable[[IO[bytes]], IO[bytes]] | None:
    for start, opened in _PACKINGS.items():
        if head.startswith(start):
            return opened
    return None


def _joined(inside: str, name: str) -> str:
    # An absolute name stays absolute, so that it is refused for what it is.
    return f"{inside}/{name}" if inside and not name.startswith("/") else name


def _free_folder(folder: Path, wanted: str) -> str:
    number, path = 1, wanted
    while (folder / path).exists():
        number += 1
        path = f"{wanted}-{number}"
    return path


def _named(error: BaseException) -> str:
    words = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
