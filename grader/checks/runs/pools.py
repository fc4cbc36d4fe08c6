"""The training runs that may answer a question: of a network, or of networks with given ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.checks.networks.recurrent import is_recurrent
from grader.checks.runs.ends import both, fits_of, layers_fit
from grader.matching import compare_network, could_be, normal
from grader.matching.designs import read_layers
from grader.records import (
    Architecture,
    Case,
    CellOutcome,
    Evidence,
    Kind,
    Match,
    Missing,
    Network,
    NoTraining,
    RequiredNetwork,
    Training,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A training run with its network."""

    training: Training
    """What was seen of it, or written."""
    network: Network | None
    """Its network in our run; None if it is only written, or not known."""
    layers: Architecture | None
    """The network's layers in normal form; None if they are not known."""
    cut: str
    """Why it may have gone on for longer than was seen; empty if it ended by itself."""
    parts: int = 1
    """Number of optimizers that it was trained with, one after the other."""

    @property
    def is_observed(self) -> bool:
        """Whether it ran here."""
        return self.training.kind is Kind.OBSERVED

    @property
    def network_id(self) -> str:
        """Id of the network with the weights that it led to, or else of its network."""
        return self.training.ended_as or self.training.network


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The runs that a question is about."""

    observed: tuple[Run, ...]
    """Those that ran here and certainly are of the network."""
    written: tuple[Run, ...]
    """Those that the code says, of a network of these layers."""
    strangers: tuple[Run, ...]
    """Others that may be meant: of a network that is not known, or nearly the one."""
    networks: tuple[Network, ...]
    """The networks, best answer first."""
    doubt: str
    """Why these may not be the networks that were meant; empty if they are."""
    none: tuple[NoTraining, ...] = ()
    """Runs of these networks that trained nothing, or whose record is not to be relied on."""


def all_runs(evidence: Evidence) -> tuple[Run, ...]:
    """Every training of a submission."""
    networks = {each.id: each for each in evidence.networks}
    written = {each.id: each.layers for each in evidence.written_networks}
    runs = []
    for each in evidence.training:
        seen = each.kind is Kind.OBSERVED
        network = networks.get(each.network) if seen else None
        layers = network.layers if network else "" if seen else written.get(each.network, "")
        runs.append(
            Run(
                training=each,
                network=network,
                layers=read_layers(layers),
                cut=cut_short(evidence, each) if seen else "",
            )
        )
    return tuple(runs)


def joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """What several runs of one network are together: a training that went on with a new optimizer.

    Nothing is joined but runs of the same settings; where epochs are not known, theirs are not.
    """
    groups: dict[object, list[Run]] = {}
    for run in runs:
        one = run.training
        if one.network:
            settings = (one.optimizer, one.learning_rate, one.momentum, one.weight_decay)
            key = (one.network, *settings, one.batch_size, one.loss, one.schedule)
            groups.setdefault(key, []).append(run)
    return tuple(_joined(parts) for parts in groups.values() if len(parts) > 1)


def _joined(parts: list[Run]) -> Run:
    begun = [part.training.epochs for part in parts]
    ended = [part.training.epochs_finished for part in parts]
    whole = replace(
        parts[-1].training,
        epochs=None if None in begun else sum(each or 0 for each in begun),
        epochs_finished=None if None in ended else sum(each or 0 for each in ended),
    )
    cut = next((part.cut for part in parts if part.cut), "")
    return replace(parts[-1], training=whole, cut=cut, parts=len(parts))


def cut_short(evidence: Evidence, training: Training) -> str:
    """Why a run may have gone on for longer than was seen; empty if its cells ended well."""
    cells = training.cells or ((training.place.cell,) if training.place.cell is not None else ())
    for notebook in evidence.notebooks:
        if notebook.path != training.place.file:
            continue
        for cell in notebook.cells:
            mine = not cells or cell.index in cells
            if mine and cell.outcome not in (CellOutcome.OK, CellOutcome.NOT_RUN):
                where = f"cell {cell.index} of {notebook.path}"
                return f"{where} did not run to its end here"
    return ""


def pool_of(
    case: Case,
    *,
    network: str | None,
    inputs: int | None,
    last: int | None,
    recurrent: bool = False,
) -> Pool:
    """The runs of a network of the rubric, or of all networks with these ends."""
    runs = all_runs(case.evidence)
    if network is not None:
        return _of_network(case, case.required(network), runs)
    return _of_ends(case, runs, inputs, last, recurrent)


def _of_network(case: Case, required: RequiredNetwork, runs: tuple[Run, ...]) -> Pool:
    match = case.match(required.name)
    found = case.found(match) if isinstance(match, Match) else ()
    ids = {each.id for each in found}
    observed = tuple(run for run in runs if run.is_observed and _ids(run) & ids)
    asked = {normal(required.architecture)}
    asked |= {layers for each in found if (layers := read_layers(each.layers)) is not None}
    return Pool(
        observed=observed,
        written=tuple(run for run in runs if not run.is_observed and run.layers in asked),
        strangers=tuple(_strangers(case, required, runs, ids)),
        networks=found,
        doubt=match.reason if isinstance(match, Missing) else _match_doubt(case, required, found),
        none=_none_of(case.evidence, ids),
    )


def _none_of(evidence: Evidence, ids: set[str]) -> tuple[NoTraining, ...]:
    return tuple(each for each in evidence.no_trainings if _networks_of(each.training) & ids)


def _ids(run: Run) -> set[str]:
    return _networks_of(run.training)


def _networks_of(training: Training) -> set[str]:
    return {training.network, training.ended_as} - {""}


def _match_doubt(case: Case, required: RequiredNetwork, found: tuple[Network, ...]) -> str:
    comparison = compare_network(required, found[0], case.evidence)
    if not comparison.understood:
        return "not every operation of the network was understood"
    if not comparison.plainly_meant:
        return "the most similar network is so different that it may answer something else"
    return ""


def _strangers(
    case: Case, required: RequiredNetwork, runs: tuple[Run, ...], ids: set[str]
) -> Iterator[Run]:
    taken = {identifier for match in case.matches for identifier in match.found}
    for run in runs:
        if _ids(run) & (ids | taken):
            continue
        if run.layers is None:
            if run.network is None or could_be(required, run.network):
                yield run
        elif run.network and compare_network(required, run.network, case.evidence).plainly_meant:
            yield run


def _of_ends(
    case: Case, runs: tuple[Run, ...], inputs: int | None, last: int | None, recurrent: bool
) -> Pool:
    fits = fits_of(case.evidence, inputs, last, recurrent)
    observed: list[Run] = []
    written: list[Run] = []
    strangers: list[Run] = []
    for run in runs:
        known = run.network is not None
        fit = fits[run.training.network] if known else layers_fit(run.layers, inputs, last)
        if not known and recurrent:
            fit = both(fit, is_recurrent(run.layers, None))
        if fit is None:
            strangers.append(run)
        elif fit:
            (observed if run.is_observed else written).append(run)
    networks = tuple(each for each in case.evidence.networks if fits[each.id])
    return Pool(
        observed=tuple(observed),
        written=tuple(written),
        strangers=tuple(strangers),
        networks=networks,
        doubt="",
        none=_none_of(case.evidence, {each.id for each in networks}),
    )
