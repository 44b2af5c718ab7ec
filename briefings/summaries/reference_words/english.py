"""English words that point back."""

from briefings.summaries.reference_words.kinds import ReferenceWords

ENGLISH = ReferenceWords(
    openings="he she they it this that these those his her their its him them such there here but however and or nor so"
    " yet still also then thus therefore meanwhile instead moreover furthermore besides nevertheless nonetheless"
    " otherwise similarly likewise consequently hence another both neither afterwards later earlier elsewhere others"
    " in_addition as_a_result in_contrast by_contrast on_the_other_hand for_example for_instance in_response in_turn"
    " at_the_same_time in_that_case after_that since_then until_then by_then in_return of_these of_those among_them"
    " despite_this despite_that for_this_reason to_that_end as_such even_so in_fact in_other_words either_way"
    " because_of_this because_of_that in_this in_that after_this with_this with_that on_that on_this at_that"
    " during_that during_this from_there from_this from_that under_this under_that if_so if_not one_of_them some_of_them"
    " most_of_them all_of_them none_of_them two_of_them many_of_them the_latter the_former the_same in_the_process"
    " a_further in_doing_so",
    not_openings=r"it(?:['’]s| is| was| has been| will be| would be| remains?| became| may be| might be| could be)"
    r"(?: (?:also|not|now|still|only|yet|widely|already|\w+ly|more|less|very|so|too))*"
    r"(?: (?:the|a|an) (?:[\w-]+ ){1,4}(?:that|to|for|since|in|when|who|whether|of)\b| the [\w-]+ (?:time|day|week|month|year)\b"
    r"| (?:clear|unclear|likely|unlikely|possible|impossible|important|difficult|hard|easy|necessary|time|good|bad|right"
    r"|wrong|true|essential|vital|crucial|common|rare|unusual|great|nice|sad|better|best|worth|up to|because)\b"
    r"| (?:announced|revealed|reported|confirmed|hoped|believed|thought|understood|feared|estimated|claimed|alleged|said"
    r"|expected|decided|agreed|known|suggested|argued|noted|rumoured|disclosed|established|discovered|found)"
    r"(?: \w+)?(?: \w+day)?,? (?:that|whether|how|what|why|when|if|the|a|an|there|\w+ing)\b(?! (?:have|be)\b)"
    r"| [\w.’'-]+ (?:[A-Z][\w.’'-]* )?who\b)"
    r"|it (?:emerged|transpired|turned out|seems?|appears?|appeared|seemed|turns out|follows|came as no|took|takes|doesn['’]t"
    r" take|can be|could take|may take)\b(?! (?:after|off|place|over|part|to)\b)"
    r"|it looks (?:as|like)\b|it pays\b|it (?:is|was) (?:in|on|at|not until|during|after|only)\b.{1,60}\bthat\b"
    r"|there(?:['’]s|['’]re)?(?: (?:also|now|still|never|then))?(?: (?:is|are|was|were|has|have|had|will|may|can|could|would"
    r"|might|should|must|remains?|seems?|appears?|came|used|isn|aren|wasn|weren|hasn|haven)\b)"
    r"|there['’](?:s|re|ve|ll|d)\b"
    r"|(?:in |on |at |from |during |earlier |later |by )?(?:this|these) (?:(?:past|coming|last|very) )?(?:year|week|month"
    r"|morning|afternoon|evening|season|summer|winter|autumn|spring|fall|time|weekend|days|century|decade|quarter"
    r"|christmas|easter|\w+day|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|that said\b|her majesty|his holiness|his (?:royal|majesty)|her (?:royal|honou?r)|their royal"
    r"|so (?:far|called|many|much|long|what|when|how|why)\b|so-called|then-|here(?:['’]s| is| are| comes?)\b|here, "
    r"|both (?:[\w’'-]+ ){1,4}and\b|both of (?:the )?[A-Z]|neither (?:[\w’'-]+ ){1,4}nor\b|instead of\b|besides (?!,)\w"
    r"|(?:later|earlier) (?:in|on|today|next|last|generations?|versions?)\b|in addition to\b|as a result of\b|in response to\b"
    r"|in contrast (?:to|with)\b|in return for\b|at the same time as\b|yet another\b|such as\b|those (?:who|in|with|from|of|on"
    r"|at|that|whose|affected|living|\w+ing)\b|that is why\b(?= you)|or so\b|others? (?:\w+ ){0,2}(?:include|such)"
    r"|another (?:day|year|week)\b|still,? (?:in|on|at) (?:his|her|its)\b|in that (?:year|time)|the same (?:[\w-]+ )?as\b"
    r"|however (?:much|hard|many|long)\b",
    he="he she his her him himself herself",
    person_nouns="man woman boy girl teenager child baby son daughter father mother brother sister husband wife widow"
    " friend uncle aunt nephew niece cousin mp senator president king queen prince princess pope bishop judge chief boss"
    " captain coach manager star champion striker goalkeeper midfielder spokesman spokeswoman spokesperson chairman"
    " chairwoman official officer detective guard pilot nurse doctor patient student pupil victim suspect defendant"
    " secretary chancellor mayor governor premier head chief_executive ceo analyst actress heiress duchess duke lord lady"
    " someone somebody anyone everyone nobody whoever person employee guy kid lad veteran youngster native aide deputy"
    " candidate athlete mum mom dad sheriff colonel general sergeant lieutenant major economist passenger expert"
    " witness attorney client fan tenant bride groom professional rookie one artist partner boyfriend girlfriend fiancé"
    " fiancée prodigy cop soldier host critic graduate resident migrant immigrant citizen",
    the="the",
    people="man woman boy girl teenager suspect victim defendant gunman attacker striker defender midfielder goalkeeper"
    " winger batsman bowler singer actor actress star rapper comedian musician guitarist filmmaker author novelist"
    " playwright broadcaster presenter footballer golfer sprinter boxer cyclist driver jockey player champion veteran"
    " youngster rookie newcomer tycoon billionaire entrepreneur businessman businesswoman lawmaker politician senator"
    " congressman congresswoman Frenchman Scot Englishman Irishman Welshman Dutchman Spaniard Italian German Swede Dane"
    " Finn Briton Australian American Canadian Russian Belgian Swiss Argentine Brazilian Croat Serb Czech Pole Portuguese"
    " spokesman spokeswoman official couple \\d+-year-old world_number_one world_number_two world_no_one"
    " world_champion olympic_champion defending_champion former_champion top_seed number_one_seed plaintiff officer"
    " teen child baby pilot father mother widow fighter",
    organisations="company firm group club team airline bank retailer carmaker supermarket chain broadcaster organisation"
    " organization charity union body agency watchdog regulator manufacturer operator giant carrier insurer brewer"
    " publisher supplier lender network studio label band newspaper magazine website school university hospital",
    events={
        "incident": "incident accident attack crash fire shot shoot stab fight punch kill clash brawl collid explo death die"
        " assault threat robb row arrest hit injur",
        "attack": "attack bomb shoot shot kill assault stab massacre raid strike struck blast explo gun terror murder hijack",
        "bombing": "bomb blast explo attack", "blast": "blast bomb explo", "explosion": "explo blast bomb",
        "shooting": "shoot shot gun kill fire", "killing": "kill murder shot dead death slain slay die stab",
        "murder": "murder kill death dead slay stab shot", "massacre": "massacre kill attack",
        "crash": "crash collid collision plane wreck accident", "accident": "accident crash collid collision",
        "raid": "raid", "assault": "assault attack", "arrest": "arrest detain held custody", "clash": "clash fight match game",
        "move": "", "decision": "", "announcement": "", "step": "",
        "ruling": "rul court judg verdict decision decid", "verdict": "verdict convict guilty jury found acquit",
        "deal": "deal agree buy bought takeover acqui merg sign contract sell sold sale bid purchas pact accord",
        "agreement": "agree deal pact accord sign treaty truce", "takeover": "takeover take over bid buy bought acqui",
        "merger": "merg takeover bid combin", "bid": "bid offer takeover", "offer": "offer bid", "sale": "sale sell sold buy bought",
        "inquiry": "inquir investigat probe enquir", "investigation": "investigat inquir probe",
        "probe": "probe investigat inquir", "allegations": "alleg accus claim", "charges": "charg accus convict indict guilty",
        "claims": "claim alleg accus", "comments": "comment said say told remark", "remarks": "remark comment said say told",
        "row": "row dispute feud argu clash critic", "dispute": "dispute row feud strike argu", "lawsuit": "lawsuit su legal court",
        "film": "film movie cinema director actor actress oscar screen box premiere star", "movie": "film movie cinema director"
        " oscar screen box", "book": "book novel author writer publish biograph memoir", "novel": "novel book author",
        "album": "album record song single band music chart", "song": "song single album record chart number music sing",
        "show": "show programme program series tv perform broadcast musical play", "series": "series show programme episode",
        "musical": "musical show stage", "match": "match game beat defeat win won lost draw cup final tie victory play",
        "game": "game match beat defeat win won lost draw cup final tie victory play console", "victory": "victory win won beat"
        " triumph defeat", "win": "win won victory beat triumph defeat", "defeat": "defeat lost loss beat win won victory",
        "tournament": "tournament open cup championship masters", "race": "race racing marathon grand prix rally metres win won"
        " 100m 60m 200m 400m sprint", "trial": "trial court tried jury charg murder prosecut", "case": "case court charg trial"
        " alleg su legal suspect investigat murder", "bill": "bill law legislat act", "law": "law legislat act bill ban",
        "ban": "ban bar prohibit", "scheme": "scheme plan project", "proposal": "propos plan", "proposals": "propos plan",
        "plan": "plan propos scheme", "plans": "plan propos scheme", "measures": "measure law rule plan", "report": "report study"
        " survey review figures", "study": "study research survey report scientist", "survey": "survey poll research study report",
        "poll": "poll survey vote election", "summit": "summit meeting talks", "meeting": "meet summit talks met", "talks":
        "talk meet negotiat summit met", "strike": "strike walkout action stoppage", "virus": "virus worm malware infect ebola flu"
        " disease", "disease": "disease virus infect illness ebola flu outbreak cancer", "software": "software program microsoft",
        "device": "device gadget phone player machine bomb", "site": "site web online", "letter": "letter wrote written",
        "video": "video footage film clip", "footage": "footage video film clip", "photo": "photo picture image",
        "plane": "plane flight aircraft jet airliner crash", "ship": "ship vessel boat", "vehicle": "vehicle car truck van",
        "sentence": "sentenc jail prison convict", "strategy": "strateg plan", "appointment": "appoint", "award": "award prize win won",
        "prize": "prize award", "injury": "injur", "operation": "operation surgery raid", "system": "system",
        "drug": "drug medicine steroid treatment", "tour": "tour", "project": "project plan scheme build", "event": "",
    },
    pointers="incident move decision announcement step event",
    explained_by="of who whom whose that which on in at by between against to for with from near outside involving behind where"
    " called named known entitled titled about into over under accused responsible charged using",
    compounds="industry maker makers festival festivals star stars director directors studio studios company companies executive"
    " chief boss chairman spokesman spokeswoman market sector awards award club clubs title titles manager coach secretary"
    " minister officer officers council law laws fund member members leader leaders line page history bosses series rights"
    " captain sources fans officials makeup scene site show sales results board shares price prices crew critics world"
    " stage table plan plans process system systems force forces centre center test tests report study number numbers",
    groups="the_pair the_duo the_trio the_two the_three both_men both_women both_sides both_teams both_companies both_parties"
    " both_players both_countries both_clubs both_firms both_brothers both_sisters both_of_them all_three all_four the_couple"
    " the_brothers the_sisters the_two_sides the_men the_women the_girls the_boys the_suspects the_victims the_defendants the_twins"
    " the_former the_latter each_other's",
    days="that_day that_night that_evening that_morning that_afternoon that_year that_month that_week that_weekend that_summer"
    " that_season the_same_day the_same_night the_same_year the_same_month the_same_week the_following_day"
    " the_following_morning the_following_year the_following_week the_following_month the_next_day the_next_morning"
    " the_previous_day the_previous_night the_day_before the_day_after a_day_earlier a_day_later a_week_earlier a_week_later"
    " a_month_later two_days_later two_days_earlier three_days_later hours_later minutes_later days_later weeks_later"
    " months_later years_later a_year_later moments_later shortly_afterwards soon_afterwards soon_after at_that_time"
    " at_that_point by_that_time",
    phrases="another_reason a_second_reason such_a_move such_a_step such_a_deal such_a_plan such_a_decision"
    " such_an_attack such_a_ban such_a_scheme such_moves such_claims such_attacks such_measures"
    " that_inquiry that_incident that_case that_attack that_decision that_report that_meeting that_game that_match that_deal"
    " that_move that_investigation that_trial that_period that_figure that_number that_amount that_position that_role that_offer"
    " that_bid that_agreement that_ruling that_proposal that_plan that_claim that_assessment that_question that_sentiment"
    " this_decision this_incident this_case this_attack this_move this_deal this_figure this_proposal this_claim"
    " this_reason this_issue those_charges those_claims those_allegations those_comments those_remarks those_plans those_talks"
    " these_charges these_claims these_allegations these_comments these_plans these_measures these_issues these_problems"
    " these_changes these_figures these_results",
    says="said says say saying told tells added adds explained asked wrote writes claimed insisted argued argues warned"
    " commented according replied declared admitted recalled tweeted announced continued concluded stated states called calls"
    " described describes reads read quoted remarked noted notes joked reported reports urged denied described insists"
    " admits believes believed suggested stressed responded shouted yelled testified posted agreed complained branded dubbed titled"
    " predicted predicts pointed acknowledged asserted revealed confirmed thinks thought recalls remembers observed jokes sings sang",
    first_person="i we our my us me mine ours myself ourselves we're we've i'm i've i'll i'd we'll we'd",
    answers=r"no[.,!]|yes[.,!]|the answer (?:is|was|may|lies|seems|to (?:that|this|both))\b|(?:firstly|secondly|thirdly|second|third|fourth"
    r"|finally|lastly|next)[,:]|(?:click|find out|read more|scroll|watch the video|sign up|see also|tap|swipe|visit our"
    r"|follow us|tell us|send us|share your|take our)\b|not so\b|not any ?more\b|not quite\b|nope\b|wrong[.!]|right\?",
    titles="mr mrs ms miss dr prof professor lord lady sir dame capt sgt",
    not_surnames="minister president league house party union court cup street road park city group inc bank university office"
    " association council committee department agency company corp ltd plc club united city rovers town albion wanderers"
    " airways airlines motors pictures records studios foods times post news press journal guardian mirror mail telegraph"
    " games awards award festival prize championship championships open masters trophy series tour day week year month world"
    " america africa asia europe ireland korea zealand york london england britain kingdom states angeles francisco jersey"
    " mexico arabia lanka kong east west north south hill river island islands sea ocean mountain valley beach lake bay airport"
    " station centre center hospital school college church museum theatre theater hall palace castle square bridge tower"
    " stadium arena one two three secretary general chancellor chairman executive officer director manager leader mp mps"
    " act bill law rights commission commons lords parliament congress senate army navy force forces guard police service"
    " services system systems state national international federal royal republic republican republicans democrat democrats"
    " conservative conservatives labour tory tories liberal liberals green greens war peace movie film show book album song"
    " band live online internet web windows mac xp network networks media entertainment music radio television tv channel"
    " sport sports football rugby tennis cricket golf athletics olympic olympics grand prix final finals bowl stars heroes"
    " man woman boys girls queen king prince princess pope saint christmas easter friday monday tuesday wednesday thursday"
    " saturday sunday january february march april may june july august september october november december street wall"
    " treasury exchange stock fund trust foundation institute society federation organisation organization authority board"
    " american british english french german italian spanish russian chinese japanese european african asian irish scottish"
    " welsh australian muslim muslims islamic christian catholic jewish jews google apple microsoft virginia carolina dakota"
    " madrid milan county district province region capital spokesman spokeswoman editor analyst judge justice attorney"
    " lawyer detective sergeant inspector coach champions revolution constitution amendment plan project agreement treaty"
    " protocol report survey economics research capital partners holdings industries technologies technology software"
    " communications telecom mobile broadband virus code key box station player phone play game gaming store stores",
    before_places="in at near from across around outside",
    dates="yesterday today tonight tomorrow last next this ago year week month day morning night evening weekend season",
    places="new south north east west northern southern eastern western real san santa los las saudi great st sri hong united central"
    " upper lower port fort mount inter ac grand new-york sierra costa puerto el",
)
