"""Judges the texts of `check` one after another by the HTTP contract, and prints what comes of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import typer
from pydantic import ValidationError
from rich.text import Text

from cli.exits import Exit, complain
from cli.inputs import print_json
from cli.render import show_check
from cli.terminal import progress, screen
from cli.texts import Given, Refused, Texts
from service.api.complaints import complaints, in_words
from service.api.engine import Judge
from service.api.judged import judge_text
from service.api.requests import CheckRequest
from service.domain.errors import InputError

_NAMED = 8
"""So many names are listed before the rest is counted."""


class Run:
    """One run of the command: a judge, what all texts have in common, and how results are printed."""

    def __init__(self, judge: Judge, *, longest: int, context: Mapping[str, Any], as_json: bool) -> None:
        """Take who judges, the most characters of a text, parts of every request, and the form of the output."""
        self._judge = judge
        self._longest = longest
        self._context = context
        self._as_json = as_json
        self._console = screen()

    def __call__(self, texts: Texts) -> Exit:
        """Judge every text and return what the command ends with."""
        return self._one(texts) if texts.single else self._many(texts)

    def _one(self, texts: Texts) -> Exit:
        found = self._judged(next(iter(texts)))
        if isinstance(found, Refused):
            return _refuse(found)
        if self._as_json:
            print_json(found)
        else:
            show_check(self._console, found, title=f"Verdict: {found['verdict']}")
        return Exit.DONE if found["verdict"] == "pass" else Exit.NO

    def _many(self, texts: Texts) -> Exit:
        tally: Counter[str] = Counter()
        with progress("judging", texts.total()) as step:
            for given in texts:
                found = self._judged(given)
                with step():
                    if isinstance(found, Refused):
                        _refuse(found)
                    else:
                        self._show(given, found)
                tally["refused" if isinstance(found, Refused) else found["verdict"]] += 1
        if texts.passed_over:
            complain(f"these fields are no part of a request and were passed over: {_some(texts.passed_over)}")
        if not tally:
            complain("the batch holds no text")
            return Exit.BAD_INPUT
        typer.echo(_summary(tally), err=self._as_json)
        if tally["refused"]:
            return Exit.BAD_INPUT
        return Exit.DONE if set(tally) <= {"pass", "refused"} else Exit.NO

    def _judged(self, given: Given | Refused) -> dict[str, Any] | Refused:
        if isinstance(given, Refused):
            return given
        try:
            request = CheckRequest.model_validate({**self._context, **given.request})
            reply = judge_text(self._judge, request, longest=self._longest)
        except ValidationError as error:
            return Refused(place=given.place, why=in_words(complaints(error.errors())))
        except InputError as error:
            return Refused(place=given.place, why=error.placed)
        return reply.model_dump(mode="json", by_alias=True)

    def _show(self, given: Given | Refused, found: Mapping[str, Any]) -> None:
        name = given.id if isinstance(given, Given) else None
        if self._as_json:
            where = {"id": name, "file": given.place.file, "line": given.place.line}
            typer.echo(json.dumps({**where, **found}, ensure_ascii=False))
            return
        title = f"{given.place}{'' if name is None else f' {name}'}: {found['verdict']}"
        if found["verdict"] == "pass":
            self._console.print(Text(title), soft_wrap=True)
        else:
            show_check(self._console, found, title=title)
            self._console.print()


def _refuse(found: Refused) -> Exit:
    complain(f"{found.place}: {found.why}")
    return Exit.BAD_INPUT


def _summary(tally: Counter[str]) -> str:
    refused = f", {tally['refused']} could not be read" if tally["refused"] else ""
    return (
        f"{tally.total()} text{'' if tally.total() == 1 else 's'}: {tally['pass']} passed, {tally['block']} blocked, "
        f"{tally['abstain']} abstained{refused}"
    )


def _some(names: set[str]) -> str:
    printable = sorted("".join(c if c.isprintable() else "?" for c in name)[:40] for name in names)
    more = f" and {len(printable) - _NAMED} more" if len(printable) > _NAMED else ""
    return ", ".join(printable[:_NAMED]) + more
