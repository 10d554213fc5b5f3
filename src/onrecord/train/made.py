"""Short made reports for what the corpus hardly shows: each template says which of its words play which role.

In a template ``{c1|words}`` marks words as the content (c), source (s) or cue (q) of attribution 1; ``<NAME>`` and the
like are drawn from the vocabulary. Nothing here is anybody's text.
"""

from __future__ import annotations

import random
import re

from onrecord.train import vocabulary as words
from onrecord.train.corpora import Marked, Text

_PART = re.compile(r"\{s(\d)=(\d)\}|\{([csq])(\d)\|([^{}]*)\}")
_SLOT = re.compile(r"<([A-Z]+)>")

BODY = [
    # a quotation, its speaker, and paragraphs of nothing but quotation
    '{c1|"<QUOTE>,"} {q1|<SAY>} {s1|<WHO>}.\n\n{c1|"<QUOTE>. <QUOTE>."}',
    '{c1|"<QUOTE>,"} {s1|<WHO>} {q1|said <OCCASION>}.\n\n{c1|"<QUOTE>. <QUOTE>. <QUOTE>."}\n\n<FILLER>',
    '{s1|<WHO>} {q1|said} {c1|<CLAIM>}.\n\n{c1|"<QUOTE>. <QUOTE>."}\n\n<FILLER> {s2|<PRO>} {q2|added} {c2|that <CLAIM>}.',
    '{s1|<WHO>} {q1|said}: {c1|"<QUOTE>. <QUOTE>."}\n\n{c1|"<QUOTE>."}',
    '{s1|<WHO>} {q1|<THAT>} {c1|that <CLAIM>}.\n{c1|"<QUOTE>,"} {s1|<PRO>} {q2|<SAY>}.\n{c1|"<QUOTE>."}',
    # split by its cue
    '{c1|"<QUOTE>,"} {s1|<WHO>} {q1|<SAY>}. {c1|"<QUOTE>. <QUOTE>."}',
    '{c1|"<QUOTE>,"} {q1|<SAY>} {s1|<NAME>, <ROLE>}. {c1|"<QUOTE>."} <FILLER>',
    # press releases and quotation boxes
    '{c1|"<QUOTE>. <QUOTE>."} {q1|<DASH>} {s1|<NAME>, <ROLE>}',
    '{c1|"<QUOTE>."}\n{q1|<DASH>} {s1|<NAME>}',
    '{c1|"<QUOTE>. <QUOTE>."}\n\n{q1|<DASH>} {s1|<TITLED>}',
    'From {s1|<NAME>, <ROLE>}{q1|:}\n\n{c1|"<QUOTE>. <QUOTE>."}',
    'From {s1|<TITLED>}{q1|:} {c1|"<QUOTE>."}',
    '{s1|<NAME>, <ROLE>}{q1|:} {c1|"<QUOTE>. <QUOTE>."}',
    # turns of a transcript
    '{s1|<CAPS>}{q1|:} {c1|<LONG>}.\n\n{s2|<CAPS>}{q2|:} {c2|<QUOTE>}.\n\n{s3|<CAPS>}{q3|:} {c3|<LONG>}.',
    '{s1|<CAPS>}{q1|:} {c1|<QUOTE>}.\n\n{s2|<CAPS>}{q2|:} {c2|<LONG>}.\n\n{c2|<LONG>}.\n\n{s3|<CAPS>}{q3|:} {c3|<QUOTE>}.',
    '{s1|<LASTNAME>}{q1|:} {c1|<QUOTE>}.\n{s2|<LASTNAME>}{q2|:} {c2|<LONG>}.',
    '{s1|<CAPS> (through an interpreter)}{q1|:} {c1|<LONG>}.',
    # set apart after a colon
    '{s1|<WHO>} {q1|said}:\n\n{c1|"<LONG>."}\n\n<FILLER>',
    '{s1|<WHO>} {q1|continued}:\n\n{c1|<LONG>.}\n\n<FILLER> <FILLER>',
    '{s1|<OUTLET>} {q1|reports}:\n\n{c1|"<LONG>.}\n\n{c1|"<LONG>."}\n\n<FILLER>',
    '{s1|<PRO>} {q1|wrote <OCCASION>}:\n\n{c1|<LONG>.}',
    # one speaker after another
    '{c1|"<QUOTE>,"} {s1|<WHO>} {q1|said}. {c2|"<QUOTE>,"} {s2|<WHO>} {q2|replied}.',
    '{s1|<LASTNAME>} {q1|said}, {c1|"<QUOTE>."} {s2|<WHO>} {q2|said}, {c2|"<QUOTE>."}',
    '{c1|"<QUOTE>,"} {s1|<PRO>} {q1|said}.\n\n{c2|"<QUOTE>,"} {s2|<WHO>} {q2|said}.\n\n{c3|"<QUOTE>?"} {s3|<PRO>} {q3|asked}.',
    # to whom and on what occasion stay outside the content
    '{s1|<WHO>} {q1|told} <ADDRESSEE> {c1|that <CLAIM>}.',
    '{s1|<WHO>} {q1|told} <ADDRESSEE> on <DAY> {c1|<CLAIM>}.',
    '{c1|"<QUOTE>,"} {s1|<WHO>} {q1|told} <ADDRESSEE>.',
    '{c1|<CCLAIM>}, {s1|<WHO>} {q1|told} <ADDRESSEE> <OCCASION>.',
    '{c1|"<QUOTE>,"} {s1|<PRO>} {q1|wrote} in a letter to <ADDRESSEE>.',
    '{c1|<CCLAIM>}, {s1|<WHO>} {q1|said} in a letter to <ADDRESSEE> on <DAY>.',
    'In a letter to <ADDRESSEE>, {s1|<WHO>} {q1|<THAT>} {c1|that <CLAIM>}.',
    'Speaking to <ADDRESSEE> in <PLACE>, {s1|<WHO>} {q1|<THAT>} {c1|<CLAIM>}.',
    'In an interview with <OUTLET>, {s1|<WHO>} {q1|described} {c1|the plan as "a mistake"}.',
    # one verb after another
    '{s1|<WHO>} {q1|said} {c1|that <CLAIM>}, {s2=1}{q2|underlining} {c2|that <CLAIM>}.',
    '{s1|<WHO>} {q1|said} {c1|<CLAIM>}, {s2=1}{q2|adding} {c2|that <CLAIM>}.',
    '{s1|<WHO>} {q1|<THAT>} {c1|that <CLAIM>} and {s2=1}{q2|called on} {c2|<ADDRESSEE> to act}.',
    '{s1|<WHO>} {q1|denied} {c1|that <CLAIM>} and {s2=1}{q2|insisted} {c2|<CLAIM>}.',
    # indirect and mixed, agency style
    '{c1|<CCLAIM>}, {s1|<WHO>} {q1|<THAT>} on <DAY>.',
    '{c1|<CCLAIM>}, {q1|according to} {s1|<WHO>}.',
    '{q1|According to} {s1|<WHO>}, {c1|<CLAIM>}.',
    '{s1|<OUTLET>} {q1|reported} {c1|that <CLAIM>}.',
    '{c1|<CCLAIM>}, {s1|<OUTLET>} {q1|reported}, citing <UNNAMED>.',
    '{s1|<WHO>} {q1|said <OCCASION>} {c1|that <CLAIM>}.',
    '{s1|<WHO>} {q1|said} {c1|the plan was "unworkable" and that <CLAIM>}.',
    '{s1|<WHO>} {q1|called} {c1|the decision "a disgrace"}.',
    '{s1|<WHO>} {q1|<THINK>} {c1|<CLAIM>}.',
    '{s1|<WHO>} {q1|<WANT>} {c1|to leave <PLACE> before <DAY>}.',
    '{s1|<WHO>}, {s2|who} {q2|has said} {c2|<CLAIM>}, {q1|declined to comment on} {c1|the matter}.',
    'Asked about the delay, {s1|<PRO>} {q1|replied}: {c1|"<QUOTE>."}',
    '{c1|"<QUOTE>,"} {q1|reads} {s1|the letter}, dated last <DAY>.',
    '{s1|<PRO>} {q1|did not say} {c1|whether <CLAIM>}.',
    '{c1|<CCLAIM>. <CCLAIM>}, {s1|<PRO>} {q1|said}.',
    '<FILLER>', '<FILLER> <FILLER>', '<FILLER>',
]  # fmt: skip

HEADLINES = [
    "{c1|<HCLAIM>} {q1|<DASH>} {s1|<SHORT>}", "{s1|<SHORT>}{q1|:} {c1|<HCLAIM>}", "{c1|<HCLAIM>}, {q1|says} {s1|<SHORT>}",
    "{c1|<HCLAIM>}, {s1|<SHORT>} {q1|says}", "{s1|<SHORT>} {q1|says} {c1|<HCLAIM>}", "{s1|<SHORT>}{q1|:} {c1|'<QUOTE>'}",
    "{c1|'<QUOTE>'}{q1|:} {s1|<SHORT>}", "{c1|'<QUOTE>,'} {q1|says} {s1|<SHORT>}", "{c1|<HCLAIM>} {q1|<DASH>} {s1|<SHORT>} to <PLACE>",
    "{s1|<SHORT>} {q1|warns} {c1|<HCLAIM>}", "{s1|<SHORT>} {q1|denies} {c1|<HCLAIM>}", "Storm reaches <PLACE>", "<HCLAIM>",
]  # fmt: skip


def report(luck: random.Random, number: int) -> Text:
    """One made report: perhaps a headline, then some paragraphs, all marks in one style."""
    parts = [luck.choice(HEADLINES)] if luck.random() < 0.6 else []
    parts += luck.choices(BODY, k=luck.randint(2, 7))
    style = luck.choice(('"', '"', "\u201c", "\u201c", "'", "\u2018", "\u00ab", "''"))
    text, attributions = "", []
    gap = "\n\n" if luck.random() < 0.85 else "\n"
    for n, part in enumerate(parts):
        text += gap * bool(n)
        made, marks = _fill(_slots(part, luck), style, len(text), luck)
        text += made
        attributions += marks
    return Text(f"made-{number}", text, tuple(attributions))


def _fill(template: str, style: str, base: int, luck: random.Random) -> tuple[str, list[Marked]]:
    """The words of a filled template and its attributions, offsets from ``base``."""
    roles: dict[tuple[str, int], list[tuple[int, int]]] = {}
    same: dict[int, int] = {}
    out = ""
    at = 0
    for found in _PART.finditer(template):
        out += _styled(template[at : found.start()], style)
        at = found.end()
        if found.group(1):
            same[int(found.group(1))] = int(found.group(2))
            continue
        begin = len(out)
        out += _styled(found.group(5), style)
        if found.group(3) == "s" and begin == 0 and out[:1].islower():
            out = out[0].upper() + out[1:]
        stop = len(out) - (found.group(3) == "s" and out.endswith(","))
        roles.setdefault((found.group(3), int(found.group(4))), []).append((base + begin, base + stop))
    out += _styled(template[at:], style)
    numbers = sorted({n for _, n in roles})
    marks = []
    for n in numbers:
        if ("q", n) not in roles or ("c", n) not in roles:
            continue
        source = roles.get(("s", n)) or roles.get(("s", same.get(n, -1)), [])
        marks.append(Marked(tuple(source[:1]), tuple(roles["q", n][:1]), tuple(roles["c", n][:3])))
    if out and out[0].islower():
        out = out[0].upper() + out[1:]
    return out, marks


def _styled(part: str, style: str) -> str:
    """Straight double marks in another style, outside in."""
    if style == '"' or '"' not in part:
        return part
    pairs = {"\u201c": "\u201d", "\u2018": "\u2019", "\u00ab": "\u00bb"}
    made, opened = "", False
    for letter in part:
        if letter == '"':
            made += pairs.get(style, style) if opened else style
            opened = not opened
        else:
            made += letter
    return made


def _slots(template: str, luck: random.Random) -> str:
    for _ in range(5):
        template, count = _SLOT.subn(lambda found: _slot(found.group(1), luck), template)
        if not count:
            break
    return template


def _slot(kind: str, luck: random.Random) -> str:
    pick = luck.choice
    if kind == "NAME":
        return f"{pick(words.FIRST)} {pick(words.LAST)}"
    if kind == "LASTNAME":
        return pick(words.LAST)
    if kind == "CAPS":
        return pick((f"{pick(words.FIRST)} {pick(words.LAST)}", pick(words.LAST), "Q", "A", "Interviewer")).upper()
    if kind == "TITLED":
        return f"{pick(words.TITLES)} {pick(('<NAME>', '<LASTNAME>'))}"
    if kind == "WHO":
        return _who(luck)
    if kind == "SHORT":
        return pick(("<LASTNAME>", "<LASTNAME>", "<TITLED>", "police", "minister", "UN", "<NAME>", "report", "coach"))
    if kind == "CLAIM":
        return pick(words.SUBJECTS) + " " + pick(words.PREDICATES) + pick(words.TAILS)
    if kind == "CCLAIM":
        claim = pick(words.SUBJECTS) + " " + pick(words.PREDICATES) + pick(words.TAILS)
        return claim[0].upper() + claim[1:]
    if kind == "HCLAIM":
        claim = pick(words.SUBJECTS).removeprefix("the ") + " " + pick(words.PREDICATES)
        return pick((claim[0].upper() + claim[1:], claim.title()))
    if kind == "LONG":
        return ". ".join(luck.sample(words.QUOTES, luck.randint(2, 8)))
    if kind == "DASH":
        return pick(("-", "-", "\u2013", "\u2014", "--"))
    pools = {
        "PLACE": words.PLACES, "ORG": words.ORGS, "ROLE": words.ROLES, "OUTLET": words.OUTLETS, "DAY": words.DAYS,
        "QUOTE": words.QUOTES, "FILLER": words.FILLERS, "ADDRESSEE": words.ADDRESSEES, "OCCASION": words.OCCASIONS,
        "PRO": words.PRONOUNS, "SAY": words.SAY, "THAT": words.SAY_THAT, "THINK": words.THINK_THAT,
        "WANT": words.WANT_TO, "UNNAMED": words.UNNAMED,
    }  # fmt: skip
    chosen = pick(pools[kind])
    if kind == "SAY" and chosen == "told":
        return "said"
    return chosen


def _who(luck: random.Random) -> str:
    return luck.choice(
        (
            "<NAME>", "<NAME>", "<NAME>, <ROLE>,", "<TITLED>", "<LASTNAME>", "<LASTNAME>", "<UNNAMED>", "<PRO>", "<PRO>",
            "<ORG>", "the minister", "the spokesman",
        )
    ).replace(",,", ",")  # fmt: skip
