"""The measures of `onrecord evaluate`: by hand where that is easy, against the corpus's scorer where it is at hand."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import replace

import pytest

from onrecord.train.corpora import Marked, polnear
from onrecord.train.evaluate import shared_folder
from onrecord.train.markup import parse
from onrecord.train.measures import Tally
from onrecord.train.tune import expected_error, reliability

SHARED = shared_folder()


def scored(gold: str, found: str) -> Tally:
    one, other = parse(gold, "a"), parse(found, "a")
    assert one.text == other.text
    total = Tally()
    total.add(one.text, one.attributions or (), other.attributions or ())
    return total


@pytest.mark.parametrize(
    ("gold", "found", "content", "attributed", "exact"),
    [
        # the same
        ("{s1|Ana} {q1|said} {c1|it rained}.", "{s1|Ana} {q1|said} {c1|it rained}.", 1, 1, 1),
        # half of the words are enough to pair, not to be exact
        ("{s1|Ana} {q1|said} {c1|it rained hard today}.", "{s1|Ana} {q1|said} {c1|it rained} hard today.", 1, 1, 0),
        # less than half are not
        ("{s1|Ana} {q1|said} {c1|it rained hard today}.", "{s1|Ana} {q1|said} {c1|it} rained hard today.", 0, 0, 0),
        # the head word of the source is what counts
        ("{s1|the mayor of Karst} {q1|said} {c1|no}.", "{s1|the mayor} of Karst {q1|said} {c1|no}.", 1, 1, 1),
        ("{s1|the mayor of Karst} {q1|said} {c1|no}.", "the mayor of {s1|Karst} {q1|said} {c1|no}.", 1, 1, 1),
        ("{s1|the mayor} of Karst {q1|said} {c1|no}.", "the mayor of {s1|Karst} {q1|said} {c1|no}.", 1, 0, 1),
        # no source agrees with no source alone
        ("it {q1|is said} {c1|he left}.", "it {q1|is said} {c1|he left}.", 1, 1, 1),
        ("it {q1|is said} {c1|he left}.", "{s1|it} {q1|is said} {c1|he left}.", 1, 0, 1),
        # quotation marks and final points are no words
        ('{s1|Ana} {q1|said} {c1|"no."}', '{s1|Ana} {q1|said} "{c1|no}."', 1, 1, 1),
    ],
)
def test_figures_by_hand(gold: str, found: str, content: float, attributed: float, exact: float) -> None:
    total = scored(gold, found)
    assert total.rate("content").f1 == content
    assert total.rate("attributed").f1 == attributed
    assert total.rate("content_exact").f1 == exact


def test_calibration_error_by_hand() -> None:
    pairs = [(0.95, True)] * 9 + [(0.95, False)] + [(0.15, False)] * 10
    assert expected_error(pairs) == pytest.approx((10 * 0.05 + 10 * 0.15) / 20)
    assert reliability(pairs) == [(10, pytest.approx(0.15), 0.0), (10, pytest.approx(0.95), 0.9)]


@pytest.mark.skipif(SHARED is None or not (SHARED / "score.py").is_file(), reason="no shared scorer")
def test_figures_agree_with_the_corpus_scorer() -> None:
    assert SHARED is not None
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    luck = random.Random(5)
    total = Tally()
    gold, found = {}, {}
    for text in polnear(SHARED / "corpora", "dev")[:12]:
        changed = [spoilt(one, luck) for one in text.attributions or () if luck.random() < 0.9]
        total.add(text.text, text.attributions or (), changed)
        gold[text.id] = (text.text, [plain(one) for one in text.attributions or ()])
        found[text.id] = (text.text, [plain(one) for one in changed])
    theirs = score.score(gold, found)
    for name in ("content", "attributed", "content_exact", "full_exact"):
        assert total.rate(name).f1 == pytest.approx(theirs[name]["f1"])
    for kind, row in theirs["types"].items():
        assert total.of_type(kind, sourced=False).recall == pytest.approx(row["r"])
        assert total.of_type(kind, sourced=True).recall == pytest.approx(row["attributed"]["r"])
    for role, row in theirs["spans"].items():
        assert total.span(role).f1 == pytest.approx(row["exact"]["f1"])
    assert total.segment_speakers == pytest.approx(theirs["quoted_segments"]["speaker_accuracy"])


def plain(one: Marked) -> dict[str, list[list[int]]]:
    return {role: [list(span) for span in getattr(one, role)] for role in ("source", "cue", "content")}


def spoilt(one: Marked, luck: random.Random) -> Marked:
    """An attribution with its content cut, its source gone, or as it is."""
    roll = luck.random()
    if roll < 0.3:
        return replace(one, content=tuple((s, max(s + 1, e - luck.randint(1, 60))) for s, e in one.content))
    return replace(one, source=()) if roll < 0.4 else one
