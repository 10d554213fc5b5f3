"""brat standoff for annotators: `NAME.txt` as stored, `NAME.ann` with roles, links and the speaker as a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.model import Attribution, Document, Spans

_ROLES = (("Source", "source"), ("Cue", "cue"), ("Content", "content"))


def brat_files(documents: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) pairs: a text and an annotation file for each document. Offsets are code points.

    Source: brat's standoff format: `T` text bounds (pieces parted by `;`), `E` events, `A` attributes, `#` notes. A
    bound that crosses a line break is broken into one piece a line, as brat wants it.
    """
    used: set[str] = set()
    for document in documents:
        name = _name(document.article.id, used)
        yield f"{name}.txt", document.article.text.encode("utf-8", "surrogatepass")
        yield f"{name}.ann", _annotations(document).encode("utf-8", "surrogatepass")


def _name(article: str, used: set[str]) -> str:
    base = re.sub(r"[^A-Za-z0-9._-]+", "_", article).strip("._")[-80:] or "article"
    name, number = base, 2
    while name.casefold() in used:
        name, number = f"{base}-{number}", number + 1
    used.add(name.casefold())
    return name


def _annotations(document: Document) -> str:
    text = document.article.text
    lines: list[str] = []
    bound = 0
    for number, one in enumerate(document.attributions, 1):
        made: dict[str, str] = {}
        for label, role in _ROLES:
            broken = _by_line(text, getattr(one, role))
            if broken:
                bound += 1
                made[label] = f"T{bound}"
                places = ";".join(f"{start} {end}" for start, end in broken)
                words = " ".join(text[start:end] for start, end in broken)
                lines.append(f"T{bound}\t{label} {places}\t{words}")
        lines.extend(_event(number, one, made, document.article.standing))
    return "".join(line + "\n" for line in lines)


def _event(number: int, one: Attribution, made: dict[str, str], standing: str) -> Iterator[str]:
    anchor = made.get("Cue") or made.get("Content")
    if anchor is None:
        return
    label = "Cue" if "Cue" in made else "Content"
    arguments = "".join(f" {role}:{place}" for role, place in made.items() if role != label)
    yield f"E{number}\t{label}:{anchor}{arguments}"
    yield f"A{2 * number - 1}\tQuotation E{number} {one.quotation}"
    yield f"A{2 * number}\tMode E{number} {one.mode}"
    told = [f"speaker: {' '.join(one.speaker.name.split())}"] if one.speaker else []
    told += [f"article {standing} by its outlet"] if standing != "published" else []
    if told:
        yield f"#{number}\tAnnotatorNotes E{number}\t{'; '.join(told)}"


def _by_line(text: str, role: Spans) -> list[tuple[int, int]]:
    broken = []
    for start, end in role:
        for match in re.finditer(r"[^\r\n]+", text[start:end]):
            if match.group().strip():
                broken.append((start + match.start(), start + match.end()))
    return broken
