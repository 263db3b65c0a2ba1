"""The service starts whole, or says in one line why it does not."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from service import main
from service.main import serve
from service.settings import load


def test_a_service_whose_keys_do_not_hold_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load(host="192.0.2.1", api_keys_file=tmp_path / "none", data_dir=tmp_path)

    assert serve(settings) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_service_whose_topics_do_not_hold_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(load(topics_dir=(tmp_path / "none",), data_dir=tmp_path)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_was_loaded_is_not_gone_through_again_while_answers_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[object] = []
    frozen: list[bool] = []

    def build(_settings: object) -> list[object]:
        loaded.append([])
        return loaded

    def run(app: object, **_options: object) -> None:
        frozen.append(all(app is not known and loaded[0] is not known for known in gc.get_objects()))

    monkeypatch.setattr(main, "application", build)
    monkeypatch.setattr(main.uvicorn, "run", run)
    before = gc.get_threshold()
    try:
        assert serve(load(data_dir=tmp_path)) == 0
        assert gc.get_threshold()[0] > before[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)

    assert frozen == [True]
