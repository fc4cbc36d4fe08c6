"""YAML is read with positions and limits, and nothing in it is interpreted or expanded."""

from collections.abc import Callable

import pytest

from grader.rubric_file.complaints import Complaints
from grader.rubric_file.tree import MOST_BYTES, Mapping, Scalar, read_tree

ComplaintsAbout = Callable[[str], tuple[str, ...]]


def _complaints(content: bytes) -> list[tuple[int, int, str]]:
    complaints = Complaints("x.yaml")
    assert read_tree(content, complaints) is None or complaints.sorted()
    return complaints.sorted()


def test_scalars_stay_the_text_that_was_written() -> None:
    tree = read_tree(b"a: 3.10\nb: no\nc: 0x1F\nd: 2020-01-01\ne: 1_000\n", Complaints("x"))

    assert isinstance(tree, Mapping)
    texts = [entry.value.text for entry in tree.entries if isinstance(entry.value, Scalar)]
    assert texts == ["3.10", "no", "0x1F", "2020-01-01", "1_000"]


def test_every_part_knows_its_line_and_column() -> None:
    tree = read_tree(b"a: 1\nb:\n  - c\n", Complaints("x"))

    assert isinstance(tree, Mapping)
    key, value = tree.entries[1].key, tree.entries[1].value
    assert (key.position.line, key.position.column) == (2, 1)
    assert (value.position.line, value.position.column) == (3, 3)


def test_a_quoted_null_is_a_text() -> None:
    tree = read_tree(b'a: "null"\nb: null\n', Complaints("x"))

    assert isinstance(tree, Mapping)
    values = [entry.value for entry in tree.entries if isinstance(entry.value, Scalar)]
    assert [value.is_nothing for value in values] == [False, True]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "the file is empty"),
        (b"# only a remark\n", 1, "the file is empty"),
        (b"- a\n- b\n", 1, "a rubric is a mapping"),
        (b"a: 1\n---\nb: 2\n", 2, "one document"),
        (b"a: 1\nb: [1, 2\n", 3, "is not YAML"),
        (b"a: 1\n b: 2\n", 2, "is not YAML"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        (b"a: \x07\n", 1, "special characters are not allowed"),
        (b"a: &x [1]\nb: *x\n", 2, "'*x' is an alias"),
        (b"a: &x\n  b: *x\n", 2, "'*x' is an alias"),
        (b"a: !!python/object/apply:os.system [ls]\n", 1, "is a tag"),
        (b"a: " + b"[" * 200 + b"]" * 200, 1, "nested deeper than"),
        (b"a: " + b"[" * 200_000, 1, "nested deeper than"),
        (b"a: [" + b"1," * 60_000 + b"]", 1, "more than 50,000 parts"),
        (b"a: " + b"x" * MOST_BYTES, 1, "larger than"),
    ],
)
def test_what_is_no_rubric_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    complaints = _complaints(content)

    assert any(found == line and words in text for found, _, text in complaints), complaints


def test_a_bomb_of_aliases_is_never_expanded() -> None:
    levels = [f"l{n}: &l{n} [" + ", ".join([f"*l{n - 1}"] * 10) + "]" for n in range(1, 30)]
    bomb = "\n".join(["l0: &l0 [x]", *levels]).encode()

    complaints = _complaints(bomb)

    assert any("is an alias" in text for _, _, text in complaints)
