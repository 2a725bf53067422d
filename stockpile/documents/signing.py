"""Signing papers: PAdES baseline B with the site's own key (ECDSA P-256).

Not Ed25519, which common readers of PDF do not know. The certificate is the site's own; that it is the site's stands
in the ledger.
"""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LIFETIME = timedelta(days=365 * 50)  # a certificate of destruction is read for that long
FIELD = "Stockpile"
_COUNTRY = re.compile("[A-Z]{2}")


def make_paper_key(code: str, name: str, country: str, not_before: datetime) -> tuple[bytes, bytes]:
    """A new key for the papers of a site: PKCS#8 (DER), and its certificate (DER)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            *([x509.NameAttribute(NameOID.COUNTRY_NAME, country)] if _COUNTRY.fullmatch(country) else []),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64] or code),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{code} papers"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    begins = not_before - timedelta(days=1)  # clocks differ
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + LIFETIME)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return private, certificate.public_bytes(Encoding.DER)


def sign_pdf(pdf: bytes, private: bytes, certificate: bytes, reason: str) -> bytes:
    """The paper with a signature over all of it. ``private``: PKCS#8, ``certificate``: DER."""
    from asn1crypto import keys as asn1_keys  # these take half a second; only who prints waits for them
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    described = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    signed = signers.sign_pdf(writer, described, signer=signer, existing_fields_only=False)
    return bytes(signed.getbuffer())
