"""The check that a network was written in plain NumPy, its gradients too."""

import re

from grader.checks.certainty import run_doubt
from grader.checks.words import answer
from grader.records import Answer, Case, Evidence, Fact, Kind, Outcome, Place, Source

_NUMPY = re.compile(r"\bnumpy\b", re.IGNORECASE)
_FRAMEWORK = re.compile(r"\b(?:torch|nn\.\w+|tensorflow|tf\.|keras|jax|autograd)\b")
_PRODUCT = re.compile(r"(?:[\w\])]\s?@\s?[\w(])|\.dot\(|\bmatmul\(|\beinsum\(")
_GRADIENT = re.compile(r"backward|backprop|grad|delta|\bd[A-Z]\w*\b|\bd[wbxzah]\d*\b")
_UPDATE = re.compile(r"-=|\.T\b|transpose")
_BACKWARD = re.compile(r"\bdef \w*(?:backward|backprop)\w*\(")


def numpy_network(case: Case) -> Answer:
    """You wrote the network in plain NumPy, its gradients by hand."""
    evidence = case.evidence
    handed_in = evidence.handed_in
    if by_hand := [each for each in handed_in.sources if _is_by_hand(each)]:
        text = "matrix products and gradients without a framework"
        return answer(Outcome.MET, "", [_fact("Found", text, by_hand[0].place)])
    if not handed_in.has_code:
        return answer(Outcome.OPEN, "no code was handed in")
    if not handed_in.is_code_whole:
        return answer(Outcome.OPEN, "not all of the code could be followed")
    mentions = [each for each in handed_in.sources if _NUMPY.search(each.text)]
    if mentions:
        text = "the code uses NumPy, though no gradients by hand were recognised"
        return answer(Outcome.SUSPECTED, text, [_fact("Look at", "NumPy", mentions[0].place)])
    told = "nothing in the code uses NumPy"
    if doubt := run_doubt(evidence) or _told_of(evidence):
        return answer(Outcome.SUSPECTED, f"{told}, but {doubt}")
    return answer(Outcome.NOT_MET, told)


def _is_by_hand(source: Source) -> bool:
    """Whether this cell, class or module multiplies matrices and forms gradients, all by itself."""
    text = source.text
    if source.is_prose or not _PRODUCT.search(text):
        return False
    if _BACKWARD.search(text):
        return True
    if _FRAMEWORK.search(_without_comments(text)):
        return False
    return bool(_GRADIENT.search(text) and _UPDATE.search(text))


def _without_comments(text: str) -> str:
    return "\n".join(line.partition("#")[0] for line in text.splitlines())


def _told_of(evidence: Evidence) -> str:
    """Where a write-up speaks of NumPy: its code may not have been handed in."""
    if not any(account.write_up.has_text for account in evidence.accounts):
        return "no write-up could be read that may speak of it"
    for account in evidence.accounts:
        if account.write_up.problems:
            return f"{account.write_up.path} could not be read whole"
        for block in account.write_up.blocks:
            if _NUMPY.search(block.text):
                return f"the write-up speaks of it ({block.place}): its code may be elsewhere"
    return ""


def _fact(label: str, text: str, place: Place) -> Fact:
    return Fact(label=label, text=text, kind=Kind.WRITTEN, place=place)
