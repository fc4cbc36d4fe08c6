"""A rubric's file becomes a Rubric, or every complaint about it at once."""

import hashlib
import json
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path

from grader.errors import RubricError
from grader.records import LateRule, Question, RequiredNetwork, Rubric
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.expand import SETS, expand
from grader.rubric_file.fields import Fields
from grader.rubric_file.groups import hold_groups, read_groups
from grader.rubric_file.known import Known
from grader.rubric_file.needs import hold_needs
from grader.rubric_file.networks import read_networks, read_provided
from grader.rubric_file.questions import as_cap, question_ids, read_questions
from grader.rubric_file.surroundings import Surroundings, known_surroundings
from grader.rubric_file.tree import MOST_BYTES, Listing, Mapping, Node, Scalar, read_tree
from grader.rubric_file.values import (
    as_fraction,
    as_listing,
    as_mapping,
    as_points,
    as_text,
    as_whole,
)

FORMAT = "1"
FASHION_MNIST = "fashion-mnist"
MOST_LATE_DAYS = 366


def load_rubric(path: Path, *, data: str = FASHION_MNIST) -> Rubric:
    """The rubric in `path`, with the numbers expected on `data`; raises `RubricError`."""
    return read_rubric(path, known_surroundings(data))


def read_rubric(path: Path, surroundings: Surroundings) -> Rubric:
    """The same with everything that the rubric may refer to given."""
    content = _content(path)
    complaints = Complaints(str(path))
    tree = read_tree(content, complaints)
    rubric = None if tree is None else _rubric(tree, surroundings, complaints)
    complaints.raise_any()
    if rubric is None:
        # Only a mistake of ours gets here: something was wrong and nobody complained.
        raise RubricError((f"{path}: cannot be used, and no rule says why",))
    return replace(rubric, source=path.name, digest=_digest(content, rubric.networks))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = f"{path}: cannot be read, {(error.strerror or 'unknown reason').lower()}"
        raise RubricError((reason,)) from error


def _rubric(tree: Mapping, surroundings: Surroundings, complaints: Complaints) -> Rubric | None:
    groups = read_groups(tree, complaints)
    before = len(complaints.sorted())
    written_out = expand(tree, groups, complaints)
    if len(complaints.sorted()) > before:
        # What is missing because it could not be repeated would be complained about all over.
        return None
    fields = Fields(
        written_out,
        complaints,
        what="the rubric",
        required=("rubric", "title", "points", "questions"),
        optional=("late", "provide", "networks", "groups", "at_most", SETS),
    )
    fields.read("rubric", _format)
    title = fields.read("title", as_text)
    points = fields.read("points", as_points)
    at_most = fields.read("at_most", lambda node, what: as_cap(node, what, points))
    late = fields.read("late", lambda node, what: _late(node, what, complaints))
    provided = fields.read("provide", as_mapping)
    named = fields.read("networks", as_mapping)
    listed = fields.read("questions", as_listing)
    networks = read_networks(named, surroundings, complaints) if named else ()
    names = tuple(entry.key.text for entry in named.entries) if named else ()
    known = Known(
        surroundings=surroundings,
        networks=names,
        groups=hold_groups(tree, groups, names, complaints),
        questions=question_ids(listed) if listed else (),
        complaints=complaints,
    )
    files = read_provided(provided, surroundings, complaints) if provided else ()
    questions = read_questions(listed, known) if listed else ()
    if listed:
        hold_needs(listed, complaints)
        _hold_sum(fields, points, listed, questions)
    if title is None or points is None:
        return None
    return Rubric(
        title=title,
        source="",
        digest="",
        points=points,
        questions=questions,
        networks=networks,
        provide=files,
        late=late,
        at_most=at_most,
    )


def _format(node: Node, what: str) -> str:
    if not isinstance(node, Scalar) or node.text != FORMAT:
        found = node.text if isinstance(node, Scalar) else "a collection"
        text = f"{what} is the format's number, this program reads {FORMAT}"
        raise WrongError(node.position, f"{text}, not '{shortened(found)}'")
    return node.text


def _late(node: Node, what: str, complaints: Complaints) -> LateRule | None:
    fields = Fields(
        as_mapping(node, what),
        complaints,
        what=what,
        required=("per_day", "reject_after_days"),
        optional=("of",),
    )
    per_day = fields.read("per_day", as_fraction)
    days = fields.read("reject_after_days", _days)
    fields.read("of", _maximum)
    if per_day is None or days is None:
        return None
    return LateRule(per_day=per_day, reject_after_days=days)


def _days(node: Node, what: str) -> int:
    days = as_whole(node, what)
    if not 0 <= days <= MOST_LATE_DAYS:
        text = f"{what} is a number of days from 0 to {MOST_LATE_DAYS}, not {days}"
        raise WrongError(node.position, text)
    return days


def _maximum(node: Node, what: str) -> str:
    text = as_text(node, what)
    if text != "maximum":
        right = "'maximum', each day lowers the most that can be reached"
        raise WrongError(node.position, f"{what} is {right}, not '{shortened(text)}'")
    return text


def _hold_sum(
    fields: Fields, points: Decimal | None, listed: Listing, questions: tuple[Question, ...]
) -> None:
    # A question that is wrong has its complaint; a sum without it would be a second one.
    if points is None or len(questions) != len(listed.items):
        return
    total = sum((question.points for question in questions), Decimal(0))
    if total != points:
        fields.complain(
            "points", f"the rubric says {points} points, its questions add up to {total}"
        )


def _digest(content: bytes, networks: tuple[RequiredNetwork, ...]) -> str:
    """The same rubric judged against other expected numbers is another rubric."""
    used = [
        [asdict(each) if each else None for each in (network.expected, network.regime)]
        for network in networks
    ]
    whole = hashlib.sha256(content)
    whole.update(json.dumps(used, sort_keys=True).encode())
    return whole.hexdigest()
