"""How many layers of one kind a network is said to have, against the layers of the code's networks.

`Five convolutional layers`, `two fully connected layers`: of all networks that may be meant, none
has so many.
"""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.deeds import main_part
from grader.consistency.facts.known import Pool
from grader.consistency.facts.naming import (
    architecture_of,
    kinds_in,
    kinds_of,
    words_of_name,
    words_of_text,
)
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import (
    AdaptivePooling,
    Architecture,
    Checked,
    Consistency,
    Convolution,
    HeldAgainst,
    Linear,
    Network,
    Normalisation,
    Pooling,
    WrittenNetwork,
)

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "a single": 1, "a": 1,
}  # fmt: skip
_KINDS = {
    "convolutional": r"conv(?:olution(?:al)?)?s?(?:[ -]layers?|s|[ -]blocks?)?",
    "pooling": r"(?:max|average|avg)?[ -]?pool(?:ing)?s?(?:[ -](?:layers?|operations?))?",
    "linear": r"(?:linear|dense|fully[ -]connected|fc)(?:[ -]layers?)",
    "normalisation": r"batch[ -]?norm(?:ali[sz]ation)?[ -]layers?",
}
_TOLD = re.compile(
    r"(?<![\w.,-])(?P<number>one|two|three|four|five|six|seven|eight|[1-9])(?: (?:\d[x×]\d|hidden"
    r"|simple"
    r"|2d))? (?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _KINDS.items())
    + r")\b(?P<after>[^.;]{0,40})",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:has|have|had|with|contains?|consists? of|consisting of|composed of|comprises?|made of"
    r"|built (?:of|from)|uses?|used|there are|there were|are|followed by|and|we (?:stack|use|take)"
    r"|includ\w+"
    r"|stacks?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:first|last|other|next|remaining|these|those|the|both|more|additional|further|extra"
    r"|another|each"
    r"|every|per|all|of the|after|before|between|by|than|only the|any) $",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\s*(?:each|per|in (?:each|every)|of \d|with \d+ (?!and|,)|more|less|fewer|deep)", re.I
)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|without|instead|original\w*|tutorial|handout"
    r"|paper"
    r"|literature|authors?|usual\w*|typical\w*|tried|than|removed?|added?|adding|more|fewer|less"
    r"|blocks?"
    r"|stages?|alexnet|resnet|vgg-?\d\d|lenet-?5?|each|per|deeper|variants?|versions?)\b|n['’]t\b",
    re.IGNORECASE,
)


def hold_layer_counts(work: Work, pool: Pool) -> Iterator[Checked]:
    """Every told number of layers of one kind, if all networks of the code are known."""
    if pool.has_other_networks:
        return
    listed = pool.check is HeldAgainst.LISTING
    networks = work.listed.networks if listed else work.evidence.written_networks
    known = [(each, architecture_of(each.layers)) for each in networks]
    for sentence in spoken_in(work.write_up):
        text = main_part(sentence.text)
        if _OTHER.search(text):
            continue
        matches = list(_TOLD.finditer(text))
        kinds = [_kind(match) for match in matches]
        for match, kind in zip(matches, kinds, strict=True):
            before = text[: match.start()]
            is_part = _PART.search(before) or _EACH.match(match["after"])
            if kinds.count(kind) == 1 and not is_part and _HAS.search(before):
                yield from _held(sentence, match, kind, known, pool)


def _kind(match: re.Match[str]) -> str:
    return next(name for name in _KINDS if match[name])


def _held(
    sentence: Spoken,
    match: re.Match[str],
    kind: str,
    known: Sequence[tuple[WrittenNetwork | Network, Architecture | None]],
    pool: Pool,
) -> Iterator[Checked]:
    word = match["number"].lower()
    told = _NUMBERS.get(word) or int(word)
    # What only networks for images have is told of one.
    wanted = kinds_in(words_of_text(sentence.text)) | ({"cnn"} if kind != "linear" else set())
    counts: dict[int, WrittenNetwork | Network] = {}
    for network, architecture in known:
        kinds = kinds_of(architecture, words_of_name(network.name, network.class_name))
        if wanted and kinds and not wanted & kinds:
            continue
        if architecture is None:
            return
        # A dense layer beside convolutions is told of networks with convolutions.
        for count in _counts(architecture, kind):
            counts.setdefault(count, network)
    counts.pop(0, None)
    if not counts:
        return
    agrees = told in counts
    number, network = (told, counts[told]) if agrees else next(iter(counts.items()))
    place = getattr(network, "called_from", None) or network.place
    yield Checked(
        outcome=Consistency.CONSISTENT if agrees else Consistency.INCONSISTENT,
        check=pool.check,
        subject=f"number of {kind} layers",
        sentence=(
            f"The text ({where(sentence.place)}) says {match['number']} {kind} layers, {who(pool)}"
            f" has {number} ({spot(place, pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=place,
    )


def _counts(architecture: Architecture, kind: str) -> Iterator[int]:
    """As how many an author may count its layers of a kind."""
    layers = architecture.layers
    if kind == "convolutional":
        yield sum(isinstance(each, Convolution) for each in layers)
    elif kind == "pooling":
        count = sum(isinstance(each, Pooling) for each in layers)
        yield count
        yield count + sum(isinstance(each, AdaptivePooling) for each in layers)
    elif kind == "normalisation":
        yield sum(isinstance(each, Normalisation) for each in layers)
    else:
        count = sum(isinstance(each, Linear) for each in layers)
        yield count
        # The output layer is often not counted among them.
        yield count - 1
