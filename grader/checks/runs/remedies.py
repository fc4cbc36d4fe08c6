"""The check that something was tried against overfitting."""

from grader.checks.certainty import run_doubt
from grader.checks.code.texts import (
    claims_of,
    code_mention,
    options_doubt,
    reading_doubt,
    you_wrote,
)
from grader.checks.runs.ends import ends_fit, layers_fit
from grader.checks.runs.pools import Run, all_runs
from grader.checks.runs.wishes import is_random, transforms_of
from grader.checks.words import answer
from grader.records import Answer, Case, Dropout, Fact, Normalisation, Outcome

KIND_CHOICES = (
    "weight_decay",
    "dropout",
    "label_smoothing",
    "early_stopping",
    "augmentation",
    "normalisation",
)
"""Remedies that are known."""

WORDS = (
    r"regulari|weight.?decay|dropout|label.?smooth|early.?stop|patience|augment|penalty"
    r"|\bl1\b|\bl2\b|max.?norm|mixup|cutmix"
)
"""Words of code that tries one, in several languages alike."""


def regularised(
    case: Case,
    *,
    inputs: int | None = None,
    outputs: int | None = None,
    data: str | None = None,
    kinds: tuple[str, ...] = (
        "weight_decay",
        "dropout",
        "label_smoothing",
        "early_stopping",
        "augmentation",
    ),
) -> Answer:
    """You try a regularisation against overfitting."""
    if unknown := {*kinds} - {*KIND_CHOICES}:
        raise ValueError(f"no remedy is called {', '.join(sorted(unknown))}")
    names = ", ".join(kind.replace("_", " ") for kind in kinds)
    facts: list[Fact | None] = [Fact(label="Asked", text=f"a network trained with {names}")]
    runs = [run for run in all_runs(case.evidence) if _is_meant(run, inputs, outputs, data)]
    for run in sorted(runs, key=lambda run: not run.is_observed):
        told = _remedy(case, run, kinds)
        if told and (run.is_observed or not run.training.dormant):
            one = run.training
            facts.append(Fact(label="Found", text=told, kind=one.kind, place=one.place))
            return answer(Outcome.MET, "" if run.is_observed else "as the code says", facts)
    for claim in claims_of(case.evidence):
        if claim.quantity in ("regularisation", *kinds) and not claim.denied:
            told = "one is named in the write-up and was not seen in a training"
            return answer(Outcome.OPEN, told, [*facts, you_wrote(claim)])
    if source := code_mention(case.evidence, WORDS):
        facts.append(Fact(label="Look at", text="words of one in the code", place=source.place))
        return answer(Outcome.OPEN, "the code speaks of one, and no training shows it", facts)
    told = "no training with one was seen"
    doubt = run_doubt(case.evidence) or options_doubt(case.evidence)
    if doubt := doubt or reading_doubt(case.evidence):
        return answer(Outcome.OPEN, f"{told}; {doubt}", facts)
    # The write-up may propose one in words that we do not know.
    return answer(Outcome.SUSPECTED, told, facts)


def _is_meant(run: Run, inputs: int | None, last: int | None, data: str | None) -> bool:
    if run.network is None:
        return layers_fit(run.layers, inputs, last) is not False
    seen = run.network.input.data_set if run.network.input else ""
    if data is not None and seen and seen.split()[0] != data:
        return False
    return ends_fit(run.network, inputs, last) is not False


def _remedy(case: Case, run: Run, kinds: tuple[str, ...]) -> str:
    """What a run has of it, in words; empty if nothing."""
    one = run.training
    layers = run.layers.layers if run.layers else ()
    if "weight_decay" in kinds and one.weight_decay:
        return f"weight decay {one.weight_decay:g}"
    if "label_smoothing" in kinds and one.label_smoothing:
        return f"label smoothing {one.label_smoothing:g}"
    for layer in layers:
        if "dropout" in kinds and isinstance(layer, Dropout) and layer.probability > 0:
            return f"dropout {layer.probability:g}"
        if "normalisation" in kinds and isinstance(layer, Normalisation):
            return f"{layer.kind} normalisation"
    texts = transforms_of(case.evidence, run)
    if "augmentation" in kinds and len(texts) == 1 and is_random(next(iter(texts))):
        return f"augmentation: {next(iter(texts))}"
    return ""
