"""How scripts are called, as notebooks, shell scripts and README files of a submission say it."""

import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.ingest.imports import reached

MOST_COMMANDS = 4
"""Calls of one script that are run."""
_LONGEST = 100_000
_LINE = re.compile(
    r"^[ \t>*$!`\-]*(?:\d+\.[ \t]+)?(?:[A-Z_]+=\S+[ \t]+|nohup[ \t]+|time[ \t]+|sudo[ \t]+"
    r"|cd[ \t]+[^\s&;]+[ \t]*(?:&&|;)[ \t]*)*"
    r"(?:python(?:[23](?:\.\d+)?)?(?:\.exe)?|py|torchrun|accelerate[ \t]+launch)[ \t]+"
    r"(?P<rest>\S.*)$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"`(?:[$!>][ \t]*)?python(?:3(?:\.\d+)?)?[ \t]+(?P<rest>[^`\n]+)`")
_END = re.compile(r"\s*(?:&&|\|\||[|;&>`]|\s#|\s\d>).*$")
_BLANK_TO_FILL = re.compile(r"[<>\[\]{}$*]|\.\.\.|…|/?path/to|^[A-Z][A-Z_]{2,}$|^%\w")
_PARSERS = re.compile(
    r"sys\.argv|from sys import|argparse|add_argument|parse_args|parse_known|optparse|getopt"
    r"|click|absl|flags\.|fire|hydra|docopt|typer|tyro|Parser"
)
_POSITIONAL = re.compile(
    r"sys\.argv|from sys import|add_argument\(\s*['\"][^-'\"]|\.argument\("
    r"|fire\.|hydra|docopt|typer"
)
_LAUNCHERS = ("torch.distributed.launch", "torch.distributed.run")
_INTERPRETER_FLAGS = ("-u", "-O", "-B", "-i", "-W", "-E", "-s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One way in which a script is called."""

    script: str
    """Path of the script inside the submission."""
    folder: str
    """Folder inside the submission in which it is called; `.` is the top."""
    as_module: bool
    """Whether it is called with `-m`."""
    arguments: tuple[str, ...]
    """What stands after its name."""
    source: str
    """The file that says so."""


def commands_in(texts: Mapping[str, str], scripts: Mapping[str, str]) -> Iterator[Command]:
    """Every call of one of these scripts in these texts, each once.

    Calls with blanks for their reader to fill, and with flags that the script does not know, are
    left out.
    """
    seen = set()
    for path, text in texts.items():
        text = text[:_LONGEST].replace("\\\n", " ")
        for rest in _calls(text):
            command = _command(rest, path, scripts)
            key = command and (command.script, command.arguments)
            if command and key not in seen:
                seen.add(key)
                yield command


def _calls(text: str) -> Iterator[str]:
    found = [*_LINE.finditer(text), *_QUOTED.finditer(text)]
    for match in sorted(found, key=lambda one: one.start("rest")):
        yield _END.sub("", match["rest"])


def _command(rest: str, source: str, scripts: Mapping[str, str]) -> Command | None:
    try:
        words = shlex.split(rest)
    except ValueError:
        return None
    while words and words[0] in _INTERPRETER_FLAGS:
        words = words[1:]
    ranked = words[:2] == ["-m", _LAUNCHERS[0]] and "--use_env" not in words
    words = _launched(words)
    as_module = words[:1] == ["-m"]
    words = words[1:] if as_module else words
    if not words or (not as_module and not words[0].casefold().endswith(".py")):
        return None
    name = words[0].replace(".", "/") + ".py" if as_module else words[0].replace("\\", "/")
    found = _named(name, source, scripts)
    if found is None or not _is_filled_in(words[1:], found[0], scripts):
        return None
    script, folder = found
    # This launcher tells each process its number; there is one here.
    own = ("--local_rank=0",) if ranked and "--local_rank" in scripts[script] else ()
    return Command(
        script=script,
        folder=folder,
        as_module=as_module,
        arguments=(*words[1:], *own),
        source=source,
    )


def _launched(words: list[str]) -> list[str]:
    """What a launcher of several processes is told to start, without its own flags."""
    by_module = words[:1] == ["-m"] and words[1:2] and words[1] in _LAUNCHERS
    if not by_module and (not words or not words[0].startswith("--")):
        return words
    scripts = [at for at, word in enumerate(words) if word.casefold().endswith(".py")]
    return words[scripts[0] :] if scripts else words


def _named(name: str, source: str, scripts: Iterable[str]) -> tuple[str, str] | None:
    """The one script that this name means and where it is called, near the text or anywhere."""
    beside = str(PurePosixPath(source).parent)
    near = posixpath.normpath(f"{beside}/{name}")
    if near in scripts:
        return near, beside
    bare = posixpath.normpath(name)
    fitting = [path for path in scripts if f"/{path}".endswith(f"/{bare}")]
    if len(fitting) != 1:
        return None
    above = fitting[0].removesuffix(bare).rstrip("/")
    return fitting[0], above or "."


def _is_filled_in(arguments: list[str], script: str, scripts: Mapping[str, str]) -> bool:
    """Whether the arguments are real ones, of this script as it is."""
    if not arguments:
        return True
    helpers = reached(script, [scripts[script]], scripts)
    code = "\n".join([scripts[script], *(scripts[each] for each in helpers)])
    wanted = _PARSERS if arguments[0].startswith("-") else _POSITIONAL
    if any(_BLANK_TO_FILL.search(word) for word in arguments) or not wanted.search(code):
        return False
    flags = [word[2:].partition("=")[0] for word in arguments if word.startswith("--")]
    return all(
        flag in code or flag.replace("-", "_") in code or flag.removeprefix("no") in code
        for flag in flags
    )
