"""Read: a report pasted, dropped or pointed at, shown with its statements marked. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import islice

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from onrecord.archive import Archive, language_of, read_all
from onrecord.doors.web.pages.forms import asked, posted, text_of, upload_of
from onrecord.doors.web.report import Report, report
from onrecord.doors.web.site import site_of
from onrecord.model import Article, Document, Refusal
from onrecord.model.errors import AddressError, InputError, OnrecordError, QueryError

EXAMPLE = Article(
    id="example",
    title="Ferry to Sandholm will sail at night again, says harbour master",
    outlet="The Ellery Courier",
    published="2026-04-14",
    language="en",
    text="""Ferry to Sandholm will sail at night again, says harbour master

PORT ELLERY - Night crossings to Sandholm will start again in June, harbour master Rosalind Achterberg told \
reporters on Tuesday.

“We counted every lamp on that pier, and then we counted them again,” Achterberg said. “No ship [of this company] \
will leave in the dark until I have signed for it.”

The ferry company had suspended night sailings in January after one of its ships struck the mole. Captain Idris \
Vasquez-Moran, who leads the pilots’ guild, warned in a letter to the harbour board that the channel was “silting up \
faster than anyone (in the ministry) admits”.

“I have sailed it for thirty years,” he wrote.

“I would not sail it in the dark.”

Asked whether she had read the letter, Achterberg said she had not. According to two people familiar with the \
board’s plans, dredging could begin as early as May.
""",
)
MOST_DOCUMENTS = 20


async def read_form(request: Request) -> Response:
    """The form; or, with ``example``, the report of a sample."""
    if asked(request, "example"):
        document = await site_of(request).desk.read(lambda archive: archive.read(EXAMPLE))
        return await _shown(request, [document])
    return await site_of(request).page(request, "read.html", page="read", text="", address="", trouble=None)


async def read_post(request: Request) -> Response:
    """The report of what was sent, or the form again with what was wrong."""
    site = site_of(request)
    form = await posted(request)
    try:
        item = await _offered(form)
        if isinstance(item, str) and not site.may_fetch:
            raise AddressError("this server does not fetch addresses", remedy="paste the text or send the file")
        found = await site.desk.read(lambda archive: _read(archive, item))
    except OnrecordError as error:
        return await site.page(
            request, "read.html", 422, page="read", text=text_of(form, "text"), address=text_of(form, "address"),
            trouble=str(error),
        )  # fmt: skip
    return await _shown(request, found)


async def _offered(form: FormData) -> bytes | str | Article:
    """What was sent: an address (str), a file's bytes, or pasted text."""
    upload = upload_of(form, "file")
    if upload is not None:
        return await upload.read()
    address = text_of(form, "address").strip()
    if address:
        if not address.lower().startswith(("http://", "https://")):
            raise AddressError("only http and https addresses are read", item=address[:80])
        return address
    text = text_of(form, "text")
    if not text.strip():
        raise QueryError("there is nothing to read", remedy="paste a report, choose a file or give an address")
    known = {name: text_of(form, name).strip() or None for name in ("title", "outlet", "published")}
    if text.lstrip()[:1] == "<":
        return text.encode("utf-8", "surrogatepass")
    return Article(id="pasted", text=text, language=language_of(text), **known)  # type: ignore[arg-type]


def _read(archive: Archive, item: bytes | str | Article) -> list[Document]:
    if isinstance(item, Article):
        return [archive.read(item)]
    source = ["-"] if isinstance(item, bytes) else [item]
    stdin = BytesIO(item) if isinstance(item, bytes) else None
    found = list(islice(read_all(source, pipeline=archive.pipeline, stdin=stdin), MOST_DOCUMENTS))
    documents = [one for one in found if isinstance(one, Document)]
    if not documents:
        refusals = [one for one in found if isinstance(one, Refusal)]
        raise InputError(refusals[0].reason if refusals else "no article text found")
    return [
        replace(one, article=replace(one.article, id="sent")) if one.article.id == "-" else one for one in documents
    ]


async def _shown(request: Request, documents: list[Document]) -> Response:
    shown: list[tuple[Document, Report]] = []
    first = 1
    for document in documents:
        made = report(document, first=first)
        shown.append((document, made))
        first += len(made.notes)
    return await site_of(request).page(request, "report.html", page="read", shown=shown, kept=False)
