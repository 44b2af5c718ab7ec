"""Pasted text: what is headline, caption, body text or boilerplate, and where one article ends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repository import ROOT

from briefings.intake.result import IntakeResult
from briefings.intake.text.pasted import read_pasted
from briefings.model.article import Draft

HARBOUR = "Old Harbour of Sorra Reopens After Two Years of Repairs"
HARBOUR_CAPTION = "Visitors walk along the repaired pier of Sorra on 3 May 2026. (AFP)"
HARBOUR_TEXT = (
    "The old harbour of Sorra reopened on Sunday after two years of repairs, the port authority said.",
    "“We have waited for this morning,” harbour master Lia Moreno told The Associated Press.",
    "The repairs cost eleven million euros, three million more than planned.",
)
WHEAT = "Wheat Prices Fall as Rain Returns to the Plains"
WHEAT_CAPTION = "FILE PHOTO: A combine harvests wheat near Dorn, July 9, 2025. REUTERS/Ana Kort/File Photo"
WHEAT_TEXT = (
    "Wheat prices fell for a third day on Tuesday as rain returned to the plains around Dorn.",
    "The growers’ union did not respond to a Reuters request for comment.",
)


def messy(headline: str, caption: str, text: tuple[str, ...], between: str = "\n\n") -> str:
    """An article as copied from a web page: headline and caption twice, with a button between."""
    head = f"{headline}\u00a0\n\n{caption}\n{caption}\n"
    return f"{head}TT\n\n{head}\n{between.join(text)}\n"


def plain(headline: str, *lines: str) -> str:
    """An article with each line a paragraph of its own."""
    return "\n\n".join((headline, *lines))


def only_draft(result: IntakeResult) -> Draft:
    assert not result.failures, result.failures
    assert len(result.drafts) == 1, [draft.headline for draft in result.drafts]
    return result.drafts[0]


def read_article(text: str) -> Draft:
    return only_draft(read_pasted(text, "pasted"))


def headlines(text: str) -> list[str]:
    result = read_pasted(text, "pasted")
    assert not result.failures, result.failures
    return [draft.headline for draft in result.drafts]


# The head


def test_a_messy_paste_of_two_articles_gives_both_clean() -> None:
    result = read_pasted(
        messy(HARBOUR, HARBOUR_CAPTION, HARBOUR_TEXT) + "\n\n\n" + messy(WHEAT, WHEAT_CAPTION, WHEAT_TEXT, "\n"),
        "two",
    )
    harbour, wheat = result.drafts
    assert (harbour.headline, harbour.paragraphs, harbour.captions) == (HARBOUR, HARBOUR_TEXT, (HARBOUR_CAPTION,))
    assert (wheat.headline, wheat.paragraphs, wheat.captions) == (WHEAT, WHEAT_TEXT, (WHEAT_CAPTION,))
    assert (harbour.agency, wheat.agency) == ("AP", "Reuters")
    assert (harbour.language, wheat.language) == ("en", "en")
    assert not result.failures


def test_the_sample_of_the_documentation_gives_two_articles() -> None:
    text = (ROOT / "docs" / "sample-articles.txt").read_text(encoding="utf-8")
    ferries, sensors = read_pasted(text, "sample").drafts
    assert ferries.headline.startswith("Port Almera to Ban Diesel Ferries")
    assert sensors.headline.startswith("Tiny Sensors")
    assert [len(draft.paragraphs) for draft in (ferries, sensors)] == [8, 8]
    assert [len(draft.captions) for draft in (ferries, sensors)] == [1, 1]
    assert (ferries.agency, sensors.agency) == ("AP", "Reuters")


def test_articles_run_together_without_blank_lines_are_still_two() -> None:
    text = messy(HARBOUR, HARBOUR_CAPTION, HARBOUR_TEXT, "\n") + messy(WHEAT, WHEAT_CAPTION, WHEAT_TEXT, "\n")
    assert headlines("\n".join(line for line in text.splitlines() if line)) == [HARBOUR, WHEAT]


def test_a_caption_without_credit_printed_twice_is_kept_once() -> None:
    draft = read_article(
        plain(
            HARBOUR,
            "The pier of Sorra seen from the lighthouse\nThe pier of Sorra seen from the lighthouse",
            *HARBOUR_TEXT,
        )
    )
    assert draft.captions == ("The pier of Sorra seen from the lighthouse",)
    assert draft.paragraphs == HARBOUR_TEXT


def test_a_name_under_a_portrait_printed_twice_is_a_caption() -> None:
    assert read_article(plain(HARBOUR, "Lia Moreno\nLia Moreno", *HARBOUR_TEXT)).captions == ("Lia Moreno",)


def test_a_caption_between_the_two_headlines_needs_no_credit() -> None:
    caption = "The pier of Sorra"
    draft = read_article(plain(HARBOUR, caption, "TT", HARBOUR, caption, *HARBOUR_TEXT))
    assert (draft.captions, draft.paragraphs) == ((caption,), HARBOUR_TEXT)


def test_a_deck_between_the_two_headlines_is_text() -> None:
    deck = "Port authority counts on cruise ships from June."
    assert read_article(plain(HARBOUR, deck, "Share", HARBOUR, *HARBOUR_TEXT)).paragraphs == (deck, *HARBOUR_TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "TT", "A+ A-", "Share", "Share this article", "Share on Facebook", "Read more",
        "Read more: Ferries return to Sorra",
        "Also read: Ferries return to Sorra", "Advertisement", "ADVERTISEMENT", "Sign up for our weekly newsletter",
        "We use cookies to improve your experience.", "Accept all cookies", "Follow us on Telegram @sorrapost",
        "Story continues below advertisement", "Publicidad", "Anzeige", "Lire aussi : le port rouvre",
        "اقرأ أيضا: ميناء جديد",
        "© 2026 The Sorra Post. All rights reserved.", "Home > News > World", "5 min read", "___", "•", "广告",
    ],
)  # fmt: skip
def test_boilerplate_reaches_neither_paragraphs_nor_captions(line: str) -> None:
    body = (HARBOUR_TEXT[0], line, *HARBOUR_TEXT[1:], line)
    for text in (plain(HARBOUR, line, *HARBOUR_TEXT), plain(HARBOUR, *body)):
        draft = read_article(text)
        assert draft.paragraphs == HARBOUR_TEXT
        assert not draft.captions


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more books, the minister told children.",
        "Share prices rose.",
        "Advertisement sales fell by a third last year.",
        "We use cookies made by our grandmother, the baker said.",
        "Follow us on the long road to the valley, the guides called.",
        "More.",
        "The picture was sold by Getty Images.",
        "Related companies must be named in the report.",
        "© is the sign for it.",
    ],
)
def test_a_sentence_that_begins_like_boilerplate_is_text(sentence: str) -> None:
    assert sentence in read_article(plain(HARBOUR, HARBOUR_TEXT[0], sentence, HARBOUR_TEXT[1])).paragraphs


def test_buttons_of_networks_go_and_a_list_of_networks_stays() -> None:
    names = ("Facebook", "WhatsApp", "Telegram")
    assert read_article(plain(HARBOUR, *names, *HARBOUR_TEXT, "Share", *names)).paragraphs == HARBOUR_TEXT
    listed = (HARBOUR_TEXT[0], "These are to be blocked:", *names, HARBOUR_TEXT[1])
    assert read_article(plain(HARBOUR, *listed)).paragraphs == listed


@pytest.mark.parametrize(
    "caption",
    [
        "A fisherman mends a net in Sorra. (AP Photo/Jo Lund)",
        "A fisherman mends a net in Sorra. (AP Photo/Jo Lund, File)",
        "FILE PHOTO: A fisherman mends a net in Sorra. REUTERS/Jo Lund/File Photo",
        "FILE - A fisherman mends a net in Sorra, March 4, 2020.",
        "A fisherman mends a net in Sorra. Getty Images",
        "A fisherman mends a net in Sorra © EPA",
        "A fisherman mends a net in Sorra. Photograph: Jo Lund",
        "A fisherman mends a net in Sorra. (Photo by Jo Lund / AFP)",
        "Photo: Jo Lund",
        "Foto: Jo Lund/dpa",
        "A fisherman mends a net in Sorra (Reuters)",
        "صياد يصلح شبكة في سورا (رويترز)",
    ],
)
def test_a_line_with_a_photo_credit_is_a_caption_in_head_and_body(caption: str) -> None:
    for text in (
        plain(HARBOUR, caption, *HARBOUR_TEXT),
        plain(HARBOUR, HARBOUR_TEXT[0], caption, *HARBOUR_TEXT[1:]),
    ):
        draft = read_article(text)
        assert (draft.headline, draft.paragraphs, draft.captions) == (HARBOUR, HARBOUR_TEXT, (caption,))


@pytest.mark.parametrize(
    "headline",
    [
        "Asteroid Will Miss the Earth: NASA",
        "Sorra Reopens Harbour, Says Reuters",
        "Sorra Port Opens | Reuters",
        "Why Now?",
    ],
)
def test_a_headline_that_names_an_agency_is_no_caption(headline: str) -> None:
    assert read_article(plain(headline, *HARBOUR_TEXT)).headline == headline


def test_byline_date_and_link_above_the_text_are_known_and_no_paragraphs() -> None:
    draft = read_article(
        plain(
            HARBOUR,
            "By Jo Lund and Mia van der Berg, Reuters",
            "Published: 3 May 2026",
            "https://example.org/sorra",
            *HARBOUR_TEXT,
        )
    )
    assert draft.author == "Jo Lund and Mia van der Berg"
    assert draft.agency == "Reuters"
    assert draft.published == datetime(2026, 5, 3, tzinfo=UTC)
    assert draft.link == "https://example.org/sorra"
    assert draft.paragraphs == HARBOUR_TEXT


@pytest.mark.parametrize("line", ["Reuters", "(Reuters)", "REUTERS", "By Reuters", "Source: Reuters", "Reuters, AFP"])
def test_a_line_that_only_names_an_agency_credits_it_above_and_below_the_text(line: str) -> None:
    quiet = ("The harbour of Sorra reopened on Sunday.", "The repairs cost eleven million euros.")
    for text in (plain(HARBOUR, line, *quiet), plain(HARBOUR, *quiet, line)):
        draft = read_article(text)
        assert (draft.headline, draft.paragraphs, draft.agency) == (HARBOUR, quiet, "Reuters")


def test_an_agency_that_is_the_outlet_is_not_named_twice() -> None:
    draft = read_article(f"Title: {WHEAT}\nSource: Reuters\n\nDORN (Reuters) - {WHEAT_TEXT[0]}")
    assert (draft.outlet, draft.agency) == ("Reuters", None)


def test_an_agency_in_the_header_is_taken_as_given() -> None:
    assert read_article(f"Title: {WHEAT}\nAgency: Dorn Wire\n\n" + "\n\n".join(WHEAT_TEXT)).agency == "Dorn Wire"


def test_one_line_of_two_sentences_is_a_text() -> None:
    text = "Fire in the harbour of Sorra. Two people hurt, police say"
    draft = read_article(text)
    assert (draft.headline, draft.paragraphs) == ("Fire in the harbour of Sorra.", (text,))


def test_the_same_article_pasted_twice_is_two_articles() -> None:
    article = messy(HARBOUR, HARBOUR_CAPTION, HARBOUR_TEXT[:1])
    first, second = read_pasted(article + article, "twice").drafts
    assert first == second
    assert first.paragraphs == HARBOUR_TEXT[:1]


def test_one_paragraph_pasted_twice_without_frame_is_not_lost() -> None:
    article = plain(HARBOUR, HARBOUR_TEXT[0])
    assert read_article(f"{article}\n\n{article}").paragraphs == HARBOUR_TEXT[:1]


def test_an_agency_under_a_caption_credits_the_photo_only() -> None:
    caption = "The pier of Sorra. (AP Photo/Jo Lund)"
    draft = read_article(plain(HARBOUR, f"{caption}\nAFP", "Getty Images", *HARBOUR_TEXT[:2]))
    assert (draft.paragraphs, draft.captions, draft.agency) == (HARBOUR_TEXT[:2], (caption,), "AP")


def test_a_caption_above_the_headline_is_not_taken_for_it() -> None:
    draft = read_article(plain(HARBOUR_CAPTION, HARBOUR_CAPTION, HARBOUR, *HARBOUR_TEXT))
    assert (draft.headline, draft.captions, draft.paragraphs) == (HARBOUR, (HARBOUR_CAPTION,), HARBOUR_TEXT)


def test_a_sentence_beginning_with_by_is_no_byline() -> None:
    first = "By Sunday the harbour was full again."
    draft = read_article(plain(HARBOUR, first, *HARBOUR_TEXT))
    assert draft.author is None
    assert draft.paragraphs[0] == first


# The body


def test_a_long_line_printed_twice_is_kept_once_and_short_answers_stay() -> None:
    body = (HARBOUR_TEXT[0], HARBOUR_TEXT[1], HARBOUR_TEXT[1], "Was it cold?", "No.", "No.", HARBOUR_TEXT[2])
    assert read_article(plain(HARBOUR, *body)).paragraphs == (
        *HARBOUR_TEXT[:2],
        "Was it cold?",
        "No.",
        "No.",
        HARBOUR_TEXT[2],
    )


def test_a_caption_that_comes_again_in_the_body_goes() -> None:
    caption = "The pier of Sorra seen from the lighthouse"
    draft = read_article(plain(HARBOUR, caption, caption, HARBOUR_TEXT[0], caption, *HARBOUR_TEXT[1:]))
    assert (draft.paragraphs, draft.captions) == (HARBOUR_TEXT, (caption,))


def test_an_agency_in_brackets_at_the_end_signs_the_text_and_keeps_it() -> None:
    signed = f"{HARBOUR_TEXT[2]} (AFP)"
    draft = read_article(plain(HARBOUR, *HARBOUR_TEXT[:1], signed))
    assert draft.paragraphs == (HARBOUR_TEXT[0], signed)
    assert draft.agency == "AFP"


def test_a_text_of_one_signed_paragraph_is_text_not_caption() -> None:
    draft = read_article(plain(HARBOUR, HARBOUR_CAPTION))
    assert (draft.paragraphs, draft.captions, draft.agency) == ((HARBOUR_CAPTION,), (), "AFP")


def test_news_in_brief_each_signed_is_text() -> None:
    brief = (
        "Sorra: The harbour reopened. (AFP)",
        "Dorn: Wheat prices fell. (Reuters)",
        "Kest: The school closed. (AP)",
    )
    assert read_article(plain("The News in Brief", *brief)).paragraphs == brief


def test_a_headline_alone_and_a_headline_with_a_photo_are_refused() -> None:
    for text in (HARBOUR, plain(HARBOUR, WHEAT_CAPTION, WHEAT_CAPTION)):
        result = read_pasted(text, "pasted")
        assert [(failure.key, failure.fields["item"]) for failure in result.failures] == [("no-text", "pasted")]
        assert not result.drafts


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\ufeff", "TT\n\nShare\n", "---\n***\n"])
def test_nothing_but_space_or_boilerplate_is_empty(text: str) -> None:
    assert [failure.key for failure in read_pasted(text, "pasted").failures] == ["empty"]


def test_one_paragraph_without_headline_is_headed_by_its_first_sentence() -> None:
    text = "Two people were hurt in the harbour of Sorra. Police said a crane had fallen. It was removed on Monday."
    draft = read_article(text)
    assert draft.headline == "Two people were hurt in the harbour of Sorra."
    assert draft.paragraphs == (text,)


def test_a_long_first_sentence_is_shortened_at_a_word() -> None:
    text = (
        "The council of the island of Sorra decided " + "after a long and heated debate " * 6 + "to open the harbour."
    )
    draft = read_article(text)
    assert len(draft.headline) <= 120
    assert draft.headline.endswith("…")
    assert text.startswith(draft.headline[:-1] + " ")
    assert draft.paragraphs == (text,)


def test_invisible_characters_and_odd_white_space_are_folded() -> None:
    draft = read_article(
        "\ufeffHar\u00adbour\u00a0opens\u2009again\r\n\r\n"
        "The\u200b  harbour\tope\u0301n\u0000s\u2028It was time.\x0bYes.\r\n"
    )
    assert draft.headline == "Harbour opens again"
    assert draft.paragraphs == ("The harbour opén s", "It was time.", "Yes.")


# Several articles


@pytest.mark.parametrize("separator", ["---", "-----", "***", "===", "- - -", "* * *", " --- ", "\f"])
def test_a_separator_line_divides_articles(separator: str) -> None:
    first, second = plain(HARBOUR, *HARBOUR_TEXT), plain(WHEAT, *WHEAT_TEXT)
    assert headlines(f"{first}\n{separator}\n{second}") == [HARBOUR, WHEAT]
    assert headlines(f"{separator}\n{first}\n{separator}\n\n{separator}\n{second}\n{separator}\n") == [HARBOUR, WHEAT]


def test_a_row_that_underlines_the_headline_divides_nothing() -> None:
    text = f"{HARBOUR}\n{'=' * len(HARBOUR)}\n\n" + "\n\n".join(HARBOUR_TEXT)
    assert read_article(text).paragraphs == HARBOUR_TEXT


def test_one_failing_article_is_named_by_its_number_and_costs_no_other() -> None:
    text = "\n---\n".join((plain(HARBOUR, *HARBOUR_TEXT), "A Headline That Lost Its Text", plain(WHEAT, *WHEAT_TEXT)))
    result = read_pasted(text, "x.txt")
    assert [draft.headline for draft in result.drafts] == [HARBOUR, WHEAT]
    assert [(failure.key, failure.fields["item"]) for failure in result.failures] == [("no-text", "x.txt (2)")]


def test_many_failures_are_counted_not_listed() -> None:
    result = read_pasted("\n---\n".join(f"Headline number {n} without text" for n in range(40)), "x.txt")
    assert len(result.failures) == 11
    assert (result.failures[-1].key, result.failures[-1].fields["count"]) == ("more-failures", 30)


def test_blank_lines_never_split() -> None:
    body = "\n\n\n\n\n".join((*HARBOUR_TEXT, "Ferries to Return in the Summer Months Too", *WHEAT_TEXT))
    assert headlines(f"{HARBOUR}\n\n{body}") == [HARBOUR]


@pytest.mark.parametrize(
    "middle",
    [
        ("What comes next",),
        ("What comes next", "A crane lifts a boat in Sorra. (AP Photo/Jo Lund)"),
        ("A crane lifts a boat in Sorra. (AP Photo/Jo Lund)", "A crane lifts a boat in Sorra. (AP Photo/Jo Lund)"),
        ("“The harbour is the heart of this island, and it beats again”",),
        ("“The harbour is the heart of this island, and it beats again”", "A crane lifts a boat. (AP Photo/Jo Lund)"),
        ("How the harbour was rebuilt stone by stone", "A crane lifts a boat in Sorra. (AP Photo/Jo Lund)"),
        ("- eleven million euros", "- two years", "- forty workers"),
        ("Q: Was it cold?", "A: No.", "Q: Was it late?", "A: No."),
        ("What happened then?", "It rained.", "What happened then?", "It rained again."),
    ],
    ids=["heading", "heading-photo",
         "photo", "quote", "quote-photo", "long-heading-photo", "list", "interview", "refrain"],
)  # fmt: skip
def test_what_stands_inside_an_article_does_not_split_it(middle: tuple[str, ...]) -> None:
    assert headlines(plain(HARBOUR, HARBOUR_TEXT[0], *middle, *HARBOUR_TEXT[1:])) == [HARBOUR]
    assert headlines(messy(HARBOUR, HARBOUR_CAPTION, (HARBOUR_TEXT[0], *middle, *HARBOUR_TEXT[1:]))) == [HARBOUR]


def test_a_headline_over_a_caption_like_the_first_article_begins_a_new_one() -> None:
    text = plain(HARBOUR, HARBOUR_CAPTION, *HARBOUR_TEXT, WHEAT, WHEAT_CAPTION, *WHEAT_TEXT)
    assert headlines(text) == [HARBOUR, WHEAT]


def test_a_headline_over_a_caption_printed_twice_begins_a_new_article() -> None:
    text = plain(HARBOUR, *HARBOUR_TEXT, WHEAT, "Wheat near Dorn\nWheat near Dorn", *WHEAT_TEXT)
    result = read_pasted(text, "two")
    assert [draft.headline for draft in result.drafts] == [HARBOUR, WHEAT]
    assert result.drafts[1].captions == ("Wheat near Dorn",)


def test_ten_messy_articles_in_a_row_are_ten() -> None:
    text = "".join(
        messy(f"{HARBOUR}, Part {n}", f"Picture {n} of the pier. (AFP)", HARBOUR_TEXT) + "\n" for n in range(10)
    )
    assert headlines(text) == [f"{HARBOUR}, Part {n}" for n in range(10)]


# Header blocks

HEADER = """TITLE: Harbour reopens.
source: The Sorra Post
URL: https://example.org/sorra?id=1
Author: By Jo Lund
Date: 28 Sep 2023
Topics: Ports, islands; Ports"""


def test_a_header_block_is_taken_as_given() -> None:
    for header in (HEADER, "\n".join(reversed(HEADER.splitlines()))):
        draft = read_article(header + "\n\n" + "\n\n".join(HARBOUR_TEXT))
        assert draft.headline == "Harbour reopens."
        assert draft.outlet == "The Sorra Post"
        assert draft.link == "https://example.org/sorra?id=1"
        assert draft.author == "Jo Lund"
        assert draft.published == datetime(2023, 9, 28, tzinfo=UTC)
        assert draft.topics == ("Ports", "islands")
        assert draft.paragraphs == HARBOUR_TEXT


def test_a_header_block_between_rules_goes_with_the_text_below() -> None:
    draft = read_article(f"---\n{HEADER}\n---\n\n{HARBOUR_TEXT[0]}")
    assert (draft.outlet, draft.paragraphs) == ("The Sorra Post", HARBOUR_TEXT[:1])


def test_a_header_without_title_leaves_the_headline_to_the_text() -> None:
    draft = read_article(f"Outlet: The Sorra Post\n\n{messy(HARBOUR, HARBOUR_CAPTION, HARBOUR_TEXT)}")
    assert (draft.headline, draft.outlet, draft.paragraphs) == (HARBOUR, "The Sorra Post", HARBOUR_TEXT)


def test_a_title_that_the_text_repeats_is_no_paragraph() -> None:
    draft = read_article(f"Title: {HARBOUR}\nSource: The Sorra Post\n\n{messy(HARBOUR, HARBOUR_CAPTION, HARBOUR_TEXT)}")
    assert (draft.headline, draft.paragraphs, draft.captions) == (HARBOUR, HARBOUR_TEXT, (HARBOUR_CAPTION,))


def test_a_header_block_after_a_body_begins_a_new_article() -> None:
    second = f"Source: Dorn Daily\nTitle: {WHEAT}\n\n" + "\n\n".join(WHEAT_TEXT)
    result = read_pasted(plain(HARBOUR, *HARBOUR_TEXT, second), "two")
    assert [(draft.headline, draft.outlet) for draft in result.drafts] == [(HARBOUR, None), (WHEAT, "Dorn Daily")]


def test_a_box_in_a_book_review_is_no_header_block() -> None:
    box = "Author: Jo Lund\nDate: May 2026"
    assert headlines(plain(HARBOUR, HARBOUR_TEXT[0], box, *HARBOUR_TEXT[1:])) == [HARBOUR]


def test_a_headline_that_begins_like_a_header_is_a_headline() -> None:
    headline = "Source: Sorra to Sell Its Old Harbour"
    assert read_article(plain(headline, *HARBOUR_TEXT)).headline == headline


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("URL: ftp://example.org/x", "header-link", "ftp://example.org/x"),
        ("URL: example.org/x y", "header-link", "example.org/x y"),
        ("URL: https://xn--a.example/x", "header-link", "https://xn--a.example/x"),
        ("URL: javascript:alert(1)", "header-link", "javascript:alert(1)"),
        ("Date: yesterday", "header-date", "yesterday"),
        ("Date: 10/09/2023", "header-date", "10/09/2023"),
        ("Language: klingon", "header-language", "klingon"),
    ],
)
def test_a_header_value_that_cannot_be_is_named_and_costs_only_its_article(line: str, key: str, value: str) -> None:
    text = f"Title: {WHEAT}\n{line}\n\n{WHEAT_TEXT[0]}\n---\n{plain(HARBOUR, *HARBOUR_TEXT)}"
    result = read_pasted(text, "x.txt")
    assert [draft.headline for draft in result.drafts] == [HARBOUR]
    assert [(failure.key, failure.fields["item"], failure.fields["value"]) for failure in result.failures] == [
        (key, "x.txt (1)", value)
    ]


# Wrapped text


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = """Old Harbour of Sorra Reopens After Two Years of Repairs

The old harbour of Sorra reopened on Sunday after two years of repairs,
the port authority said. Hundreds of visitors walked along the new pier
to watch the first ferry come in.

The repairs cost eleven million euros, three million more than planned,
and took half a year longer, because divers had found a wreck under the
eastern wall.
"""
    draft = read_article(text)
    assert draft.headline == HARBOUR
    assert [len(paragraph.split()) for paragraph in draft.paragraphs] == [32, 27]
    assert draft.paragraphs[0].startswith(
        "The old harbour of Sorra reopened on Sunday after two years of repairs, the port"
    )


def test_short_paragraphs_one_a_line_are_not_joined() -> None:
    lines = (
        "The harbour is open again.",
        "Ferries run twice a day.",
        "A ticket costs four euros, children pay half.",
        "Dogs are free.",
    )
    assert read_article("\n".join((HARBOUR, *lines))).paragraphs == lines


# Other scripts


def test_arabic_is_read_as_english_is() -> None:
    headline, caption = "إعادة فتح الميناء القديم في سورا بعد عامين من الترميم", "زوار على رصيف الميناء في سورا (أ ف ب)"
    text = (
        "أعيد فتح الميناء القديم في سورا يوم الأحد بعد عامين من أعمال الترميم.",
        "وقال مدير الميناء لرويترز إن العمل انتهى في موعده.",
    )
    draft = read_article(messy(headline, caption, text))
    assert (draft.headline, draft.captions, draft.paragraphs) == (headline, (caption,), text)
    assert (draft.agency, draft.language) == ("Reuters", "ar")


def test_chinese_is_read_as_english_is() -> None:
    first = messy(
        "索拉旧港口经过两年维修后重新开放",
        "游客走在索拉码头上（资料图）",
        ("索拉旧港口周日重新开放。", "维修耗资一千一百万欧元，港务局说。"),
    )
    second = messy(
        "平原降雨后小麦价格连续三天下跌", "多恩附近的麦田", ("小麦价格周二连续第三天下跌。", "种植者协会没有回应。")
    )
    result = read_pasted(first + "\n" + second, "two")
    assert [draft.headline for draft in result.drafts] == [
        "索拉旧港口经过两年维修后重新开放",
        "平原降雨后小麦价格连续三天下跌",
    ]
    assert [len(draft.paragraphs) for draft in result.drafts] == [2, 2]
    assert result.drafts[0].language == "zh"


# Properties

WORDS = st.sampled_from(
    (
        "harbour",
        "ferry",
        "council",
        "Sorra",
        "pier",
        "wheat",
        "rain",
        "minister",
        "said",
        "euros",
        "river",
        "école",
        "niño",
        "straße",
        "قال",
        "الميناء",
    )
)
SENTENCES = st.lists(WORDS, min_size=6, max_size=40).map(" ".join)
BODIES = st.lists(SENTENCES, min_size=1, max_size=8, unique=True).map(lambda texts: tuple(f"{text}." for text in texts))
TITLES = st.lists(WORDS, min_size=5, max_size=12).map(" ".join)
CAPTIONS = st.lists(WORDS, min_size=4, max_size=15).map(lambda words: f"Photo of {' '.join(words)}. (AFP)")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TITLES, CAPTIONS, BODIES), min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", "\n\n\n"]))
def test_paragraphs_in_the_messy_frame_come_back_exactly(
    articles: list[tuple[str, str, tuple[str, ...]]], gap: str
) -> None:
    result = read_pasted("\n\n\n".join(messy(*article, gap) for article in articles), "pasted")
    assert not result.failures
    assert [(draft.headline, draft.captions, draft.paragraphs) for draft in result.drafts] == [
        (title, (caption,), body) for title, caption, body in articles
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from((HARBOUR, WHEAT_CAPTION, "TT", "", "---", "URL: x", "No.", *HARBOUR_TEXT))).map(
        "\n".join
    )
)
def test_any_text_ends_in_articles_or_a_clear_failure(text: str) -> None:
    result = read_pasted(text, "pasted")
    assert result.drafts or result.failures
    for draft in result.drafts:
        assert draft.headline
        assert draft.paragraphs
        for line in (draft.headline, *draft.paragraphs, *draft.captions):
            assert line == " ".join(line.split()) != ""


def test_a_date_above_the_headline_is_not_the_headline() -> None:
    draft = read_article(plain("3 May 2026", HARBOUR, *HARBOUR_TEXT))
    assert (draft.headline, draft.published) == (HARBOUR, datetime(2026, 5, 3, tzinfo=UTC))
    assert read_article(plain("What we know of 3 May 2026", *HARBOUR_TEXT)).headline == "What we know of 3 May 2026"
    assert read_article(plain("3 May", HARBOUR, *HARBOUR_TEXT)).headline == HARBOUR


def test_a_day_without_its_year_above_a_text_is_its_headline() -> None:
    draft = read_article(plain("November 5", *HARBOUR_TEXT))
    assert (draft.headline, draft.paragraphs) == ("November 5", HARBOUR_TEXT)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_outlet_alone_above_a_text_is_no_headline(gap: str) -> None:
    text = "The mill at Oster burned down on Sunday, and twelve people were hurt, the police said on Monday."
    (draft,) = read_pasted(f"Source: Tern Gazette{gap}{text}", "x").drafts
    assert (draft.outlet, draft.headline, draft.paragraphs) == ("Tern Gazette", text, (text,))
    (draft,) = read_pasted(f"Source: Team to be sold\n\n{text}", "x").drafts
    assert draft.headline == "Source: Team to be sold"


def test_bullets_alone_are_no_text() -> None:
    assert [failure.key for failure in read_pasted("• •\n\n▪", "x").failures] == ["empty"]
    assert [failure.key for failure in read_pasted("Big News\n\n▪ ▪", "x").failures] == ["no-text"]


def test_an_article_longer_than_half_a_million_characters_is_refused_by_name_and_the_others_are_read() -> None:
    sentence = "The harbour stays open through the winter, the council said. "
    text = f"Title: Long\n\n{sentence * 9000}\n\n---\n\nTitle: Short\n\n{sentence}\n"
    result = read_pasted(text, "x.txt")
    assert [(failure.key, failure.fields["item"]) for failure in result.failures] == [("too-long", "x.txt (1)")]
    assert [draft.headline for draft in result.drafts] == ["Short"]
