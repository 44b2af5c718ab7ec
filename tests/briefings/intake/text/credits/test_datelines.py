"""Datelines: what they say, where they end, and what only looks like one."""

from datetime import UTC, datetime

import pytest

from briefings.intake.text.credits.datelines import read_dateline
from briefings.intake.text.pasted import read_pasted
from briefings.model.article import Draft

TEXT = "The harbour reopened on Sunday."
MORE = "Two ferries left at noon, the council said."


def read_article(*lines: str) -> Draft:
    result = read_pasted("\n\n".join(lines), "pasted")
    assert not result.failures and len(result.drafts) == 1
    return result.drafts[0]


@pytest.mark.parametrize(
    ("dateline", "place_and_day", "name"),
    [
        ("(CNN)", None, "CNN"),
        ("(CNN) ", None, "CNN"),
        ("(CNN) -- ", None, "CNN"),
        ("Moscow (CNN)", "Moscow", "CNN"),
        ("Moscow (CNN) -- ", "Moscow", "CNN"),
        ("Port Dorn, East Sorra (CNN)", "Port Dorn, East Sorra", "CNN"),
        ("Hong Kong (CNN Business)", "Hong Kong", "CNN Business"),
        ("(BBC) - ", None, "BBC"),
        ("DOHA (Al Jazeera) — ", "DOHA", "Al Jazeera"),
        ("(The Guardian)", None, "The Guardian"),
        ("(Reuters) - ", None, "Reuters"),
        ("(Reuters) ", None, "Reuters"),
        ("OSLO, Nov 23 (Reuters) - ", "OSLO, Nov 23", "Reuters"),
        ("OSLO, Nov. 23, 2026 (Reuters) – ", "OSLO, Nov. 23, 2026", "Reuters"),
        ("SEOUL, Nov. 23 (Yonhap) -- ", "SEOUL, Nov. 23", "Yonhap"),
        ("PARIS (AP) — ", "PARIS", "AP"),
        ("WASHINGTON (AP) _ ", "WASHINGTON", "AP"),
        ("ST. LOUIS (AP) — ", "ST. LOUIS", "AP"),
        ("JAKARTA, Indonesia (AP) — ", "JAKARTA, Indonesia", "AP"),
        ("Port-au-Prince, Haiti (AP) — ", "Port-au-Prince, Haiti", "AP"),
        ("MADRID, 28 sep (EFE).- ", "MADRID, 28 sep", "EFE"),
        ("Madrid, 28 de septiembre de 2026 (EFE).- ", "Madrid, 28 de septiembre de 2026", "EFE"),
        ("Berlin (dpa/lno) - ", "Berlin", "dpa"),
        ("Frankfurt am Main (dpa) - ", "Frankfurt am Main", "dpa"),
        ("Lisboa, 23 nov 2026 (Lusa) – ", "Lisboa, 23 nov 2026", "Lusa"),
        ("(ANSA) - ROMA, 23 NOV - ", "ROMA, 23 NOV", "ANSA"),
        ("WASHINGTON, Reuters — ", "WASHINGTON", "Reuters"),
        ("Paris, AFP - ", "Paris", "AFP"),
        ("МОСКВА, 23 ноября. /ТАСС/. ", "МОСКВА, 23 ноября", "TASS"),
        ("МОСКВА, 23 ноя — РИА Новости. ", "МОСКВА, 23 ноя", "RIA Novosti"),
        ("جاكرتا (رويترز) - ", "جاكرتا", "Reuters"),
        ("القاهرة (أ ش أ) - ", "القاهرة", "MENA"),
        ("واشنطن - رويترز: ", "واشنطن", "Reuters"),
        ("新华社北京11月23日电 ", "北京11月23日", "Xinhua"),
        ("新华社北京11月23日电（记者王明）", "北京11月23日", "Xinhua"),
        ("路透社东京电：", "东京", "Reuters"),
        ("路透社电 ", None, "Reuters"),
        ("新华社北京11月23日电", "北京11月23日", "Xinhua"),
        ("【London＝共同通信】", "London", "Kyodo"),
        ("LONDON, Nov 23, PA - ", "LONDON, Nov 23", "PA Media"),
        ("OSLO Reuters - ", "OSLO", "Reuters"),
        ("عمان - بترا: ", "عمان", "Petra"),
        ("【ロンドン＝共同通信】", "ロンドン", "Kyodo"),
        ("［東京 23日 ロイター］ - ", "東京 23日", "Reuters"),
        ("(서울=연합뉴스) 홍길동 기자 = ", "서울", "Yonhap"),
        ("LONDON: ", "LONDON", None),
        ("LONDON — ", "LONDON", None),
        ("DORN, Nov 23 — ", "DORN, Nov 23", None),
    ],
)
def test_a_dateline_ends_where_the_text_begins(dateline: str, place_and_day: str | None, name: str | None) -> None:
    read = read_dateline(dateline + TEXT)
    assert read is not None
    assert (read.place_and_day, read.agency or read.outlet, read.length) == (place_and_day, name, len(dateline))


@pytest.mark.parametrize(
    "text",
    [
        "The Palestinian Authority (PA) – the government in Ramallah – said so.",
        "Palestinian Authority (PA) – the government in Ramallah – said so.",
        "Cable News Network (CNN) President Jo Lund resigned.",
        "Agence France-Presse (AFP) – The agency – moved.",
        "Harbour Bank of Dorn (HBD) - Shares fell.",
        "Texas (AP) The first line of a list.",
        "In Paris (AFP) — and only there — it rained.",
        "NATO: The alliance met.",
        "UPDATE — The council met.",
        "London: the city that never sleeps.",
        "Mr Lund, Reuters - a man and his agency.",
        "Shares (down 3%) - The market fell.",
        "(Reuters)",
        "新华社与中央电视台联合报道，港口周日重新开放。",
        "新华社11月23日电视新闻说，港口重新开放。",
        "路透社电脑系统周日出现故障。",
        "路透社致电，他没有回答。",
        "共同社电话采访了港务局长。",
        "(Photo: Reuters) The minister spoke.",
        "[Photo by AP] The minister spoke.",
        "(Via AFP) The minister spoke.",
        "(Photo ロイター) 港は日曜日に再開した。",
        "(사진=연합뉴스) 항구가 다시 열렸다.",
        "(The Big Game)She won it.",
        "Mike Bloomberg - The man who gave the pier.",
        "Harrisburg, PA - A man died.",
        "PITTSBURGH, PA - A man died.",
        "Dr. A. Jones, PA - A life.",
        "Jordan, Petra – A city of stone.",
        "Imran Khan, PTI - The party met.",
        "Reuters said on Monday that it would move.",
        "",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert read_dateline(text) is None


def test_the_text_begins_after_the_dateline_and_is_otherwise_as_it_was() -> None:
    draft = read_article("Harbour of Sorra Reopens", f"OSLO, Nov 23 (Reuters) - {TEXT}", MORE)
    assert draft.paragraphs == (TEXT, MORE)
    assert (draft.agency, draft.outlet, draft.dateline, draft.published) == ("Reuters", None, "OSLO, Nov 23", None)


def test_a_name_that_is_no_agency_is_the_outlet_unless_that_is_known() -> None:
    assert read_article("Harbour Reopens", f"Moscow (CNN){TEXT}", MORE).outlet == "CNN"
    assert read_article("Outlet: The Post", "Title: Harbour", f"Moscow (CNN){TEXT}", MORE).outlet == "The Post"


def test_a_day_with_its_year_is_when_it_was_published() -> None:
    draft = read_article("Harbour Reopens", f"OSLO, Nov 23, 2026 (AP) — {TEXT}", MORE)
    assert draft.published == datetime(2026, 11, 23, tzinfo=UTC)


def test_a_line_that_tells_when_it_was_published_does_not_hide_a_dateline() -> None:
    draft = read_article("Harbour Reopens", "Published 3 hours ago", f"OSLO (AP) — {TEXT}", MORE)
    assert (draft.paragraphs, draft.agency) == ((TEXT, MORE), "AP")


def test_a_dateline_after_a_deck_is_cut_off_as_well() -> None:
    deck = "Ferries leave again after two years"
    draft = read_article("Harbour of Sorra Reopens", deck, "Harbour of Sorra Reopens", f"OSLO (AP) — {TEXT}", MORE)
    assert (draft.paragraphs, draft.dateline) == ((deck, TEXT, MORE), "OSLO")


def test_a_dateline_on_a_line_of_its_own_is_no_paragraph() -> None:
    draft = read_article("Harbour Reopens", "OSLO, Nov 23 (AP) —", TEXT, MORE)
    assert (draft.paragraphs, draft.dateline) == ((TEXT, MORE), "OSLO, Nov 23")


def test_a_headline_has_no_dateline() -> None:
    assert read_article("Title: (CNN)Harbour of Sorra Reopens", TEXT).headline == "Harbour of Sorra Reopens"
    made = read_article(f"(CNN){TEXT} {MORE}")
    assert (made.headline, made.paragraphs) == (TEXT, (f"{TEXT} {MORE}",))


@pytest.mark.parametrize(
    "headline",
    ["SYDNEY: FIRES RAGE NORTH OF CITY", "LONDON - BRIDGE CLOSED", "Jordan's Petra - Tourists return to the city"],
)
def test_a_headline_that_begins_with_a_place_keeps_it(headline: str) -> None:
    draft = read_article(f"Title: {headline}", TEXT)
    assert (draft.headline, draft.dateline, draft.agency) == (headline, None, None)
