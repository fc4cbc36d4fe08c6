"""What stands under `unless` and `when`: a check, or several joined by `all`, `any` and `not`."""

from dataclasses import replace

from grader.notation import did_you_mean
from grader.records import CheckCondition, JointCondition
from grader.rubric_file.complaints import Position, WrongError
from grader.rubric_file.known import Known
from grader.rubric_file.settings import Binding
from grader.rubric_file.tree import Listing, Node, Scalar
from grader.rubric_file.values import as_listing, as_mapping

JOINTS = ("all", "any")
NOT = "not"

Decided = CheckCondition | JointCondition


def read_condition(node: Node, key: str, known: Known, *, when: bool) -> Decided | None:
    """A condition; None when something in it is wrong and was complained about."""
    condition = _condition(node, f"'{key}'", known)
    return None if condition is None else replace(condition, deduct_when=when)


def _condition(node: Node, what: str, known: Known) -> Decided | None:
    name, settings, position = _one_check(node, what)
    if name in JOINTS:
        return _joint(name, settings, position, known)
    if name == NOT:
        return _not(settings, position, known)
    checks = known.surroundings.checks
    if name not in checks:
        hint = did_you_mean(name, (*checks, *JOINTS))
        right = hint or f", there are {', '.join(checks)}"
        raise WrongError(position, f"no check is called '{name}'{right}")
    bound = Binding(name, known).bind(settings, position)
    return None if bound is None else CheckCondition(check=name, settings=bound)


def _joint(name: str, node: Node | None, position: Position, known: Known) -> Decided | None:
    if not isinstance(node, Listing):
        text = f"'{name}' joins a list of checks, such as [{{architecture: deep}}, notebook_runs]"
        raise WrongError(position, text)
    parts = [_condition(part, f"each of '{name}'", known) for part in as_listing(node, name).items]
    whole = tuple(part for part in parts if part is not None)
    if len(whole) != len(parts):
        return None
    return JointCondition(parts=whole, needs_all=name == "all")


def _not(node: Node | None, position: Position, known: Known) -> Decided | None:
    if node is None:
        raise WrongError(position, f"'{NOT}' turns a check round, write one behind it")
    turned = _condition(node, f"'{NOT}'", known)
    return None if turned is None else replace(turned, deduct_when=not turned.deduct_when)


def _one_check(node: Node, what: str) -> tuple[str, Node | None, Position]:
    """The check's name, its settings, and where the name stands."""
    if isinstance(node, Scalar) and not node.is_nothing:
        return node.text, None, node.position
    entries = as_mapping(node, what).entries
    if len(entries) != 1:
        text = f"{what} names one check, such as {{architecture: deep}}, not {len(entries)}"
        joined = "; several are joined by {all: [...]} or {any: [...]}" if entries else ""
        raise WrongError(node.position, f"{text}{joined}")
    (entry,) = entries
    return entry.key.text, entry.value, entry.key.position
