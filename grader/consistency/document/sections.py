"""Sections without content, and numbers of sections that are there twice or left out."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import mentioned_elsewhere
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.seen import has_pictures, is_whole
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Section, WriteUp

_BARE = re.compile(
    r"\b(?:appendi|anhang|references|bibliography|literature|acknowledg|contents|abstract|title"
    r"|cover|code|source code|figures|images|plots|screenshots?|graphs?|hand-?written|attachment)",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\W{0,3}(?:discussion|conclusions?|introduction|analysis|reflection|summary|explanation"
    r"|limitations|remed(?:y|ies)|future work|diskussion|fazit|einleitung|讨论|结论|总结)\W{0,3}$",
    re.IGNORECASE,
)
"""Titles that every reader knows, and that nobody puts above other titles."""
_PICTURED = re.compile(
    r"^\W*$|plot|figure|curve|graph|visual|weights|reconstruct|image|example|result|confusion|loss"
    r"|accurac|eigenface|architecture|structure|diagram|demo|output|faces|samples",
    re.IGNORECASE,
)
"""Titles of sections that may hold nothing but pictures."""
_APPENDIX = re.compile(r"\b(?:appendi|anhang|code|listing|supplement)", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\b(?:answers?|solutions?|questions?|results?|tasks?|description|points?|marks|lösung|aufgabe"
    r"|statement|explanation|discussion)\b",
    re.IGNORECASE,
)
"""Words of titles that part a question from its answer, or an answer into pieces."""
_CLOSES = re.compile(
    r"^\W*(?:the\s)?end\W*$|\b(?:ende|fin|thanks?|thank you|danke|gracias|merci|sign(?:ed|ature)"
    r"|dated?|words?|word count|authors?|declar\w*|statement|eof|submitted|contact|licen[cs]e|page)\b|@|://",
    re.IGNORECASE,
)
"""Last words of a document that look like a heading."""
_CONTINUED = re.compile(r"\bcont(?:inued|['’]?d|\.)|\bfortsetzung\b", re.IGNORECASE)


def hold_sections(work: Work) -> Iterator[Checked]:
    """Every section: has it content, and is its number its own?"""
    yield from _empty(work)
    yield from _twice(work)
    yield from _left_out(work)


def _empty(work: Work) -> Iterator[Checked]:
    write_up = work.write_up
    headings = _headings(write_up)
    last = len(write_up.sections) - 1
    for index, section in enumerate(write_up.sections):
        if not section.is_empty or index not in headings or not index:
            continue
        following = write_up.sections[index + 1] if index < last else None
        certain = (
            is_whole(write_up)
            and (
                _is_no_title_of(section, following)
                if following or section.number
                else _is_like_others(write_up, section)
            )
            and not _BARE.search(section.title)
            and not (_PICTURED.search(section.title) and _may_have_lost_pictures(write_up))
        )
        name = quoted(f"{section.number} {section.title}".strip())
        yield note(
            work,
            Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL,
            whole(work, headings[index]),
            subject=f"section {section.number or section.title}",
            sentence=f"The section {name} is empty: "
            + (
                f"the next thing below its heading is {quoted(following.title or following.number)}"
                f" ({where(following.place)})."
                if following
                else "nothing stands below its heading."
            )
            + (
                "" if certain else " It cannot be told whether something was lost on the way to us."
            ),
        )


def _headings(write_up: WriteUp) -> dict[int, int]:
    """For each section the index of the block that is its heading."""
    return {
        block.section: index
        for index, block in enumerate(write_up.blocks)
        if block.kind is BlockKind.HEADING and block.section is not None
    }


def _is_no_title_of(section: Section, following: Section | None) -> bool:
    """Whether what follows does not belong to it: the same level, or a number of its own."""
    is_usual = bool(section.number or _USUAL.match(section.title))
    if following is None:
        return True
    if not is_usual or not (following.number or _USUAL.match(following.title)):
        # Titles of one level may stand above one another: “Results”, then “Accuracy”.
        levels = (section.level, following.level)
        return None not in levels and (levels[1] or 0) < (levels[0] or 0)
    if not section.title and not section.number[:1].isdigit():
        # “Part B” above “4 Learning rate”.
        return False
    if section.level is not None and following.level is not None:
        return following.level <= section.level
    if not section.number or not following.number:
        return False
    return not following.number.startswith((f"{section.number}.", f"{section.number}("))


def _is_like_others(write_up: WriteUp, last: Section) -> bool:
    """Whether the last heading of a document is one as the others, and no closing words."""
    if _USUAL.match(last.title):
        return True
    words = re.findall(r"[^\W\d_]{2,}", last.title)
    alike = [one for one in write_up.sections if one.level == last.level and not one.is_empty]
    return (
        last.level is not None
        and len(alike) >= 2
        and bool(words)
        and not _CLOSES.search(last.title)
    )


def _may_have_lost_pictures(write_up: WriteUp) -> bool:
    """Whether figures are spoken of and none reached us: a section may have held nothing else."""
    if has_pictures(write_up):
        return False
    if any(one.kind == "figure" for one in write_up.references):
        return True
    return any(name == "Figure" for name, _ in mentioned_elsewhere(write_up))


def _twice(work: Work) -> Iterator[Checked]:
    """`3.2` over two different titles."""
    write_up = work.write_up
    headings = _headings(write_up)
    first: dict[str, tuple[int, Section]] = {}
    outer = [section.number for section in write_up.sections if section.number.isdigit()]
    for index, section in enumerate(write_up.sections):
        if not section.number or index not in headings:
            continue
        place, before = first.setdefault(section.number, (index, section))
        if before is section or _CONTINUED.search(section.title):
            continue
        between = write_up.sections[place : index + 1]
        is_appended = any(_APPENDIX.search(one.title) for one in between)
        titles = {_plain(before.title), _plain(section.title)}
        parent = section.number.split(".")[0]
        certain = (
            "." in section.number
            and len(titles) == 2
            and all(title[:1].isalpha() for title in titles)
            and not section.number.endswith(".0")
            and before.level == section.level
            and section.level is not None
            and not any(_ANSWERS.search(title) for title in titles)
            and outer.count(parent) <= 1
            and not is_appended
            and not section.is_empty
            and not before.is_empty
            and _is_written(write_up, headings[index], section.number)
            and _is_written(write_up, headings[place], section.number)
        )
        yield note(
            work,
            Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL,
            whole(work, headings[index]),
            subject=f"number of section {section.number}",
            sentence=f"{section.number} is the number of {quoted(section.title)} here, and of "
            f"{quoted(before.title)} on {where(before.place)} as well."
            + ("" if certain else " It cannot be told whether both are the same question."),
            other=before.place,
            other_words=before.title,
        )


def _is_written(write_up: WriteUp, index: int, number: str) -> bool:
    """Whether the heading itself bears the whole number, not only a part of it."""
    pattern = rf"\W{{0,3}}(?:[^\W\d]{{1,12}}\s{{0,2}})?{re.escape(number)}(?![\d(])"
    return bool(re.match(pattern, write_up.blocks[index].text, re.IGNORECASE))


def _left_out(work: Work) -> Iterator[Checked]:
    """A number between two that are there: the handout is not known, so nobody can tell."""
    headings = _headings(work.write_up)
    numbers = {section.number for section in work.write_up.sections}
    last: dict[str, int] = {}
    for index, section in enumerate(work.write_up.sections):
        prefix, _, end = section.number.rpartition(".")
        if not end.isdigit() or index not in headings:
            continue
        before = last.get(prefix)
        last[prefix] = int(end)
        missing = f"{prefix}.{int(end) - 1}" if prefix else str(int(end) - 1)
        if before is not None and int(end) == before + 2 and missing not in numbers:
            yield note(
                work,
                Consistency.CANNOT_TELL,
                whole(work, headings[index]),
                subject=f"section {missing}",
                sentence=f"After section {prefix + '.' if prefix else ''}{before} comes "
                f"{section.number}: there is no {missing}. Whether one was asked for cannot be "
                "told.",
            )


def _plain(title: str) -> str:
    return " ".join(re.sub(r"\W+", " ", title.casefold()).split())
