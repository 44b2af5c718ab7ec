"""Forms of a link: cleaned to store and show, normalized to compare, short to show in a sentence."""

import re

import httpx

# Tracking parameters, which say where a reader came from, never which article it is. Names that some sites use for the
# article itself (id, ref, source, cid, p, …) are not among them: two articles taken for one would lose one of them.
_TRACKING = re.compile(
    r"(utm|mtm|pk|matomo|hsa|mc|oly|vero|at|ns)_\w+|(__hs|_hs)\w+"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|epik|srsltid|irclickid"
    r"|igsh|igshid|mibextid|mkt_tok|wickedid|s_cid|s_kwcid|xtor|cmpid|ito|smid|smtyp|ref_src|ref_url|guccounter"
    r"|guce_referrer(_\w+)?|_ga|_gl|__twitter_impression",
    re.IGNORECASE,
)
_MAX_SHOWN_CHARACTERS = 80
_LONE_SURROGATE = re.compile("[\\ud800-\\udfff]")


def clean_link(url: str) -> str:
    """The link to store and show: it still opens the same page.

    Lower-case host, international names and letters encoded, no user name or password, no default port, no fragment,
    no tracking parameters (`utm_…`, `fbclid`, …; the others in their order). What is not an http(s) address comes back
    as it is.
    """
    url = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", url)  # which no address can be encoded with
    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL:
        return url
    if parsed.scheme not in ("http", "https") or not parsed.raw_host:
        return url
    default_port = 80 if parsed.scheme == "http" else 443
    parameters = [part for part in parsed.query.decode("ascii").split("&") if part and not _is_tracking(part)]
    cleaned = parsed.copy_with(
        username=None,
        password=None,
        port=None if parsed.port == default_port else parsed.port,
        query="&".join(parameters).encode("ascii") or None,
        fragment=None,
    )
    return str(cleaned)


def normalize_link(url: str) -> str:
    """The link to compare by: the same for links that open the same article. It need not open.

    Cleaned, http as https, without slash at the end. Idempotent.
    """
    cleaned = clean_link(url)
    address, question_mark, query = cleaned.partition("?")
    return re.sub("^http://", "https://", address).rstrip("/") + question_mark + query


def outlet_of(url: str) -> str:
    """The host without `www.`: the name of an outlet that does not name itself. Raises httpx.InvalidURL."""
    parsed = httpx.URL(url)
    try:
        host = parsed.host
    except UnicodeError:  # begins with xn--, but is no valid encoded name
        host = parsed.raw_host.decode("ascii")
    return host.removeprefix("www.")


def short_link(url: str) -> str:
    """The link as a sentence to a person shows it: host and path, at most 80 characters.

    Never the query, where secrets may be, nor a user name or password.
    """
    address = re.split(r"[?#\\]", " ".join(url.split()).split("://", 1)[-1], maxsplit=1)[0]
    authority, slash, path = address.partition("/")
    shown = (authority.rpartition("@")[2] + slash + path).rstrip("/")
    return shown if len(shown) <= _MAX_SHOWN_CHARACTERS else shown[: _MAX_SHOWN_CHARACTERS - 1] + "…"


def _is_tracking(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.partition("=")[0]) is not None
