"""The service starts whole, or says in one line why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.main import serve
from service.settings import load


def test_a_service_whose_keys_do_not_hold_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load(host="192.0.2.1", api_keys_file=tmp_path / "none", data_dir=tmp_path)

    assert serve(settings) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_service_whose_topics_do_not_hold_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(load(topics_dir=(tmp_path / "none",), data_dir=tmp_path)) == 2
    assert capsys.readouterr().err.count("\n") == 1
