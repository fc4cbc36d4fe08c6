"""Words of documents that nobody sees who looks at the page."""

from collections.abc import Iterable, Iterator

from grader.records import Account, Concern, Kind, Place


def hidden_words(accounts: Iterable[Account]) -> Iterator[Concern]:
    """What each document hides, in sentences for a person."""
    for account in accounts:
        for each in account.write_up.hidden:
            place = Place(file=account.write_up.path, page=each.page)
            yield Concern(sentence=each.sentence, kind=Kind.CLAIMED, place=place)
