"""The stores: one contract, SQLite and PostgreSQL, and what goes in and out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.record.contract import Store
    from onrecord.record.opening import copy_record, migrate_record, open_store

__all__ = ["Store", "copy_record", "migrate_record", "open_store"]


def __getattr__(name: str) -> Any:
    # Databases load when one is opened, not when the package is imported.
    if name in {"copy_record", "migrate_record", "open_store"}:
        from onrecord.record import opening

        return getattr(opening, name)
    if name == "Store":
        from onrecord.record.contract import Store

        return Store
    raise AttributeError(f"module 'onrecord.record' has no attribute {name!r}")
