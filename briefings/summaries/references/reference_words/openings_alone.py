"""Opening words of the languages that have no file of their own yet.

A sentence that begins with one carries on from the one before. They are listed as in `ReferenceWords.openings`.
"""

OPENINGS_ALONE: dict[str, str] = {
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
UNSPACED_LANGUAGES = frozenset({"ja", "th", "zh"})  # written without spaces: no boundary between words
