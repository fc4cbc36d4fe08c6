"""Everything of how data are made ready of which sentences and code tell a number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.consistency.facts.features import place_at
from grader.consistency.facts.prepared_words import COUNTS, FRACTIONS, every, one_in
from grader.records import Place, Source

_DECIMAL = re.compile(r"(?<![\d.,])(0[.,]\d{1,6})(?![\d.,]*\d)")
MOST_CODE = 400_000
"""Characters of one source that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number that code gives to one thing."""

    value: float
    """It."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing that sentences tell a number of."""

    name: str
    """What it is called."""
    speaks: re.Pattern[str]
    """What a sentence must say."""
    told: Callable[[str], tuple[float, ...]]
    """The numbers that it tells of it."""
    given: Callable[[Source], Iterator[Given]]
    """The numbers that code gives to it."""
    is_elsewhere: bool = False
    """Whether code may give it in another form as well: then the number may stand nowhere."""
    is_counted: bool = False
    """Whether code that does it has to take a remainder."""


def _decimals(text: str) -> tuple[float, ...]:
    return tuple(float(each.replace(",", ".")) for each in _DECIMAL.findall(text))


def _long_decimals(text: str) -> tuple[float, ...]:
    """Decimals of three digits: statistics of data are given so."""
    found = [each for each in _DECIMAL.findall(text) if len(each) >= 5]
    return tuple(float(each.replace(",", ".")) for each in found)


def _matching(pattern: re.Pattern[str]) -> Callable[[str], tuple[float, ...]]:
    def told(text: str) -> tuple[float, ...]:
        matches = (next(filter(None, match.groups()), "") for match in pattern.finditer(text))
        return tuple(float(each.replace(",", ".")) for each in matches if each)

    return told


def _giving(pattern: re.Pattern[str]) -> Callable[[Source], Iterator[Given]]:
    def given(source: Source) -> Iterator[Given]:
        for match in pattern.finditer(source.text[:MOST_CODE]):
            for group in filter(None, match.groups()):
                for each in re.findall(r"\d+\.?\d*(?:[eE]-?\d+)?|\.\d+", group):
                    yield Given(value=float(each), place=place_at(source, match.start()))

    return given


_FLIP = re.compile(r"\bRandom(?:Horizontal|Vertical)Flip\(\s*(?:p\s*=\s*)?(\d?\.\d+)?\s*\)")


def _flips(source: Source) -> Iterator[Given]:
    for match in _FLIP.finditer(source.text[:MOST_CODE]):
        yield Given(value=float(match[1] or 0.5), place=place_at(source, match.start()))


_CROP = re.compile(
    r"\bRandom(?:Resized)?Crop\(([^()\n]{0,120}(?:\([^()\n]{0,60}\)[^()\n]{0,60})?)\)"
)


def _paddings(source: Source) -> Iterator[Given]:
    """What crops are padded with; nothing where anything else pads."""
    text = source.text[:MOST_CODE]
    if re.search(r"\bPad\(|F\.pad\(|np\.pad\(", text):
        return
    for match in _CROP.finditer(text):
        padding = re.search(r"padding\s*=\s*(\w+)", match[1])
        second = re.match(r"\s*\d+\s*,\s*(\d+)", match[1]) if "Resized" not in match[0] else None
        value = padding[1] if padding else second[1] if second else "0"
        if value.isdigit():
            yield Given(value=float(value), place=place_at(source, match.start()))


_SHARE_TOLD = re.compile(
    r"\b(?:(one|an?|two|three|four)[ -](half|third|quarter|fifth|sixth|tenth)s?"
    r"|(\d{1,2}(?:[.,]\d)?)\s?(?:%|per ?cent))(?![\w])[^.;,%]{0,40}?\b(?:kept|held|reserved|put"
    r"|set|used|taken|left|serves?|go|goes|went"
    r"|(?:is|are|was|were)(?= for\b))\b[^.;,%]{0,30}?\b(?:for|as|to|in)\s"
    r"(?:the\s)?(?:final\s)?(?:test|validat|evaluat|hold)",
    re.IGNORECASE,
)


def _shares(text: str) -> tuple[float, ...]:
    found = []
    for match in _SHARE_TOLD.finditer(text):
        if match[3]:
            found.append(float(match[3].replace(",", ".")) / 100)
        else:
            found.append(COUNTS[match[1].lower()] * FRACTIONS[match[2].lower()])
    return tuple(found)


_PROBABILITY = re.compile(
    r"\bprobability\b(?: of)?\s(?:(one|a)\s)?(half|third|quarter|fifth)\b", re.I
)


def _probabilities(text: str) -> tuple[float, ...]:
    worded = [FRACTIONS[match[2].lower()] for match in _PROBABILITY.finditer(text)]
    shares = [float(each) / 100 for each in re.findall(r"\b(\d{1,2})\s?(?:%|per ?cent)", text)]
    return (*worded, *shares, *_decimals(text))


def _percents(text: str) -> tuple[float, ...]:
    """The lower end of what a crop covers: `25–100 %`, `between 0.25 and 1`."""
    percent = re.search(r"\b(\d{1,2})(?:\s?%)?\s?(?:–|-|to|and|bis)\s?100\s?%", text)
    decimal = re.search(r"\b(0[.,]\d{1,3})\s?(?:–|-|to|and|,)\s?1(?:[.,]0+)?\b", text)
    if percent:
        return (float(percent[1]) / 100,)
    return (float(decimal[1].replace(",", ".")),) if decimal else ()


_INTERVAL = re.compile(
    r"\b[\"']?(?:(?:eval\w*|test|log|print)_?(?:freq|frequency|every|interval|steps)|every"
    r"|(?:evaluate|log|print|test)every)[\"']?\s*(?:,[^\n]{0,60}default)?\s*[:=]\s*(\d{1,6})(?![\d.])"
    r"|%\s*(\d{1,6})\s*(?:==|\))|\bif not \w{1,20}\s*%\s*(\d{1,6})",
    re.IGNORECASE,
)


def _intervals(source: Source) -> Iterator[Given]:
    for match in _INTERVAL.finditer(source.text[:MOST_CODE]):
        number = next(filter(None, match.groups()))
        yield Given(value=float(number), place=place_at(source, match.start()))


SUBJECTS = (
    Subject(
        name="statistics of the normalisation",
        is_elsewhere=True,
        speaks=re.compile(
            r"\bstandardi[sz]|\bnormali[sz]|\bmeans?\b[^.]{0,80}\b(?:std|deviation|statist)"
            r"|\bstatistics\b", re.I,
        ),
        told=_long_decimals,
        given=_giving(re.compile(r"\bNormalize\(([^\n]{0,200})")),
    ),
    Subject(
        name="mean and deviation of the normalisation",
        is_elsewhere=True,
        speaks=re.compile(
            r"\b(?:normali[sz]|standardi[sz]|channel|subtract|divided?|pixels?)\w*[^.;]{0,80}"
            r"\b(?:means?|std|standard deviations?) (?:of |is |= ?)?0[.,]\d"
            r"|\bmeans? (?:of |is |= ?)?0[.,]\d+[^.;]{0,30}\bsubtract", re.I,
        ),
        told=_matching(
            re.compile(
                r"\b(?:means?|std|standard deviations?) (?:of |is "
                r"|= ?)?(0[.,]\d{1,5})(?![\d.,]*\d)", re.I
            )
        ),
        given=_giving(re.compile(r"\bNormalize\(([^\n]{0,200})")),
    ),
    Subject(
        name="probability of a flip",
        speaks=re.compile(r"\b(?:flip|mirror)\w*\b[^.;]{0,60}\bprobability\b", re.I),
        told=_probabilities,
        given=_flips,
    ),
    Subject(
        name="share of the images that are flipped",
        speaks=re.compile(
            r"\b(?:one|two|three) (?:images? |pictures? )?(?:in|out of) [^.;]{0,60}"
            r"\b(?:flip|mirror)"
            r"|\bevery (?:second|third|fourth|fifth|tenth) [^.;,]{0,30}\b(?:flip|mirror)"
            r"|\b(?:half|a third|a quarter|a fifth|a tenth) of [^.;,]{0,40}\b(?:flip|mirror)"
            r"|\b(?:flip|mirror)\w*\b[^.;,]{0,40}\b(?:one|two|three) (?:in|out of)\b", re.I,
        ),
        told=one_in,
        given=_flips,
    ),
    Subject(
        name="interval of the evaluations",
        speaks=re.compile(
            r"\b(?:evaluat\w+|accurac\w+|test(?:ed|ing)?|measur\w+|logg?\w*|print\w*)\b"
            r"(?![^.;]{0,60}\b(?:rises?|rose|grow\w*|increas\w*|fell|falls?|drop\w*|improv\w*"
            r"|decreas\w*|rate|multipl\w*|halv\w*|divid\w*|gain\w*)\b)[^.;]{0,40}"
            r"\b(?:every|each) (?:\d{1,5}|second|third|fourth|fifth|tenth|twentieth|fiftieth"
            r"|hundredth|thousandth)\b", re.I,
        ),
        told=every,
        given=_intervals,
    ),
    Subject(
        name="padding of the crops",
        speaks=re.compile(r"\bcrop\w*\b[^.;,]{0,60}\bpad\w*|\bpad\w*\b[^.;,]{0,60}\bcrop", re.I),
        told=_matching(
            re.compile(
                r"\bpadd?(?:ing|ed)?\b(?: \w+){0,2} (?:of|by|with|=) ?(\d{1,2})\b"
                r"|\b(\d{1,2})(?: pixels?)?(?: of)? padding", re.I,
            )
        ),
        given=_paddings,
    ),
    Subject(
        name="size of the crops",
        speaks=re.compile(r"\bcrop\w*\b", re.I),
        told=_matching(
            re.compile(
                r"\bcrop(?:s|ped)? (?:of|with|to|have|has)"
                r" (?:an? )?(?:size )?(?:of )?(\d{2,3})\b(?! ?%)"
                r"|\b(\d{2,3}) ?[x×] ?\d{2,3} (?:pixels? )?(?:random )?crops?\b", re.I,
            )
        ),
        given=_giving(re.compile(r"\b(?:Random(?:Resized)?"
                                 r"|Center)Crop\(\s*(?:size\s*=\s*)?[\[(]?\s*(\d{2,3})\b")),
    ),
    Subject(
        name="part of the image that a crop covers",
        is_elsewhere=True,
        speaks=re.compile(r"\bcrop\w*\b", re.I),
        told=_percents,
        given=_giving(
            re.compile(
                r"\bscale\s*=\s*(\([^()\n]{0,40}\))"
                r"|\b(?:crop|scale)\w*\s*=\s*(\([\d., ]{3,30}\))", re.I,
            )
        ),
    ),
    Subject(
        name="angle of the rotations",
        speaks=re.compile(r"\brotat\w+\b[^.;]{0,60}(?:°|\bdegrees?\b)", re.I),
        told=_matching(re.compile(r"(\d{1,3})\s?(?:°|degrees?\b)", re.I)),
        given=_giving(re.compile(r"\bRandomRotation\(([^()\n]{0,60}(?:\([^()\n]{0,40}\))?)")),
    ),
    Subject(
        name="share that is kept for testing",
        speaks=_SHARE_TOLD,
        told=_shares,
        given=_giving(re.compile(r"\b[\"']?(?:test|val|valid)_(?:size|share|fraction|ratio|split)[\"']?\s*[:=]\s*(0?\.\d{1,3})\b")),
    ),
    Subject(
        name="interval of the evaluations",
        is_counted=True,
        speaks=re.compile(
            r"\b(?:evalu\w+|test(?:ed|ing)|measur\w+|checked|look\w* at|(?:accurac\w+"
            r"|loss)\b[^.;]{0,40}"
            r"\b(?:calculated|computed|determined|recorded|logged|printed|taken|saved"
            r"|stored))\b[^.;]{0,50}"
            r"\b(?:every|each|cada|alle|toutes les|ogni) (?:\d)", re.I,
        ),
        told=_matching(
            re.compile(
                r"\b(?:every|each|cada|alle|toutes les|ogni) (\d{1,5}) (?:\w+ )?"
                r"(?:epoch|step|iteration|update|batch|[ée]poca|paso|epoche|schritt)", re.I,
            )
        ),
        given=_giving(
            re.compile(
                r"\b[\"']?(?:eval|evaluation|test)_?(?:freq|frequency|every|interval|steps)[\"']?"
                r"\s*(?:,[^\n]{0,60}default)?\s*[:=]\s*(\d{1,6})(?![\d.])", re.I,
            )
        ),
    ),
)  # fmt: skip
"""Everything of which sentences and code tell a number."""
