"""Whose value a clause tells: the author's own, that of others, or it cannot be told."""

import re
from functools import lru_cache

from grader.records import Whose

_CITED = re.compile(
    r"\[[1-9][0-9]?(?:[,–-] ?[1-9][0-9]?)*\]|\bet al\b|\(\s?[A-Z][a-z]+(?: (?:and|"
    r"&) [A-Z][a-z]+)?,? (?:19|20)[0-9]{2}\)"
)
_MEASURED = (
    r" (?:the |our |my |this |its |these )?(?:\w{0,20}(?:carbon|track|meter|profil)\w{0,20}|eco2ai"
    r"|nvidia-smi|tools?|librar\w+|logs?|outputs?|fig(?:ure)?s?|tables?|plots?|curves?|results?"
    r"|runs?|measurements?|code|script|notebook|summary|torchinfo|torchsummary|pytorch)\b"
)
"""What an author's own numbers are according to: a tool that measured, a figure, a run."""
_OTHERS = re.compile(
    r"\b(?:literature|papers?|state[ -]of[ -]the[ -]art|sota|benchmarks?|leader-?board|published|"
    rf"reported (?:by|in|for|on)|(?:is|are) said to|according to(?!{_MEASURED})|LeCun|"
    r"somebody|someone|people|forums?|last year|"
    r"Krizhevsky|the authors?|tutorials?|blogs?|"
    r"hand-?outs?|assignment|exercise sheet|task description|homework|instructions?|"
    r"documentation|wikipedia|keras (?:docs|example)|other (?:students|people|groups|works?)|"
    r"previous works?|prior works?|researchers?|kaggle|Yann|Literatur|humans?|"
    r"human[ -]level|by default|defaults?(?= (?:learning|lr|momentum|value|"
    r"of|is|in|for|pytorch|parameters))|pytorch's|random guess\w*|guessing|chance level)\b|文献",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:should|would|could|might|may|must|will|'d|expect\w*|hope\w*|suppos\w*|assum\w*|imagine|"
    r"hypothe\w*|theor(?:y|etically)|in principle|future|next time|with more time|if|ideal\w*|"
    r"goal|target|aim\w*|wish|plan(?:ned|s)? to|want(?:ed)? to|need to|have to|"
    r"(?:needs?|requires?) (?:at least|at most|more than|fewer than|less than)|"
    r"can(?! (?:also )?(?:be (?:seen|observed|found|read)|see|observe|notice))|"
    r"possibl[ey]|perhaps|maybe|probably|likely|guess|recommend\w*|suggest\w*|propose to|"
    r"typical\w*|usual\w*|commonly|generally|in general|often|sometimes|normally|"
    r"for example|e\.g\.|for instance|let us say|let's say|say,|sollte|würde|könnte)\b",
    re.IGNORECASE,
)
_HARD_WISHES = re.compile(
    r"\b(?:should|would|could|might|'d|expect\w*|hope\w*|suppose|imagine|hypothe\w*|"
    r"theoretically|in theory|future|next time|with more time|goal|target|aim\w*|wish|"
    r"plan(?:s|ned)? to|recommend\w*|suggest\w*|sollte|würde|könnte)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|I|our|ours|my|us|wir|ich|unser\w*)\b|我们|我|本文|\b(?:was|were|has been|"
    r"have been) (?:used|set|chosen|trained|applied|"
    r"added|reached|achieved|obtained|found|measured|selected|picked|fixed|performed|run)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\b(?:as (?:required|asked|suggested|recommended|given|in|proposed|described|stated)|"
    r"following|"
    r"like in|same as|taken from) (?:by |in |from )?(?:the |our )?"
    r"(?:assignment|hand-?out|tutorial|task|exercise|instructions?|paper|literature|lecture)",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:we|I)\b[^.;]{0,30}\b(?:used?|using|trained?|set|chose|applied|added|tried|"
    r"tested|took|kept|"
    r"reached|got|get|achieved?|obtained?|implemented|built|employ(?:ed)?|picked|selected|"
    r"ran|found|"
    r"observed?|see|saw|measured|have)\b|\b(?:was|were) (?:trained|used|set|chosen|applied)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def whose(clause: str, sentence: str) -> Whose:
    """Whose value a clause tells, in its sentence."""
    if _HARD_WISHES.search(clause):
        return Whose.OTHERS
    if _OTHERS.search(clause):
        return Whose.OWN if _FOLLOWED.search(clause) or _DID.search(clause) else Whose.OTHERS
    if _CITED.search(clause):
        return Whose.UNSURE if _OWN.search(clause) else Whose.OTHERS
    if clause is not sentence and _is_conditional(clause, sentence):
        return Whose.OTHERS
    if _WISHES.search(clause) and not _DID.search(clause):
        return Whose.UNSURE
    return Whose.OWN


def _is_conditional(clause: str, sentence: str) -> bool:
    """Whether the clause is what would follow: `If we trained longer, 90 % would be reached`."""
    return bool(re.match(r"\s*if\b", sentence, re.IGNORECASE) and _HARD_WISHES.search(sentence))
