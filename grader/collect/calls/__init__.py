"""What a submission's code calls, read from its text: nothing is executed.

Names are followed through imports, aliases, functions and cells. What could not be followed is
said to be unknown; what could be somewhere under another name is told by its words.
"""

import ast
import sys
from collections.abc import Iterable, Iterator

from grader.collect.calls.centring import Centring, State
from grader.collect.calls.code import Code, Site
from grader.collect.calls.noise import MOST_SITES, RANDOM, Noises
from grader.collect.calls.picking import Picking
from grader.collect.calls.pieces import Pieces, pieces_of
from grader.collect.calls.reached import Reached
from grader.collect.calls.scopes import last_part
from grader.collect.calls.values import Values
from grader.collect.calls.vocabulary import MODULES, NAMES, traces_in
from grader.records import Account, Call, Calls, NotebookCells, Submission

MOST_CALLS = 300
"""Calls that are told of one submission."""
MOST_PROSE = 400_000
KNOWN = frozenset(
    "numpy np torch torchvision torchaudio torchtext torchsummary torchinfo matplotlib seaborn "
    "sklearn scipy pandas PIL cv2 skimage imageio tqdm IPython google codecarbon eco2ai "
    "carbontracker tensorboard wandb plotly h5py yaml tensorboardX prettytable thop".split()
)
"""Packages whose functions are named as in their documentation."""
HIDING = frozenset({"exec", "eval", "getattr", "__import__", "import_module", "run_path"})
CENTRED_THEMSELVES = frozenset(
    "PCA PCACompute PCACompute2 IncrementalPCA SparsePCA KernelPCA MiniBatchSparsePCA "
    "RandomizedPCA FastICA FactorAnalysis".split()
)


def read_calls(
    submission: Submission,
    notebooks: Iterable[NotebookCells] = (),
    accounts: Iterable[Account] = (),
) -> Calls:
    """Every call of the vocabulary, and every rule by which weights are picked."""
    prose = "\n".join(block.text for account in accounts for block in account.write_up.blocks)[
        :MOST_PROSE
    ]
    pieces = pieces_of(submission)
    try:
        code = Code(pieces)
        found = tuple(_calls(code, Reached(code, notebooks)))
        selections = Picking(code).selections()
    except Exception:
        # Code is odd in ways that nobody thinks of: what cannot be followed is said to be so.
        return Calls(
            traces=traces_in(pieces.text),
            in_prose=traces_in(prose),
            doubt="the code could not be followed",
        )
    return Calls(
        found=found[:MOST_CALLS],
        selections=selections,
        traces=traces_in(pieces.text),
        in_prose=traces_in(prose),
        doubt=_doubt(pieces, code, submission, len(found)),
    )


def _calls(code: Code, reached: Reached) -> Iterator[Call]:
    values = Values(code)
    centring, noises = Centring(code, values), Noises(code, values)
    changes = _changes_in_place(code)
    for site in code.sites:
        ran = reached.ran(site.spot, site.node)
        dormant = reached.is_off(site.spot)
        if (noise := noises.of(site)) is not None:
            yield Call(
                operation="noise",
                name=code.name_of(site.node.func, site.spot),
                place=site.spot.piece.place(site.node),
                ran=ran,
                dormant=dormant,
                form=noise.form,
                strengths=noise.strengths,
                fed=noise.fed,
            )
        operation = _operation(code, site)
        if operation:
            is_svd = operation == "svd"
            yield Call(
                operation=operation,
                name=code.name_of(site.node.func, site.spot),
                place=site.spot.piece.place(site.node),
                ran=ran,
                dormant=dormant,
                centred=_centred(code, centring, site, changes) if is_svd else None,
            )


def _operation(code: Code, site: Site) -> str:
    """The operation of a call, empty if it is none of the vocabulary."""
    last = last_part(site.node.func)
    name = code.name_of(site.node.func, site.spot)
    if code.functions_named(last) or last in code.classes:
        return ""  # the student's own: its body is read where it stands
    last = name.rpartition(".")[2]
    root = name.partition(".")[0]
    for operation, names in NAMES.items():
        if last not in names:
            continue
        wanted = MODULES.get(operation)
        if wanted is not None and root not in wanted and not _by_star(code, site, wanted):
            continue
        return "svd" if operation == "eigendecomposition" else operation
    if root in MODULES["energy_tracker"]:
        return "energy_tracker"
    is_eye = last == "eye" and isinstance(code.parents.get(site.node), ast.Subscript)
    return "one_hot" if is_eye else ""


def _by_star(code: Code, site: Site, wanted: tuple[str, ...]) -> bool:
    bases = code.stars.get(site.spot.scope.root, [])
    bare = isinstance(site.node.func, ast.Name)
    return bare and any(base.partition(".")[0] in wanted for base in bases)


def _centred(code: Code, centring: Centring, site: Site, changes: bool) -> bool | None:
    """Whether a mean was taken away from what a decomposition is given."""
    last = code.name_of(site.node.func, site.spot).rpartition(".")[2]
    if last in CENTRED_THEMSELVES:
        return True
    if last == "pca_lowrank":
        off = [each for each in site.node.keywords if each.arg == "center"]
        if not off:
            return True
    given: ast.expr | None = None
    if last == "TruncatedSVD":
        return _told({centring.state(one, at.spot) for at, one in _fits(code)})
    function = site.node.func
    if isinstance(function, ast.Attribute) and not site.node.args:
        given = function.value  # `X.svd()`
    elif site.node.args:
        given = site.node.args[0]
    elif site.node.keywords:
        given = site.node.keywords[0].value
    found = _told({centring.state(given, site.spot)})
    return None if found is False and changes else found


def _told(states: set[State]) -> bool | None:
    if State.CENTRED in states:
        return True
    return False if states == {State.RAW} else None


def _fits(code: Code) -> Iterator[tuple[Site, ast.expr]]:
    """What is given to every `fit` and `fit_transform`."""
    for name in ("fit", "fit_transform"):
        for fit in code.calls_of.get(name, ()):
            if fit.node.args and isinstance(fit.node.func, ast.Attribute):
                yield fit, fit.node.args[0]


def _changes_in_place(code: Code) -> bool:
    """Whether some function of the student's may take a mean away from what it is given."""
    for scopes in code.functions.values():
        for scope in scopes:
            assert scope.node is not None
            names = {each.arg for each in scope.node.args.args}
            for node in ast.walk(scope.node):
                match node:
                    case ast.AugAssign(target=ast.Name(id=name), op=ast.Sub()):
                        changed = name
                    case ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name))):
                        changed = name
                    case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                        changed = name
                    case _:
                        continue
                if changed in names:
                    return True
    return False


def _is_own(site: Site) -> bool:
    """Whether Python's own function is called: `net.eval()` and `frame.eval(..)` are others."""
    owner = site.node.func
    if not isinstance(owner, ast.Attribute) or owner.attr not in ("eval", "exec"):
        return True
    return isinstance(owner.value, ast.Name) and owner.value.id in ("builtins", "__builtins__")


def _doubt(pieces: Pieces, code: Code, submission: Submission, found: int) -> str:
    """Why something may have been overlooked; empty if nothing can have been."""
    if not pieces.text.strip():
        return "no code was handed in"
    if not pieces.is_whole:
        return "a part of the code could not be read"
    drawn = sum(len(code.calls_of.get(name, ())) for name in RANDOM)
    if found > MOST_CALLS or drawn > MOST_SITES:
        return "there is too much code to tell all of it"
    if submission.unreadable:
        return f"{submission.unreadable[0].path} could not be read"
    hiding = sorted(name for name in HIDING if any(map(_is_own, code.calls_of.get(name, ()))))
    if hiding and hiding != ["getattr"]:
        return f"`{hiding[0]}` may run other code"
    own = {part for file in submission.files for part in file.path.removesuffix(".py").split("/")}
    whole = [*code.imports.values(), *(base for every in code.stars.values() for base in every)]
    for name in sorted(whole):
        root = name.partition(".")[0]
        if root and root not in KNOWN and root not in sys.stdlib_module_names and root not in own:
            return f"`{root[:40]}` was not handed in and is no package that is followed"
    return ""
