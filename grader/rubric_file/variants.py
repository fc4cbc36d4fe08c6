"""`for`: which values a part of a rubric is repeated with."""

from collections.abc import Mapping as Groups
from itertools import product
from math import prod

from grader.notation import did_you_mean
from grader.rubric_file.complaints import WrongError, shortened
from grader.rubric_file.placeholders import PLACEHOLDER
from grader.rubric_file.tree import Listing, Mapping, Node, Scalar
from grader.rubric_file.values import as_text

FOR = "for"
MOST_VARIANTS = 200

Variant = dict[str, str]
"""A value for each name."""


def variants(node: Node, groups: Groups[str, tuple[str, ...]]) -> tuple[Variant, ...]:
    """Every set of values: all combinations of a mapping, or the rows of a list."""
    match node:
        case Mapping() if node.entries:
            names = [_name(entry.key) for entry in node.entries]
            columns = [_values(entry.value, groups) for entry in node.entries]
            _refuse_many(node, prod(map(len, columns)))
            return tuple(dict(zip(names, row, strict=True)) for row in product(*columns))
        case Listing() if node.items:
            _refuse_many(node, len(node.items))
            rows = tuple(_row(item) for item in node.items)
            for row, item in zip(rows, node.items, strict=True):
                if row.keys() != rows[0].keys():
                    told = ", ".join(rows[0])
                    text = f"each row of 'for' has the same names, the first has {told}"
                    raise WrongError(item.position, text)
            return rows
        case _:
            right = "{n: [16, 64]}, or a list of rows such as [{n: 16, rate: 0.1}, ...]"
            raise WrongError(node.position, f"'for' is {right}")


def _row(node: Node) -> Variant:
    if not isinstance(node, Mapping) or not node.entries:
        raise WrongError(node.position, "each row of 'for' gives names values, such as {n: 16}")
    return {_name(entry.key): as_text(entry.value, f"'{entry.key.text}'") for entry in node.entries}


def _values(node: Node, groups: Groups[str, tuple[str, ...]]) -> tuple[str, ...]:
    if isinstance(node, Listing) and node.items:
        return tuple(as_text(item, "each value of 'for'") for item in node.items)
    if isinstance(node, Scalar) and not node.is_nothing:
        if node.text in groups:
            return groups[node.text]
        hint = did_you_mean(node.text, groups) or ", write its values as a list in brackets"
        raise WrongError(node.position, f"no group is called '{shortened(node.text)}'{hint}")
    raise WrongError(node.position, "'for' gives each name a list of values, or a group's name")


def _name(key: Scalar) -> str:
    if not PLACEHOLDER.fullmatch(f"<{key.text}>"):
        right = "small letters, digits and _, beginning with a letter"
        raise WrongError(key.position, f"'{shortened(key.text)}' is no name for a value: {right}")
    return key.text


def _refuse_many(node: Node, number: int) -> None:
    if number > MOST_VARIANTS:
        text = f"'for' repeats this {number:,} times, at most {MOST_VARIANTS} are possible"
        raise WrongError(node.position, text)
