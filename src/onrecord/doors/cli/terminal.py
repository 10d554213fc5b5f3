"""What a person sees in the terminal: reports with their statements marked, cards, hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text
from rich.theme import Theme

from onrecord.model import Article, ArticleCard, Attribution, Document, Hit, Span
from onrecord.model.attribution import DOUBTFUL
from onrecord.model.layers import passage, runs, visible

THEME = Theme(
    {
        "verbatim": "bold green",
        "paraphrase": "italic cyan",
        "insertion": "reverse dim",
        "unclear": "underline dim",
        "source": "bold magenta",
        "cue": "yellow",
        "speaker": "bold magenta",
        "faint": "dim",
        "doubt": "bold red",
        "number": "bold blue",
    }
)
LEGEND = (
    ("the speaker's words", "verbatim"),
    ("the outlet's paraphrase", "paraphrase"),
    ("the outlet's insertion", "insertion"),
    ("source", "source"),
    ("cue", "cue"),
)


def console(*, stderr: bool = False) -> Console:
    """A console that knows our styles; colour only on a terminal, and never with NO_COLOR set."""
    return Console(theme=THEME, stderr=stderr, highlight=False, soft_wrap=False, emoji=False, markup=False)


def legend() -> Text:
    """One line that says what each style means."""
    line = Text("  ")
    for words, style in LEGEND:
        line.append(words, style)
        line.append("   ")
    return line


def marked(text: str, within: Span, attributions: Sequence[Attribution], *, numbered: bool = False) -> Text:
    """The passage with each layer in its style; without colour, insertions and verbatim are told by brackets."""
    out = Text()
    numbers: set[int] = set()
    for run in runs(within, attributions):
        if numbered and run.attribution is not None and run.attribution not in numbers:
            numbers.add(run.attribution)
            out.append(f"[{run.attribution + 1}]", "number")
        out.append(visible(run.span.of(text)), None if run.layer == "plain" else run.layer)
    return out


def header(article: Article | ArticleCard) -> Iterable[Text | Rule]:
    """Title, outlet, date, address; and a banner where the article was corrected or withdrawn."""
    yield Rule(Text(visible(article.title or article.id), "bold"), align="left", style="faint")
    facts = [article.outlet, article.published, article.url or article.id]
    yield Text("  " + "  ·  ".join(visible(fact) for fact in facts if fact), "faint")
    if article.standing != "published":
        yield Text(f"  This article was {article.standing} by its outlet.", "doubt")


def who(one: Attribution) -> Text:
    """The line above a statement: number left to the caller; who, to whom, on what occasion, when."""
    line = Text()
    if one.speaker is None:
        line.append("speaker unknown", "doubt")
    else:
        doubtful = (one.confidence.speaker or 0.0) < DOUBTFUL
        line.append(visible(one.speaker.name), "doubt" if doubtful else "speaker")
        if doubtful:
            line.append(" (doubtful)", "doubt")
        if one.speaker.role is not None:
            line.append(f", {visible(one.speaker.role.text)}", "faint")
        if one.speaker.behalf is not None:
            line.append(f", for {visible(one.speaker.behalf.text)}", "faint")
    if one.addressee is not None:
        line.append(f" → {visible(one.addressee.name or one.addressee.text)}")
        _doubt(line, one.confidence.addressee)
    for field, sure in ((one.occasion, one.confidence.occasion), (one.when, one.confidence.when)):
        if field is not None:
            line.append(f"  {visible(field.text)}", "faint")
            _doubt(line, sure)
    if one.when is not None and one.when.date is not None:
        line.append(f" ({one.when.date}{'/' + one.when.until if one.when.until else ''})", "faint")
    return line


def _doubt(line: Text, probability: float | None) -> None:
    if probability is not None and probability < DOUBTFUL:
        line.append(" (doubtful)", "doubt")


def details(one: Attribution) -> Text:
    """The line below a statement: type, mode, act and commitment, how the speaker is known, the confidences, notes."""
    parts = [one.quotation, one.mode, one.act.lower()]
    if one.commitment != "asserted":
        parts.append(one.commitment)
    if one.speaker is not None:
        parts.append(one.speaker.how)
    parts.append(f"found {one.confidence.attribution:.0%}")
    if one.confidence.speaker is not None:
        parts.append(f"speaker {one.confidence.speaker:.0%}")
    if one.repeats:
        parts.append("repeats an earlier one")
    line = Text("  ".join(parts), "faint")
    for note in one.notes:
        line.append(f"\n    note: {visible(note)}", "doubt")
    return line


def show_card(screen: Console, text: str, one: Attribution, number: int) -> None:
    """One statement: who, the passage marked, the details."""
    head = Text(f"{number:>3} ", "number")
    head.append_text(who(one))
    screen.print(head)
    body = marked(text, passage(text, one), [one])
    for line in body.split("\n", allow_blank=False):
        if line.plain.strip():
            screen.print(_indented(line))
    if not _styled(screen):
        for label, role in (("words", one.verbatim), ("inserted", one.insertions), ("unclear", one.unclear)):
            for span in role:
                screen.print(_indented(Text(f"{label}: {visible(span.of(text))}")))
    screen.print(_indented(details(one)))


def _indented(line: Text) -> Padding:
    return Padding(line, (0, 0, 0, 4), expand=False)


def _styled(screen: Console) -> bool:
    """Whether styles reach the reader; where they do not, whose words are whose is said in words."""
    return screen.is_terminal and screen.color_system is not None


def show_document(screen: Console, document: Document, *, whole: bool = False) -> None:
    """A report: its statements as cards, or (``whole``) its full text with the statements marked and listed below."""
    article = document.article
    for line in header(article):
        screen.print(line)
    if whole:
        screen.print()
        screen.print(marked(article.text, Span(0, len(article.text)), document.attributions, numbered=True))
        screen.print()
        for number, one in enumerate(document.attributions, 1):
            row = Text(f"[{number}] ", "number")
            row.append_text(who(one))
            screen.print(row)
            screen.print(Text("    ").append_text(details(one)))
    else:
        for number, one in enumerate(document.attributions, 1):
            show_card(screen, article.text, one, number)
    if not document.attributions:
        screen.print(Text("  no statements found", "faint"))
    for diagnostic in document.diagnostics:
        screen.print(Text(f"  {diagnostic.code}: {visible(diagnostic.message)}", "faint"))


def show_hit(screen: Console, hit: Hit) -> None:
    """A search result: who, the passage with the words marked, where it stands."""
    line = who(hit.attribution)
    if hit.corrected:
        line.append("  (corrected by a person)", "faint")
    screen.print(line)
    base = hit.passage.span.start
    padded = _Shifted(hit.passage.text, base)
    body = Text()
    for run in runs(hit.passage.span, [hit.attribution]):
        body.append(visible(padded.of(run.span)), None if run.layer == "plain" else run.layer)
    screen.print(_indented(body))
    card = hit.passage.article
    start, end = hit.passage.span
    facts = [card.outlet, card.published, card.title, f"{card.id} r{card.revision} [{start}:{end}]", hit.attribution.id]
    where = Text("    " + "  ·  ".join(visible(fact) for fact in facts if fact), "faint")
    screen.print(where, soft_wrap=True)  # ids must stay whole, to be copied
    if card.standing != "published":
        screen.print(Text(f"    This article was {card.standing} by its outlet.", "doubt"))


class _Shifted:
    """A slice of a text that is still addressed by the whole text's offsets."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start

    def of(self, span: Span) -> str:
        return self.text[span.start - self.start : span.end - self.start]
