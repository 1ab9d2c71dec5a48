"""The words that open the drafts of these tests, and the one proof in them."""

from __future__ import annotations

import hashlib

PASSPHRASE = "申报 2026"
PROOF = b"%PDF-1.7 " + bytes(range(256)) * 200
PROOF_HASH = hashlib.sha256(PROOF).hexdigest()
