"""Who may write: a token, carried by a program in a header and by a browser in a signed cookie; and forms are ours.

Nothing is kept on the server: cookies are signed with a secret made when the server starts, so a restart signs all out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

PAGE_COOKIE = "onrecord_page"
NAME_COOKIE = "onrecord_name"
SIGNED_IN_S = 12 * 3600
NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Sessions:
    """Checks tokens, signs cookies. ``token`` None: nobody may write."""

    token: str | None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    # -- forms ------------------------------------------------------------------------------------------------------

    def page_key(self, request: Request) -> str:
        """The visitor's random key, from its cookie or made anew (then to be set with `keep_page_key`)."""
        held = request.cookies.get(PAGE_COOKIE, "")
        return held if 20 <= len(held) <= 64 and held.isascii() else secrets.token_urlsafe(24)

    def form_key(self, page_key: str) -> str:
        """What a form must carry to be ours: bound to the visitor's cookie, unguessable to another site."""
        return hmac.new(self.secret, b"form:" + page_key.encode("ascii"), hashlib.sha256).hexdigest()

    def keep_page_key(self, response: Response, page_key: str) -> None:
        """Set the visitor's cookie."""
        response.set_cookie(PAGE_COOKIE, page_key, httponly=True, samesite="strict", path="/")

    def ours(self, request: Request, given: object) -> bool:
        """True when a posted form came from one of our pages: same origin, and the key we gave this visitor."""
        if not same_origin(request):
            return False
        held = request.cookies.get(PAGE_COOKIE, "")
        if not isinstance(given, str) or not held.isascii() or not given.isascii():
            return False
        return hmac.compare_digest(self.form_key(held), given)

    # -- writers ----------------------------------------------------------------------------------------------------

    def admits(self, given: str) -> bool:
        """True when ``given`` is the token."""
        if not self.token:
            return False
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode("utf-8", "replace"))

    def bearer(self, request: Request) -> bool:
        """True when the request carries the token as ``Authorization: Bearer``."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.admits(given.strip())

    def sign_in(self, response: Response, name: str, *, now: float | None = None) -> None:
        """Remember who writes, for half a day."""
        until = int((time.time() if now is None else now) + SIGNED_IN_S)
        body = base64.urlsafe_b64encode(f"{until}:{name[:NAME_LIMIT]}".encode("utf-8", "replace")).decode()
        value = f"{body}.{self._seal(body)}"
        response.set_cookie(NAME_COOKIE, value, httponly=True, samesite="strict", path="/", max_age=SIGNED_IN_S)

    def sign_out(self, response: Response) -> None:
        """Forget who writes."""
        response.delete_cookie(NAME_COOKIE, path="/")

    def writer(self, request: Request, *, now: float | None = None) -> str | None:
        """The name of the person signed in, or None."""
        if not self.token:
            return None
        body, _, seal = request.cookies.get(NAME_COOKIE, "").partition(".")
        if not body.isascii() or not seal.isascii() or not hmac.compare_digest(seal, self._seal(body)):
            return None
        try:
            until, _, name = base64.urlsafe_b64decode(body.encode()).decode().partition(":")
            fresh = int(until) > (time.time() if now is None else now)
        except (binascii.Error, ValueError):
            return None
        return name if fresh and name else None

    def _seal(self, body: str) -> str:
        # bound to the token, so that a server started with another token admits nobody of before
        key = self.secret + (self.token or "").encode("utf-8", "replace")
        return hmac.new(key, b"name:" + body.encode("ascii"), hashlib.sha256).hexdigest()


def same_origin(request: Request) -> bool:
    """False when the browser says that another site sent this."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
