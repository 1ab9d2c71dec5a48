"""Children beside one another: in whichever order they end, the same comes of it, and none outlives its work."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from evidence.apart import lying_children
from evidence.apart.test_worker import loaded_already, png

from app.errors import EvidenceRefused
from app.evidence.apart.crew import Crew
from app.evidence.apart.process import Child
from app.evidence.apart.start import running
from app.evidence.apart.worker import Worker
from app.evidence.prepared import Prepared

Job = Callable[[Worker], Prepared]
SIZES = [(40, 60), (600, 800), (30, 30), (20, 50), (500, 500)]
SOON = 15 if os.name == "nt" else 5
"""Seconds; a child that is on its way to life takes some of them in Wine."""


class Unwanted(Exception):
    """Nobody waits for the work any more."""


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew(2) as made:
        yield made


def nothing(*_given: object) -> None:
    """For whom nobody tells anything."""


def nobody_works() -> bool:
    """Whether no thread of a crew goes on."""
    for thread in threading.enumerate():
        if thread.name == "proof":
            thread.join(1)
    return not any(thread.name == "proof" for thread in threading.enumerate())


def reading(size: tuple[int, int]) -> Job:
    return lambda worker: worker.prepare(f"{size}.png", png(size))


def taken_over(child: Callable[..., None]) -> Job:
    """A file that takes its child over, which then does as `child` does."""

    def job(worker: Worker) -> Prepared:
        worker._child = Child(partial(loaded_already, child))
        return worker.prepare("恶.png", png())

    return job


def test_a_crew_gives_what_one_worker_gives_in_the_same_order(crew: Crew) -> None:
    jobs = [reading(size) for size in SIZES]
    begun: list[int] = []
    done = crew.done(jobs, begun.append, nothing)
    assert len({worker._child.pid for worker in crew.workers if worker._child is not None}) == 2
    assert begun == list(range(len(SIZES)))
    with Crew(1) as alone:
        assert alone.done(jobs, nothing, nothing) == done


def test_both_work_at_the_same_time(crew: Crew) -> None:
    meeting = threading.Barrier(2, timeout=30)
    assert crew.done([lambda _worker: meeting.wait()] * 4, nothing, nothing).count(0) == 2


def test_one_job_starts_one_child(crew: Crew) -> None:
    crew.done([reading((40, 60))], nothing, nothing)
    assert [worker._child is not None for worker in crew.workers] == [True, False]


def test_a_file_that_kills_its_child_disturbs_no_other(crew: Crew) -> None:
    jobs = [reading(size) for size in SIZES]
    whole = crew.done(jobs, nothing, nothing)
    before, refused, *after = crew.done([jobs[0], taken_over(lying_children.dies), *jobs[1:]], nothing, nothing)
    assert isinstance(refused, EvidenceRefused)
    assert "占用内存过多或内容异常" in refused.message
    assert [before, *after] == whole


def test_what_is_stopped_in_the_middle_ends_soon_and_goes_on_when_it_is_asked_again(crew: Crew) -> None:
    jobs = [taken_over(lying_children.sleeps), reading((40, 60)), taken_over(lying_children.sleeps)]
    stop_at = time.monotonic() + 3

    def check() -> None:
        if time.monotonic() > stop_at:
            raise Unwanted

    with pytest.raises(Unwanted):
        crew.done(jobs, nothing, check)
    assert time.monotonic() < stop_at + SOON
    assert nobody_works()
    assert crew.done([reading((40, 60))] * 2, nothing, nothing) == [reading((40, 60))(crew.first)] * 2


def test_a_fault_of_our_own_is_no_refusal_and_ends_the_others(crew: Crew) -> None:
    def faulty(_worker: Worker) -> Prepared:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crew.done([taken_over(lying_children.sleeps), faulty, reading((40, 60))], nothing, nothing)
    assert nobody_works()


def test_a_closed_crew_leaves_no_process_and_refuses(crew: Crew) -> None:
    others = running()
    crew.done([reading(size) for size in SIZES], nothing, nothing)
    assert len(running() - others) == 2
    crew.close()
    assert running() <= others
    (refused,) = crew.done([reading((40, 60))], nothing, nothing)
    assert isinstance(refused, EvidenceRefused)
    assert "检查已取消" in refused.message
