"""Does a private server end with the tests that started it, even when they are killed?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.process import accepts
from tests.servers.redis import RedisServer

_STARTER = """
import time
from tests.servers.redis import start_redis
print(start_redis().url, flush=True)
time.sleep(60)
"""


@pytest.mark.needs("redis")
def test_a_killed_run_leaves_no_server() -> None:
    starter = subprocess.Popen([sys.executable, "-c", _STARTER], stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    socket = Path(starter.stdout.readline().strip().removeprefix("unix://"))
    assert accepts(socket)
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    starter.stdout.read()  # ends when the supervisor does: it holds the other end
    starter.stdout.close()
    assert not accepts(socket)
    assert not socket.parent.exists()


def test_redis_answers(redis_server: RedisServer) -> None:
    import redis

    with redis.Redis.from_url(redis_server.url) as client:
        assert client.ping()
