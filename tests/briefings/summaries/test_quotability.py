"""Which sentences may stand in a briefing by themselves."""

import pytest

from briefings.summaries.quotability import can_be_quoted, count_words, needs_context


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour ferry sails again.",
        "“We will sail again on Monday,” the skipper said.",
        '"We will sail again on Monday." ',
        "The council called it “a good day for the town”.",
        "The ferry (built in 1931) sails again.",
        "(The ferry was built in 1931.)",
        "The ferry sails again . ",
        "The ferry cost £4m…",
        "... and the ferry sails again.",
        "Wexbridge won 3-1 6-4 7-6 (7-5) on Sunday.",
        "Anna Hale won 6-4 7-6 6-2, the umpire said.",
        "Lund, Marlow, Pell, Corrin and Wexbridge will vote on Sunday.",
        "Police said: the bridge stays shut, the tunnel too.",
        "But the council said: “The bridge stays shut.”",
        "Result of the vote: the bridge stays shut.",
        "iPhone sales rose in May.",
        "easyJet flies to Lund again.",
        "eBay has closed its office.",
        "adidas said on Monday that sales rose.",
        "bell hooks wrote it in Lund.",
        "The council wants 1) the bridge shut and 2) the tunnel open, it said.",
        "The bridge (of 1931) stays shut, and 2) the tunnel too, it said.",
        "“Sailing again :) at last,” the skipper wrote.",
        "“No ferry today :-( and none tomorrow,” the skipper wrote.",
        "The notice (“no ferry today :)”) was taken down.",
        "al-Shabab said it had left the town.",
        "de la Mare wrote it in Lund.",
        "12 Angry Men opens in Lund.",
        "10 Downing Street would not comment.",
        "He is 6' 2\" tall and from Lund.",
        "23. November ist der Tag der Wahl.",
        "2. Liga bleibt das Ziel der Stadt.",
        "»Wir gehen nach Lund«, sagte er.",
        "„Wir gehen nach Lund“, sagte er.",
        "« Nous partons pour Lund », dit-elle.",
        "- Мы едем в Лунд, - сказал он.",
        "– Vi åker till Lund, sade hon.",
        "市議会は橋を閉鎖すると発表した。",
        "市长说：“大桥将关闭。”",
        "시의회는 다리를 닫는다고 오늘 밝혔다.",
        "서울, 부산, 대구, 인천, 광주에서 투표한다.",
        "पुल सोमवार को बंद रहेगा।",
    ],
)
def test_a_whole_sentence_can_be_quoted(sentence: str) -> None:
    assert can_be_quoted(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "أعلنت البلدية أن الجسر سيغلق يوم الاثنين",
        "เทศบาลเมืองลุนด์ประกาศปิดสะพานในวันจันทร์นี้",
    ],
)
def test_where_sentences_end_without_a_mark_none_is_asked_for(sentence: str) -> None:
    assert can_be_quoted(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "A long wait for the bridge",
        "Saturday 20 November at Wexbridge",
        "The skipper Tom Larkin on his ferry in May",
        "The council has now shut the bridge;",
        "橋は月曜日に閉鎖される見通し",
    ],
)
def test_a_line_without_a_sentences_end_is_a_heading_or_a_caption(line: str) -> None:
    assert not can_be_quoted(line)


@pytest.mark.parametrize(
    "line",
    [
        "Scorers: Hale, Larkin two.",
        "Subs not used: Hale, Larkin, Dorn.",
        "Attendance: 1,200 at the ground.",
        "Read more: The bridge of Wexbridge.",
        "Media caption: The skipper on his ferry.",
        "Wexbridge: Hale; Larkin, Dorn (Ruiz 71), Van Pell, Felt; Brand.",
        "Hale, Larkin, Dorn (Ruiz 71), T Brand, Felt (capt).",
        "Wexbridge | 12 | 8 points.",
        "Wexbridge 12 4 1 30.",
        "Chapter one ........ 12.",
        "• The bridge is old.",
        "- The bridge is old.",
        "* The bridge is old.",
        "1. The bridge is old.",
        "2) The bridge is old.",
        "(b) The bridge is old.",
    ],
)
def test_team_lists_tables_and_list_items_are_no_sentences(line: str) -> None:
    assert not can_be_quoted(line)


@pytest.mark.parametrize(
    "piece",
    [
        "Nobody was hurt.",
        "Wexbridge, Lund.",
        "The Old Quay .",
        "Wexbridge – Lund — Pell.",
        "",
        "…",
        ": the bridge stays shut, they said.",
        ", who had already left the town.",
        ". The bridge stays shut, they said.",
        ") The bridge stays shut, they said.",
        "” The bridge stays shut, they said.",
        "won the vote on Sunday by a mile.",
        "“The bridge stays shut on Monday.",
        "The bridge stays shut,” the council said.",
        'The council said: "The bridge stays shut.',
        "The bridge (built in 1931 stays shut.",
        "The bridge built in 1931) stays shut.",
        "The bridge :(built in 1931 stays shut.",
        "adidasshoes sold well in Lund.",
        "Why does the bridge stay shut?",
        "She asked: “Why does it stay shut?”",
        "The council has decided this:",
        "(Photo: the bridge of Wexbridge.)",
    ],
)
def test_a_piece_of_a_sentence_a_question_and_a_credit_are_not_quoted(piece: str) -> None:
    assert not can_be_quoted(piece)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("However, the bridge is shut.", "en"),
        ("In response, the council shut the bridge.", "en"),
        ("Sin embargo, el puente sigue cerrado.", "es"),
        ("C'est la mairie de Lund.", "fr"),
        ("Han bor i Lund.", "sv"),
        ("그러나 다리는 닫혔다.", "ko"),
        ("他住在隆德。", "zh"),
        ("さらに橋も閉鎖された。", "ja"),
    ],
)
def test_an_opening_that_carries_on_needs_context(sentence: str, language: str) -> None:
    assert needs_context(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("It is thought that the bridge is old.", "en"),
        ("IT spending rose in May.", "en"),
        ("Hershey has closed a plant.", "en"),
        ("C'est la mairie de Lund qui paie le pont.", "fr"),
        ("Este lunes se cierra el puente.", "es"),
        ("Han bor i Lund.", "fi"),
        ("", "en"),
    ],
)
def test_what_only_looks_like_an_opening_needs_none(sentence: str, language: str) -> None:
    assert not needs_context(sentence, language)


def test_two_characters_count_as_a_word_where_words_are_not_parted() -> None:
    assert count_words("市議会は橋を閉鎖した。") == 5
    assert count_words("The bridge is shut.") == 4
