"""Which of several networks, or runs, answers a question: one rule for all checks.

Those that do what was asked come first: a student who trained five times and once did it right has
done it. Among them the write-up decides, if it names the file of weights of just one; then the
last evaluation on data that was not trained on; then the best measured.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from grader.records import Case, Evaluation, Evidence, Fact, Network

NAMED = "the write-up names its file of weights"
LAST_EVALUATED = "it was evaluated last"
BEST = "it comes first by accuracy and by steps of training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The network that answers, and why that one."""

    network: Network
    """The network."""
    why: str
    """In a few words; empty if there was nothing to choose."""
    among: int
    """How many there were to choose from."""

    @property
    def fact(self) -> Fact | None:
        """The choice for a report; None if there was none."""
        if not self.why:
            return None
        name = f"{self.network.name} ({self.network.id})" if self.network.name else self.network.id
        text = f"{name} of {self.among} candidates, because {self.why}"
        return Fact(label="Chosen", text=text, place=self.network.place)


def choose(
    case: Case, candidates: Sequence[Network], *, doing_it: Collection[str] | None = None
) -> Choice:
    """One of the candidates, which come best first; `doing_it` are those that do what was asked.

    Without `doing_it`, or where none does it, all of them count alike.
    """
    asked = [each for each in candidates if doing_it is not None and each.id in doing_it]
    pool = asked or list(candidates)
    network, why = _named(case.evidence, pool) or _last_evaluated(case.evidence, pool) or (None, "")
    if network is None:
        network, why = pool[0], BEST
    if asked and len(asked) < len(candidates):
        does = "it does what was asked"
        why = does if len(asked) == 1 else f"{does}, and {why}"
    return Choice(network=network, why=why if len(candidates) > 1 else "", among=len(candidates))


def _named(evidence: Evidence, pool: Sequence[Network]) -> tuple[Network, str] | None:
    """The only one of which the write-up names the file."""
    files = {each.id: _file_name(each) for each in pool}
    texts = [block.text for account in evidence.accounts for block in account.write_up.blocks]
    named = [
        each for each in pool if files[each.id] and any(files[each.id] in text for text in texts)
    ]
    return (named[0], NAMED) if len({files[each.id] for each in named}) == 1 else None


def _file_name(network: Network) -> str:
    path = network.checkpoint or network.loaded_from
    return path.replace("\\", "/").rpartition("/")[2]


def _last_evaluated(evidence: Evidence, pool: Sequence[Network]) -> tuple[Network, str] | None:
    order = {notebook.path: number for number, notebook in enumerate(evidence.notebooks)}
    by_id = {each.id: each for each in pool}
    latest: tuple[tuple[int, int, int], Evaluation] | None = None
    for number, each in enumerate(evidence.evaluations):
        if each.network not in by_id or each.same_data_as_training is True:
            continue
        moment = (order.get(each.place.file, -1), each.place.cell or 0, number)
        if latest is None or moment > latest[0]:
            latest = moment, each
    return (by_id[latest[1].network], LAST_EVALUATED) if latest else None
