"""What every test needs: no network, no telemetry, no settings from outside."""

from __future__ import annotations

import os

# Libraries read these once, when they are imported, so they are set before anything else is.
os.environ.update(
    {
        "ANONYMIZED_TELEMETRY": "False",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "LANGSMITH_TRACING": "false",
        "RAGAS_DO_NOT_TRACK": "true",
        "TOKENIZERS_PARALLELISM": "false",
        "TRANSFORMERS_OFFLINE": "1",
    }
)

import pytest
from hypothesis import settings

# The same examples on every run: a failure can be seen again, and a slow machine is not a failure.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own GROUNDRULE_ settings must not decide whether a test passes."""
    for name in list(os.environ):
        if name.startswith("GROUNDRULE_"):
            monkeypatch.delenv(name)
