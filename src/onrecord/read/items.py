"""The entry point: whatever a user points at, into articles and refusals, one an item, in order."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.model import Article, Diagnostic, Refusal
from onrecord.model.errors import AddressError, OnrecordError
from onrecord.read import looking
from onrecord.read.confined import Confined, made_of
from onrecord.read.leaves import LIGHT, from_stream, guarded, leaves, open_bytes, peek, refused
from onrecord.read.offer import Follow, Given, Leaf, Offer, Outcome
from onrecord.read.options import ReadOptions

if TYPE_CHECKING:
    from onrecord.read.web import Web

ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
GLOB = re.compile(r"[*?\[]")


def read_items(
    source: str | Path | bytes, *, stdin: BinaryIO | None = None, options: ReadOptions | None = None
) -> Iterator[Article | Refusal]:
    """Every item of ``source``: exactly one `Article` or `Refusal` each, in order.

    ``source`` is a file, a folder (read in order of name, with all below it), a glob, an address (http or https), ``-``
    for ``stdin``, or bytes in hand. What it holds is told by looking. Nothing is raised for a bad item. A
    `LookupError` is raised for an ``options.encoding`` that Python does not know.
    """
    options = options or ReadOptions()
    if options.encoding:
        import codecs

        codecs.lookup(options.encoding)
    with _Reading(options) as reading:
        if isinstance(source, bytes):
            yield from reading.offer(Offer("-", raw=source, anonymous=True))
        elif str(source) == "-":
            yield from reading.standard_input(stdin)
        elif isinstance(source, str) and ADDRESS.match(source):
            yield from reading.address(source)
        else:
            for found in files_of(source):
                if isinstance(found, Refusal):
                    yield found
                else:
                    yield from reading.offer(found)


def files_of(source: str | Path) -> Iterator[Offer | Refusal]:
    """The files that a path, folder or glob stands for, sorted by name. Hidden files are passed over, and so are the
    ``NAME_files`` folders in which browsers keep the pictures and scripts of a saved page."""
    path = os.fspath(source)
    if os.path.isdir(path):
        yield from _below(path)
        return
    if not os.path.lexists(path) and GLOB.search(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield Refusal(shown(path), "no file matches this pattern", "unreadable")
        for match in matches:
            if os.path.isdir(match):
                if "**" not in path:
                    yield from _below(match)
            else:
                yield _file(match)
        return
    yield _file(path)


def shown(path: str) -> str:
    """A path as printable Unicode: bytes that are not UTF-8 are written as ``\\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _file(path: str) -> Offer:
    return Offer(shown(path), path=os.fsencode(path))


def _below(folder: str) -> Iterator[Offer | Refusal]:
    found = False
    troubles: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=troubles.append):
        pages = {name.rsplit(".", 1)[0] for name in files if name.lower().endswith((".html", ".htm"))}
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not (name.endswith("_files") and name.removesuffix("_files") in pages)
        )
        for name in sorted(files):
            if not name.startswith("."):
                found = True
                yield _file(os.path.join(place, name))
    for trouble in troubles:
        yield Refusal(shown(str(trouble.filename or folder)), f"folder not read: {trouble.strerror}", "unreadable")
    if not found and not troubles:
        yield Refusal(shown(folder), "an empty folder", "no-article")


def follow_feed(
    offer: Offer, options: ReadOptions, web: Web, seen: set[str], held: Callable[[str], bool]
) -> Iterator[Article | Refusal]:
    """The entries of a feed in hand whose name is not in ``seen``, which grows by those handed on, and not ``held``."""
    with _Reading(options, web) as reading:
        yield from reading.entries(offer, seen, held)


class _Reading:
    """One call of `read_items`: its options, and the confined process once something needs it."""

    def __init__(self, options: ReadOptions, web: Web | None = None) -> None:
        self._options = options
        self._web = web
        self._room: Confined | None = None
        self._pages: _Reading | None = None

    def __enter__(self) -> _Reading:
        return self

    def __exit__(self, *_: object) -> None:
        if self._room is not None:
            self._room.close()
        if self._pages is not None:
            self._pages.__exit__()

    def offer(self, offer: Offer) -> Iterator[Article | Refusal]:
        """A file or bytes in hand, read here where that is safe and in the confined process otherwise."""
        try:
            with open_bytes(offer) as stream:
                format = self._format(peek(stream), offer)
        except (OnrecordError, OSError):
            yield from self._here(leaves(offer, self._options))  # the same trouble again, as a refusal
            return
        if not self._options.confine or format in LIGHT:
            yield from self._here(leaves(offer, self._options))
        else:
            yield from self._apart(offer)

    def standard_input(self, stdin: BinaryIO | None) -> Iterator[Article | Refusal]:
        """Standard input: JSON Lines as they come, anything else once it has ended."""
        if stdin is None:
            yield Refusal("-", "nothing on standard input", "unreadable")
            return
        import io

        stream = stdin if hasattr(stdin, "peek") else io.BufferedReader(stdin, looking.HEAD)  # type: ignore[type-var]
        offer = Offer("-", anonymous=True)
        try:
            if self._format(peek(stream), offer) in LIGHT:
                yield from self._here(guarded(from_stream(stream, offer, self._options), offer.name))
                return
            whole = stream.read(self._options.limits.expanded_bytes)
        except OnrecordError as error:
            yield refused("-", error)
            return
        except OSError as error:
            yield Refusal("-", f"standard input cannot be read: {error.strerror}", "unreadable")
            return
        if not whole.strip():
            yield Refusal("-", "nothing on standard input", "no-article")
            return
        yield from self.offer(replace(offer, raw=whole))

    def entries(self, offer: Offer, seen: set[str], held: Callable[[str], bool]) -> Iterator[Article | Refusal]:
        """A feed's entries, those in ``seen`` or ``held`` passed over before anything is fetched for them."""
        for outcome in self._room_for().read(offer):
            name = (
                outcome.item
                if isinstance(outcome, Refusal)
                else outcome.id
                if isinstance(outcome, Article)
                else outcome.url
            )
            if name in seen:
                continue
            seen.add(name)
            if not held(name):
                yield from self._settled(outcome)

    def address(self, url: str, given: Given | None = None) -> Iterator[Article | Refusal]:
        """A page or feed on the web, fetched within the rules of `read.web`."""
        try:
            fetched = self._fetch(url)
        except OnrecordError as error:
            # Named by what the user gave: the error itself may speak of a later hop.
            yield replace(refused(url, error), item=url)
            return
        yield from self.offer(replace(fetched, given=given) if given else fetched)

    def _fetch(self, url: str) -> Offer:
        if self._options.offline:
            raise AddressError("not fetched: working offline", item=url)
        from onrecord.read.web import Web, fetch

        if self._web is None:
            self._web = Web(self._options.fetch)
        return fetch(url, self._options, self._web)

    def _format(self, head: bytes, offer: Offer) -> str:
        if self._options.format and offer.depth == 0:
            return self._options.format
        return offer.format or looking.format_of(head, offer.name, offer.media_type)

    def _here(self, found: Iterator[Leaf]) -> Iterator[Article | Refusal]:
        for leaf in found:
            if leaf.heavy is not None and self._options.confine:
                yield from self._apart(leaf.heavy)
            else:
                yield from self._settled(made_of(leaf.make, leaf.name))

    def _apart(self, offer: Offer) -> Iterator[Article | Refusal]:
        for outcome in self._room_for().read(offer):
            yield from self._settled(outcome)

    def _room_for(self) -> Confined:
        if self._room is None:
            self._room = Confined(self._options)
        return self._room

    def _settled(self, outcome: Outcome) -> Iterator[Article | Refusal]:
        """A feed entry that has only a summary becomes its page's article; where that fails, its summary, and why."""
        if not isinstance(outcome, Follow):
            yield outcome
            return
        if self._pages is None:
            # A confined process of its own: the first one is in the middle of the feed.
            self._pages = _Reading(self._options, self._web)
        found = list(self._pages.address(outcome.url, outcome.given))
        if len(found) == 1 and (isinstance(found[0], Article) or outcome.summary is None):
            yield found[0]
            return
        if outcome.summary is None:
            yield Refusal(outcome.url, "the entry leads to no single article", "no-article")
            return
        why = found[0].reason if found and isinstance(found[0], Refusal) else "the entry leads to no single article"
        noted = Diagnostic("summary-only", f"only the feed's summary is read, not the page: {why}")
        yield replace(outcome.summary, diagnostics=(*outcome.summary.diagnostics, noted))
