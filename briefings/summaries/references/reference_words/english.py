"""English words that point back."""

from briefings.summaries.references.reference_words.english_events import ENGLISH_EVENTS
from briefings.summaries.references.reference_words.kinds import ReferenceWords

ENGLISH = ReferenceWords(
    openings=(
        "apart_from_this apart_from_that along_with_that he she they it this that these those his her their"
        " its him them such there here but however and or nor so yet still also then thus therefore meanwhile"
        " instead moreover furthermore besides nevertheless nonetheless otherwise similarly likewise"
        " consequently hence another both neither afterwards later earlier elsewhere others in_addition"
        " as_a_result in_contrast by_contrast on_the_other_hand for_example for_instance in_response in_turn"
        " at_the_same_time in_that_case after_that since_then until_then by_then in_return of_these of_those"
        " among_them despite_this despite_that for_this_reason to_that_end as_such even_so in_fact"
        " in_other_words either_way because_of_this because_of_that in_this in_that after_this with_this"
        " with_that on_that on_this at_that during_that during_this from_there from_this from_that under_this"
        " under_that if_so if_not one_of_them some_of_them most_of_them all_of_them none_of_them two_of_them"
        " many_of_them the_latter the_same in_the_process a_further in_doing_so in_it of_them on_it for_them"
        " with_them to_them in_them with_it for_that"
    ),
    leaning=(
        r"^(?i:(?:\S+ ){0,5}of (?:them|these|those))\b"
        r"|^(?:[^\s\"“”]+ ){1,4}(?:has|have|had|is|are|was|were|faces?) also\b"
        r"|^(?:[^\s\"“”]+ ){1,4}also (?:faces?|pleaded)\b"
        r"|^(?i:when|after|before|while|as) [^,\"“”]{5,200}\b(?:(?:last|earlier this) (?:year|month)"
        r"|(?:years?|months?) ago)\b"
        r"|[\"”’] (?:he|she|they) (?:said|says|added|told|explained|insisted|continued|argued|warned)\b"
    ),
    not_openings=(
        r"it (?:could|would|will|may|might|can) cost\b|it(?:['’]s| is| was| has)(?: \w+)? (?:understood"
        r"|believed|thought|hoped|feared|reported|claimed|said)(?! (?:to|by|in|as|at|on|with)\b)|it(?:['’]s"
        r"| has) become (?:\w+ ){1,3}(?:to|that)\b|it(?:['’]s| is| was| has been| will be| would be| remains?"
        r"| became| may be| might be| could be)(?: (?:also|not|now|still|yet|already|\w+ly|more|less|very|so"
        r"|too))*(?: (?:the|a|an) (?:[\w-]+ ){1,4}(?:that|to|for|since|in|when|who|whether|of)\b"
        r"| the [\w-]+ (?:time|day|week|month|year)\b| (?:clear|unclear|unknown|uncertain|likely|unlikely"
        r"|possible|impossible|important|difficult|hard|easy|necessary|time|good|bad|right|wrong|true"
        r"|essential|vital|crucial|common|rare|unusual|great|nice|sad|better|best|worth|up to|because)\b"
        r"| (?:announced|revealed|reported|confirmed|hoped|believed|thought|understood|feared|estimated"
        r"|claimed|alleged|said|expected|decided|agreed|known|suggested|argued|noted|rumoured|disclosed"
        r"|established|discovered|found)(?: \w+)?(?: \w+day)?,? (?:that|whether|how|what|why|when|if|the|a|an"
        r"|there|\w+ing)\b(?! (?:have|be)\b)| [\w.’'-]+ (?:(?-i:[A-Z])[\w.’'-]* )?who\b)|it (?:emerged"
        r"|transpired|turned out|seems?|appears?|appeared|seemed|turns out|follows|came as no|took|takes"
        r"|doesn['’]t take|can be|could take|may take)\b(?! (?:after|off|place|over|part|to)\b)|it (?:will"
        r"|would|may|could|might|was|is) (?:be |not be )?(?:[\w-]+,? ){1,5}before\b|it looks (?:as|like)\b"
        r"|it pays\b|it (?:is|was) (?:in|on|at|not until|during|after|only)\b.{1,60}\bthat\b|there(?:['’]s"
        r"|['’]re)?(?: (?:also|now|still|never|then))?(?: (?:is|are|was|were|has|have|had|will|may|can|could"
        r"|would|might|should|must|remains?|seems?|appears?|came|used|isn|aren|wasn|weren|hasn|haven)\b)"
        r"|there \w+n['’]t\b|there['’](?:s|re|ve|ll|d)\b|(?:in |on |at |from |during |earlier |later "
        r"|by )?(?:this|these) (?:(?:past|coming|last|very) )?(?:year|week|month|morning|afternoon|evening"
        r"|season|summer|winter|autumn|spring|fall|time|weekend|days|century|decade|quarter|christmas|easter"
        r"|\w+day|january|february|march|april|may|june|july|august|september|october|november|december)\b"
        r"|that said\b|her majesty|his holiness|his (?:royal|majesty)|her (?:royal|honou?r)|their royal"
        r"|so (?:far|called|many|much|long|what|when|how|why)\b|so-called|then-|here(?:['’]s| is| are"
        r"| comes?)\b|here, |both (?:[\w’'-]+ ){1,4}and\b|both of (?:the )?(?-i:[A-Z])"
        r"|neither (?:[\w’'-]+ ){1,4}nor\b|instead of\b|besides (?!,)\w|(?:later|earlier) (?:in|on|today|next"
        r"|last|generations?|versions?)\b|in addition to\b|as a result of\b|in response to\b|in contrast (?:to"
        r"|with)\b|in return for\b|at the same time as\b|yet another\b|such as\b|those (?:who|in|with|from|of"
        r"|on|at|that|whose|affected|living|\w+ing)\b|that is why\b(?= you)|or so\b"
        r"|others? (?:\w+ ){0,2}(?:include|such)|another (?:day|year|week)\b|still,? (?:in|on|at) (?:his|her"
        r"|its)\b|in that (?:year|time)|the same (?:[\w-]+ )?as\b|however (?:much|hard|many|long)\b"
    ),
    demonstratives="this that these those such",
    they="he she him his her they them their",
    he="he she his her him himself herself",
    person_nouns=(
        "who whose prosecutor minister player singer actor director writer author teacher farmer worker owner"
        " founder leader member lawyer driver runner founder editor designer musician composer painter"
        " photographer producer reporter journalist scientist professor researcher engineer banker trader"
        " tycoon billionaire businessman businesswoman politician lawmaker congressman congresswoman"
        " councillor dealer buyer user customer viewer voter consumer worshipper visitor tourist traveller"
        " hiker swimmer climber sailor skier boxer golfer sprinter jockey cyclist batsman bowler defender"
        " winger footballer rapper comedian presenter broadcaster novelist poet killer gunman attacker bomber"
        " robber burglar thief hacker spammer smuggler prisoner inmate hostage survivor figure speaker"
        " appointee man woman boy girl teenager child baby son daughter father mother brother sister husband"
        " wife widow friend uncle aunt nephew niece cousin mp senator president king queen prince princess"
        " pope bishop judge chief boss captain coach manager star champion striker goalkeeper midfielder"
        " spokesman spokeswoman spokesperson chairman chairwoman official officer detective guard pilot nurse"
        " doctor patient student pupil victim suspect defendant secretary chancellor mayor governor premier"
        " head chief_executive ceo analyst actress heiress duchess duke lord lady someone somebody anyone"
        " everyone nobody whoever person employee guy kid lad veteran youngster native aide deputy candidate"
        " athlete mum mom dad sheriff colonel general sergeant lieutenant major economist passenger expert"
        " witness attorney client fan tenant bride groom professional rookie one artist partner boyfriend"
        " girlfriend fiancé fiancée prodigy cop soldier host critic graduate resident migrant immigrant"
        " citizen"
    ),
    the="the",
    people=(
        r"man woman boy girl teenager suspect victim defendant gunman attacker striker defender midfielder"
        r" goalkeeper winger batsman bowler singer actor actress star rapper comedian musician guitarist"
        r" filmmaker author novelist playwright broadcaster presenter footballer golfer sprinter boxer cyclist"
        r" driver jockey player champion veteran youngster rookie newcomer tycoon billionaire entrepreneur"
        r" businessman businesswoman lawmaker politician senator congressman congresswoman Frenchman Scot"
        r" Englishman Irishman Welshman Dutchman Spaniard Italian German Swede Dane Finn Briton Australian"
        r" American Canadian Russian Belgian Swiss Argentine Brazilian Croat Serb Czech Pole Portuguese"
        r" spokesman spokeswoman official couple \d+-year-old world_number_one world_number_two world_no_one"
        r" world_champion olympic_champion defending_champion former_champion top_seed number_one_seed"
        r" plaintiff officer medallist medalist runner-up teen child baby pilot father mother widow fighter"
    ),
    organisations=(
        "company firm group club team airline bank retailer carmaker supermarket chain broadcaster"
        " organisation organization charity union body agency watchdog regulator manufacturer operator giant"
        " carrier insurer brewer publisher supplier lender network studio label band newspaper magazine"
        " website school university hospital"
    ),
    events=ENGLISH_EVENTS,
    pointers="incident move decision announcement step event",
    explained_by=(
        "of who whom whose that which on in at by between against to for with from near outside involving"
        " behind where called named known entitled titled about into over under accused responsible charged"
        " using"
    ),
    people_explained_by="former of who whom whose that which accused responsible charged named known called behind",
    compounds=(
        "industry maker makers festival festivals star stars director directors studio studios company"
        " companies executive chief boss chairman spokesman spokeswoman market sector awards award club clubs"
        " title titles manager coach secretary minister officer officers council law laws fund member members"
        " leader leaders line page history bosses series rights captain sources fans officials makeup scene"
        " site show sales results board shares price prices crew critics world stage table plan plans process"
        " system systems force forces centre center test tests report study research number numbers"
    ),
    several="two both pair couple duo three trio brothers sisters twins",
    groups=(
        "the_pair the_duo the_trio the_two the_three both_men both_women both_sides both_teams both_companies"
        " both_parties both_players both_countries both_clubs both_firms both_brothers both_sisters"
        " both_of_them all_three all_four the_couple the_brothers the_sisters the_two_sides the_men the_women"
        " the_girls the_boys the_suspects the_victims the_defendants the_twins each_other's"
    ),
    days=(
        "that_day that_night that_evening that_morning that_afternoon that_year that_month that_week"
        " that_weekend that_summer that_season the_same_day the_same_night the_same_year the_same_month"
        " the_same_week the_following_day the_following_morning the_following_year the_following_week"
        " the_following_month the_next_day the_next_morning the_previous_day the_previous_night a_day_earlier"
        " a_day_later a_week_earlier a_week_later a_month_later two_days_later two_days_earlier"
        " three_days_later hours_later minutes_later days_later weeks_later months_later years_later"
        " a_year_later moments_later shortly_afterwards soon_afterwards soon_after at_that_time at_that_point"
        " by_that_time"
    ),
    phrases=(
        "another_reason a_second_reason the_latter such_a_thing such_a_move such_a_step such_a_deal"
        " such_a_plan such_a_decision such_an_attack such_a_ban such_a_scheme such_moves such_claims"
        " such_attacks such_measures that_inquiry that_incident that_case that_attack that_decision"
        " that_report that_meeting that_game that_match that_deal that_move that_investigation that_trial"
        " that_period that_figure that_number that_amount that_position that_role that_offer that_bid"
        " that_agreement that_ruling that_proposal that_plan that_claim that_assessment that_question"
        " that_sentiment this_decision this_incident this_case this_attack this_move this_deal this_figure"
        " this_proposal this_claim this_reason this_issue those_charges those_claims those_allegations"
        " those_comments those_remarks those_plans those_talks these_charges these_claims these_allegations"
        " these_comments these_plans these_measures these_issues these_problems these_changes these_figures"
        " these_results"
    ),
    says=(
        "said says say saying told tells added adds explained asked wrote writes claimed insisted argued"
        " argues warned commented according replied declared admitted recalled tweeted announced continued"
        " concluded stated states called calls described describes reads read quoted remarked noted notes"
        " joked reported reports urged denied described insists admits believes believed suggested stressed"
        " responded shouted yelled testified posted agreed complained branded dubbed titled predicted"
        " predicts pointed acknowledged asserted revealed confirmed thinks thought recalls remembers observed"
        " jokes sings sang"
    ),
    first_person="i we our my us me mine ours myself ourselves we're we've i'm i've i'll i'd we'll we'd let's",
    answers=(
        r"no[.,!]|yes[.,!]|the answer (?:is|was|may|lies|seems|to (?:that|this|both))\b|(?:firstly|secondly"
        r"|thirdly|second|third|fourth|finally|lastly|next)[,:]|(?:click|find out|read more|scroll"
        r"|watch the video|sign up|see also|tap|swipe|visit our|follow us|tell us|send us|share your"
        r"|take our)\b|not so\b|not any ?more\b|not quite\b|nope\b|wrong[.!]|right\?"
    ),
    titles="mr mrs ms miss dr prof professor lord lady sir dame capt sgt",
    not_surnames=(
        "dutch belgian canadian mexican brazilian argentine indian pakistani iraqi iranian israeli"
        " palestinian palestinians saudi turkish greek swiss swedish norwegian danish finnish polish czech"
        " hungarian austrian portuguese ukrainian serbian croatian korean thai indonesian nigerian kenyan"
        " ethiopian egyptian syrian lebanese latin arab arabs western eastern officers community labor bureau"
        " minister president league house party union court cup street road park city group inc bank"
        " university office association council committee department agency company corp ltd plc club united"
        " city rovers town albion wanderers airways airlines motors pictures records studios foods times post"
        " news press journal guardian mirror mail telegraph games awards award festival prize championship"
        " championships open masters trophy series tour day week year month world america africa asia europe"
        " ireland korea zealand york london england britain kingdom states angeles francisco jersey mexico"
        " arabia lanka kong east west north south hill river island islands sea ocean mountain valley beach"
        " lake bay airport station centre center hospital school college church museum theatre theater hall"
        " palace castle square bridge tower stadium arena one two three secretary general chancellor chairman"
        " executive officer director manager leader mp mps act bill law rights commission commons lords"
        " parliament congress senate army navy force forces guard police service services system systems"
        " state national international federal royal republic republican republicans democrat democrats"
        " conservative conservatives labour tory tories liberal liberals green greens war peace movie film"
        " show book album song band live online internet web windows mac xp network networks media"
        " entertainment music radio television tv channel sport sports football rugby tennis cricket golf"
        " athletics olympic olympics grand prix final finals bowl stars heroes man woman boys girls queen"
        " king prince princess pope saint christmas easter friday monday tuesday wednesday thursday saturday"
        " sunday january february march april may june july august september october november december street"
        " wall treasury exchange stock fund trust foundation institute society federation organisation"
        " organization authority board american british english french german italian spanish russian chinese"
        " japanese european african asian irish scottish welsh australian muslim muslims islamic christian"
        " catholic jewish jews google apple microsoft virginia carolina dakota madrid milan county district"
        " province region capital spokesman spokeswoman editor analyst judge justice attorney lawyer"
        " detective sergeant inspector coach champions revolution constitution amendment plan project"
        " agreement treaty protocol report survey economics research capital partners holdings industries"
        " technologies technology software communications telecom mobile broadband virus code key box station"
        " player phone play game gaming store stores"
    ),
    places=(
        "new south north east west northern southern eastern western real san santa los las saudi great st"
        " sri hong united central upper lower port fort mount inter ac grand new-york sierra costa puerto el"
    ),
    common_starts=(
        "police officials authorities scientists researchers doctors experts analysts critics investigators"
        " prosecutors lawyers ministers fans shares sales profits figures relatives witnesses firefighters"
        " thousands hundreds dozens millions two three four five six seven eight nine ten one people"
        " residents campaigners teachers unions bosses supporters opponents protesters troops soldiers"
        " speaking asked last earlier on in at yes no"
    ),
    before_places="in at near from across around outside",
    dates=(
        "yesterday today tonight tomorrow last next this ago year week month day morning night evening weekend season"
    ),
)
