"""The description of the patient API, as served at /api/v1/openapi.yaml."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "openapi.yaml"


async def spec(_: Request) -> Response:
    """The OpenAPI document."""
    return FileResponse(DOCUMENT, media_type="application/yaml")
