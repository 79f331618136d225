"""Do the files of `deploy` start commands that exist, with settings that are read?"""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from bot.cli import COMMANDS
from bot.settings.model import fields, variable_of
from tests.needs import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
KNOWN = {variable_of(field) for field in fields()}


def read(unit: Path) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit, encoding="utf-8")
    return parser


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command(unit: Path) -> None:
    program, command = read(unit)["Service"]["ExecStart"].split()
    assert program.endswith("/.venv/bin/palabre")
    assert command in COMMANDS


@pytest.mark.parametrize(
    "path", [path for path in DEPLOY.rglob("*") if path.is_file()], ids=lambda path: path.name
)
def test_every_setting_is_one(path: Path) -> None:
    named = set(re.findall(r"PALABRE_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert named - KNOWN == set()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_a_unit(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text(encoding="utf-8").replace("/opt/palabre/.venv/bin/palabre", "/bin/true")
    copy = tmp_path / unit.name.replace("@.", "@8080.")
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], check=False, capture_output=True, text=True
    )
    assert [line for line in done.stderr.splitlines() if copy.name in line] == []


def test_the_composition_runs_commands() -> None:
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yml").read_text(encoding="utf-8"))["services"]
    ours = {name: service["command"] for name, service in services.items() if "build" in service}
    assert ours == {"web": "web", "work": "work"}
    assert set(ours.values()) <= set(COMMANDS)
    assert services["web"]["environment"].keys() <= KNOWN
