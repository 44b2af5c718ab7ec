"""Lines in Arabic and Hebrew run from right to left, source lines in English from left to right, in both."""

import pytest
from botapi import Person
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from running_bot import Running

from bot.rendering.bidi import has_rtl, isolated, left_to_right, opening

BRIDGE = """Title: OpenBridge تفتتح الجسر الجديد في المدينة
Source: الشرق الأوسط
Author: أحمد علي

OpenBridge افتتحت الجسر الجديد في المدينة يوم الاثنين بحضور رئيس البلدية وآلاف السكان.

بلغت كلفة الجسر مليوني دينار دفعتها المدينة على مدى ثلاث سنوات.
"""


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("The bridge", ""),
        ("افتتح الجسر", ""),
        ("OpenBridge افتتحت الجسر الجديد", "\u200f"),
        ("جسر is what the bridge is called there", "\u200e"),
        ("12 %", ""),
        ("", ""),
    ],
)
def test_a_line_runs_the_way_of_most_of_its_letters(text: str, mark: str) -> None:
    assert opening(text) == mark


def test_names_are_kept_apart_from_the_line_they_stand_in_only_where_needed() -> None:
    assert isolated("The Harbour Post") == "The Harbour Post"
    assert isolated("الشرق الأوسط") == "\u2068الشرق الأوسط\u2069"
    assert (left_to_right("Post", "via AP"), left_to_right("الشرق")) == ("", "\u200e")


@given(st.text())
def test_the_text_itself_is_never_touched_and_the_marks_take_no_room(text: str) -> None:
    assert text in isolated(text)
    marks = opening(text) + isolated(text).replace(text, "", 1)
    assert cell_len(marks) == 0
    assert has_rtl(text) or not marks


async def test_an_arabic_story_has_its_marks_and_its_source_line_in_order(
    bot: Running, editor: Person, reader: Person
) -> None:
    await editor.sends(f"/push {BRIDGE}")
    await editor.hears()
    await reader.sends("/latest")
    answer = await reader.hears()
    lines = answer.text.split("\n")
    assert lines[0].startswith("\u200fOpenBridge")
    assert lines[1].startswith("\u200fOpenBridge افتتحت")
    assert "السكان. [1]" in lines[1]
    assert lines[-1].startswith("\u200e[1] \u2068الشرق الأوسط\u2069 · \u2068أحمد علي\u2069 · ")
    await reader.presses(answer, "Source lines")
    assert "\u200f¶1 OpenBridge افتتحت" in (await reader.hears()).text
