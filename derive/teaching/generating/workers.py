"""Who makes the variants: this process, several processes, or a Dask cluster; the order stays.

Only a few chunks are on their way at a time, so that memory does not grow with their number.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from derive.errors import DeriveError
from derive.teaching.exporting.exporters import EXPORTERS
from derive.teaching.generating.making import Answer, Job, Made, make, make_chunk
from derive.teaching.generating.row import Row

CHUNK = 16
AHEAD = 3  # chunks for each worker
WARM = 6  # variants made before there are workers
SELDOM = (
    50_000  # objects made until a worker looks for garbage, of which a variant leaves hardly any
)
PATIENCE = 10  # seconds until a scheduler answers

Last = Callable[[Made], Made]


def cores() -> int:
    """How many processes can run at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_this_process(job: Job, pieces: Iterable[range]) -> Generator[Made, None, None]:
    """Every variant, one after the other."""
    for piece in pieces:
        yield from _each(make_chunk(job, piece))


class _Worker:
    """A process that makes chunks, with a pipe of its own.

    Workers that share one pipe, as those of `ProcessPoolExecutor` do, may leave half an answer in
    it when one is killed, and then the process that reads waits for ever.
    """

    def __init__(self, job: Job, last: Last | None, copied: bool) -> None:
        context: Any = get_context("fork" if copied else "spawn")
        self._pipe, theirs = context.Pipe()
        ends = (theirs, self._pipe)
        self._process = context.Process(target=_work, args=(*ends, job, last), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is seen as the end of the pipe

    def made(self, piece: range) -> Answer:
        """The variants of a chunk; DeriveError where the process is no more."""
        try:
            self._pipe.send(piece)
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise DeriveError(
                "a worker process was ended from outside; what is written is whole, "
                "--resume goes on"
            ) from None
        found: Answer = answer
        return found

    def end(self) -> None:
        self._process.terminate()

    def ended(self) -> None:
        """Waits until the process is no more."""
        self._process.join()


def _work(pipe: Connection, other: Connection, job: Job, last: Last | None) -> None:
    """A worker's life: until the process that writes lets it go, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that writes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(SELDOM)
    other.close()  # else the pipe would have no end when that process is no more
    with suppress(EOFError, OSError):
        while True:
            piece = pipe.recv()
            row = Row()
            try:
                found, row.trouble = make_chunk(job, piece)
                if last is not None:
                    found = row.each(last, found)
            except Exception as error:
                found, row.trouble = [], error
            pipe.send((found, row.trouble))


def _each(answer: Answer) -> Generator[Made, None, None]:
    found, trouble = answer
    yield from found
    if trouble is not None:
        raise trouble


def _warmed(job: Job, first: int) -> None:
    """What all variants share, made once; what is wrong with a variant is told in its turn."""
    # PDF engines have threads, which a copy of this process would lack
    texts = tuple(name for name in job.formats if name not in EXPORTERS and name != "pdf")
    for number in range(first, first + WARM):
        with suppress(DeriveError):
            make(replace(job, formats=texts), number)
    gc.freeze()  # so that workers share what they never change


def _copied() -> bool:
    """Whether workers may begin as copies of this process, which know what it knows: on Linux, as
    long as it has one thread. Elsewhere they begin anew, and have to learn it."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def in_processes(
    job: Job, pieces: Iterable[range], workers: int, last: Last | None = None
) -> Generator[Made, None, None]:
    """Every variant in order, made by several processes; DeriveError where one is killed.

    What is to be done with each `last`, so that its files are not sent from process to process, is
    done there: they are put in place, or packed.
    """
    left = iter(pieces)
    first = next(left, None)
    if first is None:
        return
    if _copied():
        _warmed(job, first.start)
    copied = _copied()
    idle: SimpleQueue[_Worker] = SimpleQueue()
    crew = [_Worker(job, last, copied) for _ in range(workers)]
    for one in crew:
        idle.put(one)

    def made(piece: range) -> Answer:
        worker = idle.get()
        try:
            return worker.made(piece)
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(workers)  # a thread waits for each worker
    waiting: deque[Future[Answer]] = deque()
    try:
        for piece in chain([first], left):
            waiting.append(pool.submit(made, piece))
            if len(waiting) >= AHEAD * workers:
                yield from _each(waiting.popleft().result())
        while waiting:
            yield from _each(waiting.popleft().result())
    finally:
        gc.unfreeze()
        pool.shutdown(wait=False, cancel_futures=True)
        for one in crew:  # all at once: one that is left to itself would go on writing
            one.end()
        for one in crew:
            one.ended()


def on_cluster(job: Job, pieces: Iterable[range], address: str) -> Generator[Made, None, None]:
    """Every variant in order, made by a Dask cluster; what a lost worker had is made again."""
    try:
        from distributed import Client
    except ImportError:
        raise DeriveError('--scheduler needs Dask: pip install "derive-backprop[dask]"') from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DeriveError(f"no scheduler answers: {told[:200]}", file=address) from None
    with closing(client):
        ahead = AHEAD * max(2, sum(client.nthreads().values()))
        waiting: deque[Any] = deque()
        for piece in pieces:
            waiting.append(client.submit(make_chunk, job, piece, pure=False))
            if len(waiting) >= ahead:
                yield from _each(waiting.popleft().result())
        while waiting:
            yield from _each(waiting.popleft().result())
