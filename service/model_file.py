"""Whether a model's file can be what a training left: told before anything is started with it."""

from __future__ import annotations

import gzip
import json
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_BLOCK = 1 << 20


def damage(model: Path) -> str:
    """Return in a few words what is wrong with a model's file; empty where nothing shows.

    The whole file is read, whose sums tell what was cut short or changed. It must hold what its
    own description names.
    """
    try:
        with gzip.open(model) as whole, tarfile.open(fileobj=whole, mode="r|") as archive:
            names, metadata = set(), None
            for member in archive:
                name = member.name.removeprefix("./").strip("/")
                names.add(name)
                if name == "metadata.json":
                    content = archive.extractfile(member)
                    metadata = json.load(content) if content else None
            while whole.read(_BLOCK):
                # Its sum stands behind the archive's end.
                pass
        if metadata is None:
            return "it has no metadata.json"
        missing = sorted(_folders(metadata) - names)
    except FileNotFoundError:
        return "it is not there"
    except EOFError:
        return "it is cut short"
    except (tarfile.TarError, zlib.error, OSError, ValueError):
        return "it is not what was written, or no archive"
    except (KeyError, TypeError, AttributeError):
        return "it is not a model of this release of Rasa"
    return f"it has no {missing[0]}" if missing else ""


def _folders(metadata: Mapping[str, Any]) -> set[str]:
    """Return the folders that the components of a trained model are read from."""
    nodes = metadata["predict_schema"]["nodes"].values()
    return {f"components/{node['resource']['name']}" for node in nodes if node["resource"]}
