"""What is known of an item from outside its text is no more trusted than the text."""

from briefings.intake.parse import parse
from briefings.model.items import File, Page, Text

TEXT = "Harbour ferry runs again\n\nThe ferry between Norhavn and the islands runs again from Thursday."


def test_the_title_of_a_channel_is_folded_like_any_line() -> None:
    [draft] = parse(Text(name="x", text=TEXT, outlet="Harbour\x00\n Post\u202e")).drafts
    assert draft.outlet == "Harbour Post"


def test_a_title_of_a_channel_without_ink_names_no_outlet() -> None:
    [draft] = parse(File(name="x.txt", content=TEXT.encode(), outlet="\x00\u200b")).drafts
    assert draft.outlet is None


def test_what_is_no_link_is_not_the_link_of_a_message() -> None:
    [draft] = parse(Text(name="x", text=TEXT, link="javascript:alert(1)\x00")).drafts
    assert draft.link is None


def test_a_page_whose_address_is_none_is_a_failure_in_words() -> None:
    result = parse(Page(name="x", url="http://harbour.example:x/", content=TEXT, plain=True))
    assert [failure.key for failure in result.failures] == ["link-malformed"] and not result.drafts
