import warnings

import pytest

from grader.ingest.cells import script_as_notebook
from grader.ingest.scripts import entry_scripts

GUARDED = "def main():\n    pass\n\nif __name__ == '__main__':\n    main()\n"
MODULE = '"""Doc."""\nimport torch\n\nWIDTH = 32\nNAMES = ("a", "b")\n\nclass Net:\n    pass\n'


@pytest.mark.parametrize(
    ("sources", "entries"),
    [
        ({"main.py": GUARDED, "net.py": MODULE}, ("main.py",)),
        ({"net.py": MODULE}, ()),
        ({"a.py": "print(1)", "b.py": "print(2)"}, ("a.py", "b.py")),
        # Imported, so not run, though it could be.
        ({"train.py": "import net\n" + GUARDED, "net.py": GUARDED}, ("train.py",)),
        ({"train.py": "from net import Net\nprint(1)", "net.py": "print(2)"}, ("train.py",)),
        (
            {"src/train.py": "from src.net import N\nprint(1)", "src/net.py": "print(2)"},
            ("src/train.py",),
        ),
        (
            {"src/train.py": "from net import N\nprint(1)", "src/net.py": "print(2)"},
            ("src/train.py",),
        ),
        ({"p/run.py": "from . import net\nprint(1)", "p/net.py": "print(2)"}, ("p/run.py",)),
        ({"p/run.py": "from .net import N\nprint(1)", "p/net.py": "print(2)"}, ("p/run.py",)),
        ({"p/q/run.py": "from ..net import N\nprint(1)", "p/net.py": "print(2)"}, ("p/q/run.py",)),
        ({"run.py": "def f():\n    import net\nf()", "net.py": "print(2)"}, ("run.py",)),
        # A file of the same name in another folder is another module.
        ({"a/run.py": "import net\nprint(1)", "b/net.py": "print(2)"}, ("a/run.py", "b/net.py")),
        # A circle has no beginning.
        ({"a.py": "import b\nprint(1)", "b.py": "import a\nprint(2)"}, ("a.py", "b.py")),
        ({"a.py": "import a\nprint(1)"}, ("a.py",)),
        # Python 2 cannot be parsed; its imports still count.
        ({"old.py": "import net\nprint 'x'", "net.py": "print(2)"}, ("old.py",)),
        ({"setup.py": "setup()", "conftest.py": "f()", "__init__.py": "print(1)"}, ()),
        ({"x.py": "try:\n    import torch\nexcept ImportError:\n    torch = None\n"}, ()),
        ({"x.py": "DEVICE = torch.device('cpu')\nx: int\n"}, ()),
        ({"x.py": "x = train()\n"}, ("x.py",)),
        ({"x.py": "for i in range(3):\n    pass\n"}, ("x.py",)),
        ({"x.py": "if True:\n    def f(): pass\n"}, ()),
    ],
)
def test_scripts_that_do_something_and_are_not_imported_are_run(
    sources: dict[str, str], entries: tuple[str, ...]
) -> None:
    assert entry_scripts(sources) == entries


def test_a_script_is_one_cell() -> None:
    notebook = script_as_notebook("a.py", "import x\n\nprint(1)\n")

    assert notebook.is_script
    assert [(cell.index, cell.kind, cell.source) for cell in notebook.cells] == [
        (0, "code", "import x\n\nprint(1)\n")
    ]


def test_percent_marks_part_a_script_into_cells() -> None:
    source = (
        "import x\n\n# %%\nprint(1)\n\n#%% Second part\nprint(2)\n"
        "# %% [markdown]\n# Some *prose*\n#\n# more\n# %%\nprint(3)\n"
    )

    cells = script_as_notebook("a.py", source).cells

    assert [cell.kind for cell in cells] == ["code", "code", "code", "markdown", "code"]
    assert cells[0].source == "import x\n\n"
    assert cells[1].source == "# %%\nprint(1)"
    assert cells[3].source == "Some *prose*\n\nmore"


@pytest.mark.parametrize(
    "source",
    [
        'text = """\n# %%\n"""\nprint(1)\n',
        "for i in range(3):\n# %%\n    print(i)\n",
        "# %%\nprint 'python 2'\n",
        "x = 1  # %%\n",
        "# %%bash is no mark of ours\nx = 1\n",
    ],
)
def test_a_mark_that_is_none_does_not_part_a_script(source: str) -> None:
    assert [cell.source for cell in script_as_notebook("a.py", source).cells] == [source]


@pytest.mark.parametrize(
    "source",
    [
        "-" * 100_000 + "1",
        "1+" * 100_000 + "1",
        "a" + ".a" * 100_000,
        "(" * 5_000,
        "x = '\0'",
        "\ud800",
    ],
)
def test_hostile_source_is_kept_as_it_is(source: str) -> None:
    assert entry_scripts({"a.py": source}) == ("a.py",)
    assert script_as_notebook("a.py", source).cells[0].source == source


def test_a_doubtful_escape_in_a_script_warns_nobody() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert entry_scripts({"a.py": "print('\\d')"}) == ("a.py",)
    assert seen == []
