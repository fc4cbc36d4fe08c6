"""Scores that one name says are of the test set and another of the training set."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from grader.collect.mistakes.signals import Signals
from grader.collect.mistakes.sources import Source, Sources, last_name
from grader.collect.mistakes.splits import splits_in
from grader.records import Kind, Mistake

MOST_BRANCHES = 200
MOST_VALUES = 20
_SCORE = re.compile(r"acc|score|error|loss", re.IGNORECASE)
_DATA = re.compile(r"load|set|data|dl\b|iter|images|feat|_x\b|^x_|\bx", re.IGNORECASE)
_EVALUATES = re.compile(r"eval|acc|^test|score|check|predict|valid", re.IGNORECASE)
_TRAINS = re.compile(r"train|fit|run|learn|epoch|main|experiment|history", re.IGNORECASE)
_LABELS = {
    "test": re.compile(r"\btest(?:ing)?[ _-]?(?:set[ _-]?)?acc\w*\W*$", re.IGNORECASE),
    "train": re.compile(r"\btrain(?:ing)?[ _-]?(?:set[ _-]?)?acc\w*\W*$", re.IGNORECASE),
}
_BEST = re.compile(r"best|max|min|top|highest|lowest", re.IGNORECASE)
MISTAKES = {"test": "training-accuracy-called-test", "train": "test-accuracy-called-training"}
WORDS = {"test": "test", "train": "training"}


def misnamed(sources: Sources) -> Iterator[Mistake]:
    """Scores under the wrong name."""
    functions = {node.name: node for _, node in sources.nodes if isinstance(node, ast.FunctionDef)}
    for source, node in sources.nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                yield from _misassigned(source, node, name, call, functions)
            case ast.Call(func=ast.Name(id="print"), args=args):
                yield from _misprinted(source, node, args)


def _split(name: str) -> str:
    """`test` or `train`, if the name says exactly one of them, and nothing of validation."""
    said = splits_in(name)
    return next(iter(said)) if said in ({"test"}, {"train"}) else ""


def _misassigned(
    source: Source, node: ast.AST, name: str, call: ast.Call,
    functions: dict[str, ast.FunctionDef],
) -> Iterator[Mistake]:  # fmt: skip
    split, callee = _split(name), last_name(call.func)
    if not split or not _SCORE.search(name) or not _EVALUATES.search(callee):
        return
    if _TRAINS.search(callee) or (callee in functions and _says_a_split(functions[callee])):
        return
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    names = {each.id for part in given for each in ast.walk(part) if isinstance(each, ast.Name)}
    names |= {each.attr for part in given for each in ast.walk(part)
              if isinstance(each, ast.Attribute)}  # fmt: skip
    splits = {_split(each) for each in names if _split(each)}
    other = "train" if split == "test" else "test"
    data = [each for each in sorted(names) if _split(each) == other and _DATA.search(each)]
    if splits != {other} or not data or any("validation" in splits_in(each) for each in names):
        return
    yield Mistake(
        name=MISTAKES[split],
        sentence=f"`{name[:40]}` is what `{callee[:40]}` gives for `{data[0][:40]}`: a score on"
        f" {WORDS[other]} data under the name of the {WORDS[split]} score.",
        kind=Kind.WRITTEN,
        place=source.place(node),
    )


def _says_a_split(function: ast.FunctionDef) -> bool:
    """Whether the function speaks of a split itself, whatever it is given."""
    return any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and _split(node.id)
        for statement in function.body
        for node in ast.walk(statement)
    )


def _misprinted(source: Source, node: ast.AST, args: list[ast.expr]) -> Iterator[Mistake]:
    for label, value in _labelled(args):
        name = last_name(value)
        split = next((each for each, words in _LABELS.items() if words.search(label)), "")
        other = "train" if split == "test" else "test"
        # `train_test_acc` and the like say both.
        if not split or not re.search("acc", name, re.IGNORECASE) or _split(name) != other:
            continue
        yield Mistake(
            name=MISTAKES[split],
            sentence=f"`{name[:40]}` is printed as the {WORDS[split]} accuracy.",
            kind=Kind.WRITTEN,
            place=source.place(node),
        )


def _labelled(args: list[ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """Each printed value with the text directly before it."""
    parts: list[ast.expr] = []
    for each in args:
        parts += each.values if isinstance(each, ast.JoinedStr) else [each]
    for before, value in pairwise(parts):
        inner = value.value if isinstance(value, ast.FormattedValue) else value
        if isinstance(before, ast.Constant) and isinstance(before.value, str):
            yield before.value[-60:], inner


def chosen_on_test(signals: tuple[Signals, ...], sources: Sources) -> Iterator[Mistake]:
    """Weights that are saved where a test score is the best so far."""
    called_test = [
        loader
        for each in signals
        for loader in each.file.loaders
        if any("test" in splits_in(name) for name in loader.names)
    ]
    if any(loader.split == "train" for loader in called_test):
        # What is called a test set is a part of the training set: a validation set.
        return
    branches = [(source, node) for source, node in sources.nodes if isinstance(node, ast.If)]
    for source, node in branches[:MOST_BRANCHES]:
        if not _saves(node.body):
            continue
        score = _better_test_score(node.test)
        if score and not _of_validation(score, sources):
            yield Mistake(
                name="chosen-on-test-set",
                sentence=f"Weights are kept where `{score[:40]}` is the best so far: the test"
                " set chooses the network, so its score there is better than on new examples.",
                kind=Kind.WRITTEN,
                place=source.place(node),
            )


def _better_test_score(test: ast.expr) -> str:
    match test:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() | ast.GtE() | ast.LtE()],
                         comparators=[right]):  # fmt: skip
            for score, best in ((left, right), (right, left)):
                name, other = last_name(score), last_name(best)
                is_score = _split(name) == "test" and bool(_SCORE.search(name))
                if is_score and not _BEST.search(name) and _BEST.search(other):
                    return name
    return ""


def _saves(body: list[ast.stmt]) -> bool:
    return any(
        (isinstance(node, ast.Call) and last_name(node.func) in ("state_dict", "deepcopy"))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "torch.save")
        for statement in body
        for node in ast.walk(statement)
    )


def _of_validation(score: str, sources: Sources) -> bool:
    """Whether the score may be one of validation data after all."""
    given = sources.given_to(score)
    words = " ".join(ast.unparse(value) for value in given[:MOST_VALUES])
    return len(given) > MOST_VALUES or bool(re.search(r"val|dev|train", words, re.IGNORECASE))
