"""A kind of network that a caption names, and that neither the text nor the code has."""

import re

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.own_texts import plain_sentences
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency

_KINDS = {
    "LSTM": re.compile(r"\bLSTMs?\b|long[- ]short[- ]term", re.IGNORECASE),
    "GRU": re.compile(r"\bGRUs?\b|gated recurrent", re.IGNORECASE),
    "ResNet": re.compile(r"\bres-?nets?\w{0,4}\b|\bresidual net", re.IGNORECASE),
    "transformer": re.compile(r"\btransformers?\b", re.IGNORECASE),
    "AlexNet": re.compile(r"\balex-?net\b", re.IGNORECASE),
    "GAN": re.compile(r"\bGANs?\b"),
    "convolutional network": re.compile(
        r"\bCNNs?\b|\bconv(?:olutional|\.)?[- ](?:neural )?net", re.IGNORECASE
    ),
    "recurrent network": re.compile(r"\bRNNs?\b|\brecurrent\b", re.IGNORECASE),
    "autoencoder": re.compile(r"\bauto-?encoders?\b", re.IGNORECASE),
    "variational autoencoder": re.compile(r"\bVAEs?\b|\bvariational", re.IGNORECASE),
}
_BUILT = {
    "LSTM": re.compile(r"lstm|forget|gate", re.IGNORECASE),
    "GRU": re.compile(r"gru|reset|gate", re.IGNORECASE),
    "ResNet": re.compile(r"res_?net|residual|shortcut|skip|identity", re.IGNORECASE),
    "transformer": re.compile(r"transformer|attention", re.IGNORECASE),
    "AlexNet": re.compile(r"alex", re.IGNORECASE),
    "GAN": re.compile(r"gan\b|generator|discriminator", re.IGNORECASE),
    "convolutional network": re.compile(r"conv|cnn|lenet|vgg|resnet|filter|kernel", re.IGNORECASE),
    "recurrent network": re.compile(r"rnn|recur|lstm|gru|hidden|state|tanh", re.IGNORECASE),
    "autoencoder": re.compile(r"enc|dec|\bae|recon|4096", re.IGNORECASE),
    "variational autoencoder": re.compile(r"vae|variational|log_?var|reparam|kl", re.IGNORECASE),
}
"""Words that code holds which builds one."""
_PLAIN = re.compile(
    r"\b(?:vanilla|simple|plain|Elman|ordinary|basic)\W+(?:\w+\W+){0,3}?(?:RNN|recurr|net)", re.I
)
_COMPARES = re.compile(
    r"\bcompar|\bvs\b|\bversus\b|\bfrom\b|\bliterature\b|\bpaper\b", re.IGNORECASE
)


def hold_kind(work: Work, caption: Captioned, home: Block | None) -> Checked | None:
    """A caption that names a kind of network of which there is no other trace."""
    if _COMPARES.search(caption.words):
        return None
    for kind, words in _KINDS.items():
        if not words.search(caption.words) or _is_told_elsewhere(work, caption, words):
            continue
        if _code_is_without(work, kind):
            why = "nothing in the code that was handed in builds one"
        elif kind in ("LSTM", "GRU") and home is not None and _is_plain(work, home):
            why = "the text calls the network a plain recurrent one"
        else:
            continue
        return note(
            work,
            Consistency.INCONSISTENT,
            whole(work, caption.block),
            subject=f"network in the caption of {caption.title}",
            sentence=f"The caption speaks of {'an' if kind in ('LSTM', 'AlexNet') else 'a'} {kind} "
            f"({quoted(caption.words)}), but {why}, and no other sentence tells of one.",
        )
    return None


def _is_told_elsewhere(work: Work, caption: Captioned, words: re.Pattern[str]) -> bool:
    """Whether anything else in the document says plainly that there is one."""
    blocks = work.write_up.blocks
    if any(
        block.kind in (BlockKind.CAPTION, BlockKind.TABLE, BlockKind.HEADING, BlockKind.LISTING)
        and index != caption.block
        and words.search(block.text[:20_000])
        for index, block in enumerate(blocks)
    ):
        return True
    sections = {block.section: block for block in blocks}
    return any(
        words.search(sentence)
        for block in sections.values()
        for sentence in plain_sentences(work.write_up, block)
    )


def _code_is_without(work: Work, kind: str) -> bool:
    if not work.is_code_whole or not any(not one.is_prose for one in work.sources):
        return False
    return not any(_BUILT[kind].search(one.text) for one in work.sources if not one.is_prose)


def _is_plain(work: Work, home: Block) -> bool:
    return any(_PLAIN.search(sentence) for sentence in plain_sentences(work.write_up, home))
