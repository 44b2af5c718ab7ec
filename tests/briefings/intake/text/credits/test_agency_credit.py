"""Which agency an article credits, and which mentions of an agency are not credits."""

import pytest

from briefings.intake.text.credits.agency_credit import credited_agency

PLAIN = "The harbour reopened on Sunday."


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("The statement was sent to The Associated Press on Thursday.", "AP"),
        ("“It is over,” she told the AP by telephone.", "AP"),
        ("The company did not immediately respond to a Reuters request for comment.", "Reuters"),
        ("Two officials told Reuters the talks had failed.", "Reuters"),
        ("Reuters could not independently verify the report.", "Reuters"),
        ("An AFP journalist saw smoke above the port.", "AFP"),
        ("The mayor said in an interview with Bloomberg News that she would go.", "Bloomberg"),
        ("“Es ist vorbei”, sagte sie der Deutschen Presse-Agentur.", "dpa"),
        ("Das teilte die Polizei der dpa mit.", "dpa"),
        ("“Se acabó”, dijo a EFE la alcaldesa.", "EFE"),
        ("La alcaldesa explicó a la Agencia EFE su plan.", "EFE"),
        ("« C'est fini », a déclaré à l'AFP la maire.", "AFP"),
        ("“È finita”, ha detto all'ANSA la sindaca.", "ANSA"),
        ("“Acabou”, disse à Reuters a prefeita.", "Reuters"),
        ("وقالت رئيسة البلدية لرويترز إن العمل انتهى.", "Reuters"),
        ("وقال شاهد لوكالة فرانس برس إن الدخان كثيف.", "AFP"),
        ("The Associated Press contributed to this report.", "AP"),
        ("Mia Berg of the AP in Dorn contributed to this report.", "AP"),
        ("JAKARTA (AP) — The harbour reopened on Sunday.", "AP"),
        ("JAKARTA, Indonesia (AP) — The harbour reopened.", "AP"),
        ("LONDON, Sept 28 (Reuters) - The harbour reopened.", "Reuters"),
        ("(Reuters) - The harbour reopened.", "Reuters"),
        ("Berlin (dpa) - Der Hafen ist wieder offen.", "dpa"),
        ("Berlin (dpa/bb) - Der Hafen ist wieder offen.", "dpa"),
        ("Madrid, 28 sep (EFE).- El puerto reabrió.", "EFE"),
        ("PARIS (AFP) – Le port a rouvert.", "AFP"),
        ("جاكرتا (رويترز) - أعيد فتح الميناء.", "Reuters"),
        ("RIYADH (SPA) -- The harbour reopened.", "SPA"),
        ("The harbour reopened on Sunday. (AFP)", "AFP"),
        ("The harbour reopened on Sunday. (Source: Reuters)", "Reuters"),
        ("(Reporting by Mia Berg in Dorn; Editing by Jo Lund)", "Reuters"),
        ("据新华社报道，港口重新开放。", "Xinhua"),
    ],
)
def test_a_credit_in_the_text_is_found(sentence: str, agency: str) -> None:
    assert credited_agency([sentence]) == agency


@pytest.mark.parametrize(
    "sentence",
    [
        "Shares of Thomson Reuters fell by two per cent.",
        "The MENA region grew by three per cent, the bank said.",
        "PA stands for Pennsylvania.",
        "The Palestinian Authority (PA) – the government in Ramallah – said so.",
        "She told Efeu Verlag about it.",
        "He told AP Moller-Maersk to wait.",
        "The Reuters building was sold.",
        "Two officials told the Reuters news agency the talks had failed.",
        "The mayor told AP news agency that she would go.",
        "“Es ist vorbei”, sagte sie der Nachrichtenagentur dpa.",
        "Xinhua news agency said on Monday that the dam was safe.",
        "The state-run Saudi Press Agency reported the visit.",
        "The ban was lifted, Kyodo reported.",
        "Talks will go on, according to Yonhap.",
        "“We will go,” he was quoted by Interfax as saying.",
        "The minister made the comments carried by AFP on Monday.",
        "Her mother told Efe that it was late.",
        "The ship was called Antara.",
    ],
)
def test_a_name_that_is_no_credit_is_none(sentence: str) -> None:
    assert credited_agency([PLAIN, sentence, PLAIN]) is None


def test_the_text_outranks_the_caption_and_the_dateline_the_text() -> None:
    interview, dateline = "She told Reuters so.", "DORN (AP) — It rained."
    caption = "The pier of Sorra. (AFP)"
    assert credited_agency([PLAIN], captions=[caption]) == "AFP"
    assert credited_agency([PLAIN, interview], captions=[caption]) == "Reuters"
    assert credited_agency([dateline, interview], captions=[caption]) == "AP"
    assert credited_agency([PLAIN, interview], ["dpa"], [caption]) == "dpa"


def test_of_equal_credits_the_first_wins() -> None:
    assert credited_agency(["She told Reuters and, later, told AFP so."]) == "Reuters"
    assert credited_agency(["She told AFP so.", "He told Reuters so."]) == "AFP"


@pytest.mark.parametrize(
    "caption", ["The pier. REUTERS/Jo Lund/File Photo", "FILE PHOTO: The pier. REUTERS/Jo Lund", "The pier (Reuters)"]
)
def test_a_photo_credit_is_the_last_resort(caption: str) -> None:
    assert credited_agency([PLAIN], captions=[caption]) == "Reuters"


def test_where_the_outlet_is_known_only_what_signs_the_text_is_a_credit() -> None:
    interview, caption = "She told Reuters so.", "The pier of Sorra. (AFP)"
    assert credited_agency([PLAIN, interview], captions=[caption], outlet="The Post") is None
    assert credited_agency([interview, "It rained. (Reuters)"], outlet="The Post") == "Reuters"
    assert (
        credited_agency([interview], notes=["(Reporting by Mia Berg; Editing by Jo Lund)"], outlet="The Post")
        == "Reuters"
    )
    assert credited_agency([interview], ["AP"], outlet="The Post") == "AP"
