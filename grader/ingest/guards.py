"""What stands between an archive and the library that reads it: no huge pieces, no bombs."""

from collections.abc import Iterator
from typing import IO

from grader.ingest.intake import CHUNK_BYTES, ExhaustedError
from grader.ingest.limits import MEBIBYTE, IngestLimits

OUT_OF_PROPORTION = "it becomes too many times larger than it is packed"


class Guarded:
    """A file that refuses to hand out huge pieces, or to go further than it should be long."""

    def __init__(self, file: IO[bytes], *, piece: int, furthest: int) -> None:
        self._file = file
        self._piece = piece
        self._furthest = furthest

    def read(self, size: int = -1) -> bytes:
        """As a file's; a piece that is too large ends the archive."""
        data = self._file.read(self._piece + 1 if size < 0 else min(size, self._piece + 1))
        if len(data) > self._piece:
            raise ExhaustedError(f"its own lists are larger than {self._piece / MEBIBYTE:,.0f} MiB")
        self._check(self._file.tell())
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """As a file's; going too far ends the archive."""
        # Checked before: going forward in a packed file unpacks everything on the way.
        self._check(offset if whence == 0 else 0)
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """As a file's."""
        return self._file.tell()

    def seekable(self) -> bool:
        """As a file's; the library asks."""
        return True

    def _check(self, position: int) -> None:
        if position > self._furthest:
            raise ExhaustedError(OUT_OF_PROPORTION)


class Meter:
    """Counts what one archive becomes, and stops when that is out of all proportion."""

    def __init__(self, packed_bytes: int, limits: IngestLimits) -> None:
        wanted = max(limits.ratio_floor_bytes, limits.ratio * packed_bytes)
        # What is skipped costs time too, even when it is not taken.
        self.most = min(wanted, 2 * limits.total_bytes)
        self._total = 0

    def chunks(self, stream: IO[bytes]) -> Iterator[bytes]:
        """What the stream gives, piece by piece."""
        while chunk := stream.read(CHUNK_BYTES):
            self._total += len(chunk)
            if self._total > self.most:
                raise ExhaustedError(OUT_OF_PROPORTION)
            yield chunk
