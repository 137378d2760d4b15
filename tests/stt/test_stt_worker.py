"""The pipes to a helper process, and that it never outlives drill."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drill.errors import VoiceError
from drill.voice.worker import Worker

HERE = Path(__file__).parent


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    made = Worker("stt_echo_helper", "echo", {"ECHO_TEST": "yes"})
    yield made
    made.close()


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


async def test_nothing_is_started_before_it_is_needed(worker: Worker) -> None:
    assert worker.pid is None
    await worker.request({})
    assert worker.pid is not None


@pytest.mark.parametrize("size", [0, 1, 65_536, 5_000_000])
async def test_payloads_of_any_size_arrive_whole(worker: Worker, size: int) -> None:
    payload = os.urandom(size)
    _, back = await worker.request({}, payload)
    assert back == payload[::-1]


async def test_answers_go_to_their_own_requests(worker: Worker) -> None:
    payloads = [bytes([number]) * 1000 + b"!" for number in range(50)]
    answers = await asyncio.gather(*(worker.request({}, payload) for payload in payloads))
    assert [body for _, body in answers] == [payload[::-1] for payload in payloads]


async def test_what_libraries_print_does_not_reach_the_frames(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    _, back = await worker.request({"do": "print"}, b"abc")
    assert back == b"cba"
    assert capfd.readouterr().out == ""


async def test_the_helper_gets_its_environment(worker: Worker) -> None:
    reply, _ = await worker.request({"do": "environment", "name": "ECHO_TEST"})
    assert reply["value"] == "yes"


async def test_a_learners_module_does_not_shadow_the_librarys(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "queue.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    _, back = await worker.request({}, b"ab")
    assert back == b"ba"


async def test_what_the_helper_reports_is_raised(worker: Worker) -> None:
    with pytest.raises(VoiceError, match="It is broken") as caught:
        await worker.request({"do": "fail"})
    assert caught.value.hint == "Mend it."
    assert (await worker.request({}, b"ab"))[1] == b"ba"


async def test_a_dead_helper_is_told_and_started_again(worker: Worker) -> None:
    first, _ = await worker.request({})
    waiting = asyncio.create_task(worker.request({"do": "work"}))
    await asyncio.sleep(0)
    os.kill(first["pid"], signal.SIGKILL)
    with pytest.raises(VoiceError, match="ended unexpectedly"):
        await waiting
    second, _ = await worker.request({})
    assert second["pid"] != first["pid"]
    with pytest.raises(VoiceError, match="ended unexpectedly"):
        await worker.request({"do": "die"})
    third, _ = await worker.request({})
    assert third["pid"] != second["pid"]


async def test_cancelled_work_makes_way_for_the_next(worker: Worker) -> None:
    await worker.request({})
    endless = asyncio.create_task(worker.request({"do": "work"}))
    queued = asyncio.create_task(worker.request({"do": "work"}))
    await asyncio.sleep(0)  # both are sent
    endless.cancel()
    queued.cancel()
    _, back = await worker.request({}, b"ab")
    assert back == b"ba"
    assert endless.cancelled()
    assert queued.cancelled()


async def test_closing_kills_even_a_busy_helper(worker: Worker) -> None:
    reply, _ = await worker.request({})
    busy = asyncio.create_task(worker.request({"do": "work"}))
    await asyncio.sleep(0)
    worker.close()
    worker.close()
    assert not alive(reply["pid"])
    with pytest.raises(VoiceError):
        await busy
    with pytest.raises(VoiceError, match="closed"):
        await worker.request({})


def test_requests_may_come_from_one_event_loop_after_another(worker: Worker) -> None:
    first = asyncio.run(worker.request({}))
    second = asyncio.run(worker.request({}))
    assert first[0]["pid"] == second[0]["pid"]


PARENT = """
import asyncio, sys
from drill.voice.worker import Worker

async def main():
    worker = Worker("stt_echo_helper", "echo")
    reply, _ = await worker.request({})
    print(reply["pid"], flush=True)
    await worker.request({"do": "work"})

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_the_helper_ends_when_its_parent_is_killed(blow: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as parent:
        assert parent.stdout is not None
        helper = int(parent.stdout.readline())
        assert alive(helper)
        parent.send_signal(blow)
        parent.wait()
    while alive(helper):  # the timeout of the suite is the limit
        time.sleep(0.005)
