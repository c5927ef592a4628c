"""Signing by a key of the browser (WebAuthn): the challenge is the hash of the statement, so the key signs it."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import sqlalchemy as sa
import webauthn
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, options_to_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from workflow.ceremony import NotSigned
from workflow.db import Database
from workflow.entrance import accounts
from workflow.entrance.signing.given import Given, Holder
from workflow.entrance.signing.recording import record
from workflow.records.factors import BrowserKey
from workflow.records.people import Account, Person, Statement

NOUN: Final = "browser_key"
# What the verifiers in a dossier can check without a library.
ALGORITHMS: Final = [COSEAlgorithmIdentifier.ECDSA_SHA_256, COSEAlgorithmIdentifier.EDDSA]
MOST: Final = 10  # keys of one account
LONGEST: Final = 20_000  # characters of what a browser answers


class BrowserKeys:
    """A key that signed the statement itself, after it verified who holds it."""

    method = "webauthn"
    is_strong = True

    def takes(self, database: Database, holder: Holder, given: Given) -> bool:
        return bool(given.assertion)

    def prove(
        self, database: Database, holder: Holder, given: Given, statement: Statement, *, at: datetime
    ) -> dict[str, Any]:
        answer = _answer(given.assertion)
        with database.read() as session:
            username = session.get_one(Account, holder.account_id).username
            accounts.wait_over(session, username, address=holder.address, at=at)
            key = next((k for k in keys_of(session, holder.account_id) if k.credential == answer["id"]), None)
        if key is None:
            raise NotSigned("sign.key_unknown")
        try:
            verified = webauthn.verify_authentication_response(
                credential=answer["raw"],
                expected_challenge=bytes.fromhex(statement.sha256),
                expected_rp_id=host(holder),
                expected_origin=holder.origin,
                credential_public_key=key.public_key,
                credential_current_sign_count=key.uses,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as bad:
            accounts.note_failure(database, username, address=holder.address, at=at)
            raise NotSigned("sign.key_wrong") from bad
        return {"browser_key_id": key.id, "uses": verified.new_sign_count, **answer["said"]}


def host(holder: Holder) -> str:
    """The name for which keys of this house are made."""
    return urlsplit(holder.origin).hostname or ""


def is_possible(holder: Holder) -> bool:
    """Browsers give keys to names alone, over https or on the machine itself."""
    name = host(holder)
    is_name = any(sign.isalpha() for sign in name) and ":" not in name
    return is_name and (holder.origin.startswith("https:") or name == "localhost")


def keys_of(session: Session, account_id: int) -> list[BrowserKey]:
    """The living keys of an account, oldest first."""
    mine = (BrowserKey.account_id == account_id, BrowserKey.ended_at.is_(None))
    return list(session.scalars(sa.select(BrowserKey).where(*mine).order_by(BrowserKey.id)))


def registration(session: Session, holder: Holder) -> tuple[str, bytes]:
    """What a browser is asked for a new key, as JSON, and the challenge that must come back."""
    account = session.get_one(Account, holder.account_id)
    person = session.get_one(Person, account.person_id)
    known = [PublicKeyCredentialDescriptor(id=key.credential) for key in keys_of(session, holder.account_id)]
    asked = webauthn.generate_registration_options(
        rp_id=host(holder),
        rp_name="同标",
        user_id=sha256(f"account/{account.id}".encode()).digest(),
        user_name=account.username,
        user_display_name=person.name,
        exclude_credentials=known,
        supported_pub_key_algs=ALGORITHMS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(asked), asked.challenge


def add(database: Database, holder: Holder, answer: str, challenge: bytes, name: str, *, at: datetime) -> None:
    """Keep a new key; its public half is told in the installation's log. Raises NotSigned."""
    if not challenge:  # nobody was asked for this key: an empty one would be answered by anything
        raise NotSigned("sign.key_wrong")
    try:
        made = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=host(holder),
            expected_origin=holder.origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as bad:
        raise NotSigned("sign.key_wrong") from bad
    with database.write(at) as work:
        account = work.session.get_one(Account, holder.account_id, with_for_update=True)
        known = work.session.scalar(sa.select(BrowserKey.id).where(BrowserKey.credential == made.credential_id))
        if known is not None or len(keys_of(work.session, holder.account_id)) >= MOST:
            raise NotSigned("sign.key_known" if known is not None else "sign.keys_full")
        given = {"credential": made.credential_id, "public_key": made.credential_public_key, "made_at": at}
        given |= {"uses": made.sign_count, "name": name[:80], "ended_at": None}
        key = work.insert(BrowserKey, account_id=account.id, **given)
        told = sha256(made.credential_public_key).hexdigest()
        record(work, NOUN, key, "add_key", account.person_id, state="asked", public_key=told)


def end(database: Database, holder: Holder, key_id: int, *, at: datetime) -> bool:
    """End one of the account's own keys; false where there is none."""
    with database.write(at) as work:
        key = work.session.get(BrowserKey, key_id, with_for_update=True)
        if key is None or key.account_id != holder.account_id or key.ended_at is not None:
            return False
        work.update(BrowserKey, BrowserKey.id == key_id, ended_at=at)
        record(work, NOUN, key_id, "end_key", work.session.get_one(Account, holder.account_id).person_id, state="ended")
    return True


def _answer(text: str) -> dict[str, Any]:
    """What a browser answered, and of it what is kept as evidence."""
    try:
        raw = _read(text)
        said = {
            "client_data": base64url_to_bytes(raw["response"]["clientDataJSON"]),
            "authenticator_data": base64url_to_bytes(raw["response"]["authenticatorData"]),
            "signature": base64url_to_bytes(raw["response"]["signature"]),
        }
        return {"raw": raw, "id": base64url_to_bytes(raw["rawId"]), "said": said}
    except (ValueError, KeyError, TypeError) as bad:
        raise NotSigned("sign.key_wrong") from bad


def _read(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise ValueError(len(text))
    try:
        found = json.loads(text)
    except RecursionError as deep:
        raise ValueError("too deep") from deep
    if not isinstance(found, dict):
        raise TypeError(type(found))
    return found
