"""Is this paper genuine? By its signature alone: no network, no believing what the paper says of itself."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from stockpile.documents import statement
from stockpile.documents.show import keywords

log = logging.getLogger(__name__)
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what is wrong with a paper is our verdict, not its noise

GENUINE, ALTERED, NOT_OURS = "genuine", "altered", "not ours"
LARGEST = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found.

    Attributes:
        verdict: `genuine`: signed by a known site, whole and unchanged. `altered`: made by a known site, or saying so, and not as it
            was made. `not ours`: anything else.
        site: whose certificate it carries. statement: what the paper says of itself.
    """

    verdict: str
    site: str = ""
    statement: Mapping[str, object] = field(default_factory=dict)


def examine(pdf: bytes, certificates: Mapping[str, bytes]) -> Examination:
    """Examine a paper. ``certificates``: of the papers of known sites (DER), as their ledgers say. Never raises."""
    said = _statement(pdf)
    claims_ours = str(said.get("site", "")) in certificates
    try:
        site = _signed_by(pdf, certificates)
    except Exception as why:  # noqa: BLE001 - a hostile file makes a reader of PDF raise anything; it is then no paper of ours
        log.info("a paper could not be read: %s", why)
        site = ""
    if site and said.get("site") == site:
        return Examination(GENUINE, site, said)
    if claims_ours or _carries_certificate(pdf, certificates):
        return Examination(ALTERED, str(said.get("site", "")), said)
    return Examination(NOT_OURS, "", said)


def _statement(pdf: bytes) -> Mapping[str, object]:
    if len(pdf) > LARGEST or b"%PDF-" not in pdf[:1024]:
        return {}
    return statement.read(keywords(pdf))


def _signed_by(pdf: bytes, certificates: Mapping[str, bytes]) -> str:
    """The site whose signature covers the whole file, unbroken; empty where there is none."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    signatures = reader.embedded_signatures
    if len(signatures) != 1:
        return ""
    signature = signatures[0]
    certificate = signature.signer_cert
    site = next((code for code, known in certificates.items() if known == certificate.dump()), "")
    if not site or not _as_written(pdf, signature):
        return ""
    signature.compute_integrity_info()
    intact, valid = validate_sig_integrity(
        signature.signer_info, certificate, expected_content_type="data", actual_digest=signature.compute_digest()
    )
    whole = signature.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return site if intact and valid and whole else ""


def _as_written(pdf: bytes, signature: object) -> bool:
    """Whether the signature itself stands as it was written: capital hex, zeros behind it, nothing else in the gap.

    The signature cannot cover its own bytes; what a reader overlooks there would still be a changed file.
    """
    start, length, resume, rest = (int(number) for number in signature.byte_range)  # type: ignore[attr-defined]
    gap = pdf[start + length : resume]
    if start != 0 or resume + rest != len(pdf) or gap[:1] != b"<" or gap[-1:] != b">":
        return False
    expected = _canonical(signature).hex().upper().encode()
    return gap[1:-1] == expected.ljust(len(gap) - 2, b"0")


def _canonical(signature: object) -> bytes:
    """The signature's container made anew from what is signed in it: certificate, signed attributes, signature.

    Only the attributes are brought into the one form there is: the certificate is the known one to the byte, and the rest
    is new. To ask it of the whole costs twenty times as much, since the library then encodes every level anew for each above.
    """
    from asn1crypto import algos, cms

    certificate = signature.signer_cert  # type: ignore[attr-defined]
    signer = signature.signer_info  # type: ignore[attr-defined]
    attributes = cms.CMSAttributes.load(signer["signed_attrs"].untag().dump(force=True))
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    made = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
            ),
            "digest_algorithm": digest,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": signer["signature"].native,
        }
    )
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [made],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _carries_certificate(pdf: bytes, certificates: Mapping[str, bytes]) -> bool:
    """Whether a known certificate stands in the file, be the rest what it may."""
    lowered = pdf.lower()
    return any(known.hex().encode() in lowered for known in certificates.values())
