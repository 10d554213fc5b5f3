"""Words in lower case with every character in its place, for patterns that look past capitals.

A pattern in small letters on such words is several times as fast as the same under ``re.IGNORECASE``.
"""

from __future__ import annotations


def lowered(words: str) -> str:
    """``words`` in lower case, as long as before: offsets in the one hold in the other."""
    # The one letter whose lower case is two characters, and what ``re`` takes it for.
    return words.replace("\u0130", "i").lower()
