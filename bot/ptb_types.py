"""The types that handlers share with python-telegram-bot."""

from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, BaseHandler, CallbackContext, ExtBot, JobQueue


@dataclass(slots=True)
class RunState:
    """What the Application counts while it runs: requests that ended in a "that did not work"."""

    failures: int = 0


Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], RunState]
App = Application[ExtBot[Any], Context, dict[Any, Any], dict[Any, Any], RunState, JobQueue[Context]]
Handler = BaseHandler[Any, Context, Any]
