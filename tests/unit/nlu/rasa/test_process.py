"""What of ours does Rasa's Python get to see?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson

from bot.nlu.embedded.cache import ROOT, sources
from bot.nlu.rasa.process import lend

#: Learns and guesses with what was lent alone, and tells from where each of our modules came.
USED = """
import json, sys
sys.path.insert(0, sys.argv[1])
from bot.nlu.embedded.learning import learn
texts = {"greet": ["bonjour", "salut", "bonsoir"], "no": ["non", "pas", "jamais"], "thanks": ["merci", "mille mercis", "mrc"]}
taught = [(text, intent) for intent, some in texts.items() for text in some]
guess = learn(*map(list, zip(*taught)), {}, "fr").guess("bonjour")[0]
ours = [m.__file__ for name, m in sys.modules.items() if name.split(".")[0] in ("bot", "dialogues", "storage")]
print(json.dumps([guess.intent, [path for path in ours if path], sorted(sys.modules)]))
"""


def test_what_is_lent_learns_by_itself(tmp_path: Path) -> None:
    lend(tmp_path)
    done = subprocess.run([sys.executable, "-I", "-c", USED, str(tmp_path)], capture_output=True, check=True)
    intent, files, modules = orjson.loads(done.stdout)
    assert intent == "greet"
    assert files and all(Path(file).is_relative_to(tmp_path) for file in files)
    # Rasa's environment has neither
    assert not {"orjson", "structlog"} & set(modules)


def test_every_source_is_lent_where_it_is_imported_from(tmp_path: Path) -> None:
    lend(tmp_path)
    lent = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert lent - {path for path in lent if path.name == "__init__.py"} == {
        source.relative_to(ROOT) for source in sources()
    }
