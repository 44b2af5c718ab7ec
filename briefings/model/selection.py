"""Which news somebody wants: what they follow, and what they do not want to be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interests:
    """What stories are about that somebody follows, or does not want.

    Attributes:
        words: words and phrases as they are typed; a story has them if one of its articles has.
        outlets: names of outlets or agencies, as search takes them.
        stories: ids of articles; meant are the stories that these are in.
    """

    words: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.outlets or self.stories)


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice among the news: those who choose the same are equal.

    Attributes:
        followed: comes first.
        muted: is left out, also where it is followed; of outlets, a story that only these report.
        followed_only: all else is left out too.
    """

    followed: Interests = Interests()
    muted: Interests = Interests()
    followed_only: bool = False


EVERYTHING = Selection()
