"""Two verifiers written apart: on every forged and every odd dossier they say what the corpus says, and the same."""

import importlib.util
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from tests.dossiers.corpus import cases
from tests.dossiers.forging import Case
from tests.dossiers.page import PAGE, opened, verdicts

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

AT_ONCE: Final = 100  # files that lie on the disk together
Said = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """verify.py, which is no module of the product but a file beside the page."""
    spec = importlib.util.spec_from_file_location("verify_of_the_dossier", PAGE.with_name("verify.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_page_and_script_say_what_they_must(browser: Browser, script: ModuleType, tmp_path: Path) -> None:
    differing: list[str] = []
    count, rest = 0, iter(cases())
    with opened(browser) as page:
        while batch := list(islice(rest, AT_ONCE)):
            files = [(written(tmp_path / str(n), case), case.now, case.policy) for n, case in enumerate(batch)]
            for case, told in zip(batch, verdicts(page, files), strict=True):
                expected = case.verdict, list(case.findings)
                for name, got in (("page", of_page(told)), ("script", of_script(script, case))):
                    if got != expected:
                        differing.append(f"{case.name}: {name} says {got}, not {expected}"[:600])
            count += len(batch)
    assert differing[:9] == []
    assert count >= 340


def written(path: Path, case: Case) -> Path:
    path.write_bytes(case.data)
    return path


def of_page(told: dict[str, Any]) -> Said:
    return told["verdict"], [(each["place"], each["reason"]) for each in told["findings"]]


def of_script(script: ModuleType, case: Case) -> Said:
    trusted = None if case.policy is None else sha256(case.policy).hexdigest()
    now = int(datetime.strptime(case.now, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
    verdict = script.verify(BytesIO(case.data), trusted, now)
    return verdict.verdict, [(place, reason) for place, reason in verdict.findings]
