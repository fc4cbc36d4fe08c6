"""The network in a caption, held against what the section around it speaks of."""

from itertools import islice

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.homes import chain
from grader.consistency.document.named_networks import Named, agree, are_others, named_in, names_any
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.own_texts import is_general, own_texts, plain_sentences
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, WriteUp

FIRST = 2
"""Sentences of a section that say what it is about."""
FEWEST = 60
"""Characters of a section that would have named the network of its figure."""


def hold_in_section(work: Work, caption: Captioned, named: Named, home: Block) -> Checked | None:
    """A caption about a network that its section never speaks of, while it speaks of another."""
    write_up = work.write_up
    if is_general(write_up, home):
        return None
    texts = list(own_texts(write_up, home, caption))
    if any(names_any(text, named) for text in texts) or _names_above(write_up, home, named):
        return None
    if beginning := _begins_with_another(write_up, home, named):
        return _wrong(work, caption, named, f"its section is about {quoted(beginning)}", home)
    later = _left_behind(write_up, home, named)
    if later is None or sum(map(len, texts)) < FEWEST:
        return None
    title = write_up.sections[later]
    why = f"its section does not speak of it, and comes after {quoted(title.title)}"
    heading = next(
        one for one in write_up.blocks if one.kind is BlockKind.HEADING and one.section == later
    )
    return _wrong(work, caption, named, why, heading)


def _names_above(write_up: WriteUp, home: Block, named: Named) -> bool:
    return any(names_any(write_up.sections[one].title, named) for one in chain(write_up, home))


def _begins_with_another(write_up: WriteUp, home: Block, named: Named) -> str:
    """The first sentence that names another network than this; empty if there is none."""
    for sentence in islice(plain_sentences(write_up, home), FIRST):
        found = named_in(sentence)
        # An autoencoder may well be called a perceptron.
        if are_others(named, found) and {"MLP", "autoencoder"} != named.kinds | found.kinds:
            return sentence.strip()
    return ""


def _left_behind(write_up: WriteUp, home: Block, named: Named) -> int | None:
    """A section that went over to another network, after the one about this network was over."""
    titles = [named_in(section.title) for section in write_up.sections[: home.section]]
    about = [index for index, title in enumerate(titles) if agree(named, title)]
    if not about or any(index in chain(write_up, home) for index in about):
        return None
    after = [
        index
        for index in range(about[-1] + 1, len(titles))
        if titles[index] and _are_apart(named, titles[index])
    ]
    return after[-1] if after else None


def _are_apart(a: Named, b: Named) -> bool:
    """Whether these are others; a shallow or deep network without a kind is no autoencoder."""
    if are_others(a, b):
        return True
    return bool(b.depths and not b.kinds and a.kinds & {"autoencoder", "eigenfaces", "RNN"})


def _wrong(work: Work, caption: Captioned, named: Named, why: str, block: Block) -> Checked:
    name = f"the {named}" if named.kinds else f"a {named} network"
    return note(
        work,
        Consistency.INCONSISTENT,
        whole(work, caption.block),
        subject=f"network in the caption of {caption.title}",
        sentence=f"The caption speaks of {name} ({quoted(caption.words)}), but {why} "
        f"({where(block.place)}).",
        other=block.place,
        other_words=block.text,
    )
