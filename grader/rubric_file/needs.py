"""Which items make sense only after which others: the names exist, and form no circle."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.notation import did_you_mean
from grader.rubric_file.complaints import Complaints, shortened
from grader.rubric_file.tree import Listing, Node, Scalar, place_under, text_under, under


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One deduction as it was written, right or wrong."""

    id: str
    """Its id with its question's."""
    node: Node
    """Where it stands."""
    needs: tuple[tuple[str, Scalar], ...]
    """Full ids of what it needs, and where they are named."""


def full_id(need: str, question: str) -> str:
    """The id of an item that may have been named without its question."""
    return need if "/" in need else f"{question}/{need}"


def hold_needs(questions: Listing, complaints: Complaints) -> None:
    """Complain about needs that name nothing and about circles."""
    items: dict[str, _Item] = {}
    for item in _items(questions):
        # Of two with one id the second has its complaint; here it would look like a circle.
        items.setdefault(item.id, item)
    for item in items.values():
        for need, node in item.needs:
            if need not in items:
                hint = _hint(need, item.id, items)
                complaints.add(node.position, f"'needs' names no deduction '{need}'{hint}")
    for circle in _circles(items):
        path = " needs ".join((*circle, circle[0]))
        position = place_under(items[circle[0]].node, "needs")
        complaints.add(position, f"this goes in a circle, {path}: drop one of them")


def _hint(need: str, own: str, items: dict[str, _Item]) -> str:
    others = [name for name in items if name != own]
    return did_you_mean(need, others) or ", name one by its id, from elsewhere as 3.1/its-id"


def _items(questions: Listing) -> Iterator[_Item]:
    for question in questions.items:
        deductions = under(question, "deductions")
        if isinstance(deductions, Listing):
            for node in deductions.items:
                yield _item(node, text_under(question, "id"))


def _item(node: Node, question: str) -> _Item:
    needs = under(node, "needs")
    parts = needs.items if isinstance(needs, Listing) else (needs,)
    named = [part for part in parts if isinstance(part, Scalar) and not part.is_nothing]
    return _Item(
        id=f"{question}/{text_under(node, 'id')}",
        node=node,
        needs=tuple((full_id(shortened(part.text), question), part) for part in named),
    )


def _circles(items: dict[str, _Item]) -> Iterator[tuple[str, ...]]:
    """Every circle once, beginning with the item of it that is found first."""
    finished: set[str] = set()
    for start in items:
        path = [start]
        walks = [iter(items[start].needs)]
        while walks and start not in finished:
            need = next((name for name, _ in walks[-1] if name in items), None)
            if need is None:
                walks.pop()
                finished.add(path.pop())
            elif need in path:
                yield tuple(path[path.index(need) :])
            elif need not in finished:
                path.append(need)
                walks.append(iter(items[need].needs))
