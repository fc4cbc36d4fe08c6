"""One question each: a Case becomes an Answer. The first docstring line is the student's sentence.

A check answers NOT_MET only when it is certain; see `docs/checks.md` for what decides and what
leaves each of them undecided.
"""

from collections.abc import Callable

from grader.checks.answers.answered import answered
from grader.checks.answers.discussion import discussion
from grader.checks.by_hand import numpy_network
from grader.checks.claims import (
    AGAINST_CHOICES,
    EQUAL_CHOICES,
    EQUALS_CHOICES,
    FOUND_CHOICES,
    QUANTITY_CHOICES,
    SAID_CHOICES,
    claim,
    claim_equals_measured,
    consistent,
    justified,
    stated,
)
from grader.checks.code.calls import (
    FORM_CHOICES,
    OPERATION_CHOICES,
    calls,
    no_built_in_rnn,
    noise,
    svd,
)
from grader.checks.code.endings import notebook_runs
from grader.checks.code.mistakes import MISTAKE_NAMES, mistake
from grader.checks.code.selection import BY_CHOICES, best_model
from grader.checks.curves import (
    ACCURACIES,
    HELD_OUT_LOSSES,
    OF_CHOICES,
    at_chance,
    converged,
    overfits,
    peaks_then_falls,
    unstable,
)
from grader.checks.measured.denoising import NOISE_CHOICES, denoises, outputs_differ, reconstructs
from grader.checks.measured.predictions import EVIDENCE_CHOICES, accuracy
from grader.checks.measured.weights import weights_learn_structure
from grader.checks.networks.asked import architecture, parameter_count
from grader.checks.networks.designs import design
from grader.checks.networks.growth import wider_and_deeper
from grader.checks.networks.recurrent import one_bias
from grader.checks.plots import (
    SERIES_CHOICES,
    X_CHOICES,
    Y_CHOICES,
    axis_names,
    plot,
    plot_truthful,
)
from grader.checks.plots.pictures import PICTURE_CHOICES, pictures, pictures_differ
from grader.checks.runs.asked_words import wrong_schedule, wrong_transform
from grader.checks.runs.names import LOSS_CHOICES, OPTIMIZER_CHOICES
from grader.checks.runs.points import OVER_CHOICES
from grader.checks.runs.remedies import KIND_CHOICES, regularised
from grader.checks.runs.studies import study
from grader.checks.runs.trainings import SCHEDULE_CHOICES, regime, schedule, training
from grader.checks.runs.wishes import REGIME_FIELDS
from grader.records import Answer

Check = Callable[..., Answer]
"""`check(case, *, settings...)`; a rubric's settings are held against the signature at load."""

CHECKS: dict[str, Check] = {
    "accuracy": accuracy,
    "answered": answered,
    "architecture": architecture,
    "at_chance": at_chance,
    "axis_names": axis_names,
    "best_model": best_model,
    "calls": calls,
    "claim": claim,
    "converged": converged,
    "denoises": denoises,
    "no_built_in_rnn": no_built_in_rnn,
    "noise": noise,
    "outputs_differ": outputs_differ,
    "reconstructs": reconstructs,
    "svd": svd,
    "weights_learn_structure": weights_learn_structure,
    "claim_equals_measured": claim_equals_measured,
    "consistent": consistent,
    "design": design,
    "discussion": discussion,
    "justified": justified,
    "mistake": mistake,
    "notebook_runs": notebook_runs,
    "numpy_network": numpy_network,
    "one_bias": one_bias,
    "overfits": overfits,
    "parameter_count": parameter_count,
    "peaks_then_falls": peaks_then_falls,
    "pictures": pictures,
    "pictures_differ": pictures_differ,
    "plot": plot,
    "plot_truthful": plot_truthful,
    "regime": regime,
    "regularised": regularised,
    "schedule": schedule,
    "stated": stated,
    "study": study,
    "training": training,
    "unstable": unstable,
    "wider_and_deeper": wider_and_deeper,
}
"""Every check under the name that rubrics use."""

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("accuracy", "evidence"): EVIDENCE_CHOICES,
    ("at_chance", "of"): ACCURACIES,
    ("axis_names", "of"): Y_CHOICES,
    ("best_model", "by"): BY_CHOICES,
    ("calls", "operation"): OPERATION_CHOICES,
    ("claim", "equals"): EQUALS_CHOICES,
    ("converged", "of"): OF_CHOICES,
    ("denoises", "noise"): NOISE_CHOICES,
    ("noise", "kind"): FORM_CHOICES,
    ("claim_equals_measured", "quantity"): EQUAL_CHOICES,
    ("consistent", "against"): AGAINST_CHOICES,
    ("consistent", "quantities"): QUANTITY_CHOICES,
    ("consistent", "said"): SAID_CHOICES,
    ("discussion", "found_means"): FOUND_CHOICES,
    ("justified", "found_means"): FOUND_CHOICES,
    ("justified", "quantity"): QUANTITY_CHOICES,
    ("mistake", "names"): MISTAKE_NAMES,
    ("overfits", "of"): HELD_OUT_LOSSES,
    ("peaks_then_falls", "of"): ACCURACIES,
    ("pictures", "beside"): PICTURE_CHOICES,
    ("pictures", "kind"): PICTURE_CHOICES,
    ("pictures_differ", "kind"): PICTURE_CHOICES,
    ("plot", "series"): SERIES_CHOICES,
    ("plot", "x"): X_CHOICES,
    ("plot", "y"): Y_CHOICES,
    ("regime", "ignore"): REGIME_FIELDS,
    ("regime", "only"): REGIME_FIELDS,
    ("regularised", "kinds"): KIND_CHOICES,
    ("schedule", "kind"): SCHEDULE_CHOICES,
    ("stated", "beside"): QUANTITY_CHOICES,
    ("stated", "quantity"): QUANTITY_CHOICES,
    ("study", "over"): OVER_CHOICES,
    ("training", "loss"): LOSS_CHOICES,
    ("training", "optimizer"): OPTIMIZER_CHOICES,
    ("unstable", "of"): OF_CHOICES,
}
"""Settings of text that may have certain values only, by check and setting."""


FORMS: dict[tuple[str, str], Callable[[str], str]] = {
    ("training", "augmentation"): wrong_transform,
    ("training", "schedule"): wrong_schedule,
}
"""Settings of text of a certain form, by check and setting: what would be right in place of one."""


def statement(name: str) -> str:
    """The sentence that is true when the check is met."""
    return (CHECKS[name].__doc__ or "").strip().partition("\n")[0]


__all__ = ["CHECKS", "CHOICES", "FORMS", "Check", "statement"]
