"""JSON as this server sends it: any text comes back unchanged, lone surrogates included."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


def answer(value: Any, status: int = 200) -> Response:
    """A JSON response. Escaped to ASCII: a lone surrogate in a text cannot be sent as UTF-8, but can as an escape."""
    body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return Response(body, status, media_type="application/json")
