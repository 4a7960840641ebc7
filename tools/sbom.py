"""`make sbom` writes what the assistant is made of, in CycloneDX's JSON, from production's lock.

The form is CycloneDX 1.5 (ECMA-424 describes its successor): a component for each package with its
package URL, its version, the hashes that may be installed, and the licence that its own metadata
tell where it is installed. The same lock gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
import uuid
from importlib import metadata
from typing import Any

from tools.lock import PRODUCTION, ROOT, Pin, pins

FILE = ROOT / "var" / "sbom.json"
_MOST_LICENCE = 100


def sbom(lock: str) -> dict[str, Any]:
    """Return the bill of materials of a lock."""
    every = list(pins(lock))
    digest = hashlib.sha256(lock.encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "visitor-assistant",
                "name": "visitor-assistant",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(pin) for pin in every],
        "dependencies": [
            {
                "ref": _url(pin),
                "dependsOn": sorted(_url(other) for other in every if pin.name in other.needed_by),
            }
            for pin in every
        ],
    }


def main() -> int:
    """Write the file; return 0."""
    made = sbom(PRODUCTION.read_text(encoding="utf-8"))
    FILE.parent.mkdir(mode=0o700, exist_ok=True)
    FILE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{FILE.relative_to(ROOT)}: {len(made['components'])} packages")
    return 0


def _component(pin: Pin) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": _url(pin),
        "name": pin.name,
        "version": pin.version,
        "purl": _url(pin),
        "hashes": [{"alg": "SHA-256", "content": each} for each in pin.hashes],
    }
    licence = _licence(pin.name)
    return {**made, "licenses": [{"license": {"name": licence}}]} if licence else made


def _url(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def _licence(name: str) -> str:
    """Return the licence in a package's own words, empty where none is told or it is long."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    words = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if "License ::" in line
    ]
    licence = told.get("License-Expression") or told.get("License") or " and ".join(words)
    return licence if len(licence) <= _MOST_LICENCE and "\n" not in licence else " and ".join(words)


if __name__ == "__main__":
    sys.exit(main())
