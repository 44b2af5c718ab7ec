"""Summaries chosen by other rules are never read from the cache: its VERSION is raised whenever the choice changes."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import orjson
from stored_articles import alone

from briefings.model.article import Article
from briefings.summaries.cache import VERSION
from briefings.summaries.summarizer import ChosenSentence, Summarizer

# Taken together. Raise VERSION and record the new digest, both at once, whenever the test below says so.
RECORDED = (3, "c0c63a163b0d3894")

LONG_SENTENCE = (
    "The railway between Marlow and Pell, which runs across the dam at Lake Corrin, will be inspected before the first"
    " train may pass, the company said, adding that buses carry commuters home to Marlow for as long as engineers look"
    " at each of the forty-one arches of the dam."
)
ENGLISH = (
    (
        "Dam at Lake Corrin Holds After Night of Rain",
        "The dam at Lake Corrin held through a night of record rain, and 1,200 people of Marlow may go home today.",
        "But the road along the shore stays closed. It was washed away in two places near the old sawmill.",
        "Engineers opened all four gates of the dam shortly before midnight, the water board said in a statement.",
        "“We have never seen the lake rise so fast,” said Nora Felt, who has run the dam for nineteen years.",
        "Why did the warning come so late? The board will look into why sirens in Marlow stayed silent until ten.",
        "(Photo: the dam at Lake Corrin)",
        "At least 12 people were hurt when the rain brought down a slope above Marlow, the hospital said.",
    ),
    (
        "Marlow Returns Home as Corrin Dam Holds",
        "People of Marlow went home on Tuesday after the dam at Lake Corrin held through a night of record rain.",
        LONG_SENTENCE,
        "At least 15 people were hurt when the rain brought down a slope above Marlow, the hospital said on Tuesday.",
        "She praised the crews. The mayor of Marlow, Ilse Brand, said that the sirens stayed silent until ten o'clock.",
        "Engineers opened all four gates of the dam before midnight, and the lake has fallen by two metres since.",
    ),
    (
        "Insurers Count the Cost of the Corrin Flood",
        "Insurers put the damage of the flood at Lake Corrin at 40 million crowns on Wednesday.",
        "The sirens of Marlow will be tested every month, and all gates of the dam stay open, the water board said.",
        "Farmers below the dam lost some 300 sheep and most of the hay, the farmers' union of the valley said.",
    ),
    (
        "Corrin Dam to Get a Fifth Gate",
        "The dam at Lake Corrin is to get a fifth gate, the water board decided on Friday.",
        "The mayor of Marlow, Ilse Brand, called the decision late.",
        "Farmers below the dam lost some 300 sheep and most of the hay in the flood.",
        "Engineers opened all four gates of the dam that night, but the lake rose on.",
        "Insurers put the damage of the flood at 46 million crowns.",
    ),
)
GERMAN = (
    (
        "Stadtbad Hagenried öffnet nach drei Jahren",
        "Das Stadtbad von Hagenried öffnet am Samstag nach drei Jahren Bauzeit wieder, teilte die Stadt am Montag mit.",
        "Die Sanierung kostete 14 Millionen Euro, vier Millionen mehr als geplant. Sie dauerte ein Jahr länger.",
        "Bürgermeisterin Ute Kranz sagte: „Die Kinder von Hagenried lernen wieder schwimmen.“",
        "Der Eintritt ins Stadtbad steigt auf sechs Euro, für Schüler bleibt er bei zwei Euro.",
    ),
    (
        "Hagenried bekommt sein Bad zurück",
        "Nach drei Jahren Bauzeit öffnet das Stadtbad von Hagenried am Samstag wieder.",
        "Doch der Verein der Schwimmer klagt über den Eintritt. Der Eintritt ins Stadtbad steigt auf sechs Euro.",
        "Für die Sanierung zahlte die Stadt 14 Millionen Euro, das Land gab drei Millionen dazu.",
    ),
)
ROUND_UP = (
    (
        "Evening Round-up",
        "The harbour ferry resumed its trips to the islands on Thursday after a storm tore away its landing stage.",
        "Was that all? It was not.",
        "Veronika Stahl, who led the opera for a decade, has been dismissed as its director, two singers say.",
    ),
)
SPANISH = (
    (
        "Valdemora estrena tranvía",
        "El primer tranvía de Valdemora circuló el lunes entre el puerto y la universidad con 200 pasajeros a bordo.",
        "Pero las obras en la plaza mayor seguirán hasta abril. Ella no quiso dar más detalles.",
        "La alcaldesa, Marta Olid, dijo que la línea costó 90 millones y que transportará a 15.000 viajeros al día.",
        "Los vecinos del barrio de San Roque piden una parada más cerca del mercado.",
    ),
    (
        "El tranvía llega al puerto",
        "El tranvía de Valdemora circuló por primera vez el lunes entre el puerto y la universidad.",
        "La línea costó 95 millones y transportará a 15.000 viajeros al día, según la alcaldesa, Marta Olid.",
        "¿Habrá una segunda línea? El ayuntamiento decidirá en otoño si amplía el tranvía hasta el hospital.",
    ),
)
ARABIC = (
    (
        "افتتاح جسر جديد في بلدة النخيل",
        "افتتحت بلدة النخيل يوم الاثنين جسرا جديدا فوق النهر بعد أربع سنوات من البناء.",
        "وقال رئيس البلدية إن الجسر كلف ثلاثين مليون دينار. لكنه لم يذكر موعد افتتاح الطريق السريع.",
        "ويعبر الجسر الجديد أكثر من 5000 سيارة كل يوم، ويختصر الطريق إلى المستشفى إلى عشر دقائق.",
    ),
    (
        "جسر النخيل يفتح أمام السيارات",
        "فتح الجسر الجديد فوق النهر في بلدة النخيل أمام السيارات يوم الاثنين بعد أربع سنوات من البناء.",
        "يختصر الجسر الجديد الطريق إلى المستشفى إلى عشر دقائق، بحسب إدارة المرور في بلدة النخيل.",
    ),
)
STORIES = (("en", ENGLISH), ("en", ROUND_UP), ("de", GERMAN), ("es", SPANISH), ("ar", ARABIC))


def stories() -> Iterator[list[Article]]:
    """Each story whole, told backwards, and without the first paragraph of each article, so that more rules matter."""
    for language, texts in STORIES:
        articles = [
            alone(id=f"261123-{number}", headline=headline, paragraphs=paragraphs, language=language)
            for number, (headline, *paragraphs) in enumerate(texts, 1)
        ]
        yield articles
        yield articles[::-1]
        yield [replace(article, paragraphs=article.paragraphs[1:]) for article in articles]


def choices() -> list[list[tuple[int, int, str]]]:
    """What is chosen from each article, from all of a story, and from all but its first after that was shown."""
    chosen: list[list[ChosenSentence]] = []
    for algorithm in ("news", "lead"):
        summarizer = Summarizer(algorithm)
        for articles in stories():
            chosen += [summarizer.choose_from([article]) for article in articles]
            chosen.append(summarizer.choose_from(articles))
            chosen.append(summarizer.choose_from(articles[1:], articles[:1]))
    return [[(sentence.article, sentence.paragraph, sentence.text) for sentence in choice] for choice in chosen]


def test_version_is_raised_whenever_other_sentences_are_chosen() -> None:
    digest = sha256(orjson.dumps(choices())).hexdigest()[:16]
    assert (VERSION, digest) == RECORDED, (
        "Other sentences are chosen from the sample articles than when RECORDED was written. If that is meant: raise"
        " VERSION in briefings/summaries/cache.py, so that no cached summary chosen the old way is shown again, and"
        f' record the new pair here: RECORDED = ({VERSION + 1}, "{digest}"). If the choice changed only with a new'
        " version of sumy or sentencex, which the cache's key holds too, record the digest alone."
    )
