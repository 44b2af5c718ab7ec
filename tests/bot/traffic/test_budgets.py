"""Budgets of persons and groups: who pays for what, and who is told that it was too much."""

from bot.traffic.budgets import Asker, Budgets, Verdict
from bot.traffic.token_buckets import Rate

RITA, OMAR, GROUP, OTHER_GROUP = 1, 2, -10, -11
WITHIN, OVER, SILENCE = Verdict.WITHIN, Verdict.OVER, Verdict.SILENCE


def budgets() -> Budgets:
    return Budgets(Rate(3, 2), Rate(5, 1), hidden=Rate(4, 1))


def test_one_notice_and_then_silence() -> None:
    all_budgets = budgets()
    verdicts = [all_budgets.spend(Asker(RITA, None), 0) for _ in range(6)]
    assert verdicts == [WITHIN, WITHIN, WITHIN, OVER, SILENCE, SILENCE]


def test_what_one_person_asks_in_a_group_costs_that_person_and_not_the_others_in_it() -> None:
    all_budgets = budgets()
    verdicts = [all_budgets.spend(Asker(RITA, GROUP), 0) for _ in range(60)]
    assert verdicts.count(WITHIN) == 3
    assert verdicts.count(OVER) == 1
    assert all_budgets.spend(Asker(OMAR, GROUP), 0) is WITHIN


def test_many_persons_in_a_group_are_told_once_between_them() -> None:
    all_budgets = budgets()
    verdicts = [all_budgets.spend(Asker(person, GROUP), 0) for person in range(9)]
    assert verdicts == [WITHIN] * 5 + [OVER] + [SILENCE] * 3
    assert all_budgets.spend(Asker(RITA, OTHER_GROUP), 0) is WITHIN


def test_a_person_pays_nothing_for_what_the_group_is_refused() -> None:
    all_budgets = budgets()
    for person in range(10, 15):
        all_budgets.spend(Asker(person, GROUP), 0)
    for _ in range(9):
        all_budgets.spend(Asker(RITA, GROUP), 0)
    assert [all_budgets.spend(Asker(RITA, None), 0) for _ in range(3)] == [WITHIN] * 3


def test_one_refused_for_the_whole_chat_is_told_once() -> None:
    all_budgets = budgets()
    asker = Asker(RITA, GROUP)
    assert [all_budgets.refuse(asker, second) for second in (0, 1, 2, 4)] == [OVER, SILENCE, SILENCE, SILENCE]


def test_little_is_kept_of_many_persons() -> None:
    all_budgets = budgets()
    for person in range(10_000):
        all_budgets.spend(Asker(person, -person - 1), person / 10)
    assert len(all_budgets) < 200
