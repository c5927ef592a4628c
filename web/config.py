"""Flask's settings read off the installation's settings, and the refusal to start an unsafe production."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from workflow.db import Database
from workflow.picture.standing import Seat
from workflow.settings import Settings
from workflow.vocabulary import SeatRole
from workflow.words import say

FORM_BYTES = 256 * 1024  # anybody
SEAT_FORM_BYTES = 8 * 1024 * 1024  # a seat: a whole pasted draft, percent-encoded
TYPED_BYTES = 40 * 1024 * 1024  # what comes without a file: a text in its JSON form, percent-encoded
FILE_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 5 * FILE_BYTES
PUBLIC_UPLOAD_BYTES = 52 * 1024 * 1024  # of somebody without a seat: five files of a comment, and its words
READING = frozenset({SeatRole.AUDITOR, SeatRole.OBSERVER})


class UnsafeSettings(RuntimeError):
    """The production installation would start with unsafe settings."""


def flask_settings(settings: Settings) -> dict[str, Any]:
    """What Flask is told; raises UnsafeSettings when production would be unsafe."""
    faults = settings.faults()
    if faults:
        raise UnsafeSettings("; ".join(say(key) for key in faults))
    is_https = settings.base_url.startswith("https://")
    hosts = [urlsplit(settings.base_url).hostname, "127.0.0.1", "localhost"]
    return {
        "SECRET_KEY": settings.secret(),
        "SESSION_COOKIE_NAME": "__Host-tongbiao" if is_https else "tongbiao",
        "SESSION_COOKIE_SECURE": is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "TRUSTED_HOSTS": hosts if settings.is_production else None,
        "MAX_CONTENT_LENGTH": FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "MAX_FORM_PARTS": 1000,
        "WTF_CSRF_TIME_LIMIT": None,
        "JSON_AS_ASCII": False,
        "PROPAGATE_EXCEPTIONS": False,
    }


def idle(settings: Settings) -> timedelta:
    """How long a session may rest."""
    return timedelta(minutes=int(settings.idle_minutes))


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions["database"]
    return found


def reader(seat: Seat | None) -> Database:
    """Where a page is read from: those who never act may read a copy that lags; whoever acts sees what he did."""
    found: Database | None = current_app.extensions["replica"]
    return found if found and (seat is None or seat.role in READING) else database()


def settings() -> Settings:
    """The settings of this application."""
    found: Settings = current_app.extensions["settings"]
    return found
