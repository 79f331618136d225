"""What can go wrong when texts are understood?

PalabreError
├── BackendUnavailable    a back end that does not answer, or not in time: another one is asked
└── TrainingFailed        a model that could not be trained, or understands too little to be served
"""

from __future__ import annotations

from bot.errors import PalabreError


class BackendUnavailable(PalabreError):
    """A back end that does not answer; `cause` is one word for the logs: timeout, refused, 401…"""

    def __init__(self, backend: str, cause: str) -> None:
        super().__init__(f"{backend} does not answer ({cause})")
        self.cause = cause


class TrainingFailed(PalabreError):
    """A model that could not be trained, or understands too little to be served."""
