"""The tables, in two dialects, as numbered migrations: each runs once, whole or not at all.

One text serves both databases; ``{key}``, ``{ref}``, ``{bytes}`` stand for what they call integer keys, references and
byte strings. Full-text tables differ and stand apart. A migration that has been released is never changed: add one.

Texts are indexed without the places of words (``detail=none``: a third of the bytes), as a check only asks which texts
hold a word; contents are indexed with them, so that phrases are found.

Storage (bytes an attribution, and how they are kept down): texts are stored once; full-text tables index them from
outside; spans live in the packed findings of their revision (`packing`); columns repeat only what is searched.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.attribution import ACTS, COMMITMENTS, ENTITY_KINDS, MODES, QUOTATION_TYPES
from onrecord.record import tallied

APPLICATION_ID = 0x6F6E7265
"""Marks an SQLite file as a record ("onre")."""


@dataclass(frozen=True, slots=True)
class Migration:
    """``number`` counts from 1; ``common`` runs in both databases, then ``sqlite`` or ``postgres``."""

    number: int
    name: str
    common: str
    sqlite: str
    postgres: str


_TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE quotation_type (id {small} PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE mode (id {small} PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE act (id {small} PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE commitment (id {small} PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE entity_kind (id {small} PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE state (id {small} PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE outlet (id {key}, name TEXT NOT NULL UNIQUE, normal TEXT NOT NULL);
CREATE INDEX outlet_normal ON outlet (normal);

CREATE TABLE article (
    id {key},
    name TEXT NOT NULL UNIQUE,
    url TEXT,
    standing TEXT NOT NULL DEFAULT 'published' CHECK (standing IN ('published', 'corrected', 'withdrawn')),
    is_primary {small} NOT NULL DEFAULT 0,
    latest {ref}
);
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE TABLE revision (
    id {key},
    article_id {ref} NOT NULL REFERENCES article (id),
    number {small} NOT NULL,
    sha256 TEXT NOT NULL,
    outlet_id {ref} REFERENCES outlet (id),
    title TEXT,
    published TEXT,
    modified TEXT,
    day INTEGER,
    language TEXT,
    section TEXT,
    authors TEXT,
    media_type TEXT,
    encoding TEXT,
    record_id TEXT,
    fetched TEXT,
    stored TEXT,
    raw_sha256 TEXT,
    raw_form TEXT CHECK (raw_form IN ('text', 'zlib')),
    raw {bytes},
    findings {bytes} NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (article_id, number)
);
CREATE INDEX revision_day ON revision (day) WHERE day IS NOT NULL;
CREATE INDEX revision_outlet ON revision (outlet_id) WHERE outlet_id IS NOT NULL;
CREATE TABLE notice (
    id {key},
    article_id {ref} NOT NULL REFERENCES article (id),
    standing TEXT NOT NULL,
    at TEXT,
    by TEXT,
    why TEXT
);
CREATE INDEX notice_article ON notice (article_id);

CREATE TABLE entity (
    id {key},
    mark TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind_id {small} REFERENCES entity_kind (id),
    authority TEXT,
    roles TEXT
);
CREATE TABLE name (id {key}, name TEXT NOT NULL UNIQUE, normal TEXT NOT NULL);
CREATE INDEX name_normal ON name (normal);
CREATE TABLE alias (
    entity_id {ref} NOT NULL REFERENCES entity (id),
    name_id {ref} NOT NULL REFERENCES name (id),
    PRIMARY KEY (entity_id, name_id)
);
CREATE INDEX alias_name ON alias (name_id);
CREATE TABLE mention (
    id {key},
    revision_id {ref} NOT NULL REFERENCES revision (id),
    key TEXT NOT NULL,
    name_id {ref} NOT NULL REFERENCES name (id),
    kind_id {small} NOT NULL REFERENCES entity_kind (id),
    entity_id {ref} REFERENCES entity (id)
);
CREATE INDEX mention_revision ON mention (revision_id);
CREATE INDEX mention_name ON mention (name_id);
CREATE INDEX mention_entity ON mention (entity_id) WHERE entity_id IS NOT NULL;

CREATE TABLE correction (
    id {key},
    article_id {ref} NOT NULL REFERENCES article (id),
    attribution TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT
);
CREATE INDEX correction_article ON correction (article_id);
CREATE TABLE attribution (
    id {key},
    revision_id {ref} NOT NULL REFERENCES revision (id),
    place INTEGER,
    mark INTEGER NOT NULL,
    state {small} NOT NULL DEFAULT 0 REFERENCES state (id),
    mention_id {ref} REFERENCES mention (id),
    quotation {small} NOT NULL REFERENCES quotation_type (id),
    mode {small} NOT NULL REFERENCES mode (id),
    act {small} NOT NULL REFERENCES act (id),
    commitment {small} NOT NULL REFERENCES commitment (id),
    confidence INTEGER NOT NULL,
    content_start INTEGER,
    content_end INTEGER,
    gaps TEXT,
    day INTEGER,
    addressee TEXT,
    corrected {small}
);
CREATE INDEX attribution_revision ON attribution (revision_id);
CREATE INDEX attribution_mention ON attribution (mention_id) WHERE mention_id IS NOT NULL;
CREATE INDEX attribution_day ON attribution (day);
CREATE INDEX attribution_hidden ON attribution (state) WHERE state <> 0;
CREATE INDEX attribution_mark ON attribution (mark);
CREATE INDEX attribution_addressee ON attribution (addressee) WHERE addressee IS NOT NULL;

CREATE TABLE statement (id {key}, mark TEXT NOT NULL UNIQUE, occasion TEXT, first_day INTEGER);
CREATE TABLE sighting (
    attribution_id {key} REFERENCES attribution (id),
    statement_id {ref} NOT NULL REFERENCES statement (id),
    relation TEXT NOT NULL,
    copy_of TEXT,
    score REAL
);
CREATE INDEX sighting_statement ON sighting (statement_id);
CREATE TABLE judgement (
    id {key},
    about TEXT NOT NULL CHECK (about IN ('person', 'statement')),
    "left" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('same', 'different', 'unsure')),
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX judgement_left ON judgement ("left");
CREATE INDEX judgement_right ON judgement ("right");

CREATE TABLE suppression (
    id {key},
    about TEXT NOT NULL CHECK (about IN ('person', 'statement')),
    target TEXT NOT NULL,
    names TEXT,
    lifts {ref} REFERENCES suppression (id),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT
);
CREATE TABLE mask (
    id {key},
    suppression_id {ref} NOT NULL REFERENCES suppression (id),
    revision_id {ref} NOT NULL REFERENCES revision (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL
);
CREATE INDEX mask_revision ON mask (revision_id);
CREATE TABLE expiry (id {key}, article TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE run (
    id {key},
    at TEXT NOT NULL,
    offered INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    already INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    revised INTEGER NOT NULL
);
CREATE TABLE refusal (
    id {key},
    run_id {ref} NOT NULL REFERENCES run (id),
    item TEXT NOT NULL,
    reason TEXT NOT NULL,
    code TEXT NOT NULL
);
CREATE INDEX refusal_run ON refusal (run_id);
"""

STATES = ("current", "superseded", "suppressed", "struck")
"""An attribution's state: in the latest revision; of an earlier one; behind a tombstone; struck out by a person."""


def _fill(table: str, words: tuple[str, ...]) -> str:
    rows = ", ".join(f"({number}, '{word}')" for number, word in enumerate(words))
    return f"INSERT INTO {table} (id, name) VALUES {rows};\n"


_WORDS = (
    _fill("quotation_type", QUOTATION_TYPES)
    + _fill("mode", MODES)
    + _fill("act", ACTS)
    + _fill("commitment", COMMITMENTS)
    + _fill("entity_kind", ENTITY_KINDS)
    + _fill("state", STATES)
)

_TOKENS = 'tokenize="unicode61 remove_diacritics 2"'

_VIEW = """
CREATE VIEW attribution_text AS
SELECT a.id AS "{rowid}", article.name AS article, revision.number AS revision, outlet.name AS outlet,
    revision.published AS published, name.name AS speaker, quotation_type.name AS quotation, mode.name AS mode,
    act.name AS act, commitment.name AS commitment, a.confidence / 1000.0 AS confidence,
    article.standing AS standing,
    substr(revision.text, {greatest}(a.content_start - 32, 0) + 1, {least}(a.content_start, 32)) AS prefix,
    {content} AS content,
    substr(revision.text, a.content_end + 1, 32) AS suffix,
    a.content_start, a.content_end
FROM attribution a
JOIN revision ON revision.id = a.revision_id
JOIN article ON article.id = revision.article_id
JOIN quotation_type ON quotation_type.id = a.quotation
JOIN mode ON mode.id = a.mode
JOIN act ON act.id = a.act
JOIN commitment ON commitment.id = a.commitment
LEFT JOIN outlet ON outlet.id = revision.outlet_id
LEFT JOIN mention ON mention.id = a.mention_id
LEFT JOIN name ON name.id = mention.name_id
WHERE a.state = 0 AND NOT EXISTS (SELECT 1 FROM mask WHERE mask.revision_id = a.revision_id);
"""

_SQLITE_CONTENT = """CASE WHEN a.gaps IS NULL
    THEN substr(revision.text, a.content_start + 1, a.content_end - a.content_start)
    ELSE (SELECT group_concat(substr(revision.text, json_extract(value, '$[0]') + 1,
        json_extract(value, '$[1]') - json_extract(value, '$[0]')), ' … ') FROM json_each(a.gaps)) END"""
_POSTGRES_CONTENT = """CASE WHEN a.gaps IS NULL
    THEN substr(revision.text, a.content_start + 1, a.content_end - a.content_start)
    ELSE (SELECT string_agg(substr(revision.text, (value ->> 0)::int + 1,
        (value ->> 1)::int - (value ->> 0)::int), ' … ') FROM json_array_elements(a.gaps::json)) END"""

_SQLITE = (
    _VIEW.format(rowid="rowid", least="min", greatest="max", content=_SQLITE_CONTENT)
    + f"""
CREATE VIRTUAL TABLE revision_fts USING fts5 (text, content="revision", content_rowid="id",
    detail=none, {_TOKENS});
CREATE VIRTUAL TABLE attribution_fts USING fts5 (content, content="attribution_text", content_rowid="rowid",
    columnsize=0, {_TOKENS});
CREATE VIRTUAL TABLE name_fts USING fts5 (normal, content="name", content_rowid="id", columnsize=0, {_TOKENS});
"""
)

_POSTGRES = (
    _VIEW.format(rowid="id", least="least", greatest="greatest", content=_POSTGRES_CONTENT)
    + """
CREATE TABLE revision_words (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision_id bigint NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
    words tsvector NOT NULL
);
CREATE INDEX revision_words_revision ON revision_words (revision_id);
CREATE INDEX revision_words_words ON revision_words USING gin (words);
CREATE TABLE attribution_words (
    attribution_id bigint PRIMARY KEY REFERENCES attribution (id) ON DELETE CASCADE,
    words tsvector NOT NULL
);
CREATE INDEX attribution_words_words ON attribution_words USING gin (words);
CREATE TABLE name_words (
    name_id bigint PRIMARY KEY REFERENCES name (id) ON DELETE CASCADE,
    words tsvector NOT NULL
);
CREATE INDEX name_words_words ON name_words USING gin (words);
"""
)

# 2: seals on the words of every span; wire copies; keys under which people are looked up; the user's authority file.
_SECOND = """
ALTER TABLE revision ADD COLUMN seals {bytes};
ALTER TABLE correction ADD COLUMN quotes TEXT;
CREATE TABLE wire_copy (
    revision_id {key} REFERENCES revision (id),
    original_id {ref} NOT NULL REFERENCES article (id),
    share REAL NOT NULL
);
CREATE INDEX wire_copy_original ON wire_copy (original_id);
CREATE TABLE entity_key (
    entity_id {ref} NOT NULL REFERENCES entity (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, entity_id)
);
CREATE INDEX entity_key_entity ON entity_key (entity_id);
CREATE INDEX entity_authority ON entity (authority) WHERE authority IS NOT NULL;
CREATE TABLE authority (
    id {key},
    mark TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind_id {small} NOT NULL REFERENCES entity_kind (id),
    aliases TEXT,
    note TEXT,
    origin TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE authority_key (
    authority_id {ref} NOT NULL REFERENCES authority (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, authority_id)
);
CREATE INDEX authority_key_authority ON authority_key (authority_id);
"""
# Merging few large parts instead of many small ones: adding stays linear, and a search asks some parts more.
_SECOND_SQLITE = """
INSERT INTO revision_fts (revision_fts, rank) VALUES ('automerge', 16);
INSERT INTO revision_fts (revision_fts, rank) VALUES ('crisismerge', 64);
INSERT INTO attribution_fts (attribution_fts, rank) VALUES ('automerge', 16);
INSERT INTO attribution_fts (attribution_fts, rank) VALUES ('crisismerge', 64);
"""

# 3: where statements lie by their sense; one row a revision, `width` signed bytes for each attribution found in it.
_THIRD = """
CREATE TABLE vectors (
    id {key},
    revision_id {ref} NOT NULL UNIQUE REFERENCES revision (id),
    model TEXT NOT NULL,
    width {small} NOT NULL,
    places {bytes} NOT NULL
);
"""

# 4: by what reports of one utterance are found; findings and people are written in a shorter form (see `filling`).
_FOURTH = """
CREATE TABLE wording (
    revision_id {key} REFERENCES revision (id),
    day INTEGER,
    first {ref} NOT NULL,
    counts {bytes} NOT NULL,
    runs {bytes} NOT NULL
);
CREATE INDEX wording_day ON wording (day, revision_id);
"""

# 5: what the record has of its people is counted by an index that holds what is counted, not row by row.
_FIFTH = """
DROP INDEX attribution_mention;
CREATE INDEX attribution_speaker ON attribution (mention_id, state, day) WHERE mention_id IS NOT NULL;
"""

# 7: a smaller file. Findings without what they imply (see `filling`); the day of an attribution is looked up by that of
# its revision; tables whose key is all that they hold are kept once, as their key. Vectors are kept in codes from here
# on; those of before cannot be compared with them and are made anew (`onrecord vectors`).
_SEVENTH = """
DELETE FROM vectors;
UPDATE revision SET raw_sha256 = NULL WHERE raw_form = 'text' AND raw_sha256 = sha256;
DROP INDEX attribution_speaker;
CREATE INDEX attribution_speaker ON attribution (mention_id, state) WHERE mention_id IS NOT NULL;
"""
_SEVENTH_SQLITE = """
DROP INDEX attribution_day;
CREATE INDEX attribution_undated ON attribution (id) WHERE day IS NULL;
CREATE TABLE bearer (
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    name_id INTEGER NOT NULL REFERENCES name (id),
    PRIMARY KEY (entity_id, name_id)
) WITHOUT ROWID;
INSERT INTO bearer (entity_id, name_id) SELECT entity_id, name_id FROM alias;
DROP TABLE alias;
ALTER TABLE bearer RENAME TO alias;
CREATE INDEX alias_name ON alias (name_id);
CREATE TABLE looked_up (
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, entity_id)
) WITHOUT ROWID;
INSERT INTO looked_up (entity_id, key) SELECT entity_id, key FROM entity_key;
DROP TABLE entity_key;
ALTER TABLE looked_up RENAME TO entity_key;
CREATE INDEX entity_key_entity ON entity_key (entity_id);
"""

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", _TABLES + _WORDS, _SQLITE, _POSTGRES),
    Migration(2, "seals, wire copies, keys of people, authority file", _SECOND, _SECOND_SQLITE, ""),
    Migration(3, "vectors of statements", _THIRD, "", ""),
    Migration(4, "wordings; findings and people packed shorter", _FOURTH, "", ""),
    Migration(5, "people counted by index", _FIFTH, "", ""),
    Migration(6, "people counted beforehand", tallied.TABLES, tallied.sqlite(), tallied.postgres()),
    Migration(
        7,
        "findings without what they imply; fewer and narrower indexes; vectors in codes",
        _SEVENTH,
        _SEVENTH_SQLITE,
        "",
    ),
)
LATEST = MIGRATIONS[-1].number


def statements(migration: Migration, dialect: str) -> list[str]:
    """The SQL statements of a migration for ``dialect`` ("sqlite" or "postgres"), in order."""
    words = (
        {"key": "INTEGER PRIMARY KEY", "ref": "INTEGER", "small": "INTEGER", "bytes": "BLOB"}
        if dialect == "sqlite"
        else {"key": "bigint PRIMARY KEY", "ref": "bigint", "small": "smallint", "bytes": "bytea"}
    )
    common = migration.common
    for word, meaning in words.items():
        common = common.replace(f"{{{word}}}", meaning)
    own = migration.sqlite if dialect == "sqlite" else migration.postgres
    return [statement.strip() for statement in (common + own).split(";\n") if statement.strip()]
