"""News agencies and their names in several languages; agency_credit.py decides which one an article credits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Agency:
    """One news agency.

    Attributes:
        name: as a briefing's source line shows it.
        names: as articles write it; matched with case.
        ambiguous_names: those that mean other things too (MENA is a region, PA a state): recognised in datelines and
            credits, never in running text.
    """

    name: str
    names: tuple[str, ...]
    ambiguous_names: tuple[str, ...] = ()


AGENCIES = (
    Agency("AP", ("AP", "A.P.", "Associated Press", "أسوشيتد برس", "اسوشيتد برس", "أسوشييتد برس", "美联社", "AP通信")),
    Agency("Reuters", ("Reuters", "REUTERS", "رويترز", "路透社", "路透", "ロイター")),
    Agency("AFP", ("AFP", "A.F.P.", "Agence France-Presse", "Agence France Presse", "وكالة فرانس برس", "فرانس برس",
                   "أ ف ب", "أ.ف.ب", "ا ف ب", "法新社")),
    Agency("dpa", ("dpa", "DPA", "Deutsche Presse-Agentur", "Deutschen Presse-Agentur", "د ب أ", "د.ب.أ", "德新社")),
    Agency("EFE", ("EFE", "Agencia EFE", "埃菲社"), ("إفي", "Efe")),
    Agency("Xinhua", ("Xinhua", "شينخوا", "新华社", "新華社")),
    Agency("ANSA", ("ANSA", "Ansa", "آنسا")),
    Agency("TASS", ("TASS", "Tass", "ТАСС", "塔斯社"), ("تاس",)),
    Agency("Interfax", ("Interfax", "Интерфакс", "إنترفاكس")),
    Agency("RIA Novosti", ("RIA Novosti", "РИА Новости"), ("RIA",)),
    Agency("Kyodo", ("Kyodo", "Kyodo News", "共同通信", "共同社", "كيودو")),
    Agency("Jiji", ("Jiji Press", "時事通信"), ("Jiji",)),
    Agency("Yonhap", ("Yonhap", "연합뉴스", "يونهاب", "韩联社")),
    Agency("PTI", ("PTI", "Press Trust of India")),
    Agency("ANI", ("Asian News International",), ("ANI",)),
    Agency("IANS", ("IANS",)),
    Agency("PA Media", ("PA Media", "PA news agency", "Press Association"), ("PA",)),
    Agency("Bloomberg", ("Bloomberg News", "بلومبرغ"), ("Bloomberg",)),
    Agency("UPI", ("United Press International",), ("UPI",)),
    Agency("Anadolu", ("Anadolu", "Anadolu Agency", "Anadolu Ajansı", "الأناضول"), ("AA",)),
    Agency("SPA", ("Saudi Press Agency", "وكالة الأنباء السعودية"), ("SPA", "واس")),
    Agency("WAM", ("Emirates News Agency", "وكالة أنباء الإمارات"), ("WAM", "وام")),
    Agency("MENA", ("Middle East News Agency", "وكالة أنباء الشرق الأوسط"), ("MENA", "أ ش أ")),
    Agency("QNA", ("Qatar News Agency", "وكالة الأنباء القطرية"), ("QNA", "قنا")),
    Agency("KUNA", ("KUNA", "Kuwait News Agency"), ("كونا",)),
    Agency("Petra", ("Petra News Agency", "وكالة الأنباء الأردنية"), ("Petra", "بترا")),
    Agency("SANA", ("Syrian Arab News Agency",), ("SANA", "سانا")),
    Agency("WAFA", ("WAFA",), ("Wafa", "وفا")),
    Agency("IRNA", ("IRNA", "إرنا")),
    Agency("Ukrinform", ("Ukrinform", "Укрінформ", "Укринформ")),
    Agency("APA", ("Austria Presse Agentur", "Austria Press Agency"), ("APA",)),
    Agency("Keystone-SDA", ("Keystone-SDA",), ("SDA", "sda", "ATS")),
    Agency("Belga", ("Belga",)),
    Agency("ANP", ("Algemeen Nederlands Persbureau",), ("ANP",)),
    Agency("Lusa", ("agência Lusa", "Agência Lusa"), ("Lusa", "LUSA")),
    Agency("Europa Press", ("Europa Press",)),
    Agency("Agência Brasil", ("Agência Brasil",)),
    Agency("Notimex", ("Notimex",)),
    Agency("PAP", ("Polska Agencja Prasowa",), ("PAP",)),
    Agency("CTK", ("ČTK", "Czech News Agency"), ("CTK",)),
    Agency("NTB", (), ("NTB",)),
    Agency("TT", (), ("TT News Agency",)),
    Agency("Ritzau", ("Ritzau",)),
    Agency("STT", (), ("STT",)),
    Agency("Antara", ("Antara", "ANTARA")),
    Agency("Bernama", ("Bernama", "BERNAMA")),
    Agency("AAP", ("Australian Associated Press",), ("AAP",)),
    Agency("The Canadian Press", ("Canadian Press",), ("CP",)),
    Agency("KCNA", ("KCNA",)),
    Agency("VNA", ("Vietnam News Agency",), ("VNA",)),
    Agency("NAN", ("News Agency of Nigeria",), ("NAN",)),
)  # fmt: skip


@cache
def agency_by_name() -> Mapping[str, str]:
    """Maps every spelling of a name, ambiguous ones included, to its agency's `name`."""
    return {name: agency.name for agency in AGENCIES for name in (*agency.names, *agency.ambiguous_names)}


@cache
def any_name_pattern() -> str:
    """A regular expression that matches any name, the longest first."""
    names = sorted(agency_by_name(), key=len, reverse=True)
    return "|".join(map(re.escape, names))


@cache
def unambiguous_names() -> tuple[str, ...]:
    """The names that mean an agency anywhere in an article's text."""
    return tuple(name for agency in AGENCIES for name in agency.names)
