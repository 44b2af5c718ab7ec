"""What is left out before it is parsed: only what the order of updates would drop in silence."""

import json
from typing import Any

import pytest
from telegram import Update

from bot.traffic.askers import Json, asker_in, asker_of
from bot.traffic.budgets import Budgets
from bot.traffic.token_buckets import Rate
from bot.traffic.update_sieve import SievedUpdates, UpdateSieve

RITA, OMAR, EDDA = 1, 2, 9  # Edda is an editor
GROUP, OTHER_GROUP, CHANNEL = -10, -11, -12
COMMANDS = {"help", "latest", "push"}


class Me:
    """The bot, as far as an update knows it."""

    username = "sourceline_bot"


class Telegram:
    """A sieve, the budgets that it reads, and the numbers of updates."""

    def __init__(self) -> None:
        self.now = 0.0
        self.budgets = Budgets(person=Rate(3, 2), group=Rate(5, 1), hidden=Rate(3, 1))
        self.sieve = UpdateSieve(self.budgets, lambda person: person == EDDA, COMMANDS, lambda: self.now)
        self.number = 0

    def update(self, **content: Any) -> Json:
        self.number += 1
        return {"update_id": self.number, **content}

    def said(self, text: str, by: int, into: int | None = None, **more: Any) -> Json:
        command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        entities = [{"type": "bot_command", "offset": 0, "length": len(command)}] if command else []
        message = {"message_id": 1, "date": 0, "from": person(by), "chat": chat(into or by), "entities": entities}
        return self.update(message=message | ({"text": text} if text else {}) | more)

    def pressed(self, by: int, into: int | None = None) -> Json:
        message = {"message_id": 1, "date": 1, "chat": chat(into or by), "text": "news"}
        query = {"id": "1", "from": person(by), "chat_instance": "1", "data": "more:", "message": message}
        return self.update(callback_query=query)

    def drained(self, person: int) -> None:
        """Ask until the person is told that it is too much."""
        for update in (self.said("/help", person) for _ in range(4)):
            asker = asker_of(Update.de_json(update, Me()), COMMANDS, Me.username)  # type: ignore[arg-type]
            assert asker
            self.budgets.spend(asker, self.now)


def chat(id: int) -> Json:
    return {"id": id, "type": "private" if id > 0 else "supergroup"}


def person(id: int) -> Json:
    return {"id": id, "is_bot": False, "first_name": "Rita"}


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


def test_of_a_flood_what_is_paid_for_and_one_to_notice_come_through(telegram: Telegram) -> None:
    flood = [telegram.said("/latest", RITA) for _ in range(100)]
    question = telegram.said("/latest", OMAR)
    assert telegram.sieve.sift([*flood, question]) == [*flood[:4], question]


def test_who_was_told_that_it_is_too_much_comes_through_again_when_something_is_paid_for(telegram: Telegram) -> None:
    telegram.drained(RITA)
    one, another, question = telegram.said("/latest", RITA), telegram.said("/latest", RITA), telegram.said("hi", OMAR)
    assert telegram.sieve.sift([one, another, question]) == [question]
    telegram.now = 2.0
    assert telegram.sieve.sift([one, another, question]) == [one, question]


def test_what_is_left_out_at_the_end_is_confirmed_with_the_rest(telegram: Telegram) -> None:
    telegram.drained(RITA)
    flood = [telegram.said("/latest", RITA) for _ in range(5)]
    sifted = telegram.sieve.sift(flood)
    assert sifted == [{"update_id": flood[-1]["update_id"]}]
    assert Update.de_json(sifted[0], None).effective_chat is None


def test_what_is_sent_while_nothing_is_over_a_budget_comes_through_as_it_is(telegram: Telegram) -> None:
    updates = [telegram.said("/latest", RITA), telegram.pressed(OMAR), telegram.said("/help", OMAR, GROUP)]
    assert telegram.sieve.sift(updates) == updates
    assert telegram.sieve.sift([]) == []


def test_nothing_of_an_editor_is_left_out(telegram: Telegram) -> None:
    pushes = [telegram.said("/push A bridge opened.", EDDA) for _ in range(100)]
    assert telegram.sieve.sift(pushes) == pushes


def test_a_flood_in_a_group_leaves_the_same_persons_question_in_another_chat(telegram: Telegram) -> None:
    flood = [telegram.said("/latest", RITA, GROUP) for _ in range(50)]
    question = telegram.said("/latest", RITA)
    assert telegram.sieve.sift([*flood, question]) == [*flood[:4], question]


def test_pressed_buttons_count_as_questions_do(telegram: Telegram) -> None:
    presses = [telegram.pressed(RITA, GROUP) for _ in range(50)]
    assert telegram.sieve.sift(presses)[:-1] == presses[:4]


def test_talk_in_a_group_costs_nobody_a_question(telegram: Telegram) -> None:
    talk = [telegram.said("did you see the match?", RITA, GROUP) for _ in range(50)]
    question = telegram.said("/latest", RITA, GROUP)
    assert telegram.sieve.sift([*talk, question]) == [*talk, question]


def test_who_is_hidden_is_left_out_in_every_group_once_told(telegram: Telegram) -> None:
    def asked(group: int) -> Json:
        return telegram.said("/help", 1087968824, group, sender_chat=chat(group))

    for group in range(-30, -26):
        asker = asker_in(asked(group), COMMANDS)
        assert asker
        telegram.budgets.spend(asker, telegram.now)
    question = telegram.said("/help", RITA, GROUP)
    assert telegram.sieve.sift([asked(-40), asked(-41), question]) == [question]


def updates(telegram: Telegram) -> list[Json]:
    as_channel = {"sender_chat": {"id": CHANNEL, "type": "channel"}}
    document = {"document": {"file_id": "f", "file_unique_id": "u"}}
    origin = {"forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "Somebody"}}
    photo = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}
    return [
        telegram.said("hello", RITA),
        telegram.said("/help", RITA, GROUP),
        telegram.said("/HELP now", RITA, GROUP, **as_channel),
        telegram.said("/help", RITA, GROUP, **as_channel, is_automatic_forward=True),
        telegram.said("/help", RITA, GROUP, **{"from": person(RITA) | {"is_bot": True}}),
        telegram.said("/unknown", RITA, GROUP),
        telegram.said("hello", RITA, GROUP),
        telegram.said("", RITA, **document),
        telegram.said("", RITA, **origin),
        telegram.said("", RITA, **photo),
        telegram.said("", RITA, location={"latitude": 59.9, "longitude": 10.7}),
        telegram.said("", RITA, GROUP, **document),
        telegram.pressed(RITA),
        telegram.pressed(RITA, GROUP),
        telegram.update(),
    ]


def test_the_sieve_and_the_order_of_updates_agree_on_what_a_question_is(telegram: Telegram) -> None:
    for raw in updates(telegram):
        parsed = Update.de_json(raw, Me())  # type: ignore[arg-type]
        asker = asker_of(parsed, COMMANDS, Me.username)
        assert asker_in(raw, COMMANDS) == asker, raw


def test_a_location_is_a_question_in_private(telegram: Telegram) -> None:
    location = {"latitude": 59.9, "longitude": 10.7}
    assert asker_in(telegram.said("", RITA, location=location), COMMANDS)
    assert asker_in(telegram.said("", RITA, GROUP, location=location), COMMANDS) is None


def test_commands_that_name_their_bot_are_left_to_the_order(telegram: Telegram) -> None:
    assert asker_in(telegram.said("/help@sourceline_bot", RITA, GROUP), COMMANDS) is None


def test_only_the_list_of_updates_is_sifted(telegram: Telegram) -> None:
    request = SievedUpdates(telegram.sieve)
    flood = [telegram.said("/latest", RITA) for _ in range(50)]
    answer = {"ok": True, "result": [*flood, telegram.said("/latest", OMAR)]}
    assert len(request.parse_json_payload(json.dumps(answer).encode())["result"]) == 5
    refused = {"ok": False, "error_code": 409, "description": "Conflict"}
    assert request.parse_json_payload(json.dumps(refused).encode()) == refused
