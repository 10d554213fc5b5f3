"""What the cue of an attribution without source words tells: nobody's, the author's, or borrowed from a verb before."""

from __future__ import annotations

from collections.abc import Sequence

PASSIVE = frozenset("is are was were be been being 's ’s get gets got".split())
SEEMING = frozenset(
    """seem seems seemed seeming seemingly appear appears appeared apparently unclear clear recall consider imagine looks
    think note remember look suggests certain likely perhaps question remains doubt""".split()
)
NOUNS = frozenset(
    """criticism concern concerns belief view opinion expectation expectations suspicion speculation assertion claim claims
    question questions queries allegations accusations reports rumors rumours calls demand demands support approval
    opposition discussion discussions debate wisdom sense indignation announcement announced appointment so-called
    known called considered expected seen regarded""".split()
)
CUE_FEATURES = (
    "bias", "passive", "participle", "gerund", "plain past", "seeming", "noun", "opens the sentence", "after and", "after a comma",
    "after a bracket or dash", "adverb to", "quoted content", "content before", "asked", "empty", "modal", "first word capital",
    "in brackets", "by follows", "sentence names somebody before", "content quoted wholly", "no speaker yet", "floating",
)  # fmt: skip


def cue_features(
    cue: Sequence[str], before: str, after: str, *, opens: bool, quoted: bool, content_first: bool, somebody: bool,
    wholly: bool, silent: bool, floating: bool,
) -> tuple[float, ...]:  # fmt: skip
    """Features of the cue (in the order of CUE_FEATURES): ``cue`` its words; ``before``/``after`` the words beside it."""
    low = [w.lower() for w in cue]
    verbs = [w for w in low if w not in ("also", "not", "has", "have", "had", "'s", "’s")]
    passive = any(w in PASSIVE for w in low[:4]) and any(w.endswith(("ed", "en", "wn", "ld", "nt")) for w in low[1:])
    first = low[0] if low else ""
    return (
        1.0,
        float(passive),
        float(bool(verbs) and verbs[0].endswith("ed") and not passive),
        float(first.endswith("ing")),
        float(first in ("said", "told", "wrote", "called", "asked")),
        float(any(w in SEEMING for w in low)),
        float(any(w in NOUNS for w in low)),
        float(opens),
        float(before in ("and", "but", "or", "then")),
        float(before == ","),
        float(before in ("(", "—", "–", "-", "[", ":")),
        float(before.endswith("ly") or before in ("also", "later", "to")),
        float(quoted),
        float(content_first),
        float("asked" in low or "ask" in low),
        float(not low),
        float(any(w in ("should", "could", "can", "may", "might", "must", "would", "will") for w in low)),
        float(bool(cue) and cue[0][:1].isupper()),
        float(bool(cue) and cue[0] in ("[", "(")),
        float(after == "by"),
        float(somebody),
        float(wholly),
        float(silent),
        float(floating),
    )
