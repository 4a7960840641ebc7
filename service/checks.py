"""What must hold before anything is started."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

import listings.settings
from listings.database import create_engine_from
from logs import lines
from service.settings import HOST, Ports, SettingsError
from trackers.settings import TrackerSettingsError, kept_days, tracker_url


def check_log() -> None:
    """Raise SettingsError when LOG_FORMAT is no form of a log."""
    try:
        lines.formatter(os.environ.get(lines.SETTING, "").strip() or lines.FORMS[0])
    except lines.LogFormatError as error:
        raise SettingsError(str(error)) from None


def check_city() -> None:
    """Raise SettingsError when CITY_DIR is no city folder, or ENQUIRY_DAYS no number of days."""
    try:
        listings.settings.city_dir()
        listings.settings.enquiry_days()
    except listings.settings.SettingsError as error:
        raise SettingsError(str(error)) from None


def check_database() -> None:
    """Raise SettingsError when DATABASE_URL cannot be read or its database does not answer."""
    try:
        url = listings.settings.database_url()
    except listings.settings.SettingsError as error:
        raise SettingsError(str(error)) from None
    _check_answers("DATABASE_URL: the database", url)


def check_tracker() -> None:
    """Raise SettingsError when the database of the conversations cannot be used.

    Rasa itself would go on without one and remember nothing.
    """
    url = tracker_url()
    try:
        kind = make_url(url).get_backend_name()
    except ArgumentError:
        kind = ""
    if kind not in ("sqlite", "postgresql"):
        # It is not quoted: it may hold a password.
        raise SettingsError(
            "TRACKER_URL: no address of a database: use sqlite:///FILE or"
            " postgresql://USER:PASSWORD@HOST/NAME"
        )
    try:
        kept_days()
    except TrackerSettingsError as error:
        raise SettingsError(str(error)) from None
    _check_answers("TRACKER_URL: the database of the conversations", url)


def _check_answers(which: str, url: str) -> None:
    engine = create_engine_from(url)
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as error:
        # The driver's own words: SQLAlchemy's add the statement and a link.
        said = " ".join(str(getattr(error, "orig", error)).split())
        raise SettingsError(f"{which} does not answer: {said}") from None
    finally:
        engine.dispose()


def check_ports(ports: Ports) -> None:
    """Raise SettingsError when another program holds one of the ports."""
    check_free(ports.by_setting())


def check_free(ports: Mapping[str, int]) -> None:
    """Raise SettingsError when another program holds one of the ports, named by their settings."""
    for name, port in ports.items():
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
