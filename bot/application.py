"""Puts the python-telegram-bot Application together: the same one for Telegram and for the terminal."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, ExtBot, TypeHandler
from telegram.request import BaseRequest

from bot.digests.delivery import DigestDelivery
from bot.handlers.announcements import AnnouncementHandlers
from bot.handlers.backup import BackupHandlers
from bot.handlers.breaking import BreakingHandlers, BreakingNews
from bot.handlers.channels import ChannelHandlers
from bot.handlers.chosen_settings import ChosenSettings
from bot.handlers.command_menu import EDITOR_COMMANDS, READER_COMMANDS, publish
from bot.handlers.digest import DigestHandlers
from bot.handlers.editors import EditorHandlers
from bot.handlers.errors import ErrorHandler, OverBudgetNotice
from bot.handlers.fallbacks import fallback_handlers
from bot.handlers.interest_buttons import InterestButtons
from bot.handlers.interests import InterestHandlers
from bot.handlers.membership import MembershipHandlers
from bot.handlers.press_counter import PressCounter
from bot.handlers.preview import PreviewHandlers
from bot.handlers.readers import ReaderHandlers
from bot.handlers.settings import SettingsHandlers
from bot.handlers.statistics import StatisticsHandlers
from bot.handlers.stories import StoryHandlers
from bot.handlers.unanswered import unanswered_handlers
from bot.jobs.damage_alerts import DamageAlerts
from bot.jobs.followed_news import FollowedNewsJob
from bot.jobs.inbox_watcher import InboxWatcher
from bot.jobs.mailing_resumption import MailingResumption
from bot.jobs.retention import Retention
from bot.monitoring.counted_request import CountedRequest
from bot.monitoring.metrics import Metrics
from bot.ptb_types import App, Context, Handler, RunState
from bot.services import Services
from bot.settings import Settings
from bot.submissions.message_groups import MessageGroups
from bot.submissions.parser import SubmissionParser
from bot.traffic.budgets import Budgets
from bot.traffic.pace import FREE_RATE
from bot.traffic.parallel_request import ParallelRequest
from bot.traffic.send_gate import UNASKED, SendGate
from bot.traffic.token_buckets import Rate
from bot.traffic.update_order import UpdateOrder
from bot.traffic.update_sieve import SievedUpdates, UpdateSieve
from briefings.intake.inbox import Inbox
from briefings.storage.data_folder import DataFolder

ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
_UNDER_WAY_SECONDS = 2.0  # for messages of which Telegram's answer is still to come
_BEFORE_ALL_OTHERS, _BEHIND_ALL_OTHERS = -1, 1
_COMMANDS = frozenset({"start", *READER_COMMANDS, *EDITOR_COMMANDS})


def build_application(
    services: Services,
    token: str,
    request: BaseRequest | None = None,
    gate: SendGate | None = None,
    metrics: Metrics | None = None,
    budgets: Budgets | None = None,
) -> App:
    """The Application with all its handlers; `request` in place of HTTP and `gate` in place of another, if given.

    What goes to a `request` passes no gate: Telegram's limits are not its own. `metrics` is told what happens;
    `budgets` are those that `update_sieve` was given, where updates come to a webhook.
    """
    url, budgets = services.settings.telegram_api_url, budgets or budgets_of(services)
    metrics = metrics or Metrics(services.clock)
    gate = gate or SendGate(rate=services.settings.broadcast_rate or None, shared=services.shared_pace)
    builder: Any = Application.builder().token(token).context_types(ContextTypes(bot_data=RunState))
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    else:
        builder = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").rate_limiter(gate)
        sieve = update_sieve(services, budgets)
        builder = builder.request(CountedRequest(metrics, ParallelRequest()))
        builder = builder.get_updates_request(SievedUpdates(sieve, metrics.polled))
        metrics.watch("gate_waiting", "Messages that wait to be sent", lambda: gate.waiting)
    builder = builder.concurrent_updates(_update_order(services, budgets))
    application: App = builder.build()
    groups = MessageGroups(services.gather_seconds)
    application.add_handlers(_handlers(services, groups))
    application.add_handler(TypeHandler(Update, _counter_of_updates(metrics)), group=_BEFORE_ALL_OTHERS)
    application.add_handler(CallbackQueryHandler(PressCounter(services)), group=_BEHIND_ALL_OTHERS)
    application.post_stop = _end_with(groups)
    application.add_error_handler(ErrorHandler(services.messages, services.editors))
    return application


async def start_jobs(application: App, services: Services, metrics: Metrics | None = None) -> None:
    """Publish the lists of commands, and begin what runs by itself beside the answering of messages.

    `metrics` is for what sends the digests.
    """
    bot, queue, translate = application.bot, application.job_queue, services.messages.translate
    assert queue
    await publish(bot, translate, services.editors.ids())
    inbox = await asyncio.to_thread(Inbox, DataFolder(services.settings.data_dir).inbox)
    tell = (metrics or Metrics(services.clock)).digest_message
    send = partial(bot.send_message, **as_broadcast(bot, services.settings))
    delivery = DigestDelivery(
        send,
        services.database,
        services.digest_composer,
        services.clock,
        services.messages.digest_ended,
        tell,
        rate=services.settings.broadcast_rate,
    )
    application.bot_data.sending = delivery
    delivery.begin()
    DamageAlerts(bot, services.quarantine, services.editors.ids, translate, services.clock).schedule(queue)
    InboxWatcher(services.newsroom.ingestion, inbox, translate, services.clock).schedule(queue)
    FollowedNewsJob(services.followed_news, services.clock).schedule(queue)
    MailingResumption(services.mailings, services.clock).schedule(queue)
    if services.settings.keep_days:
        Retention(services.newsroom, services.settings.keep_days, services.clock).schedule(queue)


def as_broadcast(bot: ExtBot[Any], settings: Settings) -> dict[str, Any]:
    """How what nobody asked for is sent."""
    options: dict[str, Any] = {"allow_paid_broadcast": True} if settings.broadcast_rate > FREE_RATE else {}
    return options | ({"rate_limit_args": UNASKED} if bot.rate_limiter else {})


def _end_with(groups: MessageGroups) -> Callable[[App], Coroutine[Any, Any, None]]:
    async def end(application: App) -> None:
        if application.bot_data.sending:
            await application.bot_data.sending.end(_UNDER_WAY_SECONDS)
        await groups.finish(application)

    return end


def _counter_of_updates(metrics: Metrics) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def count(_: Update, __: Context) -> None:
        metrics.update_handled()

    return count


def budgets_of(services: Services) -> Budgets:
    """The budgets of persons and groups that the settings name, with nothing spent."""
    settings = services.settings
    return Budgets(
        person=Rate(settings.person_at_once, settings.person_seconds),
        group=Rate(settings.group_at_once, settings.group_seconds),
        hidden=Rate(settings.hidden_at_once, settings.hidden_seconds),
    )


def update_sieve(services: Services, budgets: Budgets) -> UpdateSieve:
    """What leaves out, of what comes from Telegram, the updates over `budgets`."""
    return UpdateSieve(budgets, services.editors.is_editor, _COMMANDS, time.monotonic)


def _update_order(services: Services, budgets: Budgets) -> UpdateOrder:
    notice = OverBudgetNotice(services.messages)
    return UpdateOrder(budgets, services.editors.is_editor, notice, _COMMANDS, time.monotonic)


def _handlers(services: Services, groups: MessageGroups) -> list[Handler]:
    """In the order they are to be asked."""
    parser, breaking_news = SubmissionParser(services.local_paths), BreakingNews(services)
    chosen = ChosenSettings(services)
    return [
        *unanswered_handlers(),
        *ChannelHandlers(services, chosen).handlers(),
        *EditorHandlers(services, parser, groups, breaking_news).handlers(),
        *StatisticsHandlers(services).handlers(),
        *BackupHandlers(
            services.settings.data_dir, services.database, services.messages, services.editors, services.clock
        ).handlers(),
        *AnnouncementHandlers(services).handlers(),
        *DigestHandlers(services).handlers(),
        *SettingsHandlers(services, chosen).handlers(),
        *BreakingHandlers(services, breaking_news).handlers(),
        *InterestHandlers(services).handlers(),
        *InterestButtons(services).handlers(),
        *PreviewHandlers(services).handlers(),
        *MembershipHandlers(services).handlers(),
        *StoryHandlers(services).handlers(),
        *ReaderHandlers(services).handlers(),
        *fallback_handlers(),
    ]
