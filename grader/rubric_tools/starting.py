"""`grade rubric --new`: a rubric to begin with, which loads without complaint."""

from pathlib import Path

from rich.console import Console

from grader.errors import GraderError, SettingsError
from grader.resources import resource_folder

TEMPLATE = "rubric.yaml"


def start_rubric(path: Path | None, console: Console) -> None:
    """Write the template to a file that is not there yet, or print it."""
    text = template_text()
    if path is None or path == Path("-"):
        print(text, end="")
        return
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise SettingsError(f"{path}: is there already, name a file that is not") from None
    except OSError as error:
        raise GraderError(f"{path}: cannot be written ({error.strerror})") from error
    console.print(
        f"Begun: {path}. Check it with: grade rubric {path}", markup=False, soft_wrap=True
    )


def template_text() -> str:
    """The template, with a remark beside everything that can be left out."""
    return (resource_folder("templates") / TEMPLATE).read_text(encoding="utf-8")
