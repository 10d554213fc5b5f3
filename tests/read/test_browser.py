"""A real browser finds every block of the made pages, and words inside it, by the selectors that reading gave."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Article, Span
from onrecord.read import ReadOptions, read_items
from onrecord.read.selector import selector_for

FOLDER = Path(__file__).parents[2] / "eval" / "pages"

# Blanks are left out of the comparison: the text has tabs between the cells of a row, the page has borders.
FIND = """(selectors) => selectors.map(one => {
  const path = one.type === 'XPathSelector' ? one.value : '/html/body';
  const quote = one.refinedBy || one;
  const found = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  if (found.snapshotLength !== 1) return 'elements: ' + found.snapshotLength + ' at ' + path;
  const squeeze = words => words.replace(/[ \\t\\n\\r\\f]+/g, '');
  const has = squeeze(found.snapshotItem(0).textContent), wanted = squeeze(quote.exact);
  return has.includes(wanted) ? null : 'not there: ' + wanted + ' in ' + has.slice(0, 80);
})"""


def made_pages() -> list[Any]:
    """One made page of each layout."""
    sys.path.insert(0, str(FOLDER))
    try:
        import measure
    finally:
        sys.path.remove(str(FOLDER))
    return [one for one in measure.pages() if one.name.endswith("-10")]


@pytest.mark.browser
def test_every_block_and_words_inside_it_are_found_again(browser: Any) -> None:
    context = browser.new_context(offline=True, java_script_enabled=True)
    tab = context.new_page()
    for made in made_pages():
        (article,) = read_items(made.html.encode(), options=ReadOptions(format="html", confine=False))
        assert isinstance(article, Article)
        spans = [one.span for one in article.blocks or ()]
        spans += [Span(one.start + 3, one.end - 2) for one in spans if one.length > 12]
        selectors = [selector for span in spans for selector in selector_for(article, span)]
        tab.set_content(made.html, wait_until="domcontentloaded")
        missing = [fault for fault in tab.evaluate(FIND, selectors) if fault]
        assert missing == [], made.name
    context.close()


def test_a_selector_carries_place_words_and_position() -> None:
    page = b"<body><article id=a><p>The council of Marlow Quay shut the bridge on Monday after six hours of debate.</p></article></body>"
    (article,) = read_items(page, options=ReadOptions(format="html", confine=False))
    assert isinstance(article, Article)
    start = article.text.index("shut the bridge")
    (found,) = selector_for(article, Span(start, start + 15))
    assert found["value"] == '//*[@id="a"]/p[1]'
    assert found["refinedBy"]["exact"] == "shut the bridge"
    assert found["refinedBy"]["prefix"].endswith("Quay ")
    assert found["position"] == {"type": "TextPositionSelector", "start": start, "end": start + 15}
    with pytest.raises(ValueError, match="outside"):
        selector_for(article, Span(0, 10_000))
