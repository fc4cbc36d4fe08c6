"""Every oddity of the corpus, run once in the real sandbox and held against its outcome."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.course import Course, find_data
from grader.examine import Examiner
from grader.ingest import read_one
from grader.notation import canonical, parse_architecture, write_architecture
from grader.records import EndingName, Evidence, Kind, Submission
from grader.render.figures import figure_words
from grader.sandbox import Watch, choose_wall
from grader.sandbox.measurer import CleanRoom
from grader.sandbox.run import KernelSandbox
from grader.store import Store
from tests.corpus.collected import PAGE, page, topics
from tests.corpus.entry import Entry
from tests.fake_runs import Shut

AT_ONCE = 2
ENTRIES = tuple(entry for entries in topics().values() for entry in entries)
CASES = tuple(
    (entry, expectation)
    for entry in ENTRIES
    for expectation in ("finishes", "prints", "adapted", "says", "networks", "trained", "plots")
    if expectation == "finishes" or getattr(entry, expectation)
)
RunEntry = Callable[[Entry], Evidence]


@pytest.fixture(scope="session")
def evidence_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunEntry]:
    """The evidence of an entry. Those that are asked for are all run from the beginning on."""
    folder = tmp_path_factory.mktemp("corpus")
    course = Course.whole(find_data(None, download=False))
    wall = choose_wall("bubblewrap")
    sandbox, room = KernelSandbox(wall, threads=1), CleanRoom(wall, course.given, threads=1)
    stop = threading.Event()
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool, Store(folder / "store") as store:

        def run(entry: Entry) -> Evidence:
            examiner = Examiner(
                sandbox=sandbox,
                measurer=room,
                reader=Shut(),
                course=course,
                limits=entry.limits,
                store=store,
            )
            submission = handed_in(entry, folder / entry.name)
            return examiner.examine(submission, Watch(stop=stop))

        runs: dict[str, Future[Evidence]] = {}
        for item in request.session.items:
            parameters = getattr(getattr(item, "callspec", None), "params", {})
            entry = parameters.get("entry")
            if isinstance(entry, Entry) and entry.name not in runs:
                runs[entry.name] = pool.submit(run, entry)
        yield lambda entry: runs[entry.name].result()
        stop.set()
        pool.shutdown(cancel_futures=True)
    room.close()
    sandbox.close()


def handed_in(entry: Entry, folder: Path) -> Submission:
    """The entry as a submission: a folder, or the only file that there is."""
    for path, content in entry.files.items():
        target = folder / "work" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    (first, *more) = entry.files
    whole = folder / "work" if more else folder / "work" / first
    return read_one(whole, into=folder / "read")


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("entry", "expectation"), CASES, ids=[f"{entry.name}-{what}" for entry, what in CASES]
)
def test_what_must_come_of_an_oddity_comes_of_it(
    entry: Entry, expectation: str, evidence_of: RunEntry
) -> None:
    evidence = evidence_of(entry)
    if expectation == "finishes":
        assert (not troubles(evidence)) is entry.finishes, told(evidence)
        return
    wanted = getattr(entry, expectation)
    if expectation == "networks":
        wanted = [same_form(one) for one in wanted]
    seen = shown(evidence, expectation)
    missing = [part for part in wanted if not any(part in text for text in seen)]
    assert not missing, f"{missing} not in {seen}\n{told(evidence)}"


def troubles(evidence: Evidence) -> list[str]:
    """What kept the notebooks and scripts from running to their ends without an error."""
    fine = (EndingName.FINISHED, EndingName.OUTPUT, EndingName.UNREADABLE)
    finished = {each.place.file for each in evidence.endings if each.name is EndingName.FINISHED}
    found = [each.sentence for each in evidence.endings if each.name not in fine]
    found += [run.path for run in evidence.notebooks if run.path not in finished]
    return found if evidence.notebooks else ["nothing was run"]


def shown(evidence: Evidence, expectation: str) -> list[str]:
    """What is known of a submission in one respect."""
    match expectation:
        case "prints":
            return [cell.output for run in evidence.notebooks for cell in run.cells]
        case "adapted":
            return [f"{each.what} {each.why}" for each in evidence.adaptations]
        case "says":
            return [each.sentence for each in evidence.endings]
        case "trained":
            return [
                f"{each.optimizer} {each.learning_rate}, batch {each.batch_size}, "
                f"{'hundreds of' if (each.steps or 0) >= 200 else each.steps} steps"
                for each in evidence.training
                if each.kind is Kind.OBSERVED
            ]
        case "plots":
            return [f"{each.title} {figure_words(each)}".strip() for each in evidence.plots]
        case _:
            return [same_form(each.layers) for each in evidence.networks if each.layers]


def same_form(notation: str) -> str:
    """A network's notation in the one form that equal networks share."""
    return write_architecture(canonical(parse_architecture(notation)))


def told(evidence: Evidence) -> str:
    """What a run said of itself, for whoever reads why a test failed."""
    lines = [f"{each.place}: {each.sentence}" for each in evidence.endings]
    lines += [f"changed: {each.what}" for each in evidence.adaptations]
    cells = [cell for run in evidence.notebooks for cell in run.cells]
    return "\n".join([*lines, *(f"cell {each.index}: {each.output[-500:]}" for each in cells)])


def test_every_oddity_has_its_own_name() -> None:
    names = [entry.name for entry in ENTRIES]

    assert len(set(names)) == len(names)


def test_the_table_in_the_documentation_lists_every_oddity() -> None:
    again = f"{os.path.relpath(PAGE)} is old: python -m tests.corpus.collected writes it anew"
    assert PAGE.read_text("utf-8") == page(), again


@pytest.mark.sandbox
@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_nobody_of_the_corpus_is_said_to_have_changed_what_records_a_run(
    entry: Entry, evidence_of: RunEntry
) -> None:
    evidence = evidence_of(entry)

    assert [one.sentence for one in evidence.concerns if "not relied on" in one.sentence] == []
    assert [one.why for one in evidence.no_trainings if "the code changed" in one.why] == []
