"""The tables that hold how much there is of each of the people, and the triggers that tell when a count has changed.

Counted when something was added or decided, not when it is asked for. Whatever changes a count, in whichever program,
puts the entity into ``uncounted``; whoever asks meanwhile counts those few exactly (see `counting`).
"""

from __future__ import annotations

TABLES = """
CREATE TABLE tally (
    entity_id {key},
    sightings INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    statements INTEGER NOT NULL
);
CREATE INDEX tally_reports ON tally (reports DESC, entity_id);
CREATE TABLE uncounted (entity_id {key});
"""

_CHANGES = {
    # what changes a count: the columns whose change does, and whose count it is (of the row ``{row}``)
    "attribution": ("state, mention_id, day", "SELECT entity_id FROM mention WHERE id = {row}.mention_id"),
    "mention": ("entity_id", "SELECT {row}.entity_id AS entity_id"),
    "sighting": (
        "statement_id, copy_of",
        (
            "SELECT mention.entity_id FROM attribution JOIN mention ON mention.id = attribution.mention_id"
            " WHERE attribution.id = {row}.attribution_id"
        ),
    ),
}
_UNCOUNT = (
    "INSERT INTO uncounted SELECT entity_id FROM ({whose}) AS whose WHERE entity_id IS NOT NULL ON CONFLICT DO NOTHING;"
)
_FORGET = "DELETE FROM tally WHERE entity_id = OLD.id; DELETE FROM uncounted WHERE entity_id = OLD.id;"


def sqlite() -> str:
    """The triggers in SQLite's dialect; each statement ends its line."""
    made = [f"CREATE TRIGGER entity_gone AFTER DELETE ON entity BEGIN {_FORGET} END"]
    for table, (columns, whose) in _CHANGES.items():
        for event, name, rows in (
            ("INSERT", "added", ("NEW",)),
            (f"UPDATE OF {columns}", "changed", ("OLD", "NEW")),
            ("DELETE", "gone", ("OLD",)),
        ):
            body = " ".join(_UNCOUNT.format(whose=whose.format(row=row)) for row in rows)
            made.append(f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} BEGIN {body} END")
    return _lines(made)


def postgres() -> str:
    """The same in PostgreSQL's."""
    function = "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    trigger = "CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    made = [
        function.format(name="entity_gone", body=_FORGET),
        trigger.format(name="entity_gone", event="DELETE", table="entity"),
    ]
    for table, (columns, whose) in _CHANGES.items():
        body = " ".join(
            f"IF TG_OP <> '{but}' THEN {_UNCOUNT.format(whose=whose.format(row=row))} END IF;"
            for row, but in (("OLD", "INSERT"), ("NEW", "DELETE"))
        )
        name = f"{table}_counted"
        made.append(function.format(name=name, body=body))
        made.append(trigger.format(name=name, event=f"INSERT OR DELETE OR UPDATE OF {columns}", table=table))
    return _lines(made)


def _lines(made: list[str]) -> str:
    return "".join(f"{one};\n" for one in made)
