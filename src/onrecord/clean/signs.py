# ruff: noqa: E501  (the tables below read better with a row a line)
"""The words by which page furniture gives itself away. Patterns are of the line as a whole, not of a word in it."""

from __future__ import annotations

import re

_SOCIAL = r"(?:Facebook|Twitter|X|Instagram|Telegram|WhatsApp|YouTube|LinkedIn|Bluesky|Mastodon|Threads|TikTok|Reddit|Pinterest|Email|E-mail|Print|Copy link|Link|VK|Flipboard|Pocket|Messenger|Signal|RSS|Google News)"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DATE = rf"(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
_CLOCK = r"(?:\s*(?:,|\||-|–|—|•|·|at|\s)\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:[A-Z]{2,5}(?:\s?[+-]\d{1,2})?|local time)?)?"
_NAME = r"(?:[A-Z\u00c0-\u00de][\w’'.-]*|van|von|de|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ten|ter|y|e)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,5}}"

BOILERPLATE = re.compile(
    r"(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|:|\d{4}|by\b|\w+ \d{4})).{0,200}\Z"
    r"|.{0,160}\ball rights reserved\b.{0,160}\Z"
    r"|(?:advertisement|advertising|sponsored(?: content)?|promoted(?: content)?|paid (?:post|content)|story continues below.{0,40}|article continues (?:below|after).{0,40}|scroll (?:down )?to continue.{0,40}|continue reading.{0,80})\W*\Z"
    r"|(?:skip to (?:main )?content|back to top|menu|home|search|log ?in|sign in|subscribe|register|share|print|comments?|no comments|loading|load more|show more|view (?:all|more)|see (?:all|more)|next|previous|more|top stories|most (?:read|popular|viewed|shared)|trending(?: now)?|latest(?: news)?|related(?: (?:articles?|stories|news|topics|content|posts|links|coverage))?|recommended(?: (?:for you|stories|reading))?|you (?:may|might) (?:also )?(?:like|be interested in)|more (?:on this (?:story|topic)|from .{1,40}|stories|news|to read)|read (?:more|next|also)|also read|see also|editors?[’'] (?:picks?|choice)|don[’']t miss|in this (?:article|story)|about the authors?|table of contents)\s*[:»>…-]*\Z"
    r"|(?:read (?:more|also|next|the full|our)|also read|see also|related(?: (?:articles?|stories|news|coverage))?|more|more on this|more from|watch|listen(?: to)?(?: the)?|recommended|don[’']t miss|further reading|you may also like|click here|tap here|topics?|tags?|filed under|categor(?:y|ies)|keywords|hashtags?|posted in|read this)\s*(?::|»|>|\|)\s*.{0,200}\Z"
    r"|(?:we|this (?:web)?site|our (?:web)?site|our partners|by (?:using|continuing)|to (?:improve|provide|personali[sz]e)).{0,120}\bcookies?\b.{0,400}\Z"
    r"|.{0,80}\b(?:accept|reject|manage|allow) (?:all )?(?:cookies|consent|preferences)\b.{0,80}\Z"
    r"|(?:privacy policy|terms (?:of (?:use|service)|and conditions)|cookie policy|contact us|about us|advertise with us|imprint|impressum|sitemap|accessibility|careers|newsletters?|faq)(?:\s*[|•·,/-]\s*[\w &’']+)*\Z"
    rf"|(?:share(?: (?:this|on|via|the))?(?: (?:article|story|page|post))?\b\s*:?\s*)?(?:(?:on|via|to)\s+)?{_SOCIAL}(?:[\s,|•·/]+(?:and\s+)?{_SOCIAL})+\W*\Z"
    r"|share (?:this|on|via|with|the)\b.{0,80}\Z"
    r"|(?:for immediate release|embargoed (?:until|till|for).{0,80}|\#\s?\#\s?\#|-\s?30\s?-|\W*ends?\W*|\[?\(?end(?:s| of (?:transcript|release|article|document))\)?\]?|\*\s?\*\s?\*|_{3,}|-{3,}|={3,}|…|\.\.\.)\Z"
    r"|(?:media|press) (?:contacts?|enquiries|inquiries|office)\s*:.{0,200}\Z"
    r"|(?:contacts?|e-?mail|phone|tel|website|web)\s*:\s*\S.{0,160}\Z"
    r"|(?:https?://|www\.)\S+\Z|\S+@\S+\.\w+\Z|@\w+\Z"
    r"|\d+ (?:min(?:ute)?s?|-minute) read\W*\Z|\d+ comments?\Z|\d+ shares?\Z|(?:est\.|estimated) read(?:ing)? time.{0,30}\Z"
    r"|(?:this|the) (?:article|story|report|post|piece|transcript) (?:was|has been|is|may|first)\b.{0,60}\b(?:first |originally )?(?:appeared|published|updated|corrected|republished|translated|reproduced|amended|final form)\b.{0,200}\Z"
    r"|(?:this|the) (?:interview|conversation|transcript|q ?& ?a) (?:has|was)(?: been)?(?: lightly| slightly)? (?:edited|condensed|shortened|abridged).{0,80}\Z"
    r"|(?:got|have you got|do you have) (?:a (?:story|tip|question|comment)|an? [\w ]{0,30}tip|information)\b.{0,240}\Z"
    r"|about [A-Z][\w&’' -]{1,60}:\s.{0,600}\Z",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip

ASKING = re.compile(
    r"(?:please\s+|why not\s+|you can (?:also\s+)?|to \w+[^.]{0,60}, )?"
    r"(?:follow|like|join|find|subscribe|sign up|donate|support|share|click|download|get|buy|order|pre-?order|become|help"
    r"|consider|make|send|contact|write to|email|visit|listen|watch|register|enjoy(?:ed|ing)?|keep|stay|never miss|don[’']t miss"
    r"|read|chip in|contribute|receive|add|turn on|tap|check out|discover|try|start|give|see|did you (?:like|enjoy)"
    r"|if you (?:value|like|enjoy(?:ed)?|appreciate|liked|found|want to support|can|would like)|thank you for|thanks for"
    r"|want (?:more|to)|dear readers?|we (?:need|rely|depend|are|don[’']t|have)|our (?:work|journalism|reporting|team)"
    r"|your (?:support|donation|gift|contribution|help)|unlike (?:many|other)|with your|every (?:euro|dollar|pound|cent|penny|little|contribution|donation))\b",
    re.IGNORECASE,
)
"""How a line that asks the reader for something begins."""

WANTED = re.compile(
    r"\bdonat\w*|\b(?:support|fund|back) (?:us|our|independent|quality|free|this)\b|\byour (?:support|donation|contribution|gift|help|inbox)\b"
    r"|\bour (?:newsletter|channel|app|page|work|journalism|website|site|readers|podcast|book|shop|store|social|bulletin|mailing list|telegram|whatsapp)\b"
    r"|\b(?:newsletters?|(?:daily|morning|evening|weekly|weekend) (?:briefing|digest|e-?mail|round-?up)|podcast|mailing list|bulletin)\b|\bsubscri\w+|\bfollow us\b|\bfollow (?:him|her|them|@?\w+(?: \w+){0,2}) on\b"
    rf"|\b(?:on|via) {_SOCIAL}\b|\bon social media\b|\bpaypal\b|\bpatreon\b|\biban\b|\bbank transfer\b|\bbecome a (?:member|patron|supporter|friend)\b"
    r"|\b(?:breaking )?news alerts?\b|\bnotifications?\b|\bread more\b|\bclick here\b|\bin(?:to)? your inbox\b|\bfree (?:trial|access)\b|\bmembership\b"
    r"|\b(?:our|the|his|her|my|new|this) (?:new |latest |e-?)?book\b|\bbookshops?\b|\bpaperback\b|\bhardback\b|\bout now\b|\bavailable (?:now|from|at|in (?:all )?(?:good )?book)|\bapp store\b|\bgoogle play\b"
    r"|\b(?:readers?|supporters) like you\b|\bindependent journalism\b|\bkept alive by\b|\bfunded by (?:our )?readers\b|\bnewsdesk\b|\bthis article\b|\blike (?:us|this)\b|\b(?:euro|dollar|pound|penny|cent) counts\b|\bhelps us\b|\bhelp us\b",
    re.IGNORECASE,
)
"""What such a line asks for."""

READER = re.compile(r"\b(?:you|your|yours|us|our|ours|we|reader|readers|please)\b", re.IGNORECASE)

BYLINE = re.compile(
    rf"(?:(?:by|written by|words by|text by|story by|from|report by|reporting by)\s+{_NAMES}(?:\s*(?:,|and|&|\||in|/|–|—|-|•|·)\s*(?:{_NAMES}|{_DATE}|[\w.]+@[\w.]+))*(?:\s*[,|(–—-]\s*[^.!?]{{2,60}})?)\Z",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten by|[Tt]ext by|[Ss]tory by|[Rr]eport by)\s+(?!{_WEEKDAY}\b|{_MONTH}\b){_NAMES}"
)
DATED = re.compile(
    rf"(?:(?:first |last )?(?:published|posted|updated|modified|issued|created|release date|date|broadcast|aired|recorded|last update)(?: on| at)?\s*:?\s*)?"
    rf"(?:{_DATE}){_CLOCK}(?:\s*[|•·/–—-]\s*(?:(?:last )?(?:updated|modified|published)\s*:?\s*)?(?:{_DATE})?{_CLOCK})?(?:\s*[|•·]\s*[\w .]{{1,40}})?\.?\Z",
    re.IGNORECASE,
)
BROADCAST = re.compile(r"(?:broadcast|aired|recorded|transcript of)\b[^.!?]{0,120}\d[^.!?]{0,40}\Z", re.IGNORECASE)

STAMPED = re.compile(
    rf"[A-Z][^.!?]{{2,60}}?\s*[-–—|•·,]\s*(?:\d{{1,2}}[:.]\d\d,?\s+)?(?:{_DATE}){_CLOCK}(?:,?\s+\d{{1,2}}[:.]\d\d)?\Z"
)
"""A desk or an agency with the day and the hour, under the headline."""

_AGENCY = r"(?:\((?:[A-Z][A-Za-z&. ]{1,24})\)|[A-Z]{2,6})"
_PLACE_CAPS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.’'\-]+(?:[ /][A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.’'\-]+){0,3}"
_PLACE = r"[A-Z\u00c0-\u00de][\w’'.-]+(?:[ /-][A-Z\u00c0-\u00de][\w’'.-]+){0,3}"
_RULE = r"(?:\s+-{1,3}\s*|\s*(?:--|–|—|―)\s*)"
DATELINE = re.compile(
    rf"(?:{_PLACE_CAPS}(?:,\s+(?:{_PLACE}|[A-Z]\.[A-Z]\.))?(?:,?\s+(?:{_DATE}))?(?:,?\s*/?{_AGENCY}/?)?{_RULE}"
    rf"|{_PLACE}(?:,\s+{_PLACE})?,?\s+(?:{_DATE})(?:,?\s*/?{_AGENCY}/?)?{_RULE}"
    rf"|{_PLACE}(?:,\s+{_PLACE})?\s*\([A-Z][A-Za-z&. ]{{1,24}}\)\s*(?:-{{1,3}}|–|—|―)\s*"
    rf"|{_PLACE},\s+{_PLACE}\s+(?:—|–|--)\s*"
    rf"|{_PLACE_CAPS}(?:,\s+{_PLACE})?,\s+(?:{_DATE})\.?\s*/[A-Z][\w .-]{{1,20}}/\.?\s*"
    rf"|\([A-Z][A-Za-z&. ]{{1,24}}\)\s*(?:-{{1,3}}|–|—|―)\s*"
    rf"|{_PLACE_CAPS}(?:,\s+{_PLACE})?\s+\([A-Z][A-Za-z&. ]{{1,24}}\)\s+(?=[A-Z]))"
    r"(?=[\"“‘'«„]?[A-Z\u00c0-\u00de\d])"
)  # fmt: skip

CITY = re.compile(
    rf"(?!(?i:breaking|updated?|exclusive|watch|video|analysis|opinion|live|(?:editor['’]?s['’]? )?note|correction|clarification|alert|just in"
    rf"|fact check)\b)(?:{_PLACE_CAPS}(?:,\s+(?:{_DATE}))?"
    rf"|(?![A-Z-]{{3}}){_PLACE},\s+(?:(?:{_DATE})|[A-Z]{{2,6}}|(?:{_DATE})[,\s]+\(?[A-Z]{{2,6}}\)?)):\s+"
    r"(?=[\"“‘'A-Z\u00c0-\u00de\d])"
)
"""A dateline that ends in a colon ("TARNABAD: ...", "New Tarn, PTA: ..."), where no turns of speakers do."""
TURN = re.compile(r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'’-]{1,40}:\s")

CONTRIBUTED = re.compile(
    r"editors?['’]?s?['’]? note\s*:"
    r"|[\[(]?(?:with )?(?:additional |further )?(?:reporting|writing|editing|edited|compiled|translated|research) by\b.{0,240}\Z"
    r"|.{0,120}\bcontributed (?:to this (?:report|story|article)|(?:additional )?reporting)\b.{0,60}\Z"
    r"|(?:this|the) (?:article|story|report|post|piece) (?:was|has been) (?:updated|corrected|amended|revised)\b.{0,200}\Z",
    re.IGNORECASE | re.DOTALL,
)
"""What a report says in its own paragraphs of who worked on it and whether it was changed."""

CREDIT = re.compile(
    r"[\[(]?(?:additional |further )?(?:reporting|writing|editing|edited|compiled|translated|translation|produced|photographs?|photography|graphics?|research|fact-checking) by\b.{0,240}\Z"
    r"|(?:contributing|contributors?|with (?:reporting|files|agencies|additional reporting)|source|sources|via)\s*(?::|from|by)\s.{0,160}\Z"
    r"|.{0,120}\bcontributed (?:to this (?:report|story|article)|reporting)\b.{0,60}\Z"
    r"|[\[(]?(?:photo|photos|image|images|picture|photograph|illustration|graphic|video|cover|main image|header image)(?: (?:credit|courtesy|source|by|from|via|copyright))?s?\s*(?::|©|by|courtesy of|via)\s*.{1,120}\Z"
    r"|[\[(]?(?:credit|courtesy|image credit|photo credit)s?\s*(?::|of)\s*.{1,120}\Z"
    r"|[\[(]?(?:AP(?: Photo)?|AFP|Reuters|Getty(?: Images)?|EPA|Shutterstock|iStock|Alamy|PA|Xinhua|TASS|IRNA|dpa|ANSA|Anadolu(?: Agency)?)(?:\s*(?:/|via|\|)\s*[\w .,’'/-]{1,60})?[\])]?\.?\Z",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip

CAPTION = re.compile(
    r"(?:\((?:photo|image|picture|file photo|ap photo|ap|afp|reuters|getty|epa|photo by|photograph|illustration|credit|courtesy)[^()]{0,120}\)|\[(?:photo|image|picture|courtesy)[^\[\]]{0,120}\])\.?\Z"
    r"|[.,!?”\"’')\]]\s+(?:photo(?:graph)?|image|picture|credit|file photo|illustration)(?: (?:credit|courtesy|by))?\s*(?::|©|by|/|courtesy of)\s*[^.!?\n]{2,100}\.?\Z"
    r"|[.,]\s+(?:AP|AFP|Reuters|Getty Images|EPA|Shutterstock|Xinhua|Pool|Handout|Anadolu)(?:\s*/\s*[\w .’'-]{1,60}|\s+Photo\s*/\s*[\w .’'-]{1,60}|\s+via\s+[\w .’'-]{1,60})\.?\Z"
    r"|\A(?:file (?:photo|picture|image)\s*[:–—-]|in this (?:\w+ ){0,4}(?:photo|picture|image|handout|file)\b|(?:photo|image|picture|caption)\s*(?::|–|—|\d)|pictured\s*:|(?:photo|image) shows\b|above:|left:|right:)"
    r"|\((?:left|right|centre|center|pictured|file)\)[^.]{0,160}\.?\Z|\b(?:file photo|handout photo|is pictured (?:in|at|here)|are pictured|seen here|, from file)\b[^.]{0,80}\.?\Z",
    re.IGNORECASE,
)  # fmt: skip

BIO = re.compile(
    rf"{_NAMES}(?:,\s[^.]{{2,60}},)? (?:is|was|writes|covers|reports|works|has been) (?:(?:an?|the|our)\s+)?(?:[\w’'&-]+,?\s+){{0,8}}?(?:reporter|correspondent|journalist|columnist|editor|staff writer|freelance|bureau chief|news writer|politics for|contributor|producer)\b"
    rf"|{_NAMES} (?:covers|reports on|writes about) [a-z][^.]{{2,80}} (?:for|at) [A-Z]"
)
"""One line on the author at the foot of a page."""

SECTION = re.compile(
    r"(?:news|world(?: news)?|politics|business|economy|sport|sports|opinion|analysis|culture|science|health|technology|tech|local|national|international|middle east|europe|asia|africa|americas|breaking(?: news)?|live|exclusive|featured|home ?page|front page)(?:\s*[>»/|]\s*[\w ]{2,30})*\W*\Z",
    re.IGNORECASE,
)


def is_byline(line: str) -> bool:
    """True for a line that names the author and nothing more, or gives the date of the report."""
    if len(line) <= 160 and _BY.match(line) and BYLINE.match(line):
        return True
    if len(line) <= 90 and STAMPED.match(line):
        return True
    return len(line) <= 140 and (DATED.match(line) is not None or BROADCAST.match(line) is not None)


def asks_reader(line: str) -> bool:
    """True for a line that asks the reader to follow, subscribe, give or buy; never for a report about such things."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", line) if part]
    asking = sum(1 for part in sentences if ASKING.match(part))
    if not asking:
        return False
    wanted = len({found[0].lower() for found in WANTED.finditer(line)})
    if asking == len(sentences) > 1 and wanted >= 2:
        return True
    if not wanted or not READER.search(line):
        # "Sign up to the newsletter": no pronoun, but one short line that begins by asking.
        return bool(wanted) and asking == len(sentences) == 1 and len(line) <= 120 and re.match(
            r"(?:please\s+)?(?:follow|subscribe|sign up|donate|join|share|click|download|get|buy|order|pre-?order|listen|watch|read|like)\b", line, re.IGNORECASE
        ) is not None  # fmt: skip
    return 2 * asking >= len(sentences) or wanted >= 3
