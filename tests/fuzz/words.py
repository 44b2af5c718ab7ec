"""The tokens that a fuzzer writes with: what the patterns of the project know, so that it gets past the first door."""

MARKS = (
    *" .,;:!?…-–—'\"“”„«»‘’()[]{}<>/\\|*_#=+~^`@&%$•", "\n", "\n\n", "\r\n", "\t", "\f", "\v", "\0", "\x1b[31m", "\x7f",
    "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u200d", "\u00ad", "\u202e", "\u2066", "\u2069", "\u00a0",
    "\u3000", "\u0301", "e\u0301\u0301\u0301", "\u115f", "\u2800", "\ufffc", "\ufffd", "😀", "👩‍👩‍👧",
    "\U0001f1f3\U0001f1f4", "\u0130", "ß", "ﬁ", "Ω", "𝒜", "\U000e0041",
)  # fmt: skip
WORDS = (
    "The", "the", "a", "ferry", "council", "Norhavn", "Ida Lund", "Mr.", "U.S.", "No. 5", "said", "told Reuters", "he",
    "She", "the pair", "that day", "on Friday", "Nov 23", "2026-11-23", "23.11.2026", "07:30", "2,000", "3.5", "1e9",
    "Reuters", "AP", "(AP)", "AFP", "BBC", "OSLO, Nov 23 (Reuters) -", "By Per Holm", "Opinion", "Photo:", "(Reuters)",
    "Read more:", "Share this", "Subscribe", "Advertisement", "Reporting by", "Editing by", "Follow us", "Copyright",
    "The ferry between Norhavn and the islands runs again from Thursday.",
    "“We worked four nights,” Lund told Reuters.", "The council voted on the harbour on Friday, the mayor said.",
    "Ferry to the islands runs again", "Die Fähre fährt wieder, sagte der Bürgermeister.",
    "Le bac repart jeudi, a dit le maire.", "El barco volvió el jueves.",
    "渡船周四恢复通航，市长说。", "フェリーは木曜日に再開した。",
    "เรือข้ามฟากกลับมาเดินเรือ", "عادت العبّارة يوم الخميس، قال العمدة.", "Паром снова ходит, сказал мэр.", "מעבורת",
    "नाव फिर चली।", "TT", "A ferry leaves the old pier. (AFP)",
)  # fmt: skip
HEADERS = (
    "Title: ", "Source: ", "URL: ", "Author: ", "Date: ", "Topics: ", "Agency: ", "Language: ", "Outlet: ", "---",
    "\n---\n", "***", "=====", "https://harbour.example/a", "http://[::1]/", "https://xn--/", "https://a@b:99999/?q#f",
)  # fmt: skip
MARKDOWN = (
    "# ", "## ", "- ", "> ", "1. ", "```\n", "![a](b)", "[a](https://b.example)", "**", "__", "| a | b |", "\n---\n",
    "---\ntitle: ", "---\n", "<b>", "[^1]", "* * *", "    code", "\\",
)  # fmt: skip
HTML = (
    "<html>", "<head>", "<title>", "</title>", "<body>", "<p>", "</p>", "<br>", "<div>", "</div>", "<article>",
    "</article>", "<h1>", "</h1>", "<a href='https://b.example/'>", "</a>", "<figure><figcaption>",
    "</figcaption></figure>", "<ul><li>", "<blockquote>", "<script type='application/ld+json'>", "</script>",
    '{"@type":"NewsArticle","author":', "<!--", "-->", "<![CDATA[", "<meta charset='", "utf-8'>", "utf-16'>",
    "<meta property='og:site_name' content='", "'>", "<meta name='author' content='", "<link rel='canonical' href='",
    "<time datetime='", "&amp;", "&#0;", "&#x110000;", "&nbsp", "<svg>", "<table><tr><td>", "<img src=x>", "<style>",
    "</style>", "<iframe>", "<template>", "<p style='", "\x00", "<meta property='article:published_time' content='",
    "<html lang='", "<nav>", "<footer>", "<h2>", "<main>",
)  # fmt: skip
JSON = (
    "{", "}", "[", "]", ":", ",", '"', '"text":', '"body":', '"paragraphs":[', '"title":', '"headline":', '"outlet":',
    '"date":', '"url":', '"language":', '"topics":', '"captions":', '"author":', "null", "true", "1", "-1e400",
    '"\\ud800"', '"\\u0000"', '{"name":', '{"text":', '"<p>a</p>"', "[" * 12, "]" * 12, "[" * 300, '"a"',
    '"2026-11-23"', '{"text":"The ferry between Norhavn and the islands runs again from Thursday."}',
    '{"title":"Ferry runs","text":"The ferry runs again from Thursday, the port said.","topics":["a"]}',
)  # fmt: skip
QUESTION = (
    "/topic ", "/story ", "/latest ", "/digest ", "/start ", "/help", "/push ", "/edit ", "/delete ", "/merge ",
    "/split ", "/undo", "/stats", "/cancel", "/backup", "@fuzz_bot", "outlet:", "since:", "lang:", "-", '"', "OR",
    "AND", "NOT", "*", "?", "9999", "7d", "12h", "99999999999999999999d", "0", "2026", "2026-13-99", "en", "de", "zz",
    "261123-1", "261123-4", "261123-99", "999999-1", "000000-0", "headline", "date", "link", "topics", "language",
    "author", "agency", "on", "off", "24:00", "7.30", "am", "Europe/Oslo", "oslo", "UTC", "UTC+25", "../../etc/passwd",
    "^", "~2", "[a TO b]", "\\", "harbuor",
)  # fmt: skip
BUTTON = (
    "sources:", "all:", "related:", "article:", "lines:", "story:", "latest:", "more:", "topic:", "daily:on", "pushed:",
    "split:", "delete:", "keep:", "261123-1", "261123-2", "261123-4", "261122-1", "261123-99", "999999-1", "~", "+",
    "|", ".", ",", " ", "0", "1", "3", "5", "1000", "1001", "99999999999999999999", "-1", "²", "٣", "100", "ferry", ":",
    "\0",
)  # fmt: skip
