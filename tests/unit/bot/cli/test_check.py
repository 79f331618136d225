"""Does `palabre check` show what is to mend, and nothing that buries it?"""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from click.testing import CliRunner, Result

from bot.cli import palabre
from dialogues.loader import LANGUAGES, MESSAGES, SCRIPTS
from tests.servers.redis import RedisServer

OWN = 'dialogue: bench\ntitle: {fr: Un banc}\nsteps:\n  - ask: shade\n    type: yesno\n    text: {fr: "De l\'ombre ?"}\n'


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder for scripts, and a data folder that can be made."""
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def check(*words: str) -> Result:
    return CliRunner().invoke(palabre, ["check", *words])


def test_an_empty_folder_has_no_script(own: Path) -> None:
    result = check("--scripts", str(own))
    assert result.exit_code == 1
    assert "there is no script" in result.stdout and "nothing says" not in result.stdout


def test_one_fault_of_one_s_own_stands_alone(own: Path) -> None:
    (own / "bench.yml").write_text(OWN.replace("yesno", "yesnoo"), encoding="utf-8")
    result = check("--scripts", str(own))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith("bench.yml:5: unknown question type 'yesnoo'")
    assert result.stderr == "1 to mend.\n"


def test_one_s_own_scripts_need_not_say_all(own: Path) -> None:
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    result = check("--scripts", str(own))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "All else is well.")


def test_a_folder_that_is_not_there_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service does not make it, and would refuse to start."""
    monkeypatch.setenv("PALABRE_DATABASE_URL", f"sqlite:///{own / 'missing' / 'town.db'}")
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    result = check("--scripts", str(own))
    assert result.exit_code == 1 and "PALABRE_DATABASE_URL" in result.stdout


@pytest.mark.parametrize(
    ("simulator", "said"), [("true", "Residents can reach the simulator only"), ("false", "Nobody can reach")]
)
def test_no_channel_is_told(own: Path, monkeypatch: pytest.MonkeyPatch, simulator: str, said: str) -> None:
    monkeypatch.setenv("PALABRE_SIMULATOR", simulator)
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    result = check("--scripts", str(own))
    assert (result.exit_code, result.stdout.startswith(said)) == (0, True)
    assert "PALABRE_TELEGRAM_TOKEN" in result.stdout


def test_a_note_is_nothing_to_mend(own: Path, tmp_path: Path) -> None:
    messages = Path(shutil.copytree(MESSAGES, tmp_path / "messages"))
    for language in LANGUAGES:
        with (messages / f"{language}.yml").open("a", encoding="utf-8") as file:
            file.write('\nidea.nobody: "?"\n')
    result = check("--scripts", str(SCRIPTS), "--messages", str(messages))
    assert result.exit_code == 0, result.output
    assert "note: nothing says idea.nobody" in result.stdout


def test_an_unknown_setting_is_to_mend(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_TELEGRAM_TOKN", "123456:token")
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    result = check("--scripts", str(own))
    assert (result.exit_code, result.stderr) == (1, "1 to mend.\n")
    assert result.stdout.startswith("PALABRE_TELEGRAM_TOKN is not a setting") and "well" not in result.stdout


def test_a_bad_value_hides_no_name(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_TELEGRAM_TOKN", "123456:token")
    monkeypatch.setenv("PALABRE_PORT", "zero")
    result = check("--scripts", str(own))
    assert result.stdout.startswith("PALABRE_TELEGRAM_TOKN is not a setting")
    assert "PALABRE_PORT must be" in str(result.exception)


def test_scripts_and_sentences_are_told_at_once(own: Path, tmp_path: Path) -> None:
    """The first language is what scripts fall back to: it is no reason to keep quiet about them."""
    messages = Path(shutil.copytree(MESSAGES, tmp_path / "messages"))
    for language in ("fr", "ar"):
        (messages / f"{language}.yml").write_text("- no mapping\n", encoding="utf-8")
    scripts = Path(shutil.copytree(SCRIPTS, tmp_path / "scripts"))
    (scripts / "idea.yml").write_text("dialogue: [idea\n", encoding="utf-8")
    result = check("--scripts", str(scripts), "--messages", str(messages))
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == ["fr.yml", "ar.yml", "idea.yml"]


def test_no_sentence_at_all_is_told(own: Path) -> None:
    result = check("--messages", str(own))
    assert len(result.stdout.splitlines()) == len(LANGUAGES) and "fr.yml:1: this file" in result.stdout


def test_a_data_folder_that_is_a_file_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = own / "file"
    file.touch()
    monkeypatch.setenv("PALABRE_DATA", str(file))
    result = check()
    assert result.exit_code == 1
    assert result.stdout.startswith("PALABRE_DATA is ")


def test_a_language_not_spoken_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_LANGUAGES", "fr,xx")
    result = check("--scripts", str(SCRIPTS))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith("PALABRE_LANGUAGES names 'xx'")


@pytest.mark.needs("redis")
def test_a_wrong_password_of_redis_is_told(
    own: Path, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = urlsplit(redis_server.url)
    if parts.scheme == "unix":
        wrong = f"unix://nobody:wrong@{parts.path}"
    else:
        wrong = urlunsplit(parts._replace(netloc=f"nobody:wrong@{parts.netloc.rpartition('@')[2]}"))
    monkeypatch.setenv("PALABRE_REDIS_URL", wrong)
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    result = check("--scripts", str(own))
    assert result.exit_code == 1
    assert result.stdout.startswith("Redis refuses its password or its account (PALABRE_REDIS_URL)")


@pytest.mark.needs("redis")
def test_a_number_redis_lacks_is_told(
    own: Path, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = urlsplit(redis_server.url)
    wrong = f"{redis_server.url}?db=99" if parts.scheme == "unix" else urlunsplit(parts._replace(path="/99"))
    monkeypatch.setenv("PALABRE_REDIS_URL", wrong)
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    told = check("--scripts", str(own)).stdout
    assert "Redis answers, and refuses" in told and "does it run" not in told


@pytest.mark.needs("redis")
@pytest.mark.parametrize("lacking", ["-@scripting", "-publish", "resetkeys", "resetchannels"])
def test_what_redis_does_not_allow_is_told(
    own: Path, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    parts = urlsplit(redis_server.url)
    account = urlunsplit(parts._replace(netloc=f"guest:pass@{parts.netloc.rpartition('@')[2]}"))
    monkeypatch.setenv("PALABRE_REDIS_URL", account)
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    with redis.Redis.from_url(redis_server.url) as client:
        try:
            told = "reset on >pass ~palabre:* resetchannels &palabre:* +@all -@dangerous".split()
            client.execute_command("ACL", "SETUSER", "guest", *told)
            allowed = check("--scripts", str(own))
            client.execute_command("ACL", "SETUSER", "guest", lacking)
            refused = check("--scripts", str(own))
        finally:
            client.execute_command("ACL", "DELUSER", "guest")
    assert allowed.exit_code == 0, allowed.output
    assert refused.exit_code == 1 and "Redis does not let this account do what it must" in refused.output


def test_a_redis_that_is_away_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_REDIS_URL", f"unix://{own}/nothing.sock")
    (own / "bench.yml").write_text(OWN, encoding="utf-8")
    assert "Redis is away (PALABRE_REDIS_URL)" in check("--scripts", str(own)).stdout
