"""Token buckets: so many at once, then one by one, and nothing kept of those who ask little."""

from bot.traffic.token_buckets import Rate, TokenBuckets


def taken(buckets: TokenBuckets, key: str, now: float, tries: int) -> int:
    """How many of so many tries get a token."""
    got = 0
    for _ in range(tries):
        if buckets.has_token(key, now):
            buckets.take(key, now)
            got += 1
    return got


def test_so_many_are_taken_at_once_and_then_one_at_each_interval() -> None:
    buckets = TokenBuckets(Rate(5, 2))
    assert taken(buckets, "Rita", 100, 9) == 5
    assert taken(buckets, "Rita", 101.9, 9) == 0
    assert taken(buckets, "Rita", 102, 9) == 1
    assert taken(buckets, "Rita", 106, 9) == 2
    assert taken(buckets, "Rita", 1_000, 9) == 5


def test_one_who_asks_no_faster_than_the_interval_is_never_refused() -> None:
    buckets = TokenBuckets(Rate(1, 2))
    assert all(taken(buckets, "Rita", 2 * turn, 1) for turn in range(1000))


def test_one_empty_bucket_is_not_anothers() -> None:
    buckets = TokenBuckets(Rate(5, 2))
    assert taken(buckets, "Rita", 100, 9) == 5
    assert taken(buckets, "Omar", 100, 9) == 5


def test_the_owner_is_told_once_until_the_bucket_was_full_again() -> None:
    buckets = TokenBuckets(Rate(5, 2))
    taken(buckets, "Rita", 100, 9)
    assert buckets.tell("Rita", 100)
    told = []
    for now in range(101, 160):  # goes on asking too much
        taken(buckets, "Rita", now, 9)
        told.append(buckets.tell("Rita", now))
    assert not any(told)
    taken(buckets, "Rita", 170, 9)
    assert buckets.tell("Rita", 170)


def test_full_buckets_are_forgotten() -> None:
    buckets = TokenBuckets(Rate(5, 2))
    for person in range(10_000):
        buckets.take(person, person / 10)
    assert len(buckets) <= 5 * 2 * 10 + 1


def test_as_many_are_left_as_can_be_taken() -> None:
    for tenths in range(130):
        buckets, now = TokenBuckets(Rate(5, 2)), 100 + tenths / 10
        taken(buckets, "Rita", 100, 5)
        left = buckets.left("Rita", now)
        assert left == taken(buckets, "Rita", now, 9)
        assert buckets.left("Rita", now) == 0
    assert buckets.left("Omar", 100) == 5


def test_it_is_known_who_was_told() -> None:
    buckets = TokenBuckets(Rate(5, 2))
    taken(buckets, "Rita", 100, 9)
    assert not buckets.is_told("Rita", 100)
    buckets.tell("Rita", 100)
    assert buckets.is_told("Rita", 100)
    assert buckets.is_told("Rita", 109)
    assert not buckets.is_told("Rita", 110)
