"""What the bot remembers while it runs, and how much of it."""

from bot.ptb_types import MAX_MESSAGES_WITH_TAKEN_BUTTONS, TakenButtons


def test_only_the_messages_pressed_last_are_remembered() -> None:
    taken = TakenButtons()
    for message_id in range(MAX_MESSAGES_WITH_TAKEN_BUTTONS):
        assert taken.take((1, message_id), "more")
    assert taken.take((1, 0), "sources")
    assert taken.take((1, -1), "more")
    assert not taken.take((1, 0), "more")
    assert taken.take((1, 1), "more")


def test_a_button_given_back_can_be_taken_again() -> None:
    taken = TakenButtons()
    assert taken.take((1, 1), "more")
    taken.give_back((1, 1), "more")
    assert taken.of((1, 1)) == frozenset()
    assert taken.take((1, 1), "more")
