"""The terminal's screen: Telegram HTML as it is printed, and the numbers of the buttons."""

import io
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.terminal.html_parser import read_html
from bot.terminal.screen import Button, Screen, render

STORY = (
    "<b>Night train returns to the coast</b>\n"
    "The night train to the coast runs again from Friday, the railway said. [1]\n"
    '[1] <a href="https://coast.example/night?a=1&amp;b=2">Coast Courier</a> · via AP · ¶1, ¶3'
)


def shown(html: str, width: int = 80, **options: Any) -> str:
    """What a console of that width prints of a message."""
    output = io.StringIO()
    Console(file=output, width=width, **options).print(render(html))
    return output.getvalue()


def terminal(html: str, **options: Any) -> str:
    return shown(html, force_terminal=True, color_system="standard", legacy_windows=False, **options)


def screen(width: int = 60) -> tuple[Screen, io.StringIO]:
    output = io.StringIO()
    return Screen(Console(file=output, width=width)), output


def test_a_briefing_is_printed_as_plain_lines_where_there_is_no_terminal() -> None:
    assert shown(STORY) == (
        "Night train returns to the coast\n"
        "The night train to the coast runs again from Friday, the railway said. [1]\n"
        "[1] Coast Courier · via AP · ¶1, ¶3\n"
    )


def test_long_lines_are_wrapped_between_words_and_end_without_spaces() -> None:
    lines = shown(STORY, width=40).splitlines()
    assert lines[1:3] == ["The night train to the coast runs again", "from Friday, the railway said. [1]"]
    assert all(len(line) <= 40 and line == line.rstrip() for line in lines)


def test_a_word_longer_than_the_line_is_not_lost() -> None:
    address = "https://coast.example/" + "timetable/" * 8
    assert "".join(shown(f"See {address}", width=40).split()) == f"See{address}"


@pytest.mark.parametrize(
    ("tag", "code"), [("b", "1"), ("strong", "1"), ("i", "3"), ("em", "3"), ("u", "4"), ("ins", "4"), ("del", "9")]
)
def test_marked_text_is_set_in_its_style(tag: str, code: str) -> None:
    assert f"a \x1b[{code}mword\x1b[0m here" in terminal(f"a <{tag}>word</{tag}> here")


def test_styles_add_up_where_tags_are_nested() -> None:
    assert "\x1b[1mBold \x1b[0m\x1b[1;3mand italic\x1b[0m" in terminal("<b>Bold <i>and italic</i></b>")


def test_a_link_can_be_followed_in_a_terminal_and_is_its_text_elsewhere() -> None:
    assert ";https://coast.example/night?a=1&b=2\x1b\\" in terminal(STORY)
    assert "https://" not in shown(STORY)


def test_without_colour_links_and_bold_stay() -> None:
    printed = terminal(f"{STORY} <code>/help</code>", no_color=True)
    assert "\x1b[1mNight train" in printed
    assert ";https://coast.example/" in printed
    assert "\x1b[36m" not in printed


def test_a_quote_has_a_bar_and_is_shown_in_full() -> None:
    html = f"Before\n<blockquote expandable>¶1 {'word ' * 12}\n\n¶2 <b>End</b></blockquote>\nAfter &amp; out"
    assert shown(html, width=40) == (
        "Before\n│ ¶1 word word word word word word word\n│ word word word word word\n│\n│ ¶2 End\nAfter & out\n"
    )


def test_an_empty_line_around_a_quote_stays_one() -> None:
    assert shown("A\n\n<blockquote>B</blockquote>\n\nC") == "A\n\n│ B\n\nC\n"
    assert shown("<blockquote>A</blockquote><blockquote>B</blockquote>") == "│ A\n│ B\n"


def test_a_quote_inside_a_quote_is_printed_once() -> None:
    assert shown("<blockquote>A <blockquote>B</blockquote> C</blockquote>") == "│ A B C\n"


def test_square_brackets_smileys_and_numbers_are_printed_as_they_are() -> None:
    text = "[bold]not markup[/bold] [1] :smile: 12,345 'quoted' /path/to"
    assert terminal(text) == f"{text}\n"


def test_an_article_cannot_command_the_terminal() -> None:
    assert shown("a\x1b[2J b\x07 &#27;[31mc \x9b1md\r e\x08 \x7ff") == "a[2J b [31mc 1md e f\n"
    assert ";https://x.example/]0;t\x1b\\" in terminal('<a href="https://x.example/\x1b]0;t\x07">link</a>')


def test_unclosed_stray_and_unknown_tags_lose_no_text() -> None:
    assert shown("<b>one <i>two</b> three <u>four</q> 5 < 6 <br>& more") == "one two three four 5 < 6 & more\n"


@given(st.text())
def test_any_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert read_html(f"<b>{escape(text)}</b>").text == text


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Cc", "Cs"])))
def test_any_text_can_be_printed(text: str) -> None:
    printed = shown(f"<blockquote>{escape(text)}</blockquote> <b>{escape(text)}</b>", width=40)
    printed.encode()
    assert not set(printed) & {chr(code) for code in (*range(10), *range(11, 32), 127, 0x9B)}


def test_what_an_html_tag_marked_is_measured_in_utf16_units() -> None:
    marked = read_html('𝕏 <b>b</b> <a href="https://x.example">l𝕏</a> <blockquote expandable>q</blockquote> <x>n</x>')
    assert marked.entities() == [
        {"type": "bold", "offset": 3, "length": 1},
        {"type": "text_link", "offset": 5, "length": 3, "url": "https://x.example"},
        {"type": "expandable_blockquote", "offset": 9, "length": 1},
    ]


def test_buttons_are_numbered_on_over_all_messages_of_an_answer() -> None:
    page, output = screen()
    page.message(1, "First", [Button(1, "Source lines", "s:1")])
    page.message(2, "Second", [Button(2, "Source lines", "s:2"), Button(2, "More", "m")])
    assert output.getvalue() == "First\n\n(1) Source lines\n\nSecond\n\n(2) Source lines   (3) More\n"
    assert page.button(3) == Button(2, "More", "m")
    assert page.button(4) is None


def test_buttons_are_wrapped_between_two_of_them() -> None:
    page, output = screen(width=40)
    labels = ("Elections", "Harbour works", "Night trains", "A topic [with brackets]")
    page.message(1, "Topics", [Button(1, label, label) for label in labels])
    assert output.getvalue() == (
        "Topics\n\n(1) Elections   (2) Harbour works\n(3) Night trains\n(4) A topic [with brackets]\n"
    )


def test_numbers_start_again_with_the_next_question_that_brings_buttons() -> None:
    page, _ = screen()
    page.message(1, "First", [Button(1, "Source lines", "s:1")])
    page.new_question()
    page.message(2, "No buttons here", [])
    assert page.button(1) == Button(1, "Source lines", "s:1")
    page.message(3, "Third", [Button(3, "More", "m")])
    assert page.button(1) == Button(3, "More", "m")


def test_a_button_keeps_its_number_while_its_message_has_it() -> None:
    page, output = screen()
    first, more = Button(1, "Source lines", "s:1"), Button(1, "More", "m")
    page.message(1, "First", [first, more])
    printed = output.getvalue()
    page.message(1, "", [more])
    assert output.getvalue() == printed
    assert (page.button(1), page.button(2)) == (None, more)
    page.message(1, "", [more, Button(1, "Less", "l")])
    assert output.getvalue() == f"{printed}\n(2) More   (3) Less\n"


def test_a_text_with_other_buttons_in_a_messages_place_has_them_numbered_anew() -> None:
    page, output = screen()
    page.message(1, "Before", [Button(1, "Source lines", "s:1")])
    page.message(2, "Hours", [Button(2, "06", "06"), Button(2, "07", "07"), Button(2, "Back", "b")])
    page.message(2, "Chosen: 06", [Button(2, "✓ 06", "-06"), Button(2, "07", "07"), Button(2, "Back", "b")])
    assert output.getvalue().endswith("Chosen: 06\n\n(2) ✓ 06   (3) 07   (4) Back\n")
    assert page.button(1) == Button(1, "Source lines", "s:1")
    page.message(3, "After", [Button(3, "More", "m")])
    assert page.button(5) == Button(3, "More", "m")


def test_buttons_of_a_deleted_message_cannot_be_pressed() -> None:
    page, _ = screen()
    page.message(1, "First", [Button(1, "Keep", "k")])
    page.withdraw(1)
    assert page.button(1) is None


def test_a_long_pasted_question_is_printed_by_its_first_line() -> None:
    page, output = screen()
    page.asks("/push Headline\n\nParagraph")
    page.asks("/latest")
    assert output.getvalue() == "> /push Headline …\n\n> /latest\n"


def test_lines_are_no_longer_than_can_be_read() -> None:
    page, output = screen(width=200)
    page.message(1, "word " * 100, [])
    assert max(map(len, output.getvalue().splitlines())) <= 80


def test_what_arrives_while_a_person_types_stands_apart_above_the_line() -> None:
    page, output = screen()
    page.notice("Hello")
    with page.asking():
        page.message(1, "Your digest", [])
        page.message(2, "And more", [])
    page.notice("Goodbye")
    assert output.getvalue() == "Hello\n\nYour digest\n\nAnd more\n\n\nGoodbye\n"


def test_being_busy_is_shown_in_a_terminal_only_and_leaves_nothing_behind() -> None:
    page, output = screen()
    page.work("Working …")
    page.rest()
    assert output.getvalue() == ""
    output = io.StringIO()
    page = Screen(Console(file=output, force_terminal=True, force_interactive=True, width=60))
    page.work("Working …")
    page.message(1, "Done", [])
    assert "Working …" in output.getvalue()
    assert output.getvalue().endswith("\x1b[2KDone\n")
