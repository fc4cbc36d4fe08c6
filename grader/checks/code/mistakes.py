"""The check that a known mistake was not made."""

from grader.checks.certainty import anything_ran, run_doubt
from grader.checks.words import MOST_LISTED, answer, listed
from grader.matching.designs import read_layers
from grader.notation import parameter_count
from grader.records import Answer, Case, Fact, Kind, Missing, Mistake, Outcome, Recurrent

MISTAKE_NAMES = (
    "softmax-before-cross-entropy",
    "log-softmax-before-cross-entropy",
    "probabilities-in-nll-loss",
    "softmax-before-squared-error",
    "sigmoid-before-bce-with-logits",
    "softmax-over-wrong-dimension",
    "gradients-never-zeroed",
    "gradients-zeroed-before-step",
    "whole-set-in-batch-loop",
    "optimizer-of-another-network",
    "parameters-not-in-optimizer",
    "layer-never-used",
    "never-switched-to-eval",
    "gradients-kept-in-evaluation",
    "augmented-test-set",
    "chosen-on-test-set",
    "evaluated-on-training-data",
    "training-accuracy-called-test",
    "test-accuracy-called-training",
    "accuracy-divided-by-wrong-count",
    "inputs-not-scaled",
    "scheduler-never-stepped",
    "scheduler-stepped-per-batch",
    "clipping-without-effect",
    "clipping-only-promised",
    "goes-on-from-previous-setting",
    "saved-loss-of-double-softmax",
)
"""Every known mistake; docs/mistakes.md tells what each is and how it is known."""


def mistake(case: Case, *, names: tuple[str, ...], network: str = "") -> Answer:
    """Your code does not make this known mistake."""
    if unknown := {*names} - {*MISTAKE_NAMES}:
        raise ValueError(f"no mistake is called {', '.join(sorted(unknown))}")
    asked = _ids(case, network) if network else None
    made = [
        each
        for each in case.evidence.mistakes
        if each.name in names and (asked is None or not asked or _may_be_of(each, asked))
    ]
    certain = [
        each
        for each in made
        if _is_certain(case, each) and (asked is None or {*each.networks} & asked)
    ]
    if certain:
        return answer(Outcome.NOT_MET, _told(certain), _facts(certain))
    if made and made[0].doubt:
        told = f"{_told(made).rstrip('.')}; but {made[0].doubt}"
        return answer(Outcome.SUSPECTED, told, _facts(made))
    if made and made[0].kind is Kind.OBSERVED:
        told = f"{_told(made).rstrip('.')}; it is not certain that this network is meant"
        return answer(Outcome.SUSPECTED, told, _facts(made))
    if made:
        how = f"so {'the code' if made[0].kind is Kind.WRITTEN else 'a saved output'} reads"
        told = f"{_told(made).rstrip('.')}; {how}, it was not seen to happen"
        return answer(Outcome.SUSPECTED, told, _facts(made))
    if not anything_ran(case.evidence):
        return answer(Outcome.OPEN, "nothing ran in which it could be seen")
    doubt = run_doubt(case.evidence)
    trained = any(each.kind is Kind.OBSERVED for each in case.evidence.training)
    if doubt and not trained:
        return answer(Outcome.OPEN, f"it was not seen, but {doubt}")
    return answer(Outcome.MET, f"it was not seen; {doubt}" if doubt else "")


def _ids(case: Case, network: str) -> frozenset[str]:
    """The networks that a rubric's network was found as; none if it was not found."""
    match = case.match(network)
    return frozenset() if isinstance(match, Missing) else frozenset(match.found)


def _may_be_of(mistake: Mistake, asked: frozenset[str]) -> bool:
    return not mistake.networks or bool(asked & {*mistake.networks})


def _is_certain(case: Case, mistake: Mistake) -> bool:
    """Whether it happened: what was only read may never run, or be called by a wrong name."""
    if mistake.doubt:
        return False
    if mistake.kind in (Kind.OBSERVED, Kind.MEASURED):
        return True
    return mistake.name == "layer-never-used" and _holds_unused(case)


def _holds_unused(case: Case) -> bool:
    """Whether a trained network has more learnt values than the layers that it uses."""
    for network in case.evidence.networks:
        layers = read_layers(network.layers)
        if layers is None or not network.steps or network.method.split()[:1] != ["export"]:
            continue
        if any(isinstance(layer, Recurrent) for layer in layers.layers):
            continue
        if network.parameters > parameter_count(layers):
            return True
    return False


def _told(made: list[Mistake]) -> str:
    sentences = list(dict.fromkeys(each.sentence for each in made))
    return listed((each.rstrip(".") for each in sentences), most=2)


def _facts(made: list[Mistake]) -> list[Fact]:
    return [
        Fact(label="Seen", text=each.sentence, kind=each.kind, place=each.place)
        for each in made[:MOST_LISTED]
    ]
