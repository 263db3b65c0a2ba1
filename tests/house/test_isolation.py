"""The tests reach nothing outside this machine and take no settings from it."""

from __future__ import annotations

import os
import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_an_address_beyond_loopback_cannot_be_reached(address: str) -> None:
    # Both addresses are reserved for documentation: nothing would answer if the block failed.
    warned = pytest.warns(UserWarning, match="tried to use")
    blocked = pytest.raises(SocketConnectBlockedError)
    with socket.socket() as attempt, warned, blocked:
        attempt.connect((address, 80))


def test_loopback_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())

        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ANONYMIZED_TELEMETRY", "False"),
        ("HF_HUB_OFFLINE", "1"),
        ("RAGAS_DO_NOT_TRACK", "true"),
        ("TRANSFORMERS_OFFLINE", "1"),
    ],
)
def test_libraries_are_told_to_stay_quiet(variable: str, value: str) -> None:
    assert os.environ[variable] == value


def test_no_setting_of_ours_comes_from_outside() -> None:
    assert [name for name in os.environ if name.startswith("GROUNDRULE_")] == []
