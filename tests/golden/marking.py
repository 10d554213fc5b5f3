"""Marks written into the text itself, and what becomes of them: the sample as readers get it, and gold spans.

A marked sample holds ``⟦c1:“No,”⟧ ⟦s1:she⟧ ⟦q1:said⟧``: a role letter, the number of the attribution, a colon, the
words. Marks may stand inside marks; the same mark written twice gives a role of two pieces. Roles: s source, q cue,
c content, v verbatim, i insertion, u unclear, a addressee, o occasion, w when. After a line ``%%%`` comes one line
an attribution: number, quotation type, speaker ("-" for none), then ``field=value``.

Run as a program, it writes ``samples/`` from ``tests/golden/marked/`` (``--check``: says what differs).
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ROLES = {
    "s": "source", "q": "cue", "c": "content", "v": "verbatim", "i": "insertions", "u": "unclear",
    "a": "addressee", "o": "occasion", "w": "when",
}  # fmt: skip
_OPEN = re.compile(r"⟦([sqcviuaow])(\d+):")
_LINE = re.compile(r'(\d+) (direct|mixed|indirect) (-|"([^"]*)")((?: [a-z]+=[^=]+(?=$| [a-z]+=))*)$')
_FIELD = re.compile(r" ([a-z]+)=([^=]+)(?=$| [a-z]+=)")
DEFAULTS = {"kind": "person", "how": "named", "mode": "speech", "act": "STATE", "commitment": "asserted"}

Marks = dict[int, dict[str, list[list[int]]]]


def strip(marked: str) -> tuple[str, Marks]:
    """The text without its marks, and each role's spans in it. Raises ValueError on a mark left open or closed twice."""
    out: list[str] = []
    size = 0
    stack: list[tuple[int, str, int]] = []
    marks: Marks = {}
    at = 0
    while at < len(marked):
        found = _OPEN.match(marked, at)
        if found:
            stack.append((int(found[2]), ROLES[found[1]], size))
            at = found.end()
        elif marked[at] == "⟧":
            if not stack:
                raise ValueError(f"a mark is closed that was not opened: ...{marked[max(0, at - 40) : at + 1]!r}")
            number, role, start = stack.pop()
            marks.setdefault(number, {}).setdefault(role, []).append([start, size])
            at += 1
        else:
            out.append(marked[at])
            size += 1
            at += 1
    if stack:
        raise ValueError(f"a mark is never closed: {stack}")
    return "".join(out), {
        number: {role: _joined(found) for role, found in roles.items()} for number, roles in marks.items()
    }


def _joined(found: list[list[int]]) -> list[list[int]]:
    """Sorted; pieces that touch are one (a mark written around another)."""
    made: list[list[int]] = []
    for start, end in sorted(found):
        if start == end:
            continue
        if made and made[-1][1] == start:
            made[-1][1] = end
        else:
            made.append([start, end])
    return made


def fields(lines: str) -> dict[int, dict[str, Any]]:
    """The lines after ``%%%``: number -> quotation, speaker and the other fields."""
    made: dict[int, dict[str, Any]] = {}
    for line in lines.strip().splitlines():
        found = _LINE.match(line.strip())
        if not found:
            raise ValueError(f"not a line of fields: {line!r}")
        entry: dict[str, Any] = {"quotation": found[2], "speaker": found[4], **DEFAULTS}
        for name, value in _FIELD.findall(found[5]):
            entry[name] = int(value) if name in ("within", "repeats") else value
        made[int(found[1])] = entry
    return made


def gold(
    marked: str, text: str | None, plain: Callable[[str], str] = lambda line: line
) -> tuple[str, list[dict[str, Any]]]:
    """The gold marks of one marked sample over ``text``, the text that reading it gives (None: the sample's own).

    Each marked line is looked up in ``text``, in order, so marks in HTML or Markdown hold for the text as read;
    ``plain`` turns a line of the source into a line as read. Raises ValueError when a line is not there.
    """
    body, _, tail = marked.partition("\n%%%\n")
    rows: dict[int, dict[str, Any]] = {n: {"id": f"g{n}", **entry} for n, entry in fields(tail).items()}
    own: list[str] = []
    size = 0
    position = 0
    for line in body.split("\n"):
        stripped, marks = strip(plain(line))
        if text is None:
            base = size
        else:
            base = position
            if marks:
                base = text.find(stripped, position)
                if base < 0:
                    raise ValueError(f"the text as read does not hold {stripped!r}")
                position = base + len(stripped)
        own.append(stripped)
        size += len(stripped) + 1
        for number, roles in marks.items():
            for role, found in roles.items():
                rows[number].setdefault(role, []).extend([s + base, e + base] for s, e in found)
    for row in rows.values():
        for role in ROLES.values():
            row[role] = _joined(row.get(role, []))
    return "\n".join(own) if text is None else text, list(rows.values())


def plain_html(line: str) -> str:
    """A line of HTML as it reads: tags dropped, entities resolved."""
    return html.unescape(re.sub(r"<[^>]*>", "", line)).strip()


def plain_markdown(line: str) -> str:
    """A line of Markdown as it reads: heading signs and strong emphasis dropped."""
    return re.sub(r"^#+ |\*\*", "", line)


PLAIN: dict[str, Callable[[str], str]] = {".html": plain_html, ".md": plain_markdown}


def articles(path: Path) -> list[tuple[dict[str, Any], str]]:
    """The articles of one marked file: fields beside the text (JSON Lines only) and the marked text."""
    whole = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        return [({}, whole)]
    found = re.split(r"(?m)^=== (\{.*\})\n", whole)[1:]
    return [(json.loads(head), body) for head, body in zip(found[::2], found[1::2], strict=True)]


def sample(path: Path) -> str:
    """The sample file that a marked file stands for."""
    made = []
    for head, marked in articles(path):
        body = strip(marked.partition("\n%%%\n")[0])[0]
        made.append(json.dumps({**head, "text": body.strip("\n")}, ensure_ascii=False) if head else body)
    return "\n".join(made) + "\n"


def rows(path: Path, texts: dict[str, str]) -> list[dict[str, Any]]:
    """The lines of ``gold.jsonl`` for one marked file; ``texts``: article id -> text as read, where it has been read."""
    made = []
    for head, marked in articles(path):
        key = head.get("id", f"samples/{path.name}")
        inner = marked.strip("\n") if head else marked
        text, marks = gold(inner, texts.get(key), PLAIN.get(path.suffix, lambda line: line))
        if head or path.suffix == ".txt":
            text = text if key in texts else text.split("\n%%%")[0]
        made.append({"id": key, "file": path.name, "text": text, "attributions": marks})
    return made


def passages(whole: str) -> list[dict[str, Any]]:
    """The lines of ``eval/passages.jsonl``: id, text, genre and attributions (source, cue, content) of each passage."""
    made: list[dict[str, Any]] = []
    for number, (genre, marked) in enumerate(zip(*[iter(re.split(r"(?m)^== (.+)\n", whole)[1:])] * 2, strict=True), 1):
        text, marks = strip(marked.strip("\n"))
        attributions = [
            {"id": f"g{n}", **{role: roles.get(role, []) for role in ("source", "cue", "content")}}
            for n, roles in sorted(marks.items()) if "content" in roles
        ]  # fmt: skip
        made.append(
            {
                "id": f"{number:02d}-{genre.replace(' ', '-')}",
                "genre": genre,
                "text": text,
                "attributions": attributions,
            }
        )
    return made


def read_texts() -> dict[str, str]:
    """Article id -> text, as `onrecord.read` gives it, for every sample; empty where reading is not there yet."""
    try:
        from onrecord.read import read_items
    except ImportError:
        return {}
    found: dict[str, str] = {}
    for path in sorted((HERE / "marked").iterdir()):
        for item in read_items(str(ROOT / "samples" / path.name)):
            text = getattr(item, "text", None)
            if text is not None:
                key = item.id if path.suffix == ".jsonl" else f"samples/{path.name}"
                found[key] = text
    return found


def main(check: bool) -> int:
    """Write (or compare) every sample and ``samples/gold.jsonl``."""
    differing = 0
    written: list[tuple[Path, str]] = [
        (ROOT / "samples" / p.name, sample(p)) for p in sorted((HERE / "marked").iterdir())
    ]
    for path, content in written:
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            differing += 1
            print(f"{path.relative_to(ROOT)}: {'differs' if check else 'written'}")
            if not check:
                path.write_text(content, encoding="utf-8")
    texts = read_texts()
    lines = [json.dumps(row, ensure_ascii=False) for p in sorted((HERE / "marked").iterdir()) for row in rows(p, texts)]
    short = [
        json.dumps(row, ensure_ascii=False)
        for row in passages((ROOT / "eval" / "passages.txt").read_text(encoding="utf-8"))
    ]
    for name, made in (("samples/gold.jsonl", lines), ("eval/passages.jsonl", short)):
        target, content = ROOT / name, "\n".join(made) + "\n"
        if not target.exists() or target.read_text(encoding="utf-8") != content:
            differing += 1
            print(f"{name}: {'differs' if check else 'written'}")
            if not check:
                target.write_text(content, encoding="utf-8")
    return differing if check else 0


if __name__ == "__main__":
    sys.exit(1 if main("--check" in sys.argv) else 0)
