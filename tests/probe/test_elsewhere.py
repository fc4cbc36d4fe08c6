"""Code that writes to folders of another machine: it goes on, and reads what it wrote."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from tests.forked import run_forked


def outputs_of(folder: Path, *cells: str) -> tuple[list[str], list[str]]:
    """What the cells print, and the sentences about what was changed for it."""
    work = folder / "work"
    work.mkdir()
    run = run_forked(work, *cells, task={"folder": str(work)})
    told = [each.what for each in collect_adaptations(run)]
    return [cell.output.strip() for cell in run.cells], told


@pytest.mark.parametrize(
    "path",
    ["/proc/nowhere/drive/My Drive/a.txt", "C:\\Users\\me\\a.txt", "models/new/a.txt"],
)
def test_what_is_written_to_a_folder_that_is_not_here_is_read_again(
    path: str, tmp_path: Path
) -> None:
    write = f"open({path!r}, 'w').write('weights')"

    (_, read), told = outputs_of(tmp_path, write, f"print(open({path!r}).read())")

    assert read == "weights"
    # A path of Windows is a plain, if odd, name of a file here.
    assert len(told) == (0 if path.startswith("C:") else 1)


@pytest.mark.parametrize(
    "folder", ["/proc/nowhere/drive/models", "C:\\Users\\me\\models", "models/new"]
)
def test_weights_are_saved_to_folders_that_are_not_here(folder: str, tmp_path: Path) -> None:
    path = f"{folder}/a.pt"
    save = f"import torch\ntorch.save({{'a': torch.ones(2)}}, {path!r})"

    (_, read), told = outputs_of(tmp_path, save, f"print(torch.load({path!r})['a'].sum().item())")

    assert read == "2.0"
    assert len(told) == 1
    assert "models" in told[0]


def test_folders_of_another_machine_are_made_and_listed(tmp_path: Path) -> None:
    (output,), told = outputs_of(
        tmp_path,
        "import os\nfrom pathlib import Path\n"
        "os.mkdir('/proc/nowhere/a')\n"
        "os.makedirs('/proc/nowhere/a/b', exist_ok=True)\n"
        "Path('/proc/nowhere/a/b/c').mkdir()\n"
        "Path('/proc/nowhere/a/b/x.txt').write_text('x')\n"
        "print(sorted(os.listdir('/proc/nowhere/a/b')), os.path.isdir('/proc/nowhere/a'))\n"
        "os.remove('/proc/nowhere/a/b/x.txt')\n"
        "print(os.path.exists('/proc/nowhere/a/b/x.txt'), os.path.exists('/proc/nowhere/z'))",
    )

    assert output.splitlines() == ["['c', 'x.txt'] True", "False False"]
    assert len(told) == 1


def test_code_that_is_prepared_for_a_missing_folder_goes_its_own_way(tmp_path: Path) -> None:
    (output,), told = outputs_of(
        tmp_path,
        "try:\n    open('/proc/nowhere/a.txt', 'w')\nexcept OSError:\n    print('no such folder')",
    )

    assert output == "no such folder"
    assert not told


def test_what_was_written_is_read_and_no_other_file_of_that_name(tmp_path: Path) -> None:
    (output,), _ = outputs_of(
        tmp_path,
        "open('a.txt', 'w').write('beside')\n"
        "open('/proc/nowhere/a.txt', 'w').write('elsewhere')\n"
        "print(open('a.txt').read(), open('/proc/nowhere/a.txt').read())",
    )

    assert output == "beside elsewhere"


def test_a_missing_file_is_missing_all_the_same(tmp_path: Path) -> None:
    (output,), told = outputs_of(
        tmp_path,
        "import os\nprint(os.path.exists('/proc/nowhere/a.txt'))\n"
        "try:\n    open('/proc/nowhere/a.txt')\nexcept FileNotFoundError as error:\n"
        "    print(error.filename)",
    )

    assert output.splitlines() == ["False", "/proc/nowhere/a.txt"]
    assert not told
