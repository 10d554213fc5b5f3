"""A made set of pairs of reports: is it one utterance, one occasion in other wording, or neither?

    python eval/statement_set.py

Each pair was written for this set: invented people, what two outlets print, and when. Expected: "same" (one utterance:
cuts, slips of copying, an ellipsis, a paraphrased frame around the same words), "occasion" (one speaker, one day, the
words translated or summed up otherwise), "other" (another speaker, another day, other words, or set phrases).
Prints precision and recall of "same", and of "linked at all" (same or same occasion). Nothing is drawn from a corpus.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryDirectory

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
from onrecord.record import open_store, sightings
from onrecord.resolution import resolve_document
from onrecord.resolve.statements import Sighting, compare


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings with who said them and on which day they were published (of May 2026)."""

    expected: str
    left: str
    right: str
    speakers: tuple[str | None, str | None] = ("Ilda Marrow", "Ilda Marrow")
    days: tuple[int | None, int | None] = (4, 4)
    quoted: tuple[bool, bool] = (True, True)


PAIRS = (
    # one utterance, word for word but for form
    Pair("same", "“We will reopen the bridge before the first frost.”", "We will reopen the bridge before the first frost"),
    Pair("same", "“The grain is safe,”", "“The grain is safe”", days=(4, 5)),
    Pair("same", "“I have never met the man from Delm”", "“I HAVE NEVER MET THE MAN FROM DELM”", ("Ilda Marrow", "Marrow")),
    Pair("same", "“It's the tax that is wrong, not the town”", "“It’s the tax that is wrong – not the town”"),
    Pair("same", "“Our nurses are worn out and they deserve the truth about it”",
         "“Our nurses are worn out, and they deserve the truth about it.”", (None, "Bo Lund")),
    Pair("same", "“Nobody asked the islanders”", "“Nobody asked the islanders,”", ("Tomas O'Neill", "Tomas O’Neill")),
    Pair("same", "“The tunnel will cost four hundred million crowns”", "“The tunnel will cost four hundred million crowns.”",
         ("Dr. Petra Voss", "Petra Voss"), (4, 6)),
    # cuts
    Pair("same", "“We will reopen the bridge before the first frost, and nobody will have to go round by Delm”",
         "“We will reopen the bridge before the first frost”"),
    Pair("same", "“nobody will have to go round by Delm”",
         "“We will reopen the bridge before the first frost, and nobody will have to go round by Delm”", days=(5, 4)),
    Pair("same", "“a shameful day for the harbour”", "“This is a shameful day for the harbour and for all who work in it”",
         ("Bo Lund", "Lund")),
    Pair("same", "the rail strike would be over by Friday", "that the rail strike would be over by Friday morning",
         quoted=(False, False)),
    Pair("same", "“the vaccine stocks last until August”", "the vaccine stocks last until August", quoted=(True, False)),
    Pair("same", "“We counted every ballot twice, and then once more by candlelight”", "“counted every ballot twice”"),
    # slips of copying, a word or two otherwise
    Pair("same", "“We will reopen the Sallow bridge before the first frost of the year”",
         "“We will reopen the Sallow bridge ahead of the first frost of the year”"),
    Pair("same", "“There is no money left in the pension fund, and there has been none since March”",
         "“There is no money left in the pension fund and there's been none since March”"),
    Pair("same", "“The committee has seen every letter that the bank sent to the ministry last winter”",
         "“The committee has seen each letter that the bank sent to the ministry last winter”"),
    Pair("same", "“If the dam holds until Sunday, the lower town can go home”",
         "“If the dam holds until Sunday the lower town can go back home”"),
    Pair("same", "“I told the court what I saw: two men, one lamp and a rope”",
         "“I told the court what I saw – two men, a lamp and a rope”", ("Hemi Ngata", "Ngata")),
    Pair("same", "“We have asked for engines three times this year, and three times we were sent paint”",
         "“We have asked for engines three times this year and three times were sent paint”", days=(4, 7)),
    # an ellipsis or an insertion
    Pair("same", "“We will reopen the bridge ... and nobody will have to go round by Delm”",
         "“We will reopen the bridge before the first frost, and nobody will have to go round by Delm”"),
    Pair("same", "“They [the owners] knew about the cracks in the hull for eleven weeks”",
         "“They knew about the cracks in the hull for eleven weeks”"),
    # names as wires have them
    Pair("same", "“Our troops left the northern valley at dawn and will not return”",
         "“Our troops left the northern valley at dawn and will not return”", ("Mohammed al-Qassem", "Muhammad al-Qasem")),
    # one occasion, other wording
    Pair("occasion", "“We will reopen the Sallow bridge before the first frost”",
         "the Sallow bridge would open again before frost comes", quoted=(True, False)),
    Pair("occasion", "“The enemy shelled the northern valley all night”",
         "“All night long the northern valley was under the enemy's shells”", ("Mohammed al-Qassem", "Mohammed al-Qassem")),
    Pair("occasion", "“The grain ships may leave the harbour on Monday”",
         "“Grain ships are allowed out of the harbour from Monday”"),
    Pair("occasion", "“Teachers' pay will rise by six per cent in autumn”",
         "in autumn teachers would be paid six per cent more", quoted=(True, False)),
    Pair("occasion", "“There are no hostages in the embassy and there never were”",
         "“The embassy holds no hostages and never did hold hostages”", ("Nia Okpara", "Okpara")),
    Pair("occasion", "“The ministry will publish the whole report on flood defences tomorrow”",
         "the whole flood defences report was to be published by the ministry tomorrow", quoted=(True, False)),
    Pair("occasion", "“Harbour workers have accepted the new contract by a large majority”",
         "“A large majority of harbour workers accepted the new contract”"),
    Pair("occasion", "“We ask all citizens to boil drinking water until further notice”",
         "citizens should boil their drinking water until further notice was given", quoted=(True, False)),
    # another speaker
    Pair("other", "“We will reopen the bridge before the first frost”", "“We will reopen the bridge before the first frost”",
         ("Ilda Marrow", "Tobin Hale")),
    Pair("other", "“No comment on running investigations”", "“No comment on running investigations”", ("Bo Lund", "Nia Okpara")),
    Pair("other", "“The charges are false”", "“The charges are false”", ("Peter Oskarson Sr.", "Peter Oskarson Jr.")),
    # the same words on another occasion (a stump line)
    Pair("other", "“A crown earned is a crown kept”", "“A crown earned is a crown kept”", days=(4, 25)),
    Pair("other", "“We will build ten thousand homes in this valley, and we will build them soon”",
         "“We will build ten thousand homes in this valley, and we will build them soon”", days=(1, 20)),
    # one speaker, one day, other matter
    Pair("other", "“We will reopen the bridge before the first frost”", "“We will close the ferry before the first of June”"),
    Pair("other", "“The grain is safe”", "“The water is not”"),
    Pair("other", "“Taxes on wine will rise in the spring”", "“The tunnel will cost four hundred million crowns”"),
    Pair("other", "“I will not resign”", "“I will not answer that”"),
    Pair("other", "the council had not decided yet", "the council had not met yet", quoted=(False, False)),
    Pair("other", "“Thank you all for coming”", "“Thank you all for your questions”"),
    Pair("other", "“It was a good match for us”", "“It was a bad day for us”", ("Kunle Adeyemi", "Kunle Adeyemi")),
    # nobody named and short: nothing proves it
    Pair("other", "“We did it”", "“We did it”", (None, None)),
    Pair("other", "“It is a disgrace”", "“It is a disgrace”", (None, "Bo Lund")),
    # short set phrases inside long contents
    Pair("other", "“At the end of the day the harbour has to pay for its cranes”",
         "“At the end of the day the schools have to pay for their books”"),
    # numbers and negation turned round are no slip of copying: they are linked and shown as differing, never lost
    Pair("occasion", "“The tunnel will cost four hundred million crowns”", "“The tunnel will not cost nine hundred million”"),
)  # fmt: skip


def found(pair: Pair) -> str:
    """What the program makes of a pair: "same", "occasion" or "other"."""
    link = compare(_sighting(pair, 0), _sighting(pair, 1)).link
    return {"same": "same", "same-occasion": "occasion"}.get(link, "other")


def _sighting(pair: Pair, side: int) -> Sighting:
    day = pair.days[side]
    return Sighting(
        attribution=f"a{side}", article=f"report {side}", words=(pair.left, pair.right)[side],
        speaker=pair.speakers[side], quoted=pair.quoted[side], published=f"2026-05-{day:02}" if day else None,
    )  # fmt: skip


def measure(tell: Callable[[Pair], str] = found) -> dict[str, float]:
    """Precision and recall of "same", and of being linked at all."""
    told = [(pair.expected, tell(pair)) for pair in PAIRS]
    return {
        "pairs": len(told),
        **_rates("same", told, {"same"}),
        **_rates("linked", told, {"same", "occasion"}),
    }


def found_in_record(pair: Pair) -> str:
    """The same, as a record tells it that gets the one report after the other."""
    with TemporaryDirectory() as folder, open_store(f"{folder}/pair.sqlite", create=True) as store:
        ids = []
        for side in (0, 1):
            document = _report(pair, side)
            store.add(document)
            resolve_document(store.db, document)
            ids.append(document.attributions[0].id)
        statements = [sightings.statement_of(store.db, one) for one in ids]
        if statements[0] == statements[1]:
            return "same"
        return "occasion" if statements[1] in sightings.related(store.db, statements[0] or "") else "other"


def _report(pair: Pair, side: int) -> Document:
    words, speaker, day = (pair.left, pair.right)[side], pair.speakers[side], pair.days[side]
    text = f"{words}, said {speaker or 'somebody'} to us at report {side}.\n"
    content = Span(0, len(words))
    naming = Span(len(words) + 7, len(words) + 7 + len(speaker)) if speaker else None
    made = Attribution(
        id=attribution_id(text_hash(text), (content,)), quotation="direct" if pair.quoted[side] else "indirect",
        source=(naming,) if naming else (), cue=(Span(len(words) + 2, len(words) + 6),), content=(content,),
        verbatim=(content,) if pair.quoted[side] else (), insertions=(),
        speaker=Speaker(speaker, "person", naming, "named", "e1") if speaker else None, addressee=None, occasion=None,
        when=None, mode="speech", act="STATE", commitment="asserted", repeats=None, notes=(),
        confidence=Confidence(0.9, 0.9),
    )  # fmt: skip
    article = Article(f"report {side}", text, published=f"2026-05-{day:02}" if day else None)
    return Document(article, (Block(Span(0, len(text)), "body"),), (made,))


def _rates(name: str, told: list[tuple[str, str]], kinds: set[str]) -> dict[str, float]:
    right = sum(expected in kinds and got in kinds for expected, got in told)
    said = sum(got in kinds for _, got in told)
    there = sum(expected in kinds for expected, _ in told)
    return {f"{name} precision": round(right / said, 4), f"{name} recall": round(right / there, 4)}


if __name__ == "__main__":
    print(json.dumps({"two by two": measure(), "in a record": measure(found_in_record)}))
    for pair in PAIRS:
        if found(pair) != pair.expected:
            print(f"{pair.expected} taken for {found(pair)}: {pair.left}  |  {pair.right}")
