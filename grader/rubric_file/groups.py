"""Groups of networks: a name that stands for several wherever networks are listed."""

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Named

from grader.notation import did_you_mean
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.tree import Entry, Listing, Mapping, Scalar, under
from grader.rubric_file.values import as_listing, as_mapping, as_texts

GROUPS = "groups"
Groups = Named[str, tuple[str, ...]]


def read_groups(tree: Mapping, complaints: Complaints) -> dict[str, tuple[str, ...]]:
    """The members of each group whose entry is right."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in _entries(tree, complaints):
        name = entry.key.text
        try:
            as_listing(entry.value, f"group '{shortened(name)}'")
            found[name] = as_texts(entry.value, f"group '{shortened(name)}'")
        except WrongError as wrong:
            complaints.add(wrong.position, wrong.text)
    return found


def hold_groups(
    tree: Mapping, groups: Groups, networks: Collection[str], complaints: Complaints
) -> dict[str, tuple[str, ...]]:
    """The groups with those members that are networks; the others are complained about."""
    for entry in _entries(tree, Complaints("")):
        name = entry.key.text
        if name in networks:
            text = f"'{shortened(name)}' is a network already, give the group another name"
            complaints.add(entry.key.position, text)
        members = entry.value.items if isinstance(entry.value, Listing) else ()
        for member in members:
            if isinstance(member, Scalar) and member.text not in networks:
                there = f", there are {', '.join(networks) or 'none'}"
                hint = did_you_mean(member.text, networks) or there
                text = f"no network is called '{shortened(member.text)}'{hint}"
                complaints.add(member.position, text)
    return {
        name: tuple(member for member in members if member in networks)
        for name, members in groups.items()
        if name not in networks
    }


def _entries(tree: Mapping, complaints: Complaints) -> Iterator[Entry]:
    node = under(tree, GROUPS)
    if node is None:
        return
    try:
        yield from as_mapping(node, f"'{GROUPS}'").entries
    except WrongError as wrong:
        complaints.add(wrong.position, wrong.text)
