"""The pages in a browser over a generated record: a small one made here, or a large one that `eval/pages_bench.py` left.

python eval/pages_bench.py --attributions 100000 --record large.sqlite
ONRECORD_GENERATED=large.sqlite pytest tests/browser/test_generated.py
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from looking import PHONE, kept, violations

from conftest import serving

sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))

pytestmark = pytest.mark.browser
SMALL = 40
"""Articles of the record that is made here."""
NAMES = (
    "read search words speaker both dates outlet nothing people named person statement check compare review articles"
    " titled article wording about"
).split()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record in which people share names, utterances are reported again, and agency copies are printed."""
    from scale_articles import Reports

    from onrecord.archive import open_archive
    from onrecord.resolution import resolve_document

    given = os.environ.get("ONRECORD_GENERATED")
    if given:
        return given
    place = str(tmp_path_factory.mktemp("generated") / "record.sqlite")
    with open_archive(place) as archive:
        for document in Reports(shared=True).news(SMALL):
            archive.store.add(document)
            resolve_document(archive.store.db, document)
        archive.store.recount()
    return place


@pytest.fixture(scope="module")
def paths(large: str) -> dict[str, str]:
    """An address of each kind of page, as the benchmark asks for them."""
    from pages_bench import addresses

    from onrecord.archive import open_archive

    with open_archive(large) as archive:
        return addresses(archive)


@pytest.fixture(scope="module")
def generated(large: str) -> Iterator[str]:
    from onrecord.archive import open_archive

    with serving(lambda: open_archive(large)) as at:
        yield at


def test_every_kind_of_page_is_visited(paths: dict[str, str]) -> None:
    assert sorted(paths) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_many_is_sound(visit: Callable[..., Any], generated: str, paths: dict[str, str], name: str) -> None:
    page = visit(paths[name], at=generated)
    assert page.locator("h1").count() == 1
    assert page.locator(".trouble").count() == 0
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, "nothing sticks out"
    kept(page, f"generated-{name}")


def test_names_of_a_picture_stand_clear_of_one_another(
    visit: Callable[..., Any], generated: str, paths: dict[str, str]
) -> None:
    page = visit(paths["person"], at=generated)
    boxes = page.evaluate(
        "[...document.querySelectorAll('.network svg text')].map((one) => one.getBoundingClientRect())"
        ".map((box) => [box.left, box.top, box.right, box.bottom])"
    )
    assert len(boxes) >= 3, "the speaker, and both sides"
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] + 2 or other[3] <= top + 2
            assert apart, "two names stand on one another"
