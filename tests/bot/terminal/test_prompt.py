"""What is typed in the terminal: completed on the way, and marked as Telegram marks it."""

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.terminal.prompt import CommandCompleter
from bot.terminal.session import entities


def completions(typed: str, tab: bool = False) -> list[str]:
    completer = CommandCompleter(lambda: {"latest": "The newest stories", "push": "Store an article"})
    event = CompleteEvent(completion_requested=tab)
    return [each.text for each in completer.get_completions(Document(typed), event)]


def test_commands_are_completed_as_they_are_typed() -> None:
    assert completions("/") == ["/latest", "/push"]
    assert completions("/p") == ["/push"]
    assert completions("la") == completions("/latest 3") == completions("/x") == []


def test_the_path_of_a_file_to_push_is_completed_on_tab(tmp_path: Path) -> None:
    (tmp_path / "night-train.txt").touch()
    assert completions(f"/push a.txt {tmp_path}/nig", tab=True) == ["ht-train.txt"]
    assert completions(f"/push {tmp_path}/nig") == []


def test_a_command_is_marked_wherever_it_stands() -> None:
    assert entities("/latest@sourceline_bot 3") == [{"type": "bot_command", "offset": 0, "length": 22}]
    assert entities("𝕏 /help") == [{"type": "bot_command", "offset": 3, "length": 5}]


@pytest.mark.parametrize("text", ["and/or", "/push/x", "1/2", "//", "/", "</b>", "/naïve"])
def test_what_only_looks_like_a_command_is_not_marked(text: str) -> None:
    assert entities(text) == []


def test_a_path_is_no_command() -> None:
    assert [each["offset"] for each in entities("/push /home/desk/a.txt b.md")] == [0]


def test_addresses_are_marked_without_the_punctuation_behind_them() -> None:
    text = "/push https://a.example/x?y=/push#z, (http://b.example/é)."
    marked = [text[each["offset"] :][: each["length"]] for each in entities(text)]
    assert marked == ["/push", "https://a.example/x?y=/push#z", "http://b.example/é"]
