"""Recognises photo credits: whether a single line is a photo's caption or credit line, and how certain that is."""

import re
from enum import Enum, auto

from briefings.intake.text.credits.agency_credit import bare_agency, closing_agency

_PHOTO_AGENCIES = (
    r"Getty Images|Getty|Shutterstock|Alamy(?: Stock Photo)?|iStock|Unsplash|Pexels|Pixabay|Depositphotos"
    r"|imago images|Imago"
    r"|picture[- ]alliance|NurPhoto|SOPA Images|Bloomberg|Zuma Press|ZUMA|Sipa(?: USA)?|Rex Features|WireImage"
    r"|Corbis|Magnum"
    r"|EPA-EFE|EPA|epa|AP Photo|AP Images|REUTERS|AFP|Reuters|EFE|dpa|DPA|Xinhua|ANSA|TASS|Kyodo|Yonhap|PTI"
    r"|PA Wire|PA Images"
    r"|Anadolu(?: Agency)?|Associated Press|LaPresse|Keystone|Ritzau Scanpix|Scanpix|Antara(?: Foto)?|Wikimedia Commons"
    r"|Europa Press|Planet Labs(?: PBC)?|Maxar(?: Technologies)?|NASA|رويترز|أ ف ب|أ\.ف\.ب|ا ف ب|غيتي|الأناضول"
)
_PHOTO_WORDS = (
    r"photos?|photograph|photographer|photography|images?|picture|illustration|graphic|fotos?|fotografía"
    r"|fotografia|bild"
    r"|imagen|imagem|crédit photo|photo credit|image credit|picture credit|archivo|صورة|الصورة|图片|写真|摄影"
)

_OPENING_CREDIT = re.compile(
    r"(?:FILE|FILED?[- ](?:PHOTO|PICTURE|IMAGE)|File photo|File picture|FOTO DE ARCHIVO|IMAGEN DE ARCHIVO"
    r"|FOTODATEI|ARCHIVFOTO"
    r"|ARCHIVBILD|Archivbild|PHOTO D['’]ARCHIVES?|FOTO D['’]ARCHIVIO|ARQUIVO|ARCHIVO|HANDOUT) ?(?:[-–—:]|/)"
    rf"|(?i:{_PHOTO_WORDS}|image source|image caption|photo by|photograph by|picture by|illustration by|foto de"
    rf"|foto di|foto von"
    r"|credit|credits|crédit|crédito) ?[:：©]"
    r"|(?:Photo|Photograph|Picture|Image|Illustration|Foto) (?:by|courtesy|credit|via|de|di|von)\b"
    r"|صورة (?:أرشيفية|من الأرشيف)|资料图|资料照片"
)
# Credits at the end of a line: "… REUTERS/A. Name/File Photo", "… (AP Photo/A. Name)", "… in Bogor. Getty Images". A
# headline may end like some of these ("…: NASA", "… | Reuters"), so a bare agency name needs a full stop or bracket
# before it.
_CLOSING_CREDIT = re.compile(
    r"(?:(?i:AP Photo|AP Images|AP Foto)|REUTERS|AFP|EPA-EFE|EPA|EFE|ANSA|ANTARA FOTO|Xinhua|Kyodo|Getty Images)"
    r" ?/ ?[^/]{1,60}(?:/[^/]{1,40}){0,3}$"
    rf"|(?:[./(©]|\bvia"
    rf"|\bcourtesy of)\s?(?:the )?(?:Handout via )?(?:{_PHOTO_AGENCIES})(?: ?[/|,&] ?[\w .&-]{{1,40}}){{0,2}}\)?$"
    rf"|[(\[](?i:{_PHOTO_WORDS}|credit|courtesy|file)\b[^()]{{0,80}}[)\]]\.?$"
    r"|[(\[][^()\[\]]{0,60}(?i:\bphoto|\bfile|\bhandout|getty images|\bap|\bepa)[)\]]\.?$"
    r"|(?<=[.…)]) (?i:photo|photograph|image|picture|foto|credit|bild)s?(?: by)?: ?[^.]{1,60}$"
    r"|©\s?[^.]{1,60}$|/ ?(?:File|Handout|File Photo|Pool|Illustration)\)?$"
)
_PHOTO_AGENCY_ALONE = re.compile(
    r"(?:©\s?)?(?:Getty Images|Shutterstock|Alamy(?: Stock Photo)?|iStock|AP Photo|imago images|Unsplash|EPA-EFE)"
    r"(?: ?/ ?[\w .-]{1,40})?"
)
_MAX_CAPTION_LENGTH = 1200  # characters
_TAIL_LENGTH = 160  # characters at the end of a line in which a credit is looked for
_NAME_IN_BRACKETS = re.compile(r"[(\[][\w .&-]{1,30}[)\]]\.?$")


class PhotoCredit(Enum):
    """The kind of credit a line carries."""

    NONE = auto()
    ALONE = auto()  # nothing but a credit: "REUTERS", "(AFP)", "Getty Images"
    AGENCY = auto()  # "… (AFP)" at the end: a caption, but articles end like that as well
    PHOTO = auto()  # a form that only photo credits have


def photo_credit(line: str) -> PhotoCredit:
    """The kind of credit a line carries; a line too long for a caption carries none."""
    if len(line) > _MAX_CAPTION_LENGTH:
        return PhotoCredit.NONE
    if bare_agency(line) or _PHOTO_AGENCY_ALONE.fullmatch(line):
        return PhotoCredit.ALONE
    tail = line[-_TAIL_LENGTH:]
    has_opening_credit = _OPENING_CREDIT.match(line) is not None
    ends_in_agency = _NAME_IN_BRACKETS.search(tail) is not None and closing_agency(tail) is not None
    if ends_in_agency and not has_opening_credit:
        return PhotoCredit.AGENCY
    return PhotoCredit.PHOTO if has_opening_credit or _CLOSING_CREDIT.search(tail) else PhotoCredit.NONE
