"""One self-contained page about a run: totals, trend, where the failures are, and every case to open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from eval.advice import HEADING
from eval.cases import Case, Dataset
from eval.charts import heat_map, histogram, line_chart
from eval.gating import Verdict, state
from eval.running import Run
from eval.scoring import Score
from eval.totals import by_case, lines, originals, strata

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--page:#fff;--line:#8c959f;--mark:#0a5fb4;--bad:176,42,42}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--page:#14171a;--line:#768390;--mark:#6cb2ff;--bad:230,90,90}
}*{box-sizing:border-box}
body{
margin:0 auto;max-width:62rem;padding:1rem;
font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
svg{width:100%;height:auto;fill:var(--mark);font-size:11px}svg text{fill:var(--ink)}
polyline{fill:none;stroke:var(--mark);stroke-width:2}.axis{fill:none;stroke:var(--line)}figure{margin:1rem 0}
.wide{overflow-x:auto}table{border-collapse:collapse}
td,th{border:1px solid var(--line);padding:.15rem .4rem;text-align:left;vertical-align:bottom}
.heat thead span{writing-mode:vertical-rl}.heat td{background:rgba(var(--bad),var(--share,0))}
details{border-top:1px solid var(--line);padding:.3rem 0}summary{cursor:pointer}
pre{white-space:pre-wrap;overflow-wrap:anywhere}.fail>summary::before{content:"FAIL ";font-weight:bold}
li{overflow-wrap:anywhere}@media print{details{break-inside:avoid}body{max-width:none}}
"""


def report(
    run: Run,
    dataset: Dataset,
    scores: Sequence[Score],
    baseline: Mapping[str, Any],
    verdict: Verdict,
    advice: Sequence[str],
) -> str:
    """Return the page. It loads nothing, so that it opens from a mail or a disk."""
    asked = originals(scores)
    parts = [
        f"<h1>Evaluation of {escape(dataset.name)}: run {escape(run.name)}</h1>",
        _list(f"{name}: {value}" for name, value in sorted(run.stamp.items()) if value),
        "<h2>Gate</h2>",
        _list(verdict.lines()),
        "<h2>Totals</h2>",
        _list(lines(scores)),
        "<h2>Trend over blessed runs</h2>",
        _trend(baseline["history"]),
        "<h2>Where the failures are</h2>",
        heat_map(_heat(asked), {name: len(originals(held)) for name, held in strata(scores).items()}),
        "<h2>Abstention</h2>",
        line_chart(_risk(run, asked), "Risk against coverage, by best passage score", "coverage", "risk"),
        "<h2>Latency</h2>",
        _latency(run),
        f"<h2>{HEADING}</h2>",
        _list(advice),
        "<h2>Cases</h2>",
        *(_case(case, by_case(scores)[case.id], run, baseline) for case in dataset.cases),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Evaluation {escape(run.name)}</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _trend(history: Sequence[Mapping[str, Any]]) -> str:
    passes = [entry["totals"]["strict pass"] for entry in history]
    shares = [p["good"] / p["all"] for p in passes]
    points = [(n / max(1, len(shares) - 1), share) for n, share in enumerate(shares)]
    told = (
        f"{e['at']}: {s:.3f} strict, {e['stamp']['revision']}: {e['reason']}"
        for e, s in zip(history, shares, strict=True)
    )
    return line_chart(points, "Strict pass of each blessed run", "blessed runs", "strict pass") + _list(told)


def _heat(asked: Sequence[Score]) -> dict[str, Counter[str]]:
    cells: dict[str, Counter[str]] = {}
    for score in asked:
        row = cells.setdefault(score["stratum"], Counter())
        row.update(f"{rule} missed" for rule in score["missed"])
        row.update(f"{rule} unexpected" for rule in score["unexpected"])
        for name in ("vital_missed", "forbidden", "faults"):
            row[name.replace("_", " ")] += bool(score[name])
        row["status"] += not score["status_ok"]
    return {name: Counter({k: v for k, v in row.items() if v}) for name, row in cells.items()}


def _risk(run: Run, asked: Sequence[Score]) -> list[tuple[float, float]]:
    """Answer the surest questions first: the share answered, and the share of those that fail."""
    rows = run.by_key
    known = [(rows[s["key"]]["retrieved"], s) for s in asked if s["key"] in rows and rows[s["key"]]["retrieved"]]
    ordered = sorted(known, key=lambda pair: (-pair[0][0][1], pair[1]["key"]))
    points, wrong = [], 0
    for n, (_, score) in enumerate(ordered, 1):
        wrong += not score["strict"]
        points.append((n / len(ordered), wrong / n))
    return points


def _latency(run: Run) -> str:
    steps: dict[str, list[float]] = {}
    for times in run.times.values():
        for name, value in times.items():
            steps.setdefault(name, []).append(value)
    rows = ""
    for name, values in sorted(steps.items()):
        ordered = sorted(values)
        told = (f"{ordered[int(share * (len(ordered) - 1))]:.1f}" for share in (0.5, 0.95, 0.99))
        rows += f"<tr><th scope=row>{escape(name)}</th>{''.join(f'<td>{t}</td>' for t in told)}</tr>"
    table = f"<table><tr><th>step</th><th>p50 ms</th><th>p95</th><th>p99</th></tr>{rows}</table>"
    return table + histogram(steps.get("total", []), "Time of a whole answer", "milliseconds")


def _case(case: Case, scores: Sequence[Score], run: Run, baseline: Mapping[str, Any]) -> str:
    failed = not all(s["strict"] for s in scores)
    inner = f"<p>Expected: {', '.join(case.status)}; findings {', '.join(case.fires) or 'none'}; "
    inner += f"facts {', '.join(f.id for f in case.vital) or 'none'}; gold {', '.join(case.gold) or 'none'}</p>"
    if case.history:
        inner += _list(f"Earlier: {turn}" for turn in case.history)
    inner += "".join(_wording(case, score, run.by_key.get(score["key"]), baseline) for score in scores)
    mark = ' class="fail"' if failed else ""
    title = escape(f"{case.id} · {case.stratum} · {case.wordings[0]}")
    return f'<details{mark} id="{escape(case.id)}"><summary>{title}</summary>{inner}</details>'


def _wording(case: Case, score: Score, row: Mapping[str, Any] | None, baseline: Mapping[str, Any]) -> str:
    amiss = {n: score[n] for n in ("missed", "unexpected", "vital_missed", "forbidden", "faults") if score[n]}
    old, new = baseline["wordings"].get(score["key"]), list(state(score))
    changed = "as in the baseline" if old == new else f"baseline {json.dumps(old)}, now {json.dumps(new)}"
    told = [f"status {score['status']}", changed, *(f"{name}: {json.dumps(value)}" for name, value in amiss.items())]
    body = _list(told)
    if row is not None and row["answer"] is not None:
        body += _answer(row["answer"], row["retrieved"] or ())
    mark = "" if score["strict"] else ' class="fail"'
    return f"<details{mark}><summary>{escape(case.asked[score['wording']][0])}</summary>{body}</details>"


def _answer(answer: Mapping[str, Any], retrieved: Sequence[Sequence[Any]]) -> str:
    facts = (f"{f['fact']}: {f['value']} {f['unit'] or ''} ({f['from']})" for f in answer["facts"])
    findings = (f"{f['rule']} ({f['severity']}): {f['message']}" for f in answer["findings"])
    told = (
        f"[{s['origin']}] {s['text']} {s['citations']}" for section in answer["sections"] for s in section["statements"]
    )
    found = (f"{n}. {name} {points} ({source})" for n, (name, points, source) in enumerate(retrieved[:10], 1))
    checks = (f"{c['outcome']}: {c['statement']} ({c['rule']}: {c['reason']})" for c in answer["safety"]["changes"])
    parts = {
        "Facts read": facts,
        "Findings": findings,
        "Statements": told,
        "Passages": found,
        "Changed by the check": checks,
    }
    return "".join(f"<h4>{title}</h4>{_list(items)}" for title, items in parts.items())
