"""A kind of network that a caption names, and that neither the text nor the code has."""

import re
from collections.abc import Iterable

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.own_texts import plain_parts, plain_sentences
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
_PLAINLY = "the text calls the network a plain recurrent one"
_COMPARES = re.compile(
    r"\bcompar|\bvs\b|\bversus\b|\bfrom\b|\bliterature\b|\bpaper\b", re.IGNORECASE
)


def lonely_kinds(work: Work, captions: Iterable[Captioned]) -> dict[str, str]:
    """For each kind that captions name and nothing else tells of, why there can be none."""
    named = "\n".join(caption.words for caption in captions)
    kinds = {kind for kind, words in _KINDS.items() if words.search(named)}
    found = {kind: _why_not(work, kind) for kind in kinds}
    return {kind: why for kind, why in found.items() if why and not _is_told(work, _KINDS[kind])}


def hold_kind(
    work: Work, caption: Captioned, home: Block | None, lonely: dict[str, str]
) -> Checked | None:
    """A caption that names a kind of network of which there is no other trace."""
    if _COMPARES.search(caption.words):
        return None
    for kind, why in sorted(lonely.items()):
        is_meant = why != _PLAINLY or (home is not None and _is_plain(work, home))
        if not is_meant or not _KINDS[kind].search(caption.words):
            continue
        return note(
            work,
            Consistency.INCONSISTENT,
            whole(work, caption.block),
            subject=f"network in the caption of {caption.title}",
            sentence=f"The caption speaks of {_article(kind)} {kind} ({quoted(caption.words)}), "
            f"but {why}, and no other sentence tells of one.",
        )
    return None


def _article(kind: str) -> str:
    return "an" if kind in ("LSTM", "AlexNet", "autoencoder") else "a"


def _why_not(work: Work, kind: str) -> str:
    """Why there can be no network of this kind, as far as that is known."""
    sources = [source.text for source in work.sources if not source.is_prose]
    if work.is_code_whole and sources:
        is_built = any(_BUILT[kind].search(text) for text in sources)
        return "" if is_built else "nothing in the code that was handed in builds one"
    return _PLAINLY if kind in ("LSTM", "GRU") else ""


def _is_told(work: Work, words: re.Pattern[str]) -> bool:
    """Whether anything but captions says plainly that there is one."""
    named = (BlockKind.TABLE, BlockKind.HEADING, BlockKind.LISTING)
    return any(
        words.search(sentence)
        for block in work.write_up.blocks
        if block.kind in (*named, BlockKind.TEXT, BlockKind.LIST)
        for sentence in ([block.text[:20_000]] if block.kind in named else plain_parts(block))
    )


def _is_plain(work: Work, home: Block) -> bool:
    return any(_PLAIN.search(sentence) for sentence in plain_sentences(work.write_up, home))
