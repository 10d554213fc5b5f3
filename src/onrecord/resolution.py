"""The second half of the line: what was just stored, put together with what is already held.

    read -> clean -> extract -> link -> [stored] -> resolve: whose mention, which statement

Incremental: each document is compared only with entities that share a name's edge and with attributions that share a
phrase, both found by index. Judgements go first. Running it again on the same document changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import Attribution, Document, Judgement, pieces, text_hash
from onrecord.model.errors import NotFoundError
from onrecord.record import linking, reading
from onrecord.record.adding import find_article
from onrecord.record.database import Database
from onrecord.record.rows import day_of, mark_of
from onrecord.resolve import people as putting
from onrecord.resolve.names import fold, parts, relation
from onrecord.resolve.people import CANDIDATE, SAME, Seen, compare, seen_id
from onrecord.resolve.statements import Placed, Sighting, place, statement_id
from onrecord.resolve.wording import phrases, tokens

RESOLVED_KINDS = frozenset({"person", "organisation", "group", "document", "poll"})
"""Unnamed and generic speakers, and the author, are nobody across articles."""
COMPANY_KEPT = 12
ROLES_KEPT = 8
CANDIDATES = 24
"""Earlier attributions compared with a new one."""
SHORTEST = 4
"""Words from which a content is looked for elsewhere."""


def resolve_document(db: Database, document: Document) -> None:
    """Lay the speakers of a stored document to entities and its attributions to statements, in one transaction."""
    with db.writing():
        revision = _held_as(db, document)
        if revision is None:
            return  # a text that is behind by now
        _resolve_people(db, revision, seen_in(document))
        _resolve_statements(db, revision, document)


def _held_as(db: Database, document: Document) -> int | None:
    """The latest revision, when it holds this text; the article may be held under the id that it first came with."""
    found = find_article(db, document.article)
    row = found and db.one(
        "SELECT revision.id, sha256 FROM article JOIN revision ON revision.id = article.latest WHERE article.id = ?",
        (found[0],),
    )
    return row[0] if row and row[1] == text_hash(document.article.text) else None


def resolve_corrected(db: Database, attribution: str) -> None:
    """Lay what a person corrected or added to entities and statements, wherever it is printed now."""
    with db.writing():
        for revision in linking.revisions_with(db, attribution):
            document = reading.document_of(db, revision)
            _resolve_people(db, revision, seen_in(document))
            _resolve_statements(db, revision, document)


# -- people ---------------------------------------------------------------------------------------------------------


def seen_in(document: Document) -> list[tuple[Seen, list[str]]]:
    """The named speakers of a document, each with its article-level keys, in order of appearance."""
    article = document.article
    speakers = [one.speaker for one in document.attributions if one.speaker and one.speaker.kind in RESOLVED_KINDS]
    company = frozenset(fold(one.name) for one in speakers)
    found: dict[str, tuple[Seen, list[str]]] = {}
    for one in speakers:
        mark = seen_id(article.id, one.name)
        role = (one.role.text,) if one.role else ()
        held, keys = found.get(mark, (None, []))
        if held is None:
            held = Seen(mark, article.id, one.name, one.kind, (), role, article.outlet, article.published, company)
        else:
            held = replace(held, roles=tuple(dict.fromkeys((*held.roles, *role))))
        found[mark] = (held, list(dict.fromkeys((*keys, one.key))))
    return list(found.values())


def _resolve_people(db: Database, revision: int, seen: Sequence[tuple[Seen, list[str]]]) -> None:
    taken: set[int] = set()
    for one, keys in seen:
        rows = linking.entities_named(db, (one.name, *one.aliases), one.kind)
        chosen = linking.entity_of(db, revision, one.name, keys) or _choose(
            one, rows, linking.judgements(db, [one.id]), taken
        )
        key = linking.keep_entity(db, _merged(one, chosen))
        linking.assign(db, revision, keys, key)
        taken.add(key)


def _choose(
    one: Seen, rows: Sequence[linking.EntityRow], judged: Sequence[Judgement], taken: set[int]
) -> linking.EntityRow | None:
    """The entity that ``one`` is, or None for a new one."""
    verdicts = _verdicts(one.id, judged)
    scored: list[tuple[float, linking.EntityRow]] = []
    for row in rows:
        if row.mark == one.id:
            return row
        verdict = verdicts.get(row.mark)
        if verdict == "same":
            return row
        if verdict is not None or row.id in taken or one.article in row.articles or not _proper(one.name):
            continue
        scored.append((compare(one, _summary(row)).score, row))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    if not scored or scored[0][0] < SAME:
        return None
    rivals = [row for score, row in scored[1:] if score >= SAME and score > scored[0][0] - 1.0]
    same_name = [row for row in rows if relation(row.name, one.name) == "equal"]
    if rivals or (len(same_name) > 1 and scored[0][0] < SAME + 2.0):
        return None  # two may be meant: left apart, and offered for judgement
    return scored[0][1]


def _proper(name: str) -> bool:
    """False for words that mean another one in each report: "The company", "the ministry"."""
    article, _, rest = name.partition(" ")
    return article.casefold() not in ("the", "a", "an") or any(not word[0].islower() for word in rest.split())


def _verdicts(mark: str, judged: Sequence[Judgement]) -> dict[str, str]:
    """The latest decision on each other id."""
    return {(one.right if one.left == mark else one.left): one.decision for one in judged if one.about == "person"}


def _summary(row: linking.EntityRow) -> Seen:
    return Seen(row.mark, "", row.name, row.kind, row.aliases, row.roles, company=frozenset(row.company),
                authority=row.authority)  # fmt: skip


def _merged(one: Seen, row: linking.EntityRow | None) -> linking.EntityRow:
    """The entity with what ``one`` adds: names, roles, company; the fullest name stands for it."""
    if row is None:
        kept = tuple(sorted(one.company - {fold(one.name)}))[:COMPANY_KEPT]
        return linking.EntityRow(0, one.id, one.name, one.kind, one.aliases, one.roles[:ROLES_KEPT], kept)
    fuller = len(parts(one.name).words) > len(parts(row.name).words)
    others = [name for name in one.company if name != fold(one.name)]
    return replace(
        row,
        name=one.name if fuller else row.name,
        aliases=tuple(dict.fromkeys((*row.aliases, one.name, *one.aliases))),
        roles=tuple(dict.fromkeys((*row.roles, *one.roles)))[-ROLES_KEPT:],
        company=tuple(dict.fromkeys((*row.company, *sorted(others))))[-COMPANY_KEPT:],
    )


def candidates(db: Database, row: linking.EntityRow) -> list[tuple[linking.EntityRow, float, tuple[str, ...]]]:
    """Entities that may be the same as ``row`` and are not judged so or otherwise: log-odds and reasons, likeliest
    first."""
    verdicts = _verdicts(row.mark, linking.judgements(db, [row.mark]))
    mine = _summary(row)
    found = []
    for other in linking.entities_named(db, (row.name, *row.aliases), row.kind):
        if other.id == row.id or other.mark in verdicts or other.articles & row.articles:
            continue
        likeness = compare(mine, _summary(other))
        if likeness.score >= CANDIDATE:
            found.append((other, likeness.score, likeness.reasons))
    return sorted(found, key=lambda one: (-one[1], one[0].id))


def named_in_judgement(db: Database, side: str, about: str, decision: str) -> str:
    """The id that a judgement keeps for one side: a person's as it is, a statement's also from an attribution's.

    To join, it is the statement that the attribution stands in; to part, the one that it would be alone.

    Raises NotFoundError for what is not in the record.
    """
    if about == "statement":
        if side.startswith("a"):
            side = (linking.statement_of(db, side) if decision == "same" else None) or "s" + side[1:]
        if linking.sighted_in(db, side) or linking.attribution_of_statement(db, side) is not None:
            return side
        raise NotFoundError("no such statement in the record", item=side, remedy="onrecord search --json tells ids")
    if linking.entity_by_mark(db, side) is None and not list(_bearers(db, side)):
        raise NotFoundError("nobody of that id in the record", item=side, remedy="onrecord people tells ids")
    return side


def apply_judgement(db: Database, made: Judgement) -> None:
    """Let a judgement on people or statements take effect on what is stored; the judgement itself is kept elsewhere."""
    if made.about == "statement":
        with db.writing():
            if made.decision == "same":
                linking.merge_statements(db, made.left, made.right)
            else:
                linking.part_statements(db, made.left, made.right)
        return
    with db.writing():
        left, right = linking.entity_by_mark(db, made.left), linking.entity_by_mark(db, made.right)
        if made.decision == "same" and left and right and left.id != right.id:
            _join(db, left, right)
        elif made.decision != "same":
            for row in {one.id: one for one in (left, right, *_holders(db, made)) if one}.values():
                _part(db, row)


def _join(db: Database, left: linking.EntityRow, right: linking.EntityRow) -> None:
    for revision, key in linking.mentions_of(db, right.id):
        linking.assign(db, revision, [key], left.id)
    linking.keep_entity(db, _merged(_summary(right), left))
    linking.drop_entity(db, right.id)


def _holders(db: Database, made: Judgement) -> Iterable[linking.EntityRow]:
    """Entities that hold both sides of a judgement though they bear another mark."""
    for mark in (made.left, made.right):
        yield from _bearers(db, mark)


def _bearers(db: Database, mark: str) -> Iterable[linking.EntityRow]:
    """Entities of the article and with a name such as the id of one mention tells."""
    article, _, name = mark.rpartition("#")
    for kind in sorted(RESOLVED_KINDS):
        for row in linking.entities_named(db, [name], kind):
            if article in row.articles:
                yield row


def _part(db: Database, row: linking.EntityRow) -> None:
    """Put the mentions of one entity together afresh, under all judgements that name them."""
    mentions = linking.mentions_of(db, row.id)
    seen: dict[str, tuple[Seen, int, list[str]]] = {}
    for revision in dict.fromkeys(revision for revision, _ in mentions):
        mine = {key for held, key in mentions if held == revision}
        for one, keys in seen_in(reading.document_of(db, revision)):
            if mine & set(keys):
                seen[one.id] = (one, revision, keys)
    if len(seen) < 2:
        return
    judged = linking.judgements(db, list(seen))
    groups = putting([one for one, _, _ in seen.values()], judged).clusters
    linking.drop_entity(db, row.id)
    for group in groups:
        ordered = sorted(group, key=lambda mark: seen[mark][1])
        entity: linking.EntityRow | None = None
        for mark in ordered:
            one, revision, keys = seen[mark]
            key = linking.keep_entity(db, _merged(one, entity))
            linking.assign(db, revision, keys, key)
            entity = linking.entity(db, key)


# -- statements -----------------------------------------------------------------------------------------------------


def _resolve_statements(db: Database, revision: int, document: Document) -> None:
    keys = linking.attribution_keys(db, revision)
    placed_keys = {mark: key for (_, mark), key in keys.items()}  # numbers shift where one was struck
    first_day = day_of(document.article.published)
    own: dict[str, str] = {}
    for number, one in enumerate(document.attributions):
        mark = mark_of(one.id)
        key = keys.get((number, mark)) or keys.get((None, mark)) or placed_keys.get(mark)
        if key is None:
            continue
        if one.repeats is not None and one.repeats in own:
            placed = Placed(own[one.repeats], 1.0, ("repeated in the article",))
        else:
            placed = _place(db, revision, document, one)
        own[one.id] = placed.statement
        linking.sight(db, key, placed.statement, score=placed.score, first_day=first_day)
        for other, link in placed.linked:
            if link == "same-occasion":
                linking.relate(db, placed.statement, other)


def _place(db: Database, revision: int, document: Document, one: Attribution) -> Placed:
    new = sighting(document, one, None)
    words = tokens(new.words)
    if len(words) < SHORTEST or one.mode not in ("speech", "writing"):
        return Placed(statement_id(one.id), 1.0, ("first sighting",))
    rows = linking.alike(db, phrases(new.words), but=revision, limit=CANDIDATES)
    others = list(_sightings(db, rows))
    apart = _judged_apart(db, {row.statement for row in rows if row.statement}, statement_id(one.id))
    return place(new, others, apart=apart)


def _judged_apart(db: Database, statements: set[str], own: str) -> frozenset[str]:
    verdicts: dict[str, str] = {}
    for one in linking.judgements(db, [own]):
        if one.about == "statement":
            verdicts[one.right if one.left == own else one.left] = one.decision
    return frozenset(mark for mark in statements if verdicts.get(mark) == "different")


def _sightings(db: Database, rows: Sequence[linking.SightedRow]) -> Iterable[Sighting]:
    documents: dict[int, Document] = {}
    for row in rows:
        if row.revision not in documents:
            documents[row.revision] = reading.document_of(db, row.revision)
        held = documents[row.revision]
        for one in held.attributions:
            if mark_of(one.id) == row.mark:
                yield sighting(held, one, row.statement)
                break


def sighting(document: Document, one: Attribution, statement: str | None) -> Sighting:
    """An attribution as far as statements across outlets need it."""
    article = document.article
    return Sighting(
        attribution=one.id,
        article=article.id,
        words=" ".join(pieces(article.text, one.content)),
        speaker=one.speaker.name if one.speaker and one.speaker.kind in RESOLVED_KINDS else None,
        quoted=bool(one.verbatim),
        outlet=article.outlet,
        published=article.published,
        said=one.when.date if one.when else None,
        occasion=one.occasion.kind if one.occasion else None,
        statement=statement,
    )
