"""Docker and Podman: what they are asked, held against an engine that writes it down."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from grader.cli import main
from grader.doctor.command import examine
from grader.errors import SandboxError, SettingsError
from grader.records import Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox import Mount, View, bubblewrap, choose_wall, resolved
from grader.sandbox.containers import Containers
from grader.sandbox.control_group import MEMORY_SLACK_BYTES, process_slack
from grader.sandbox.image import IMAGE, dockerfile
from grader.sandbox.process import WalledProcess
from grader.sandbox.profile import profile
from grader.sandbox.seccomp import HIDING, REFUSED
from tests.sandbox import fake_engine

ECHO = "import sys\nfor line in sys.stdin: print(line.strip().upper(), flush=True)"
DEAD = 4_194_305
"""A process number that Linux never gives out."""
PATH = (("PATH", "/usr/bin:/bin"),)


class Engine:
    """A fake engine that lies on the path."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        program = folder / name
        source = Path(fake_engine.__file__).read_text()
        program.write_text(f"#!{sys.executable} -I\n{source}")
        program.chmod(0o755)

    def asked(self, first: str) -> list[list[str]]:
        """Every question that began with this word."""
        path = self.folder / "asked"
        lines = path.read_text().splitlines() if path.exists() else []
        return [words for words in map(json.loads, lines) if words[0] == first]

    def suffers(self, what: str) -> None:
        """Something is wrong with it from now on."""
        (self.folder / what).touch()


MakeEngine = Callable[[str], Engine]


@pytest.fixture
def make_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeEngine:
    """Puts a fake engine on the path, where there is no other."""
    (tmp_path / "bin").mkdir()

    def which(name: str) -> str | None:
        program = tmp_path / "bin" / name
        return str(program) if program.exists() else None

    monkeypatch.setattr(shutil, "which", which)
    return lambda name: Engine(name, tmp_path / "bin")


@pytest.fixture
def without_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    def find() -> str:
        raise SettingsError("sandbox: there is no bubblewrap on this machine")

    monkeypatch.setattr(bubblewrap, "find_program", find)
    monkeypatch.setattr("grader.sandbox.find_program", find)


def after(words: list[str], option: str) -> list[str]:
    """All that follows this option, wherever it stands."""
    return [words[i + 1] for i, word in enumerate(words[:-1]) if word == option]


@pytest.mark.parametrize("name", ["docker", "podman"])
def test_a_container_is_asked_for_with_every_wall_there_is(
    name: str, make_engine: MakeEngine
) -> None:
    make_engine(name)
    mounts = (
        Mount(source="/a,readonly=false", target="/grade/a"),
        Mount(source="/work", target="/submission", writable=True),
    )
    limits = Limits(memory_bytes=100 * MEBIBYTE, processes=8, cpu_seconds=90.0)
    view = View(mounts=mounts, cwd="/submission", environment=(("A", "b c"),), limits=limits)

    words = Containers(name).command([sys.executable, "-I", "x.py"], view)

    assert after(words, "--network") == ["none"]
    assert after(words, "--cap-drop") == ["ALL"]
    assert "no-new-privileges" in after(words, "--security-opt")
    assert {"--read-only", "--init"} < set(words)
    assert after(words, "--pull") == ["never"]
    memory = str(100 * MEBIBYTE + MEMORY_SLACK_BYTES)
    assert after(words, "--memory") == after(words, "--memory-swap") == [memory]
    assert after(words, "--pids-limit") == [str(8 + process_slack())]
    assert after(words, "--ulimit") == ["core=0", "cpu=90"]
    assert after(words, "--user") == [f"{os.getuid()}:{os.getgid()}"]
    assert after(words, "--mount") == [
        'type=bind,"source=/a,readonly=false",target=/grade/a,readonly',
        "type=bind,source=/work,target=/submission",
    ]
    image = words.index(IMAGE)
    assert words[image:] == [IMAGE, "-i", "A=b c", "python3", "-I", "x.py"]
    assert after(words, "--entrypoint") == ["/usr/bin/env"]
    assert not {"--privileged", "--volume", "--publish", "--env"} & set(words)
    filtered = [each for each in after(words, "--security-opt") if each.startswith("seccomp=")]
    assert json.loads(Path(filtered[0].removeprefix("seccomp=")).read_text())["syscalls"]


@pytest.mark.parametrize("name", ["docker", "podman"])
def test_an_engine_that_works_is_checked_talked_with_and_left_empty(
    name: str, make_engine: MakeEngine
) -> None:
    engine = make_engine(name)
    wall = choose_wall(name)

    with WalledProcess(wall, [sys.executable, "-c", ECHO], View(environment=PATH), Limits()) as one:
        one.send("one")
        assert one.receive(20.0) == "ONE"
        (container,) = after(engine.asked("run")[-1], "--name")
        inside = psutil.Process(int((engine.folder / f"{container}.pid").read_text()))

    psutil.wait_procs([inside], timeout=5.0)
    assert not inside.is_running()
    assert ["rm", "--force", container] in engine.asked("rm")
    assert len(engine.asked("run")) == 2
    assert wall.name == name


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("no-engine", "docker is here, but no engine of it answers; start it"),
        ("no-image", "grade doctor --dockerfile | docker build --tag grade-sandbox"),
        ("no-sockets", "virtual machine here, which passes on no sockets"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(
    trouble: str, words: str, make_engine: MakeEngine
) -> None:
    make_engine("docker").suffers(trouble)

    with pytest.raises(SettingsError) as refused:
        choose_wall("docker")

    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_engine_that_is_not_installed_is_refused(make_engine: MakeEngine) -> None:
    with pytest.raises(SettingsError, match="there is no podman on this machine"):
        choose_wall("podman")


def test_a_container_that_the_engine_ended_for_its_memory_is_said_to_be_so(
    make_engine: MakeEngine,
) -> None:
    engine = make_engine("docker")
    engine.suffers("out-of-memory")
    program = "import os; os.kill(os.getpid(), 9)"
    view = View(environment=PATH)
    with (
        WalledProcess(Containers("docker"), [sys.executable, "-c", program], view, Limits()) as one,
        pytest.raises(SandboxError, match="limit hit: memory"),
    ):
        one.receive(20.0)


def test_containers_of_killed_graders_are_removed_and_those_of_others_are_not(
    make_engine: MakeEngine,
) -> None:
    engine = make_engine("docker")
    there = (f"grade-{DEAD}-0", f"grade-{os.getppid()}-1", "postgres", "grade-mine")
    (engine.folder / "there").write_text("\n".join(there))

    Containers("docker").remove_abandoned()

    assert [words[-1] for words in engine.asked("rm")] == [f"grade-{DEAD}-0"]


@pytest.mark.usefixtures("without_bubblewrap")
def test_without_bubblewrap_an_engine_is_taken_docker_first(make_engine: MakeEngine) -> None:
    assert resolved("auto") == "bubblewrap"
    make_engine("podman")
    assert resolved("auto") == "podman"
    make_engine("docker")
    assert resolved("auto") == "docker"
    assert choose_wall("auto").name == "docker"


def test_bubblewrap_comes_before_every_engine() -> None:
    assert resolved("auto") == "bubblewrap"


@pytest.mark.usefixtures("without_bubblewrap")
def test_the_doctor_tries_the_engine_where_there_is_nothing_else(
    make_engine: MakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    make_engine("docker").suffers("no-image")

    assert examine() is False
    said = capsys.readouterr().out
    assert "make it: `grade doctor --dockerfile | docker build" in said


def test_the_image_holds_the_packages_of_this_environment(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor", "--dockerfile"]) == 0

    said = capsys.readouterr().out
    assert said == dockerfile()
    assert said.startswith("FROM python:3.")
    assert " torch==" in said
    assert "ipykernel==" in said
    assert "pytest" not in said
    assert "+cpu" not in said


def test_the_profile_refuses_what_the_filter_refuses() -> None:
    rules = json.loads(profile())["syscalls"]
    whole = {name for rule in rules if not rule["args"] for name in rule["names"]}

    assert {*REFUSED, *HIDING, "clone3"} <= whole
    assert not {"clone", "socket", "ioctl"} & whole
    assert {name for rule in rules for name in rule["names"]} >= {"clone", "socket", "ioctl"}
    # Engines take several conditions on one argument for alternatives.
    for rule in rules:
        indexes = [condition["index"] for condition in rule["args"]]
        assert len(set(indexes)) == len(indexes)
    assert "memfd_create" not in profile(hiding=True)


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (("socket", 1, 1, 0), False),
        (("socket", 2, 1 | 0x80000, 0), False),
        (("socket", 2, 3, 1), True),
        (("socket", 10, 3 | 0x800, 58), True),
        (("socket", 16, 3, 0), False),
        (("socket", 16, 3, 9), True),
        (("socket", 17, 3, 0), True),
        (("socket", 40, 1, 0), True),
        (("socket", 5, 1, 0), True),
        (("clone", 0x11), False),
        (("clone", 0x11 | 0x10000000), True),
        (("clone", 0x3D0F00), False),
        (("ioctl", 0, 0x5401), False),
        (("ioctl", 0, 0x5412), True),
        (("ioctl", 0, 0x100005412), True),
        (("ptrace", 0), True),
        (("read", 0), False),
    ],
)
def test_each_call_meets_the_same_answer_as_in_the_filter(
    arguments: tuple[str, int], refused: bool
) -> None:
    name, *values = arguments
    rules = [rule for rule in json.loads(profile())["syscalls"] if name in rule["names"]]

    assert any(all(_holds(each, values) for each in rule["args"]) for rule in rules) is refused


def _holds(condition: dict[str, object], values: list[int]) -> bool:
    """As the engines' library compares."""
    value, wanted = values[int(str(condition["index"]))], int(str(condition["value"]))
    match condition["op"]:
        case "SCMP_CMP_MASKED_EQ":
            return value & wanted == condition["valueTwo"]
        case "SCMP_CMP_GT":
            return value > wanted
        case "SCMP_CMP_NE":
            return value != wanted
    raise AssertionError(condition)
