"""A real local Dask cluster of two workers: the same bytes, even where one is killed midway."""

import json
import signal
import subprocess
import sys
import time

import pytest

from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.generating import workers
from derive.teaching.generating.folder import JOURNAL
from derive.teaching.generating.run import generate

COUNT = 120
RECIPE = recipes()["tanh-2-2-1"]


def files(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name[0] != "."}


def part(name, *arguments):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments]
    return subprocess.Popen([*command, "--host", "127.0.0.1", "--no-dashboard"], **quiet)


@pytest.fixture
def cluster(tmp_path):
    place = tmp_path / "scheduler.json"
    parts = [part("scheduler", "--port", "0", "--scheduler-file", str(place))]
    until = time.monotonic() + 60
    while not place.exists():
        assert time.monotonic() < until, "the scheduler did not start"
        time.sleep(0.1)
    for _ in range(2):
        own = ("--scheduler-file", str(place), "--no-nanny", "--nthreads", "1",
               "--local-directory", str(tmp_path))  # fmt: skip
        parts.append(part("worker", *own))
    yield json.loads(place.read_text())["address"], parts[1:]
    for one in parts:
        one.kill()
        one.wait()


@pytest.mark.filterwarnings("ignore")  # of the cluster's own libraries
def test_a_killed_worker_loses_nothing(cluster, tmp_path, monkeypatch):
    address, (first, _) = cluster
    out, alone = tmp_path / "cluster", tmp_path / "alone"
    killed, made = [], workers.on_cluster

    def watched(*args):
        for at, one in enumerate(made(*args)):
            if at == 10:
                first.send_signal(signal.SIGKILL)
                killed.append(first.wait())
            yield one

    monkeypatch.setattr("derive.teaching.generating.run.on_cluster", watched)
    generate(RECIPE, out, count=COUNT, seed=7, scheduler=address)
    assert killed == [-signal.SIGKILL]
    generate(RECIPE, alone, count=COUNT, seed=7, workers=1)
    assert files(out) == files(alone)
    assert len((out / JOURNAL).read_text().splitlines()) == COUNT + 1


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 1)
    with pytest.raises(DeriveError, match="no scheduler answers"):
        generate(RECIPE, tmp_path, count=1, seed=7, scheduler="tcp://127.0.0.1:9")
