"""Workers on this machine: threads, since each mostly waits for its sandbox."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from grader.workers.interface import Item, Result

POLL_SECONDS = 0.2
"""How often the main thread wakes, so that Ctrl-C is noticed."""


class LocalWorkers:
    """A number of threads on this machine."""

    def __init__(self, count: int, *, stop: Callable[[], None] = lambda: None) -> None:
        self._count = count
        self._stop = stop

    def run(
        self, work: Callable[[Item], Result], items: Sequence[Item]
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result as soon as it is done, in any order."""
        with ThreadPoolExecutor(self._count, thread_name_prefix="grade") as pool:
            running: dict[Future[Result], Item] = {}
            try:
                running = {pool.submit(work, item): item for item in items}
                while running:
                    done, _ = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield running.pop(future), future.result()
            except BaseException:
                self._stop()
                pool.shutdown(wait=True, cancel_futures=True)
                raise
