"""The verb `replay`: whether an answer that was given would be given again."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from cli.exits import Exit, one_line
from cli.inputs import AsJson, print_json
from cli.terminal import screen, waiting

_WIDEST = 100


def replay(
    answer: Annotated[str, typer.Argument(help="Id of an answer, as its receipt names it: ans_...")],
    as_json: AsJson = False,
) -> None:
    """Ask an answer's question again and list what differs now. Exit code 1 when the answer is another."""
    with one_line(), waiting("Loading the service"):
        # Imported here, because `--help` needs none of it.
        from urllib.parse import quote

        from cli.asking import service
        from cli.local import post

        found = post(service(), f"/v1/answers/{quote(answer, safe='')}/replay", {})
    if as_json:
        print_json(found)
    else:
        _show(found)
    raise typer.Exit(Exit.DONE if found["same"] else Exit.NO)


def _show(found: dict[str, Any]) -> None:
    console = screen()
    verdict = "the same answer now" if found["same"] else "another answer now"
    console.print(f"{found['answer_id']}, given {found['given_at']}: {verdict}", soft_wrap=True, markup=False)
    for title, listed in (("The answer differs", found["differences"]), ("It is made from", found["made_from"])):
        if listed:
            console.print(f"\n{title}", markup=False)
        for one in listed:
            console.print(f"  {one['path']}\n    given {_short(one['given'])}\n    now   {_short(one['now'])}",
                          soft_wrap=True, markup=False)  # fmt: skip


def _short(value: object) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
