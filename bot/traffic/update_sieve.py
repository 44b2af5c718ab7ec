"""Leaves out, before they are parsed, the updates that would be dropped in silence: one person's flood delays nobody.

python-telegram-bot makes some twenty objects of an update, and a task: of a thousand updates, a third of a second in
which nobody is answered. What is over a budget is seen in the JSON; `update_order` judges the rest.
"""

from collections.abc import Callable, Collection
from math import inf

from telegram.request import HTTPXRequest

from bot.traffic.askers import Json, asker_in
from bot.traffic.budgets import Asker, Budgets
from bot.traffic.certificates import certificates


class UpdateSieve:
    """Knows of each who asks how many more updates could get an answer or a notice."""

    def __init__(
        self,
        budgets: Budgets,
        is_editor: Callable[[int], bool],
        commands: Collection[str],
        clock: Callable[[], float],
    ) -> None:
        """`commands`: names of those that the bot has; `clock`: seconds, the one that the budgets are spent by."""
        self._budgets = budgets
        self._is_editor = is_editor
        self._commands = commands
        self._clock = clock

    def sift(self, updates: list[Json]) -> list[Json]:
        """Those that may matter, in their order; the last one without its content, if that does not.

        Each chat is counted by itself, since what a full group costs a person nothing leaves the rest of the budget to
        another chat.
        """
        now = self._clock()
        left: dict[Asker, float] = {}
        kept = []
        for update in updates:
            asker = asker_in(update, self._commands)
            if asker is not None:
                if asker not in left:
                    left[asker] = inf if self._is_editor(asker.person) else self._budgets.most_heard(asker, now)
                left[asker] -= 1
                if left[asker] < 0:
                    continue
            kept.append(update)
        if updates and (not kept or kept[-1] is not updates[-1]):
            kept.append({"update_id": updates[-1]["update_id"]})  # by which those before it are confirmed
        return kept

    def lets_through(self, update: Json) -> bool:
        """Whether an update that comes by itself, as to a webhook, may matter."""
        return self.sift([update])[0] is update


class SievedUpdates(HTTPXRequest):
    """The connection that updates are fetched by; none but those that pass the sieve come through."""

    def __init__(self, sieve: UpdateSieve, answered: Callable[[], None] = lambda: None) -> None:
        """`answered` is called whenever Telegram has given updates, or said that there are none."""
        # Of two connections, so that the last request does not wait for the end of a long one.
        super().__init__(connection_pool_size=2, httpx_kwargs={"verify": certificates()})
        self._sieve = sieve
        self._answered = answered

    def parse_json_payload(self, payload: bytes) -> Json:  # type: ignore[override]  # only ever called on an instance
        """As the library's own, which says that this is the method to override."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(updates := answer.get("result"), list):
            self._answered()
            answer["result"] = self._sieve.sift(updates)
        return answer
