"""Roles as printed, compared: do two descriptions fit one person?"""

from __future__ import annotations

import re
from typing import Literal

from onrecord.resolve.names import fold

RoleRelation = Literal["same", "compatible", "conflict", "unknown"]

# Walks of life by the nouns that name them. A person may change within a row; two rows at once is evidence against.
_FIELDS: dict[str, str] = {
    "politics": "minister president premier senator congressman congresswoman mp lawmaker politician mayor governor"
    " chancellor secretary candidate councillor envoy ambassador diplomat leader deputy whip premier speaker official"
    " treasurer commissioner adviser aide campaigner nominee",
    "sport": "footballer striker goalkeeper midfielder defender forward winger coach captain player cyclist sprinter"
    " swimmer runner boxer golfer racer batsman bowler skater skier manager-of-team jockey athlete referee",
    "law": "judge justice prosecutor lawyer attorney barrister solicitor magistrate counsel",
    "police": "inspector constable sheriff detective superintendent policeman policewoman",
    "military": "general colonel commander brigadier admiral soldier major sergeant lieutenant officer",
    "business": "executive ceo chairman chairwoman entrepreneur banker investor economist trader"
    " shopkeeper owner analyst",
    "science": "professor scientist researcher doctor physician surgeon epidemiologist biologist physicist historian"
    " engineer nurse midwife lecturer climatologist astronomer virologist",
    "arts": "singer actor actress novelist author painter poet director musician composer playwright filmmaker writer",
    "faith": "bishop archbishop imam rabbi priest pastor cardinal pope vicar",
    "learning": "pupil student teacher headteacher principal",
    "press": "journalist reporter editor presenter broadcaster columnist correspondent",
    "land": "farmer fisherman shepherd miner carpenter plumber driver pilot baker builder",
}
FIELD_OF = {noun: field for field, nouns in _FIELDS.items() for noun in nouns.split()}
_STOP = frozenset("the a an of for in at on and to its his her their former ex acting deputy then new outgoing".split())


def relation(left: str, right: str) -> RoleRelation:
    """How two printed roles relate. Symmetric; "unknown" when either says nothing that can be compared."""
    a, b = _words(left), _words(right)
    if not a or not b:
        return "unknown"
    shared = a & b
    if shared and (a <= b or b <= a):
        return "same"
    fields_a, fields_b = _fields(a), _fields(b)
    nouns = {w for w in shared if w in FIELD_OF}
    if nouns:
        # the same office, of two different places or bodies: "mayor of Karsk", "mayor of Delm"
        rest_a, rest_b = a - shared, b - shared
        return "conflict" if rest_a and rest_b and not (shared - nouns) else "same"
    if fields_a and fields_b and not fields_a & fields_b:
        return "conflict"
    return "compatible" if shared or fields_a & fields_b else "unknown"


def _words(role: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)?", fold(role))
    return frozenset(w.removesuffix("'s") for w in found) - _STOP


def _fields(words: frozenset[str]) -> frozenset[str]:
    return frozenset(FIELD_OF[w] for w in words if w in FIELD_OF)
