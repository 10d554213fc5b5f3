"""What page makers call the things around a report, and how such things begin.

Names are read as words: ``class="c-related-links js-x"`` is {c, related, links, js, x}. A name marks what it stands on
unless most of the page's running text stands inside it, because the names of a page's outermost elements say what the
page has, not what it is.
"""

# ruff: noqa: E501
from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

HEADED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NAMED_BY = frozenset({"class", "id", "role", "data-component", "data-testid", "data-module", "data-type", "data-block", "itemprop",
            "aria-label", "data-tb-region", "data-qa", "data-element", "data-widget-type", "property"})  # fmt: skip
SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")

# Joined by one blank; matched as whole words, a plural s allowed.
AROUND = re.compile(
    r"""(?<!\ no)(?<!\ has)(?<!\ with)(?<!\ without)\ (?!comments?\ (?:open|closed|enabled|disabled|allowed|count\ \d|on|off|\d)\b)(?:
    (?:user\ |reader\ |fb\ |facebook\ |disqus\ |post\ |view\ |all\ )?(?:comment|disqu|respond|livefyre|coral|viafoura|spotim|openweb|hyvor)s?
      (?:\ (?:list|thread|section|area|form|wrap|wrapper|container|box|embed|reply|count|link|block|body|content|text|item))*
  | (?:un)?subscri(?:be|ption|bers?)(?:\ \w+)? | newsletters?(?:\ \w+)? | sign\ ?up | signup(?:\ \w+)? | mailing\ list | mc\ embed\ signup
  | email\ (?:signup|sign|form|capture|alert)
  | related(?:\ \w+)? | recommend(?:ed|ation)s?(?:\ \w+)? | more\ (?:from|on|stories|news|articles|posts|in|like|top|coverage|reading|headlines)
  | most\ (?:read|popular|viewed|shared|recent|commented|watched|emailed) | popular(?:\ \w+)? | trending(?:\ \w+)? | top\ stories
  | latest(?:\ \w+)? | also\ (?:read|like|see|on) | you\ (?:may|might)(?:\ \w+)* | read\ (?:more|next|also|on) | readmore | next\ (?:article|story|post|up)
  | see\ also | up\ next | onward | further\ reading | further | explore\ more | dont\ miss | don\ t\ miss | in\ case\ you\ missed | editors?\ picks?
  | yarpp | jp\ relatedposts | relatedposts | crp\ related | zergnet | outbrain | taboola | revcontent | mgid | nativo | dianomi
  | shar(?:e|es|ing|ebar|edaddy|ethis|etools)(?:\ \w+)? | social(?:\ \w+)? | addthis(?:\ \w+)* | addtoany | a2a | follow(?:\ \w+)? | like\ button | sociable | sd\ sharing
  | side\ ?bar | sidebar | right\ ?(?:rail|col|column) | rail | left\ ?rail | aside | widget(?:s|\ area)?
  | promo(?:s|tion|tions|ted|box)?(?:\ \w+)? | teasers?\ (?:list|grid|box|group) | ad | ads | advert(?:s|isement|isements|ising|orial)? | adsense | adslot | dfp
  | gpt | sponsor(?:s|ed)?(?:\ \w+)? | commercial | affiliate | shop(?:ping)? | partner\ (?:content|links) | marketing | cta | call\ to\ action | donat(?:e|ion|ions) | donation\ box
  | support\ (?:us|box|banner) | membership | contribut(?:e|ions?)\ (?:banner|box|cta|epic)|epic
  | cookies?(?:\ \w+)? | consent | gdpr | ccpa | onetrust | privacy | disclaimer | legal | copyright | terms
  | bread\ ?crumbs? | pagination | pager | paging | page\ links | nav(?:igation|bar)? | menus? | sub\ ?nav | mega\ ?menu | toolbar | tool\ ?bar | tools | utility
  | footers? | foot | colophon | masthead | site\ header | top\ ?bar | skip(?:\ \w+)? | banner | header\ (?:bar|nav|menu) | search(?:\ (?:form|box|bar|results))?
  | tags? | tag\ (?:list|cloud|links) | topics?(?:\ (?:list|links))? | post\ tags | cat(?:egory)?\ links | keywords? | hashtags | filed\ under | categories | entry\ meta | entry\ footer | post\ meta | article\ meta | postmetadata | meta(?:\ data|data)?
  | author\ (?:bio|box|info|card|profile|description|details|block|about) | about\ (?:the\ )?author | bio | biography | contributors?\ (?:bio|info) | writer\ bio | post\ author | vcard
  | print\ (?:only|button|link|friendly) | printfriendly | modal | popup | pop\ up | overlay | lightbox | tooltip | dropdown | drop\ down | accordion\ nav | hidden | visually\ hidden | visuallyhidden | sr\ only | screen\ ?reader\ (?:text|only) | offscreen | alert\ bar
  | login | log\ in | register | registration | paywall\ (?:message|promo|prompt) | gate | meter(?:ed)? | subscriber\ prompt | premium\ prompt
  | feedback | survey | rating | ratings | votes? | poll | quiz | correction\ form | report\ (?:error|typo|correction) | contact(?:\ form)? | app\ (?:banner|promo|download)
  | slideshow\ controls | slider\ nav | carousel\ (?:controls|nav) | controls | player(?:\ \w+)? | video\ (?:meta|playlist|player|list) | playlist | jwplayer | brightcove
  | weather | stock | ticker | quotes\ ticker | markets? | horoscope | calendar | events?\ list | classifieds | obituaries | jobs | listing\ (?:module|teaser)
  | teaser\ (?:item|link|title) | story\ (?:list|grid|feed) | article\ (?:list|grid) | post\ (?:list|grid|navigation) | posts\ (?:list|grid) | card\ (?:list|grid|deck) | collection | river | wire\ list | headlines\ list | index\ list
  | slides? | slider | slideshow | carousel | swiper | flexslider | galler(?:y|ies) | (?:bilder|foto)galerie | diaporama | galeria
  | comentarios? | commentaires? | kommentar(?:e|en|bereich)? | reacties | reactions? | lectores | leser(?:kommentare|meinungen)
  | nocontent | no\ content | noprint | donotprint | do\ not\ print | hide\ print
    )s?(?=\ )""",
    re.VERBOSE | re.IGNORECASE,
)
# Names that hold nothing of a report even where a witness chose what stands under them.
SURELY_AROUND = re.compile(
    r"\ (?:related(?:\ \w+)?|recommend\w*|more\ (?:from|on|stories|news|articles|posts|in|like)|most\ \w+|popular|trending|also\ \w+|you\ (?:may|might)|"
    r"read\ (?:more|next|also)|up\ next|yarpp|relatedposts|outbrain|taboola|zergnet|newsletters?|subscri\w+|sign\ ?up|shar(?:e|ing)|social|follow|side\ ?bar|"
    r"promo\w*|teasers?|sponsor\w*|cookies?|consent|author\ (?:bio|box|info|card|profile|description|about)|about\ (?:the\ )?author|bio|"
    r"comments?|respond|footers?|nav\w*|menus?|widgets?)(?=\ )",
    re.IGNORECASE,
)
COMMENTS = re.compile(
    r"(?<!\ no)(?<!\ has)(?<!\ with)(?<!\ without)\ (?!comments?\ (?:open|closed|enabled|disabled|allowed|count\ \d|on|off|\d)\b)(?:comments?(?:\ (?:list|thread|section|area|wrapper|container|stream|body|content|text|item))?|commentlist|disqus\ thread|fb\ comments|livefyre|spotim|coral|comentarios?|commentaires|kommentare|reacties)(?=\ )",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"\ (?:captions?|fig\ ?caption|wp\ caption(?:\ text)?|cutline|image\ (?:caption|description|text|info|meta|details)|photo\ (?:caption|info|description|text|meta|details)|legende|bildunterschrift|bildtext|gallery\ photo|"
    r"media\ (?:caption|info|description)|gallery\ (?:caption|text)|img\ caption|picture\ caption|caption\ text|slide\ (?:caption|text|description)|legend)(?=\ )",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\ (?:(?:image|photo|media|picture|caption|img|figure)?\ ?(?:credits?|copyright|source|photographer|attribution)|photo\ by|getty|byline\ photo)(?=\ )",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"\ (?:by\ ?line|bylines|author|authors|writer|reporter|contributor|posted\ by|article\ author|dateline|time\ ?stamp|timestamp|date|datetime|"
    r"date\ ?published|publish(?:ed)?(?:\ (?:date|time|on|at))?|pub\ ?date|post\ date|entry\ date|posted\ on|updated|last\ updated|last\ modified|article\ (?:date|info|details|byline)|"
    r"story\ (?:date|info|byline)|read(?:ing)?\ time|time\ to\ read|location|credit\ line)(?=\ )",
    re.IGNORECASE,
)
STANDFIRST = re.compile(
    r"\ (?:stand\ ?first|dek|deck|sub\ ?title|sub\ ?head(?:line|ing)?|sub\ ?hed|summary|article\ (?:summary|intro|lead|deck|dek|description|excerpt)|"
    r"story\ (?:summary|intro|deck)|lede|lead|intro|kicker\ text|excerpt|abstract|strap\ ?line|chapo|teaser|description|tagline)(?=\ )",
    re.IGNORECASE,
)
PULL_QUOTE = re.compile(
    r"\ (?:pull\ ?quotes?|pulled\ quote|quote\ ?box|block\ ?quote\ pull|pq|callout\ quote|big\ quote|tweetable|click\ to\ tweet|pull)(?=\ )",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\ (?:article\ ?(?:body|content|text|copy|main)|story\ ?(?:body|content|text|copy|main)|entry\ ?(?:content|body|text)|post\ ?(?:content|body|text|entry)|"
    r"body\ ?(?:copy|text|content)|content\ ?(?:body|article|text|inner)|main\ ?(?:text|copy|article)|news\ ?(?:body|text|content|article)|page\ ?text|"
    r"rich\ ?text|text\ ?block|td\ post\ content|field\ name\ body|single\ content|text\ content|paragraph\ block)(?=\ )",
    re.IGNORECASE,
)

# How lines begin that no report holds. Each is tried on the line's own start, the line being short.
LINE = re.compile(
    r"""^\W*(?:
    (?:read|see|watch|listen|view|click|tap)\ (?:more|also|next|here|now|all|full|the\ full|comments|on)\b.{0,20}[:>»→]?
  | (?:also\ read|read\ also|see\ also|also\ see|must\ read|don['’]t\ miss|more\ on\ this|more\ (?:from|stories|news|coverage|headlines|like)|related(?:\ (?:stories|articles?|posts|content|news|topics|coverage|links?|reading|video))?|
     recommended(?:\ (?:for\ you|stories|reading|videos?))?|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)|trending(?:\ now)?|most\ (?:read|popular|viewed|shared)|top\ stories|latest\ (?:news|stories|headlines|posts)|popular\ (?:now|stories|posts)|
     up\ next|next\ (?:story|article|post|up)|previous\ (?:story|article|post)|editor['’]s?\ picks?|from\ (?:around\ )?the\ web|around\ the\ web|sponsored(?:\ (?:content|links|stories))?|promoted(?:\ (?:content|links|stories))?|paid\ content|partner\ content|in\ other\ news|what\ to\ read\ next|keep\ reading|further\ reading|in\ this\ (?:story|article))\s*(?::|$|\|)
  | (?:advertisement|advertising|ad|story\ continues(?:\ below)?.{0,30}|article\ continues(?:\ below)?.{0,30}|continue\ reading.{0,60}|continued\ below|scroll\ (?:down\ )?(?:to|for).{0,40}|loading(?:\.{3}|…)?|play\ video|video\ loading|please\ wait.{0,30}|enlarge(?:\ this)?\ image|hide\ caption|toggle\ caption|show\ caption|view\ gallery.{0,30}|image\ \d+\ of\ \d+|\d+\ of\ \d+|\d+/\d+|print|email|e-mail|save|comments?|\d+\ comments?|leave\ a\ (?:comment|reply)|post\ a\ comment|add\ (?:a\ )?comment|no\ comments(?:\ yet)?|join\ the\ (?:conversation|discussion)|view\ (?:all\ )?comments|be\ the\ first\ to\ comment|back\ to\ top|skip\ (?:to|past)\ .{0,40}|close|copy\ link|link\ copied.{0,10}|copied|menu|search|font\ size.{0,20}|text\ size.{0,20}|show\ more|show\ all|load\ more.{0,20}|tags?|topics?|filed\ (?:under|to|in)|categor(?:y|ies)|posted\ in.{0,40}|tagged(?:\ with)?.{0,40}|share(?:\ (?:this|on|via|with|the|article|story|close).{0,40})?|shares?|\d+\ shares?|tweet(?:\ this)?|retweet|pin(?:\ it|terest)?|facebook|twitter|whatsapp|linkedin|reddit|telegram|flipboard|messenger|sms|google\+?|instagram|youtube|tumblr|rss|copyright|all\ rights\ reserved)\s*(?::|$|\|)
  | (?:sign\ up|subscribe|register|log\ ?in|sign\ in)\ (?:for|to|now|here|today|with|and|free)\b.{0,200}$
  | (?:get|receive)\ (?:the|our|all\ the|breaking|daily|more|today['’]s)\ .{0,80}(?:newsletter|inbox|email|e-mail|app|alerts|delivered).{0,80}$
  | (?:follow|like|find|join|visit|connect\ with)\ (?:us|me|@\w+|the\ author|our|him|her|[A-Z]\w+(?:\ [A-Z]\w+){0,3})\ (?:on|at)\ (?:facebook|twitter|instagram|youtube|linkedin|telegram|whatsapp|social|google|x\b|tiktok|flipboard|our|his|her).{0,160}$
  | (?:download|get)\ (?:the|our)\ .{0,40}\bapp\b.{0,80}$
  | (?:©|\(c\)|copyright\s*(?:©|\(c\)|:|by\b|\d{4}|[-–—|]|[A-Z][\w.&'’-]+\ (?:[A-Z\d]|\(|Inc|Ltd|Corporation))).{0,160}$
  | .{0,60}\ball\ rights\ reserved\b.{0,160}$
  | this\ (?:material|content)\ may\ not\ be\ (?:published|reproduced).{0,160}$
  | (?:we\ (?:and\ our\ partners\ )?use|this\ (?:site|website)\ uses|by\ (?:continuing|using)\ .{0,40}(?:you\ (?:agree|accept|consent)))\b.{0,300}$
  | (?:à\ lire(?:\ aussi)?|a\ lire\ aussi|lire\ aussi|voir\ aussi|sur\ le\ même\ sujet|lesen\ sie\ auch|mehr\ zum\ thema|mehr\ dazu|auch\ interessant|das\ könnte\ (?:sie|dich|euch)\ (?:auch|ebenfalls)\ interessieren|das\ thema\ könnte.{0,30}interessieren|lea\ también|leer\ también|te\ puede\ interesar|también\ te\ puede\ interesar|leggi\ anche|leia\ (?:também|mais)|veja\ (?:também|mais)|not[ií]cias\ relacionadas|(?:baca|simak|lihat)\ (?:juga|selengkapnya)|czytaj\ (?:też|także)|zobacz\ (?:też|także)|читайте\ (?:также|ещё)|läs\ (?:också|även|mer)|les\ også|læs\ også|lue\ myös|ayrıca\ oku|lees\ ook|ähnliche\ (?:beiträge|artikel)|verwandte\ (?:themen|artikel).{0,30})\s*(?::|$|\|)
  | (?:view\ this\ post\ on\ instagram|a\ post\ shared\ by\b.{0,160}|ein\ beitrag\ geteilt\ von\b.{0,160}|video\ ad\ feedback|ad\ feedback|link\ copied!?|\d+\ min(?:ute)?s?\ read|hide\ captions?|\[\+\]\ enlarge|click\ to\ enlarge)$
  | (?:[^›»>|]{1,40}\ [›»>]\ ){2,}.{0,160}$
  | (?:photo|image|picture|video|credit|photograph|illustration|getty|file\ photo)s?(?:\ (?:credit|by|courtesy(?:\ of)?|source))?\s*[:/]\ .{0,100}$
  | (?:have\ a\ (?:news\ )?(?:tip|story)|got\ a\ (?:news\ )?(?:tip|story)|do\ you\ have\ a\ (?:tip|story)|send\ (?:us\ )?(?:your\ )?(?:tips|news)|email\ us\ at|contact\ (?:the\ (?:author|writer|reporter)|us)|to\ (?:contact|reach)\ the\ (?:author|reporter|editor|writer)s?).{0,200}$
  | (?:your\ (?:email|e-mail)\ address|required\ fields|enter\ your\ email|email\ address|first\ name|last\ name|by\ signing\ up|by\ submitting|by\ clicking|thank\ you\ for\ (?:signing|subscrib|your\ (?:support|subscri))|you\ can\ unsubscribe|unsubscribe|invalid\ email|something\ went\ wrong|please\ enter).{0,300}$
  | (?:explore\ further$|this\ document\ is\ subject\ to\ copyright|citation\s?:\s.{20,}\bretrieved\b|journal\ information\s?:).{0,300}$
  | (?:disable|turn\ off)\ (?:your\ )?ad\ ?block.{0,160}$ | (?:support|donate\ to)\ (?:our|independent|quality|us)\b.{0,160}$ | already\ (?:a\ )?(?:subscriber|member|registered|have\ an\ account).{0,60}$
  | you\ (?:have|['’]ve)\ (?:reached|read|used)\ .{0,60}(?:free\ )?(?:articles?|stories|limit).{0,60}$ | to\ (?:continue|keep)\ reading.{0,160}$ | (?:this\ (?:article|content|story)\ is\ )?(?:for\ )?subscribers?\ only.{0,60}$
  | (?:javascript|your\ browser)\ .{0,120}(?:disabled|enable|support|javascript).{0,80}$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What an outlet says of itself and to its readers, wherever in the paragraph.
APPEAL = re.compile(
    r"\b(?:reader-supported publication|(?:consider(?: becoming)?|by becoming|^\W*become) an? (?:free or paid |paid |free |\w+ )?(?:subscriber|supporter|member)\b|a small favou?r to ask|"
    r"our standards: the|support (?:our|independent|quality|local) journalism|delivered (?:straight |directly )?to your inbox|"
    r"terms of (?:use|service) and (?:our )?privacy (?:policy|notice)|protected by recaptcha|unsubscribe at any time)\b",
    re.IGNORECASE,
)
# A line that is nothing but a time, a date or a name to credit.
STAMP = re.compile(
    r"""^\W*(?:(?:first\ )?(?:published|updated|posted|modified|created|last\ (?:updated|modified)|date)\b[\s:|,-]*(?:on|at)?\s*)?
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?[\s,|]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?[\s,]*|\d{1,2}(?:st|nd|rd|th)?(?=[\s,./:-]|$)|\d{4}|[./:,|@()\u2013\u2014-]|at\b|on\b|\s|[ap]\.?m\.?|(?:bst|gmt|utc|[ecmp][sd]?t|ist|cet|cest|aest|aedt|sast|wat|eat|jst|hkt|sgt|z)\b|(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\ ago|updated|published)+$""",
    re.VERBOSE | re.IGNORECASE,
)
# A day with its clock time, or a day and a byline, and little besides.
DATED = re.compile(
    r"^(?=.{6,90}$)(?=.*[^.!?]$)(?:.{0,40}?\b\d{4}-\d\d-\d\d[\sT]+\d\d:\d\d.{0,40}|\W*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:[\s,|]+\d{1,2}[:.]\d\d)?(?:\s*(?:uhr|h))?[\s|,–—-]+(?:by|von|par|por)\s.{0,50})$",
    re.IGNORECASE,
)
BY_LINE = re.compile(
    r"^(?:[Bb]y|BY|Words by|Story by|Written by|Posted by|Text by|Photos by)[\s:]+(?:[A-Z][\w.'’-]+[\s,]*|and\s+|&\s*|of\s+|the\s+|for\s+|[|/]\s*){1,12}$"
)
# Headings after which nothing more of the report comes.
END_HEADING = re.compile(
    r"""^\W*(?:related|recommended|more\ (?:from|on|stories|news|in|like|top|about|articles|posts|headlines|coverage)|most\ (?:read|popular|viewed|shared|recent|watched|commented)|trending|popular|
    latest|top\ stories|you\ (?:may|might)|read\ (?:more|next|also)|see\ also|up\ next|don['’]t\ miss|comments?\b|\d+\W+(?:comments?|responses|thoughts|replies|comentarios?|commentaires?|kommentare?|reacties|reactions?|réactions?)|(?:comentarios|commentaires|kommentare|reacties|ähnliche\ (?:beiträge|artikel)|artículos\ relacionados|not[ií]cias\ relacionadas|veja\ (?:também|mais)|leia\ (?:também|mais)|lire\ aussi|leggi\ anche|lees\ ook|baca\ juga|articles\ liés|das\ könnte)\b|leave\ a|post\ a\ comment|join\ the|about\ the\ authors?|about\ author|
    share\ this|follow\ us|sign\ up|subscribe|newsletter|tags?$|topics$|sponsored|promoted|from\ the\ web|around\ the\ web|what\ to\ read\ next|editor['’]?s['’]?\ picks?|featured|contact|similar|other\ (?:stories|news|articles)|
    in\ other\ news|next\ (?:post|article|story)|previous|recent\ (?:posts|stories|articles|news|comments)|keep\ reading|discussion|author$|advertisement|our\ (?:latest|newsletters?)|get\ (?:our|the)\ .{0,30}(?:newsletter|app|email)|stay\ (?:connected|informed|up\ to\ date)|
    site\ (?:search|index|map)|navigation|footer|categories|archives?|meta$|links$|search$|menu$|find\ us|connect\ with|story\ tags|post\ navigation|like\ this|tell\ us|help\ us|support\ (?:us|our))""",
    re.VERBOSE | re.IGNORECASE,
)


# Of these, the ones that stand above nothing else.
SURELY_ENDS = re.compile(
    r"^\W*(?:related|recommended|more\ from|more\ stories|more\ news|most\ \w+|trending|top\ stories|you\ (?:may|might)|read\ (?:more|next|also)|see\ also|up\ next|comments?\b|"
    r"\d+\ (?:comments?|responses|thoughts|replies)|leave\ a|post\ a\ comment|about\ the\ authors?|share\ this|sign\ up|subscribe|newsletter|from\ the\ web)",
    re.IGNORECASE,
)

# What publishing systems write on everything: the words of a post's tags and categories, a page builder's own names.
POSTED = re.compile(r"\b(?:hentry|type-post|post-\d+)\b")
FILED = re.compile(r"\b(?:category|tag|post_tag|tax|status|format)-(?!list|cloud|links?\b|container|wrap)[\w%-]+")
BUILT = re.compile(r"\b(?:elementor-(?:widget|element)|et_pb|wpb|vc|fl)[\w-]*|\bsqs-[\w-]+", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def _spoken(names: str) -> str:
    if POSTED.search(names):
        names = FILED.sub(" ", names)
    return f" {' '.join(part for part in SPLIT.split(BUILT.sub(' ', names)) if part)} "


def names_of(element: Any) -> str:
    """The words that an element is named with, lower case, a blank before, between and after. A heading's id is left
    out: it repeats the heading's words."""
    said_by = element.items()
    if not said_by:
        return ""
    if element.tag in HEADED:
        said_by = [one for one in said_by if one[0] == "class"]
    said = " | ".join([value for name, value in said_by if value and name in NAMED_BY])
    return _spoken(said[:600]).lower() if said else ""


@lru_cache(maxsize=16_384)
def captioned(names: str) -> bool:
    """Whether an element so named holds a picture's words or its credit."""
    return CAPTION.search(names) is not None or CREDIT.search(names) is not None
