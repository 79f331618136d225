"""Are files named safely, and found only by the names they were given?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.simulator.uploads import NAME_LENGTH, SUFFIXES, clean_name, find_upload, store_upload

NAMES = [
    ("cour.png", "cour.png"),
    ("/etc/passwd", "passwd"),
    ("C:\\photos\\cour.png", "cour.png"),
    ("..", "file"),
    ("", "file"),
    ("a\x00b\u202egnp.png", "abgnp.png"),
    ("<b>gras</b>", "b>"),
    ("مدرسة.jpg", "مدرسة.jpg"),
]


@pytest.mark.parametrize(("name", "kept"), NAMES)
def test_names_keep_what_people_wrote(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text())
def test_any_name_is_short_and_without_path(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= NAME_LENGTH
    assert not set("/\\\0\n") & set(cleaned)


@pytest.mark.parametrize("media_type", SUFFIXES)
def test_stored_file_is_found(tmp_path: Path, media_type: str) -> None:
    reference = store_upload(tmp_path / "files", b"content", media_type)
    found = find_upload(tmp_path / "files", reference)
    assert found is not None
    assert (found.path.read_bytes(), found.media_type) == (b"content", media_type)
    assert [path.name for path in (tmp_path / "files").iterdir()] == [reference]


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]{22}\.[a-z]{3,4}\n?", fullmatch=True))
def test_other_references_find_nothing(reference: str) -> None:
    assert find_upload(Path(__file__).parent, reference) is None
