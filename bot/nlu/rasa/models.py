"""Which models of Rasa are kept, which one is served, and which was served before?"""

from __future__ import annotations

from pathlib import Path

from bot.errors import PalabreError

#: How a model file begins and ends; between them, the digest of what it was trained from.
PREFIX, SUFFIX = "nlu-", ".tar.gz"


class Models:
    """The models in a folder; `current` and `previous` there name two of them, the others are taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def open(self) -> None:
        """Make the folder, where it is not there."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Return the file of the model that is trained from what has this digest."""
        return self.folder / f"{PREFIX}{digest}{SUFFIX}"

    @property
    def current(self) -> Path | None:
        """The model to serve, if there is one."""
        return self._named("current")

    @property
    def previous(self) -> Path | None:
        """The model that was served before, if it is still there."""
        return self._named("previous")

    def need_current(self) -> Path:
        """Return the model to serve. Raise PalabreError when none was trained."""
        if (model := self.current) is None:
            raise PalabreError("Rasa has no model yet: run `palabre nlu train --backend rasa`")
        return model

    def take(self, model: Path) -> None:
        """Serve this model from now on; keep the one before, and no other."""
        before = self.current
        if before is not None and before != model:
            self._write("previous", before)
        self._write("current", model)
        kept = {self.current, self.previous}
        for file in self.folder.glob(f"{PREFIX}*{SUFFIX}"):
            if file not in kept:
                file.unlink(missing_ok=True)

    def drop(self, model: Path) -> None:
        """Take a model away that is not to be served."""
        model.unlink(missing_ok=True)

    def _named(self, name: str) -> Path | None:
        try:
            written = (self.folder / name).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        model = self.folder / written
        return model if written and model.is_file() else None

    def _write(self, name: str, model: Path) -> None:
        """Name a model; whoever reads meanwhile finds the one before."""
        half = self.folder / f".{name}"
        half.write_text(model.name, encoding="utf-8")
        half.replace(self.folder / name)


def models_folder(data: Path) -> Path:
    """Return where models of Rasa are kept in the data folder."""
    return data / "nlu" / "rasa"
