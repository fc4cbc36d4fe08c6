"""What code does to those who watch it, and whom it calls, is told; honest code does neither."""

from pathlib import Path

import pytest

from grader.collect.concerns import Witnessed, read_witnessed, witnessed_concerns
from tests.forked import run_forked

pytestmark = pytest.mark.torch

STAGES = """
import torch
net = torch.nn.Linear(4, 2)
for rate in (0.1, 0.01):
    opt = torch.optim.SGD(net.parameters(), lr=rate)
    for _ in range(3):
        opt.zero_grad()
        x, y = torch.rand(8, 4), torch.zeros(8, dtype=int)
        torch.nn.functional.cross_entropy(net(x), y).backward()
        opt.step()
    with torch.no_grad():
        net(torch.rand(8, 4))
"""
TRAIN = """
import torch
net = torch.nn.Linear(4, 2)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
torch.nn.functional.cross_entropy(net(torch.rand(8, 4)), torch.zeros(8, dtype=int)).backward()
opt.step()
"""
LOCAL = """
import http.server, socket, threading, urllib.request
served = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
threading.Thread(target=served.serve_forever, daemon=True).start()
print(urllib.request.urlopen(f"http://localhost:{served.server_port}/").status)
socket.gethostname()
socket.getaddrinfo(socket.gethostname(), 80)
try: socket.socket(socket.AF_UNIX).connect("/tmp/nothing")
except OSError: pass
"""
WORKERS = """
import torch
from torch.utils.data import DataLoader, TensorDataset
loader = DataLoader(TensorDataset(torch.rand(20, 2)), batch_size=5, num_workers=2)
print(len([0 for _ in loader for _ in range(2)]))
"""
STUDENTS_OWN_PATCH = (
    """
import torch
honest = torch.nn.Linear.forward
torch.nn.Linear.forward = lambda self, rows: honest(self, rows)
torch.optim.SGD.step = torch.optim.SGD.step
"""
    + TRAIN
)
OPEN_SOCKET = """
import socket
for call in (lambda: socket.create_connection(("192.0.2.7", 443), timeout=0.2),
             lambda: socket.getaddrinfo("weights.example.org", 443),
             lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.9", 53))):
    try: call()
    except OSError: pass
"""


def witnessed(tmp_path: Path, *cells: str) -> Witnessed:
    return read_witnessed(run_forked(tmp_path, *cells))


@pytest.mark.parametrize("code", [TRAIN, LOCAL, WORKERS, STUDENTS_OWN_PATCH, STAGES])
def test_honest_code_disturbs_nobody_and_calls_nobody(tmp_path: Path, code: str) -> None:
    found = witnessed(tmp_path, code, TRAIN)

    assert tuple(witnessed_concerns(found)) == ()


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nlists = sys.modules['grade_probe.training.trainings']\n"
        "lists.write_json = lambda *given: None",
        "import sys\nsys.modules['grade_probe.training.trainings'].Trainings.write = print",
        "import sys\nrun = sys.modules['grade_probe.training.runs'].Run\n"
        "def moved(self): return True\nrun.moved.__code__ = moved.__code__",
        "import sys\nlists = sys.modules['grade_probe.events'].Events\n"
        "lists._on_step = lambda *given: None",
    ],
)
def test_something_else_in_the_place_of_what_records_is_told(tmp_path: Path, code: str) -> None:
    found = witnessed(tmp_path, code, TRAIN)

    assert found.is_disturbed
    (concern,) = witnessed_concerns(found)
    assert "What was recorded of trainings is not relied on" in concern.sentence


@pytest.mark.parametrize(
    "write",
    [
        "open({path!r}, 'w').write('lie')",
        "open('lie', 'w').write('lie'); import os; os.replace('lie', {path!r})",
    ],
)
def test_a_record_that_something_else_wrote_is_told(tmp_path: Path, write: str) -> None:
    code = "import sys\nout = sys.modules['grade_probe.watch']._session.out\n"
    code += write.replace("{path!r}", "out / 'training.json'")

    found = witnessed(tmp_path, TRAIN, code)

    assert found.wrote == ("training.json",)


def test_a_call_whose_error_is_hidden_is_told_once_with_its_cell(tmp_path: Path) -> None:
    found = witnessed(tmp_path, TRAIN, OPEN_SOCKET * 2)

    told = [(each.host, each.port, each.who, each.cell) for each in found.reached]
    assert told == [
        ("192.0.2.7", 443, "", 1),
        ("weights.example.org", 443, "", 1),
        ("192.0.2.9", 53, "", 1),
    ]
    first, *_ = witnessed_concerns(found)
    assert first.sentence.startswith("The code tried to reach 192.0.2.7, port 443.")


def test_a_package_that_calls_is_named_instead_of_the_code(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "caller"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "import socket\ndef call():\n    try: socket.getaddrinfo('stats.example.org', 80)\n"
        "    except OSError: pass\n"
    )
    code = f"import sys; sys.path.append({str(package.parent)!r})\nimport caller; caller.call()"

    (reached,) = witnessed(tmp_path, code).reached

    assert reached.who == "caller"
