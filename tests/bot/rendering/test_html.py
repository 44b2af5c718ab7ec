"""Telegram HTML: whatever the text, escaped; whatever the length, within a message."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.html import LIMIT, Piece, bold, linked, marked, pack, quote, units

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
pieces = st.one_of(
    texts.map(bold), texts.map(quote), texts.map(Piece), texts.map(lambda text: marked(text, "[1]")),
    texts.map(lambda text: linked("[1] ", text, 'https://example.org/?a="b"&c=<d>', " · ¶1")),
)  # fmt: skip
TAG = re.compile(r"<(/?)(b|a|code|blockquote)( [^>]*)?>")


def visible(html: str) -> str:
    return unescape(TAG.sub("", html))


def is_well_formed(html: str) -> bool:
    opened: list[str] = []
    for slash, name, _ in TAG.findall(html):
        if not slash:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    rest = re.sub(r"&(lt|gt|amp|quot|#x27);", "", TAG.sub("", html))
    return not opened and not re.search("[<>&]", rest)


@given(st.lists(st.lists(pieces, min_size=1, max_size=6), min_size=1, max_size=8), st.integers(40, 400))
def test_any_text_is_escaped_and_split_into_valid_messages(blocks: list[list[Piece]], limit: int) -> None:
    messages = pack(blocks, limit)
    assert all(is_well_formed(html) for html in messages)
    assert all(0 < units(visible(html)) <= limit for html in messages)


@given(st.lists(st.lists(texts.map(Piece), min_size=1, max_size=6), min_size=1, max_size=8), st.integers(20, 400))
def test_nothing_but_white_space_is_lost_where_messages_are_split(blocks: list[list[Piece]], limit: int) -> None:
    sent = "".join("".join(visible(html).split()) for html in pack(blocks, limit))
    assert sent == "".join("".join(piece.text.split()) for block in blocks for piece in block)


def test_messages_end_between_stories() -> None:
    story = [bold("Headline"), Piece("A sentence. " * 100, gap="\n")]
    messages = pack([story] * 5)
    assert len(messages) == 2
    assert all(message.startswith("<b>Headline</b>") for message in messages)


def test_a_story_longer_than_a_message_ends_between_sentences() -> None:
    story = [bold("Headline"), *(marked(f"Sentence {number} is {'very ' * 50}long.", "[1]") for number in range(40))]
    messages = pack([story])
    assert len(messages) > 1
    assert all(message.endswith("long. [1]") for message in messages)


def test_a_monstrous_sentence_is_cut_at_a_space() -> None:
    first, *_ = pack([[Piece("word " * 2000)]])
    assert first.endswith("word")
    assert units(first) <= LIMIT


def test_emoji_count_twice_as_telegram_counts_them() -> None:
    assert units("a😀") == 3
    messages = pack([[Piece("😀" * 3000)]])
    assert len(messages) == 2
    assert "".join(messages) == "😀" * 3000


def test_an_address_cannot_break_out_of_its_link() -> None:
    html = linked("", "outlet", 'https://example.org/"><b>', "").html()
    assert html == '<a href="https://example.org/&quot;&gt;&lt;b&gt;">outlet</a>'
