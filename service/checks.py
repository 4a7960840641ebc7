"""What must hold before anything is started."""

from __future__ import annotations

import socket

from sqlalchemy.exc import SQLAlchemyError

import listings.settings
from listings.database import create_engine_from
from service.settings import HOST, Ports, SettingsError


def check_city() -> None:
    """Raise SettingsError when CITY_DIR is no city folder."""
    try:
        listings.settings.city_dir()
    except listings.settings.SettingsError as error:
        raise SettingsError(str(error)) from None


def check_database() -> None:
    """Raise SettingsError when DATABASE_URL cannot be read or its database does not answer."""
    try:
        url = listings.settings.database_url()
    except listings.settings.SettingsError as error:
        raise SettingsError(str(error)) from None
    engine = create_engine_from(url)
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as error:
        # The driver's own words: SQLAlchemy's add the statement and a link.
        said = " ".join(str(getattr(error, "orig", error)).split())
        raise SettingsError(f"DATABASE_URL: the database does not answer: {said}") from None
    finally:
        engine.dispose()


def check_ports(ports: Ports) -> None:
    """Raise SettingsError when another program holds one of the ports."""
    for name, port in ports.by_setting().items():
        if not _is_free(port):
            raise SettingsError(
                f"{name}: port {port} is in use: stop what holds it, or choose another,"
                f" as in {name}={port + 1000 if port < 64000 else port - 1000}"
            )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a connection that has just ended does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
