"""What each value in a sentence speaks of, where the sentence tells several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.collect.statements.conditions import not_understood
from grader.collect.statements.left_words import RESULTS
from grader.collect.statements.marks import (
    Mark,
    epochs_in,
    layers_in,
    moments_in,
    selections_in,
    splits_in,
)
from grader.collect.statements.moments import moment_of
from grader.collect.statements.network_words import NetworkWords
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Parsed
from grader.collect.statements.scopes import Words, belonging, listed
from grader.collect.statements.setting_owners import owners
from grader.collect.statements.settings import Setting, settings_in
from grader.collect.statements.split_owners import WITH_SPLIT, Splits, row_of
from grader.collect.statements.subjects import as_settings, only
from grader.records import Subject

_WITH_EPOCH = frozenset({"accuracy", "loss"})
_WITH_LAYER = frozenset({"parameters", "units", "channels", "kernel_size", "sizes"})
_DID = re.compile(
    r"^(?:trained|training (?:it |them )?(?:is done )?with)\b|\b(?:we|"
    r"I)\b[^.;]{0,24}\b(?:used?|train(?:ed)?|set|chose|took|kept|appl(?:y|ied)|ran|picked|"
    r"selected|optimi[sz]ed)\b|\b(?:was|were|is|are)[ ](?:trained|"
    r"optimi[sz]ed|set|fixed)\b|使用|采用",
    re.IGNORECASE,
)
KEPT = frozenset(
    "optimizer run units activation loss_function augmentation data_set length schedule".split()
)
"""Settings that tell apart what is no result: the rate of SGD is not that of Adam."""
_OF_OPTIMIZERS = frozenset({"learning_rate", "momentum", "weight_decay"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """Everything in a sentence that says what its values speak of."""

    parsed: Parsed
    """The sentence."""
    results: tuple[tuple[int, int], ...]
    """Where the numbers of its results stand."""
    networks: tuple[NetworkWords, ...]
    """Networks that are named and not only compared with."""
    splits: tuple[Mark, ...]
    """Splits."""
    epochs: tuple[Mark, ...]
    """Epochs."""
    moments: tuple[Mark, ...]
    """Best, final, initial."""
    selections: tuple[Mark, ...]
    """By what the best was picked."""
    layers: tuple[Mark, ...]
    """Single layers."""
    settings: tuple[Setting, ...]
    """Settings."""
    pairs: tuple[Pair, ...]
    """All its numbers with their quantities."""
    question: str
    """Number of the question that the sentence stands under."""

    def is_condition(self, at: int) -> bool:
        """Whether a setting is the condition of a result: `with a rate of 0.1 it reaches 85 %`."""
        if not self.results or _DID.search(self.parsed.text[:at]):
            return False
        return self.parsed.clause(at)[0] == 0 or any(
            self.parsed.is_one_clause(min(at, start), max(at, start)) for start, _ in self.results
        )

    def is_of_one(self, pair: Pair, subject: Subject) -> bool:
        """Whether a setting is that of one of several optimizers, and it is open of which."""
        names = {one.value for one in self.settings if one.quantity == "optimizer"}
        is_open = "optimizer" not in dict(subject.settings)
        return pair.quantity in _OF_OPTIMIZERS and len(names) > 1 and is_open

    def tells_only_times(self) -> bool:
        """Whether no result but times is told."""
        return {pair.quantity for pair in self.pairs if pair.quantity in RESULTS} == {"time"}

    def whole(self) -> Subject:
        """What the sentence as a whole speaks of."""
        return Subject(
            network=only([network.name for network in self.networks]),
            settings=as_settings(self.settings),
            question=self.question,
        )

    def of_pair(self, pair: Pair) -> Subject:
        """What a number speaks of."""
        at = (pair.found.start, pair.found.end)
        whole = (pair.group.start, pair.group.end)
        subject = self.of_words(*at, pair.quantity, row_of(pair), whole)
        mention = pair.mention
        split = self._splits().of(pair) if pair.quantity in WITH_SPLIT else ""
        epoch = (
            self._one(self.epochs, at, row_of(pair), whole)
            if pair.quantity in _WITH_EPOCH
            else None
        )
        near = (
            moment_of(self.parsed, self.moments, self.results, pair)
            if pair.quantity in _WITH_EPOCH
            else ""
        )
        if epoch and near == "best" and not self.parsed.is_one_clause(
            min(epoch.start, at[0]), max(epoch.start, at[0])
        ):  # fmt: skip
            epoch = None
        value = epoch.value if epoch else ""
        selection = only([
            mark.value for mark in self.selections
            if not (mention and mark.start <= mention.end and mention.start <= mark.end)
        ]) if pair.quantity in _WITH_EPOCH else ""  # fmt: skip
        labels = (*subject.labels, *self._not_understood(pair))
        if value.startswith("about"):
            labels = (*labels, f"{value} epochs")
        return replace(
            subject,
            labels=labels,
            split=split,
            epoch=int(value) if value.isdecimal() and len(value) < 10 else None,
            moment="final" if value == "last" else near,
            selection=selection,
        )

    def of_words(
        self,
        start: int,
        end: int,
        quantity: str,
        row: Sequence[tuple[int, int]] = (),
        whole: tuple[int, int] | None = None,
    ) -> Subject:
        """What words at a place speak of, as far as it does not hang on numbers."""
        at = (start, end)
        network = self._one(self.networks, at, row, whole)
        labels: tuple[str, ...] = ()
        layers = [
            one for one in self.layers if self.parsed.clause(one.start) == self.parsed.clause(start)
        ]
        if quantity in _WITH_LAYER and (layer := self._one(layers, at, row, whole)):
            labels = (layer.value,)
        if network.is_plural if network else any(
            one.is_plural and not one.is_aside
            and self.parsed.is_one_clause(min(start, one.start), max(start, one.start))
            for one in self.parsed.networks
        ):  # fmt: skip
            labels = (*labels, "several networks")
        return Subject(
            network=network.name if network else "",
            settings=self._settings(at, quantity, row, whole),
            labels=labels,
            question=self.question,
        )

    def _not_understood(self, pair: Pair) -> tuple[str, ...]:
        if pair.quantity not in (*RESULTS, "parameters"):
            return ()
        return tuple(not_understood(self.parsed, self.pairs, self.settings, pair.group))

    def _settings(
        self,
        at: tuple[int, int],
        quantity: str,
        row: Sequence[tuple[int, int]],
        whole: tuple[int, int] | None,
    ) -> tuple[tuple[str, str], ...]:
        kinds = {setting.quantity for setting in self.settings if setting.quantity != quantity}
        is_result = quantity in RESULTS or quantity == "best_epoch"
        if not is_result:
            kinds &= KEPT
        found: list[Setting] = []
        for kind in kinds:
            of_kind = [
                setting for setting in self.settings
                if setting.quantity == kind and not setting.start <= at[0] < setting.end
            ]  # fmt: skip
            values = {setting.value for setting in of_kind}
            if not is_result:
                is_plain = len(values) == 1 and not of_kind[0].is_listed
                if not is_plain:
                    of_kind = owners(self.parsed, of_kind, at, row, quantity)
                found.extend(of_kind[:1])
            elif len(row) > 1 and (parallel := listed(self.parsed, of_kind, row)):
                found.append(parallel[list(row).index(at)])
            elif one := self._one([one for one in of_kind if not one.is_listed], at, (), whole):
                found.append(one)
        return as_settings(found)

    def _one(
        self,
        words: Sequence[Words],
        at: tuple[int, int],
        row: Sequence[tuple[int, int]],
        whole: tuple[int, int] | None,
    ) -> Words | None:
        if len(row) > 1 and (parallel := listed(self.parsed, words, row)):
            return parallel[list(row).index(at)] if at in row else None
        return belonging(self.parsed, words, whole or at, self.results)

    def _splits(self) -> Splits:
        """The splits of the sentence, with what decides whose they are."""
        return Splits(
            parsed=self.parsed, splits=self.splits, results=self.results, pairs=self.pairs
        )


def contexts(parsed: Parsed, pairs: Sequence[Pair], *, question: str) -> Contexts:
    """Everything that says what the values of a sentence speak of."""
    text = parsed.text
    return Contexts(
        parsed=parsed,
        results=tuple(dict.fromkeys((pair.group.start, pair.group.end) for pair in pairs
                                    if pair.quantity in RESULTS)),
        networks=tuple(one for one in parsed.networks if one.name and not one.is_aside),
        splits=tuple(splits_in(text)),
        epochs=tuple(epochs_in(text)),
        moments=tuple(sorted(moments_in(text), key=lambda mark: mark.start)),
        selections=tuple(selections_in(text)),
        layers=tuple(layers_in(text)),
        settings=settings_in(parsed, pairs),
        pairs=tuple(pairs),
        question=question,
    )  # fmt: skip
