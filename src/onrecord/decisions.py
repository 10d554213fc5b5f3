"""What people decide about a record: the part of the facade that writes it down, with who, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from onrecord.model import Judgement, Refusal
from onrecord.model.article import Standing
from onrecord.model.errors import QueryError
from onrecord.model.keeping import AuthorityReport, Correction, CorrectionKind, SuppressionTarget

if TYPE_CHECKING:
    from onrecord.record.store import RecordStore


class Decisions:
    """Judgements, corrections, tombstones, settings and standings of a record: a base of `Archive`."""

    __slots__ = ()
    if TYPE_CHECKING:
        store: RecordStore

    def judge(
        self, left: str, right: str, decision: str, *, by: str, reason: str | None = None, about: str = "person"
    ) -> Judgement:
        """Record that two people or statements are the same, different or unsure; append-only.

        Raises QueryError, and NotFoundError for a side that is not in the record.
        """
        from onrecord.record import linking
        from onrecord.resolution import apply_judgement, named_in_judgement

        if decision not in ("same", "different", "unsure") or about not in ("person", "statement") or left == right:
            raise QueryError("a judgement is same, different or unsure, on two people or two statements")
        left, right = (named_in_judgement(self.store.db, side, about, decision) for side in (left, right))
        if left == right:
            raise QueryError("both sides are one already", item=left)
        made = Judgement(left, right, decision, by, now(), reason, about)  # type: ignore[arg-type]
        linking.keep_judgement(self.store.db, made)
        apply_judgement(self.store.db, made)
        self.store.recount()
        return made

    def correct(
        self,
        attribution: str,
        kind: str,
        value: dict[str, object] | None,
        *,
        by: str,
        why: str | None = None,
        article: str | None = None,
    ) -> Correction:
        """Correct what the program found; kept apart, with who, when and why. Raises NotFoundError, QueryError.

        ``article`` limits it to one report; to ``add`` an attribution that was missed it must be given.
        """
        from onrecord.resolution import resolve_corrected

        if kind not in get_args(CorrectionKind):
            raise QueryError(f"no such correction: {kind}", remedy=f"one of {', '.join(get_args(CorrectionKind))}")
        made = self.store.correct(
            attribution, cast(CorrectionKind, kind), value, by=by, at=now(), why=why, article=article
        )
        resolve_corrected(self.store.db, made.attribution)
        self.store.recount()
        return made

    def suppress(
        self, target: str, *, about: str = "person", lift: bool = False, by: str, why: str | None = None
    ) -> int:
        """Show no more of a person (by name) or a statement (by attribution id), or lift that; how many it touches."""
        from onrecord.search.people import own_names

        if about not in get_args(SuppressionTarget):
            raise QueryError("a person or a statement can be suppressed")
        kind = cast(SuppressionTarget, about)
        if lift:
            touched = self.store.lift(kind, target, by=by, at=now(), why=why)[1]
        else:
            names = own_names(self.store.db, target) if about == "person" else ()
            touched = self.store.suppress(kind, target, by=by, at=now(), why=why, names=names)[1]
        self.store.recount()
        return touched

    def load_authority(self, path: str | Path) -> tuple[int, tuple[Refusal, ...]]:
        """Put a CSV file of names and ids into the record, in place of one before, and link whom it names.

        How many entries, and the rows that were refused. Raises UnreadableError.
        """
        from onrecord.resolution import authority

        return authority.load(self.store.db, str(path), at=now())

    def authority(self) -> AuthorityReport:
        """The authority file in the record: entries, people linked to them, and pairs left to be judged."""
        from onrecord.resolution import authority

        return authority.report(self.store.db)

    def remove_authority(self) -> int:
        """Take the authority file and its links away again; judgements stay. How many entries."""
        from onrecord.resolution import authority

        return authority.remove(self.store.db)

    def settings(self) -> dict[str, str | None]:
        """Every setting of the record with its value; None: not set."""
        from onrecord.record.keeping import SETTINGS

        return {name: self.store.setting(name) for name in SETTINGS}

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting, or remove it (None). Raises QueryError for an unknown one or a value that it cannot have."""
        from onrecord.record.keeping import checked_setting

        self.store.set_setting(name, checked_setting(name, value))

    def expire_due(self) -> dict[str, tuple[str, int]]:
        """Let go of what the settings say is due: for each setting, before which day and how many articles.

        Raises QueryError where neither ``retention-days`` nor ``raw-retention-days`` is set.
        """
        done: dict[str, tuple[str, int]] = {}
        for name, raw_only in (("raw-retention-days", True), ("retention-days", False)):
            days = self.store.setting(name)
            if days is not None:
                before = (datetime.now(UTC).date() - timedelta(days=int(days))).isoformat()
                done[name] = (before, self.expire(before, raw_only=raw_only))
        if not done:
            raise QueryError("no retention is set", remedy="onrecord settings retention-days 365, or say --before DAY")
        return done

    def expire(self, before: str, *, raw_only: bool = False) -> int:
        """Let go of articles (or only of the bytes they were read from) published, or stored, before an ISO day.

        How many. Raises QueryError for what is not a day.
        """
        try:
            day = date.fromisoformat(before).isoformat()
        except ValueError:
            raise QueryError("not a day like 2026-05-04", item=before) from None
        gone = self.store.expire(before=day, at=now(), raw_only=raw_only)
        self.store.recount()
        return gone

    def set_standing(self, article: str, standing: Standing, *, by: str, why: str | None = None) -> None:
        """Mark an article corrected, withdrawn or published again; shown on all drawn from it. Raises NotFoundError."""
        self.store.set_standing(article, standing, at=now(), by=by, why=why)

    def decisions(self, limit: int = 20) -> Sequence[Judgement | Correction]:
        """What people decided, latest first: judgements and corrections, each with who, when and why.

        Nothing of what lies behind a tombstone.
        """
        from onrecord.record import linking
        from onrecord.record.telling import tellable

        db = self.store.db
        made: list[Judgement | Correction] = [
            *tellable(db, self.store.corrections()),
            *tellable(db, linking.judgements(db)),
        ]
        return sorted(made, key=lambda one: one.at, reverse=True)[:limit]


def now() -> str:
    """This moment (ISO 8601, UTC)."""
    return datetime.now(UTC).isoformat(timespec="seconds")
