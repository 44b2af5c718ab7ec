"""Recognises boilerplate that a web page puts around an article: lines that are buttons, notices or teasers."""

import re
from functools import cache

# Lines are compared without case and without signs and digits at either end: "▶ Share (12)" is "share".
_BOILERPLATE_LINES = """
tt|a a|a+ a-|aa|+ -|share|share this|share article|share this article|share this story|share this post|share save
save|print|print article|print this article|email|email this|email article|copy link|copy the link|link copied
listen|listen to article|listen to this article|bookmark|comment|comments|leave a comment|view comments
show comments|post a comment|subscribe|subscribe now|subscribe today|sign up|sign in|log in|login|register|follow us
follow|newsletter|our newsletters|advertisement|advertisements|advertising|advert|ad|ads|sponsored|sponsored content
paid content|promoted|promoted content|story continues below|story continues below advertisement
article continues below|article continues after advertisement|article continues after this ad|continue reading
continue reading the main story|read more|read full story|read the full story|read full article|more|show more
load more|see more|related|related articles|related stories|related news|related topics|related content
more on this story|more on this topic|more from this section|recommended|recommended stories|recommended for you
you may also like|you might also like|most read|most popular|trending|trending now|top stories|latest news
editor's picks|editors' picks|skip to content|skip to main content|skip advertisement|back to top|menu|search|home
accept|accept all|accept cookies|accept all cookies|reject all|cookie settings|cookie policy|manage cookies
privacy policy|terms of use|terms of service|scroll to continue|tap to unmute|click to enlarge|enlarge image
view gallery|view image in fullscreen|open image in gallery|close|all rights reserved|image source|play video
watch video|compartir|compartir artículo|imprimir|guardar|comentarios|publicidad|anuncio|leer más|ver más
seguir leyendo|noticias relacionadas|lo más leído|suscríbete|te puede interesar|más información|aceptar cookies
aceptar todas las cookies|partager|partager l'article|imprimer|enregistrer|commentaires|publicité|lire la suite
lire plus|articles liés|sur le même sujet|à lire aussi|lire aussi|les plus lus|s'abonner|abonnez-vous
accepter les cookies|tout accepter|teilen|artikel teilen|drucken|merken|kommentare|anzeige|werbung|weiterlesen
mehr lesen|mehr zum thema|zum thema|das könnte sie auch interessieren|meistgelesen|abonnieren|alle akzeptieren
cookies akzeptieren|condividi|stampa|salva|commenti|pubblicità|leggi tutto|leggi anche|leggi di più
articoli correlati|continua a leggere|compartilhar|compartilhe|partilhar|comentários|publicidade|leia mais
leia também|saiba mais|continue lendo|مشاركة|شارك|طباعة|إعلان|إعلانات|اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|المزيد
مواضيع ذات صلة|أخبار ذات صلة|تعليقات|الأكثر قراءة|分享|打印|收藏|评论|广告|相关阅读
相关新闻|阅读更多|展开全文|シェア|広告|関連記事|続きを読む|印刷
"""

# Boilerplate beside other buttons; in a list of their own these names are part of an article.
_SOCIAL_NETWORKS = """
facebook|twitter|x|x (formerly twitter)|twitter / x|whatsapp|telegram|linkedin|reddit|pinterest|messenger|instagram
youtube|tiktok|threads|bluesky|mastodon|flipboard|pocket|email|e-mail|mail|copy|link|微信|微博|line|facebook messenger
viber|vk|tumblr
"""

# Lookaheads (?=…), rather than spelling out the words in between, keep the matching time linear.
_BOILERPLATE_PATTERNS = (
    r"share (?:this |it )?(?:on|via|with|to|by)(?: [\w-]+){1,3}",
    r"(?:tweet|pin|share|post) (?:this|it)",
    (
        r"(?:read|watch|related|read (?:more|also|next)|see also|also read|related (?:story|article|stories|coverage)"
        r"|lee también|leer también|lea también|lire aussi|à lire aussi|lesen sie auch|mehr dazu|leggi anche"
        r"|leia também"
        r"|veja também|اقرأ أيضا|اقرأ أيضاً|شاهد أيضا|相关阅读|関連記事)\s?[|»:：].{1,200}"
    ),
    (
        r"follow (?:us|@\w+|our \w+) on (?:our|social media|facebook|twitter|x|instagram|telegram|whatsapp"
        r"|youtube|google news"
        r"|linkedin|tiktok|threads|bluesky)\b.{0,80}"
    ),
    (
        r"(?:sign up|subscribe|register) (?:here |now |today )?(?:for|to) (?:our|the|get|receive)\b"
        r"(?=.*\b(?:newsletters?|alerts?|channel|inbox|emails?|podcast)\b).*"
    ),
    r"(?:get|receive) (?:our|the) (?=.*(?:newsletter|in your inbox|to your inbox)\b).*",
    (
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:clicking|continuing|using))\b(?=.*\bcookies\b)"
        r"(?=.*\b(?:experience|policy|consent|accept|agree|settings|preferences|privacy|analy[sz]e|traffic)\b).*"
    ),
    r"(?:click|tap) here (?:to|for) .{1,100}",
    r"download (?:our|the) (?=.*\bapp\b).*",
    r"(?:your browser does not support|enable javascript|javascript is (?:disabled|required)).*",
    r"(?:©|\(c\)|copyright ©?) ?(?:19|20)\d\d\b.*",
    r"[^.]{0,100}\. all rights reserved",
    r"(?:home|startseite|inicio|accueil|início|الرئيسية|首页)(?: ?[›>»] ?[\w,&'-][\w ,&'-]{0,60}){1,6}",
    (
        r"(?:(?:first |last )?(?:published|updated|posted|modified)\s?[:：]?\s?)?(?:\d{1,3} |an? |one |about an )?"
        r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago"
        r"(?: ?[,|·•–-]? ?(?:published|updated|last updated)\b.{0,40})?"
    ),
    r"(?:publicado|actualizado)?\s?hace \d{0,3} ?(?:minutos?|horas?|días?)",
    r"(?:publié )?il y a \d{0,3} ?(?:minutes?|heures?|jours?)",
    r"vor \d{0,3} ?(?:minuten?|stunden?|tag(?:en)?)|(?:ore|minuti|giorni) fa|há \d{0,3} ?(?:minutos?|horas?|dias?)",
    r"(?:منذ|قبل) (?:\d{1,3} )?(?:دقائق|دقيقة|ساعات|ساعة|أيام|يوم)|(?:\d{1,3} ?)?(?:分钟|小时|天|分|時間|日)前",
    r"(?:min|minutes?) (?:to )?read|reading time:?.{0,20}",
    r"(?:font|text) size:?.{0,20}",
)
_MAX_LINE_LENGTH = 500  # characters
_LETTER = re.compile(r"[^\W\d_]")
_ORNAMENT = re.compile(r"[_*=•·‣▪◦●■►~#|+\-–—\s]+")
_FONT_SIZE_BUTTONS = re.compile(r"[aA][+\-–−]?(?: ?[|/]? ?[aA][+\-–−]?){1,3}")


def is_ornament(line: str) -> bool:
    """Whether a line is a row of signs that divides passages: `* * *`, `•`, `___`."""
    return _ORNAMENT.fullmatch(line) is not None


def is_boilerplate(line: str) -> bool:
    """Whether the whole line is a page's button, notice or teaser; a sentence that begins like one is not."""
    if not line or len(line) > _MAX_LINE_LENGTH:
        return False
    if _FONT_SIZE_BUTTONS.fullmatch(line):
        return True
    stripped = _strip_to_letters(line)
    # a button has no full stop, unlike an answer in an interview: "More."
    is_button = line[-1] not in ".?!" and stripped in _table_entries(_BOILERPLATE_LINES)
    return is_button or _boilerplate_pattern().fullmatch(stripped) is not None


def is_social_network(line: str) -> bool:
    """Whether the line is only the name of a social network, as on a share button."""
    return len(line) < 30 and _strip_to_letters(line) in _table_entries(_SOCIAL_NETWORKS)


def _strip_to_letters(line: str) -> str:
    text = line.casefold().replace("’", "'")
    if text.startswith(("©", "(c)")):
        return text.rstrip(" .")
    first = _LETTER.search(text)
    if first is None:
        return ""
    last = _LETTER.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if last else ""


@cache
def _table_entries(table: str) -> frozenset[str]:
    return frozenset(name for line in table.strip().splitlines() for name in line.split("|"))


@cache
def _boilerplate_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _BOILERPLATE_PATTERNS))
