"""Which of Telegram's numbers can be one person's: some accounts are a mask that many people send through."""

ANONYMOUS_ADMINISTRATOR = 1087968824  # @GroupAnonymousBot: any administrator of any group who stays anonymous
CHANNEL_SENDER = 136817688  # @Channel_Bot: anyone who writes into a group in the name of a channel
TELEGRAM = 777000  # Telegram itself, which also copies a channel's posts into the group that discusses them

_MASKS = frozenset({ANONYMOUS_ADMINISTRATOR, CHANNEL_SENDER, TELEGRAM})
_FIRST_CHANNEL_ID = 10**12  # from here on, a channel's or large group's number that has lost its minus sign


def is_person_id(id: int) -> bool:
    """Whether this can be the id of one person: not of a group, a channel or an account that many share."""
    return 0 < id < _FIRST_CHANNEL_ID and id not in _MASKS
