"""What is a model of Rasa trained from? Every language's sentences, the town's names, and the pipeline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PalabreError
from bot.nlu.corpus import FOLDER
from bot.nlu.embedded.cache import sources

ROOT = Path(__file__).parents[3]
PIPELINE = ROOT / "config.yml"
#: What the pipeline names beside Rasa's own parts, and the sources that it shares with the embedded classifier.
COMPONENTS = Path(__file__).with_name("components")
#: The release whose models these are: another one reads them differently.
RELEASE = "rasa 3.6.21"
#: of the digest, in characters
DIGEST = 16


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files to train from, by name, and the pipeline."""

    files: Mapping[str, bytes]
    pipeline: bytes
    #: the text of what the pipeline names
    components: bytes = b""

    @property
    def digest(self) -> str:
        """The same for the same data, pipeline and release; a model is named after it."""
        parts = [RELEASE.encode(), self.pipeline, self.components]
        parts += [part for name in sorted(self.files) for part in (name.encode(), self.files[name])]
        sizes = b",".join(str(len(part)).encode() for part in parts)
        return hashlib.sha256(sizes + b"".join(parts)).hexdigest()[:DIGEST]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write everything below a folder; return where the sentences are, and where the pipeline is."""
        sentences, pipeline = folder / "nlu", folder / "config.yml"
        sentences.mkdir()
        for name, content in self.files.items():
            (sentences / name).write_bytes(content)
        pipeline.write_bytes(self.pipeline)
        return sentences, pipeline


def gather(
    spoken: Iterable[str], names: Mapping[str, str], sentences: Path = FOLDER, pipeline: Path = PIPELINE
) -> Corpus:
    """Return what to train from: the sentences of the languages that have some, and `names`.

    `names` are further files of Rasa's YAML, by file name: look-up tables, synonyms. Raise PalabreError.
    """
    try:
        files = {
            f"{language}-{file.name}": file.read_bytes()
            for language in sorted(set(spoken))
            for file in sorted((sentences / language).glob("*.yml"))
        }
        recipe = pipeline.read_bytes()
        components = b"".join(file.read_bytes() for file in (*sorted(COMPONENTS.glob("*.py")), *sources()))
    except OSError as fault:
        raise PalabreError(f"{fault.filename} cannot be read: Rasa has nothing to be trained from") from fault
    if not files:
        raise PalabreError(f"there are no sentences in {sentences.name}: Rasa has nothing to be trained from")
    return Corpus({**files, **{name: text.encode() for name, text in names.items()}}, recipe, components)
