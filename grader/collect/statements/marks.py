"""Words that say of which split, epoch or moment a value is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_KEPT = 512
"""Sentences and clauses whose words are kept: several readers ask for them."""
_SPLIT = (
    r"(?P<train>train(?:ing)?|Trainings?|entrenamiento|entra[iî]nement|addestramento|treino|treinamento|训练)|(?P<validation>validation|valid|val|dev(?:elopment)?|"
    r"validating|validación|validação|validazione|Validierungs?|验证)|(?P<test>test(?:ing)?|"
    r"held[ -]?out|unseen|Tests?|teste|prueba|测试)"
)
_SPLITS = re.compile(
    rf"(?<![A-Za-z])(?:{_SPLIT})(?=[ ]?(?:[-_ ]|,|/|\)|and\b|or\b|&|:|=)[ ]?|[.;%]|集|准|损|精|正|"
    r"(?:genauigkeit|verlust|daten|menge|satz|set|acc|loss)|$)",
    re.IGNORECASE,
)
_SPLIT_AFTER = re.compile(
    r"[ _-]?(?:set|sets|data|dataset|split|acc\w*|loss\w*|err\w*|curves?|images?|pictures?|"
    r"digits?|instances?|samples?|examples?|"
    r"performance|partition|score|result|labels?|faces?|points?|metric|mse|genauigkeit|verlust|"
    r"daten|menge|satz|集|准确率|损失|精度|正确率)(?![a-z])|[ ]?(?:=|:|\)|%)|[ ]?\(?[0-9]",
    re.IGNORECASE,
)
_SPLIT_BEFORE = re.compile(
    r"(?:\b(?:on|for|in|of|de|di|do|da|no|na|en|em|sur|sul|del|d['’])(?: the| our| unseen| le|"
    r" la)?|"
    r"[(/,])[ ]?$|\b(?:and|or|&)[ ]?$|[0-9%][ ]?\(?$",
    re.IGNORECASE,
)
_SPLIT_LIST = re.compile(
    rf"[ ]?(?:,|/|and|or|&|as well as|, and)[ ]?(?:the[ ])?(?:{_SPLIT.replace('?P<train>', '?:').replace('?P<validation>', '?:').replace('?P<test>', '?:')})"  # noqa: E501
    r"(?:[ _-]?(?:set|sets|data|acc\w*|loss\w*|err\w*)|$)",
    re.IGNORECASE,
)
_ON_SPLIT = re.compile(r"\b(?:on|for|in)(?: the)?[ ]$", re.IGNORECASE)
_ENDS = re.compile(r"[.,;:)]|$|[ ](?:and|or|as well)\b")
_VERBAL = re.compile(
    r"[ ](?:the|a|an|it|our|this|with|for|whether|if|process|procedure|time|took|takes|epochs?|"
    r"run|loop|regime|settings?|parameters|progress\w*|continues|was|is|on|again|longer|to|cost)\b",
    re.IGNORECASE,
)
_EPOCH = re.compile(
    r"(?P<to>\b(?:until|till|from|since|before|beyond|between|past|up to|to|every|each|per)"
    r"(?: about| around| roughly| approximately| the)?[ ])?"
    r"(?:\b(?P<after>after|at|in|within|by)(?: about| around| only| just| roughly| approximately|"
    r" all| the full| a total of| exactly)?[ ](?P<many>[0-9][0-9,]{0,6}|two|three|four|"
    r"five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred)(?:-|[ ]|"
    r"[ ]training[ ])"
    r"epochs?\b"
    r"|\b(?:(?:epoch|ep\.?)(?:[ ](?:no\.?|number|\#)|[ ]?=|[ ]of[ ]about)?|"
    r"(?<!of )(?P<plural>epochs))[ ]?(?:~|\#)?"
    r"(?P<one>[0-9][0-9,]{0,6})\b(?!\.[0-9]|[ ]?%)(?P<more>(?:[ ]?(?:-|–|to|and|"
    r"or)[ ]?(?:epochs?[ ])?[0-9]{1,6}\b(?![.,][0-9]|[ ]?%)){1,4})?"
    r"|\b(?P<nth>[0-9]{1,5})(?:st|nd|rd|th)(?:[ ]training)?[ ]epoch"
    r"|\b(?P<first>first)(?:[ ]training)?[ ]epoch\b"
    r"|第[ ]?(?P<cn>[0-9]{1,5})[ ]?个?[ ]?(?:轮|epoch|周期)"
    r"|\b(?P<ordinal>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"twentieth)(?:[ ]training)?[ ]epoch\b"
    r"|\bafter[ ]the[ ](?P<elliptic>second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth)(?=[ ](?:it|only|about|already|[0-9]))"
    r"|(?P<last>\b(?:last|final)[ ]epoch\b))",
    re.IGNORECASE,
)
_WORDS = {
    **dict(zip("second third fourth fifth sixth seventh eighth ninth tenth".split(),
               "2 3 4 5 6 7 8 9 10".split(), strict=True)),
    **dict(zip("two three four five six seven eight nine ten twenty thirty forty fifty hundred"
               " twentieth".split(),
               "2 3 4 5 6 7 8 9 10 20 30 40 50 100 20".split(), strict=True)),
}  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|ca\.?|circa|less than|"
    r"more than)[ ](?:the[ ])?(?:epochs?|[0-9])|~",
    re.IGNORECASE,
)
_MOMENTS = (
    ("best", re.compile(r"\b(?:best|highest|peak(?:s|ed|ing)?|max(?:imum|imal)?|lowest|"
                        r"minim(?:um|al)"
                        r"|top|optimal|beste[nr]?|höchste[nr]?)\b|最高|最佳|最好", re.IGNORECASE)),
    ("final", re.compile(r"\b(?:final(?:ly)?|(?<=\s)nal|last epoch|at the end|in the end|"
                         r"end(?:s|ed|ing)? (?:up )?"
                         r"(?:at|with)|ultimately|eventually)\b|最终", re.IGNORECASE)),
    ("initial", re.compile(r"\b(?:initial(?:ly)?(?! learning)|first epoch|"
                           r"at the (?:beginning|start)|"
                           r"start(?:s|ed|ing) (?:at|with|from)|before training)\b",
                           re.IGNORECASE)),
)  # fmt: skip
_SELECTION = re.compile(
    r"\b(?P<how>lowest|smallest|least|min(?:imum|imal)?|best|highest|largest|max(?:imum|imal)?|"
    r"picked by|selected by|chosen by|selected on|according to|based on(?: the)?|by)[ ]"
    r"(?:the[ ])?(?:lowest[ ]|best[ ]|highest[ ]|minimum[ ]|maximum[ ])?"
    r"(?P<split>train(?:ing)?|val(?:id(?:ation)?)?|test)[ -]?(?:set[ ])?"
    r"(?P<what>loss|acc(?:uracy|\.)?)",
    re.IGNORECASE,
)
_LAYER = re.compile(
    r"\b(?:the[ ])?(?P<which>first|second|third|fourth|fifth|last|final|output|input|1st|"
    r"2nd|3rd)[ ]"
    r"(?:(?:hidden|linear|dense|conv(?:olutional)?|fully[ -]connected|fc)[ ])?layer\b"
    r"|\b(?P<named>(?:layer|fc|conv|linear|hidden layer)[ _]?[0-9])\b(?![.0-9]|[ ]?(?:-|→))"
    r"|\b(?P<per>per[ ]layer|each[ ](?:hidden[ ]|of the )?layer)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that tell a split, an epoch, a moment or the like."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    value: str
    """What they tell: `test`, `240`, `best`."""


@lru_cache(maxsize=_KEPT)
def splits_in(text: str) -> tuple[Mark, ...]:
    """Every split that is spoken of; `training the model` speaks of none."""
    return tuple(_splits(text))


def _splits(text: str) -> Iterator[Mark]:
    is_short = len(text) <= 40 and len(text.split()) <= 4
    for match in _SPLITS.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        is_noun = match.lastgroup == "validation" or (
            match[0].lower() in ("test", "train") and _ON_SPLIT.search(before)
        )
        if not is_noun and _VERBAL.match(text, match.end()):
            continue
        named = _SPLIT_AFTER.match(text, match.end()) or _SPLIT_LIST.match(text, match.end())
        is_verb = match[0].lower().endswith("ing") and not (
            _ON_SPLIT.search(before) and _ENDS.match(text, match.end())
        )
        if named or is_short or (_SPLIT_BEFORE.search(before) and not is_verb):
            yield Mark(start=match.start(), end=match.end(), value=match.lastgroup or "")


@lru_cache(maxsize=_KEPT)
def epochs_in(text: str) -> tuple[Mark, ...]:
    """Every epoch that is spoken of: its number, `about 80`, or `last`."""
    return tuple(_epochs(text))


def _epochs(text: str) -> Iterator[Mark]:
    for match in _epoch_matches(text):
        value = _epoch(match)
        if match["to"] or match["more"] or match["plural"] or not value:
            continue
        if _ABOUT.search(text[max(0, match.start() - 16) : match.end()]):
            value = f"about {value}"
        yield Mark(start=match.start(), end=match.end(), value=value)


def epoch_words_in(text: str) -> Iterator[tuple[int, int]]:
    """Where words number epochs, those that a trend begins or ends with too."""
    for match in _epoch_matches(text):
        if not match["plural"] or match["more"] or match["to"]:
            yield match.span()


@lru_cache(maxsize=_KEPT)
def _epoch_matches(text: str) -> tuple[re.Match[str], ...]:
    plain = text.lower()
    if not any(word in plain for word in ("ep", "after the", "第")):
        return ()
    return tuple(_EPOCH.finditer(text))


def _epoch(match: re.Match[str]) -> str:
    if match["first"]:
        return "1"
    if match["last"]:
        return "last"
    word = match["ordinal"] or match["elliptic"]
    many = next((match[name] for name in ("many", "one", "nth", "cn") if match[name]), None)
    written = (word or many or "").lower()
    number = _WORDS.get(written, written.replace(",", ""))
    return number if number.isdecimal() else ""


@lru_cache(maxsize=_KEPT)
def moments_in(text: str) -> tuple[Mark, ...]:
    """Every word for the best, the final or the initial state."""
    return tuple(
        Mark(start=match.start(), end=match.end(), value=name)
        for name, pattern in _MOMENTS
        for match in pattern.finditer(text)
    )


@lru_cache(maxsize=_KEPT)
def selections_in(text: str) -> tuple[Mark, ...]:
    """Every phrase for that by which the best was picked: `validation loss`."""
    plain = text.lower()
    return tuple(_selections(text)) if "loss" in plain or "acc" in plain else ()


def _selections(text: str) -> Iterator[Mark]:
    for match in _SELECTION.finditer(text):
        split = {"t": "train", "v": "validation"}[match["split"][0].lower()]
        split = "test" if match["split"].lower() == "test" else split
        what = "loss" if match["what"].lower() == "loss" else "accuracy"
        yield Mark(start=match.start(), end=match.end(), value=f"{split} {what}")


@lru_cache(maxsize=_KEPT)
def layers_in(text: str) -> tuple[Mark, ...]:
    """Every single layer that is spoken of: `first layer`."""
    return tuple(_layers(text))


def _layers(text: str) -> Iterator[Mark]:
    for match in _LAYER.finditer(text):
        which = match["which"] or ""
        value = f"{which} layer" if which else match["named"] or "each layer"
        yield Mark(start=match.start(), end=match.end(), value=" ".join(value.lower().split()))
