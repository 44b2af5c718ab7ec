"""Portuguese words that point back."""

from briefings.summaries.references.reference_words.kinds import ReferenceWords

PORTUGUESE = ReferenceWords(
    openings=(
        "ele ela eles elas isto isso este esta estes estas esse essa esses essas aquele aquela aquilo seu sua"
        " seus suas o_seu a_sua os_seus as_suas mas porém contudo entretanto todavia e ou então também assim"
        " depois além_disso no_entanto por_isso portanto ambos ambas por_sua_vez por_outro_lado enquanto_isso"
        " dessa_forma desta_forma dessa_maneira nesse_sentido nesse nessa neste_contexto por_exemplo"
        " ainda_assim apesar_disso com_isso daí logo"
    ),
    not_openings=(
        r"(?:n)?est[ae] (?:segunda|terça|quarta|quinta|sexta|sábado|domingo|semana|manhã|tarde|noite|ano|mês"
        r"|verão|inverno|madrugada|fim de semana)\b|(?:n)?essa (?:segunda|terça|quarta|quinta|sexta"
        r"|semana)(?:-feira)?\b|depois (?:de|do|da|dos|das|que)\b|assim como\b|assim que\b|logo (?:após"
        r"|depois)\b|sua (?:majestade|santidade)\b|também (?:(?-i:[A-ZÀ-Þ])|no |na |em )|esta é a (?:primeira"
        r"|segunda)\b|ambos (?:os )?.{1,40}\be\b"
    ),
    demonstratives="este esta estes estas esse essa esses essas aquele aquela",
    they="ele ela eles elas",
    he="ele ela",
    person_nouns=(
        "homem mulher menino menina jovem presidente presidenta ministro ministra prefeito prefeita jogador"
        " jogadora ator atriz cantor cantora escritor diretor diretora técnico treinador papa juiz juíza"
        " médico policial rei rainha senador senadora deputado deputada mãe pai filho filha rapaz"
    ),
    the="o a",
    people=(
        "homem mulher jovem suspeito suspeita vítima acusado acusada réu ré atacante zagueiro goleiro meia"
        " cantor cantora ator atriz escritor escritora avançado guarda-redes jogador tenista piloto francês"
        " inglês escocês espanhol alemão italiano suíço sérvio argentino agressor detido"
    ),
    organisations="empresa companhia firma clube equipe equipa grupo fabricante montadora banco seleção",
    events={
        "incidente": "incident acident ataq atac agred tiro brig mort",
        "ataque": "ataq atac atent bomb tiro explos",
        "atentado": "atent ataq bomb explos",
        "acidente": "acident colis bat choq",
        "acordo": "acord pact assin",
        "decisão": "",
        "medida": "",
        "operação": "operaç compr vend fus",
        "filme": "film cinem diret oscar",
        "livro": "livr romanc autor",
        "partida": "partid venc vitór derrot empat gol final jog",
        "jogo": "jog partid venc vitór derrot empat gol final",
        "explosão": "explo bomb",
        "crime": "crim assassin mort mat homic",
    },
    pointers="incidente decisão medida",
    explained_by="de do da dos das que em no na contra entre para com ao à sobre por",
    people_explained_by="de do da dos das que acusado acusada",
    several="dois duas três ambos ambas casal irmãos irmãs",
    groups="a_dupla o_duo o_trio o_casal ambos ambas os_dois as_duas os_três",
    days=(
        "nesse_dia naquele_dia nessa_noite naquela_noite naquele_ano nesse_ano no_mesmo_dia no_dia_seguinte"
        " um_dia_antes um_dia_depois na_noite_anterior no_dia_anterior dias_depois horas_depois meses_depois"
        " anos_depois pouco_depois"
    ),
    phrases=(
        "outra_razão outro_motivo tal_medida tal_decisão essa_decisão essa_medida esse_caso esse_acordo"
        " esse_ataque esta_decisão esta_medida este_último esta_última"
    ),
    says=(
        "disse diz afirmou afirma declarou explicou explica acrescentou segundo contou ressaltou destacou"
        " informou comentou escreveu anunciou avaliou garantiu alertou respondeu lamentou reconheceu admitiu"
        " defendeu completou concluiu relatou lembrou sublinhou referiu adiantou"
    ),
    first_person="eu nós nosso nossa nossos nossas meu minha meus minhas",
    answers=(
        r"a resposta é\b|não[.,!]|sim[.,!]|em segundo lugar\b|em terceiro lugar\b|por fim,|clique\b"
        r"|leia também\b|saiba mais\b|veja também\b"
    ),
    titles="senhor senhora sr sra dom dona doutor doutora dr",
    not_surnames=(
        "unido unidos unida nacional popular socialista europeia europeu paulo janeiro york brasil mundo"
        " mundial copa liga governo senado câmara congresso ministério norte sul leste oeste federal militar"
        " civil"
    ),
    places="nova novo grande são santa santo los rio porto belo real estados reino união partido banco",
    common_starts="médicos especialistas pesquisadores milhares centenas",
    before_places="em no na de",
    dates="ontem hoje amanhã passado passada próximo ano mês semana dia noite manhã",
)
