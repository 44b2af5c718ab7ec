"""Spanish words that point back."""

from briefings.summaries.references.reference_words.kinds import ReferenceWords

SPANISH = ReferenceWords(
    openings=(
        "él ella ellos ellas ello esto eso este esta estos estas ese esa esos esas su sus aquel aquella"
        " aquello pero además también entonces así y o sino aunque asimismo tampoco sin_embargo no_obstante"
        " por_ello por_eso por_tanto por_lo_tanto por_su_parte por_otro_lado por_otra_parte mientras_tanto"
        " tras_ello tras_esto tras_eso en_cambio por_ejemplo de_hecho en_ese en_esa en_este_sentido"
        " en_ese_sentido al_respecto a_su_vez luego le les ambos ambas"
    ),
    not_openings=(
        r"est[ae] (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|año|mes|semana|mañana|tarde|noche"
        r"|verano|invierno|otoño|primavera|temporada|fin de semana|madrugada)\b|estos días\b|estas navidades\b"
        r"|así (?:lo|la|se)\b.{1,40}\b(?:dijo|anunció|informó|explicó|afirmó)\b|su majestad\b|su santidad\b"
        r"|y qué\b|ambos (?:\w+ ){1,3}y\b|esta es la (?:primera|segunda|tercera|última)\b"
    ),
    demonstratives="este esta estos estas ese esa esos esas aquel aquella",
    they="él ella ellos ellas",
    he="él ella",
    person_nouns=(
        "hombre mujer niño niña joven presidente presidenta ministro ministra alcalde alcaldesa jugador"
        " jugadora actor actriz cantante escritor escritora director directora portavoz policía agente médico"
        " juez jueza rey reina papa entrenador entrenadora líder candidato candidata senador diputado"
        " diputada madre padre hijo hija esposa"
    ),
    the="el la",
    people=(
        "hombre mujer joven detenido detenida sospechoso sospechosa acusado acusada víctima delantero defensa"
        " centrocampista portero cantante actor actriz escritor escritora futbolista tenista piloto ciclista"
        " francés italiano argentino brasileño alemán inglés escocés portugués suizo serbio mallorquín"
        " manchego político empresario agresor"
    ),
    organisations="empresa compañía firma club aerolínea entidad organización fabricante banco",
    events={
        "incidente": "incident accident ataqu agred agresi tiro dispar pelea incendi muer",
        "suceso": "accident ataqu agred tiro dispar incendi muer asesin crimen",
        "ataque": "ataq ataca atent bomb dispar mat explos",
        "atentado": "atent ataq bomb explos tiro",
        "accidente": "accident choc choqu estrell",
        "acuerdo": "acuerd acord pact firm",
        "medida": "",
        "decisión": "",
        "operación": "operaci compr vend adqui fusi",
        "película": "pelíc film cine direct oscar",
        "libro": "libro novela autor escrit",
        "partido": "partid gan venc derrot empat gol final",
        "explosión": "explo bomb",
        "sentencia": "sentenc conden tribunal juez",
    },
    pointers="incidente suceso medida decisión",
    explained_by="de del que en contra entre para con a al sobre por",
    people_explained_by="de del que acusado acusada",
    several="dos ambos ambas pareja tres hermanos hermanas",
    groups="la_pareja el_dúo el_trío ambos ambas los_dos las_dos los_tres",
    days=(
        "ese_día esa_noche ese_año ese_mes esa_semana aquel_día aquella_noche el_mismo_día al_día_siguiente"
        " un_día_antes un_día_después la_noche_anterior el_día_anterior días_después horas_después"
        " meses_después años_después poco_después a_la_mañana_siguiente"
    ),
    phrases=(
        "otra_razón dicha_medida dicho_acuerdo dicha_empresa dicho_incidente este_último esta_última"
        " esta_decisión esta_medida este_caso este_acuerdo ese_acuerdo esa_decisión ese_caso ese_ataque"
        " este_ataque"
    ),
    says=(
        "dijo ha_dicho afirmó afirma aseguró asegura explicó explica declaró declara señaló señala añadió"
        " añade indicó manifestó comentó según reconoció recordó advirtió insistió dice apuntó subrayó"
        " destacó sostuvo anunció escribió respondió preguntó lamentó admitió denunció agregó expresó"
        " concluyó precisó ha_asegurado ha_explicado ha_afirmado"
    ),
    first_person="yo nosotros nosotras nuestro nuestra nuestros nuestras mi mis",
    answers=(
        r"la respuesta es\b|no[.,!]|sí[.,!]|(?:en )?(?:segundo|tercer|último) lugar\b|por último\b|finalmente,"
        r"|haz clic\b|lee también\b"
    ),
    titles="señor señora sr sra don doña doctor doctora",
    not_surnames=(
        "unido unidos unidas popular socialista nacional europea europeo madrid barcelona aires york real"
        " central norte sur este oeste mundial mundo copa liga rey gobierno congreso senado ministerio"
    ),
    places="nueva nuevo gran san santa los las la el puerto costa real buenos estados reino unión partido banco",
    common_starts="fuentes expertos médicos miles cientos vecinos",
    before_places="en desde a de",
    dates="ayer hoy mañana anoche pasado pasada próximo año mes semana día noche",
)
