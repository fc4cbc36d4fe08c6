"""Singular value decompositions are found in all their guises, and what they are given."""

import pytest

from grader.collect.calls import read_calls
from grader.records import CellOutcome
from tests.collect.calls.reading import LOAD, calls_in, submission

CENTRED = [
    "mean = faces.mean(axis=0)\nX = faces - mean\nU, S, Vt = np.linalg.svd(X, full_matrices=False)",
    "from numpy.linalg import svd as s\nfaces -= np.mean(faces, 0)\nu, d, v = s(faces)",
    "import scipy.linalg as la\nX = (faces - faces.mean(0)).T\nu, s, v = la.svd(X)",
    "import torch\nX = torch.tensor(faces)\nX = X - X.mean(dim=0, keepdim=True)\nX.svd()",
    "import torch\nX = torch.from_numpy(faces)\nm = torch.mean(X, 0).unsqueeze(0)\n"
    "U, S, V = torch.linalg.svd(X.sub(m))",
    "from sklearn.decomposition import PCA\npca = PCA(n_components=16).fit(faces)",
    "import sklearn.decomposition as dec\np = dec.PCA(16)\np.fit_transform(faces)",
    "import torch\nu, s, v = torch.pca_lowrank(torch.tensor(faces), q=16)",
    "X = faces - faces.mean(0)\nC = X.T @ X / len(X)\nw, v = np.linalg.eigh(C)",
    "w, v = np.linalg.eig(np.cov(faces, rowvar=False))",
    "from sklearn.preprocessing import StandardScaler\nX = StandardScaler().fit_transform(faces)\n"
    "np.linalg.svd(X)",
    "def eigenfaces(data, k):\n    centre = np.average(data, axis=0)\n    data = data - centre\n"
    "    return np.linalg.svd(data)[2][:k]\neigenfaces(faces, 16)",
    "def centre(a):\n    m = a.mean(0)\n    return a - m, m\nX, m = centre(faces)\n"
    "np.linalg.svd(X)",
    "X = np.array([f - faces.mean(0) for f in faces])\nnp.linalg.svd(X)",
    "m = np.zeros(4096)\nfor f in faces:\n    m += f\nmean_face = m / len(faces)\n"
    "A = faces - mean_face\nnp.linalg.svd(A)",
    "def take_away():\n    global faces\n    faces = faces - faces.mean(0)\ntake_away()\n"
    "np.linalg.svd(faces)",
    "np.subtract(faces, faces.mean(0), out=faces)\nnp.linalg.svd(faces)",
]
RAW = [
    "U, S, Vt = np.linalg.svd(faces)",
    "from numpy.linalg import svd\nX = faces.T\nsvd(X, full_matrices=False)",
    "from sklearn.decomposition import TruncatedSVD\nt = TruncatedSVD(16)\nt.fit(faces)",
    "import torch\ntorch.pca_lowrank(torch.tensor(faces), q=16, center=False)",
    "def eigenfaces(data, k):\n    return np.linalg.svd(data)[2][:k]\neigenfaces(faces, 16)",
    "C = faces.T @ faces\nnp.linalg.eigh(C)",
]
UNCLEAR = [
    "X = prepared(faces)\nnp.linalg.svd(X)",
    "for X in (faces, faces - faces.mean(0)):\n    np.linalg.svd(X)",
    "X = faces - faces.mean()\nnp.linalg.svd(X)",
    "X = faces + shift\nnp.linalg.svd(X)",
    "X = H @ faces\nnp.linalg.svd(X)",
    "def centre(a):\n    a -= a.mean(0)\ncentre(faces)\nnp.linalg.svd(faces)",
    "def f(X, centre=True):\n    if centre:\n        X = X - X.mean(0)\n"
    "    np.linalg.svd(X)\nf(faces)",
    "mean = 0.5\nX = faces - mean * ones\nnp.linalg.svd(X)",
    "X = faces - 0.5 * np.ones(4096)\nnp.linalg.svd(X)",
    "X = (lambda a: a - a.mean(0))(faces)\nnp.linalg.svd(X)",
]


@pytest.mark.parametrize(
    ("code", "centred"),
    [
        *((code, True) for code in CENTRED),
        *((code, False) for code in RAW),
        *((code, None) for code in UNCLEAR),
    ],
)
def test_a_decomposition_is_found_with_what_was_taken_away(code: str, centred: bool | None) -> None:
    (found,) = [call for call in calls_in(LOAD, code).found if call.operation == "svd"]

    assert found.ran
    assert found.centred is centred


@pytest.mark.parametrize(
    ("code", "outcome", "ran"),
    [
        ("np.linalg.svd(faces)", CellOutcome.RAISED, None),
        ("np.linalg.svd(faces)", CellOutcome.NOT_RUN, False),
        ("if slow:\n    np.linalg.svd(faces)", CellOutcome.OK, None),
        ("def never():\n    np.linalg.svd(faces)", CellOutcome.OK, False),
        ("def once():\n    np.linalg.svd(faces)\nonce()", CellOutcome.OK, True),
        ("if __name__ == '__main__':\n    np.linalg.svd(faces)", CellOutcome.OK, True),
        ("# np.linalg.svd(faces)\nx = 1", CellOutcome.OK, False),
    ],
)
def test_it_is_told_whether_the_line_was_reached(
    code: str, outcome: CellOutcome, ran: bool | None
) -> None:
    read = calls_in(LOAD, code, outcomes=(CellOutcome.OK, outcome))

    (found,) = [call for call in read.found if call.operation == "svd"]
    assert found.ran is ran
    assert found.dormant is (code.startswith(("#", "def never")))


def test_a_function_of_the_same_name_is_no_decomposition_by_itself() -> None:
    read = calls_in(LOAD, "def svd(a):\n    return a\nsvd(faces)")

    assert read.found == ()
    assert "svd" in read.traces


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("exec(open('svd.py').read())", "exec"),
        ("import builtins\nbuiltins.eval('svd(faces)')", "eval"),
        ("%run other.ipynb", "exec"),
        ("from mytools import *", "mytools"),
        ("x = = 1", "could not be read"),
    ],
)
def test_what_may_hide_a_call_is_told(code: str, words: str) -> None:
    assert words in calls_in(LOAD, code).doubt


def test_plain_code_hides_nothing() -> None:
    assert calls_in(LOAD, "import torch, json\nprint(faces.shape)").doubt == ""


def test_to_switch_a_network_to_evaluation_hides_nothing() -> None:
    code = "import torch\nnet = torch.nn.Linear(4096, 16)\nnet.eval()\nself.net.eval()"

    assert calls_in(LOAD, code).doubt == ""


def test_without_code_there_is_a_doubt() -> None:
    assert read_calls(submission()).doubt == "no code was handed in"


@pytest.mark.parametrize(
    ("code", "operation", "is_there"),
    [
        ("w, _ = power_iteration(C)", "svd", True),
        ("print('eigenfaces by hand')", "svd", True),
        ("loss.backward()", "svd", False),
        ("optimizer = Adam(p, weight_decay=5e-4)", "scheduler", False),
        ("for g in optimizer.param_groups:\n    g['lr'] *= 0.1", "scheduler", True),
        ("optimizer.zero_grad()\nx = transforms.Normalize(0, 1)(x)", "noise", False),
        ("order = torch.randperm(10)", "noise", False),
        ("img[20:40] = 0", "noise", True),
        ("b = np.eye(10)[y]", "one_hot", True),
    ],
)
def test_words_that_may_speak_of_an_operation_under_another_name(
    code: str, operation: str, is_there: bool
) -> None:
    assert (operation in calls_in(code).traces) is is_there
