"""What every test of pages in a browser looks with: axe, two sizes, and pictures kept for a person's eye."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
# violations of WCAG 2.2 A and AA, and axe's own best practices
AXE_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
WIDE, PHONE = (1280, 900), (390, 844)


def violations(page: Any) -> list[str]:
    """What axe finds; run through the debugger, which the page's policy for scripts does not bind."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(AXE_RUN)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}" for one in found]


def kept(page: Any, name: str) -> None:
    """Pictures of a page, on a phone in dark and on a desk in light, where ``ONRECORD_SCREENSHOTS`` names a folder."""
    folder = os.environ.get("ONRECORD_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for size, scheme, named in ((PHONE, "dark", "dark-phone"), (WIDE, "light", "light-wide")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=f"{folder}/{name}-{named}.png", full_page=True)
