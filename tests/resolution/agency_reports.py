"""An agency's report of invented people, as the agency and as others print it."""

from __future__ import annotations

from onrecord.model import (
    Article,
    Attribution,
    Block,
    Confidence,
    Document,
    Span,
    Speaker,
    attribution_id,
    text_hash,
)

FROST = "“We will reopen the Sallow bridge before the first frost of the year”"
PIERS = "“Not one of the six piers was ever in any danger of falling”"
AGENCY = (
    f"KARSK (VNA) - {FROST}, said Ilda Marrow.\n\n"
    "The bridge over the Sallow has been shut since a barge struck its third pier on a foggy night in March, and the "
    "lorries of the valley have gone round by Delm ever since, an hour and ten minutes each way.\n\n"
    f"{PIERS}, said Ilda Marrow.\n\n"
    "Shopkeepers on the east bank had asked the council for a ferry in the meantime; the council found no boat.\n"
)
OWN = (
    f"Our reporter went to see the works on Tuesday and found the yard empty but for a dog. {FROST}, said Ilda Marrow.\n"
    "Nobody in the yard would say when the steel is to come, and the crane that was promised for April has not been "
    "seen by anyone who lives on the embankment. The dog belongs to the watchman, who was asleep in his hut.\n"
)


def document(name: str, text: str = AGENCY, day: str | None = "2026-05-04", speaker: str = "Ilda Marrow") -> Document:
    """The text as a report of that name, with whatever of the two quotations is in it."""
    made: list[Attribution] = []
    for words in (FROST, PIERS):
        if words not in text:
            continue
        content = Span(text.index(words), text.index(words) + len(words))
        naming = Span(text.index(speaker, content.end), text.index(speaker, content.end) + len(speaker))
        cue = Span(text.index("said", content.end), text.index("said", content.end) + 4)
        made.append(
            Attribution(
                id=attribution_id(text_hash(text), (content,)), quotation="direct", source=(naming,), cue=(cue,),
                content=(content,), verbatim=(Span(content.start + 1, content.end - 1),), insertions=(),
                speaker=Speaker(speaker, "person", naming, "named", "e1"), addressee=None, occasion=None, when=None,
                mode="speech", act="STATE", commitment="asserted", repeats=None, notes=(),
                confidence=Confidence(0.95, 0.9),
            )
        )  # fmt: skip
    article = Article(name, text, outlet=f"outlet of {name}", published=day, language="en")
    return Document(article, (Block(Span(0, len(text)), "body"),), tuple(made))
