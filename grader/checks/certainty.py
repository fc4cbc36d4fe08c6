"""What keeps a check from deciding against a submission.

Each function gives the first doubt there is, as a sentence, or nothing. A check says NOT_MET only
when all of them give nothing: what we did not see, or did not let happen, costs no points.
"""

from grader.matching import compare_network, could_be, is_understood
from grader.records import (
    Case,
    CellOutcome,
    Ending,
    EndingName,
    Evidence,
    Kind,
    Match,
    Network,
    RequiredNetwork,
)

HARMLESS = frozenset({EndingName.FINISHED, EndingName.OUTPUT, EndingName.NO_TEXT})
"""Ways to end that hide nothing of the code: what is printed beyond the limit is dropped, the cell
runs on; a document that cannot be read holds none."""

OUR_LIMITS = frozenset(
    {
        EndingName.WALL_TIME,
        EndingName.CELL_TIME,
        EndingName.CPU_TIME,
        EndingName.MEMORY,
        EndingName.PROCESSES,
        EndingName.FILE_SIZE,
        EndingName.DISK,
    }
)
"""Ends that the grading machine's limits brought about."""

NOT_THEIRS = OUR_LIMITS | {
    EndingName.SANDBOX_FAILED,
    EndingName.NOT_RUN,
    EndingName.TRAINING_LEFT_OUT,
}
"""Ends that say nothing about the submission."""

ENDING_WORDS = {
    EndingName.RAISED: "a cell raised an error",
    EndingName.WALL_TIME: "the time for the whole submission ran out",
    EndingName.CELL_TIME: "the time for one cell ran out",
    EndingName.TRAINING_LEFT_OUT: "training was left out, as asked",
    EndingName.CPU_TIME: "the processor time ran out",
    EndingName.MEMORY: "the memory ran out",
    EndingName.PROCESSES: "the limit on processes was reached",
    EndingName.FILE_SIZE: "the limit on the size of a file was reached",
    EndingName.DISK: "the disk space ran out",
    EndingName.DIED: "the kernel died",
    EndingName.NOT_RUN: "a part was not run",
    EndingName.FOREIGN: "a part is not for PyTorch",
    EndingName.UNREADABLE: "a file could not be read",
    EndingName.SANDBOX_FAILED: "the sandbox failed",
}

GRAPH_METHODS = frozenset({"export", "trace"})
"""Ways to see layers that miss no function: hooks and code do not show a relu in `forward`."""


def anything_ran(evidence: Evidence) -> bool:
    """Whether at least one cell was run."""
    cells = (cell for notebook in evidence.notebooks for cell in notebook.cells)
    return any(cell.outcome is not CellOutcome.NOT_RUN for cell in cells)


def limit_doubt(evidence: Evidence, network: Network) -> str:
    """Which limit or failure of ours cut the network's notebook short; empty if none did."""
    # Weights from a file may be those of any run, and so of the one that was cut short.
    others = {notebook.path for notebook in evidence.notebooks} - {network.place.file}
    paths = set() if network.checkpoint else others
    for ending in evidence.endings:
        # What is not another notebook's ending is the whole submission's.
        if ending.name in NOT_THEIRS and ending.place.file not in paths:
            return f"{_told(ending)}, so training may have been cut short"
    for notebook in evidence.notebooks:
        cut = any(cell.outcome is CellOutcome.INTERRUPTED for cell in notebook.cells)
        if cut and notebook.path not in paths:
            return f"a cell of {notebook.path} was interrupted, so training may have been cut short"
    return ""


def run_doubt(evidence: Evidence) -> str:
    """What may have hidden something; empty if everything ran, and ran to its end."""
    if not anything_ran(evidence):
        return "nothing of the submission could be run"
    for ending in evidence.endings:
        if ending.name not in HARMLESS:
            return f"{_told(ending)}, so something may not have been seen"
    for notebook in evidence.notebooks:
        for cell in notebook.cells:
            if cell.outcome is not CellOutcome.OK:
                where = f"cell {cell.index} of {notebook.path}"
                return f"{where} did not end well, so something may not have been seen"
    if evidence.dormant:
        return f"code that did not run ({evidence.dormant[0]}) may hold what was asked"
    return ""


def layers_doubt(case: Case, required: RequiredNetwork, match: Match) -> str:
    """Why the matched network may not be the answer, or not what it looks like."""
    network = case.found(match)[0]
    if doubt := checkpoint_doubt(network):
        return doubt
    comparison = compare_network(required, network, case.evidence)
    if not comparison.understood:
        return "not every operation of the network was understood"
    if not is_seen_by_graph(network):
        return "its layers were not seen in a graph, so a function may have been missed"
    if not comparison.plainly_meant:
        return "the most similar network is so different that it may answer something else"
    if comparison.only_slight and not comparison.exact and not comparison.only_softmax:
        return "only dropout or a function after the last layer differs"
    return _used_doubt(case, match) or run_doubt(case.evidence) or others_doubt(case, required)


def checkpoint_doubt(network: Network) -> str:
    """Why a network that we made of a handed-in file may not be the answer; empty if it is none."""
    if not network.checkpoint:
        return ""
    return f"its weights were put in by us, from {network.checkpoint}"


def is_seen_by_graph(network: Network) -> bool:
    """Whether its layers come from a graph of what really ran."""
    ran = network.kind in (Kind.OBSERVED, Kind.MEASURED)
    way = network.method.replace(",", " ").replace(":", " ").split()[:1]
    return ran and bool(GRAPH_METHODS.intersection(way))


def _used_doubt(case: Case, match: Match) -> str:
    networks = case.found(match)
    measured = {each.network for each in case.evidence.measurements if each.value is not None}
    if any(network.steps or network.id in measured for network in networks):
        return ""
    return "it was neither trained nor measured, so it may not be the one that counts"


def others_doubt(case: Case, required: RequiredNetwork) -> str:
    """Which network that was not understood may be the asked one; empty if there is none."""
    matched = {identifier for match in case.matches for identifier in match.found}
    for network in case.evidence.networks:
        if network.id not in matched and not is_understood(network) and could_be(required, network):
            return f"another network, {network.id}, was not understood and may be the one"
    return ""


def _told(ending: Ending) -> str:
    return f"{ENDING_WORDS[ending.name]} ({ending.place})"
