"""Figures of the write-ups, as far as their captions and the words inside them tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.matching.figures.words import as_words, quantities_in, sides, splits_in
from grader.matching.once import once
from grader.records import Account, Block, BlockKind, Evidence, Place

MOST_LINES = 60
MOST_PICTURES = 300
FILES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".eps")
"""What the names of files of pictures end in."""

_IMAGES = re.compile(
    r"\b(?:faces?|reconstruct\w*|eigen ?faces?|noisy (?:images?|faces?|inputs?)|weights|samples?"
    r"|architecture|diagram|structure|confusion|examples? of (?:the )?images?|gesichter|visages?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """One figure of a document, or the caption of one that was lost."""

    caption: str
    """Its caption; student text, empty if it has none."""
    inside: str
    """Words inside it, or its alternative text; student text."""
    is_drawn: bool
    """Whether these words are inside the picture itself, and not somebody's name for it."""
    place: Place
    """Where it stands."""
    question: str
    """The question that it stands under."""

    def says(self, quantity: str) -> bool:
        """Whether its words name a quantity as what it shows."""
        return any(quantity in names for names in self._quantities())

    def may_show(self, quantity: str) -> bool:
        """Whether it may show it: its words name neither others alone nor images."""
        names = self._quantities()
        if any(names):
            return self.says(quantity)
        return not _IMAGES.search(as_words(self.caption))

    def splits(self) -> frozenset[str]:
        """The data that its words name."""
        lines = self._lines()
        return frozenset(split for line in lines for split in splits_in(line))

    def _lines(self) -> list[str]:
        return [*_sentences(self.caption), *self.inside.split("\n")[:MOST_LINES]]

    def _quantities(self) -> list[frozenset[str]]:
        return [quantities_in(sides(line)[0]) for line in self._lines()]


@once
def pictures_of(evidence: Evidence) -> tuple[Pictured, ...]:
    """The figures of all documents, those of notebooks left out."""
    found = [
        picture
        for account in evidence.accounts
        if account.write_up.format != "notebook"
        for picture in _of_document(account)
    ]
    return tuple(found[:MOST_PICTURES])


def picture_files(evidence: Evidence) -> tuple[str, ...]:
    """Files of pictures that were handed in."""
    return tuple(path for path in evidence.handed_in.files if path.casefold().endswith(FILES))


def unread_documents(evidence: Evidence) -> tuple[str, ...]:
    """Documents that may hold what nobody could read."""
    return tuple(
        account.write_up.path
        for account in evidence.accounts
        if account.write_up.problems or not account.write_up.has_text
    )


def _of_document(account: Account) -> Iterator[Pictured]:
    blocks = account.write_up.blocks
    captions = {
        block.number: block
        for block in blocks
        if block.kind is BlockKind.CAPTION and block.number.startswith("Figure")
    }
    shown = set()
    for block in blocks:
        if block.kind is BlockKind.FIGURE:
            shown.add(block.number)
            yield _pictured(block, captions.get(block.number))
    for number, caption in captions.items():
        if number not in shown:
            yield _pictured(caption, caption)


def _pictured(block: Block, caption: Block | None) -> Pictured:
    is_figure = block.kind is BlockKind.FIGURE
    return Pictured(
        caption=caption.text if caption else "",
        inside=block.text if is_figure else "",
        is_drawn=is_figure and not block.source and block.place.page is not None,
        place=block.place,
        question=block.question,
    )


def _sentences(text: str) -> list[str]:
    return re.split(r"[.;:\n]\s", text[:2_000])[:MOST_LINES]
