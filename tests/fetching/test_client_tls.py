"""Secure connections: the certificate is checked for the name, though we connect to an address."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bookmarks.fetching.client import Client, Unreachable
from tests.fetching.clients import always, error_of, policy_for
from tests.fetching.site import Site

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "good.example")])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a key and a certificate of `good.example` alone, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("good.example")])
    builder = x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - dt.timedelta(1))
    builder = builder.not_valid_after(now + dt.timedelta(1)).add_extension(names, False)
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path_factory.mktemp("tls") / "good.example.pem"
    signed = builder.sign(key, hashes.SHA256()).public_bytes(pem)
    file.write_bytes(key.private_bytes(pem, *plain) + signed)
    return file


@pytest.fixture
def secure_site(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Site(tls=context) as site:
        site.page("/", "secret")
        yield site


def secure_client(site, **options):
    return Client(policy_for(site), resolve=always("127.0.0.1"), timeout=3, **options)


def test_the_certificate_is_checked_for_the_name_not_the_address(secure_site, certificate):
    client = secure_client(secure_site, tls=ssl.create_default_context(cafile=certificate))
    assert client.get(secure_site.url("/", host="good.example")).body == b"secret"
    error = error_of(Unreachable, client.get, secure_site.url("/", host="evil.example"))
    assert "certificate" in error.reason
    assert not error.retry


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_site):
    url = secure_site.url("/", host="good.example")
    assert "certificate" in error_of(Unreachable, secure_client(secure_site).get, url).reason


def test_tls_to_a_plain_port_is_no_secure_connection(site, client):
    error = error_of(Unreachable, client.get, site.url("/").replace("http:", "https:"))
    assert "secure connection" in error.reason
