"""Certificates of the mail server are checked, with smtps and with STARTTLS alike; nothing is sent to a stranger."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.mailserver import running
from workflow.post.smtp import Route, TryLater, hand_over


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of 127.0.0.1, signed by nobody but itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(key.private_bytes(*form) + made.sign(key, hashes.SHA256()).public_bytes(form[0]))
    return path


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_a_letter_goes_over_tls_to_the_server_we_know_and_to_no_other(
    certificate: Path, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as server:
        server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.tls.load_cert_chain(certificate)
        server.is_tls = scheme == "smtps"
        route = Route.read(f"{scheme}://127.0.0.1:{server.port}")
        with pytest.raises(TryLater, match="CERTIFICATE_VERIFY_FAILED"):
            send(route)
        known = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(ssl, "create_default_context", lambda: known)
        assert send(route) == "250 taken"
        assert len(server.accepted) == 1


def test_where_tls_is_demanded_a_server_without_it_gets_nothing() -> None:
    with running() as server:
        route = Route.read(f"smtp://127.0.0.1:{server.port}?starttls=required")
        with pytest.raises(TryLater) as refused:
            send(route)
        assert refused.value.is_away
        assert server.accepted == []


def send(route: Route) -> str:
    return hand_over(
        route, "a@example.org", "b@example.org", b"Subject: x\r\n\r\nx\r\n", name="test", handing=lambda: None
    )
