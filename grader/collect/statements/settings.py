"""Under what settings something was got: `with lr 0.1`, `without dropout`, `n = 16`, `run 2`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.collect.statements.pairing import Pair, pairs_in
from grader.collect.statements.parsed import Parsed
from grader.collect.statements.quantities import Mention

CONDITIONS = frozenset(
    "learning_rate momentum weight_decay alpha batch_size dropout label_smoothing noise"
    " noisy_labels length units hidden_layers layers gradient_clip seed components channels"
    " kernel_size step_epochs step_factor".split()
)
"""Quantities that tell results apart."""
NAMED = frozenset(
    "optimizer loss_function schedule activation output_activation augmentation regularisation"
    " input_scaling device framework data_set".split()
)
_SWITCHED = frozenset(
    "dropout momentum weight_decay augmentation schedule noise regularisation gradient_clip"
    " label_smoothing activation output_activation".split()
)
_WITH = re.compile(
    r"\b(?:with|using|adding|added|after|plus|including|applying|introducing|enabling|mit)(?:[ ]"
    r"(?:the|a|an|data|additional|adding|using|applying|some|its|our|introducing|learning[ -]rate|"
    r"lr))*[ ]$|\+[ ]?$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(?:\b(?:without|no|w/o|before|ohne|removing|disabling|lacking|not using)|"
    r"无)(?:[ ](?:the|a|an|any|data|adding|"
    r"using|applying|introducing|learning[ -]rate|lr))*[ ]?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:than|unlike|compared (?:to|with)|versus|vs\.?|instead of|over|against|rather than|as|"
    r"beats?|outperform\w{0,3}|if|like)[ ](?:the[ ])?(?:with[ ]|for[ ]|using[ ])?$",
    re.IGNORECASE,
)
_N = re.compile(r"(?<![A-Za-z])[nN][ ]?(?:=|≈|:)[ ]?([0-9]{1,5})(?![0-9.])")
_RUN = re.compile(
    r"(?<![A-Za-z])(?:run|trial|repetition|fold)[ ]?(?:no\.?[ ]?|\#)?([0-9]{1,3})"
    r"(?![0-9.]|,[0-9]|[ ]?%)|\b(first|second|third|fourth|fifth)[ ](?:run|trial|repetition)\b",
    re.IGNORECASE,
)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_T = re.compile(r"(?<![A-Za-z])(?:T|L)[ ]?=[ ]?([0-9]{1,3})(?![0-9.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting, and where the words for it stand."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    quantity: str
    """One of `QUANTITIES`, or `run`, or the name of a regularisation."""
    is_listed: bool = False
    """Whether it stands in a row with other values of the same quantity."""
    value: str
    """Canonical: a number as `format(value, "g")`, a name, `yes`, `no`."""


def settings_in(parsed: Parsed, pairs: Sequence[Pair]) -> tuple[Setting, ...]:
    """Every setting that a text tells, in order."""
    plain = pairs_in(parsed)
    return _of_plain(parsed) if len(pairs) == len(plain) else _all_of(parsed, pairs)


@lru_cache(maxsize=512)
def _of_plain(parsed: Parsed) -> tuple[Setting, ...]:
    return _all_of(parsed, pairs_in(parsed))


def _all_of(parsed: Parsed, pairs: Sequence[Pair]) -> tuple[Setting, ...]:
    found = [*_numbers(pairs), *_names(parsed), *_switches(parsed, pairs), *_signs(parsed.text)]
    unique: dict[tuple[str, str], Setting] = {}
    for setting in sorted(found, key=lambda setting: setting.start):
        unique.setdefault((setting.quantity, setting.value), setting)
    return tuple(unique.values())


def _numbers(pairs: Sequence[Pair]) -> Iterator[Setting]:
    for pair in pairs:
        if pair.quantity in CONDITIONS and not pair.amount.is_about:
            start = min(pair.found.start, pair.mention.start if pair.mention else pair.found.start)
            end = max(pair.found.end, pair.mention.end if pair.mention else pair.found.end)
            value = format(pair.amount.value, "g")
            row = [
                one for one in pairs if one.group is pair.group and one.quantity == pair.quantity
            ]
            if len(row) > 1:
                start, end = pair.found.start, pair.found.end
            yield Setting(
                start=start, end=end, quantity=pair.quantity, value=value, is_listed=len(row) > 1
            )


def _names(parsed: Parsed) -> Iterator[Setting]:
    for mention in parsed.mentions:
        if not mention.name or mention.quantity not in NAMED or _is_aside(parsed.text, mention):
            continue
        if _WITHOUT.search(parsed.text[max(0, mention.start - 40) : mention.start]):
            continue
        quantity, value = mention.quantity, mention.name
        if quantity == "regularisation":
            quantity, value = mention.name, "yes"
        yield Setting(start=mention.start, end=mention.end, quantity=quantity, value=value)


def _switches(parsed: Parsed, pairs: Sequence[Pair]) -> Iterator[Setting]:
    told = {id(pair.mention) for pair in pairs}
    for mention in parsed.mentions:
        if mention.quantity not in _SWITCHED or id(mention) in told:
            continue
        before = parsed.text[max(0, mention.start - 40) : mention.start]
        is_name = mention.quantity == "regularisation" and bool(mention.name)
        quantity = mention.name if is_name else mention.quantity
        if _WITHOUT.search(before):
            yield Setting(start=mention.start, end=mention.end, quantity=quantity, value="no")
        elif not mention.name and _WITH.search(before) and mention.quantity not in (
            "activation", "output_activation"
        ):  # fmt: skip
            yield Setting(start=mention.start, end=mention.end, quantity=quantity, value="yes")


def _signs(text: str) -> Iterator[Setting]:
    has_signs = any(sign in text for sign in "=:≈")
    for match in _N.finditer(text) if has_signs else ():
        value = format(float(match[1]), "g")
        yield Setting(start=match.start(), end=match.end(), quantity="units", value=value)
    for match in _T.finditer(text) if has_signs else ():
        value = format(float(match[1]), "g")
        yield Setting(start=match.start(), end=match.end(), quantity="length", value=value)
    for match in _RUN.finditer(text):
        value = match[1] or _ORDINALS[match[2].lower()]
        yield Setting(start=match.start(), end=match.end(), quantity="run", value=value)


def _is_aside(text: str, mention: Mention) -> bool:
    return bool(_ASIDE.search(text[max(0, mention.start - 30) : mention.start]))
