"""The epoch of the best result: `the best epoch was the 42nd`, `the peak is at epoch 60`."""

import re
from collections.abc import Iterator

from grader.collect.statements.told import Told
from grader.records import Amount

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        " twentieth".split(),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_NUMBER = (
    r"(?:(?P<number>[0-9]{1,3}(?:,[0-9]{3})|[0-9]{1,5})(?:st|nd|rd|th)?(?![0-9]|[.,][0-9]|[ ]?%)"
    rf"|(?P<word>{'|'.join(_ORDINALS)})\b)"
)
_BEST_EPOCH = re.compile(
    r"\b(?:best|optimal)[ ]epoch(?:[ ](?:is|was|being|here is))?[ ]*[:=(]?[ ]*"
    rf"(?:the[ ]|number[ ]|no\.?[ ]|\#)?{_NUMBER}(?![ ]?(?:,|and|or|/)?[ ][0-9])",
    re.IGNORECASE,
)
_QUANTITY = (
    r"(?:(?P<split>train(?:ing)?|val(?:id(?:ation)?)?|test)[ -](?:set[ ])?)?"
    r"(?P<what>accuracy|acc\.?|loss)"
)
_AT = (
    r"(?:at|in|after|during)[ ](?:the[ ])?(?:ep(?:och|\.)?[ ](?:no\.?[ ]|"
    r"number[ ])?(?P<one>[0-9]{1,5})"
    r"(?![0-9]|[.,][0-9]|[ ]?%|[ ]?(?:-|–|to|and)[ ]?[0-9])"
    rf"|(?:(?P<nth>[0-9]{{1,5}})(?:st|nd|rd|th)|(?P<ordinal>{'|'.join(_ORDINALS)}))[ ]epoch\b)"
)
_TOP = r"(?:highest|peak|maximum|max\.?|best|top)"
_LOW = r"(?:lowest|minimum|min\.?|smallest|best)"
_VALUE = r"(?:[, (]{1,2}[0-9][0-9.,]{0,8}[ ]?%?[,)]?)?"
_IS = (
    r"[ ](?:(?:is|was|were|lies|lay|comes|came|occurs|occurred|appears|appeared|arrives|arrived|"
    r"falls|stands|found|reached|obtained|achieved|attained|hit|already|only|to be)[ ]){0,3}"
)
_NOUN = re.compile(
    rf"\b(?:the|its|our|their)[ ](?:{_TOP}|{_LOW})[ ](?:of[ ](?:the[ ]|"
    rf"our[ ])?)?{_QUANTITY}{_VALUE}"
    rf"{_IS}{_AT}",
    re.IGNORECASE,
)
_VERB = re.compile(
    rf"\b(?:the|its|our)[ ]{_QUANTITY}[ ](?:peaks?|peaked|culminates?|culminated|has[ ]its[ ]"
    rf"(?:{_TOP}|{_LOW})(?:[ ](?:value|point))?|reaches[ ]its[ ](?:{_TOP}|{_LOW})|is[ ](?:highest|"
    r"lowest|smallest|best)|was[ ](?:highest|lowest|smallest|best))"
    rf"(?:[ ](?:of|at|with)[ ][0-9][0-9.,]{{0,8}}[ ]?%?)?{_VALUE},?[ ]{_AT}",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"\b(?:(?:is|was)[ ](?:highest|best)|peaks|peaked|(?:the[ ]|its[ ])?maximum[ ](?:is|was)[ ]"
    rf"(?:about[ ])?[0-9][0-9.,]{{0,8}}[ ]?%?),?[ ]{_AT}",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:about|around|roughly|approximately|would|could|should|if|expected|before|after|until)\b",
    re.IGNORECASE,
)
_WINDOW = 40


def best_epochs_in(text: str) -> Iterator[Told]:
    """Every epoch that is said to be that of the best result."""
    if "ep" not in text.lower():
        return
    seen: set[int] = set()
    for pattern in (_BEST_EPOCH, _NOUN, _VERB, _PLAIN):
        for match in pattern.finditer(text):
            told = _told(text, match)
            if told is not None and told.start not in seen:
                seen.add(told.start)
                yield told


def _told(text: str, match: re.Match[str]) -> Told | None:
    if _OPEN.search(text, max(0, match.start() - _WINDOW), match.start()):
        return None
    found = match.groupdict()
    group = next(
        (name for name in ("number", "word", "one", "nth", "ordinal") if found.get(name)), None
    )
    if group is None:
        return None
    written = match[group].lower()
    value = float(_ORDINALS.get(written) or written.replace(",", ""))
    amount = Amount(value=value, least=value, most=value, words=match[group])
    return Told(
        start=match.start(group), end=match.end(group), quantity="best_epoch", amount=amount,
        selection=_selection(found),
    )  # fmt: skip


def _selection(found: dict[str, str | None]) -> str:
    what, split = (found.get("what") or "").lower(), (found.get("split") or "").lower()
    if not what:
        return ""
    splits = {"tr": "train", "va": "validation", "te": "test"}
    quantity = "loss" if what == "loss" else "accuracy"
    return f"{splits[split[:2]]} {quantity}" if split else quantity
