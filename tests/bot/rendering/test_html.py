"""Telegram HTML: whatever the text, escaped; whatever the length, within a message."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.html import MAX_MESSAGE_UNITS, Piece, bold, code, italic, linked, marked, pack, quote, units

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
pieces = st.one_of(
    texts.map(bold), texts.map(quote), texts.map(Piece), texts.map(lambda text: marked(text, "[1]")),
    texts.map(lambda text: linked("[1] ", text, 'https://example.org/?a="b"&c=<d>', " · ¶1")),
)  # fmt: skip
TAG = re.compile(r"<(/?)(b|i|a|code|blockquote)( [^>]*)?>")


@st.composite
def lengthy(draw: st.DrawFn, limit: int) -> str:
    """A text with letters of one and two units, spaces or none, up to twice as long as a message."""
    unit = draw(st.sampled_from(["x", "😀", "x ", " \n😀", "<&>"]))
    return draw(texts) + unit * draw(st.integers(0, 2 * limit // units(unit)))


@st.composite
def any_piece(draw: st.DrawFn, limit: int) -> Piece:
    """A piece of any kind; its text, what stands around it and its gap may each be longer than a message."""
    text, gap = draw(lengthy(limit)), draw(st.one_of(st.sampled_from(["", " ", "\n\n", " · "]), lengthy(limit)))
    kind = draw(st.sampled_from(["plain", "bold", "italic", "code", "quote", "marked", "linked"]))
    match kind:
        case "marked":
            return marked(text, draw(lengthy(limit)), gap)
        case "linked":
            return linked(draw(lengthy(limit)), text, "https://example.org/", draw(lengthy(limit)), gap)
        case "plain":
            return Piece(text, gap=gap)
        case _:
            return {"bold": bold, "italic": italic, "code": code, "quote": quote}[kind](text, gap)


blocks_and_limits = st.one_of(st.integers(2, 60), st.just(MAX_MESSAGE_UNITS)).flatmap(
    lambda limit: st.tuples(st.lists(st.lists(any_piece(limit), min_size=1, max_size=4), max_size=4), st.just(limit))
)


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


def letters(text: str) -> str:
    return "".join(text.split())


@given(blocks_and_limits)
def test_whatever_its_lengths_a_piece_is_packed_into_messages_that_telegram_takes(
    case: tuple[list[list[Piece]], int],
) -> None:
    blocks, limit = case
    messages = pack(blocks, limit)
    assert all(is_well_formed(html) for html in messages)
    assert all(visible(html).strip() and units(visible(html)) <= limit for html in messages)


@given(blocks_and_limits)
def test_every_letter_of_every_piece_is_shown_in_order_whatever_stands_around_it(
    case: tuple[list[list[Piece]], int],
) -> None:
    blocks, limit = case
    shown = iter(letters("".join(visible(html) for html in pack(blocks, limit))))
    assert all(letter in shown for block in blocks for piece in block for letter in letters(piece.text))


def test_what_stands_around_a_text_is_dropped_only_where_it_leaves_the_text_no_room() -> None:
    assert pack([[linked("1234", "text", "https://example.org/", "5678")]], 10) == [
        f'1234<a href="https://example.org/">{part}</a>5678' for part in ("te", "xt")
    ]
    assert pack([[linked("12345", "text", "https://example.org/", "5678")]], 10) == ["text"]


def test_a_text_of_white_space_is_no_message() -> None:
    assert pack([[bold(" \n")], [Piece("")]]) == []
    assert pack([[bold(" " * 5000)]]) == []


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
    assert units(first) <= MAX_MESSAGE_UNITS


def test_emoji_count_twice_as_telegram_counts_them() -> None:
    assert units("a😀") == 3
    messages = pack([[Piece("😀" * 3000)]])
    assert len(messages) == 2
    assert "".join(messages) == "😀" * 3000


def test_an_address_cannot_break_out_of_its_link() -> None:
    html = linked("", "outlet", 'https://example.org/"><b>', "").html()
    assert html == '<a href="https://example.org/&quot;&gt;&lt;b&gt;">outlet</a>'
