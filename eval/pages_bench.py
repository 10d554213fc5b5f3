"""How long every page takes on a generated record of 100,000 attributions, beside a small one: at most three times.

    python eval/pages_bench.py --attributions 100000 --json pages.json

Both records are made up (`scale_articles`): the small one has the size of the samples. Pages are asked for in process,
without a network; times are medians of processor milliseconds (a busy machine does not show in them). The pages keep for
half a minute what is drawn from much of the record, so first visits, for which nothing was kept, are measured apart from
those after them. To be read as ratios. Exit code 1 where either is past the limit.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode

from scale_articles import Reports
from starlette.testclient import TestClient

from onrecord.archive import open_archive
from onrecord.doors.server.guard import Limits
from onrecord.doors.web import make_app
from onrecord.resolution import resolve_document

MOST = 3.0
SMALL = 120
ROUNDS = 9
FLOOR_MS = 5.0
"""Times below this are taken as this: ratios of noise say nothing."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--attributions", type=int, default=100_000)
    options.add_argument("--json", default=None, help="write the figures there")
    options.add_argument("--record", default=None, help="keep the large record here, and use it when it is there")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.sqlite", Path(given.record or Path(folder) / "large.sqlite")
        fill(small, SMALL)
        if not large.exists():
            fill(large, given.attributions)
        before, after = pages(small, large)
    figures = {name: compared(before[name], after[name]) for name in before}
    print(f"{'':12}{'again: small':>14}{'large':>9}{'ratio':>8}{'first: small':>16}{'large':>9}{'ratio':>8}")
    for name, one in figures.items():
        again = f"{one['small_ms']:11.1f} ms{one['large_ms']:6.1f} ms  x {one['ratio']:4.2f}"
        print(
            f"{name:12}{again}{one['first_small_ms']:13.1f} ms{one['first_large_ms']:6.1f} ms  x {one['first_ratio']:4.2f}"
        )
    if given.json:
        Path(given.json).write_text(json.dumps(figures, indent=1) + "\n")
    late = [name for name, one in figures.items() if max(one["ratio"], one["first_ratio"]) > MOST]
    sys.exit(f"more than {MOST:g} times as long: {', '.join(late)}" if late else 0)


def compared(small: Times, large: Times) -> dict[str, float]:
    """One page on both records."""
    return {
        "small_ms": small.again, "large_ms": large.again, "ratio": ratio(small.again, large.again),
        "first_small_ms": small.first, "first_large_ms": large.first, "first_ratio": ratio(small.first, large.first),
    }  # fmt: skip


def ratio(small: float, large: float) -> float:
    """How many times as long."""
    return max(large, FLOOR_MS) / max(small, FLOOR_MS)


def fill(place: Path, attributions: int) -> None:
    """Make a record of about so many attributions, with people and statements resolved and counted."""
    with open_archive(place) as archive:
        for document in Reports().documents(attributions):
            archive.store.add(document)
            resolve_document(archive.store.db, document)
        archive.store.recount()
        archive.store.tidy()


class Times(NamedTuple):
    """Processor milliseconds of a page: medians of first visits, and of those after them."""

    first: float
    again: float


class Served:
    """A record being served in process; one page was asked for before, so that nobody's first visit pays for loading."""

    def __init__(self, place: Path) -> None:
        self.app = make_app(lambda: open_archive(place), hosts=["testserver"], limits=Limits(rate=1e6, burst=10**6))
        self.client = TestClient(self.app).__enter__()
        with open_archive(place) as archive:
            self.wanted = addresses(archive)
        # as often as there are threads: each opens the record for itself
        for path in [
            *self.wanted.values(),
            "/check?quote=nothing+of+the+kind",
            "/compare?about=nothing+of+the+kind",
        ] * 3:
            self.app.state.site.forget()
            self.client.get(path)

    def visit(self, name: str, *, first: bool) -> float:
        """Processor milliseconds of one visit; before a first one the pages forget what they kept."""
        if first:
            self.app.state.site.forget()
        begun = time.process_time()
        answer = self.client.get(self.wanted[name])
        if answer.status_code not in (200, 404):
            sys.exit(f"{self.wanted[name]}: {answer.status_code}")
        return (time.process_time() - begun) * 1000


def pages(small: Path, large: Path) -> tuple[dict[str, Times], dict[str, Times]]:
    """The times of each page of both records, by turns, so that what else the machine does befalls both."""
    served = Served(small), Served(large)
    found: tuple[dict[str, Times], dict[str, Times]] = {}, {}
    for name in served[0].wanted:
        spent: dict[tuple[int, bool], list[float]] = {(which, first): [] for which in (0, 1) for first in (True, False)}
        for _ in range(ROUNDS):
            for (which, first), times in spent.items():
                times.append(served[which].visit(name, first=first))
        for which in (0, 1):
            first, again = (round(statistics.median(spent[which, one]), 1) for one in (True, False))
            found[which][name] = Times(first, again)
    for one in served:
        one.client.__exit__(None, None, None)
    return found


def addresses(archive: Any) -> dict[str, str]:
    """One address of each kind of page, of things that are in the record."""
    from onrecord.model import Query

    hit = archive.search(Query(limit=1)).hits[0]
    busiest = archive.people(limit=1)[0]
    words = " ".join(hit.passage.text.split()[:2])
    quote = hit.attribution.content[0].of(archive.document(hit.passage.article.id).article.text)[:200]
    return {
        "read": "/",
        "search": "/search",
        "words": "/search?" + urlencode({"words": words}),
        "speaker": "/search?" + urlencode({"speaker": busiest.id}),
        "both": "/search?" + urlencode({"speaker": busiest.name, "words": words.split()[-1]}),
        "dates": "/search?since=2015-01-01&until=2015-03-31",
        "outlet": "/search?" + urlencode({"outlet": hit.passage.article.outlet or "", "quotation": "direct"}),
        "nothing": "/search?words=nothing+of+the+kind",
        "people": "/people",
        "named": "/people?" + urlencode({"words": busiest.name.split()[-1]}),
        "person": "/person?" + urlencode({"id": busiest.id}),
        "statement": "/statement?" + urlencode({"id": hit.attribution.id}),
        "check": "/check?" + urlencode({"quote": quote}),
        "compare": "/compare?" + urlencode({"about": quote}),
        "review": "/review",
        "articles": "/articles",
        "titled": "/articles?" + urlencode({"words": (hit.passage.article.title or hit.passage.article.id).split()[0]}),
        "article": "/article?" + urlencode({"id": hit.passage.article.id}),
        "wording": "/person?" + urlencode({"id": busiest.id, "words": words.split()[-1]}),
        "about": "/about",
    }


if __name__ == "__main__":
    main()
