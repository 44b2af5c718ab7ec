"""What dangles in sentences of Spanish, French, German, Italian and Portuguese articles."""

import pytest

from briefings.summaries.references import missing_reference

LEDES = {
    "es": "El puerto de Vilanera vendió el viernes la vieja aduana por cuatro millones.",
    "fr": "Le port de Vilnoir a vendu vendredi les anciens entrepôts pour quatre millions.",
    "de": "Die Stadt Hafenberg hat am Freitag das alte Zollhaus für vier Millionen verkauft.",
    "it": "Il porto di Vilanova ha venduto venerdì i vecchi magazzini per quattro milioni.",
    "pt": "O porto de Vilanova vendeu na sexta-feira os velhos armazéns por quatro milhões.",
}
UNSHOWN = {
    "es": "Un panadero, Pablo Durán, protestó tras un atentado en un barco.",
    "fr": "Un boulanger, Paul Durand, a protesté après un attentat contre un bateau.",
    "de": "Der Bäcker Paul Dornbach protestierte nach einem Anschlag auf ein Schiff.",
    "it": "Un panettiere, Paolo Dorati, ha protestato dopo un attentato contro una nave.",
    "pt": "Um padeiro, Paulo Duarte, protestou depois de um atentado contra um barco.",
}


def missing(sentence: str, language: str) -> str | None:
    """What dangles in a sentence that stands after a lede that is shown and a sentence that is not."""
    shown = [LEDES[language]]
    return missing_reference(sentence, shown=shown, headline="", earlier=[*shown, UNSHOWN[language]], language=language)


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("es", "Pero el ayuntamiento se opone.", "Pero"),
        ("es", "Sin embargo, el ayuntamiento se opone.", "Sin embargo"),
        ("es", "Esto ha molestado a los vecinos.", "Esto"),
        ("es", "La pareja vive cerca del puerto.", "La pareja"),
        ("es", "Ese día llovió.", "Ese día"),
        ("es", "El incidente se investiga.", "El incidente"),
        ("es", "Durán vive cerca del puerto.", "Durán"),
        ("es", "Nosotros no queremos hoteles.", "Nosotros"),
        ("es", "«No queremos más hoteles en este puerto».", "«No queremos más hoteles"),
        ("fr", "Mais la mairie s'y oppose.", "Mais"),
        ("fr", "Cependant, la mairie s'y oppose.", "Cependant"),
        ("fr", "Elle compte quarante chambres.", "Elle"),
        ("fr", "C’est la mairie de Vilnoir.", "C’"),
        ("fr", "Le couple habite près du port.", "Le couple"),
        ("fr", "Le lendemain, il pleuvait.", "Le lendemain"),
        ("fr", "L'incident a été signalé.", "L'incident"),
        ("fr", "Durand habite près du port.", "Durand"),
        ("fr", "Nous ne voulons plus d'hôtels.", "Nous"),
        ("fr", "« Nous ne voulons plus d'hôtels dans ce port. »", "« Nous ne voulons"),
        ("de", "Aber der Stadtrat ist dagegen.", "Aber"),
        ("de", "Das ist seit Jahren bekannt.", "Das"),
        ("de", "Auch dagegen wehren sich Nachbarn.", "Auch"),
        ("de", "Trotzdem ist der Stadtrat dagegen.", "Trotzdem"),
        ("de", "Sie will vierzig Zimmer einbauen.", "Sie"),
        ("de", "Das Paar wohnt am Hafen.", "Das Paar"),
        ("de", "Am nächsten Tag regnete es.", "Am nächsten Tag"),
        ("de", "Der Vorfall wird untersucht.", "Der Vorfall"),
        ("de", "Dornbach wohnt am Hafen.", "Dornbach"),
        ("de", "Wir wollen keine Hotels.", "Wir"),
        ("de", "„Dieser Hafen braucht keine Hotels.“", "„Dieser Hafen braucht keine"),
        ("it", "Ma il comune si oppone.", "Ma"),
        ("it", "Anche questo ha irritato i vicini.", "Anche"),
        ("it", "Tuttavia il comune si oppone.", "Tuttavia"),
        ("it", "Questo ha irritato i vicini.", "Questo"),
        ("it", "La coppia abita vicino al porto.", "La coppia"),
        ("it", "Il giorno dopo pioveva.", "Il giorno dopo"),
        ("it", "L'episodio è stato segnalato.", "L'episodio"),
        ("it", "Dorati abita vicino al porto.", "Dorati"),
        ("it", "Noi non vogliamo alberghi.", "Noi"),
        ("pt", "Mas a prefeitura se opõe.", "Mas"),
        ("pt", "Também choveu muito.", "Também"),
        ("pt", "No entanto, a prefeitura se opõe.", "No entanto"),
        ("pt", "Isso irritou os vizinhos.", "Isso"),
        ("pt", "O casal mora perto do porto.", "O casal"),
        ("pt", "No dia seguinte choveu.", "No dia seguinte"),
        ("pt", "O incidente foi comunicado.", "O incidente"),
        ("pt", "Duarte mora perto do porto.", "Duarte"),
        ("pt", "Nós não queremos hotéis.", "Nós"),
    ],
)
def test_it_dangles(language: str, sentence: str, words: str) -> None:
    assert missing(sentence, language) == words


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "Este lunes se votará en el ayuntamiento."),
        ("es", "Esta semana se votará en el ayuntamiento."),
        ("es", "El ayuntamiento dijo que vigilará los precios."),
        ("es", "Marta Ruiz afirmó que «no queremos más hoteles en este puerto»."),
        ("es", "Sin lluvia no hay cosecha en Vilanera."),
        ("fr", "Il y a quatre hôtels sur les quais."),
        ("fr", "Cette semaine, la mairie votera."),
        ("fr", "Ce lundi, la mairie votera."),
        ("fr", "« Nous ne voulons plus d'hôtels », a déclaré Marthe Roux."),
        ("fr", "Il faut quatre ans pour construire un quai."),
        ("de", "Das Rathaus will am Montag abstimmen."),
        ("de", "Es gibt vier Hotels am Hafen."),
        ("de", "Das alte Rathaus wird im Mai verkauft."),
        ("de", "Dieses Jahr kommen weniger Schiffe."),
        ("de", "„Dieser Hafen braucht keine Hotels“, sagte Marta Rot."),
        ("de", "Auch Hotels zahlen künftig eine Abgabe."),
        ("it", "Questa settimana il comune voterà."),
        ("it", "Quest'anno arrivano meno navi."),
        ("it", "«Non vogliamo alberghi in questo porto», ha detto Marta Rossi."),
        ("it", "Anche il comune voterà in maggio."),
        ("pt", "Esta semana a prefeitura votará."),
        ("pt", "Nesta segunda-feira a prefeitura votará."),
        ("pt", "Depois de uma votação, o porto foi fechado."),
        ("pt", "“Não queremos hotéis neste porto”, disse Marta Reis."),
    ],
)
def test_it_does_not_dangle(language: str, sentence: str) -> None:
    assert missing(sentence, language) is None
