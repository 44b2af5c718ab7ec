"""The forms of a link: cleaned, normalized to compare, short to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.links import clean_link, normalize_link, outlet_of, short_link

LINK = "https://harbour.example/2026/11/ferry"


@pytest.mark.parametrize(
    "variant",
    [
        LINK,
        LINK + "/",
        LINK + "#comments",
        LINK + "?utm_source=bot&utm_medium=social",
        LINK + "/?fbclid=IwAR0x&_ga=2.1",
        LINK + "?",
        "https://Harbour.EXAMPLE/2026/11/ferry",
        "https://harbour.example:443/2026/11/ferry",
        "http://harbour.example:80/2026/11/ferry",
        "HTTP://harbour.example/2026/11/ferry",
        f"  {LINK}\n",
    ],
)
def test_same_link_in_another_dress_is_recognised(variant: str) -> None:
    assert normalize_link(variant) == normalize_link(LINK)


@pytest.mark.parametrize(
    "other",
    [
        LINK + "?id=2",
        LINK + "?page=2",
        LINK + "?ref=7",
        LINK + "?4711",
        LINK + "/Pier",
        "https://harbour.example/2026/11/Ferry",
        "https://harbour.example:8080/2026/11/ferry",
        "https://www.harbour.example/2026/11/ferry",
    ],
)
def test_link_that_may_be_another_article_is_another(other: str) -> None:
    assert normalize_link(other) != normalize_link(LINK)


def test_other_parameters_stay_as_they_are_and_in_their_order() -> None:
    cleaned = clean_link("https://a.example/story.php?z=1&utm_campaign=x&id=%41&empty=&a&gclid=1#top")

    assert cleaned == "https://a.example/story.php?z=1&id=%41&empty=&a"


def test_slash_at_the_end_stays_in_the_link_that_is_shown() -> None:
    assert clean_link("https://a.example/story/?utm_id=4") == "https://a.example/story/"


def test_international_host_and_letters_are_written_one_way() -> None:
    assert clean_link("https://Zürich.example/año") == clean_link("https://xn--zrich-kva.example/a%C3%B1o")


def test_name_and_password_do_not_stay_in_a_link() -> None:
    assert clean_link("https://anna:secret@a.example/x") == "https://a.example/x"


@pytest.mark.parametrize(
    "text", ["", "no link", "mailto:desk@a.example", "https://", "http://[::1", "ftp://a.example/x"]
)
def test_what_is_no_web_address_is_left_alone(text: str) -> None:
    assert clean_link(text) == text


@given(st.text() | st.text().map("https://a.example/".__add__) | st.text().map("https://".__add__))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalize_link(normalize_link(text)) == normalize_link(text)
    assert clean_link(clean_link(text)) == clean_link(text)


def test_outlet_is_the_host_without_www() -> None:
    assert outlet_of("https://www.harbour.example:8080/x") == "harbour.example"


def test_host_that_only_looks_encoded_is_taken_as_it_is() -> None:
    assert clean_link("https://xn--a.example/x#y") == "https://xn--a.example/x"
    assert outlet_of("https://xn--a.example/x") == "xn--a.example"


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://harbour.example/a/b?token=secret#x", "harbour.example/a/b"),
        ("https://anna:secret@harbour.example/", "harbour.example"),
        ("harbour.example/a?key=secret", "harbour.example/a"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_short_link_shows_host_and_path_only(url: str, short: str) -> None:
    assert short_link(url) == short


def test_short_link_is_short() -> None:
    assert len(short_link("https://harbour.example/" + "very-" * 50)) == 80


def test_half_a_surrogate_pair_in_a_link_is_replaced() -> None:
    replaced = "https://harbour.example/%EF%BF%BD"
    assert clean_link("https://harbour.example/\ud800") == normalize_link("https://harbour.example/\udfff") == replaced
