"""Settings that are held against the one piece of code that their sentence must be about.

A sentence tells several settings of one training as a rule. Where two of them, or one and the title
above it, are borne out by one file, section or listing alone, the rest is of that one as well,
whatever other pieces of the code have.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.facts.agreeing import same_name
from grader.consistency.facts.another_meant import may_mean_another
from grader.consistency.facts.certain import Told, is_own, is_plain, is_study
from grader.consistency.facts.deciding import Decision
from grader.consistency.facts.deeds import GENERAL, is_deed
from grader.consistency.facts.excluded import KNOWN_NAMES, OTHERWISE, VARIANT, is_an_option
from grader.consistency.facts.homes import Home, named_by
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.naming import kinds_in, words_of_text
from grader.consistency.facts.refraining import PAGE_LINE
from grader.records import Claim, Consistency, HeldAgainst, Whose

SINGLE = frozenset(
    "optimizer learning_rate momentum weight_decay alpha batch_size epochs loss_function schedule"
    " step_epochs step_factor gradient_clip label_smoothing dropout seed noise length"
    " activation".split()
)
"""Settings of which one training has one value."""
WITNESSES = SINGLE | frozenset("units sizes channels kernel_size parameters components".split())
"""What may show which piece of the code is meant."""
ENOUGH = 2.0
"""Witnesses that show it."""
LEAD = 1.5
"""By how many it must be ahead of every other piece that may have what is told."""
ALONE = 1.5
"""Weight of a witness that one piece alone bears out."""
NAMED = 2.0
"""Weight of a name: of the title above, or of the network."""
NUMBERED = 3.0
"""Weight of the question's number in the name of a file."""
MOST_BESIDE = 20
"""Other statements that are looked at."""
MOST_TITLES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """How much speaks for one piece of the code."""

    home: Home
    weight: float
    """Witnesses that it bears out, and its name."""
    against: int
    """Witnesses of its sentence that it has otherwise."""


def decide_at_home(
    claim: Claim, decision: Decision | None, told: Told, homes: Sequence[Home], pool: Pool
) -> Decision | None:
    """A contradiction by the one piece of code that a statement must be about; None if none."""
    if decision is None or decision.is_sure:
        return None
    if claim.quantity not in SINGLE or claim.denied or not _is_one_of_the_work(claim, told):
        return None
    if claim.quantity == "seed" and (seeds := _no_such_seed(claim, pool)):
        return Decision(outcome=Consistency.INCONSISTENT, known=seeds, is_sure=True)
    if len(homes) < 2 or not any(each.bears_out(claim) is False for each in homes):
        return None
    home = home_of(claim, told, homes)
    if home is None or home.bears_out(claim) is not False:
        return None
    known = home.of(claim.quantity)
    if not _is_settled(claim, home, known, pool):
        return None
    if may_mean_another(claim, told, known, pool):
        return None
    return Decision(outcome=Consistency.INCONSISTENT, known=known, is_sure=True)


def _is_one_of_the_work(claim: Claim, told: Told) -> bool:
    """Whether it tells plainly what the one training had that its sentence speaks of."""
    if not is_own(claim) or not is_plain(claim, told) or PAGE_LINE.search(claim.words):
        return False
    if claim.name and not is_deed(claim) and not _is_in_a_note(claim, told):
        return False
    return not is_study(claim, told, is_sure=True) and not VARIANT.search(claim.words)


def _is_in_a_note(claim: Claim, told: Told) -> bool:
    """Whether it is told among numbers of settings: `Adam, lr 0.05, 300 epochs`."""
    beside = [each for each in told.beside(claim) if each.value is not None and not each.denied]
    return any(each.quantity in SINGLE for each in beside) and not GENERAL.search(claim.words)


def _no_such_seed(claim: Claim, pool: Pool) -> tuple[Known, ...]:
    """All seeds of the code, if it is certain that none of them is the one that is told."""
    known = pool.of("seed")
    if pool.check is not HeldAgainst.CODE or not known or claim.value is None:
        return ()
    if any(each.is_open or each.value == claim.value for each in known):
        return ()
    if "seed" not in pool.complete or is_an_option("seed", pool):
        return ()
    if claim.value not in pool.literals:
        return known
    # The number stands in the code, as a size or the like, and is given to nothing alone.
    given = re.compile(rf"[=(]\s{{0,4}}{claim.value:g}\s{{0,4}}(?:[\n),#;]|$)")
    one = len({each.value for each in known}) == 1
    return known if one and not given.search(pool.text.squeezed) else ()


def _is_settled(claim: Claim, home: Home, known: Sequence[Known], pool: Pool) -> bool:
    """Whether the piece has one value, and nothing else in it may be the one that is told."""
    if any(each.is_open for each in known) or is_an_option(claim.quantity, pool, home.file):
        return False
    if len({(each.value, each.name) for each in known}) != 1:
        return False
    if claim.name and not all(each.is_followed for each in known):
        return _names_nothing_else(claim, pool.text_of.get(home.file, ""))
    is_followed = all(each.is_followed or each.holder for each in known)
    numbers = pool.literals_of.get(home.file, frozenset())
    return is_followed or claim.value is None or claim.value not in numbers


def _names_nothing_else(claim: Claim, text: str) -> bool:
    """Whether the text of a script has no word of the thing, and computes it in no other way."""
    name = same_name(claim.name.partition(" ")[0])
    spelt = OTHERWISE.get(name)
    squeezed = text.replace("_", "")
    is_there = name.replace("_", "") in squeezed or (spelt and spelt.search(squeezed))
    return bool(text and name in KNOWN_NAMES and not is_there)


def home_of(claim: Claim, told: Told, homes: Sequence[Home]) -> Home | None:
    """The one piece of code that a statement must be about; None if that is not certain."""
    words = words_of_text(claim.subject.network)
    kinds = kinds_in(words)
    fitting = [home for home in homes if not (kinds and home.kinds and not kinds & home.kinds)]
    shown = [_shown(each, homes) for each in _witnesses(claim, told)]
    names = [
        [home.piece for home in fitting if words and home.is_named(words)],
        [home.piece for home in named_by(titles_above(claim, told), homes)],
    ]
    numbered = _numbered(claim, homes)
    ranked = [
        _ranked(home, shown,
                NAMED * any(set(pieces) == {home.piece} for pieces in names)
                + NUMBERED * (numbered == {home.piece}))
        for home in fitting
    ]  # fmt: skip
    best = max(ranked, key=lambda each: each.weight, default=None)
    if best is None or best.weight < ENOUGH or best.against * 3 > best.weight:
        return None
    is_titled = best.home.piece in names[1] and len(set(names[1])) == 1
    for each in ranked:
        held = each.home.bears_out(claim)
        # What has the told value is as likely meant as what one more witness speaks for.
        if each is best or held is False or best.weight >= each.weight + bool(held) + LEAD:
            continue
        if not (is_titled and best.weight > each.weight and _has_its_title(each.home, told, homes)):
            return None
    return best.home


def _has_its_title(home: Home, told: Told, homes: Sequence[Home]) -> bool:
    """Whether another title of the write-up names this piece of the code alone."""
    return any(
        {each.piece for each in named_by((section.title,), homes)} == {home.piece}
        for section in told.write_up.sections[:MOST_TITLES]
    )


def titles_above(claim: Claim, told: Told) -> tuple[str, ...]:
    """The headings that a statement stands under, the nearest first, by their levels."""
    span, sections, blocks = claim.span, told.write_up.sections, told.write_up.blocks
    index = blocks[span.block].section if span and 0 <= span.block < len(blocks) else None
    if index is None or not 0 <= index < len(sections):
        return ()
    titles, level = [sections[index].title], sections[index].level
    for section in reversed(sections[max(0, index - 60) : index]):
        if level is not None and section.level is not None and section.level < level:
            titles.append(section.title)
            level = section.level
    return (*titles, *told.titles_over(claim)[1:])


def _numbered(claim: Claim, homes: Sequence[Home]) -> set[str]:
    """The files whose name tells the number of the statement's question, if names do."""
    top = claim.subject.question.partition(".")[0].partition("(")[0]
    if len({home.number for home in homes} - {""}) < 2:
        return set()
    return {home.piece for home in homes if top and home.number == top}


def _ranked(home: Home, shown: Sequence["_Shown"], weight: float) -> _Ranked:
    """`weight`: of its names."""
    against = 0
    for each in shown:
        # Epochs are told of moments as well.
        against += home.key in each.against and each.quantity != "epochs"
        # What all of them have shows none of them.
        if home.key in each.bearing and (not each.is_everywhere or each.having == 1):
            weight += ALONE if len(each.bearing) == 1 else 1.0
    return _Ranked(home=home, weight=weight, against=against)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What one other statement shows."""

    quantity: str
    bearing: frozenset[str]
    """Pieces that bear it out."""
    against: frozenset[str]
    """Pieces that have it otherwise."""
    having: int
    """How many tell the quantity at all."""

    @property
    def is_everywhere(self) -> bool:
        """Whether every piece that tells the quantity bears it out."""
        return len(self.bearing) >= self.having


def _shown(witness: Claim, homes: Sequence[Home]) -> _Shown:
    held = {home.key: home.bears_out(witness) for home in homes}
    return _Shown(
        quantity=witness.quantity,
        bearing=frozenset(key for key, each in held.items() if each),
        against=frozenset(key for key, each in held.items() if each is False),
        having=sum(bool(home.of(witness.quantity)) for home in homes),
    )


def _witnesses(claim: Claim, told: Told) -> tuple[Claim, ...]:
    """The other settings that are told with it, each once."""
    found: dict[object, Claim] = {}
    for each in (*told.beside(claim), *told.moments_beside(claim))[:MOST_BESIDE]:
        is_own = each.whose is not Whose.OTHERS and not each.is_one_of_several
        if is_own and each.quantity in WITNESSES and each.quantity != claim.quantity:
            found.setdefault((each.quantity, each.value, each.name, each.sizes), each)
    return tuple(found.values())
