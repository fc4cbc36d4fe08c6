"""Entries of a bibliography that name no work: `Author, A. Title of the paper. Journal, year.`"""

import re

LONGEST = 600
"""Characters of one entry that are looked at."""
FEWEST = 2
"""Parts of an entry that say what should stand there, before it is one of a template."""

_PART = re.compile(r"[.,:;()\[\]{}<>\"“”*_]+\s*|\s(?:and|und|&)\s")
_ROLE = re.compile(
    r"(?:(?:the|a|an|first|second|full|your|my|some|paper|article|book|journal|conference|work"
    r"|author['’]?s?)\s)*"
    r"(?:authors?|author['’]s|names?|titles?|journals?|publishers?|venues?|conferences?|years?"
    r"|volumes?|pages|surnames?|last ?names?|first ?names?|initials?|editors?|city|location|url|doi"
    r"|month|booktitle|autor|titel|jahr|verlag|título|año|作者|标题|年份)"
    r"(?:\s(?:names?|titles?|here|\d|et al|of (?:the |this )?(?:\w+ )?(?:paper|article|book|journal"
    r"|work|conference|publication|report)))*"
)
_CERTAIN = re.compile(
    r"\b(?:19|20)XX\b|\bXXXX\b|\b(?:john|jane|j\.)\s?doe\b|\bjournal of (?:examples?|foo|bar)\b"
    r"|^\W{0,4}(?:\d{1,3}\W{1,4})?(?:(?:please\s)?(?:insert|add|put|enter|write|todo|tbd|your"
    r"|placeholder|example|sample|some|citation|more)\b\W{0,3}[^.]{0,30}\b(?:references?|entry|entries"
    r"|citations?|sources?|literature|bibliography|quelle[n]?)\b|\?{2,}|xxx+\b|todo\b|tbd\b|\.{3,}$"
    r"|lorem ipsum)",
    re.IGNORECASE,
)


def is_template_entry(text: str) -> bool:
    """Whether an entry holds the names of its own parts instead of a work."""
    cut = text[:LONGEST]
    if _CERTAIN.search(cut):
        return True
    parts = [part.strip().casefold() for part in _PART.split(cut)]
    return sum(bool(_ROLE.fullmatch(part)) for part in parts if part) >= FEWEST
