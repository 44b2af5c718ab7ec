"""German words that point back."""

from briefings.summaries.references.reference_words.kinds import ReferenceWords

GERMAN = ReferenceWords(
    openings=(
        "er sie es dies diese dieser dieses diesen diesem jene jener jenes das sein seine ihr ihre ihm ihnen"
        " ihn aber doch jedoch und oder denn also dann dort dabei damit dazu daher deshalb deswegen dagegen"
        " dennoch trotzdem außerdem zudem auch allerdings hingegen inzwischen währenddessen stattdessen"
        " darüber daraufhin danach davor zuvor beide solche darin daran dafür davon darauf hierzu hier"
        " hierbei seitdem seither zum_beispiel im_gegenzug im_gegensatz_dazu des_weiteren demnach"
    ),
    not_openings=(
        r"das (?-i:[A-ZÄÖÜ])|das (?:\w+(?:e|en|te)) (?-i:[A-ZÄÖÜ])|dies(?:es|e|er|en) (?:jahr|woche|tage|monat"
        r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sommer|winter|herbst|frühjahr|saison)"
        r"|es (?:gibt|gab|ist|war|sei|wird|wurde|handelt|geht|bleibt|kam|kommt|fehlt|fehlen|sind|waren|droht"
        r"|heißt|hieß|scheint|zeigt|dauert|brauche?) (?!ihm|ihr\b)|sie (?:alle )?sollen\b(?=.{0,0}$)"
        r"|auch (?:(?-i:[A-ZÄÖÜ])|in |der |die |das |im |am |nach |bei |wenn )|doch noch\b|ihre (?:majestät"
        r"|heiligkeit)|seine (?:majestät|heiligkeit)|also known\b|beide (?-i:[A-ZÄÖÜ])\w+ und\b|hier (?:sind"
        r"|ist|finden)\b|dabei sein\b|damit (?:\w+ )+\w+(?:en|t), |er ist wieder da\b"
    ),
    demonstratives="dies diese dieser dieses diesen diesem solche",
    they="er sie ihn ihm",
    he="er ihn ihm",
    person_nouns=(
        "Mann Frau Junge Mädchen Präsident Präsidentin Minister Ministerin Bürgermeister Bürgermeisterin"
        " Spieler Spielerin Sänger Sängerin Schauspieler Schauspielerin Trainer Trainerin Kanzler Kanzlerin"
        " Polizist Arzt Richter König Papst Sprecher Fahrer Vater Sohn Kandidat Chef Chefin Autor"
        " Abgeordneter Politiker"
    ),
    the="der die das den dem des",
    people=(
        r"Mann Frau Verdächtige Verdächtigen Opfer Angeklagte Angeklagten Täter Tatverdächtige Stürmer"
        r" Verteidiger Torhüter Torwart Mittelfeldspieler Sänger Sängerin Schauspieler Schauspielerin Autor"
        r" Autorin Franzose Schotte Engländer Italiener Spanier Schweizer Österreicher Niederländer Schwede"
        r" Serbe \d+-Jährige \d+-Jährigen \d+-jährige \d+-jährigen Beschuldigte Festgenommene Angreifer"
        r" Weltmeister Titelverteidiger"
    ),
    organisations="Unternehmen Konzern Firma Verein Klub Club Hersteller Bank Fluggesellschaft Autobauer Mannschaft",
    events={
        "Vorfall": "vorf angriff angegriff unfall unglück schlag schlägerei schüss brand mess",
        "Angriff": "angriff angegriff anschl bomb schuss schüss getötet",
        "Anschlag": "anschl angriff bomb explo",
        "Unfall": "unfall zusammenst kollid verunglück",
        "Tat": "mord getöt erschoss erstoch messer angriff überfall tat",
        "Einigung": "einig vertrag abkommen geeinigt",
        "Abkommen": "abkomm vertrag einig",
        "Entscheidung": "",
        "Maßnahme": "",
        "Schritt": "",
        "Film": "film kino regie oscar",
        "Buch": "buch roman autor",
        "Spiel": "spiel sieg gewonn gewann niederlage unentschieden tor final",
        "Urteil": "urteil verurteil gericht",
        "Übernahme": "überneh übernahm kauf",
        "Explosion": "explo bomb",
        "Unglück": "unglück unfall abst entgleis",
    },
    pointers="Vorfall Entscheidung Maßnahme Schritt Tat",
    explained_by="auf in im gegen zwischen für mit von vom an am bei über zu zum zur, der, die, das aus um",
    people_explained_by="der die das von vom des",
    several="beide beiden zwei drei paar brüder schwestern",
    groups=(
        "das_Paar das_Duo das_Trio die_beiden beide_Männer beide_Frauen beide_Seiten beide_Teams beide_Länder"
        " beide_Unternehmen alle_drei die_zwei"
    ),
    days=(
        "an_diesem_Tag am_selben_Tag am_gleichen_Tag am_folgenden_Tag am_nächsten_Tag am_Tag_danach"
        " am_Tag_zuvor einen_Tag_zuvor einen_Tag_später in_jener_Nacht zwei_Tage_später wenige_Tage_später"
        " wenige_Stunden_später ein_Jahr_später kurz_darauf tags_darauf tags_zuvor"
    ),
    phrases=(
        "weiterer_Grund diese_Entscheidung diese_Maßnahme dieser_Fall diesen_Fall dieser_Vorfall"
        " dieser_Angriff dieses_Abkommen letzterer letztere ersterer dieser_Schritt diesen_Schritt"
    ),
    says=(
        "sagte sagt erklärte erklärt betonte betont teilte hieß meinte so laut berichtete schrieb schreibt"
        " fügte forderte kündigte warnte kritisierte sagten erklärten nannte zufolge äußerte bekräftigte"
        " versicherte räumte gesagt ergänzte antwortete fragte begründete lobte verkündete"
    ),
    first_person="ich wir unser unsere unserem unseren unserer mein meine meinem meinen mir uns",
    answers=(
        r"die antwort (?:ist|lautet)\b|nein[.,!]|ja[.,!]|zweitens\b|drittens\b|klicken sie\b|lesen sie\b"
        r"|mehr dazu\b|hier geht"
    ),
    titles="herr frau herrn dr prof",
    not_surnames=(
        "staaten nationen union partei bundestag bundesrat euro dollar prozent uhr kilometer millionen"
        " milliarden januar februar märz april mai juni juli august september oktober november dezember"
        " montag dienstag mittwoch donnerstag freitag samstag sonntag berlin hamburg münchen york republik"
        " bank ende anfang mitte jahr jahre tage woche wochen menschen meter mann frau"
    ),
    places=(
        "neue neu san los las vereinigte vereinigten europäische europäischen bad sankt prozent millionen"
        " milliarden ende anfang mitte uhr herr frau real bayern borussia eintracht"
    ),
    common_starts="polizei forscher ärzte experten tausende hunderte zwei drei",
    before_places="in aus nach bei",
    dates="gestern heute morgen vergangenen vergangene letzten letzte nächsten jahr monat woche tag nacht abend",
)
