"""How many eigenfaces or components are said to be kept or shown, against the code's slices."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.itself.durations import WORDS
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Place, Source, Span

_COUNT = rf"(\d{{1,3}}|{'|'.join(word for word, count in WORDS.items() if count > 2)})"
_TOLD = re.compile(
    rf"\b(?:first|leading|top|largest)\s{_COUNT}\s(?:\w+\s)?(?:eigenfaces?|components?"
    r"|singular vectors?|eigenvectors?|principal)\b"
    rf"|\beigenfaces?\b[^.;]{{0,40}}\b(?:first|leading|top)\s{_COUNT}\b(?!\s(?:epochs|per))",
    re.IGNORECASE,
)
_SVD = re.compile(r"\bsvd\b|\.svd\(|svd_lowrank|\bPCA\(|eigh?\(", re.IGNORECASE)
_SLICE = re.compile(
    r"\b(?:u|v|vt|vh|v_?t|eig\w*|comp\w*|faces_?pc|basis)(?:\.T)?\[\s*(?::\s*,\s*)?:\s*(\d{1,3})\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:n_components|q|k|n_eig\w*|num_eig\w*|n_comp\w*)\s*=\s*(\d{1,3})\b", re.I)
_GRID = re.compile(r"\bsubplots\(\s*(?:nrows\s*=\s*)?(\d{1,2})\s*,\s*(?:ncols\s*=\s*)?(\d{1,2})\b")
_RANGE = re.compile(r"\brange\(\s*(\d{1,3})\s*\)")
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|if|not|no|about|around|variance|explain\w*|enough|suffice\w*"
    r"|paper|literature|handout|asked)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST = 2_000
_MOST_FOUND = 20
"""Decompositions of one file that are looked at."""
_MOST_SIDE = 12
"""Pictures in a row or column of a grid."""
_NEAR = 1_500
"""Characters of code behind the decomposition in which its vectors are used."""


def hold_components(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told number of leading components, if the code decomposes and uses some of them."""
    used = [each for source in sources if not source.is_prose for each in _used(source)][:_MOST]
    if not used:
        return
    for sentence in spoken_in(work.write_up):
        match = _TOLD.search(sentence.text)
        if match is None or _OTHER.search(sentence.text):
            continue
        group = 1 if match[1] else 2
        word = match[group].lower()
        count = WORDS.get(word) or int(word)
        fitting = [each for each in used if each[0] == count]
        if fitting:
            yield _record(sentence, match, group, fitting[0], pool, fits=True)
        elif float(count) not in pool.literals:
            yield _record(sentence, match, group, used[0], pool, fits=False)


def _used(source: Source) -> Iterator[tuple[int, Place]]:
    """How many of its vectors the code uses behind a decomposition, and where."""
    for found in islice(_SVD.finditer(source.text), _MOST_FOUND):
        after = source.text[found.start() : found.start() + _NEAR]
        for pattern in (_SLICE, _KEPT, _GRID, _RANGE):
            for match in pattern.finditer(after):
                count = int(match[1]) * (int(match[2]) if pattern is _GRID else 1)
                yield count, place_at(source, found.start() + match.start())
        for line in re.finditer(r"[^\n]{1,300}", after):
            yield from _products(line[0], place_at(source, found.start() + line.start()))


def _products(line: str, place: Place) -> Iterator[tuple[int, Place]]:
    """What two small numbers of one line multiply to: `show(faces, rows=4, cols=5)`."""
    small = [int(each) for each in re.findall(r"(?<![\w.])\d{1,2}(?![\w.])", line)][:8]
    for at, one in enumerate(small):
        for other in small[at + 1 :]:
            if 1 < one <= _MOST_SIDE and 1 < other <= _MOST_SIDE:
                yield one * other, place


def _record(
    sentence: Spoken, match: re.Match[str], group: int, used: tuple[int, Place], pool: Pool,
    *, fits: bool,
) -> Checked:  # fmt: skip
    begin = sentence.span.start
    return Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=pool.check,
        subject="number of components",
        sentence=(
            f"The text ({where(sentence.place)}) says {match[group]} for the number of components,"
            f" {who(pool)} has {used[0]} ({spot(used[1], pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=Span(
            block=sentence.span.block,
            start=begin + match.start(group),
            end=begin + match.end(group),
        ),
        other=used[1],
    )
