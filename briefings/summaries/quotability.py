"""Which sentences can stand on their own in a briefing, and how many words they have."""

import re

# Words that, at the beginning of a sentence, refer to the one before: pronouns, demonstratives, connectives. An
# underscore is a space.
_CONTEXT_WORDS = {
    "en": "he she they it this that these those his her their its him them such there but however and or nor so yet"
    " still also then thus therefore meanwhile instead moreover furthermore besides nevertheless nonetheless otherwise"
    " similarly likewise consequently hence another both neither afterwards later earlier elsewhere",
    "es": "él ella ellos ellas ello esto eso este esta estos estas ese esa esos esas su sus aquel aquella pero sin"
    " además también entonces así luego por y o sino aunque mientras tras asimismo no_obstante tampoco",
    "fr": "il elle ils elles ce cet cette ces cela ceci ça son sa ses leur leurs mais cependant toutefois et ou donc"
    " or ni aussi puis ainsi ensuite enfin pourtant néanmoins de_plus en_outre par_ailleurs celui celle ceux celles",
    "de": "er sie es dies diese dieser dieses jene jener jenes das sein seine ihr ihre ihm ihnen aber doch jedoch und"
    " oder denn also dann dort dabei damit dazu daher deshalb deswegen dagegen dennoch trotzdem außerdem zudem auch"
    " allerdings hingegen inzwischen währenddessen stattdessen darüber daraufhin danach davor zuvor beide solche",
    "it": "egli ella lui lei esso essa loro essi questo questa questi queste quello quella quelli quelle ciò suo sua"
    " suoi sue ma però tuttavia e o quindi dunque anche poi così inoltre infatti intanto invece allora pure",
    "pt": "ele ela eles elas isto isso este esta estes estas esse essa esses essas aquele aquela seu sua seus suas mas"
    " porém contudo entretanto todavia e ou então também assim depois além no_entanto por_isso portanto",
    "ar": "هو هي هم هما هن وهو وهي وهم هذا هذه ذلك تلك هؤلاء وهذا وهذه وذلك لكن ولكن لكنه لكنها ولكنه ولكنها غير_أن"
    " إلا_أن كما أيضا وأيضا ثم لذلك ولذلك بينما فيما وقال وأضاف وأضافت وأوضح وأكد وتابع وأشار وقالت",
    "cs": "on ona oni ono to tento tato toto tyto ti jeho její jejich ale však avšak a proto také rovněž přesto navíc",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά εκείνος εκείνη όμως αλλά ωστόσο επίσης και έτσι επιπλέον",
    "he": "הוא היא הם הן זה זאת זו אלה אבל אולם אך גם כן לכן עם_זאת בנוסף",
    "ja": "彼 彼女 これ それ あれ この その あの しかし だが また そして さらに 一方 なお",
    "ko": "그는 그녀는 그들은 그가 이는 이에 이번 그러나 하지만 또한 그리고 한편 이어",
    "pl": "on ona oni one ono to ten ta te jego jej ich ale jednak lecz także również dlatego ponadto",
    "sk": "on ona oni ono to tento táto toto tieto jeho jej ich ale však avšak a preto tiež navyše",
    "sv": "han hon de det den detta denna dessa hans hennes deras dess men dock också därför sedan dessutom och",
    "th": "เขา เธอ พวกเขา แต่ อย่างไรก็ตาม นอกจากนี้ ทั้งนี้ โดย และ",
    "uk": "він вона вони воно це цей ця ці його її їх їхній але однак проте також тому крім_того",
    "zh": "他 她 它 这 那 其 此 但 然而 不过 因此 另外 同时 而",
}
_WORD_END = r"\b"
_WORD_ENDS = dict.fromkeys(("ja", "th", "zh"), "")  # written without spaces: no boundary between words
_CONTEXT_PATTERNS = {
    language: re.compile(
        rf"[\W_]*(?:{'|'.join(words.split()).replace('_', ' ')}){_WORD_ENDS.get(language, _WORD_END)}", re.IGNORECASE
    )
    for language, words in _CONTEXT_WORDS.items()
}
_PHOTO_CREDIT = re.compile(
    r"[\W_]*(?:file )?(?:photo|foto|image|picture|bild|صورة)s?\s*(?:[:：/|(-]|by\b|credit)", re.IGNORECASE
)
_UNSPACED_CHARACTER = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("(", ")"))


def needs_context(sentence: str, language: str) -> bool:
    """Whether the sentence begins with a word that refers to the one before; False for a language without a list."""
    pattern = _CONTEXT_PATTERNS.get(language)
    return pattern is not None and pattern.match(sentence) is not None


def can_be_quoted(sentence: str) -> bool:
    """False for half a quotation, a question, a sentence that ends with a colon, and a photo credit."""
    expects_more = sentence.rstrip("\"'”’»)").endswith(("?", "؟", "？", ":", "："))
    return not (expects_more or _is_half_quoted(sentence) or _PHOTO_CREDIT.match(sentence))


def count_words(sentence: str) -> int:
    """How many words it has; in scripts written without spaces two characters count as one."""
    return max(len(sentence.split()), len(_UNSPACED_CHARACTER.findall(sentence)) // 2)


def _is_half_quoted(sentence: str) -> bool:
    if sentence.count('"') % 2:
        return True
    if "„" in sentence:
        return sentence.count("„") != sentence.count("“") + sentence.count("”")
    return any(sentence.count(opened) != sentence.count(closed) for opened, closed in _QUOTE_PAIRS)
