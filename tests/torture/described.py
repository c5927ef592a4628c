"""The API called as its own description invites to, and as it does not: no status 500, every answer as described."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.cast import with_accounts
from tests.torture.arena import Absent, Shelf
from tests.torture.doors import CONFIGURED
from tests.torture.figures import Figures
from tests.torture.lives import world_of
from tests.web.browsing import application, seated
from workflow import clock
from workflow.db import Database

try:
    import schemathesis as installed
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as described
except ImportError:
    installed = None  # type: ignore[assignment,unused-ignore]
schemathesis: Any = installed  # a tool of this desk alone, whose types are nobody else's

EXAMPLES = 8  # calls of one operation in one way


def batch(shelf: Shelf, dice: Random) -> Figures:
    """Every operation of the description, lawful calls and unlawful ones; `runs` are the calls."""
    if schemathesis is None:
        raise Absent("schemathesis is not installed: make torture installs it")
    database = Database(shelf.copy())
    world = world_of(database)
    with_accounts(world)
    figures = Figures()
    with TemporaryDirectory(prefix="described") as var:
        app = application(world, Path(var))
        app.config.update(CONFIGURED)
        person = seated(app, world.seat("110000", "handler"), clock.now())
        token = person.get("/api/v1/session").get_json()["csrf_token"]
        cookie = person.client.get_cookie("tongbiao")
        assert cookie is not None
        headers = {"Cookie": f"tongbiao={cookie.value}", "X-CSRF-Token": token}
        whole = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
        for found in whole.get_all_operations():
            _called(found.ok(), headers, figures, dice)
    database.dispose()
    return figures


def _called(operation: Any, headers: dict[str, str], figures: Figures, dice: Random) -> None:
    """One operation, each way."""
    for mode in schemathesis.GenerationMode:
        asked = settings(
            max_examples=EXAMPLES, database=None, deadline=None, phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip

        @seed(dice.getrandbits(32))
        @asked
        @given(case=operation.as_strategy(generation_mode=mode))
        def each(case: Any) -> None:
            figures.runs += 1
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=CHECKS)

        try:
            each()
        except Exception as broken:
            figures.broken += 1
            figures.told.append(f"{operation.label}: {str(broken)[:400]}")


CHECKS = (
    [
        checks.not_a_server_error,
        described.status_code_conformance,
        described.content_type_conformance,
        described.response_schema_conformance,
    ]
    if schemathesis
    else []
)
