"""Settings: what the contract's table says, and a misspelling that is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.domain.errors import SettingsError
from service.settings import Settings, is_loopback, load

SECRET = "zq-secret-value-qz"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the test shows that it is refused


def test_the_defaults_are_those_of_the_contract() -> None:
    settings = load()

    assert (settings.host, settings.port, settings.data_dir) == ("127.0.0.1", 8000, Path("var"))
    assert (settings.retention_days, settings.max_question_chars) == (30, 8000)
    assert (settings.model, settings.database_url, settings.api_keys_file) == (None, None, None)
    assert (settings.emergency_contacts, settings.allowed_origins) == (None, ())
    assert settings.records_url == "sqlite:///var/records.db"
    assert settings.topics_dir[0].parts[-2:] == ("corpus", "topics")
    assert settings.topics_dir[0].is_dir()
    assert (Path(settings.encoder) / "config.json").is_file()


def test_every_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "HOST": "::1", "PORT": "9000", "DATA_DIR": "/data", "TOPICS_DIR": "/a:/b", "ENCODER": "some/encoder",
        "MODEL": "provider:name", "MODEL_BASE_URL": "http://127.0.0.1:11434", "MODEL_API_KEY": SECRET,
        "MODEL_TIMEOUT_S": "5", "DATABASE_URL": "sqlite:////data/r.db", "API_KEYS_FILE": "/keys",
        "RETENTION_DAYS": "7", "MAX_QUESTION_CHARS": "500", "EMERGENCY_CONTACTS": "999",
        "ALLOWED_ORIGINS": "https://a.example, https://b.example:8443", "MODEL_MAX_TOKENS": "900",
        "MODEL_CONCURRENCY": "3", "ENTAILMENT": "some/cross-encoder", "RERANKER": "another/cross-encoder",
    }  # fmt: skip
    monkeypatch.setattr("os.pathsep", ":")
    for name, value in given.items():
        monkeypatch.setenv(f"GROUNDRULE_{name}", value)

    settings = load()

    assert {name.lower() for name in given} | {"time_limit_s"} == set(Settings.model_fields)
    assert (settings.host, settings.port, settings.loopback) == ("::1", 9000, True)
    assert settings.topics_dir == (Path("/a"), Path("/b"))
    assert settings.allowed_origins == ("https://a.example", "https://b.example:8443")
    assert settings.records_url == "sqlite:////data/r.db"
    assert settings.work_limit_s == 25.0
    assert SECRET not in repr(settings)


def test_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDRULE_PORT", "9000")

    assert load(port=9001, host=None).port == 9001
    assert load(port=None).port == 9000


def test_an_empty_setting_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDRULE_PORT", "")

    assert load().port == 8000


@pytest.mark.parametrize(
    ("name", "told"),
    [("GROUNDRULE_PROT", "did you mean GROUNDRULE_PORT?"), ("GROUNDRULE_ZZZZZZ", "known are"),
     ("groundrule_retention", "did you mean GROUNDRULE_RETENTION_DAYS?")],
)  # fmt: skip
def test_an_unknown_setting_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str, told: str) -> None:
    monkeypatch.setenv(name, SECRET)

    with pytest.raises(SettingsError) as caught:
        load()
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "99999"),
        ("PORT", f"{SECRET}"),
        ("RETENTION_DAYS", "0"),
        ("MAX_QUESTION_CHARS", "-1"),
        ("MODEL", f"{SECRET} without provider"),
        ("MODEL_TIMEOUT_S", "nan"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", f"https://a.example/{SECRET}"),
        ("ALLOWED_ORIGINS", "https://*.example"),
    ],
)
def test_a_value_that_does_not_hold_is_told_in_one_line_without_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"GROUNDRULE_{name}", value)

    with pytest.raises(SettingsError) as caught:
        load()
    assert str(caught.value).startswith(f"GROUNDRULE_{name}: ")
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.5", "ward.example", "127.0.0.1.example", ""])
def test_the_service_listens_beyond_loopback_only_with_keys(host: str) -> None:
    with pytest.raises(SettingsError, match="GROUNDRULE_API_KEYS_FILE"):
        load(host=host)
    assert load(host=host, api_keys_file=Path("/keys")).loopback is False


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LocalHost"])
def test_loopback_is_every_name_of_this_machine(host: str) -> None:
    assert is_loopback(host)
