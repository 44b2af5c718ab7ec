"""Italian words that point back."""

from briefings.summaries.references.reference_words.kinds import ReferenceWords

ITALIAN = ReferenceWords(
    openings=(
        "egli ella lui lei esso essa loro essi esse questo questa questi queste quello quella quelli quelle"
        " ciò suo sua suoi sue il_suo la_sua i_suoi le_sue il_loro la_loro i_loro le_loro ma però tuttavia e"
        " o quindi dunque anche poi così inoltre infatti intanto invece allora pure entrambi entrambe"
        " per_questo dal_canto_suo da_parte_sua nel_frattempo di_conseguenza ad_esempio per_esempio"
        " a_sua_volta dopodiché al_contrario in_particolare"
    ),
    not_openings=(
        r"quest[ao] (?:mattina|sera|settimana|notte|estate|volta|mese|fine settimana|pomeriggio|weekend)\b"
        r"|quest['’](?:anno|estate|inverno|autunno)|quell[io] che\b|così come\b|anche (?:(?-i:[A-ZÀ-Þ])|il "
        r"|la |i |le |se |l['’]|gli )|sua (?:maestà|santità)\b|ciò che\b|questa è la (?:prima|seconda)\b"
        r"|poi c['’]è\b|entrambi i\b.{1,40}\be\b"
    ),
    demonstratives="questo questa questi queste quello quella quei quelle",
    they="lui lei egli ella loro essi",
    he="lui lei egli ella",
    person_nouns=(
        "uomo donna ragazzo ragazza bambino bambina presidente ministro ministra sindaco sindaca giocatore"
        " attore attrice cantante scrittore scrittrice direttore allenatore premier papa giudice medico"
        " poliziotto re regina senatore deputato madre padre figlio figlia"
    ),
    the="il lo la l['’]",
    people=(
        r"uomo donna giovane sospettato vittima imputato indagato attaccante difensore centrocampista portiere"
        r" cantante attore attrice scrittore regista calciatore tennista pilota francese inglese scozzese"
        r" spagnolo tedesco svizzero serbo argentino brasiliano aggressore arrestato \d+enne ventenne"
        r" trentenne quarantenne cinquantenne ragazzo ragazza"
    ),
    organisations="azienda società compagnia ditta gruppo club squadra banca associazione casa_automobilistica",
    events={
        "incidente": "incident scontr schiant invest",
        "attacco": "attac attent bomb spar ucci esplos",
        "attentato": "attent attac bomb esplos",
        "episodio": "aggre spar rissa incident attac",
        "accordo": "accord intes patt firm",
        "decisione": "",
        "misura": "",
        "operazione": "operaz acqui fusion",
        "film": "film cinema regist oscar",
        "libro": "libro romanzo autor scritt",
        "partita": "partit vinc vitt batt sconfit pareg gol final",
        "sentenza": "sentenz condann tribunal giudic",
        "esplosione": "esplo bomb",
    },
    pointers="episodio decisione misura",
    explained_by="di del della dello dei delle che in contro tra fra per con a al alla su sul nel nella da dal",
    people_explained_by="di del della dello che accusato accusata",
    several="due tre coppia entrambi entrambe fratelli sorelle",
    groups="la_coppia il_duo il_trio i_due le_due entrambi entrambe i_tre",
    days=(
        "quel_giorno quella_notte quella_sera quell'anno lo_stesso_giorno il_giorno_dopo il_giorno_seguente"
        " il_giorno_prima il_giorno_successivo un_giorno_prima due_giorni_dopo pochi_giorni_dopo"
        " poche_ore_dopo un_anno_dopo poco_dopo la_sera_prima"
    ),
    phrases=(
        "altro_motivo quest'ultimo quest'ultima tale_decisione tale_misura tale_accordo questa_decisione"
        " questa_misura questo_caso questo_accordo questo_attacco quella_decisione quell'attacco"
    ),
    says=(
        "detto dice dichiarato dichiara afferma affermato spiega spiegato aggiunge aggiunto secondo commenta"
        " commentato sottolinea sottolineato racconta ricorda scrive scritto annunciato precisa precisato"
        " ribadito assicura conclude osserva avverte sostiene disse ammesso risposto replica"
    ),
    first_person="io noi nostro nostra nostri nostre mio mia miei mie",
    answers=(
        r"la risposta è\b|no[.,!]|sì[.,!]|in secondo luogo\b|in terzo luogo\b|infine,|clicca\b|leggi anche\b"
        r"|scopri\b"
    ),
    titles="signor signora sig dott dottor dottoressa on",
    not_surnames=(
        "uniti unite unito nazionale popolare democratico europea europeo roma milano torino napoli york"
        " mondo mondiale coppa lega governo senato camera italia nord sud est ovest"
    ),
    places="nuova nuovo gran san santa santo los la il real stati regno unione partito banca inter porto",
    common_starts="ricercatori medici esperti migliaia centinaia",
    before_places="a in da",
    dates="ieri oggi domani scorso scorsa prossimo anno mese settimana giorno notte sera mattina",
)
