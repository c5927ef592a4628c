"""Dossiers for tests: a life played with seeded chance, its seal, its file, and what both verifiers say of it."""

import json
import random
import secrets
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from workflow import jobs
from workflow.db import Database
from workflow.dossier.building import OFFLINE, Built, build
from workflow.dossier.entitled import reader
from workflow.dossier.planning import plan
from workflow.dossier.sealing import seal
from workflow.picture.standing import Seat
from workflow.settings import Settings
from workflow.vocabulary import Profile


@dataclass(frozen=True)
class House:
    """A database with the folder in which it keeps its files and keys."""

    database: Database
    settings: Settings

    def sealed(self, standard: int, at: datetime, profile: Profile = Profile.FULL, seat: Seat | None = None) -> int:
        planned = plan(self.database, self.settings, standard, reader(seat, profile), at)
        return seal(self.database, jobs.signer(self.settings), planned, seat, at)

    def built(self, number: int, out: Path) -> Built:
        with out.open("w+b") as stream:
            return build(self.database, self.settings, number, stream)

    def dossier(self, standard: int, at: datetime, out: Path, profile: Profile = Profile.FULL) -> Built:
        return self.built(self.sealed(standard, at, profile), out)


def housed(database: Database, folder: Path) -> House:
    return House(database, Settings(var=str(folder)))


def by_chance(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Salts, nonces and lineages that come the same way again."""
    chance = random.Random(seed)
    monkeypatch.setattr(secrets, "token_bytes", lambda n=32: chance.randbytes(n))
    monkeypatch.setattr(secrets, "token_hex", lambda n=32: chance.randbytes(n).hex())
    monkeypatch.setattr(secrets, "randbelow", chance.randrange)


def verdict(path: Path, *more: str) -> dict[str, Any]:
    """What the standard-library verifier says."""
    command = [sys.executable, str(OFFLINE / "verify.py"), "--json", str(path), *more]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60)
    found: dict[str, Any] = json.loads(said.stdout)
    return found
