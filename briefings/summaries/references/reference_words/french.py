"""French words that point back."""

from briefings.summaries.references.reference_words.kinds import ReferenceWords

FRENCH = ReferenceWords(
    openings=(
        "il elle ils elles ce cet cette ces cela ceci ça c['’] son sa ses leur leurs mais cependant toutefois"
        " et ou donc or ni aussi puis ainsi ensuite enfin pourtant néanmoins de_plus en_outre par_ailleurs"
        " celui celle ceux celles celui-ci celle-ci ceux-ci en_revanche par_conséquent du_coup par_exemple"
        " en_effet de_son_côté de_leur_côté à_son_tour dans_ce_contexte dans_ce_cadre d['’]autre_part"
        " d['’]ailleurs depuis_lors tous_deux tous_les_deux lui eux parmi_eux après_cela malgré_cela"
        " pour_cela les_deux en_réponse"
    ),
    not_openings=(
        r"il (?:y a|y avait|y aura|faut|faudra|fallait|s['’]agit|s['’]agirait|s['’]agissait"
        r"|est (?:\w+ )?(?:\w+ )?(?:que|de|d['’]|temps)|était (?:une fois|\w+ (?:que|de|d['’]))|reste à"
        r"|semble que|semblerait|suffit|n['’]y a|n['’]y aura|n['’]est pas (?:\w+ )?(?:que|de))|c['’](?:est"
        r"|était|en est) .{1,90}\b(?:que?|qui|qu['’])|ce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi"
        r"|dimanche|matin|soir|week-end|mois|printemps)|ce qui\b|ce que\b|cette (?:année|semaine|nuit|saison"
        r"|fois)\b|cet (?:été|hiver|automne|après-midi)\b|ces (?:derniers|dernières|jours)\b|celui qui\b"
        r"|celle qui\b|ceux qui\b|celles qui\b|son altesse\b|sa majesté\b|ou bien\b|ainsi que\b|aussi (?:bien"
        r"|longtemps)\b|puis-je\b|les deux (?:\w+ ){0,2}(?-i:[A-ZÀ-Þ])"
    ),
    demonstratives="ce cet cette ces",
    they="il elle ils elles",
    he="il elle lui",
    person_nouns=(
        "homme femme garçon fille président présidente ministre maire joueur joueuse acteur actrice chanteur"
        " chanteuse écrivain directeur directrice policier juge roi reine pape entraîneur médecin sénateur"
        " député députée mère père fils candidat candidate chef adolescent adolescente étudiant étudiante"
    ),
    the="le la l['’]",
    people=(
        "homme femme suspect suspecte victime attaquant défenseur milieu gardien chanteur chanteuse acteur"
        " actrice cinéaste romancier romancière joueur joueuse pilote Français Écossais Anglais Italien"
        " Espagnol Allemand Suisse Serbe prévenu prévenue accusé accusée trentenaire quadragénaire"
        " quinquagénaire sexagénaire septuagénaire jeune_homme jeune_femme adolescent assaillant tireur"
    ),
    organisations="entreprise société compagnie firme groupe club équipe association constructeur enseigne banque",
    events={
        "incident": "incident accident attaq agress fusill tir rixe incendi mort",
        "attaque": "attaq attent bomb tir tué explos",
        "attentat": "attent attaq bomb explos",
        "accident": "accident collision percut crash",
        "fusillade": "fusill tir coup",
        "accord": "accord pact sign entent",
        "mesure": "",
        "décision": "",
        "opération": "opérat rachat rachet fusion acqui",
        "film": "film cinéma réalis oscar césar",
        "livre": "livre roman auteur écriv",
        "match": "match gagn batt vaincu victoire défait nul but final",
        "rencontre": "match rencontr gagn batt victoire défait nul final",
        "explosion": "explo bomb",
        "drame": "mort tué accident meurtr drame incendi",
    },
    pointers="incident mesure décision",
    explained_by="de du des d qui que dont où en à au aux contre entre pour avec sur dans survenu survenue",
    people_explained_by="de du des qui dont que accusé soupçonné",
    several="deux trois couple frères sœurs jumeaux",
    groups=(
        "la_paire le_duo le_trio le_couple les_deux les_deux_hommes les_deux_femmes les_deux_pays"
        " les_deux_équipes les_trois tous_deux ces_derniers ces_deux"
    ),
    days=(
        "ce_jour-là cette_nuit-là cette_année-là ce_soir-là le_même_jour le_lendemain la_veille le_jour_même"
        " un_jour_plus_tôt deux_jours_plus_tard quelques_jours_plus_tard quelques_heures_plus_tard"
        " un_an_plus_tard peu_après"
    ),
    phrases=(
        "autre_raison cette_dernière ce_dernier cette_décision cette_mesure cette_affaire cette_attaque"
        " cet_accord cet_incident cet_accident ce_drame une_telle_mesure une_telle_décision"
    ),
    says=(
        "dit déclaré déclare affirmé affirme expliqué explique ajouté ajoute assuré assure indiqué indique"
        " selon estimé estime précisé précise souligné souligne annoncé répondu confié lancé reconnu regretté"
        " rappelé insisté conclu écrit raconte martelé dénoncé commenté poursuit confie juge lance prévient"
        " avertit résume"
    ),
    first_person="je j['’] nous notre nos mon ma mes moi",
    answers=(
        r"la réponse est\b|non[.,!]|oui[.,!]|deuxièmement\b|troisièmement\b|cliquez\b|lire aussi\b|à lire\b"
        r"|découvrez\b"
    ),
    titles="m mm mme mlle monsieur madame dr docteur me",
    not_surnames=(
        "uni unis unies nationale national populaire socialiste européenne européen france paris york monde"
        " mondial coupe ligue gouvernement république assemblée sénat ministère nord sud est ouest"
    ),
    places="nouvelle nouveau grande grand saint sainte san los la le les royaume états union parti banque côte",
    common_starts="chercheurs médecins plusieurs deux trois selon",
    before_places="à en dans au aux",
    dates="hier aujourd demain dernier dernière prochain an année mois semaine jour nuit soir matin",
)
