"""Asks a running service a case of the dataset, turn by turn, as somebody at its page would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from eval.cases import Case
from service.domain.errors import IndexNotReadyError, InputError

#: The longest that one answer may take, in seconds.
LIMIT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the service made of a case, and where that can be looked at."""

    answer: Mapping[str, Any]
    receipt: str

    def lines(self) -> list[str]:
        """Return status and findings, then the address."""
        found = [f"  {f['severity']}: {f['rule']}: {f['message']}" for f in self.answer["findings"]]
        return [f"status: {self.answer['status']}", *(found or ["  no finding"]), f"receipt: {self.receipt}"]


def page_link(address: str, topic: str, case: Case, number: int = 0) -> str:
    """Return the address of the page with the case written into its box; behind the mark it stays in the browser."""
    question, history = case.asked[number]
    return f"{address.rstrip('/')}/topics/{quote(topic)}#ask={quote(chr(10).join((*history, question)))}"


def open_case(address: str, topic: str, case: Case, number: int = 0, key: str | None = None) -> Opened:
    """Ask the earlier turns and then the question in one conversation.

    Args:
        address: of the running service.
        topic: of the dataset.
        case: what to ask.
        number: which of its wordings and orders; 0 is the question itself.
        key: an API key, where the service wants one.

    Raises:
        InputError: the address is none, or the service refuses what is asked.
        IndexNotReadyError: the service cannot be reached.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise InputError("the address of a service begins with http:// or https://")
    question, history = case.asked[number]
    headers = {"authorization": f"Bearer {key}"} if key else {}
    answer: dict[str, Any] = {}
    with httpx.Client(base_url=address, headers=headers, timeout=LIMIT_S) as client:
        for text in (*history, question):
            body: dict[str, Any] = {"question": text, "topic": topic, "audience": case.audience}
            body |= {"conversation_id": answer["conversation_id"]} if answer else {}
            body |= {"patient": case.patient} if case.patient and text is question else {}
            answer = _post(client, body)
    return Opened(answer=answer, receipt=f"{address.rstrip('/')}/answers/{answer['id']}")


def _post(client: httpx.Client, body: Mapping[str, Any]) -> dict[str, Any]:
    try:
        reply = client.post("/v1/ask", json=body)
    except httpx.TransportError:
        raise IndexNotReadyError(f"no service answers at {client.base_url}; `groundrule serve` starts one") from None
    if not reply.is_success:
        raise InputError(f"the service refused the case with status {reply.status_code}")
    held: dict[str, Any] = reply.json()
    return held
