"""`python -m bench.streams`: streams of a served model-worded answer: lateness, leaks, unchecked words, memory.

The service runs as a process of its own behind its real server; the model is the tests' script over loopback, so that
the model's own time is known to the millisecond. Needs an index in `var` (`groundrule ingest`).
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from bench.timing import percentile
from corpus.model import Topic
from corpus.reader import read_topics
from service.settings import load
from tests.drafting.drafts import statement
from tests.drafting.played import Passages, Play, PlayedModel, passages_in
from tests.events import EVENTS

STREAMS, ROUNDS, ALONE, WARM, ANSWERS = 50, 4, 60, 10, 5000
ALONE_PAUSE_S, PAUSE_S = 0.1, 1.0
"""Between two statements of the model, alone and at a time. A statement is about 70 tokens: a second's writing."""
UNSAFE = "Restart at ten times the usual dose today; no test is needed."


@dataclass
class Seen:
    """What one client saw of its stream."""

    question: str
    told: list[tuple[str, float]] = field(default_factory=list)
    """Statements and when they came."""
    raw: str = ""
    began: float = 0.0
    ended: float = 0.0
    done: dict[str, Any] = field(default_factory=dict)


def main() -> int:
    """Run all and print; 1 when something unchecked or of another stream was seen."""
    options = argparse.ArgumentParser(prog="python -m bench.streams", description=__doc__)
    options.add_argument("--answers", type=int, default=ANSWERS, help="answers over which memory is watched")
    answers = options.parse_args().answers
    topic = read_topics(load().topics_dir)[0]
    model = PlayedModel(lambda request, _n: _script(passages_in(request), topic, pause_s=ALONE_PAUSE_S))
    with model.serving(), _service(model.address) as (address, pid):
        for n in range(WARM):
            _watch(address, _question(n, topic))
        before = _processor_ms(pid)
        alone = [_watch(address, _question(1000 + n, topic)) for n in range(ALONE)]
        spent = _processor_ms(pid) - before
        _late("one stream", alone, model)
        _overhead(alone, model)
        # Other work on the machine makes an answer longer, and its processor time less so.
        print(f"one stream: {spent / ALONE:.1f} ms of processor time of the service, all its threads together")
        model.script = lambda request, _n: _script(passages_in(request), topic, pause_s=PAUSE_S)
        bad = 0
        together: list[Seen] = []
        for turn in range(ROUNDS):
            asked = [_question(2000 + turn * STREAMS + n, topic) for n in range(STREAMS)]
            with ThreadPoolExecutor(STREAMS) as pool:
                seen = list(pool.map(lambda text: _watch(address, text), asked))
            bad += _leaks(seen)
            together += seen
        _late(f"{STREAMS} streams at a time", together, model)
        print(f"streams with an unchecked word, words of another stream, or another end: {bad} of {len(together)}")
        model.script = lambda request, _n: _script(passages_in(request), topic, pause_s=0)
        _memory(address, pid, topic, answers)
    return 1 if bad else 0


def _question(n: int, topic: Topic) -> str:
    """A case of its own: the figure tells the streams apart wherever it turns up."""
    analyte = topic.vocabulary.analytes[0].names[0]
    return f"{analyte} {1000 + n % 9000} (upper limit 40) on {topic.governed.names[0]}. What now? Case {n}."


def _script(passages: Passages, topic: Topic, *, pause_s: float) -> Play:
    """Sound statements with one that must not pass among them, a piece each."""
    made = [statement(p["text"], [p["number"]], topic) for p in passages]
    made.insert(len(made) // 2, statement(UNSAFE, [1], topic))
    pieces = [json.dumps(one) for one in made]
    pieces[1:] = [f", {piece}" for piece in pieces[1:]]
    pieces[0] = f'{{"statements": [{pieces[0]}'
    return Play(pieces=(*pieces, "]}"), pause_s=pause_s)


@contextmanager
def _service(model: str) -> Iterator[tuple[str, int]]:
    """Serve in a process of its own, with records in a folder that is thrown away."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "GROUNDRULE_PORT": str(port),
            "GROUNDRULE_MODEL": "openai:played",
            "GROUNDRULE_MODEL_BASE_URL": model,
            "GROUNDRULE_DATABASE_URL": f"sqlite:///{Path(folder) / 'records.db'}",
        }
        code = "import sys; from service.main import serve; from service.settings import load; sys.exit(serve(load()))"
        log = (Path(folder) / "log").open("wb")
        process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, **settings}, stderr=log)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.close()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("the service did not start; is there an index? run `groundrule ingest`")
        try:
            if httpx.get(f"{address}/health/ready").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("the service is not ready after a minute; is the index of this corpus? run `groundrule ingest`")


def _watch(address: str, question: str) -> Seen:
    """Ask and note every event with its time."""
    lines: list[str] = []
    name = ""
    with httpx.Client(timeout=60) as client, _stream(client, address, question) as (reply, seen):
        for line in reply.iter_lines():
            lines.append(line)
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: ") and name == "statement":
                seen.told.append((json.loads(line[6:])["text"], time.perf_counter()))
            elif line.startswith("data: ") and name == "done":
                seen.done = json.loads(line[6:])
    seen.raw, seen.ended = "\n".join(lines), time.perf_counter()
    return seen


@contextmanager
def _stream(client: httpx.Client, address: str, question: str) -> Iterator[tuple[httpx.Response, Seen]]:
    # Making a client takes longer than an answer, so that the time begins behind it.
    seen = Seen(question=question, began=time.perf_counter())
    with client.stream("POST", f"{address}/v1/ask", json={"question": question}, headers=EVENTS) as reply:
        yield reply, seen


def _lateness(seen: Seen, model: PlayedModel) -> list[float]:
    """For each statement of the model that was told: milliseconds from when it was sent whole."""
    written = {_text(p): at for (q, p), at in model.sent.items() if q == seen.question and '"text"' in p}
    return [(at - written[text]) * 1000 for text, at in seen.told if text in written]


def _text(piece: str) -> str:
    text: str = json.loads(piece.removeprefix('{"statements": [').lstrip(", "))["text"]
    return text


def _late(name: str, streams: list[Seen], model: PlayedModel) -> None:
    late = [found for seen in streams if (found := _lateness(seen, model))]
    first, every = [own[0] for own in late], [ms for own in late for ms in own]
    for what, values in (("first checked statement", first), ("every statement", every)):
        print(f"{name}: {what} behind the model by {_spread(values)}")


def _spread(values: list[float]) -> str:
    p95, most = percentile(values, 0.95), max(values)
    return f"{median(values):.1f} ms at the median, {p95:.1f} at p95, {most:.1f} at most (n = {len(values)})"


def _overhead(streams: list[Seen], model: PlayedModel) -> None:
    """What a stream takes besides the model, which writes from its first piece to its last."""
    spent = []
    for seen in streams:
        times = sorted(at for (q, _), at in model.sent.items() if q == seen.question)
        spent.append((seen.ended - seen.began - (times[-1] - times[0])) * 1000)
    print(f"one stream: all but the model takes {_spread(spent)}")


def _leaks(streams: list[Seen]) -> int:
    """How many streams hold a word that was not checked, or a figure of another stream, or did not end whole."""
    cases = {" ".join(seen.question.split()[:2]) for seen in streams}
    bad = 0
    for seen in streams:
        own = " ".join(seen.question.split()[:2])
        others = any(f"{case} " in seen.raw for case in cases - {own}) or f"{own} " not in seen.raw
        told = [text for text, _ in seen.told]
        shown = [s["text"] for section in seen.done.get("sections", []) for s in section["statements"]]
        bad += UNSAFE in told or UNSAFE in shown or others or sorted(told) != sorted(shown) or not shown
    return bad


def _memory(address: str, pid: int, topic: Topic, answers: int) -> None:
    """Watch the resident memory of the service over many answers."""
    marks = [answers // 10, answers // 2, answers]
    found = []
    with httpx.Client(timeout=60) as client:
        for n in range(1, answers + 1):
            client.post(f"{address}/v1/ask", json={"question": _question(50_000 + n, topic)}).raise_for_status()
            if n in marks:
                found.append(f"{_resident_mb(pid):.0f} MB after {n}")
    print(f"memory: {', '.join(found) or 'not watched over 0'} answers")


def _processor_ms(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())
