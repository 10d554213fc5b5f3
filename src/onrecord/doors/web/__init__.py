"""Pages: the record for a person with a browser. Rendered here; readable without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.doors.web.app import make_app, serve

__all__ = ["make_app", "serve"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from onrecord.model.errors import MissingExtraError

        try:
            from onrecord.doors.web import app
        except ModuleNotFoundError as error:
            raise MissingExtraError(
                f"{error.name} is not installed", item="serve", remedy="pip install 'onrecord[serve]'"
            ) from error
        return getattr(app, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
