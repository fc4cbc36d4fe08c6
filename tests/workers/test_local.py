"""Workers on this machine."""

import threading
import time
from collections.abc import Generator

import pytest

from grader.workers.local import LocalWorkers


def test_every_item_comes_back_with_its_result() -> None:
    done = dict(LocalWorkers(2).run(lambda number: number * number, [1, 2, 3]))

    assert done == {1: 1, 2: 4, 3: 9}


def test_no_items_are_no_work() -> None:
    assert list(LocalWorkers(2).run(lambda item: item, [])) == []


def test_what_is_done_first_comes_first() -> None:
    def work(seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    order = [item for item, _ in LocalWorkers(2).run(work, [0.5, 0.0])]

    assert order == [0.0, 0.5]


@pytest.mark.parametrize("count", [1, 3])
def test_no_more_run_at_once_than_were_asked_for(count: int) -> None:
    running, most = set(), 0
    lock = threading.Lock()

    def work(item: int) -> None:
        nonlocal most
        with lock:
            running.add(item)
            most = max(most, len(running))
        time.sleep(0.02)
        with lock:
            running.remove(item)

    list(LocalWorkers(count).run(work, range(8)))

    assert most == count


def test_an_interrupt_stops_what_runs_and_begins_nothing_new() -> None:
    stopped = threading.Event()
    begun = []

    def work(item: int) -> int:
        begun.append(item)
        if item:
            stopped.wait(5)
        return item

    results = LocalWorkers(1, stop=stopped.set).run(work, [0, 1, 2, 3])
    assert isinstance(results, Generator)
    assert next(results) == (0, 0)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)

    assert stopped.is_set()
    assert 3 not in begun


def test_an_error_of_the_work_itself_ends_the_run() -> None:
    stopped = threading.Event()

    def work(item: int) -> int:
        raise ZeroDivisionError(item)

    with pytest.raises(ZeroDivisionError):
        list(LocalWorkers(1, stop=stopped.set).run(work, [1]))

    assert stopped.is_set()
