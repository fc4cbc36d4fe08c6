"""Learning rates that go down by a share that words tell: `halved every 100 epochs`."""

import re
from collections.abc import Iterator

from grader.collect.statements.told import Told
from grader.records import Amount

_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_RATE = r"\b(?:learning[ -]?rates?|lr|rate)\b"
_FALLS = re.compile(
    _RATE + r"(?:[^.;,0-9]{0,40}?)\b(?:(?P<halved>halved|halves|cut in half|divided by two)|"
    r"(?P<quartered>quartered)|(?:(?:to|is|was|by)[ ])?(?:an?|one)[ ]"
    r"(?P<part>half|third|quarter|fifth|tenth)[ ]of[ ](?:what it was|its (?:initial |previous |"
    r"former |old |first )?(?:value|size)))",
    re.IGNORECASE,
)
_HALVING = re.compile(
    r"\b(?:we|I|which|that)[ ](?:then |also )?(?P<halved>halved?|halves)[ ](?:the|our|its)[ ]"
    r"(?:learning[ -]?rate|lr)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"[^.;,0-9]{0,20}?\b(?:every|each|after every|after each)[ ](?P<many>[0-9]{1,5})[ ]epochs?\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|after|at|in|since|with|on)[ ](?:the[ ])?(?:(?P<nth>[0-9]{1,5})(?:st|nd|rd|"
    r"th)[ ]epoch"
    r"|epoch[ ](?P<number>[0-9]{1,5}))(?:[ ]on(?:wards?)?)?,?[ ](?:the[ ]|our[ ])?$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:batch|length|error|would|could|should|if|noise)\b", re.IGNORECASE)


def rate_steps_in(text: str) -> Iterator[Told]:
    """The factor, and the epochs after which it comes, where the same clause tells them."""
    for pattern in (_FALLS, _HALVING):
        for match in pattern.finditer(text):
            if _OPEN.search(text, max(0, match.start() - 30), match.end()):
                continue
            group = "halved" if match["halved"] else (match.lastgroup or "halved")
            factor = _factor(match)
            yield _told(match.start(group), match.end(group), "step_factor", factor, match[group])
            if every := _EVERY.match(text, match.end()):
                yield _of_epochs(every, "many")
            elif since := _FROM.search(text[: match.start()][-60:]):
                at = match.start() - len(text[: match.start()][-60:])
                group = "nth" if since["nth"] else "number"
                value = float(since[group])
                yield _told(at + since.start(group), at + since.end(group), "step_epochs", value,
                            since[group])  # fmt: skip


def _factor(match: re.Match[str]) -> float:
    found = match.groupdict()
    if found.get("quartered"):
        return 0.25
    part = found.get("part")
    return _PARTS[part.lower()] if part else 0.5


def _of_epochs(match: re.Match[str], group: str) -> Told:
    return _told(
        match.start(group), match.end(group), "step_epochs", float(match[group]), match[group]
    )


def _told(start: int, end: int, quantity: str, value: float, words: str) -> Told:
    amount = Amount(value=value, least=value, most=value, words=words[:60])
    return Told(start=start, end=end, quantity=quantity, amount=amount)
