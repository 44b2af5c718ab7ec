"""What a chat's digest is a choice of: what it follows and mutes, and whether it wants all else too."""

from dataclasses import replace

from bot.chats import interests, subscriptions
from bot.chats.destination import Destination
from bot.chats.subscription import Subscription
from bot.database.protocols import Database, Transaction
from briefings.model.selection import Selection


def selection_of(database: Database, to: Destination) -> Selection:
    """The choice of a chat, with a digest or without."""

    def load(transaction: Transaction) -> Selection:
        found = subscriptions.load(transaction, to)
        return chosen(interests.selection(interests.load(transaction, to)), found)

    return database.read(load)


def chosen(selection: Selection, subscription: Subscription | None) -> Selection:
    """The choice, with what the subscription says of all else; one that has ended says nothing."""
    if subscription is None or subscription.ended_by or not subscription.preferences.followed_only:
        return selection
    return replace(selection, followed_only=True)
