"""A check's settings, bound against the check's own signature before any submission is opened."""

import re
from collections.abc import Callable, Sequence

from grader.notation import did_you_mean
from grader.records import Setting, Value
from grader.rubric_file.complaints import Position, WrongError, shortened
from grader.rubric_file.fields import Fields, attempt
from grader.rubric_file.known import Known
from grader.rubric_file.surroundings import is_required, settings_of
from grader.rubric_file.tree import Listing, Mapping, Node, Scalar
from grader.rubric_file.types import elements, reader_of, without_none

NETWORK_SETTINGS = ("network", "networks", "parameters", "each", "than", "alternatives")
"""Settings whose texts are names of the rubric's networks."""

QUESTION_SETTINGS = ("question",)
"""Settings whose texts are numbers of the rubric's questions, of parts or of what is around."""
_NUMBER_PARTS = re.compile(r"\d+|[a-z]+")


class Binding:
    """One check whose settings are being read."""

    def __init__(self, name: str, known: Known) -> None:
        surroundings = known.surroundings
        self._name = name
        self._parameters = settings_of(surroundings.checks[name])
        self._choices = surroundings.choices
        self._forms = surroundings.forms
        self._known = known
        self._complaints = known.complaints

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
        what = f"'{name}' of '{self._name}'"
        annotation = self._parameters[name].annotation
        names_networks = name in NETWORK_SETTINGS and _takes(annotation, str)
        if names_networks:
            node = self._with_members(node, what, takes_several=_takes(annotation, tuple[str, ...]))
        value = reader_of(annotation)(node, what)
        texts = value if isinstance(value, tuple) else (value,)
        nodes = node.items if isinstance(node, Listing) else (node,)
        words = self._choices.get((self._name, name), ())
        if words and not isinstance(node, Mapping):
            _refuse_others(texts, nodes, words, what)
        if form := self._forms.get((self._name, name)):
            _refuse_malformed(texts, nodes, form, what)
        if names_networks:
            self._refuse_unknown_networks(texts, nodes)
        if name in QUESTION_SETTINGS:
            self._refuse_unknown_questions(texts, nodes)
        return value

    def _with_members(self, node: Node, what: str, *, takes_several: bool) -> Node:
        """The node with every group's members in its place."""
        groups = self._known.groups
        named = node.items if isinstance(node, Listing) else (node,)
        parts: list[Node] = []
        for part in named:
            members = groups.get(part.text, ()) if isinstance(part, Scalar) else ()
            if members and not takes_several:
                name = part.text if isinstance(part, Scalar) else ""
                right = f"write 'for: {{network: {name}}}' beside it and <network> here"
                raise WrongError(part.position, f"{what} is one network, '{name}' a group: {right}")
            parts += [Scalar(text=each, is_plain=True, position=part.position) for each in members]
            parts += [] if members else [part]
        return Listing(items=tuple(parts), position=node.position) if takes_several else node

    def _refuse_unknown_networks(self, names: Sequence[object], nodes: Sequence[Node]) -> None:
        there = (*self._known.networks, *self._known.groups)
        for name, part in zip(names, nodes, strict=True):
            if name not in self._known.networks:
                hint = did_you_mean(str(name), there) or f", there are {', '.join(there) or 'none'}"
                raise WrongError(part.position, f"no network is called '{name}'{hint}")

    def _refuse_unknown_questions(self, numbers: Sequence[object], nodes: Sequence[Node]) -> None:
        there = self._known.questions
        for number, part in zip(numbers, nodes, strict=True):
            if not any(_is_near(str(number), each) for each in there):
                hint = did_you_mean(str(number), there) or f", there are {', '.join(there)}"
                text = f"no question has the id '{shortened(str(number))}'{hint}"
                raise WrongError(part.position, text)


def _is_near(number: str, question: str) -> bool:
    """Whether a number is that of a question, of a part of it (3.1.2) or around it (3)."""
    given, own = _parts(number), _parts(question)
    fewest = min(len(given), len(own))
    return number == question or (fewest > 0 and given[:fewest] == own[:fewest])


def _parts(number: str) -> list[str]:
    """The parts from the first figure on, so that Q3.1 is 3.1; all if there is no figure."""
    parts: list[str] = _NUMBER_PARTS.findall(number.lower())
    first = next((index for index, part in enumerate(parts) if part.isdigit()), 0)
    return parts[first:]


def _takes(annotation: object, wanted: object) -> bool:
    """Whether a setting takes this type; several of a type count as the type too."""
    return any(wanted in (each, elements(each)) for each in without_none(annotation))


def _refuse_others(
    texts: Sequence[object], nodes: Sequence[Node], words: Sequence[str], what: str
) -> None:
    """Complain about a text that is none of the setting's words."""
    for text, node in zip(texts, nodes, strict=True):
        if text not in words:
            hint = did_you_mean(str(text), words) or f", it is one of {', '.join(words)}"
            raise WrongError(node.position, f"{what} is not '{text}'{hint}")


def _refuse_malformed(
    texts: Sequence[object], nodes: Sequence[Node], form: Callable[[str], str], what: str
) -> None:
    """Complain about a text that is not of the setting's form."""
    for text, node in zip(texts, nodes, strict=True):
        if right := form(str(text)):
            raise WrongError(node.position, f"{what} is not '{shortened(str(text))}', {right}")
