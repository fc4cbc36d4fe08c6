"""What the listings, the code and the run of a work tell, each as one pool."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from grader.consistency.facts.configured import known_of_sections
from grader.consistency.facts.constants import (
    constants_in,
    flags_in,
    literals_in,
)
from grader.consistency.facts.features import place_at, read_code_text
from grader.consistency.facts.known import Known, Pool, grouped
from grader.consistency.facts.layer_texts import layer_counts_in
from grader.consistency.facts.listing_places import listing_finder
from grader.consistency.facts.names import known_of_names
from grader.consistency.facts.naming import words_of_name, words_of_text
from grader.consistency.facts.networks import STRUCTURE, known_of_networks, sums
from grader.consistency.facts.scaling import known_of_scaling
from grader.consistency.facts.trainings import known_of_training
from grader.consistency.work import Work
from grader.records import HeldAgainst, Kind, Source, Training, WrittenNetwork

MOST_CODE = 800_000
MOST_LAYERS = 50

_OPTIMIZER = re.compile(
    r"(?<![\w'\"])(?:\w+\.){0,3}"
    r"(?:SGD|AdamW?|NAdam|RAdam|Adamax|Adagrad|Adadelta|RMSprop|ASGD|LBFGS|Rprop)\("
)
_MODULE = re.compile(r"^[ \t]*class[ \t]+(\w{1,80})[ \t]*\([^)\n]{0,80}Module[^)\n]{0,80}\)", re.M)
_BUILDER = re.compile(r"^[ \t]{1,4}return[ ](?:\w{1,30}\.){0,2}Sequential\(", re.MULTILINE)
_COMMENT = re.compile(r"^\s*#")
TRAINING = (
    "optimizer", "learning_rate", "momentum", "weight_decay", "batch_size", "epochs",
    "loss_function", "schedule", "step_epochs", "step_factor",
)  # fmt: skip
NAMED = ("batch_size", "epochs", "learning_rate", "momentum", "weight_decay", "step_epochs",
         "step_factor", "seed", "dropout", "gradient_clip", "label_smoothing", "noise", "alpha",
         "length", "components", "units", "input_scaling", "runs")  # fmt: skip
"""Quantities that a name in the text may settle alone."""
SPELT = ("units", "channels", "kernel_size", "stride", "optimizer", "loss_function", "activation")
"""Quantities that stand in the text where layers, losses and optimizers are made."""


def pool_of_code(work: Work) -> Pool:
    """What the code that was handed in tells."""
    evidence = work.evidence
    written = tuple(each for each in evidence.training if each.kind is Kind.WRITTEN)
    sources = work.sources
    return _pool(
        HeldAgainst.CODE, evidence.written_networks, written, sources, whole=work.is_code_whole
    )


def pool_of_listings(work: Work) -> Pool:
    """What the listings of the write-up tell."""
    listed = work.listed
    return _pool(
        HeldAgainst.LISTING, listed.networks, listed.training, listed.sources,
        whole=listed.is_whole,
    )  # fmt: skip


def pool_of_run(work: Work) -> Pool:
    """What our run of the code did, as far as settings and networks go."""
    evidence = work.evidence
    networks = known_of_networks(evidence.networks)
    by_id = _by_holder(networks)
    observed = [each for each in evidence.training if each.kind is Kind.OBSERVED]
    known = [
        one
        for number, training in enumerate(observed)
        for one in known_of_training(training, by_id, number)
    ]
    placed = tuple(_placed([*networks, *known], work.sources))
    return Pool(
        check=HeldAgainst.RUN,
        known=placed,
        of_quantity=grouped(placed),
    )


def _pool(
    check: HeldAgainst,
    networks: tuple[WrittenNetwork, ...],
    training: tuple[Training, ...],
    sources: tuple[Source, ...],
    *,
    whole: bool,
) -> Pool:
    of_networks = known_of_networks(networks, _defined_once(sources))
    by_id = _by_holder(of_networks)
    known = [
        one
        for number, each in enumerate(training)
        for one in known_of_training(each, by_id, number)
    ]
    sections = {source: found for source in sources if not source.is_prose
                and (found := known_of_sections(source))}  # fmt: skip
    told = list(_constants(tuple(source for source in sources if source not in sections)))
    told += [one for found in sections.values() for one in found]
    told += _beside_sections(sections)
    configured = {one.quantity for found in sections.values() for one in found}
    # What a training takes from a file of settings is told there.
    known = [one for one in known if not (one.is_open and one.quantity in configured)]
    known = [*of_networks, *known, *told, *known_of_scaling(sources), *known_of_names(sources)]
    code = [source for source in sources if not source.is_prose]
    known = _with_layers(known, code)
    text = read_code_text(sources)
    # A report lists a part of its code in any case: what counts is that the part is understood.
    whole = (whole or check is HeldAgainst.LISTING) and not text.hides_its_loop
    placed = tuple(_placed(known, sources))
    return Pool(
        check=check,
        known=placed,
        of_quantity=grouped(placed),
        questions=frozenset(each.question for each in placed) - {""},
        complete=frozenset(_complete(known, code, networks, training)) if whole else frozenset(),
        text=text,
        has_other_networks=_builders_in(code) > len(networks) or _has_unfollowed(code, networks),
        literals=literals_in("\n".join(source.text for source in code)[:MOST_CODE]),
        literals_of={file: literals_in(text) for file, text in _scripts(code).items()},
        text_of={file: text.lower() for file, text in _scripts(code).items()},
    )


def _scripts(code: Sequence[Source]) -> dict[str, str]:
    """The text of each script; a script in cells is one."""
    found: dict[str, list[str]] = {}
    for source in code:
        if source.place.cell is None or source.place.file.endswith(".py"):
            found.setdefault(source.place.file, []).append(source.text)
    return {file: "\n".join(texts)[:MOST_CODE] for file, texts in found.items()}


def _beside_sections(sections: Mapping[Source, Sequence[Known]]) -> Iterator[Known]:
    """What code tells outside of the sections that stand in it: the defaults of all of them."""
    for source, found in sections.items():
        if source.place.file.endswith(".py"):
            lines = {one.place.line for one in found}
            yield from (one for one in _constants((source,)) if one.place.line not in lines)


def _defined_once(sources: Sequence[Source]) -> frozenset[str]:
    """Classes of networks of which the code defines one only."""
    names = [
        name for source in sources if not source.is_prose
        for name in _MODULE.findall(source.text[:MOST_CODE])
    ]  # fmt: skip
    return frozenset(name for name in names if names.count(name) == 1)


def _builders_in(code: Sequence[Source]) -> int:
    """Functions that give back a network, as many of which may be chosen by an option."""
    return sum(len(_BUILDER.findall(source.text[:MOST_CODE])) for source in code)


_ASSIGNED = re.compile(
    r"^[ \t]*(?!self\b)[A-Za-z_]\w{0,40}[ \t]*=[ \t]*(?:\w{1,20}\.){0,2}Sequential\(", re.MULTILINE
)


def _has_unfollowed(code: Sequence[Source], networks: tuple[WrittenNetwork, ...]) -> bool:
    """Whether a network is made of layers in a line, and is none of those that were followed."""
    places = {(each.place.file, each.place.cell, each.place.line) for each in networks}
    for source in code:
        if source.place.page is not None:
            continue
        for match in _ASSIGNED.finditer(source.text[:MOST_CODE]):
            place = place_at(source, match.start() + len(match[0]) - len(match[0].lstrip()))
            near = {(place.file, place.cell, (place.line or 1) + step) for step in (-1, 0, 1)}
            if not near & places:
                return True
    return False


def _with_layers(known: Sequence[Known], code: Sequence[Source]) -> list[Known]:
    """Counts of networks whose layers are not certain, with those that single layers may have."""
    text = "\n".join(source.text for source in code)[:MOST_CODE]
    if not any(each.quantity == "parameters" and not each.others for each in known):
        return list(known)
    counts = list(islice(layer_counts_in(text), MOST_LAYERS))
    others = tuple(float(count) for count in sums(counts))
    return [
        replace(each, others=others)
        if each.quantity == "parameters" and each.value is not None and not each.others
        else each
        for each in known
    ]


def _by_holder(known: Iterable[Known]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, tuple[Known, ...]] = {}
    for each in known:
        found[each.holder] = (*found.get(each.holder, ()), each)
    return found


def _constants(sources: tuple[Source, ...]) -> Iterator[Known]:
    room = MOST_CODE
    for source in sources:
        room -= len(source.text)
        if room < 0:
            return
        for constant in flags_in(source.text) if source.is_prose else constants_in(source.text):
            yield Known(
                quantity=constant.quantity,
                value=constant.value,
                is_open=constant.value is None,
                is_followed=False,
                part=constant.part,
                words=constant.words,
                place=place_at(source, constant.offset),
            )


def _placed(known: Iterable[Known], sources: tuple[Source, ...]) -> Iterator[Known]:
    """The values with the headings that their code stands under."""
    above = {(each.place.file, each.place.cell): each for each in sources}
    find = listing_finder(sources)
    for one in known:
        place = one.place
        source = find(place) if place.cell is None else above.get((place.file, place.cell))
        if source is None and place.page is None:
            source = above.get((place.file, None))
        title = source.heading if source else ""
        # Of a script, its name is all the heading that there is.
        stem = words_of_name(PurePosixPath(place.file).stem) if not title else frozenset()
        question = source.question if source else ""
        yield replace(one, question=question, heading=words_of_text(title) | stem)


def _complete(
    known: list[Known],
    code: list[Source],
    networks: tuple[WrittenNetwork, ...],
    training: tuple[Training, ...],
) -> Iterator[str]:
    """Quantities of which every value in the code is known."""
    are_covered = _are_all_followed(code, training)
    for quantity in dict.fromkeys((*TRAINING, *NAMED)):
        followed = [one for one in known if one.quantity == quantity and one.is_followed]
        told = [one for one in known if one.quantity == quantity and not one.is_followed]
        if any(one.is_open for one in told):
            continue
        has_open = any(one.is_open for one in followed)
        if quantity in TRAINING and not training:
            continue
        if has_open or (quantity in ("optimizer", "loss_function") and not are_covered):
            # A value that was not followed is told by its name, if one stands there at all.
            if quantity in NAMED and told and are_covered:
                yield quantity
        elif followed or told:
            yield quantity
    if networks and _are_all_built(code, networks):
        for quantity in STRUCTURE:
            found = [one for one in known if one.quantity == quantity]
            if not any(one.is_open for one in found):
                yield quantity
    for quantity in SPELT:
        told = [one for one in known if one.quantity == quantity and not one.is_followed]
        if told and not any(one.is_open for one in told):
            yield quantity


def _are_all_followed(code: list[Source], training: tuple[Training, ...]) -> bool:
    """Whether every optimizer that the text names was followed."""
    places = {(each.place.file, each.place.cell, each.place.line) for each in training}
    pages = {each.place.page for each in training} - {None}
    for source in code:
        for match in _OPTIMIZER.finditer(source.text):
            place = place_at(source, match.start())
            line = source.text[: match.start()].rpartition("\n")[2]
            if _COMMENT.match(line) or place.page in pages:
                continue
            near = {(place.file, place.cell, (place.line or 1) + step) for step in (-2, -1, 0, 1)}
            if not near & places:
                return False
    return True


def _are_all_built(code: list[Source], networks: tuple[WrittenNetwork, ...]) -> bool:
    """Whether every network class that the text defines was seen built, or is part of one."""
    text = "\n".join(source.text for source in code)
    names = {network.class_name for network in networks}
    defined = _MODULE.findall(text)
    for name in defined:
        built = {(each.layers, each.parameters) for each in networks if each.class_name == name}
        # Two files may each have a class of this name, of which one only was seen built.
        if len(built) < defined.count(name) > 1:
            return False
        if name not in names and len(re.findall(rf"\b{re.escape(name)}\(", text)) < 2:
            return False
    return True
