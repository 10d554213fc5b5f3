"""PDF: the text of its pages, in the reading order that the file gives. Needs the pdf extra."""

from __future__ import annotations

import re

from onrecord.model import Article, Diagnostic, Refusal
from onrecord.model.errors import LimitError, MissingExtraError
from onrecord.read.building import Draft, finish
from onrecord.read.offer import Offer
from onrecord.read.options import ReadOptions

PAGES = 500
PDF_DATE = re.compile(r"^D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")


def read_pdf(raw: bytes, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """The text of a PDF, pages parted by a blank line; lines that the layout broke stay broken, and that is noted."""
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(
            "reading PDF needs pypdfium2", item=offer.name, remedy="pip install 'onrecord[pdf]'"
        ) from error
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        reason = (
            "encrypted: it cannot be read without its password" if "password" in str(error).lower() else "damaged PDF"
        )
        return Refusal(offer.name, reason, "unreadable")
    try:
        if len(document) > PAGES:
            raise LimitError(f"more than {PAGES} pages")
        texts = []
        for page in document:
            reader = page.get_textpage()
            # PDFium writes U+FFFE where a line ends in a hyphen that the typesetter put there.
            texts.append(reader.get_text_range().replace("\r\n", "\n").replace("\ufffe", "\u00ad").strip("\n"))
            reader.close()
            page.close()
        metadata = document.get_metadata_dict()
    except pypdfium2.PdfiumError:
        return Refusal(offer.name, "damaged PDF", "unreadable")
    finally:
        document.close()
    text = "\n\n".join(part for part in texts if part.strip())
    if not text.strip():
        return Refusal(offer.name, "no article text found: the PDF holds pictures of pages, not text", "no-article")
    made = Draft(text, "application/pdf", raw)
    made.title = " ".join(metadata.get("Title", "").split()) or None
    made.diagnostics.append(
        Diagnostic("pdf", "read from a PDF: line breaks are the layout's, and so is the order of columns")
    )
    found = PDF_DATE.match(metadata.get("CreationDate", ""))
    if found:
        # When the file was made is not when the report was published; it is told, not used.
        made.diagnostics.append(
            Diagnostic("date-unknown", f"the PDF was made on {'-'.join(found.groups()[:3])}; publication is not told")
        )
    return finish(made, offer, options)
