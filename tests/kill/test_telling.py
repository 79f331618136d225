"""When the process dies between any two steps of a sending, does each person have it once, and nobody twice?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.kill.telling import PEOPLE
from tests.needs import ROOT

#: Deaths that a sending offers at least, each before and after: its transactions, its messages.
TRANSACTIONS, SENDINGS = 10, 3


@pytest.mark.proof
@pytest.mark.parametrize(("store", "what"), [("sqlite", "announcement"), ("postgresql", "question")])
def test_a_sending_resumes_and_reaches_each_once(
    request: pytest.FixtureRequest, tmp_path: Path, store: str, what: str
) -> None:
    url = str(request.getfixturevalue(f"{store}_url"))
    command = [sys.executable, "-m", "tests.kill.telling", url, str(tmp_path), what]
    done = subprocess.run(command, check=False, cwd=ROOT, env=os.environ, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    report = orjson.loads(done.stdout)
    print(what, report)
    assert report["faults"] == []
    for side in ("before", "after"):
        assert report["deaths"][f"transact {side}"] >= TRANSACTIONS
        assert report["deaths"][f"send {side}"] >= SENDINGS
    deaths = sum(report["deaths"].values())
    assert sum(report["states"].values()) == deaths * PEOPLE
    # a death costs at most what one claim holds, and staff are told of it
    assert report["states"].get("uncertain", 0) <= report["deaths"]["send before"] * 3 * PEOPLE
