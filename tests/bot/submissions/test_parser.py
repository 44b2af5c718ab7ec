"""What a message names, when it is typed at the terminal: files, folders and links of this machine, or just words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Bot, Chat, Document, Message, User

from bot.locales import Translator
from bot.submissions.parser import ParsedPush, SubmissionParser
from briefings.intake.formats.accepted import MAX_LINKS
from briefings.model.items import File, Link, Text

BOT = Bot("0:nobody")


async def read(text: str, *, local_paths: bool = True) -> ParsedPush:
    person = User(1, "Terminal", is_bot=False)
    message = Message(1, datetime(2026, 11, 23, tzinfo=UTC), Chat(1, "private"), from_user=person, text=text)
    return await SubmissionParser(local_paths).read([message], BOT)


async def test_a_folder_stands_for_the_files_in_it_that_can_be_read_and_the_rest_is_named(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.exe", "deep/d.json", "deep/Notes", *(f"p{n}.PNG" for n in range(5)), ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    items, failures = await read(f"/push {tmp_path}")
    assert [item.name for item in items if isinstance(item, File)] == ["a.md", "b.txt", "d.json"]
    assert [Translator("en").error(failure) for failure in failures] == [
        "7 files left out: c.exe, Notes, p0.PNG, p1.PNG, p2.PNG, … (no article can be read from .exe, .png, Notes)"
    ]


async def test_files_and_links_can_be_named_together_and_in_quotes(tmp_path: Path) -> None:
    file = tmp_path / "two words.txt"
    file.write_text("x", encoding="utf-8")
    items, failures = await read(f"/push '{file}' https://example.org/a missing.txt")
    assert items == [File(name="two words.txt", content=b"x"), Link(url="https://example.org/a")]
    assert [failure.key for failure in failures] == ["no-such-file"]


@pytest.mark.parametrize(("name", "key"), [("empty", "empty-folder"), ("secret.txt", "unreadable-file")])
async def test_what_cannot_be_read_is_named(name: str, key: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "secret.txt").symlink_to(tmp_path / "secret.txt")  # a loop: no one may read it, not even root
    _, failures = await read(f"/push {tmp_path / name}")
    assert [failure.key for failure in failures] == [key]


async def test_a_text_is_a_text_though_it_looks_a_little_like_paths() -> None:
    for text in ("It's here and there", "Council meets\n\nThe council met.", "two words"):
        items, _ = await read(f"/push {text}")
        assert items == [Text(text=text, name=text.splitlines()[0])]


async def test_on_telegram_a_path_is_only_a_word(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    items, _ = await read(f"/push {file}", local_paths=False)
    assert isinstance(items[0], Text)


async def test_of_a_folder_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    for name in ("news/a.txt", "news/.hidden.json", "news/.git/b.json", "news/more/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    items, failures = await read(str(tmp_path / "news"))
    assert ([item.name for item in items if isinstance(item, File)], failures) == (["a.txt", "c.md"], [])


async def test_an_outlet_behind_the_command_is_that_of_the_text_below_it() -> None:
    items, _ = await read("/push outlet: Harbour Post\n\nCouncil meets\n\nThe council met.", local_paths=False)
    assert items == [Text(text="Council meets\n\nThe council met.", name="Council meets", outlet="Harbour Post")]


async def test_an_outlet_behind_the_command_is_that_of_the_files_named_below_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    items, failures = await read(f"/push outlet: Harbour Post\n{file}")
    assert (items, failures) == ([File(name="a.txt", content=b"x", outlet="Harbour Post")], [])


async def test_an_outlet_below_the_command_is_that_of_the_first_article_and_stays_in_the_text() -> None:
    text = "Outlet: Harbour Post\nTitle: Council meets\n\nThe council met.\n---\nFerry late\n\nThe ferry was late."
    items, _ = await read(f"/push\n{text}", local_paths=False)
    assert items == [Text(text=text, name="Outlet: Harbour Post")]


@pytest.mark.parametrize("named", ["outlet: Harbour Post", "outlet:"])
async def test_a_link_behind_the_outlet_is_no_part_of_its_name(named: str) -> None:
    items, _ = await read(f"/push {named} https://example.org/a https://example.org/b", local_paths=False)
    assert items == [Link(url="https://example.org/a"), Link(url="https://example.org/b")]


async def test_a_text_that_only_speaks_of_an_outlet_is_a_text() -> None:
    items, _ = await read("/push The outlet: a short history\n\nIt opened in May.", local_paths=False)
    assert isinstance(items[0], Text)
    assert items[0].outlet is None


async def test_an_outlet_in_an_answer_is_that_of_the_message_answered() -> None:
    chat, when = Chat(1, "private"), datetime(2026, 11, 23, tzinfo=UTC)
    article = Message(1, when, chat, text="Council meets\n\nThe council met.")
    answer = Message(2, when, chat, text="/push outlet: Harbour Post", reply_to_message=article)
    [item], _ = await SubmissionParser().read([answer], BOT)
    assert isinstance(item, Text)
    assert item.outlet == "Harbour Post"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\a.txt", "a.txt"),
        ("a\x00\x1b[31m\nb.txt", "a��[31m�b.txt"),
        ("a\u202etxt.exe", "a�txt.exe"),
        ("x" * 1000 + ".txt", "x" * 99 + "….txt"),
        ("a." + "x" * 1000, "a." + "x" * 97 + "…"),
        ("..", "file.txt"),
        ("/", "file.txt"),
    ],
)
async def test_the_name_of_an_upload_is_shown_safely_and_is_no_path(given: str, shown: str) -> None:
    document = Document("id", "unique", file_name=given, mime_type="text/plain", file_size=10**9)
    message = Message(1, datetime(2026, 11, 23, tzinfo=UTC), Chat(1, "private"), document=document)
    _, [failure] = await SubmissionParser().read([message], BOT)
    assert (failure.key, failure.fields["item"]) == ("too-large", shown)


async def test_of_a_device_without_end_only_so_much_is_read_as_a_file_may_have() -> None:
    _, [failure] = await read("/push /dev/zero")
    assert failure.key == "too-large"


@pytest.mark.parametrize("name", ["two words.txt", "the harbour's news.txt"])
async def test_a_path_with_blanks_or_an_apostrophe_need_not_be_quoted(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert await read(f"/push {tmp_path / name}") == ([File(name=name, content=b"x")], [])


async def test_a_path_with_blanks_that_leads_nowhere_is_a_missing_file_and_no_text(tmp_path: Path) -> None:
    items, [failure] = await read(f"/push {tmp_path}/two words.txt")
    assert (items, failure.key, failure.fields["item"]) == ([], "no-such-file", f"{tmp_path}/two words.txt")


@pytest.mark.parametrize("local_paths", [True, False])
@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("ftp://example.org/a", "link-scheme"),
        ("https://", "link-malformed"),
        ("example.org/a", "link-no-scheme"),
    ],
)
async def test_what_is_meant_as_a_link_and_is_none_is_told_why(word: str, key: str, local_paths: bool) -> None:
    items, failures = await read(f"/push {word}", local_paths=local_paths)
    assert (items, [(error.key, error.fields["item"]) for error in failures]) == ([], [(key, word)])


async def test_a_message_names_so_many_links_and_no_more() -> None:
    links = " ".join(["http://a.b"] * (MAX_LINKS + 1))
    items, failures = await read(links, local_paths=False)
    assert (items, [error.key for error in failures]) == ([], ["too-many-links"])
    items, failures = await read(links.removesuffix(" http://a.b"), local_paths=False)
    assert (len(items), failures) == (MAX_LINKS, [])
