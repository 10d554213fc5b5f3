"""Statements drawn from a page are found again in that page, in a real browser, by what the export says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Article, Document
from onrecord.pipeline import Pipeline
from onrecord.read import ReadOptions, read_items
from onrecord.record.export import STREAMS

SAMPLES = Path(__file__).parents[2] / "samples"

# Odd on purpose: words cut by inline tags, a no-break space, a line break, a list, a table without a tbody, blanks and
# line ends where a browser shows one space, and the same words twice in two paragraphs.
ODD = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry plan sunk</title></head><body>
<nav><a href=/>Home</a></nav><main><h1>Ferry plan sunk</h1>
<div class=story><p>&ldquo;We will <em>not</em> pay
   for&nbsp;two ferries,&rdquo; <a href=/p>Ada Finch</a>, the mayor of Marlow Quay, said on Monday.<br>She left the room after that.</p>
<ul><li>&ldquo;Nobody asked the islanders,&rdquo; said Tom Reed, who runs the harbour shop.</li></ul>
<table><tr><td><p>&ldquo;We will <b>sail</b> anyway,&rdquo; said Captain Ines Marrow of the ferry line, and bought a ticket.</p></td></tr></table>
<p>&ldquo;Nobody asked the islanders,&rdquo; the council's report said on Tuesday, &ldquo;and nobody will.&rdquo;</p></div>
</main><footer>(c) Quay Post</footer></body></html>"""

# The words in the one element, through however many text nodes, blanks aside; with the prefix where they stand twice.
FIND = """(target) => {
  const page = target.selector.find(one => one.type === 'XPathSelector');
  if (!page) return 'no XPathSelector';
  const found = document.evaluate(page.value, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  if (found.snapshotLength !== 1) return found.snapshotLength + ' elements at ' + page.value;
  const blank = /[ \\t\\n\\r\\f]/, letters = [];
  const walker = document.createTreeWalker(found.snapshotItem(0), NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    [...walker.currentNode.data].reduce((at, one) => {
      if (!blank.test(one)) letters.push([walker.currentNode, at, at + one.length, one]);
      return at + one.length;
    }, 0);
  const bare = words => [...words].filter(one => !blank.test(one)).join('');
  const quote = page.refinedBy, all = letters.map(one => one[3]);
  const text = all.join(''), at = text.indexOf(bare(quote.prefix) + bare(quote.exact) + bare(quote.suffix));
  if (at < 0) return 'not there: ' + quote.exact;
  const count = words => [...words].length;
  const first = count(text.slice(0, at)) + count(bare(quote.prefix)), last = first + count(bare(quote.exact)) - 1;
  const range = document.createRange();
  range.setStart(letters[first][0], letters[first][1]);
  range.setEnd(letters[last][0], letters[last][2]);
  return {words: range.toString(), shown: range.getClientRects().length > 0};
}"""


def document_of(page: bytes) -> Document:
    (article,) = read_items(page, options=ReadOptions(format="html", confine=False))
    assert isinstance(article, Article)
    return Pipeline(threads=1).document(article)


def annotations(document: Document) -> list[dict[str, Any]]:
    return [json.loads(line) for line in STREAMS["webannotation"]([document])]


def pages() -> list[Any]:
    named = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.glob("*.html"))]
    return [pytest.param(page, id=name) for name, page in [*named, ("odd", ODD.encode())]]


@pytest.mark.browser
@pytest.mark.parametrize("page", pages())
def test_each_statement_of_a_page_is_found_again_in_a_browser(page: bytes, browser: Any) -> None:
    document = document_of(page)
    made = annotations(document)
    assert len(made) >= 3, "the sample holds statements"
    tab = browser.new_page()
    tab.set_content(page.decode(), wait_until="domcontentloaded")
    for annotation in made:
        assert annotation["target"]
        for target in annotation["target"]:
            found = tab.evaluate(FIND, target)
            assert isinstance(found, dict), found
            exact = next(one["exact"] for one in target["selector"] if one["type"] == "TextQuoteSelector")
            assert "".join(found["words"].split()) == "".join(exact.split())
            assert found["shown"], "a reader of the page sees the words"
    tab.close()


def test_the_targets_of_a_statement_are_its_content_and_nothing_else() -> None:
    document = document_of(ODD.encode())
    text = document.article.text
    for one, annotation in zip(document.attributions, annotations(document), strict=True):
        spans = [
            (selector["start"], selector["end"])
            for target in annotation["target"] for selector in target["selector"] if selector["type"] == "TextPositionSelector"
        ]  # fmt: skip
        said = "".join(text[start:end] for start, end in spans)
        assert "".join(said.split()) == "".join("".join(span.of(text) for span in one.content).split())


def test_a_text_that_was_no_page_has_no_page_selector() -> None:
    words = "“We will not pay for two ferries,” Ada Finch, the mayor, said on Monday. She left the room after that.\n"
    (article,) = read_items(words.encode(), options=ReadOptions(format="text", confine=False))
    assert isinstance(article, Article)
    for annotation in annotations(Pipeline(threads=1).document(article)):
        for target in annotation["target"]:
            assert {one["type"] for one in target["selector"]} == {"TextPositionSelector", "TextQuoteSelector"}
