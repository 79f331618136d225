"""Where are the weights of a language kept?"""

from __future__ import annotations

from pathlib import Path

from bot.nlu.embedded.cache import forget_others, path_of


def write(data: Path, sentence: str) -> None:
    (data / "fr").mkdir(parents=True, exist_ok=True)
    (data / "fr" / "greet.yml").write_text(f"nlu:\n- intent: greet\n  examples: |\n    - {sentence}\n")


def test_other_data_have_another_name(tmp_path: Path) -> None:
    write(tmp_path, "bonjour")
    before = path_of(tmp_path, "fr", tmp_path)
    write(tmp_path, "bonsoir")
    assert path_of(tmp_path, "fr", tmp_path) != before


def test_the_same_data_have_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "bonjour")
    before = path_of(tmp_path, "fr", tmp_path)
    write(tmp_path, "bonjour")
    assert path_of(tmp_path, "fr", tmp_path) == before


def test_only_older_weights_of_the_language_go(tmp_path: Path) -> None:
    for name in ("nlu-fr-old.npz", "nlu-fr-new.npz", "nlu-en-old.npz"):
        (tmp_path / name).touch()
    forget_others(tmp_path / "nlu-fr-new.npz", "fr")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nlu-en-old.npz", "nlu-fr-new.npz"]
