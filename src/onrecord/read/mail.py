"""Messages (.eml): a newsletter's text with its sender as the outlet."""

from __future__ import annotations

import re
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from onrecord.model import Article, Refusal
from onrecord.read.building import Draft, finish
from onrecord.read.dates import iso_date
from onrecord.read.decoding import decode
from onrecord.read.offer import Given, Offer
from onrecord.read.options import ReadOptions


def read_mail(raw: bytes, offer: Offer, options: ReadOptions) -> Article | Refusal:
    """The text of one message: its plain part unchanged where that is the whole, else its HTML part read as a page."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
        plain, markup = _parts(message)
        given = _given(message, offer)
    except (errors.MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError) as error:
        return Refusal(offer.name, f"the message cannot be parsed: {type(error).__name__}", "unreadable")
    # Newsletters put a stub in the plain part ("view this in your browser"); the longer part is the message.
    if markup is not None and (plain is None or len(re.sub(r"<[^>]*>", "", markup)) > 1.5 * len(plain)):
        from dataclasses import replace

        from onrecord.read.page import read_fragment

        return read_fragment(markup, replace(offer, given=given, raw=raw), options)
    if plain is None:
        return Refusal(offer.name, "no article text found: the message has no text part", "no-article")
    draft = Draft(
        plain, "message/rfc822", raw, "utf-8", outlet=given.outlet, title=given.title, published=given.published
    )
    return finish(draft, offer, options)


def _parts(message: EmailMessage) -> tuple[str | None, str | None]:
    """The plain and the HTML text of a message, attachments left out."""
    plain: str | None = None
    markup: str | None = None
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"}:
            continue
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes):
            continue
        text = decode(raw, declared=part.get_content_charset()).text
        if kind == "text/plain":
            plain = text if plain is None else plain
        else:
            markup = text if markup is None else markup
    return plain, markup


def _given(message: EmailMessage, offer: Offer) -> Given:
    name, address = parseaddr(str(message.get("From", "")))
    return Given(
        id=offer.given.id,
        outlet=offer.given.outlet or " ".join(name.split()) or (address.rsplit("@", 1)[-1] or None),
        title=" ".join(str(message.get("Subject", "")).split()) or None,
        published=iso_date(" ".join(str(message.get("Date", "")).split())),
        fixed=True,
    )
