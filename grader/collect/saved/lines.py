"""Lines such as `Epoch 3, loss: 0.4, val acc: 83.2 %` become readings.

The words before a number are its label. Commas, strokes and the number itself end a label; a
number that is a count or a setting (`on the 10000 test images`, `with lr=0.1`) stays within it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.collect.saved.labels import UNCLEAR, Label, label_of, standing_split
from grader.collect.saved.limbs import (
    ends_label,
    is_first_rank,
    is_listed,
    is_other_rank,
    is_within_label,
    note_end,
    note_words,
    stage_split,
)
from grader.collect.saved.named_later import label_after
from grader.collect.saved.numbers import After, read_list, read_number
from grader.collect.saved.readings import Reading, words_around
from grader.collect.saved.tokens import Token, value_of
from grader.collect.saved.words import EACH_CLASS, WRAPPERS, has_part

_LONGEST_LABEL = 30
"""Tokens; what is longer is prose, and its time would grow with the square of its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What one line leaves to the next."""

    label: tuple[Token, ...] = ()
    """A label that ended its line with a colon."""
    context: str = ""
    """A split that stood alone on its line, with a colon: `Test results:`."""


def read_line(
    line: str, tokens: Sequence[Token], before: Carried
) -> tuple[list[tuple[int, Reading]], Carried]:
    """The readings of a line, each with the index of its token, and what it leaves to the next."""
    if any(has_part(token, EACH_CLASS) for token in tokens):
        return [], Carried()
    reader = _Reader(line=line, tokens=tokens, context=before.context)
    if before.label and _begins_with_number(tokens):
        reader.label = list(before.label)
    reader.read()
    return reader.found, reader.left()


def _begins_with_number(tokens: Sequence[Token]) -> bool:
    for token in tokens[:6]:
        if token.kind == "number":
            return True
        if not (token.text in "[('." or has_part(token, WRAPPERS)):
            return False
    return False


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One pass over the tokens of a line."""

    line: str
    tokens: Sequence[Token]
    context: str
    """The split that stands before all that follows: `Test set: ...`."""
    label: list[Token] = field(default_factory=list)
    is_spoilt: bool = False
    """Whether the label that is being read belongs to nothing that could be told."""
    is_listing: bool = False
    """Whether names were listed before their numbers: `loss, accuracy: 0.3, 0.8`."""
    found: list[tuple[int, Reading]] = field(default_factory=list)

    def read(self) -> None:
        """Read the whole line."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            end = note_end(self.tokens, at)
            if token.kind == "number":
                at = self._number(at)
            elif ends_label(self.tokens, at, self.label):
                self._close(token)
                at += 1
            elif end:
                self._note(self.tokens[at + 1 : end - 1])
                at = end
            else:
                self.label.append(token)
                at += 1

    def left(self) -> Carried:
        """What this line leaves to the next."""
        if self.found or self.is_spoilt or not self.label or self.label[-1].text not in ":=":
            return Carried()
        if self._label().metric:
            return Carried(label=tuple(self.label))
        return Carried(context=standing_split(self.label))

    def _label(self) -> Label:
        too_long = self.is_spoilt or len(self.label) > _LONGEST_LABEL
        return UNCLEAR if too_long else label_of(self.label)

    def _number(self, at: int) -> int:
        """Take the number at this index; gives back where to go on."""
        label = self._label()
        after = read_number(self.tokens, at)
        if not label.metric:
            return self._without_name(label, at, after)
        if self.is_listing:
            return self._spoil(at)
        if label.is_clear and is_listed(self.tokens, at):
            return self._list(label, at)
        if after.is_count or is_within_label(self.label, self.tokens[at]):
            self.label.append(self.tokens[at])
            return at + 1
        if after.number is None or not label.is_clear or not self._suits(label, at, after):
            return self._spoil(at)
        self._keep(label, at, after.number, is_percent=after.is_percent or label.is_percent)
        return self._reset(label.context, after.next)

    def _without_name(self, label: Label, at: int, after: After) -> int:
        """Take a number that no accuracy and no loss is named before."""
        if is_first_rank(self.label, self.tokens[at]):
            self.label.append(self.tokens[at])
            return at + 1
        if not label.is_clear or is_other_rank(self.label):
            return self._spoil(at)
        named_after = label_after(self.tokens, self.label, after)
        if named_after and after.number is not None:
            self._keep(named_after, at, after.number, is_percent=True)
        return self._reset(stage_split(self.label), after.next)

    def _list(self, label: Label, at: int) -> int:
        listed = read_list(self.tokens, at)
        if listed is None:
            return self._spoil(at)
        indices, end = listed
        for index in indices:
            value = value_of(self.tokens[index])
            if value is not None and "," not in self.tokens[index].text:
                self._keep(label, index, value, is_percent=label.is_percent)
        return self._reset(label.context, end)

    def _reset(self, context: str, next_at: int) -> int:
        self.context = context or self.context
        self.label, self.is_spoilt, self.is_listing = [], False, False
        return next_at

    def _spoil(self, at: int) -> int:
        self.label, self.is_spoilt, self.is_listing = [], True, False
        return at + 1

    def _suits(self, label: Label, at: int, after: After) -> bool:
        """Whether a number may be what its label names."""
        is_percent = after.is_percent or label.is_percent
        if label.metric == "loss":
            return not (is_percent or after.is_share)
        # `accuracy 32` may be that of 32 units; a sign of equality or of per cent makes it sure.
        return is_percent or label.is_equal or not self.tokens[at].is_whole

    def _keep(self, label: Label, at: int, number: float, *, is_percent: bool) -> None:
        token = self.tokens[at]
        reading = Reading(
            metric=label.metric,
            split=label.split or self.context,
            number=number,
            is_percent=is_percent,
            words=words_around(self.line, token.start, token.end),
            is_best=label.is_best,
        )
        self.found.append((at, reading))

    def _close(self, end: Token) -> None:
        """End a label that no number followed."""
        label, split = label_of(self.label), standing_split(self.label)
        if end.text in ",&" and (split or label.metric):
            self.is_listing = True
        else:
            self.context = split or label.context or self.context
        self.label, self.is_spoilt = [], False

    def _note(self, inside: Sequence[Token]) -> None:
        split = standing_split(inside)
        if split and not any(token.kind == "word" for token in self.label):
            self.context = split
        else:
            self.label += note_words(inside)
