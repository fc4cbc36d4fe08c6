"""By what the kept model is said to be chosen, against what the code compares with its best.

`The weights with the lowest validation loss are kept`: the code keeps those of the highest
validation accuracy (`if acc > best_acc`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Place, Source

_MOST_CODE = 400_000
_KEEPS = re.compile(
    r"\b(?:keep|keeps|kept|keeping|save[sd]?|saving|store[sd]?|storing|remember\w*|restor\w+"
    r"|reload\w*"
    r"|load\w*|select\w*|choos\w+|chose|chosen|pick\w*|taken?|takes|took|checkpoint\w*|retain\w*"
    r"|early[ -]stopp\w+|stopp\w+ early|best (?:model|network|epoch|weights|state))\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?P<way>lowest|smallest|minim\w+|least|highest|largest|best|maxim\w+|greatest|top)\s"
    r"(?:(?:the|on|in|of|mean|average|total|value|possible|observed|reached|achieved)\s){0,3}"
    r"(?:(?P<split>train(?:ing)?|valid(?:ation)?|val|test)[\s-](?:set\s|data\s)?)?"
    r"(?P<metric>loss|error|accurac\w+|score)\b(?:\son\s(?:the\s)?(?P<on>train|valid|val|test))?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|instead|handout|paper|literature|usually"
    r"|common\w*"
    r"|not|no|never|without|learning rate|batch size|hyper\w*|weight decay|decay|dropout|value of"
    r"|setting|configuration|number of)\b|n['’]t\b",
    re.IGNORECASE,
)
_BEST = r"(?:self\.)?\w*(?:best|max|min|highest|lowest)\w*(?:\[[\"']\w+[\"']\])?"
_NAME = r"[A-Za-z_][\w.]{0,60}(?:\[[^\]\n]{1,30}\])?"
_COMPARED = re.compile(
    rf"\bif\s+(?:[^\n:]{{0,40}}\b(?:and|or)\s+)?(?:"
    rf"(?P<value>{_NAME})\s*(?P<sign>[<>])=?\s*(?P<best>{_BEST})"
    rf"|(?P<best2>{_BEST})\s*(?P<sign2>[<>])=?\s*(?P<value2>{_NAME}))",
)
_EXTREME = re.compile(rf"\b(?:np\.|torch\.)?arg(?P<way>max|min)\(\s*(?P<value>{_NAME})")
_SPLITS = {"train": r"train|_tr\b|\btr_", "validation": r"val|dev\b", "test": r"test|_te\b|\bte_"}
_LOGITS = re.compile(r"^(?:self|model|net|out\w*|logits?|pred\w*|y\w*|x|p|probs?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What a kept state is compared by."""

    metric: str
    """`accuracy` or `loss`."""
    split: str
    """`train`, `validation`, `test`, or empty if that is not known."""
    place: Place
    """Where."""


def hold_keeping(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every sentence on what the kept model is chosen by, if the code compares with a best."""
    found = [one for source in sources if not source.is_prose for one in _criteria(source)]
    if not found or pool.text.hides_its_loop:
        return
    for sentence in spoken_in(work.write_up):
        told = _BY.search(sentence.text)
        if told is None or not _KEEPS.search(sentence.text) or _OTHER.search(sentence.text):
            continue
        yield from _held(sentence, told, found, pool)


def _held(
    sentence: Spoken, told: re.Match[str], found: Sequence[Criterion], pool: Pool
) -> Iterator[Checked]:
    metric = "loss" if told["metric"].lower() in ("loss", "error") else "accuracy"
    is_low = bool(re.match(r"low|small|min|least", told["way"], re.IGNORECASE))
    if told["way"].lower() not in ("best", "top") and is_low != (metric == "loss"):
        return
    split = _split(told["split"] or told["on"] or "")
    same = [one for one in found if one.metric == metric]
    fitting = [one for one in same if not split or one.split in (split, "")]
    if not fitting and told["metric"].lower() == "error":
        # The fewest errors are the highest accuracy.
        return
    one = (fitting or same or found)[0]
    name = f"{one.split} {one.metric}".strip()
    yield Checked(
        outcome=Consistency.CONSISTENT if fitting else Consistency.INCONSISTENT,
        check=pool.check,
        subject="what the kept model is chosen by",
        sentence=(
            f"The text ({where(sentence.place)}) says that the model is chosen by its"
            f" {' '.join(filter(None, (split, metric)))}, {who(pool)} compares the {name}"
            f" ({spot(one.place, pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=one.place,
    )


def _criteria(source: Source) -> Iterator[Criterion]:
    text = source.text[:_MOST_CODE]
    for match in _COMPARED.finditer(text):
        value, sign = match["value"] or match["value2"], match["sign"] or match["sign2"]
        best = match["best"] or match["best2"]
        is_high = (sign == ">") == bool(match["value"])
        words = f"{value} {best}".lower()
        metric = _metric(words) or ("accuracy" if is_high else "loss")
        # `if loss > max_loss` is no choice of a best.
        if (metric == "accuracy") == is_high:
            yield Criterion(
                metric=metric,
                split=_split(words) or _split(_given(text, value, match.start())),
                place=place_at(source, match.start()),
            )
    for match in _EXTREME.finditer(text):
        words = match["value"].lower()
        metric = _metric(words) or ("accuracy" if match["way"] == "max" else "loss")
        if not _LOGITS.match(words) and (metric == "accuracy") == (match["way"] == "max"):
            yield Criterion(
                metric=metric, split=_split(words), place=place_at(source, match.start())
            )


def _metric(words: str) -> str:
    is_loss = bool(re.search(r"loss|err|mse|nll", words))
    is_accuracy = bool(re.search(r"acc|score|correct", words))
    return "" if is_loss == is_accuracy else "loss" if is_loss else "accuracy"


def _split(words: str) -> str:
    found = [name for name, pattern in _SPLITS.items() if re.search(pattern, words.lower())]
    return found[0] if len(found) == 1 else ""


def _given(text: str, name: str, end: int) -> str:
    """What the name was last given before a place; empty if that is nowhere."""
    plain = re.escape(name.partition("[")[0])
    given = re.compile(rf"^[^\n=]{{0,80}}\b{plain}\b[^\n=]{{0,40}}=(?!=)([^\n]{{1,160}})", re.M)
    found = [match[1] for match in given.finditer(text, max(0, end - 3_000), end)]
    return found[-1] if found else ""
