"""Is each test played by `make test` or by `make proofs`, and is it told which folders hold proofs?"""

from __future__ import annotations

import re
from pathlib import Path

from tests.convention.tree import ROOT, name_of, python_files

#: What chooses tests in a recipe of the Makefile.
CHOICES = {"test": '-m "not proof"', "proofs": '-m "proof or sized"'}

MARKED = re.compile(r"pytest\.mark\.(?:proof|sized)\b")
ROW = re.compile(r"^\| `(tests/\w+)`: ", re.MULTILINE)


def recipe(target: str) -> str:
    """Return the lines of a target of the Makefile."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert found, f"no target {target}"
    return found[1]


def folders() -> set[str]:
    """Return the folders that hold a proof, or a test of two sizes."""
    here = Path(__file__)
    marked = [path for path in python_files("tests") if MARKED.search(path.read_text("utf-8"))]
    return {"/".join(name_of(path).split("/")[:2]) for path in marked if path.parent != here.parent}


def test_what_one_leaves_out_the_other_plays() -> None:
    for target, choice in CHOICES.items():
        assert choice in recipe(target)
    assert "PALABRE_TEST_WHOLE=1" in recipe("proofs") and "PALABRE_TEST_WHOLE" not in recipe("test")


def test_the_gate_plays_both() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    gate = re.search(r"^check: (.*?) ##", makefile, re.MULTILINE)
    assert gate and {"test", "proofs"} <= set(gate[1].split())
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "make check"


def test_folders_of_proofs_are_told() -> None:
    told = set(ROW.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert told == folders() - {"tests/sizes.py"}
