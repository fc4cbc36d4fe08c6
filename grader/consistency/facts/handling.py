"""Statements on how data are handled: which loader shuffles, which images are augmented."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.features import place_at
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Place, Source

_KEEPS_ORDER = re.compile(
    r"\b(?:original|fixed|given|same|natural|stored|their own) order\b(?! of)"
    r"|\border (?:is|was|stays|remains|stayed) (?:kept|fixed|the same|unchanged|as (?:it|they))"
    r"|\bin order\b(?! to)",
    re.IGNORECASE,
)
_SHUFFLES = re.compile(
    r"\b(?:original|fixed|given|same|natural|stored|their own) order\b(?! of)"
    r"|\border (?:is|was|stays|remains|stayed) (?:kept|fixed|the same|unchanged|as (?:it|they))"
    r"|\bin (?:a )?random(?:ised|ized)? order\b|\bin order\b(?! to)|\bunshuffled"
    r"|\bshuffl|\bmix(?:es|ed)? (?:up )?(?:the|their|its) "
    r"(?:images|data|samples|examples|pictures)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|without|never|un|neither)\b|n['’]t\b|\bunshuffled", re.IGNORECASE
)
_SPLITS = {
    "train": re.compile(r"\btrain(?:ing)?\b|_train|train_|^train", re.IGNORECASE),
    "validation": re.compile(r"\bval(?:id(?:at\w+)?)?\b|_val|val_|valid|^val", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing)?\b|_test|test_|^test", re.IGNORECASE),
}
_BOTH = re.compile(r"\bboth\b|\ball (?:the )?(?:loaders|data ?loaders|sets|splits)", re.IGNORECASE)
_ONLY_SHUFFLED = re.compile(
    r"\b(?:only|just|solely) (?:the |our )?train(?:ing)?\b[^.;]{0,40}\bshuffl"
    r"|\bshuffl\w*\b[^.;]{0,30}\b(?:only|solely) (?:\w+ ){0,3}train(?:ing)?\b",
    re.IGNORECASE,
)
_LOADER = re.compile(
    r"(?:(\w{1,60})\s*=\s*)?\b(?:\w{1,30}\.){0,4}DataLoader\(((?:[^()]|\([^()]{0,200}\)){0,600})\)"
)
_GIVEN = re.compile(r"shuffle\s*=\s*(True|False)\b")
_OPEN = re.compile(r"shuffle\s*=|sampler\s*=|\*\*")
_OWN_WORDS = re.compile(
    r"\b(?:could|should|would|might|why|important|if|can|usually|always good|must|because)\b", re.I
)
_AUGMENTS = re.compile(
    r"\baugment|RandomCrop|RandomHorizontalFlip|RandomResizedCrop|\bflips?\b"
    r"|\brandom\w* (?:\w+ )?crops?\b",
    re.I,
)
_ONLY_TRAIN = re.compile(
    r"\b(?:only|just|solely|exclusively) (?:to|on|for|in|used|applied)?[^.]{0,25}\btrain"
    r"|\btrain(?:ing)?(?: set| images| data)? (?:only|alone)\b"
    r"|\btest (?:set|images|data)\s?[:=,]?\s(?:left )?"
    r"(?:untouched|unchanged|as (?:it|they) (?:is|are)"
    r"|not (?:augmented|changed))"
    r"|\btest (?:set|images|data) (?:is|are|remains?|stays?|was|were) "
    r"(?:not (?:changed|augmented|touched|modified)|left|untouched|unchanged)",
    re.IGNORECASE,
)  # fmt: skip
_TEST_TOO = re.compile(
    r"\btest(?:ing)? (?:set|images|data)\b[^.;]{0,30}\b(?:also|too|as well|likewise)\b"
    r"|\b(?:also|too|as well)\b[^.;]{0,20}\btest(?:ing)? (?:set|images|data)\b"
    r"|\bboth (?:the )?train\w*(?: set| images| data)? and (?:the )?test"
    r"|\btrain\w* and (?:the )?test (?:set|images|data)s? (?:are|were|is) (?:both )?augmented",
    re.IGNORECASE,
)
_COMPOSE = re.compile(
    r"(\w{1,60})\s*=\s*(?:\w+\.){0,3}Compose\(((?:[^()]|\((?:[^()]"
    r"|\([^()]{0,200}\)){0,300}\)){0,900})\)"
)
_TEST_SET = re.compile(
    r"(?:train\s*=\s*False|split\s*=\s*[\"']test[\"'])[^\n]{0,160}?transform\s*=\s*(\w{1,60})"
    r"|transform\s*=\s*(\w{1,60})[^\n]{0,160}?train\s*=\s*False"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """A data loader that code makes."""

    splits: frozenset[str]
    """What its name says that it loads."""
    shuffles: bool
    """Whether it puts its data in random order."""
    place: Place
    """Where."""


def hold_handling(work: Work, sources: tuple[Source, ...], check: HeldAgainst) -> Iterator[Checked]:
    """Statements on shuffling and on what is augmented."""
    code = [source for source in sources if not source.is_prose]
    loaders = list(_loaders(code))
    augmented = _augmented_tests(code)
    before = ""
    for sentence in spoken_in(work.write_up):
        last, before = before, sentence.text
        if _OWN_WORDS.search(sentence.text):
            continue
        if loaders and _SHUFFLES.search(sentence.text):
            yield from _shuffling(sentence, loaders, check, last)
        if augmented and _AUGMENTS.search(sentence.text) and _ONLY_TRAIN.search(sentence.text):
            yield _augmenting(sentence, augmented, check)
        elif augmented and _AUGMENTS.search(sentence.text) and _is_too(sentence.text):
            yield _augmenting(sentence, augmented, check, is_too=True)


def _is_too(text: str) -> bool:
    """Whether the test images are said to be augmented as well."""
    return bool(_TEST_TOO.search(text)) and not _DENIED.search(text)


def _loaders(code: Sequence[Source]) -> Iterator[Loader]:
    for source in code:
        for match in _LOADER.finditer(source.text):
            given = _GIVEN.search(match[2])
            given_to = match[1] or ""
            words = f"{given_to} {match[2].partition(',')[0]}"
            splits = {name for name, pattern in _SPLITS.items() if pattern.search(given_to)}
            splits = splits or {name for name, each in _SPLITS.items() if each.search(words)}
            if given or not _OPEN.search(match[2]):
                yield Loader(
                    splits=frozenset(splits),
                    shuffles=bool(given and given[1] == "True"),
                    place=place_at(source, match.start()),
                )


def _shuffling(
    sentence: Spoken, loaders: Sequence[Loader], check: HeldAgainst, before: str = ""
) -> Iterator[Checked]:
    """One sentence, taken clause by clause: `the training set is shuffled, the test set not`."""
    for clause in re.split(
        r",|;| but | while | whereas | and (?=(?:the|both|all) )", sentence.text
    ):
        if not _SHUFFLES.search(clause):
            continue
        if _ONLY_SHUFFLED.search(clause):
            yield from _only_shuffled(_part(sentence, clause), loaders, check)
            continue
        told = {name for name, pattern in _SPLITS.items() if pattern.search(clause)}
        told = told or _referred(clause, before)
        is_both = bool(_BOTH.search(clause))
        if len(told) != 1 and not is_both:
            continue
        meant = [one for one in loaders if is_both or (one.splits == told)]
        shuffled = not _DENIED.search(clause) and not _KEEPS_ORDER.search(clause)
        if is_both:
            meant = _one_of_each(meant)
        if not meant or (is_both and len(meant) != 2):
            continue
        wrong = [one for one in meant if one.shuffles != shuffled]
        if wrong and len(wrong) < len(meant) and not is_both:
            continue
        one = (wrong or meant)[0]
        does = "shuffles" if one.shuffles else "does not shuffle"
        kind = " and ".join(sorted(one.splits)) or "its"
        yield _record(
            _part(sentence, clause),
            check,
            Consistency.INCONSISTENT if wrong else Consistency.CONSISTENT,
            f"shuffling of the {kind} data",
            f"the {kind} loader of the {check.value} {does} ({_spot(one.place, check)})",
            one.place,
        )


def _one_of_each(loaders: Sequence[Loader]) -> list[Loader]:
    """For each split one of its loaders, if all of them are alike; without splits, all of them."""
    named = [one for one in loaders if one.splits]
    if not named:
        return list(loaders)
    of_split: dict[frozenset[str], list[Loader]] = {}
    for one in named:
        of_split.setdefault(one.splits, []).append(one)
    alike = [found for found in of_split.values() if len({one.shuffles for one in found}) == 1]
    return [found[0] for found in alike] if len(alike) == len(of_split) else []


def _only_shuffled(
    sentence: Spoken, loaders: Sequence[Loader], check: HeldAgainst
) -> Iterator[Checked]:
    """The training data alone are said to be shuffled: no other loader may shuffle."""
    others = [one for one in loaders if one.splits and "train" not in one.splits]
    if not others:
        return
    wrong = [one for one in others if one.shuffles]
    one = (wrong or others)[0]
    kind = " and ".join(sorted(one.splits))
    does = "shuffles" if wrong else "does not shuffle"
    yield _record(
        sentence,
        check,
        Consistency.INCONSISTENT if wrong else Consistency.CONSISTENT,
        f"shuffling of the {kind} data",
        f"the {kind} loader of the {check.value} {does} ({_spot(one.place, check)})",
        one.place,
    )


_REFERS = re.compile(r"\bthe (former|latter)\b", re.IGNORECASE)


def _referred(clause: str, before: str) -> set[str]:
    """The split that `the latter` means: the last of two that the sentence before names."""
    refers = _REFERS.search(clause)
    places = {name: match.start() for name, pattern in _SPLITS.items()
              if (match := pattern.search(before))}  # fmt: skip
    if fitting := re.search(r"\bfitting\b", before, re.IGNORECASE):
        places.setdefault("train", fitting.start())
    if refers is None or len(places) != 2:
        return set()
    ordered = sorted(places, key=lambda name: places[name])
    return {ordered[0] if refers[1].lower() == "former" else ordered[-1]}


def _part(sentence: Spoken, clause: str) -> Spoken:
    """A clause of a sentence, with its own place."""
    at = max(sentence.text.find(clause), 0)
    start = sentence.span.start + at + len(clause) - len(clause.lstrip())
    end = start + len(clause.strip())
    return replace(sentence, span=replace(sentence.span, start=start, end=end))


def _augmented_tests(code: Sequence[Source]) -> list[tuple[bool, Place]]:
    """For each test set, whether its images are augmented."""
    composed: dict[str, bool] = {}
    lists = re.compile(r"(\w{1,60})\s*=\s*\[[^\]\n]{0,300}(?:Random|Jitter|AutoAugment)")
    random_lists = {match[1] for source in code for match in lists.finditer(source.text)}
    for source in code:
        for match in _COMPOSE.finditer(source.text):
            parts = set(re.findall(r"[A-Za-z_]\w*", match[2])) & random_lists
            is_random = bool(re.search(r"Random|Jitter|AutoAugment", match[2]) or parts)
            known = composed.get(match[1])
            composed[match[1]] = is_random if known is None else known or is_random
    if not any(composed.values()):
        return []
    found = []
    for source in code:
        for match in _TEST_SET.finditer(source.text):
            name = match[1] or match[2]
            names = _given_to(name, code) | {name}
            if names & composed.keys():
                is_augmented = any(composed.get(each, False) for each in names)
                found.append((is_augmented, place_at(source, match.start())))
    return found


def _given_to(name: str, code: Sequence[Source]) -> set[str]:
    """Names that a name may stand for: of `t = augmented if x else plain`, both."""
    given = re.compile(rf"^[ \t]*{re.escape(name)}\s*=\s*([^\n(]{{1,120}})$", re.MULTILINE)
    return {
        word
        for source in code
        for match in given.finditer(source.text)
        for word in re.findall(r"[A-Za-z_]\w*", match[1])
    }


def _augmenting(
    sentence: Spoken,
    tests: Sequence[tuple[bool, Place]],
    check: HeldAgainst,
    *,
    is_too: bool = False,
) -> Checked:
    """`is_too`: the test images are said to be augmented as well."""
    augmented = [place for is_augmented, place in tests if is_augmented]
    place = augmented[0] if augmented else tests[0][1]
    does = "augments the test images as well" if augmented else "leaves the test images as they are"
    return _record(
        sentence,
        check,
        Consistency.INCONSISTENT if bool(augmented) != is_too else Consistency.CONSISTENT,
        "augmentation of the test images",
        f"the {check.value} {does} ({_spot(place, check)})",
        place,
    )


def _spot(place: Place, check: HeldAgainst) -> str:
    return where(place) if check is HeldAgainst.LISTING else str(place)


def _record(
    sentence: Spoken,
    check: HeldAgainst,
    outcome: Consistency,
    subject: str,
    clause: str,
    other: Place,
) -> Checked:
    return Checked(
        outcome=outcome,
        check=check,
        subject=subject,
        sentence=f"The text ({where(sentence.place)}) speaks of {subject}, {clause}.",
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=other,
    )
