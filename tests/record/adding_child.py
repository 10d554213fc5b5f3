"""Adds made-up reports to a record until it is stopped; prints the id of each once it is kept. Run as a program."""

from __future__ import annotations

import sys

from onrecord.model import Article, Attribution, Block, Confidence, Document, Span, Speaker, attribution_id, text_hash
from onrecord.record import open_store


def small(number: int) -> Document:
    """A report with two attributions, different for each number."""
    text = f"Report {number}\n\n“Nothing is lost,” said Vera {number}.\n\nShe added that all was whole."
    sha256 = text_hash(text)
    direct = Span(text.index("“"), text.index(" said"))
    indirect = Span(text.index("all was"), len(text) - 1)
    name = Span(text.index("Vera"), text.index(".\n\nShe"))
    speaker = Speaker(name.of(text), "person", name, "named", "e1")
    made = [
        Attribution(
            attribution_id(sha256, (span,)), quotation, (name,), (), (span,), (), (), speaker, None, None, None,
            "speech", "STATE", "asserted", None, (), Confidence(0.9),
        )
        for span, quotation in ((direct, "direct"), (indirect, "indirect"))
    ]  # fmt: skip
    return Document(Article(f"report-{number}", text), (Block(Span(0, len(text)), "body"),), tuple(made))


def main(location: str, first: int, count: int) -> None:
    with open_store(location, create=True) as store:
        print("open", flush=True)
        for number in range(first, first + count):
            store.add(small(number))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
