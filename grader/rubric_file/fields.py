"""The keys of one mapping, held against those that are known."""

from collections.abc import Callable
from typing import TypeVar

from grader.notation import did_you_mean
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.tree import Mapping, Node, place_under

T = TypeVar("T")


class Fields:
    """Gives the values of a mapping; what is wrong becomes a complaint and reads as None."""

    def __init__(
        self,
        mapping: Mapping,
        complaints: Complaints,
        *,
        what: str,
        required: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
    ) -> None:
        self.mapping = mapping
        self._complaints = complaints
        self._values = {entry.key.text: entry.value for entry in mapping.entries}
        meant = self._refuse_unknown(what, (*required, *optional))
        for key in required:
            # Whoever wrote `pionts` wants to read one complaint about it, not two.
            if key not in self._values and key not in meant:
                complaints.add(mapping.position, f"{what} has no '{key}', add it")

    def node(self, key: str) -> Node | None:
        """What stands under `key`."""
        return self._values.get(key)

    def read(self, key: str, convert: Callable[[Node, str], T]) -> T | None:
        """The value under `key`; None if it is not there, or wrong and complained about."""
        node = self._values.get(key)
        return None if node is None else self.attempt(lambda: convert(node, f"'{key}'"))

    def attempt(self, action: Callable[[], T]) -> T | None:
        """What `action` gives; None, with its complaint, when it finds something wrong."""
        return attempt(action, self._complaints)

    def complain(self, key: str, text: str) -> None:
        """Say what is wrong with the value under `key`."""
        self._complaints.add(place_under(self.mapping, key), text)

    def _refuse_unknown(self, what: str, known: tuple[str, ...]) -> set[str]:
        meant = set()
        for entry in self.mapping.entries:
            if entry.key.text in known:
                continue
            hint = did_you_mean(entry.key.text, [key for key in known if key not in self._values])
            meant |= {key for key in known if f"'{key}'" in hint}
            right = hint or f", it has {', '.join(known)}"
            text = f"{what} has no key '{shortened(entry.key.text)}'{right}"
            self._complaints.add(entry.key.position, text)
        return meant


def attempt(action: Callable[[], T], complaints: Complaints) -> T | None:
    """What `action` gives; None, with its complaint, when it finds something wrong."""
    try:
        return action()
    except WrongError as wrong:
        complaints.add(wrong.position, wrong.text)
        return None
