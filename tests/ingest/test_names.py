import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.ingest.limits import DEFAULT
from grader.ingest.names import (
    identifier,
    member_path,
    natural_key,
    shown,
    unique_identifiers,
    why_refused,
)

SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sample-01", "sample-01"),
        ("Ada Lovelace (1)", "Ada-Lovelace-1"),
        ("übung_2.v3", "ubung_2.v3"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("a\nb", "a-b"),
        ("=cmd|x", "cmd-x"),
        # A folder of this name would stand where the class page or the gradebook is written.
        ("index.html", "index-html"),
        ("Grades.CSV", "Grades-CSV"),
    ],
)
def test_an_id_is_the_name_with_its_odd_characters_replaced(name: str, expected: str) -> None:
    assert identifier(name) == expected


@pytest.mark.parametrize("name", ["..", ".", "", "---", "作业一", "\u202e", "x" * 300, "Øre"])
def test_a_name_that_loses_too_much_gets_an_id_of_its_own(name: str) -> None:
    assert SAFE.fullmatch(identifier(name))
    assert identifier(name) == identifier(name)
    assert len(identifier(name)) < 80


def test_two_names_in_another_script_keep_their_ids_whoever_else_is_there() -> None:
    one, other = identifier("作业一"), identifier("作业二")

    assert one != other
    assert unique_identifiers(["作业三", "作业一", "作业二"])[1:] == (one, other)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["ada", "Ada", "ADA"], ("ada", "Ada-2", "ADA-3")),
        (["ada", "Ada", "ada-2"], ("ada", "Ada-3", "ada-2")),
        (["\u00fc", "u\u0308"], ("u", "u-2")),
        (["a b", "a-b"], ("a-b", "a-b-2")),
    ],
)
def test_ids_that_collide_are_numbered(names: list[str], expected: tuple[str, ...]) -> None:
    assert unique_identifiers(names) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=90), max_size=6))
def test_any_names_give_safe_ids_that_differ_even_in_case(names: list[str]) -> None:
    ids = unique_identifiers(names)

    assert all(SAFE.fullmatch(one) for one in ids)
    assert len({one.casefold() for one in ids}) == len(names)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("./\\ab:C\0\n\udc80\u202e"), max_size=12))
def test_no_name_that_is_taken_leads_anywhere_else(name: str) -> None:
    path = member_path(name)

    if why_refused(path, DEFAULT) is None:
        assert not path.startswith("/")
        assert not set(path.split("/")) & {"", ".", ".."}
        assert path.encode() == shown(path).encode()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("./a//b.py", "a/b.py"),
        ("a\\b.py", "a/b.py"),
        ("./", ""),
        ("/a", "/a"),
        ("caf\udce9.py", "café.py"),
    ],
)
def test_a_member_path_has_forward_slashes_and_no_empty_parts(name: str, path: str) -> None:
    assert member_path(name) == path


def test_numbers_in_names_sort_as_numbers() -> None:
    names = ["part10", "part2", "Part1", "part", "part2b"]

    assert sorted(names, key=natural_key) == ["part", "Part1", "part2", "part2b", "part10"]
