"""Photo credits: which line is the caption of a picture, and how sure that is. Judges one line."""

import re
from enum import Enum, auto

from briefings.intake.text.agency_credit import bare_agency, closing_agency

_HOUSES = (
    r"Getty Images|Getty|Shutterstock|Alamy(?: Stock Photo)?|iStock|Unsplash|Pexels|Pixabay|Depositphotos"
    r"|imago images|Imago"
    r"|picture[- ]alliance|NurPhoto|SOPA Images|Bloomberg|Zuma Press|ZUMA|Sipa(?: USA)?|Rex Features|WireImage"
    r"|Corbis|Magnum"
    r"|EPA-EFE|EPA|epa|AP Photo|AP Images|REUTERS|AFP|Reuters|EFE|dpa|DPA|Xinhua|ANSA|TASS|Kyodo|Yonhap|PTI"
    r"|PA Wire|PA Images"
    r"|Anadolu(?: Agency)?|Associated Press|LaPresse|Keystone|Ritzau Scanpix|Scanpix|Antara(?: Foto)?|Wikimedia Commons"
    r"|Europa Press|Planet Labs(?: PBC)?|Maxar(?: Technologies)?|NASA|رويترز|أ ف ب|أ\.ف\.ب|ا ف ب|غيتي|الأناضول"
)
_PHOTO = (
    r"photos?|photograph|photographer|photography|images?|picture|illustration|graphic|fotos?|fotografía"
    r"|fotografia|bild"
    r"|imagen|imagem|crédit photo|photo credit|image credit|picture credit|archivo|صورة|الصورة|图片|写真|摄影"
)

_OPENS = re.compile(
    r"(?:FILE|FILED?[- ](?:PHOTO|PICTURE|IMAGE)|File photo|File picture|FOTO DE ARCHIVO|IMAGEN DE ARCHIVO"
    r"|FOTODATEI|ARCHIVFOTO"
    r"|ARCHIVBILD|Archivbild|PHOTO D['’]ARCHIVES?|FOTO D['’]ARCHIVIO|ARQUIVO|ARCHIVO|HANDOUT) ?(?:[-–—:]|/)"
    rf"|(?i:{_PHOTO}|image source|image caption|photo by|photograph by|picture by|illustration by|foto de"
    rf"|foto di|foto von"
    r"|credit|credits|crédit|crédito) ?[:：©]"
    r"|(?:Photo|Photograph|Picture|Image|Illustration|Foto) (?:by|courtesy|credit|via|de|di|von)\b"
    r"|صورة (?:أرشيفية|من الأرشيف)|资料图|资料照片"
)
# At the end of the line: "… REUTERS/A. Name/File Photo", "… (AP Photo/A. Name)", "… in Bogor. Getty Images". A headline
# ends like some of these ("…: NASA", "… | Reuters"), so a house's bare name needs a full stop or a bracket before it.
_CLOSES = re.compile(
    r"(?:(?i:AP Photo|AP Images|AP Foto)|REUTERS|AFP|EPA-EFE|EPA|EFE|ANSA|ANTARA FOTO|Xinhua|Kyodo|Getty Images)"
    r" ?/ ?[^/]{1,60}(?:/[^/]{1,40}){0,3}$"
    rf"|(?:[./(©]|\bvia"
    rf"|\bcourtesy of)\s?(?:the )?(?:Handout via )?(?:{_HOUSES})(?: ?[/|,&] ?[\w .&-]{{1,40}}){{0,2}}\)?$"
    rf"|[(\[](?i:{_PHOTO}|credit|courtesy|file)\b[^()]{{0,80}}[)\]]\.?$"
    r"|[(\[][^()\[\]]{0,60}(?i:\bphoto|\bfile|\bhandout|getty images|\bap|\bepa)[)\]]\.?$"
    r"|(?<=[.…)]) (?i:photo|photograph|image|picture|foto|credit|bild)s?(?: by)?: ?[^.]{1,60}$"
    r"|©\s?[^.]{1,60}$|/ ?(?:File|Handout|File Photo|Pool|Illustration)\)?$"
)
_HOUSE_ALONE = re.compile(
    r"(?:©\s?)?(?:Getty Images|Shutterstock|Alamy(?: Stock Photo)?|iStock|AP Photo|imago images|Unsplash|EPA-EFE)"
    r"(?: ?/ ?[\w .-]{1,40})?"
)
_LONGEST = 1200  # characters
_TAIL = 160
_SIGNED = re.compile(r"[(\[][\w .&-]{1,30}[)\]]\.?$")


class Credit(Enum):
    """What credit a line carries."""

    NONE = auto()
    ALONE = auto()  # nothing but the credit: "REUTERS", "(AFP)", "Getty Images"
    AGENCY = auto()  # "… (AFP)" at the end: a caption's, but a text is signed like that as well
    PHOTO = auto()  # only a photo is credited like that


def photo_credit(line: str) -> Credit:
    """Which credit a line carries."""
    if len(line) > _LONGEST:
        return Credit.NONE
    if bare_agency(line) or _HOUSE_ALONE.fullmatch(line):
        return Credit.ALONE
    tail = line[-_TAIL:]
    opens = _OPENS.match(line) is not None
    signed = _SIGNED.search(tail) is not None and closing_agency(tail) is not None
    if signed and not opens:
        return Credit.AGENCY
    return Credit.PHOTO if opens or _CLOSES.search(tail) else Credit.NONE
