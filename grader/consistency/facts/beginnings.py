"""With what hidden states and weights are said to begin, against what the code begins with."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.preparing import OTHER
from grader.consistency.facts.sentences import spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Place, Source

_MOST_CODE = 400_000

_STATE = re.compile(
    r"\b(?:initial|first|starting|inicial|anf[aä]nglich\w*)\b[^.;]{0,30}\b(?:hidden state|state"
    r"|estado|zustand)|\bhidden state\b[^.;]{0,40}\b(?:initiali\w+|starts?|begins?|is set|inicial)"
    r"|\bestado oculto\b[^.;]{0,20}\binicial",
    re.IGNORECASE,
)
_BEGINS = {
    "random": re.compile(r"\brandom\w*|\bal azar\b|\baleatori\w+|\bzuf[aä]llig\w*", re.IGNORECASE),
    "zero": re.compile(r"\bzeros?\b|\bceros?\b|\bnull(?:en)?\b|\bnoughts?\b", re.IGNORECASE),
}
_HOLDS = r"\b(?:self\.)?(?:h_?\d?|hx|h_(?:prev|t|0|init)|hidden\w*|state)\s*=\s*"
_SETS = {
    "random": re.compile(rf"{_HOLDS}(?:torch|np)\.(?:rand|randn|normal)\w*\("),
    "zero": re.compile(rf"{_HOLDS}(?:(?:torch|np)\.zeros\w*|[\w.]{{1,20}}\.new_zeros)\("),
}


def hold_states(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every sentence that says with what a hidden state begins."""
    places: dict[str, Place] = {}
    for source in sources:
        for kind, pattern in _SETS.items() if not source.is_prose else ():
            if match := pattern.search(source.text[:_MOST_CODE]):
                places.setdefault(kind, place_at(source, match.start()))
    if len(places) != 1:
        return
    (has,) = places
    for sentence in spoken_in(work.write_up):
        told = [kind for kind, pattern in _BEGINS.items() if pattern.search(sentence.text)]
        if len(told) != 1 or not _STATE.search(sentence.text) or OTHER.search(sentence.text):
            continue
        yield Checked(
            outcome=Consistency.CONSISTENT if told[0] == has else Consistency.INCONSISTENT,
            check=pool.check,
            subject="beginning of the hidden state",
            sentence=(
                f"The text ({where(sentence.place)}) speaks of a {told[0]} beginning of the hidden"
                f" state, {who(pool)} begins with a {has} one ({spot(places[has], pool)})."
            ),
            words=sentence.text,
            place=sentence.place,
            span=sentence.span,
            other=places[has],
        )


_DRAWN = re.compile(r"\b(?:xavier|glorot|orthogonal)\b", re.IGNORECASE)
_SETS_WEIGHTS = re.compile(
    r"xavier|glorot|orthogonal|\binit\.|_init\b|init_|initiali[sz]|\.normal_?\(|uniform_?\("
    r"|\.copy_\(|fill_\(|sqrt|(?:weight|bias|param|p|w)\.data\b|randn?\(",
    re.IGNORECASE,
)


def hold_first_weights(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every rule that is told for the first weights, where the code leaves them to the library."""
    code = [source for source in sources if not source.is_prose]
    is_code = pool.check is HeldAgainst.CODE and not pool.text.hides_its_loop
    if not is_code or not pool.text.trains or not pool.text.has_forward:
        return
    if any(_SETS_WEIGHTS.search(_plain(source.text)) for source in code):
        return
    for sentence in spoken_in(work.write_up):
        match = _DRAWN.search(sentence.text)
        if match and not OTHER.search(sentence.text):
            yield Checked(
                outcome=Consistency.INCONSISTENT,
                check=pool.check,
                subject="first weights",
                sentence=(
                    f"The text ({where(sentence.place)}) says that the first weights follow"
                    f" {match[0]}, no line of {who(pool)} sets them, and the library itself takes"
                    " another rule."
                ),
                words=sentence.text,
                place=sentence.place,
                span=sentence.span,
            )


def _plain(text: str) -> str:
    """Code without the names of constructors."""
    return text[:_MOST_CODE].replace("__init__", "")
