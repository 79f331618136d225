"""How are the weights learnt? In a process of its own, with scikit-learn: `python -m bot.nlu.embedded.training FOLDER fr en`.

One line on standard output for each language that is done: its code. The service reads them and never imports
scikit-learn itself.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import structlog

from bot.logs import set_up_logs
from bot.nlu.corpus import Corpus, read_corpus
from bot.nlu.embedded.cache import path_of
from bot.nlu.embedded.learning import learn
from bot.nlu.embedded.model import Model, save

#: How far learning steps back behind everything else that runs.
POLITE = 10

log = structlog.get_logger()


def train(corpus: Corpus) -> Model:
    """Return what can be learnt of a language."""
    texts, labels = zip(*((sentence.text, sentence.intent) for sentence in corpus.sentences), strict=True)
    return learn(texts, labels, corpus.meanings, corpus.language)


def main(folder: Path, languages: Sequence[str]) -> None:
    """Learn each language and keep its weights in `folder`; tell on standard output which is done."""
    for language in languages:
        started = time.monotonic()
        corpus = read_corpus(language)
        save(train(corpus), path_of(folder, language))
        took = round(time.monotonic() - started, 2)
        log.info("language learnt", language=language, count=len(corpus.sentences), seconds=took)
        if not _tell(language):
            return


def _tell(language: str) -> bool:
    """Tell that a language is done; False where whoever waited for it has died: another start learns the rest."""
    try:
        sys.stdout.write(f"{language}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # what is left in the buffer has nowhere to go, at the end neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


if __name__ == "__main__":
    set_up_logs()
    # residents are answered meanwhile, on a machine that may have one processor
    os.nice(POLITE)
    main(Path(sys.argv[1]), sys.argv[2:])
