"""Which language a text is in; None where it is too short or too mixed to tell.

An English report taken for another language loses every statement in it, a foreign one taken for English yields a few
wrong ones that its reader will see: so English wins on its function words alone, and another language has to be plain.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SAMPLE = 6_000
LEAST_WORDS = 12
LEAST_LETTERS = 60
ENGLISH_SHARE = 0.16
FOREIGN_SHARE = 0.09
SURE = 0.9
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ADDRESS = re.compile(r"\S+://\S+|\S+@\S+|[@#]\w+")
# Function words of English that are no words of the commonest other languages ("in", "an", "die", "was" are left out).
ENGLISH = frozenset(
    "the and of to that is are were be been being has have had not with for from by this these those it its they their "
    "them he his she her him who which what when where would will could should can there than then after before into "
    "about over said says we our you your but or at on as if because while during also more most other some only no "
    "did does do i my us against between under until since very just said told".split()
)
# py3langid knows 97 languages; the small ones win on names and scraps, so only those with a press of some size stand.
CANDIDATES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko "
    "ky lo lt lv mk ml mn mr ms mt ne nl no or pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh"
).split()


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``, or None. Looks at up to 6,000 code points from three places."""
    sample = ADDRESS.sub(" ", _sample(text))
    words = WORD.findall(sample)
    letters = sum(len(word) for word in words)
    if not words:
        return None
    share = sum(1 for word in words if word.lower().replace("’", "'") in ENGLISH) / len(words)
    if share >= ENGLISH_SHARE and len(words) >= 6:
        return "en"
    dense = _dense_script(sample)
    if len(words) < LEAST_WORDS and letters < LEAST_LETTERS and not dense:
        return None
    ranked = _identifier().rank(" ".join(words))
    best = str(ranked[0][0])
    if best == "en":
        return "en"
    if share >= FOREIGN_SHARE:
        return None
    # With norm_probs the scores are probabilities that py3langid tempers by the length of the text.
    probability = {str(name): float(score) for name, score in ranked}
    # Neighbours (Malay and Indonesian, Serbian and Croatian) share the mass between them: English has to be out of it.
    alone = len(words) >= 2 * LEAST_WORDS and probability["en"] < 0.001 and probability[best] >= 0.4
    return best if dense or alone or probability[best] >= SURE else None


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    third = SAMPLE // 3
    middle = len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _dense_script(sample: str) -> bool:
    """Scripts where a dozen characters tell the language (Chinese, Japanese, Korean, Thai, Arabic, Cyrillic ...)."""
    foreign = sum(
        1
        for character in sample
        if character > "\u036f" and character.isalpha() and not "\u1e00" <= character <= "\u1eff"
    )
    latin = sum(1 for character in sample if character <= "\u024f" and character.isalpha())
    return foreign >= 12 and foreign > 2 * latin


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier
