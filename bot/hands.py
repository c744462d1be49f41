"""The threads in which actions run, and the way of their results back to the event loop."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

_Job = tuple["asyncio.Future[Any]", Callable[[], Any]]
_Done = tuple["asyncio.Future[Any]", Any, BaseException | None]


class Hands:
    """Threads that take jobs in the order in which they came.

    A thread that finds the next job waiting does that one too before it hands over its results, all in one go. Waking
    the loop for each result makes both fight over the interpreter at every statement: a quarter of all updates a
    second (docs/benchmarks.md). With nothing waiting, a result is handed over at once.
    """

    def __init__(self, threads: int, *, patience: timedelta = timedelta(0)) -> None:
        """Start the threads. After `patience` no further job is begun before the results are handed over."""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._closed = False
        self._patience_seconds = patience.total_seconds()
        self._threads = [
            Thread(target=self._work, name=f"work-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, job: Callable[[], T]) -> T:
        """What the job gives, or what it raises.

        Raises:
            RuntimeError: the threads have stopped.
        """
        if self._closed:
            raise RuntimeError("nobody works here any more")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((future, job))
        return await future

    def close(self) -> None:
        """Let the jobs that wait be done, and stop."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            done = [_outcome(*job)]
            begun = time.monotonic()
            while time.monotonic() - begun < self._patience_seconds and (job := self._waiting()) is not None:
                done.append(_outcome(*job))
            _hand_over(done)

    def _waiting(self) -> _Job | None:
        """The next job, if there is one."""
        try:
            job = self._jobs.get_nowait()
        except Empty:
            return None
        if job is None:
            self._jobs.put(None)  # the end: it is met again when the results are handed over
        return job


def _outcome(future: "asyncio.Future[Any]", job: Callable[[], Any]) -> _Done:
    try:
        return future, job(), None
    except BaseException as error:  # noqa: BLE001 - whoever waits for the result is told
        return future, None, error


def _hand_over(done: list[_Done]) -> None:
    """Wake the loop once for all that is done; nearly always there is one loop."""
    for loop in {future.get_loop() for future, _, _ in done}:
        own = [outcome for outcome in done if outcome[0].get_loop() is loop]
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(_settle, own)


def _settle(done: list[_Done]) -> None:
    for future, result, error in done:
        if future.done():  # cancelled: whoever waited has left
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
