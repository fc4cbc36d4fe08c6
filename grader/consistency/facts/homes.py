"""The pieces of code that a passage may tell of: files, sections of settings, listings, cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.naming import kinds_in, words_of_name, words_of_text
from grader.records import Claim

MOST = 40
"""Pieces that are told apart; of more, none is a home."""
MOST_TRAININGS = 8
"""Trainings of one piece; of more, they are those of a loop."""
LEAST_LETTERS = 4
"""Letters from which a name may be the beginning of a longer word: `palin`, `palindromes`."""

_OF_NETWORKS = frozenset("units sizes channels kernel_size parameters activation".split())
_NUMBERED = re.compile(
    r"^(?:problem|part|task|question|exercise|section|ex|sec|p|q|t)[_\- ]?(\d)(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One piece of code, with everything that it tells."""

    key: str
    """Unique in its pool."""
    piece: str
    """The same for all trainings of one piece."""
    file: str
    """The file that it stands in."""
    words: frozenset[str] = frozenset()
    """Words of its name, or of the heading above it."""
    kinds: frozenset[str] = frozenset()
    """The kinds of network that it is about."""
    number: str = ""
    """The number of the question that its name tells: 3 of `problem3.py`."""
    own: Mapping[str, tuple[Known, ...]]
    """What it tells itself, by quantity."""
    shared: Mapping[str, tuple[Known, ...]]
    """What code tells that it belongs to, for what it does not tell itself."""

    def of(self, quantity: str) -> tuple[Known, ...]:
        """Its values of a quantity that count."""
        found = self.own.get(quantity) or self.shared.get(quantity, ())
        found = tuple(each for each in found
                      if not (self.kinds and each.kinds) or self.kinds & each.kinds)  # fmt: skip
        live = tuple(each for each in found if not each.dormant)
        followed = tuple(each for each in live if each.is_followed and not each.is_open)
        return followed or live or found

    def bears_out(self, claim: Claim) -> bool | None:
        """Whether it has what is told; None if it does not tell, or that cannot be compared."""
        known = self.of(claim.quantity)
        if claim.denied:
            if claim.value is not None or not known or any(each.is_open for each in known):
                return None
            return not any(each.value or each.name not in ("", "none", "constant")
                           for each in known)  # fmt: skip
        found = [agrees(claim, each) for each in known]
        if any(found):
            return True
        return None if not found or None in found else False

    def is_named(self, words: frozenset[str]) -> bool:
        """Whether words of prose name it, as a whole or by a longer word that begins so."""
        return any(
            own in words
            or (len(own) >= LEAST_LETTERS and any(word.startswith(own) for word in words))
            for own in self.words
            if not own.isdigit()
        )


def homes_of(pool: Pool) -> tuple[Home, ...]:
    """Every piece of the code that settings or networks stand in."""
    pieces: dict[str, list[Known]] = {}
    for known in pool.known:
        pieces.setdefault(_key(known), []).append(known)
    if not 1 < len(pieces) <= MOST:
        return ()
    words = _words_of(pieces)
    sections = [key for key in pieces if key.startswith("section ")]
    scripts = [key for key in pieces if pieces[key][0].place.file.endswith(".py")
               and key not in sections]  # fmt: skip
    above = {key: _above(key, pieces, words, scripts, pool.text_of) for key in sections}
    taken = {each for found in above.values() for each in found}
    homes = [_home(key, pieces, words[key], above.get(key, ())) for key in pieces
             if key not in taken]  # fmt: skip
    return tuple(one for home in homes for one in _trainings(home))


def _trainings(home: Home) -> Iterator[Home]:
    """The trainings of a piece, each as one of its own if there are several."""
    holders = {
        each.holder for found in home.own.values() for each in found
        if each.holder.startswith("training ")
    }  # fmt: skip
    if not 1 < len(holders) <= MOST_TRAININGS:
        yield home
        return
    for holder in sorted(holders):
        own = {
            quantity: mine for quantity, found in home.own.items()
            if (mine := tuple(each for each in found if each.holder == holder))
        }  # fmt: skip
        told = {quantity for quantity, found in home.own.items()
                if any(each.holder in holders for each in found)}  # fmt: skip
        rest = {quantity: found for quantity, found in home.own.items() if quantity not in told}
        # What the networks of the piece are, is told by each training of its own.
        rest = {quantity: found for quantity, found in rest.items() if quantity not in _OF_NETWORKS}
        kinds = frozenset(kind for found in own.values() for each in found for kind in each.kinds)
        yield replace(home, key=f"{home.key} {holder}", own=own, shared={**home.shared, **rest},
                      kinds=kinds)  # fmt: skip


def _key(known: Known) -> str:
    """What tells the piece that a value stands in from the others."""
    place = known.place
    if known.holder.startswith("section "):
        return known.holder
    is_script = place.file.endswith(".py")
    if is_script or not (known.heading or known.question):
        return f"{place.file} {'' if place.cell is None else place.cell} {place.page or ''}"
    return f"{place.file} {known.question} {' '.join(sorted(known.heading))}"


def _words_of(pieces: Mapping[str, Sequence[Known]]) -> dict[str, frozenset[str]]:
    """Words that name each piece, and not all of them."""
    found = {key: _words(known[0]) for key, known in pieces.items()}
    scripts = [words for key, words in found.items() if pieces[key][0].place.file.endswith(".py")]
    common = frozenset.intersection(*scripts) if len(scripts) > 1 else frozenset[str]()
    return {key: words - common for key, words in found.items()}


def _words(known: Known) -> frozenset[str]:
    if known.holder.startswith("section "):
        return known.names
    if known.place.file.endswith(".py"):
        path = PurePosixPath(known.place.file)
        return words_of_name(path.stem, *path.parent.parts[-2:])
    return known.heading


def _above(
    key: str,
    pieces: Mapping[str, Sequence[Known]],
    words: Mapping[str, frozenset[str]],
    scripts: Sequence[str],
    texts: Mapping[str, str],
) -> tuple[str, ...]:
    """The script that a section of settings stands in, and the one that asks for it."""
    file = pieces[key][0].place.file
    name = re.escape(key.rpartition(" ")[2].lower())
    asks = re.compile(rf"[\[(]\s?[\"']{name}[\"']\s?[\])]")
    asking = [each for each in scripts if asks.search(texts.get(pieces[each][0].place.file, ""))]
    inside = [each for each in scripts if pieces[each][0].place.file == file]
    named = [each for each in scripts if words[each] & words[key]]
    one = asking if len(asking) == 1 else named if len(named) == 1 else []
    return tuple(dict.fromkeys([*inside, *one]))


def _home(
    key: str,
    pieces: Mapping[str, Sequence[Known]],
    words: frozenset[str],
    above: Sequence[str],
) -> Home:
    own = pieces[key]
    shared = [each for one in above for each in pieces[one]]
    is_section = key.startswith("section ")
    kinds = {kind for each in own for kind in each.kinds} | kinds_in(words)
    if not kinds and len(above) == 1:
        kinds = {kind for each in shared for kind in each.kinds}
    numbered = _NUMBERED.match(PurePosixPath(own[0].place.file).stem)
    return Home(
        key=key,
        piece=key,
        file=own[0].place.file,
        words=words,
        kinds=frozenset(kinds),
        number=numbered[1] if numbered and not is_section else "",
        own=_by_quantity(own),
        shared=_by_quantity(shared),
    )


def _by_quantity(known: Sequence[Known]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, tuple[Known, ...]] = {}
    for each in known:
        found[each.quantity] = (*found.get(each.quantity, ()), each)
    return found


def named_by(titles: Sequence[str], homes: Sequence[Home]) -> tuple[Home, ...]:
    """The pieces that the nearest telling title names."""
    for title in titles:
        words = words_of_text(title)
        found = tuple(home for home in homes if home.is_named(words))
        if found:
            return found
    return ()
