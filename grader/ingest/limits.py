"""How much of what was handed in is read, and what happens beyond is a record with a reason."""

from dataclasses import dataclass

KIBIBYTE = 1024
MEBIBYTE = 1024 * KIBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestLimits:
    """What reading one submission may use."""

    entries: int = 20_000
    """Files and folders in one submission, those of its archives included."""
    depth: int = 20
    """Folders above a file, inside the submission."""
    name_bytes: int = 240
    """Length of one part of a path."""
    path_bytes: int = 1_000
    """Length of a whole path inside the submission."""
    nested_archives: int = 2
    """How deep archives are unpacked: 2 means an archive in an archive, and no deeper."""
    total_bytes: int = 1_024 * MEBIBYTE
    """Size of all files of one submission, unpacked."""
    ratio: int = 200
    """How many times larger than its packed size an archive may become."""
    ratio_floor_bytes: int = 64 * MEBIBYTE
    """Unpacked size up to which any ratio is fine: small things may be very compressible."""
    header_bytes: int = 16 * MEBIBYTE
    """Size of any single piece of an archive's own book-keeping."""
    notebook_bytes: int = 64 * MEBIBYTE
    """Size of a notebook file."""
    notebook_depth: int = 100
    """Brackets inside brackets in a notebook file."""
    notebook_values: int = 5_000_000
    """Values in a notebook file; each costs far more memory than the byte that it may be."""
    cells: int = 2_000
    """Cells in a notebook."""
    output_bytes: int = 256 * KIBIBYTE
    """Saved output that is kept for each cell."""
    programs: int = 50
    """Notebooks and scripts that are run; each needs a process of its own."""
    text_bytes: int = 2 * MEBIBYTE
    """Size of a script or of a plain-text write-up."""
    complaints: int = 200
    """Things that could not be read which are listed one by one; the rest is counted."""


DEFAULT = IngestLimits()
