"""Settings that nothing in the code has, whatever they are told of.

To contradict a setting it need not be known which network it is of, if the code tells every value
of that quantity and none is the one that is told. Where an optimizer is told beside its rate, the
rate is that of the one file which makes this optimizer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.facts.agreeing import agrees, same_name
from grader.consistency.facts.certain import Told, is_own, is_plain, without_falls
from grader.consistency.facts.deeds import is_deed
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.naming import words_of_text
from grader.consistency.facts.narrowing import words_near
from grader.consistency.facts.windows import (
    IN_GENERAL,
    WINDOWS,
    may_be_of_no_layer,
    tells_of_layers,
)
from grader.records import Claim, HeldAgainst, Whose

EXCLUDED = frozenset(
    "learning_rate weight_decay momentum alpha batch_size epochs gradient_clip step_epochs"
    " step_factor kernel_size".split()
)
"""Quantities of which code has so few values that all of them can be looked at."""
NAMES = frozenset(["optimizer", "schedule", "activation"])
"""Quantities whose values code names, each by a word of its own."""
OF_OPTIMIZERS = frozenset(["learning_rate", "momentum", "weight_decay", "alpha"])
"""What belongs to the optimizer that is told beside it."""
MOST = 200
"""Other statements of the quantity that are looked at."""

_RESULTS = frozenset(["accuracy", "loss", "time", "energy", "carbon"])
VARIANT = re.compile(
    r"\b(?:also|additional\w*|another|second|third|instead|in place of|other|larger|smaller|bigger"
    r"|longer|shorter|further|later|even|extra|repeat\w*|again|experiment\w*|variants?|variation"
    r"|alternativ\w*|compar\w*|change\w*|increas\w*|decreas\w*|reduc\w*|rais\w*|lower\w*|tun\w*"
    r"|search\w*|would|could|best|better|worse|every|each|all|runs?|auch|zus[aä]tzlich|tambi[eé]n"
    r"|aussi|anche|first)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"pool|conv|filter|kernel", re.IGNORECASE)


def excluding(claim: Claim, told: Told, pool: Pool) -> tuple[Known, ...]:
    """The values that show a told setting to be none of the code's; none if they do not."""
    if claim.denied or claim.is_listed:
        return ()
    if claim.quantity in NAMES and claim.name:
        return _unnamed(claim, told, pool)
    if claim.quantity not in EXCLUDED or claim.value is None:
        return ()
    if not is_own(claim) or not is_plain(claim, told) or _is_one_of_several(claim, told):
        return ()
    if not pool.text.has_network(words_of_text(claim.subject.network)):
        # A network that no code has: its code may not have been handed in.
        return ()
    at_home = other_at_home(claim, told, pool)
    if at_home:
        return at_home
    if pool.check is not HeldAgainst.CODE or claim.quantity in ("step_factor",):
        return ()
    return _nowhere(claim, told, pool)


OTHERWISE = {
    "sigmoid": re.compile(r"1(?:\.0?)?\s*\+\s*[\w.]{0,12}exp\(|exp\([^\n]{0,40}/\s*\(\s*1|expit"),
    "tanh": re.compile(r"exp\([^\n]{0,30}-[^\n]{0,30}exp\("),
    "leaky_relu": re.compile(r"where|maximum"),
}
"""How code may compute a function that it does not name."""
KNOWN_NAMES = frozenset(
    "adam adamw adagrad adadelta rmsprop nesterov lbfgs cosine exponential plateau cyclic onecycle"
    " sigmoid tanh gelu elu selu leaky_relu softplus silu".split()
)
"""Names that code which uses the thing has to spell."""


def _unnamed(claim: Claim, told: Told, pool: Pool) -> tuple[Known, ...]:
    """What the code has in the place of a thing that it names nowhere."""
    name = same_name(claim.name.partition(" ")[0])
    text = pool.text
    if claim.quantity == "schedule":
        claim = without_falls(claim)
    if name not in KNOWN_NAMES or pool.check is not HeldAgainst.CODE or not pool.complete:
        return ()
    if not is_own(claim) or not is_plain(claim, told) or not is_deed(claim):
        return ()
    if _is_one_of_several(claim, told) or text.speaks_of(name) or not text.trains:
        return ()
    spelt = OTHERWISE.get(name)
    if (spelt and spelt.search(text.squeezed)) or VARIANT.search(claim.words):
        return ()
    names = {same_name(each.name) for each in told.beside(claim) if each.quantity == claim.quantity}
    if len(names) > 1 or any(each.quantity in _RESULTS for each in told.beside(claim)):
        return ()
    found = tuple(each for each in pool.of(claim.quantity) if not each.is_open)
    return found or pool.of(claim.quantity)[:1]


def _is_one_of_several(claim: Claim, told: Told) -> bool:
    values = {each.value for each in told.beside(claim) if each.quantity == claim.quantity}
    return claim.is_one_of_several and len(values) > 1


def other_at_home(claim: Claim, told: Told, pool: Pool) -> tuple[Known, ...]:
    """The one other value in the only file that makes the optimizer which is told beside it."""
    if claim.quantity not in OF_OPTIMIZERS or claim.denied or claim.is_listed:
        return ()
    if claim.value is None or not is_own(claim) or not is_plain(claim, told):
        return ()
    mates = told.beside(claim)
    if any(each.quantity == claim.quantity and each is not claim for each in mates):
        return ()
    names = {same_name(each.name) for each in mates
             if each.quantity == "optimizer" and each.name and not each.denied}  # fmt: skip
    if len(names) != 1:
        return ()
    making = [each for each in pool.of("optimizer") if same_name(each.name) in names]
    homes = {(each.place.file, each.place.cell, each.place.page) for each in making}
    if len(homes) != 1 or any(each.is_open for each in pool.of("optimizer")):
        return ()
    (home,) = homes
    there = [each for each in pool.of(claim.quantity)
             if (each.place.file, each.place.cell, each.place.page) == home]  # fmt: skip
    others = [each for each in pool.of("optimizer")
              if (each.place.file, each.place.cell, each.place.page) == home]  # fmt: skip
    if len({same_name(each.name) for each in others}) != 1:
        return ()
    values = {each.value for each in there}
    if len(values) != 1 or any(each.is_open or agrees(claim, each) for each in there):
        return ()
    if is_an_option(claim.quantity, pool, home[0]) or _is_varied(claim, told, pool):
        return ()
    return tuple(there)


def _nowhere(claim: Claim, told: Told, pool: Pool) -> tuple[Known, ...]:
    """All values of the quantity, if they are all there are and this is none of them."""
    known = pool.of(claim.quantity)
    if not known or any(agrees(claim, each) for each in known):
        return ()
    value = float(claim.value or 0.0)
    is_complete = claim.quantity in pool.complete
    if not is_complete and (value in pool.literals or any(each.is_open for each in known)):
        return ()
    if claim.quantity in WINDOWS:
        near = replace(claim, words=words_near(claim) or claim.words)
        if may_be_of_no_layer(near) or not _PARTS.search(claim.words) or pool.has_other_networks:
            return ()
        if not tells_of_layers(near) and IN_GENERAL.search(near.words):
            return ()
        parts = {each.part for each in known}
        is_pooling = "pool" in claim.words.lower()
        if is_pooling and "pooling" not in parts:
            return ()
    elif is_an_option(claim.quantity, pool) or VARIANT.search(_without_falls(claim)):
        return ()
    if any(each.quantity in _RESULTS for each in told.beside(claim)):
        return ()
    return () if _is_varied(claim, told, pool) else tuple(known)


def _without_falls(claim: Claim) -> str:
    """Its words; of a step of a schedule, without those that say that the rate falls."""
    is_step = claim.quantity in ("step_epochs", "step_factor")
    return _EVERY.sub(" ", without_falls(claim).words) if is_step else claim.words


_EVERY = re.compile(r"\b(?:every|each)\b", re.IGNORECASE)
"""How often a rate falls: `every 50 epochs`."""


def _is_varied(claim: Claim, told: Told, pool: Pool) -> bool:
    """Whether more values are told than the code has: it was changed between experiments."""
    known = pool.of(claim.quantity)
    own = [each for each in told.alike(claim)[:MOST] if each.whose is not Whose.OTHERS]
    strange = {
        each.value
        for each in own
        if each.value is not None and not any(agrees(each, one) for one in known)
    }
    beside = [
        each
        for each in own
        if each.subject.question == claim.subject.question
        and each.value != claim.value
        and each.subject.settings == claim.subject.settings
        and any(agrees(each, one) for one in known)
    ]
    # Where its section tells a value of the code as well, this one is of something beside it.
    return bool(strange - {claim.value}) or bool(beside)


def is_an_option(quantity: str, pool: Pool, file: str = "") -> bool:
    """Whether the command line can set it: then the code does not tell with which value it ran."""
    found: Sequence[tuple[str, str]] = pool.text.options
    return any(quantity == one and file in (there, "") for one, there in found)
