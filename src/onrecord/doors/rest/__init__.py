"""The REST API."""

from __future__ import annotations

from fastapi import FastAPI


def add_api(app: FastAPI) -> None:
    """Add the API's routes to an application that has a site."""
