"""Digits that are names or numbers of something: figures, citations, versions, dates."""

import re
from collections.abc import Iterator

_DIGIT = re.compile(r"\d")
_NAMES = re.compile(
    r"\b(?:fig(?:ure|s|ures)?|tab(?:le|les)?|sec(?:tions?)?|eq(?:uations?|s|n)?|questions?|parts?|"
    r"problems?|tasks?|exercises?|assignments?|homework|hw|chapters?|appendix|listings?|"
    r"algorithms?|pages?|pp|lines?|cells?|refs?|references?|footnotes?|Abbildung|Tabelle|Aufgabe|"
    r"Kapitel|Abschnitt|Seite)(?:\.[ ]?|[ ]|[ ]?\()"
    r"(?:\(?[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}[a-z]?\)?(?![0-9%])(?![ ]?%)"
    r"(?:[ ]?(?:-|–|,|and|&|to|or)[ ]?(?=\(?[0-9])){0,1}){1,6}"
    r"|[图表第][ ]?[0-9]{1,3}(?:\.[0-9]{1,2})?[ ]?[章节页题问]?"
    r"|(?<!=)(?<!= )\[[1-9][0-9]{0,2}\]"
    r"|(?<!=)(?<!= )(?<!of )(?<!: )(?<!to )(?<!in )(?<!sizes )(?<!layers )(?<!range )"
    r"\[[1-9][0-9]?(?:[,–-][ ]?[1-9][0-9]?){1,8}\]"
    r"|\b(?:python|pytorch|torch|torchvision|cuda|numpy|version|v|release|ubuntu|windows|rtx|gtx|"
    r"tesla|ryzen|core|geforce|"
    r"rx)[ -]?(?:i[0-9]-)?[0-9]{1,5}(?:\.[0-9]{1,3}){0,3}(?:[ ]?ti|[A-Z])?\b"
    r"|\b(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b|\b[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}\b"
    r"|\b[0-9]{1,2}/[0-9]{1,2}/(?:19|20)?[0-9]{2}\b"
    r"|(?:\b(?:in|of|since|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)[ ]|\()(?:19[5-9]|20[0-3])[0-9](?=[ ]?[).,;]|$)"
    r"|(?:https?://|www\.|arxiv:|doi:?[ ]?)[^\s<>\"]{1,300}"
    r"|^\s*\(?[0-9]{1,2}[.)][ ](?=[A-Z])"
    r"|\b[0-9]{1,4}(?:st|nd|rd|th)\b",
    re.IGNORECASE | re.MULTILINE,
)


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where digits stand that say how much of nothing: start and end."""
    for match in _NAMES.finditer(text) if _DIGIT.search(text) else ():
        if any(sign.isdigit() for sign in match[0]):
            yield match.span()
