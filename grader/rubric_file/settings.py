"""A check's settings, bound against the check's own signature before any submission is opened."""

import inspect
from collections.abc import Callable, Collection
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from grader.notation import did_you_mean
from grader.records import CheckCondition, Setting, Value
from grader.rubric_file.complaints import Complaints, Position, WrongError
from grader.rubric_file.fields import Fields, attempt
from grader.rubric_file.surroundings import Surroundings, is_required, settings_of
from grader.rubric_file.tree import Listing, Mapping, Node, Scalar
from grader.rubric_file.values import (
    as_boolean,
    as_mapping,
    as_number,
    as_text,
    as_texts,
    as_whole,
)

NETWORK_SETTINGS = ("network", "networks", "parameters")
"""Settings whose texts are names of the rubric's networks."""

_READERS: dict[Any, Callable[[Node, str], Value]] = {
    str: as_text,
    int: as_whole,
    bool: as_boolean,
    Decimal: as_number,
    float: lambda node, what: float(as_number(node, what)),
    tuple[str, ...]: as_texts,
}


def read_condition(
    node: Node,
    key: str,
    *,
    surroundings: Surroundings,
    networks: Collection[str],
    complaints: Complaints,
) -> CheckCondition | None:
    """What stands under `unless` or `when`: one check with its settings."""
    name, settings, position = _one_check(node, key)
    if name not in surroundings.checks:
        hint = did_you_mean(name, surroundings.checks)
        right = hint or f", there are {', '.join(surroundings.checks)}"
        raise WrongError(position, f"no check is called '{name}'{right}")
    binding = _Binding(name, surroundings, networks, complaints)
    bound = binding.bind(settings, position)
    if bound is None:
        return None
    return CheckCondition(check=name, settings=bound, deduct_when=key == "when")


def setting_type(parameter: inspect.Parameter) -> Any:
    """The type of a setting without its `| None`."""
    annotation = parameter.annotation
    if get_origin(annotation) in (UnionType, Union):
        (annotation,) = (part for part in get_args(annotation) if part is not NoneType)
    return annotation


def _one_check(node: Node, key: str) -> tuple[str, Node | None, Position]:
    """The check's name, its settings, and where the name stands."""
    if isinstance(node, Scalar) and not node.is_nothing:
        return node.text, None, node.position
    entries = as_mapping(node, f"'{key}'").entries
    if len(entries) != 1:
        text = f"'{key}' names one check, such as {{architecture: deep}}, not {len(entries)}"
        raise WrongError(node.position, text)
    (entry,) = entries
    return entry.key.text, entry.value, entry.key.position


class _Binding:
    """One check whose settings are being read."""

    def __init__(
        self,
        name: str,
        surroundings: Surroundings,
        networks: Collection[str],
        complaints: Complaints,
    ) -> None:
        self._name = name
        self._parameters = settings_of(surroundings.checks[name])
        self._choices = surroundings.choices
        self._networks = networks
        self._complaints = complaints

    def bind(self, node: Node | None, position: Position) -> tuple[Setting, ...] | None:
        """The settings in the order of the signature; None when one of them is wrong."""
        if isinstance(node, Mapping):
            return self._bind_mapping(node, position)
        if node is None or (isinstance(node, Scalar) and node.is_nothing):
            return self._bind_mapping(Mapping(entries=(), position=position), position)
        if not self._parameters:
            raise WrongError(node.position, f"check '{self._name}' has no settings, drop this")
        return self._bind_single(node, position)

    def _bind_single(self, node: Node, position: Position) -> tuple[Setting, ...] | None:
        """A value without a name is the first setting, if the others can be left out."""
        first, *others = self._parameters
        missing = [name for name in others if is_required(self._parameters[name])]
        if missing:
            right = f"{{{first}: ..., {missing[0]}: ...}}"
            text = f"check '{self._name}' needs '{missing[0]}' too, write {right}"
            raise WrongError(position, text)
        setting = self._setting(first, node)
        return None if setting is None else (setting,)

    def _bind_mapping(self, node: Mapping, position: Position) -> tuple[Setting, ...] | None:
        required = tuple(name for name, p in self._parameters.items() if is_required(p))
        fields = Fields(
            Mapping(entries=node.entries, position=position),
            self._complaints,
            what=f"check '{self._name}'",
            required=required,
            optional=tuple(name for name in self._parameters if name not in required),
        )
        given = {name: fields.node(name) for name in self._parameters}
        present = {name: node for name, node in given.items() if node is not None}
        settings = [self._setting(name, node) for name, node in present.items()]
        whole = len(present) == len(node.entries) and all(name in present for name in required)
        read = tuple(setting for setting in settings if setting is not None)
        return read if whole and len(read) == len(settings) else None

    def _setting(self, name: str, node: Node) -> Setting | None:
        value = attempt(lambda: self._value(name, node), self._complaints)
        return None if value is None else Setting(name=name, value=value)

    def _value(self, name: str, node: Node) -> Value:
        words = self._choices.get((self._name, name), ())
        value = _READERS[setting_type(self._parameters[name])](node, f"'{name}' of '{self._name}'")
        if words and value not in words:
            hint = did_you_mean(str(value), words) or f", it is one of {', '.join(words)}"
            raise WrongError(node.position, f"'{name}' of '{self._name}' is not '{value}'{hint}")
        if name in NETWORK_SETTINGS and isinstance(value, str | tuple):
            self._refuse_unknown_networks(value, node)
        return value

    def _refuse_unknown_networks(self, value: str | tuple[str, ...], node: Node) -> None:
        nodes = node.items if isinstance(node, Listing) else (node,)
        names = (value,) if isinstance(value, str) else value
        for name, part in zip(names, nodes, strict=True):
            if name not in self._networks:
                known = ", ".join(self._networks) or "none"
                hint = did_you_mean(name, self._networks) or f", there are {known}"
                raise WrongError(part.position, f"no network is called '{name}'{hint}")
