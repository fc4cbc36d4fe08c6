"""Studies of settings in which each setting goes on from the weights of the one before."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from grader.collect.mistakes.signals import OptimizerSignal, Signals
from grader.collect.mistakes.sources import Sources
from grader.records import Kind, Mistake

SETTINGS = (("learning rate", "learning_rate"), ("weight decay", "weight_decay"),
            ("momentum", "momentum"))  # fmt: skip
LEAST_STEPS = 3
MOST_SHOWN = 8
# Weights that are put back in such ways leave no trace in torch's own count of changes.
_RESET_UNSEEN = re.compile(
    r"\.data\s*(?:\[[^\]\n]*\]\s*)?(?:=|\.\w+_\()|\.set_\(|\.detach\(\)\.\w+_\("
)


def studies(signals: Signals, sources: Sources) -> Iterator[Mistake]:
    """Runs of optimizers over the same weights, one after another, with other settings."""
    if _RESET_UNSEEN.search(sources.text):
        return
    for chain in _chains(signals.file.optimizers):
        varied = [(words, _values(chain, key)) for words, key in SETTINGS]
        varied = [(words, values) for words, values in varied if len(set(values)) > 1]
        if not varied or any(None in values for _, values in varied):
            continue
        words, values = varied[0]
        # A learning rate that falls may be a schedule by hand.
        falls = words == "learning rate" and len(varied) == 1 and _falls(values)
        if falls and not _keeps_results_by_setting(signals, sources, chain[0].cell):
            continue
        shown = ", ".join(f"{value:g}" for value in values[:MOST_SHOWN])
        more = ", …" if len(values) > MOST_SHOWN else ""
        network = signals.called(chain[0].networks[0])
        yield Mistake(
            name="goes-on-from-previous-setting",
            sentence=f"{network} is trained {len(chain):,} times by the same line, with {words}"
            f" {shown}{more}: each training but the first goes on from the weights of the previous"
            " setting.",
            kind=Kind.OBSERVED,
            place=signals.place(chain[0].cell, chain[0].line),
        )


def _chains(optimizers: tuple[OptimizerSignal, ...]) -> list[list[OptimizerSignal]]:
    chains: list[list[OptimizerSignal]] = []
    for each in optimizers:
        if each.steps < LEAST_STEPS or not each.networks:
            continue
        last = next((chain for chain in chains if chain[-1].number == each.goes_on_from), None)
        if last is not None:
            last.append(each)
        else:
            chains.append([each])
    return [chain for chain in chains if len(chain) > 1]


def _values(chain: list[OptimizerSignal], key: str) -> list[float | None]:
    return [getattr(each, key) for each in chain]


def _falls(values: list[float | None]) -> bool:
    known = [value for value in values if value is not None]
    return all(later < earlier for earlier, later in pairwise(known))


def _keeps_results_by_setting(signals: Signals, sources: Sources, cell: int | None) -> bool:
    """Whether the cell's loop keeps something under its own variable, or labels a curve with it."""
    for source in sources.of_cell(signals.path, cell):
        for node in ast.walk(source.tree):
            # A loop that counts epochs keeps something under each of them, too.
            if isinstance(node, ast.For) and not _counts(node.iter):
                names = {each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)}
                if any(_is_kept_under(inner, names) for inner in ast.walk(node)):
                    return True
    return False


def _counts(steps: ast.expr) -> bool:
    """Whether a loop only counts: `range(epochs)`, `trange(50)`."""
    match steps:
        case ast.Call(func=ast.Name(id="range" | "trange")):
            return True
        case _:
            return False


def _is_kept_under(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.Subscript(slice=ast.Name(id=name), ctx=ast.Store()):
            return name in names
        case ast.Subscript(
            slice=ast.JoinedStr() | ast.Call() | ast.Tuple() as key, ctx=ast.Store()
        ):
            return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(key))
        case ast.keyword(arg="label", value=value):
            used = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)}
            return bool(used & names)
    return False
