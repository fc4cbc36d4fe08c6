"""The data set or the study that a caption names, held against the section around it."""

import re

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.own_texts import (
    is_general,
    own_texts,
    plain_sentences,
    titles_of,
)
from grader.consistency.document.studies import studies_in, varied_in
from grader.consistency.work import Work
from grader.records import Block, Checked, Consistency

_DATA = {
    "CIFAR-10": re.compile(r"\bCIFAR", re.IGNORECASE),
    "MNIST": re.compile(
        r"(?<!fashion)(?<!fashion[- _])\bMNIST|hand-?written digits", re.IGNORECASE
    ),
    "Fashion-MNIST": re.compile(r"\bfashion|\bgarments?\b|\bclothing\b|\bclothes\b", re.IGNORECASE),
    "the faces": re.compile(
        r"(?<!eigen[- ])\bfaces\b|\bface images?\b|\bolivetti\b", re.IGNORECASE
    ),
    "the two moons": re.compile(
        r"\bmoons?\b|\bmake_moons\b|\blunas\b|\bmonde[n]?\b", re.IGNORECASE
    ),
    "the palindromes": re.compile(r"palindrom|palíndrom|回文", re.IGNORECASE),
}
_COMMON = frozenset({"CIFAR-10", "MNIST", "Fashion-MNIST"})
"""Data sets that are spoken of in passing, too."""
_COMPARES = re.compile(
    r"\bcompar|\bvs\b|\bversus\b|\bdifferen|\bboth\b|\btransfer|\bpre-?train|\bthan\b|\bunlike\b",
    re.IGNORECASE,
)


_AGAINST = re.compile(r"\bcompar|\bvs\b|\bversus\b|\bboth\b|\bthan\b|\bunlike\b", re.I)


def data_in(text: str) -> frozenset[str]:
    """The data sets that a text names."""
    cut = text[:20_000]
    return frozenset(name for name, words in _DATA.items() if words.search(cut))


def hold_data(work: Work, caption: Captioned, home: Block, owned: frozenset[str]) -> Checked | None:
    """A caption that names another data set than the one that its section is about.

    `owned` are those that the work is about.
    """
    write_up = work.write_up
    said = data_in(caption.words)
    if len(said) != 1 or _COMPARES.search(caption.words) or is_general(write_up, home):
        return None
    texts = [*own_texts(write_up, home, caption), titles_of(write_up, home)]
    if any(said & data_in(text) for text in texts):
        return None
    about = {name for text in plain_sentences(write_up, home) for name in data_in(text)}
    about |= data_in(titles_of(write_up, home))
    if len(about) != 1 or not about & _COMMON <= owned or not said <= owned:
        return None
    return note(
        work,
        Consistency.INCONSISTENT,
        whole(work, caption.block),
        subject=f"data in the caption of {caption.title}",
        sentence=f"The caption speaks of {_words(said)} ({quoted(caption.words)}), but its section "
        f"is about {_words(about)}.",
        other=home.place,
        other_words=home.text,
    )


def hold_study(work: Work, caption: Captioned, home: Block) -> Checked | None:
    """A caption about the study of one section in the section of another one."""
    write_up = work.write_up
    said = varied_in(caption.words)
    if len(said) != 1 or _AGAINST.search(caption.words) or is_general(write_up, home):
        return None
    about = studies_in(write_up.sections[home.section or 0].title)
    texts = [*own_texts(write_up, home, caption), titles_of(write_up, home)]
    if not about or about & said or any(said & studies_in(text) for text in texts):
        return None
    meant = next((one for one in write_up.sections if said <= studies_in(one.title)), None)
    if meant is None:
        return None
    return note(
        work,
        Consistency.INCONSISTENT,
        whole(work, caption.block),
        subject=f"subject of the caption of {caption.title}",
        sentence=f"The caption speaks of {_words(said)} ({quoted(caption.words)}), as the section "
        f"{quoted(meant.title)} does, but it stands in a section about {_words(about)}.",
        other=meant.place,
        other_words=meant.title,
    )


def owned_data(work: Work) -> frozenset[str]:
    """The data that the work is about: named in a title, in several sections, or in its code."""
    write_up = work.write_up
    titles = data_in("\n".join(section.title for section in write_up.sections))
    code = frozenset(
        name
        for source in work.sources
        if not source.is_prose
        for name in data_in(source.text[:20_000])
    )
    places: dict[str, set[int | None]] = {}
    for block in write_up.blocks:
        for name in data_in(block.text):
            places.setdefault(name, set()).add(block.section)
    return titles | code | {name for name, sections in places.items() if len(sections) > 1}


def _words(names: frozenset[str] | set[str]) -> str:
    return " and ".join(sorted(names))
