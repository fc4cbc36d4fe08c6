"""The networks that a rubric asks for, and the data files that it provides."""

import re
from collections.abc import Collection
from functools import partial

from grader.expected_file import STAND_IN, Recipe, expected_of, figures_of
from grader.notation import (
    NotationError,
    bias_count,
    canonical,
    did_you_mean,
    parameter_count,
    parse_architecture,
    problems,
)
from grader.records import Architecture, Expected, Missing, Provided, RequiredNetwork
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.fields import Fields, attempt
from grader.rubric_file.surroundings import Surroundings
from grader.rubric_file.tree import Entry, Mapping, Node
from grader.rubric_file.values import as_mapping, as_text, as_whole

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")


def read_networks(
    node: Mapping, surroundings: Surroundings, complaints: Complaints
) -> tuple[RequiredNetwork, ...]:
    """Every network whose entry is right."""
    networks = [
        attempt(partial(_network, entry, surroundings, complaints), complaints)
        for entry in node.entries
    ]
    return tuple(network for network in networks if network is not None)


def read_provided(
    node: Mapping, surroundings: Surroundings, complaints: Complaints
) -> tuple[Provided, ...]:
    """Every data file whose entry is right."""
    files = [
        attempt(partial(_provided, entry, surroundings.course_data), complaints)
        for entry in node.entries
    ]
    return tuple(file for file in files if file is not None)


def _network(
    entry: Entry, surroundings: Surroundings, complaints: Complaints
) -> RequiredNetwork | None:
    name = entry.key.text
    if not _NAME.fullmatch(name):
        right = "letters, digits, - and _, beginning with a letter"
        raise WrongError(entry.key.position, f"'{shortened(name)}' is no network's name: {right}")
    fields = Fields(
        Mapping(
            entries=as_mapping(entry.value, f"network '{name}'").entries,
            position=entry.key.position,
        ),
        complaints,
        what=f"network '{name}'",
        required=("layers",),
        optional=("parameters", "task", "expected"),
    )
    architecture = fields.read("layers", _architecture)
    task = fields.read("task", lambda node, what: _known(node, what, surroundings.tasks))
    recipe = fields.read("expected", lambda node, what: _known(node, what, surroundings.recipes))
    stated = fields.read("parameters", as_whole)
    if architecture is None:
        return None
    _hold_count(fields, architecture, stated)
    _hold_recipe(fields, architecture, surroundings.recipes.get(recipe or ""))
    return RequiredNetwork(
        name=name,
        notation=fields.read("layers", as_text) or "",
        architecture=architecture,
        parameters=parameter_count(architecture),
        biases=bias_count(architecture),
        task=task or "",
        expected=_expected(recipe, surroundings),
        regime=surroundings.recipes[recipe].regime if recipe else None,
        figures=_figures(recipe, surroundings),
    )


def _architecture(node: Node, what: str) -> Architecture:
    try:
        architecture = canonical(parse_architecture(as_text(node, what)))
    except NotationError as error:
        raise WrongError(node.position, str(error)) from None
    if not architecture.layers:
        raise WrongError(node.position, f"{what} has no layers, write '784 -> 32 -> relu -> 10'")
    for problem in problems(architecture):
        raise WrongError(node.position, problem)
    return architecture


def _hold_count(fields: Fields, architecture: Architecture, stated: int | None) -> None:
    actual = parameter_count(architecture)
    if stated is None or stated == actual:
        return
    without = actual - bias_count(architecture)
    hint = ", without biases they have what is stated" if stated == without else ""
    text = f"'parameters' says {stated:,}, but the layers have {actual:,}{hint}"
    fields.complain("parameters", f"{text}, write {actual}")


def _hold_recipe(fields: Fields, architecture: Architecture, recipe: Recipe | None) -> None:
    actual = parameter_count(architecture)
    if recipe is None or recipe.parameters == actual:
        return
    text = f"the recipe trains another network, with {recipe.parameters:,} parameters"
    others = f"these layers have {actual:,}, its own are {shortened(recipe.network)}"
    fields.complain("expected", f"{text}: {others}")


def _expected(recipe: str | None, surroundings: Surroundings) -> Expected | None:
    if recipe is None:
        return None
    found = expected_of(recipe, surroundings.recipes[recipe], surroundings.data)
    # Nothing is known on this data yet: checks that need it will leave the item to a person.
    return None if isinstance(found, Missing) else found


def _figures(recipe: str | None, surroundings: Surroundings) -> tuple[Expected, ...]:
    if recipe is None:
        return ()
    is_stand_in = surroundings.data == STAND_IN
    return figures_of(recipe, surroundings.recipes[recipe], stand_in=is_stand_in)


def _provided(entry: Entry, course_data: Collection[str]) -> Provided:
    name = entry.key.text
    if not _FILE_NAME.fullmatch(name):
        right = "a plain file name without folders, such as hw2_Q4_data.npz"
        raise WrongError(entry.key.position, f"'{shortened(name)}' is not {right}")
    return Provided(name=name, data=_known(entry.value, f"'{name}'", course_data))


def _known(node: Node, what: str, known: Collection[str]) -> str:
    name = as_text(node, what)
    if name not in known:
        hint = did_you_mean(name, known) or f", there are {', '.join(known) or 'none'}"
        raise WrongError(
            node.position, f"{what} names '{shortened(name)}', which is not there{hint}"
        )
    return name
