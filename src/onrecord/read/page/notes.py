# ruff: noqa: E501
"""Lines that a report carries about itself: who worked on it (an agency's initials among them), that it was changed,
where it appeared before."""

from __future__ import annotations

import re

from onrecord.read.page.standing import CORRECTED, WITHDRAWN

LONGEST = 500
NOTE = re.compile(
    r"""^\W*(?:
    (?:editors?['’]?s?['’]?|publisher['’]s|author['’]s)\ note\b
  | (?:additional\ |further\ )?(?:reporting|writing|editing|edited|compiled|translated|research)\ by\s+[A-Z]
  | with\ (?:additional\ |further\ )?(?:reporting|files)\ (?:by|from)\s+[A-Z]
  | this\ (?:article|story|report|post|piece|column)\ (?:has\ been|was|is|will\ be)\ (?:being\ )?(?:updated|amended|corrected|revised|edited|translated|originally\ published|first\ published|produced|adapted|republished)\b
  | (?:update|updated|clarification)\s*:
  | [a-z]{2,7}(?:[/-][a-z]{2,7}){1,6}\s*$
  | .{0,220}\b(?:contributed\ (?:to\ this\ (?:report|story|article)|(?:additional\ )?reporting)|reported\ from)\b[^.]{0,60}\.?\s*$
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Whether a paragraph is such a line, a correction notice among them."""
    return len(text) <= LONGEST and any(one.match(text) is not None for one in (NOTE, CORRECTED, WITHDRAWN))
