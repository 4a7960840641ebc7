"""The pictures of places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.models import Picture

PictureSize = Literal["small", "large"]


def pictures_by_place(session: Session) -> Mapping[str, list[Picture]]:
    """Return the pictures of every place that has some, by its id, in the order of the file.

    Their bytes are not read.
    """
    statement = select(Picture).where(Picture.retired_at.is_(None)).order_by(Picture.position)
    found: dict[str, list[Picture]] = {}
    for picture in session.execute(statement).scalars():
        found.setdefault(picture.place_id, []).append(picture)
    return found


def picture_bytes(session: Session, digest: str, size: PictureSize) -> bytes | None:
    """Return a picture as JPEG, None where there is none of this digest."""
    column = Picture.small if size == "small" else Picture.large
    statement = select(column).where(Picture.digest == digest, Picture.retired_at.is_(None))
    found: bytes | None = session.execute(statement.limit(1)).scalar()
    return found


def picture_path(picture: Picture, size: PictureSize) -> str:
    """Return the address of a picture, from the root of the public process."""
    return f"picture/{picture.digest}-{size}.jpg"
