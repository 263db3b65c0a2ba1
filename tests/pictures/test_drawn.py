"""Pictures as drawn: everything on them is named, stands in the table, and stays text."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.pictures import Bar, Mark, MarkKind, Pictures, Point, Trend
from service.pictures.elements import SVG, as_json, el, markup
from service.pictures.sheets import sheets
from tests.pictures.reading import parsed, texts

HOSTILE = "<script>alert(1)</script>\"'&]]>\u202e\x00\ud800" + "w" * 10_000
KINDS: tuple[MarkKind, ...] = ("baseline", "upper-limit", "hold", "stop", "emergency")


def line(at: float | None, kind: MarkKind = "hold", text: str = "3 x upper limit or more") -> Mark:
    rule = None if kind in ("baseline", "upper-limit") else "a-rule"
    return Mark(kind=kind, state="not-met", line=text, at=at, falling=False, told="cannot be told", rule=rule)


def a_bar(*marks: Mark, value: float = 223, high: float | None = 223, name: str = "ALT", unit: str = "U/L") -> Bar:
    return Bar(
        analyte=name, unit=unit, low=value, high=high, worst=None, marks=marks, verdict="Hold line met", following=""
    )


def test_a_drawing_is_an_image_with_a_name_and_all_of_it_in_words() -> None:
    (sheet,) = sheets(Pictures(bars=(a_bar(line(120)),)))
    assert sheet.drawn is not None
    svg = parsed(sheet.drawn)

    assert svg.get("role") == "img"
    assert svg[0].tag == f"{{{SVG}}}title"
    assert svg[0].text == sheet.title
    assert "ALT 223 U/L: Hold line met." in (svg[1].text or "")
    assert svg.get("viewBox", "").startswith("0 0 320 ")


def test_every_line_stands_in_the_table_and_what_has_no_place_is_said_on_the_picture() -> None:
    (sheet,) = sheets(Pictures(bars=(a_bar(line(120), line(None, "stop", "5 x baseline or more")),)))
    assert sheet.drawn is not None
    rows = [" ".join(cell.text or "" for cell in row) for row in parsed(sheet.tables[0]).iter("tr")]

    assert rows[1:] == [
        "hold: 3 x upper limit or more 120 U/L not met: cannot be told",
        "stop for good: 5 x baseline or more not drawn not met: cannot be told",
    ]
    assert any("Not drawn: stop for good" in text for *_, text in texts(parsed(sheet.drawn)))


def test_hostile_names_stay_text_and_are_cut_to_their_room() -> None:
    bar = a_bar(line(120, text=HOSTILE), name=HOSTILE, unit=HOSTILE)
    point = Point(day=0, on=None, value=1)
    trend = Trend(analyte=HOSTILE, unit=HOSTILE, points=(point, Point(day=9, on=None, value=2)), marks=bar.marks,
                  left_out=0)  # fmt: skip
    for sheet in sheets(Pictures(bars=(bar,), trends=(trend,))):
        assert sheet.drawn is not None
        for element in (sheet.drawn, *sheet.tables):
            shown = markup(element)
            assert "<script" not in shown
            assert "\u202e" not in shown
            json.dumps(as_json(element)).encode()
            assert {part.tag.rpartition("}")[2] for part in parsed(element).iter()} <= {
                "svg", "title", "desc", "g", "text", "rect", "line", "polyline", "circle",
                "table", "caption", "div", "p", "ul", "li", "thead", "tbody", "tr", "th", "td",
            }  # fmt: skip
        assert max(len(text) for *_, text in texts(parsed(sheet.drawn))) <= 60


def test_nothing_needs_a_style_a_script_or_another_address() -> None:
    bar = a_bar(*(line(float(n * 40), kind) for n, kind in enumerate(KINDS, start=1)), high=None)
    (sheet,) = sheets(Pictures(bars=(bar,)))
    assert sheet.drawn is not None
    for part in parsed(sheet.drawn).iter():
        assert not [a for a in part.attrib if a == "style" or a == "id" or a.startswith("on") or "href" in a]
        assert "url(" not in str(part.attrib)


@settings(max_examples=200, deadline=None)
@given(
    places=st.lists(st.floats(0, 3000), min_size=1, max_size=7),
    value=st.floats(0, 3000),
    kinds=st.lists(st.sampled_from(KINDS), min_size=7, max_size=7),
)
def test_no_label_runs_out_of_the_picture_or_into_another(
    places: list[float], value: float, kinds: list[MarkKind]
) -> None:
    bar = a_bar(*(line(at, kind) for at, kind in zip(places, kinds, strict=False)), value=value, high=value)
    (sheet,) = sheets(Pictures(bars=(bar,)))
    assert sheet.drawn is not None
    written = texts(parsed(sheet.drawn))

    for x, _, anchor, text in written[2:]:
        room = x if anchor == "end" else 320 - x
        assert len(text) * 6.2 <= room + 4, text
    rows = [y for _, y, _, _ in written]
    assert len(rows) == len({round(y) for y in rows})


def test_a_course_shows_each_result_with_its_value_and_its_lines_apart() -> None:
    days = (date(2026, 10, 1), date(2026, 10, 15), date(2026, 11, 1))
    points = tuple(Point(day=(d - days[0]).days, on=d, value=v) for d, v in zip(days, (223, 90, 30), strict=True))
    marks = (line(22, "baseline"), line(40, "upper-limit"), line(110), line(120), line(500, "stop"))
    trend = Trend(analyte="ALT", unit="U/L", points=points, marks=marks, left_out=1)
    (sheet,) = sheets(Pictures(trends=(trend,)))
    assert sheet.drawn is not None
    written = texts(parsed(sheet.drawn))

    assert {"223", "90", "30", "1\u00a0Oct\u00a02026", "1\u00a0Nov\u00a02026"} <= {text for *_, text in written}
    names = sorted(y for x, y, _, _ in written if x > 200)
    assert len(names) == 5
    assert all(below - above >= 12 for above, below in pairwise(names))
    caption = parsed(sheet.tables[0]).find("caption")
    assert caption is not None
    assert "not drawn: 1" in (caption.text or "")


def test_an_element_is_the_same_for_a_page_and_for_the_widget() -> None:
    made = el("g", "a < b", el("text", "c", x=1.25, text_anchor="end"), class_="hold")

    assert markup(made) == '<g class="hold">a &lt; b<text x="1.2" text-anchor="end">c</text></g>'
    assert as_json(made) == ["g", {"class": "hold"}, "a < b", ["text", {"x": "1.2", "text-anchor": "end"}, "c"]]
