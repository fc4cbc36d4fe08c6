"""A class in which somebody attacks: graded by the real command, with everything around watched."""

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.attacks.class_folder import HONEST, write_submission
from tests.fake_runs import write_notebook

MARK = "4242.4242"
"""An argument that attackers give to what they leave behind, so that it can be found."""
CANARY = "canary-" + hashlib.sha256(b"grade").hexdigest()[:24]
"""Lies wherever no submission may look."""
LIMITS = ("--time", "90s", "--memory", "1500M", "--disk", "200M", "--file-size", "100M")
PROGRAM = "import sys\nfrom grader.cli import main\nsys.exit(main())"
RUBRIC = f"""\
# {CANARY}
rubric: 1
title: Under attack
points: 20
provide: {{hw2_Q2_and_Q3_data.npz: a2/clothing}}
networks:
  deep:
    layers: 784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10
    parameters: 29642
    task: a2/clothing
    expected: a2/deep-step-lr
questions:
  - id: "1"
    points: 6
    deductions: [{{id: network, points: 6, unless: {{architecture: deep}}}}]
  - id: "2"
    points: 10
    deductions:
      - id: accuracy
        points: 10
        unless: {{accuracy: {{network: deep, at_least: 84%, evidence: measured}}}}
  - id: "3"
    points: 2
    deductions: [{{id: training, points: 2, unless: {{training: deep}}}}]
  - id: "4"
    points: 2
    deductions: [{{id: runs, points: 2, unless: notebook_runs}}]
"""

Submission = Callable[[Path], None] | tuple[str, ...]
"""What writes a submission into the class's folder, or the cells of its notebook."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A class that was graded, attackers and honest neighbours alike."""

    status: int
    printed: str
    complained: str
    out: Path
    changed: tuple[str, ...]
    """What is other than before, of all that no run may change."""
    alive: tuple[str, ...]
    """Command lines of what still ran afterwards."""
    left: tuple[str, ...]
    """What lies in the temporary folder afterwards."""

    def verdict(self, name: str) -> dict[str, Any]:
        """What a submission got."""
        return dict(json.loads((self.out / name / "verdict.json").read_text()))

    def evidence(self, name: str) -> dict[str, Any]:
        """What was found out about a submission."""
        return dict(json.loads((self.out / name / "evidence.json").read_text()))

    def report(self, name: str) -> str:
        """The report that is read."""
        return (self.out / name / "report.md").read_text()

    def outcomes(self, name: str) -> dict[str, str]:
        """The answer to each item of the rubric."""
        return {
            finding["criterion"]["id"]: finding["answer"]["outcome"]
            for question in self.verdict(name)["questions"]
            for finding in question["findings"]
        }

    def earned(self, name: str) -> set[str]:
        """The items that are met for certain."""
        return {item for item, outcome in self.outcomes(name).items() if outcome == "met"}

    def printed_by(self, name: str) -> str:
        """What the cells of a submission printed."""
        notebooks = self.evidence(name)["notebooks"]
        return "".join(cell["output"] for each in notebooks for cell in each["cells"])

    def concerns(self, name: str) -> list[dict[str, Any]]:
        """What a person should look at."""
        return list(self.evidence(name)["concerns"])

    def endings(self, name: str) -> set[str]:
        """How the runs of a submission ended."""
        return {ending["name"] for ending in self.evidence(name)["endings"]}

    def sentences(self, name: str) -> str:
        """The same in the words of the report."""
        return " ".join(ending["sentence"] for ending in self.evidence(name)["endings"])


class Arena:
    """Somebody with a home of their own, who grades with the real command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.temporary = folder / "t"
        self.rubric = folder / "rubric.yaml"
        self.temporary.mkdir(parents=True)
        self.rubric.write_text(RUBRIC)
        for path in (".ssh/id_ed25519", ".bashrc", ".netrc", "notes/marks.csv"):
            (self.home / path).parent.mkdir(parents=True, exist_ok=True)
            (self.home / path).write_text(CANARY)

    @property
    def environment(self) -> dict[str, str]:
        """What the command runs with: a secret among it."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        own = {"HOME": self.home, "XDG_CACHE_HOME": self.home / "cache", "TMPDIR": self.temporary}
        secrets = {"COURSE_TOKEN": CANARY, "SSH_AUTH_SOCK": str(self.home / ".ssh/agent")}
        return kept | secrets | {name: str(path) for name, path in own.items()}

    def grade(
        self,
        name: str,
        attackers: Mapping[str, Submission],
        *options: str,
        during: Callable[[Path], None] | None = None,
    ) -> Batch:
        """Grade the attackers between honest neighbours; `during` is called as soon as one runs."""
        folder, out = self.folder / f"class-{name}", self.folder / f"graded-{name}"
        folder.mkdir()
        for honest, cells in HONEST.items():
            write_notebook(folder / f"{honest}.ipynb", *cells)
        for attacker, submission in attackers.items():
            write_submission(folder, attacker, submission)
        before = self._digests(folder, out)
        words = (folder, "--rubric", self.rubric, "--out", out, "--offline", *LIMITS, *options)
        done = self._run(*map(str, words), during=lambda: during and during(folder))
        after = self._digests(folder, out)
        return Batch(
            status=done.returncode,
            printed=done.stdout,
            complained=done.stderr,
            out=out,
            changed=tuple(path for path in before | after if before.get(path) != after.get(path)),
            alive=tuple(self._alive()),
            left=tuple(path.name for path in self.temporary.iterdir()),
        )

    def run(self, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        """Run `grade` with these words."""
        return self._run(*map(str, words), during=lambda: None)

    def _run(self, *words: str, during: Callable[[], object]) -> "subprocess.CompletedProcess[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="backslashreplace",
            env=self.environment | {"COLUMNS": "200"},
            cwd=self.home,
            start_new_session=True,
        )
        threading.Thread(target=_when_it_runs, args=(process, during), daemon=True).start()
        try:
            printed, complained = process.communicate(timeout=600)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return subprocess.CompletedProcess(words, process.returncode, printed, complained)

    def _digests(self, folder: Path, out: Path) -> dict[str, str]:
        """All that lies around: the home, the handed-in files, the other classes' results."""
        others = (path for path in self.folder.glob("graded-*") if path != out)
        cache = self.home / "cache"
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for root in (self.home, folder, self.rubric, *others)
            for path in _files(root)
            if not path.is_relative_to(cache) or path.suffix in (".npz", ".npy")
            if not path.name.startswith("swapped")
        }

    def _alive(self) -> Iterable[str]:
        for process in psutil.process_iter(["cmdline"]):
            words = " ".join(process.info["cmdline"] or ())
            if MARK in words or str(self.temporary) in words:
                yield words[:200]


def _files(root: Path) -> list[Path]:
    found = [root] if root.is_file() else root.rglob("*")
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _when_it_runs(process: "subprocess.Popen[str]", during: Callable[[], object]) -> None:
    while process.poll() is None:
        try:
            children = psutil.Process(process.pid).children(recursive=True)
            if any("launch.py" in word for child in children for word in child.cmdline()):
                during()
                return
        except psutil.Error:
            pass
        time.sleep(0.2)


def assert_nobody_else_is_touched(batch: Batch, quiet: Batch) -> None:
    """Honest verdicts are the same to the byte, nothing runs on, nothing else was changed."""
    assert batch.status in (0, 2), batch.complained
    for honest in HONEST:
        for name in ("verdict.json", "report.md"):
            here, there = (each.out / honest / name for each in (batch, quiet))
            assert without_seconds(here) == without_seconds(there), honest
    assert batch.alive == ()
    assert batch.changed == ()
    assert batch.left == ()
    found = [path for path in _files(batch.out) if CANARY.encode() in path.read_bytes()]
    assert found == []


def without_seconds(path: Path) -> list[str]:
    """The lines of a document, without how long it took."""
    return re.sub(r"· took [0-9a-z. ]+", "", path.read_text()).splitlines()
