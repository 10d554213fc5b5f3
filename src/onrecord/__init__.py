"""onrecord: who said what, to whom, in whose words, each field pinned to the characters that say so.

    import onrecord
    document = onrecord.read("report.txt")
    with onrecord.open_archive("record.sqlite") as archive:
        archive.add(["report.txt"])
        page = archive.search(onrecord.Query(words="ceasefire"))

Heavy parts (the model, the databases) load when first used; importing this package stays light.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from onrecord.model import Article, Document, Query
from onrecord.model.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.archive import Archive, open_archive, read

__version__ = "0.1.0"
__all__ = ["Archive", "Article", "Document", "OnrecordError", "Query", "__version__", "open_archive", "read"]


def __getattr__(name: str) -> Any:
    if name in {"Archive", "open_archive", "read"}:
        from onrecord import archive

        return getattr(archive, name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


class _Package(ModuleType):
    """`onrecord.read` is the function, though a station is named so too: the import system names each submodule on
    its package once it is loaded, and that one name it may not take."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "read" and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
