### Everything Sourceline says, in English. Plain and friendly: what happened, to which item, what to do.
### A sentence for an error is named `error-` and the error's key.


## Settings

error-token-missing = No bot token is set. Get one from @BotFather in Telegram (/newbot) and write it into the file .env as TELEGRAM_BOT_TOKEN=…
error-token-malformed = TELEGRAM_BOT_TOKEN does not look like a bot token. It should be digits, a colon and at least 30 letters, as @BotFather sent it. Set it in the file .env.
error-token-refused = Telegram does not know this bot token. Check TELEGRAM_BOT_TOKEN in the file .env against what @BotFather sent you.
error-api-url = TELEGRAM_API_URL is “{ $value }”, which is not an address of a Bot API server. Set it in .env to something like https://api.telegram.org, or leave it out.
error-admin-ids = ADMIN_IDS has “{ $value }”, which is not a Telegram user id. Set it in .env to numbers separated by commas, such as ADMIN_IDS=12345678,87654321.
error-admin-ids-no-person = ADMIN_IDS has “{ $value }”, which is not one person: it is a group, a channel, or an account of Telegram’s that many people send through. Set it in .env to the user ids of people, such as ADMIN_IDS=12345678,87654321.
error-breaking-a-day = BREAKING_A_DAY is “{ $value }”, which is not a number of messages from { $least } to { $most }. Set it in .env, or leave it out for 3.
error-followed-a-day = FOLLOWED_A_DAY is “{ $value }”, which is not a number of messages from { $least } to { $most }. Set it in .env, or leave it out for 5.
error-broadcast-rate = BROADCAST_RATE is “{ $value }”, which is not a number of messages a second from { $least } to { $most }. Set it in .env, or leave it out for the 30 that cost nothing.
error-database-url = DATABASE_URL is not the address of a PostgreSQL database. Set it in .env to something like postgresql://name:password@host/sourceline, or leave it out.
error-database-url-missing = There is no DATABASE_URL to move to. Set it in .env to something like postgresql://name:password@host/sourceline.
error-worker-database = A worker sends what is in a PostgreSQL database, and there is no DATABASE_URL. Set it in .env to that of the bot, something like postgresql://name:password@host/sourceline.
error-worker-clock = The clock of this machine and that of the database are { $seconds } seconds apart. Set both (most systems do it by themselves, with NTP), then start again.
error-move-chats-workers = The bot or a worker still sends from DATABASE_URL. Stop all of them and try again; one that was killed counts for a minute.
error-move-chats-not-empty = There are chats already where these are to go; nothing was moved.
error-check-chat = { $database }: the record of chat { $chat } cannot be read. It gets no digest until it chooses one anew.
error-check-chats-row = { $database }: row { $number } of { $table } cannot be read.
error-chats-not-copied = Row { $number } of { $table } in the records of chats holds what cannot be there, so nothing was copied. “sourceline check” names all such rows.
chats-moved = { $count ->
    [one] One chat is moved, with what it chose and what it was sent.
   *[other] { $count } chats are moved, with what they chose and what they were sent.
}
error-database-refuses = { $database } refuses: { $reason }.
error-database-away = The records of chats do not answer just now. Please try again in a minute.
error-database-damaged = { $database } is damaged. Stop the bot and put that file of your last backup in its place; without one, move it away, and chats choose their digests anew.
error-database-version = The records of chats were written by a newer version of Sourceline ({ $found }; this one knows { $known }). Install that version.
error-postgresql-missing = DATABASE_URL needs a package that is not installed. Where Sourceline is installed, run: .venv/bin/pip install -c constraints.txt -e ".[postgresql]"
error-digest-time = DIGEST_TIME is “{ $value }”, which is not a time of day. Set it in .env to something like 07:30.
error-timezone = TIMEZONE is “{ $value }”, which is not a time zone. Set it in .env to a name such as Europe/Berlin or UTC.
error-keep-days = KEEP_DAYS is “{ $value }”. Set it in .env to a number of days, such as 365, or leave it empty to keep all.
error-read-seconds = READ_SECONDS is “{ $value }”. Set it in .env to a number of seconds from { $least } to { $most }, such as 20.
error-read-memory = READ_MEMORY_MB is “{ $value }”. Set it in .env to a number of megabytes from { $least } to { $most }, such as 512.
error-at-once = { $name } is “{ $value }”. Set it in .env to a number from 1 to 1000: how much may be asked at once.
error-interval = { $name } is “{ $value }”. Set it in .env to a number of seconds from 0.1 to 3600, such as 2 or 0.5.
error-data-dir = DATA_DIR is “{ $value }”, which no folder can be called. Set it in .env to a folder, such as ./data.
error-data-dir-variable = DATA_DIR is “{ $value }”, and I do not put anything in the place of { $variable }. Write the whole path in .env, or begin it with ~/ for your home folder.
error-data-dir-no-folder = DATA_DIR is “{ $value }”, but { $file } is not a folder. Set DATA_DIR in .env to a folder, such as ./data; it need not exist yet.
error-data-dir-link = DATA_DIR is “{ $value }”, but { $file } is a link to { $target }, and there is no folder. Make that folder (or mount the disk that it is on), or set DATA_DIR in .env to another one.
error-unknown-setting = { $meant ->
    [none] .env sets { $name }, which is not a setting of mine, so it does nothing. .env.example shows all there are.
   *[other] .env sets { $name }, which is not a setting of mine, so it does nothing. Did you mean { $meant }?
    }
error-not-utf-8 = The file .env is not UTF-8 text. Save it again as UTF-8; an editor calls it “Encoding”.
error-log-level = LOG_LEVEL is “{ $value }”. Set it in .env, or as SOURCELINE_LOG_LEVEL in the environment, to one of: { $levels }.
error-webhook-url = WEBHOOK_URL is “{ $value }”, which will not do. Set it in .env to the address that Telegram is to send to, with a path, such as https://bot.example.org/telegram, or leave it out.
error-webhook-unreachable = WEBHOOK_URL is “{ $value }”, where Telegram does not send: { $why ->
    [scheme] the address has to begin with https://.
    [port] it sends to the ports 443, 80, 88 and 8443 only, whatever WEBHOOK_PORT is.
   *[name] it needs the full name of a machine that anyone can reach, and a certificate for that name.
    } Set it in .env to something like https://bot.example.org/telegram, or leave it out.
error-webhook-token = WEBHOOK_URL has the bot token in it, which proxies would write into their logs. Give it another path; the bot makes a secret of its own.
error-webhook-extra = WEBHOOK_URL is set, and what a webhook needs is not installed. Leave WEBHOOK_URL out or, where Sourceline is installed, run: .venv/bin/pip install -c constraints.txt -e ".[webhook]"
error-webhook-refused = Telegram refuses the WEBHOOK_URL “{ $value }”: { $reason }. Set it in .env to an https address that anyone can reach, or leave it out.
error-webhook-address = Nothing can listen on { $host }, port { $port }: it is taken, or not of this machine. Set WEBHOOK_HOST and WEBHOOK_PORT in .env to others.
error-metrics-address = Nothing can listen on { $host }, port { $port }: it is taken, or not of this machine. Set METRICS_HOST and METRICS_PORT in .env to others.
error-host = { $name } is “{ $value }”, which is not an address. Set it in .env to one of this machine’s, such as 127.0.0.1 for itself only.
error-port = { $name } is “{ $value }”. Set it in .env to a number from 1 to 65535 that no other program uses.
error-log-format = LOG_FORMAT is “{ $value }”. Set it in .env to text or json.
error-errors-chat = ERRORS_CHAT_ID is “{ $value }”, which is not a chat’s id. Set it in .env to a number such as -1001234567890, or leave it out.
error-unknown-summarizer = SUMMARIZER is “{ $value }”, which Sourceline does not know. Set it in .env to one of: { $available }.
error-unknown-language = INTERFACE_LANGUAGE is “{ $language }”, which Sourceline does not speak. Set it in .env to one of: { $available }.


## Intake

error-unexpected = “{ $item }” could not be read because of a fault of mine; the log has the details. Paste the article’s text instead.
error-nothing-to-read = There is no text in that message that I could read. Send me text, a link, or a file.
error-no-such-file = There is no file “{ $item }”. Check the name, or give a link or the article’s text.
error-unreadable-file = The file “{ $item }” could not be read: { $reason }. Check that you may read it.
error-inbox-no-file = “{ $item }” is not a file of its own but a link, a pipe or the like, and from the inbox I read files only. Put a copy of the file there.
error-empty-folder = The folder “{ $item }” has no file that I can read ({ $endings }).
error-left-out = { $count ->
    [one] 1 file
   *[other] { $count } files
    } left out: { $names } (no article can be read from { $endings })
error-empty = “{ $item }” is empty. Check that it is the right one and send it again.
error-binary = “{ $item }” is not text that I can read. Save the article as text (.txt) and send me that.
error-encoding = I cannot tell which letters are meant in “{ $item }”. Save it as UTF-8 text and send it again.
error-too-large = “{ $item }” is larger than { $limit } MB, which is more than I take. Send it in smaller parts.
error-unknown-ending = I cannot read “{ $item }”. I read files that end in { $endings }.
error-reading-slow = Reading “{ $item }” takes longer than { $limit ->
    [one] a second
   *[other] { $limit } seconds
}, so I stopped. Paste the article’s text instead, or send it in smaller parts.
error-reading-memory = Reading “{ $item }” takes more than { $limit } MB of memory, so I stopped. Paste the article’s text instead, or send it in smaller parts.
error-reading-died = Reading “{ $item }” broke off, because of something in it or because the machine had no memory to spare; nothing else is affected. Send it again, and if that fails too, paste the article’s text.
error-too-long = “{ $item }” has more than { $limit } characters, more than I take as one article. Send it in smaller parts.
error-no-text = “{ $item }” has a headline but no text. Send me the article’s text with it.
error-no-article = I found no article in “{ $item }”. Open the page and paste the article’s text instead.
error-page-markup = The page “{ $item }” has too much markup around its text for me to read. Open it in a browser and paste the article’s text instead.
error-header-link = The link of “{ $item }” is “{ $value }”, which is not the address of a web page. Write it like https://example.org/story, or leave it out.
error-header-link-long = The link of “{ $item }” has more than { $limit } characters, more than I take. Leave out what follows its ? or #, if it opens without, or leave out the link.
error-header-date = The date of “{ $item }” is “{ $value }”, which I cannot read. Write it like 2023-09-28 or 28 Sep 2023.
error-header-language = The language of “{ $item }” is “{ $value }”. Write it as two letters, such as en or es, or leave it out.
error-json = “{ $item }” is not valid JSON: it cannot be read from line { $line }, column { $column } on. Correct it there and send it again.
error-json-shape = “{ $item }” should be one article or a list of articles in JSON, each as { "{" }"title": …, "text": …{ "}" }.
error-json-line = Line { $line } of “{ $item }” is not valid JSON, from column { $column } on. Correct it and send it again; there should be one article a line.
error-record-shape = “{ $item }” should be an article as a JSON object: { "{" }"title": …, "text": …{ "}" }.
error-record-field = The field “{ $field }” of “{ $item }” is not text. Write it as text in quotation marks.
error-record-no-text = “{ $item }” has no text. Put it in a field called text, body, content or paragraphs.
error-more-failures = { $count ->
    [one] One more part of “{ $item }” could not be read either.
   *[other] { $count } more parts of “{ $item }” could not be read either.
    } Correct the ones above first; the rest may be alike.
error-link-scheme = “{ $item }” is not a link that I can read: I read only those that begin with http:// or https://. Paste the article’s text instead.
error-link-no-scheme = “{ $item }” is not a whole link, and nothing else that I can read. If you mean the page on the web, give me https://{ $item } instead.
error-too-many-links = There are more than { $limit } links in “{ $item }”, more than I take at once, so I read none of them. Send them in smaller parts.
error-link-malformed = “{ $item }” is not, or does not lead to, the address of a web page. Links begin with http:// or https://; copy it once more from the browser.
error-link-password = The link to “{ $item }” has a user name or password in it. Send me one without, or paste the article’s text.
error-link-port = I do not open port { $port }, where “{ $item }” leads: web pages are at 80, 443 or above 1023. Paste the article’s text instead.
error-link-private = “{ $item }” leads into a private network, and I only open pages that are public on the web. Paste the article’s text instead.
error-link-unknown-host = I cannot find the site of “{ $item }”. Check the link for a typing error; if it is right, try again later.
error-link-unreachable = The site of “{ $item }” cannot be reached, or broke off. Try again later, or paste the article’s text.
error-link-insecure = No secure connection to “{ $item }”: the site’s certificate or encryption is not in order. Paste the article’s text instead.
error-link-timeout = “{ $item }” did not arrive within { $seconds } seconds. Try again later, or paste the article’s text.
error-link-redirects = “{ $item }” sent me on more than { $limit } times. Open it in a browser and send me the address it ends at, or paste the article’s text.
error-link-gone = There is no page at “{ $item }” (the site answers { $status }). Check the link.
error-link-refused = The site does not let me read “{ $item }” (it answers { $status }). Paste the article’s text instead.
error-link-busy = The site finds that I ask for too much just now, so I could not read “{ $item }” (it answers { $status }). Try again in some minutes.
error-link-broken = The site of “{ $item }” has a fault just now (it answers { $status }). Try again later, or paste the article’s text.
error-link-status = I could not read “{ $item }”: the site answers { $status } instead of a page. Open it in a browser, or paste the article’s text.
error-link-garbled = I cannot make sense of what the site of “{ $item }” sends. Try again later, or paste the article’s text.
error-link-too-large = “{ $item }” is larger than { $limit } MB, too large for an article’s page. Paste the article’s text instead.
error-link-empty = The page “{ $item }” is empty. Open it in a browser, or paste the article’s text.
error-link-many-articles = “{ $item }” is a text with several articles. Download it and send it to me as a file.
error-link-not-a-page = “{ $item }” is { $kind ->
    [pdf] a PDF
    [image] a picture
    [video] a video
    [audio] a sound recording
    [feed] a feed or other XML
    [data] data for programs (JSON)
   *[other] a file
    }, not a web page. Send me the link of the article’s page, or paste its text.

## Archive

error-search-away = The search index is being made again, so I cannot tell what you follow and mute just now. Please try again in a minute.
error-no-story = There is no story { $id }. Numbers look like 261123-1; they stand under “Source lines”.
error-nothing-to-undo = There is nothing of yours to take back. (What someone has changed again since cannot be taken back, and a push is taken out with /delete and the article’s number.)
error-undo-push = { $count ->
    [one] What you did last was to store { $first }, which /undo does not take back: /delete { $first } takes it out.
   *[other] What you did last was to store { $count } articles, { $first } to { $last }, which /undo does not take back: /delete { $first } takes the first one out, and so on.
    } Send /undo once more to take back the change before it.
error-data-in-use = { $pid ->
    [0] The folder { $folder } is in use by another Sourceline. Stop that one first, or set DATA_DIR to another folder.
   *[other] The folder { $folder } is in use by another Sourceline: “{ $command }”, process { NUMBER($pid, useGrouping: 0) }, since { $since }. Stop that one first, or set DATA_DIR to another folder.
    }
error-file-damaged = The file { $file } is damaged and was left as it is. Put a whole copy of it in its place and try again; nothing else is affected.
error-file-too-new = The file { $file } was written by a newer Sourceline and was left as it is. Please update Sourceline.
error-disk-refuses = { $file } could not be read or written: { $reason }. Nothing that was stored before is lost. Check the disk’s space and rights, and try again.
error-search-refused = Search does not work just now: the disk refuses what it needs. Nothing that was stored is lost. Check the disk’s space and rights; search goes on by itself then.
error-data-folder-closed = DATA_DIR is { $folder }, and I may not write there ({ $reason }). Give the user that I run as the right to, or set DATA_DIR in .env to a folder of that user; it need not exist yet.
error-no-data-folder = DATA_DIR is { $folder }, which is not empty ({ $found } is in it) and holds no articles of mine, so I changed nothing there. Set DATA_DIR in .env to an empty folder, or to one that does not exist yet.
error-link-leads-out = { $file } is a link that leads out of DATA_DIR, to { $target }, and I follow none that does: what is kept stays in one place. Remove the link, or move what it leads to into its place, and try again. (DATA_DIR itself may be a link, to another disk for instance.)

error-export-exists = { $file } is there already, and I overwrite nothing. Choose another name, or move it away first.
error-export-no-folder = I cannot write { $file }: { $folder } is not a folder. Choose another place.
error-backup-no-target = I cannot write { $file }: there is no folder { $folder }. Make it first (or mount the disk that it is on), or choose another place.
error-backup-no-data = There is no folder { $folder }, so there is nothing to copy. Check DATA_DIR in .env, and where you run this: the folder is looked for from here.
error-export-ending = { $file } should end in one of { $endings }. Choose another name.
error-backup-busy = So much is being written to { $folder } just now that no copy of one moment could be taken. Try again in a minute.
error-backup-too-large = The copy has { $size } MB, and Telegram takes { $limit } MB from me. Make it where I run, with “sourceline backup FILE.tar.gz”.
error-backup-not-private = A copy of everything holds the chat ids of all readers, so I send it only where only you and I read. Ask me in our private chat.
error-check-document = Entry { $number } of { $file } cannot be read. Put a whole copy of the file in its place, from a backup.
error-check-record = Entry { $number } of { $file } cannot be used (see “{ $field }” in it). The bot goes on without it; “sourceline check --repair” moves it out of the way.
error-check-originals = { $count ->
    [one] 1 line
   *[other] { $count } lines
    } of { $file } cannot be read. The articles themselves are whole; “sourceline rebuild” leaves those from there as they are.
error-check-set-aside = { $count ->
    [one] 1 damaged file is
   *[other] { $count } damaged files are
    } set aside in { $folder }. Put whole copies back where they were, from a backup, and delete these.
error-check-cache = { $file } is damaged. Nothing is lost with it: it is made again from the articles at the next start.
error-import-no-file = There is no file { $file }. Check the name.
error-import-not-ours = { $file } is not a file that “sourceline export” wrote. To store articles from other files, use “sourceline push”.
error-import-line = Line { $line } of { $file } cannot be read, so the import stops there. What stands before it is kept; get a whole copy of the file and import it again.
error-import-record = Line { $line } of { $file } cannot be used: it is entry { $number } of { $name }, and something is wrong with its “{ $field }”. No entries of readers and editors were imported; the articles before it are kept. Take that line out, or get a whole copy of the file, and import it again.
error-import-too-large = Up to line { $line }, { $file } holds more than any file that “sourceline export” writes, so the import stops there. What stands before it is kept; get the file from where it was written and import it again.
error-import-conflict = There is another article { $id } here, so the import stops there. What stands before it is kept. Import into an empty DATA_DIR instead.
error-import-document = What the file says of { $id } is no article, so the import stops there. Get a whole copy of the file and import it again.

## Readers

start = Hello, I am { $name }. I keep short news briefings that you can check: every sentence stands word for word in an article, and I say which one and where.

    /latest – the newest stories
    /topic words – stories about something; or just write the words
    /digest 07:30 – a digest every day at that time
    /settings – how it comes, with buttons
    /help – everything I can do
help = /latest – the newest stories; /latest 5 for five of them
    /topic words – the stories that match best; /topic alone offers what is covered most
    /story 261123-1 – one article by its number, and the story it is in
    /digest – the digest now; /digest 07:30 Berlin every day at that time, by the clock of that city; /digest off to stop
    /digest help – how it is set here, and all you can say: every day or weekdays, full or short, loud or quiet, pause
    /settings – all that can be chosen of the digest and of breaking news, with buttons
    /channel @name – the same for a channel, if both you and I may post there; or forward a post of it to me
    /breaking on – breaking news at once, a few times a day at most and not from 22:00 to 07:00; /breaking always at night too, /breaking off to stop
    /follow words – puts stories with them first in the digest; also /follow outlet:Reuters and /follow 261123-1 for one story; /digest followed brings nothing else
    /mute words – leaves stories with them out of the digest; /unfollow and /unmute take it back, /mine shows all
    /preview – what the next daily digest tells, as far as the news has come in

    Words without a command are taken as a topic. "in quotes" finds words that follow one another, -word leaves out what has it; outlet:reuters, since:7d (or since:2026-11-01) and lang:es narrow it down. A mark such as [1] names the source line below; ¶4 is the paragraph the sentence stands in. “Source lines” shows those paragraphs in full, “All sources” every article of a story, “Related” what is near but tells another event.
help-editors = For editors:
    /push followed by links or a text; or send me a file (.txt, .md, .html, .json, .jsonl), forward a message, or answer one with /push
    /push ! followed by an article – asks whether to send it as breaking news at once to those who wish it; so does the button “Breaking” under a push
    /edit number field value – fields: headline, outlet, agency, author, link, date, language, topics; the value - clears one
    /delete number – asks first
    /merge number number – makes one story of theirs; /split number takes an article out of its story
    /undo – takes back your last correction, deletion, merge or split; what you pushed is taken out with /delete
    /stats – the archive and the digests in numbers
    /announce text – sends your words to all chats with a digest; asks first
    /backup – sends you a copy of everything
    /channel as an answer to a forwarded post sets up what comes to that channel; a post that you forward alone is stored
nothing-yet = There is nothing here yet. As soon as an editor sends the first article, you will find it with /latest.
no-more = That is all there is.
topic-which = These are covered most just now. Tap one, or send /topic with your own words.
topic-nothing = Nothing on “{ $query }” yet. Is it one of these?
topic-link = I take words, not links. Send me what it is about in a few words, such as harbour ferry, and I show what the articles here say of it.
topic-nothing-at-all = Nothing on “{ $query }” yet.
too-short-to-brief = Too short to brief: no sentence in it can stand on its own.
story-outlets = { $outlets ->
   *[other] { $outlets } outlets
    } · first seen { $time }
story-articles = { $articles ->
    [one] 1 article
   *[other] { $articles } articles
    } · first seen { $time }
story-new = New since { $time }:
story-matches = matches: { $headline }
story-related = Related to
story-others = and { $count } more
source-via = via { $agency }
source-opinion = Opinion
source-not-named = Source not named
source-received = received { $date }
button-sources = Source lines
button-all-sources = All sources
button-related = Related
button-whole-story = Whole story ({ $articles ->
    [one] 1 article
   *[other] { $articles } articles
    })
button-more = More
sorry = Sorry, that did not work. It is not your fault, and the log has the details. Please try again in a moment.
not-now = That does not work just now. Please try again in a few minutes.
moment = A moment, please.
error-usage-latest = Send /latest, or /latest 5 for five stories ({ $most } at most).
error-usage-story = Send /story and a number, such as /story 261123-1. It stands under “Source lines”.
error-unknown-command = I do not know { $command }. /help shows everything I can do.
error-button-old = This button is no longer in use. Please send the command again.
error-gone = This story is no longer in the archive.
command-latest = The newest stories
command-topic = Stories about something
command-digest = A digest now, or every day
command-settings = How the digest comes, with buttons
command-preview = What the next digest will tell
command-breaking = Breaking news at once, or not
command-story = An article by its number, and its story
command-follow = What you want first in the digest
command-unfollow = Follow something no more
command-mute = What you do not want in the digest
command-unmute = Mute something no more
command-mine = What is followed and muted here
command-help = What I can do

## What a chat follows and mutes

follow-how = /follow puts stories first in the digest: /follow ferry (a word, or several in a row), /follow outlet:Reuters, or /follow 261123-1 (a story by the number of an article; with “now” behind it, its news comes at once). /mine shows what is followed here; /digest followed brings nothing else.
unfollow-how = /unfollow ferry takes back /follow ferry, and so on; /unfollow 2 takes the second of what /mine lists.
mute-how = /mute leaves stories out of the digest: /mute ferry (a word, or several in a row), /mute outlet:Reuters, or /mute 261123-1 (a story by the number of an article). /latest and /topic still show them. /mine shows what is muted here.
unmute-how = /unmute ferry takes back /mute ferry, and so on; /unmute 2 takes the second of what /mine lists.
followed-words = Followed here: stories with “{ $title }” come first in the digest. /unfollow { $title } takes that back.
followed-outlet = Followed here: what { $title } reports comes first in the digest. /unfollow outlet:{ $title } takes that back.
followed-story = Followed here: what is new in “{ $title }” comes first in the digest. /unfollow { $value } takes that back.
muted-words = Muted here: stories with “{ $title }” are left out of the digest; /latest and /topic still show them. /unmute { $title } takes that back.
muted-outlet = Muted here: what only { $title } reports is left out of the digest; /latest and /topic still show it. /unmute outlet:{ $title } takes that back.
muted-story = Muted here: “{ $title }” is left out of the digest; /latest and /topic still show it. /unmute { $value } takes that back.
unfollowed = “{ $title }” is followed here no more.
unmuted = “{ $title }” is muted here no more.
toast-follow = What is new in this story comes first in the digest here. /mine shows all that is followed.
toast-unfollow = This story is followed here no more.
toast-mute = This story is left out of the digest here. /mine shows all that is muted.
toast-unmute = This story is muted here no more.
interest-gone = That was taken away before.
interest-no-digest = The daily digest is off here; /digest on starts it.
at-once-on = Its news comes here at once, at most { $most } times a day and not from 22:00 to 07:00.
at-once-always = Its news comes here at once, day and night, at most { $most } times a day.
at-once-off = Its news comes with the digest, not at once.
mine-digest = The digest arrives here { $days } at { $time } ({ $zone }).
mine-nothing = Nothing is followed or muted here. /follow and some words put stories first in the digest; /mute leaves them out.
mine-follows-words = follows “{ $title }”
mine-follows-outlet = follows outlet:{ $title }
mine-follows-story = follows the story “{ $title }” ({ $value }){ $once ->
    [no] { "" }
    [now] , at once
   *[always] , at once, also at night
    }
mine-mutes-words = mutes “{ $title }”
mine-mutes-outlet = mutes outlet:{ $title }
mine-mutes-story = mutes the story “{ $title }” ({ $value })
choose-stories = Which of these do you want to follow, or mute?
followed-heading = New in what you follow:
button-follow = Follow
button-unfollow = Unfollow
button-mute = Mute
button-unmute = Unmute
button-choose = Follow…
button-at-once = At once
button-not-at-once = Not at once
button-unfollow-what = Unfollow { $title }
button-unmute-what = Unmute { $title }
error-interest-now = “{ $word }” goes with the number of an article only, as in /follow 261125-1 { $word }. With words, leave it out, or put all of them in quotation marks.
error-interest-no-words = There is no word in that. Write for example /follow ferry, or /mute outlet:Reuters.
error-interest-long = That is too long to follow or mute: at most { $most } characters. A few words do better than a sentence.
error-interest-many = A chat can follow and mute { $most } things, and here it is that many. /mine shows them; take one away first.
error-not-followed = “{ $value }” is not followed here. /mine shows what is.
error-not-muted = “{ $value }” is not muted here. /mine shows what is.

## Editors

push-stored = { $count ->
    [one] Stored:
   *[other] Stored { $count } articles:
    }
push-updated = { $count ->
    [one] Updated, the earlier version is kept:
   *[other] Updated { $count } articles, the earlier versions are kept:
    }
push-already = { $count ->
    [one] Already here:
   *[other] Already here, { $count } articles:
    }
push-joined = One story with “{ $headline }” ({ $source }){ $count ->
    [0] .
    [one] { " " }and 1 other article.
   *[other] { " " }and { $count } other articles.
    } /split { $id } takes it out.
push-joined-with = in one story with “{ $headline }” ({ $source })
push-split = /split and an article’s number takes it out of its story.
push-page = Articles { $first } to { $last }:
button-split = Split { $id }
push-lacks-package = To choose sentences in { $language } I need a package that is not installed, so I take the first ones. Whoever runs the bot can add it: .venv/bin/pip install -c constraints.txt -e ".[{ $extra }]"
push-failed = { $count ->
    [one] Not stored:
   *[other] Not stored, { $count } items:
    }
push-more-stored = … and { $count } more. The button “More” shows them.
push-more-articles = … and { $count } more. /latest and /topic show them.
push-more-failures = – … and { $count } more
set-aside = A file was damaged and is set aside as { $file }; what was in it is missing, and everything else goes on. To get back what can be had of it, stop Sourceline and run “sourceline check --repair”, or put a copy back in its place.
edited = Corrected: { $field } is { $state ->
    [empty] empty now.
   *[other] “{ $value }” now.
    }
merged = One story now:
split = A story of its own now:
undone = { $count ->
    [one] Taken back:
   *[other] Taken back: its story has { $count } articles now.
    }
store-sure = This looks like an article. Store it? (If it is a question, ask it with /topic in front.)
button-store = Store it
error-store-again = I no longer have that text. Please send it once more, with /push in front.
delete-sure = Delete “{ $headline }”?
deleted = Deleted “{ $headline }”. /undo brings it back.
kept = Kept “{ $headline }”.
button-delete = Delete
button-keep = Keep
stats-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
    } in the archive, { $today } received today
stats-newest = Newest: { $date }
stats-outlets = Outlets of late: { $names }
stats-languages = Languages of late: { $names }
stats-subscribed = { $count ->
    [0] Nobody gets the daily digest yet
    [one] 1 chat gets the daily digest
   *[other] { $count } chats get the daily digest
    }
stats-ended = Ended in the last 90 days: { $names }
stats-sent = Messages since yesterday (UTC): { $count } sent
stats-not-sent = Not arrived: { $names }
stats-in-doubt = Perhaps arrived, since Telegram’s answer was lost: { $count }
stats-waiting = Waiting to be sent: { $count }
stats-run = The last digest, due { $time }: to { $count ->
    [one] 1 chat
   *[other] { $count } chats
    } in { $seconds } s, the last of them { $slowest } s after its time
stats-by-reader = turned off { $count }
stats-by-blocked = blocked or deleted { $count }
stats-by-kicked = removed from the group { $count }
stats-by-no-right = not allowed to write { $count }
stats-by-refused = refused by Telegram { $count }
stats-by-failed = given up after errors { $count }
stats-by-late = too late { $count }
picture-sent = Messages sent a day (UTC)
picture-articles = Articles received a day (UTC)
picture-pressed = Of a hundred chats with a digest, those that pressed a button (by day, UTC)
picture-topics = Covered most of late: { $names }
announce-sure = { $count ->
    [one] Send this to the 1 chat that gets the digest?
   *[other] Send this to all { $count } chats that get the digest?
    }
announce-nobody = Nobody gets the daily digest yet, so there is nobody to send this to.
announce-begun = It is on its way to { $count ->
    [one] 1 chat.
   *[other] { $count } chats.
    } /stats tells what has arrived.
announce-before = This was sent before; nobody gets it twice.
announce-dropped = Not sent.
button-announce = Send to all
button-drop = Do not send
error-announce-not-private = Please announce from our private chat, where you can read it over before it goes out.
error-announce-long = That is too long for one message, or Telegram has cut it in two. Please send /announce with at most { $most } characters.
error-usage-announce = Send /announce and what you want to say to all chats that get the digest. I show it to you and ask before anything is sent.
claim-link = No editor is set yet. Open this link in Telegram to become one; it works once and for an hour. (Or set ADMIN_IDS in the file .env.)
claim-welcome = Welcome, you are an editor now. Send me a link or a text after /push, a file, or forward a message. /help shows the rest.
claim-not-here = An editor is made in a private chat with me, and as yourself. Others could read this link, so it is void from now on; whoever runs the bot can start it again for a new one.
claim-void = This link has been used or has run out. Whoever runs the bot can start it again for a new one.
error-editors-only = Only editors can do that. You can read everything with /latest and /topic.
error-editor-hidden = Telegram hides who sent this, so I cannot tell whether it was an editor. Send it as yourself rather than in the name of the group or a channel, or write to me in our private chat.
error-editor-not-own-words = This was forwarded, or another bot wrote it, so I do not take it for your command. Please type it yourself.
error-button-of-someone-else = Only the editor who asked can answer this.
error-usage-push = Send /push and a link or the text of an article after it; or send me a file, forward a message, or answer one with /push.
error-usage-edit = Send /edit number field value, such as /edit 261123-1 outlet The Harbour Post. Fields: headline, outlet, agency, author, link, date, language, topics; the value - clears one.
error-usage-merge = Send /merge and the numbers of two or more articles, such as /merge 261123-1 261123-4. Their stories become one.
error-usage-split = Send /split and the article’s number, such as /split 261123-4. It stands alone from then on.
error-merge-one-story = These are in one story already.
error-split-alone = { $id } stands alone already.
error-usage-delete = Send /delete and the article’s number, such as /delete 261123-1. The number stands beside the headline when you push, and under “Source lines”.
error-edit-field = I do not know the field “{ $field }”. The fields are: headline, outlet, agency, author, link, date, language, topics.
error-edit-value = “{ $value }” will not do as { $field }. { $field ->
    [date] Write it like 2023-09-28.
    [link] It should begin with http:// or https://.
    [language] Write it as two letters, such as en or es.
   *[other] It cannot be empty.
    }
command-push = Store articles: links, text, a file, a forward
command-edit = Correct a field of an article
command-delete = Delete an article
command-merge = Make one story of several
command-split = Take an article out of its story
command-undo = Take back your last change
command-stats = The archive and the digests in numbers
command-announce = Say something to all who get the digest
command-backup = Get a copy of everything

## Digest

breaking-heading = Breaking news:
breaking-on = Breaking news comes here at once, at most { $most } times a day, and not from 22:00 to 07:00 ({ $zone }). /breaking always: at night too. /breaking off stops it.
breaking-always = Breaking news comes here at once, day and night, at most { $most } times a day. /breaking on: not at night. /breaking off stops it.
breaking-off = Breaking news does not come here. /breaking on changes that.
breaking-sure = Send “{ $headline }” as breaking news now, to { $count ->
    [one] 1 chat?
   *[other] { $count } chats?
    }
breaking-nobody = Nobody can be sent breaking news just now: nobody asked for it, or it is night where they are, or they had as much as they wish today.
breaking-one = Only one article at a time can be breaking news. Push it alone with /push !, also if it is here already.
breaking-begun = “{ $headline }” is on its way as breaking news to { $count ->
    [one] 1 chat.
   *[other] { $count } chats.
    }
breaking-before = This was sent as breaking news before; nobody gets it twice.
breaking-dropped = Not sent as breaking news. It comes in the digest.
button-breaking = Breaking
button-break-now = Send now
error-usage-breaking = Send /breaking on, /breaking always (at night too) or /breaking off.
preview-heading = The next digest here comes at { $time } ({ $zone }). With what has come in by now it reads:
preview-paused = The digest here pauses until it is resumed; /digest resume does that. With what has come in by now it would read:
preview-due = The next digest here is due now. It reads:
error-preview-none = There is no daily digest here. /digest 07:30 starts it, and /digest shows one now.
error-preview-of-group = In a group I show the next digest to editors only, since others have not asked for it. In a chat with me alone you can see your own.
digest-heading = { $count ->
    [one] The digest: one new story.
   *[other] The digest: { $count } new stories.
    }
digest-heading-now = { $count ->
    [one] The last day in one story.
   *[other] The last day in { $count } stories.
    }
digest-quiet = A quiet day: no new stories.
digest-quiet-muted = A quiet day: nothing new beside what is muted here (/mine).
digest-all-seen = Nothing is new beyond what you have seen here.
digest-quiet-followed = A quiet day: nothing new of what is followed here. /mine shows what that is; /digest everything brings the other news too.
digest-followed = It has only what is followed here (/mine).
digest-daily = From now on the digest arrives { $days } at { $time } ({ $zone }).
digest-on-again = It is on again: the digest arrives { $days } at { $time } ({ $zone }).
digest-is-off = The daily digest is off here. /digest on brings it { $days } at { $time } ({ $zone }).
digest-every-day = every day
digest-weekdays = on weekdays
digest-weekend = on Saturday and Sunday
digest-some-days = on { $days }
digest-short = It has headlines only.
digest-silent = It comes without a sound.
digest-stories = { $count ->
    [one] It has one story at most.
   *[other] It has { $count } stories at most.
}
digest-paused = It pauses until { $day }.
digest-paused-open = It pauses until it is resumed.
digest-resume = /digest resume ends the pause.
digest-change = /digest off stops it. To change it, tap /settings, or write for example “/digest 07:30, 18:00 weekdays Berlin”, “/digest short quiet” or “/digest pause until 12 Dec”. “/digest every day full loud” takes days, short and quiet back; /digest help shows the rest.
digest-help = This you can write behind { $command }, also several in one message:
    – times: 07:30, 7pm, noon; { $most } a day at most
    – days: every day, weekdays, weekends, or such as mon, fri
    – your time zone: a big city in it, or such as UTC+2
    – short: headlines only; full: each story’s briefing
    – quiet: without a sound; loud: with one
    – 5 stories: so many at most
    – followed: only what is followed here; everything: the other news too
    – pause until 12 Dec, pause until Monday, pause 3 days, or just pause; resume ends it
    – off, and on

    { $settings } offers the same with buttons.
digest-which-zone = “{ $value }” can be several time zones. Which one do you mean?
digest-off = The daily digest is off. /digest still shows one when you ask.
digest-ended-blocked = The digest that you set up for “{ $title }” has ended: it is no longer there for me.
digest-ended-kicked = The digest that you set up for “{ $title }” has ended: I was removed there. Add me again, and /digest (for a channel /channel) starts it anew.
digest-ended-no-right = The digest that you set up for “{ $title }” has ended: I may no longer write there. Once I may, /digest (for a channel /channel) starts it anew.
digest-return = Your daily digest ended when I could no longer write to you. One tap, and it comes again at { $times } ({ $zone }).
button-digest-again = Digest again
digest-none = The daily digest was not on. /digest 07:30 starts it.
button-daily = Every day at { $time }
error-digest-of-group = Only this group’s administrators can change what comes here. In a chat with me alone you can have your own.
error-digest-word = I do not understand “{ $value }”. Write a time, and if you like days and a city: /digest 07:30, 18:00 weekdays Berlin. /digest help shows all you can write.
error-digest-twice = “{ $value }” does not go together with the rest of your message. Please send one or the other.
error-digest-times = At most { $most } times a day. Please leave some out.
error-digest-stories = A digest has 1 to { $most } stories, not { $value }. Write for example: /digest 10 stories.
error-digest-pause = I do not understand “{ $value }”. A pause ends on a day from tomorrow on and within a year: write for example /digest pause until 12 Dec, /digest pause until Monday or /digest pause 3 days. /digest pause alone lasts until /digest resume.
error-bad-time = “{ $value }” is not a time I can read. Write it as in /digest 07:30, /digest 7pm or /digest 19:30 Berlin; /digest off stops the digest.
error-unknown-zone =
    { $found ->
        [0] I do not know the time zone “{ $value }”. Name it by a big city in it, as in /digest 07:30 Europe/Berlin.
       *[other] I do not know which time zone “{ $value }” is. Did you mean { $nearest }? Write it in full, as in /digest 07:30 Europe/Berlin.
    }

## Settings of a chat

settings-channel = For the channel “{ $channel }”:
settings-digest = The digest comes { $days } at { $times } ({ $zone }, where it is { $now } now), with { $stories ->
    [one] one story
   *[other] { $stories } stories
    } at most, { $form ->
    [short] as headlines
   *[full] in full
    } and { $sound ->
    [off] without a sound.
   *[on] with a sound.
    }
settings-off = The digest is off.
settings-breaking = Breaking news { $mode ->
    [on] comes at once, but not at night.
    [always] comes at once, at night too.
   *[off] does not come.
    }
settings-done = Saved. /settings opens this again.
settings-channel-done = Saved. /channel { $channel } opens this again.
settings-times = The digest comes at { $times }. Tap an hour to add a time in it, or to take one away.
settings-hour = The digest comes at { $times }. Tap a time to add it, or to take it away.
settings-days = The digest comes { $days }. Which days shall it be?
settings-zone = The digest goes by the clock of { $zone }, where it is { $now } now. Choose another, or send { $command } and a big city of your time zone, such as { $command } Lisbon.
settings-which-zone = Which of these clocks is yours?
settings-location = Tap the button below to send me where you are. I only look for the time zone, and do not keep the place.
settings-location-thanks = Thank you. I have looked for the time zone and forgotten the place.
settings-stories = How many stories shall a digest have at most?{ $place ->
    [channel] { "" }
   *[chat] { " " }The others are behind a button.
    }
settings-pause = For how long shall the digest pause?
settings-breaking-choose = Shall breaking news come here at once? At night is from 22:00 to 07:00.
button-turn-on = Turn on
button-turn-off = Turn off
button-times = Times
button-days = Days
button-zone = Time zone
button-stories = Stories
button-short = Headlines only
button-full = In full
button-silent = Without a sound
button-sound = With a sound
button-followed = Only what is followed here
button-everything = All news, followed first
button-pause = Pause
button-done = Done
button-back = Back
button-daily-days = Every day
button-weekdays = Weekdays
button-location = By where I am
button-send-location = Send where I am
button-week = One week
button-two-weeks = Two weeks
button-month = A month
button-pause-open = Until it is resumed
button-pause-end = End the pause
button-breaking-news = Breaking news
button-breaking-on = Not at night
button-breaking-always = At night too
button-breaking-off = No
error-settings-are-off = The digest is off, so there is nothing to change. Turn it on first: /settings.
error-settings-last-time = The digest needs one time at least. Choose another one first, or turn it off.
error-settings-last-day = The digest needs one day at least. Choose another one first, or turn it off.
error-usage-channel = Send /channel and the name of the channel, such as /channel @harbour_news; or forward a post of it to me and answer that with /channel.
error-channel-unknown = I cannot find { $channel }, or I am not in it. To have the digest come there, make me an administrator of the channel with the right to post, then try again.
error-channel-none = { $channel } is not a channel. In a group, send /settings there.
error-channel-no-right = I may not post in { $channel }. Make me an administrator of the channel with the right to post, then try again.
error-channel-of-others = Only the owner and administrators of { $channel } who may post there can set up what I post.
error-channel-press = In a channel I only post. Ask me in a chat of our own: @{ $bot }.

## Terminal and command line

running = Sourceline is running as { $name }. Press Ctrl-C to stop it.
working = This worker sends what { $name } has for its readers. Press Ctrl-C to stop it.
errors-told = { $count ->
    [one] 1 error stands in my log that you may want to see:
   *[other] { $count } errors stand in my log that you may want to see:
}
errors-where = The details are in the log, on the machine I run on. If there is nothing you can do about it, please report them.
crash = Sorry, something went wrong that should not have. The lines above say what; please report them.
push-progress = Storing
export-progress = Writing articles
exported = { $count ->
    [one] 1 article
   *[other] { $count } articles
    } and all records of readers and editors are in { $file }.
import-progress = Reading lines
summaries-progress = Choosing sentences
imported = { $count ->
    [0] Every article of { $file } was here already.
    [one] 1 article of { $file } is new here.
   *[other] { $count } articles of { $file } are new here.
    }
rebuild-progress = Reading again
rebuild-article = { $id }  { $headline }
rebuild-field = {"  "}{ $field }
rebuild-other-number = {"  "}Its original would now be split into articles differently; it stays as it is.
rebuild-would = { $count ->
    [0] Every article would be as it is.
    [one] 1 article would change. To change it: sourceline rebuild --apply
   *[other] { $count } articles would change. To change them: sourceline rebuild --apply
    }
rebuilt = { $count ->
    [0] Every article is as it was.
    [one] 1 article is changed; its earlier version is kept.
   *[other] { $count } articles are changed; their earlier versions are kept.
    }
rebuild-left = { $count ->
    [one] 1 article stays as it is: its original would now be split differently.
   *[other] { $count } articles stay as they are: their originals would now be split differently.
    }
restory-progress = Joining again
restory-before = before  { $id }  { $headline }
restory-after = after   { $id }  { $headline }
restory-also = {"        "}{ $id }  { $headline }
restory-count = { $before ->
    [one] 1 story
   *[other] { $before } stories
    } before, { $after } after.
restory-would = { $count ->
    [0] Every article would stay in its story.
    [one] 1 article would be in another story. To move it: sourceline rebuild --stories --apply
   *[other] { $count } articles would be in other stories. To move them: sourceline rebuild --stories --apply
    }
restory-others = { $count ->
    [one] 1 more would have other related stories, or be the copy of another text.
   *[other] { $count } more would have other related stories, or be copies of another text.
    }
restoried = { $count ->
    [0] Every article is in the story it was in.
    [one] 1 article is in another story now.
   *[other] { $count } articles are in other stories now.
    }
restoried-others = { $count ->
    [one] 1 more has other related stories, or is the copy of another text.
   *[other] { $count } more have other related stories, or are copies of another text.
    }
check-progress = Reading files
error-check-no-folder = There is no folder { $folder }, so there is nothing to check. Check DATA_DIR in .env, and where you run this: the folder is looked for from here.
check-well = { $count ->
    [0] There is nothing in { $folder } yet.
    [one] The one file is in order.
   *[other] All { $count } files are in order.
    }
repair-progress = Repairing files
repaired = { $file }: { $back ->
    [one] 1 entry is back
   *[other] { $back } entries are back
    }{ $gone ->
    [0] .
   *[other] , { $gone } could not be restored.
    }
repair-gone = Not restored: { $ids }
repair-set-aside = { $file }: { $count ->
    [one] 1 entry that cannot be used was moved to { $where }, as it was
   *[other] { $count } entries that cannot be used were moved to { $where }, as they were
    }: { $ids }
check-links = { $count ->
    [one] Remove that link yourself first, or put what it leads to in its place: until then the bot does not start, and nothing can be repaired.
   *[other] Remove these links yourself first, or put what they lead to in their places: until then the bot does not start, and nothing can be repaired.
    }
check-repair = To put back what can be, stop the bot and run: sourceline check --repair
check-without-original = { $count ->
    [one] The original of 1 article is gone. The article is whole; “sourceline rebuild” leaves it as it is.
   *[other] The originals of { $count } articles are gone. The articles are whole; “sourceline rebuild” leaves them as they are.
    }
backed-up = { $file } has a copy of everything ({ $count ->
    [one] 1 file
   *[other] { $count } files
    }). To go back to it, unpack it into an empty DATA_DIR, as the user that runs the bot.
backup-sent = A copy of everything ({ $count ->
    [one] 1 file
   *[other] { $count } files
    }), with the readers’ chat ids in it. To go back to it, unpack it into an empty DATA_DIR, as the user that runs the bot.
import-left = The records in { $file } are here already and were left as they are.
push-line-stored = stored   { $id }  { $headline }
push-line-updated = updated  { $id }  { $headline }
push-line-already = already  { $id }  { $headline }
push-line-left-out = note     { $reason }
push-line-failed = failed   { $reason }
handover-done = handed   { $name }
handover-failed = failed   { $name }: { $reason }
handover-waiting = waiting  { $name } – it is taken up as soon as the bot runs and gets to it
push-others-failed = { $count ->
    [one] One more could not be stored either.
   *[other] { $count } more could not be stored either.
    } Correct the ones above first; the rest may be alike.
inbox-others-stored = { $count ->
    [one] The other article in it is stored.
   *[other] The other { $count } articles in it are stored.
    }
terminal-greeting = You are talking to Sourceline, as an editor. /help says what it can do; a number presses a button; Ctrl-D leaves.
terminal-goodbye = Goodbye.
terminal-working = Working …
terminal-document = { $name } ({ $size } bytes)
terminal-link = Open this address: { $address }
terminal-no-button = There is no button { $number } to press right now.
terminal-command-quit = Leave the conversation

