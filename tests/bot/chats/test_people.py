"""The person behind an update, if there is one."""

from datetime import UTC, datetime

import pytest
from telegram import Bot, Update

from bot.chats.people import person_of

BOT = Bot("123456:" + "A" * 35)
NOON = int(datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp())
RITA = {"id": 200, "is_bot": False, "first_name": "Rita"}
GROUP = {"id": -1_000_000_000_500, "type": "supergroup", "title": "Desk"}
MESSAGE = {"message_id": 1, "date": NOON, "chat": GROUP, "from": RITA, "text": "/push"}


def person(**content: object) -> int | None:
    return person_of(Update.de_json({"update_id": 1, **content}, BOT))


def test_a_person_is_who_wrote_a_new_message_or_pressed_a_button() -> None:
    assert person(message=MESSAGE) == 200
    press = {"id": "1", "from": RITA, "chat_instance": "1", "data": "split:261123-1"}
    assert person(callback_query=press) == 200
    assert person(callback_query=press | {"message": MESSAGE}) == 200
    assert person(callback_query=press | {"message": {"chat": GROUP, "message_id": 1, "date": 0}}) == 200


@pytest.mark.parametrize(
    "masked",
    [
        {"sender_chat": GROUP},
        {"sender_chat": {"id": -1_000_000_000_007, "type": "channel", "title": "Post"}},
        {"from": RITA | {"id": 1087968824}},
        {"from": RITA | {"id": 136817688}},
        {"from": RITA | {"id": 777000}, "is_automatic_forward": True},
        {"from": RITA | {"is_bot": True}},
        {"business_connection_id": "b1"},
        {"sender_business_bot": RITA | {"is_bot": True}},
    ],
)
def test_nobody_is_behind_what_many_share_or_no_person_sent(masked: dict[str, object]) -> None:
    assert person(message=MESSAGE | masked) is None


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"])
def test_nobody_is_behind_anything_but_a_new_message(kind: str) -> None:
    assert person(**{kind: MESSAGE}) is None


def test_a_button_in_the_chat_of_a_business_account_is_nobodys() -> None:
    press = {"id": "1", "from": RITA, "chat_instance": "1", "data": "split:261123-1"}
    assert person(callback_query=press | {"message": MESSAGE | {"business_connection_id": "b1"}}) is None
