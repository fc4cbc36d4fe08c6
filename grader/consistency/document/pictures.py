"""Pictures that a write-up shows from files, held against the files that were handed in."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from grader.consistency.document.notes import note, quoted
from grader.consistency.document.paths import base, is_elsewhere, suffix
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Place, Span

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp", ".webp", ".tif", ".tiff", ".pdf")


def hold_pictures(work: Work) -> Iterator[Checked]:
    """Every picture that the write-up takes from a file."""
    shown = [
        (index, block.source)
        for index, block in enumerate(work.write_up.blocks)
        if block.kind is BlockKind.FIGURE and not is_elsewhere(block.source)
    ]
    if not shown or len(work.files) < 2:
        return
    names = {base(path): path for path in work.files}
    folder = str(PurePosixPath(work.write_up.path).parent)
    # Text that was made of pages by a machine names pictures that nobody handed in.
    has_any = any(base(source) in names for _, source in shown) or any(
        suffix(path) in _PICTURES[:-1] and _is_within(path, folder) for path in work.files
    )
    for index, source in shown:
        there = names.get(base(source))
        outcome = Consistency.CONSISTENT
        if there is None:
            outcome = Consistency.INCONSISTENT if has_any else Consistency.CANNOT_TELL
        yield note(
            work,
            outcome,
            Span(block=index, start=0, end=len(work.write_up.blocks[index].text)),
            subject=f"picture {source}",
            sentence=f"The document shows the picture {quoted(source)}, "
            + (f"and {there} was handed in." if there else "and no such file was handed in."),
            words=source[:300],
            other=Place(file=there) if there else None,
        )


def _is_within(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
