# ruff: noqa: E501
"""Invented reports: places and people that do not exist. A story is a list of parts for the templates to lay out."""

from __future__ import annotations

import random
from dataclasses import dataclass

PEOPLE = (
    "Ada Finch",
    "Jonas Vell",
    "Mira Holt",
    "Peter Quill",
    "Sorcha Lanigan",
    "Tam O'Dell",
    "Ines Carro",
    "Bo Lindahl",
    "Ruth Abara",
    "Kit Marrow",
)
ROLES = (
    "the mayor",
    "a spokesman for the port",
    "the union's secretary",
    "the health minister",
    "a teacher",
    "the club's chairwoman",
    "the harbour master",
    "an engineer",
)
PLACES = (
    "Marlow Quay",
    "Estergate",
    "Port Lorne",
    "Hollin",
    "Varnby",
    "the Sedge valley",
    "Upper Tarn",
    "Castel Brück",
)
MATTERS = (
    "the bridge",
    "the new ferry line",
    "the school closures",
    "the water charge",
    "the flood wall",
    "the tram depot",
    "the hospital merger",
    "the fishing quota",
)
SAYS = ("said", "told reporters", "warned", "insisted", "said in a statement", "added", "conceded")
QUOTES = (
    "We will not pay twice for {matter}",
    "Nobody asked the people of {place} before {matter} was decided",
    "I have read every page of the report, and it does not say that",
    "If {matter} fails, it fails for all of us",
    "There is still time to do this properly, and we intend to use it",
    "You cannot run a town on promises",
    "That figure is simply wrong, and they know that it is wrong",
    "My door is open - it has been open since March",
)
FILLERS = (
    "{role} {place} has been divided over {matter} since the spring, when a first draft of the plan was leaked to councillors and pinned to the door of the town hall.",
    "Work on {matter} was to begin in September; officials now speak of the end of next year, and two of the five contractors have withdrawn their bids.",
    "The vote followed a debate of nearly six hours in which 43 members spoke, several of them twice, and a petition with 11,200 names was handed over.",
    "According to figures seen by this newspaper, {matter} will cost 14.6 million crowns, a third more than was set aside in the budget for {place}.",
    "Residents of {place} gathered outside with candles and home-made banners, and the police closed the main street for most of the evening.",
    "An inquiry into {matter}, led by a retired judge, is to report before the summer recess; its terms were widened last week after complaints.",
)
HEADLINES = (
    "Council in {place} rejects plan for {matter}",
    "{name} demands answers over {matter} in {place}",
    "'{short}': {name} on {matter}",
    "What we know about {matter} in {place}",
)


@dataclass(frozen=True, slots=True)
class Story:
    """The parts of one invented report. ``paragraphs`` are its running text; the other parts are laid out if there."""

    title: str
    author: str
    day: str
    standfirst: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    quoted: str
    subheads: tuple[str, ...]
    table: tuple[tuple[str, str], ...]
    caption: str
    pulled: str
    others: tuple[str, ...]
    """Headlines of other reports, for the furniture."""
    remarks: tuple[str, ...]
    """Readers' comments."""


def story(seed: int, length: int) -> Story:
    """A story of ``length`` paragraphs; the same seed gives the same story."""
    rng = random.Random(seed)
    people = rng.sample(PEOPLE, 4)
    place, matter = rng.choice(PLACES), rng.choice(MATTERS)

    def fill(words: str) -> str:
        return words.format(
            place=place,
            matter=matter,
            name=people[0],
            role=f"{rng.choice(('In the view of many,', 'By all accounts', 'As before,'))}",
            short="Not twice",
        )

    quotes = rng.sample(QUOTES, len(QUOTES))
    paragraphs = []
    pulled = fill(quotes[0])
    for n in range(length):
        if n % 2 == 0:
            quote = fill(quotes[n // 2 % len(quotes)])
            tail = "" if n // 2 < len(quotes) else f" for the {n}th time"
            paragraphs.append(
                f"“{quote},” {people[n % 4]}, {rng.choice(ROLES)}, {rng.choice(SAYS)}{tail} on {rng.choice(('Monday', 'Thursday', 'Sunday'))}."
            )
        else:
            paragraphs.append(
                f"{fill(FILLERS[n // 2 % len(FILLERS)])}" + ("" if n // 2 < len(FILLERS) else f" That was stage {n}.")
            )
    if length > 5:
        paragraphs[4] = f"“No,” {people[1]} said."
    return Story(
        title=fill(rng.choice(HEADLINES)),
        author=rng.choice(PEOPLE),
        day=f"2026-0{rng.randint(1, 9)}-{rng.randint(10, 28)}",
        standfirst=f"Members in {place} argued for hours before {people[0]} asked for the vote on {matter}.",
        paragraphs=tuple(paragraphs),
        points=tuple(f"“{fill(quotes[-n])},” {people[n % 4]} wrote to the council about point {n}." for n in (1, 2, 3)),
        quoted=f"“{fill(quotes[-4])}. {fill(quotes[-5])}.”",
        subheads=(f"What {people[2]} wants", "A long dispute"),
        table=(
            ("Speaker", "What was said"),
            (people[3], f"“{fill(quotes[-6])}”"),
            (people[1], "“I abstain, and I have my reasons”"),
        ),
        caption=f"{people[0]} outside the town hall of {place} in April.",
        pulled=pulled,
        others=tuple(
            rng.choice(HEADLINES).format(
                place=rng.choice(PLACES), matter=rng.choice(MATTERS), name=rng.choice(PEOPLE), short=f"Enough {n}"
            )
            for n in range(8)
        ),
        remarks=tuple(
            f"Reader {n} here: {rng.choice(('I was there and it was nothing like this, the whole hall was empty by nine.', 'Typical. They never listen, and the same people will pay for it again, mark my words.', 'Well said, and about time that somebody in this town said it out loud to them.'))}"
            for n in range(1, 6)
        ),
    )
