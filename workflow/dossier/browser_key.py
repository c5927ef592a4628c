"""A browser's public key, kept as COSE bytes, in the form that any tool reads."""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from webauthn.helpers import decode_credential_public_key
from webauthn.helpers.decoded_public_key_to_cryptography import decoded_public_key_to_cryptography


def der(cose: bytes) -> bytes | None:
    """SubjectPublicKeyInfo of a P-256 key; nothing for other kinds, which the verifiers do not judge."""
    key = decoded_public_key_to_cryptography(decode_credential_public_key(cose))
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        return None
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
