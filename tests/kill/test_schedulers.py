"""When two schedulers on one PostgreSQL are killed again and again, does each time of each schedule fire once?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.kill.scheduling import PEOPLE
from tests.needs import ROOT
from tests.sizes import sized

#: Times of schedules, each with a death. `make soak` fires 200.
OCCURRENCES = int(os.environ.get("PALABRE_TEST_OCCURRENCES") or sized(10, 20))

#: Seconds that each may take, on a machine that has much else to do.
PATIENCE = 45


@pytest.mark.sized
def test_each_time_fires_once(postgresql_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.kill.scheduling", postgresql_url, str(tmp_path), str(OCCURRENCES)]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=os.environ, capture_output=True, timeout=PATIENCE * OCCURRENCES
    )
    assert done.returncode == 0, done.stderr.decode()
    report = orjson.loads(done.stdout)
    print(report)
    assert report["faults"] == []
    assert report["states"] == {"sending": OCCURRENCES}
    assert report["occurrences"] == report["kills"] == OCCURRENCES
    assert report["recipients"] == OCCURRENCES * PEOPLE
