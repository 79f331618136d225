"""When the process dies between any two steps of the journey, is every acknowledged message answered once?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.kill.play import SHORT
from tests.needs import ROOT

#: Deaths that a play of two residents offers at least, each before and after: transactions, sendings.
TRANSACTIONS, SENDINGS = 20, 8


@pytest.mark.proof
def test_a_death_at_any_step_loses_nothing(store_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.kill.rehearsal", store_url, str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, env=os.environ, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    report = orjson.loads(done.stdout)
    print("deaths", report["deaths"], "messages", report["messages"], "sent twice", report["doubles"])
    assert report["faults"] == []
    for side in ("before", "after"):
        assert report["deaths"][f"transact {side}"] >= TRANSACTIONS
        assert report["deaths"][f"send {side}"] >= SENDINGS
    deaths = sum(report["deaths"].values())
    assert report["messages"] == deaths * 2 * len(SHORT)
    # at most what one claim holds: a message for each of two phones
    assert report["doubles"] <= 2 * deaths
