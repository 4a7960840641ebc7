"""The application: its parts put together, and their beginning and end."""

from __future__ import annotations

import hashlib
import importlib
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from channels import chat, description, health, production
from channels.apologies import Apologies
from channels.buttons import Buttons
from channels.contact import Contact, OfficeContact
from channels.database import Database
from channels.errors import Refusal, on_http_exception, on_refusal
from channels.figures import Figures
from channels.health import Memory, Readiness
from channels.history import History
from channels.languages import Languages
from channels.limits import Limits
from channels.metrics import Metrics
from channels.middleware.access_log import AccessLog
from channels.middleware.body_limit import BodyLimit
from channels.middleware.catch_errors import CatchErrors
from channels.middleware.hosts import Hosts
from channels.middleware.security_headers import SecurityHeaders
from channels.partners.settings import PartnerSettings
from channels.queue import Queue
from channels.rasa import HttpRasa, Rasa
from channels.routing import InLine, RoutedRasa
from channels.services import Services
from channels.sessions import Sessions
from channels.settings import Settings
from channels.signing import FILE, session_secret
from channels.state import Store, open_store
from channels.turns import Turns
from listings.settings import database_url
from semantics.languages import DEFAULT_LANGUAGE

MAX_BODY_BYTES = 64 * 1024
SHUTDOWN_SECONDS = 8.0
"""How long running turns may take to end; the supervisor waits a little longer for us."""

_PARTS = (
    "channels.widget",
    "channels.wechat",
    "channels.partners",
    "channels.maps",
    "channels.pictures",
    "channels.places",
)


def create_app(
    settings: Settings,
    *,
    rasa: Rasa | None = None,
    store: Store | None = None,
    contact: Contact | None = None,
    database: Database | None = None,
    clock: Callable[[], float] = time.time,
) -> Starlette:
    """Return the application; what is given takes the place of what ``settings`` would make.

    A part of the application is a module with ``routes(services)``, which returns nothing while
    the part is not configured.

    Raises:
        SettingsError: A secret cannot be had, or a setting is not fit for production.
    """
    services = _services(
        settings,
        {"": rasa} if rasa else {url: HttpRasa(url) for url in settings.rasa_url},
        store or open_store(settings.redis_url),
        contact or OfficeContact(database_url(), file=snapshot_file(database_url())),
        database or Database(database_url()),
        clock,
    )
    memory = Memory(settings.tracker_url) if settings.tracker_url else None
    readiness = Readiness(services.rasa, memory)
    services.metrics.watch(
        "visitor_ready", "1 when the last warm-up was answered, else 0.", readiness.last
    )
    figures = Figures(
        services.metrics,
        services.database,
        services.store,
        memory,
        () if rasa else tuple(settings.rasa_url),
        clock,
    )
    routes: list[BaseRoute] = [
        *chat.routes(services),
        *health.routes(services, readiness, figures.look),
    ]
    routes += description.routes()
    for name in _PARTS:
        routes += importlib.import_module(name).routes(services)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            # Closed in the opposite order: first the turns, last what they work with.
            stack.push_async_callback(services.store.close)
            stack.push_async_callback(services.rasa.close)
            stack.push_async_callback(readiness.close)
            # Known before the first visitor needs it; without a database it is asked for again.
            await services.contact.card(DEFAULT_LANGUAGE)
            for ending in services.endings:
                stack.push_async_callback(ending)
            stack.push_async_callback(services.turns.close, SHUTDOWN_SECONDS)
            yield

    app = Starlette(
        routes=routes,
        middleware=_middleware(settings, services.metrics),
        exception_handlers={Refusal: on_refusal, HTTPException: on_http_exception},
        lifespan=lifespan,
    )
    # A redirect would name whatever host the request does.
    app.router.redirect_slashes = False
    app.state.metrics = services.metrics
    app.state.services = services
    return app


def snapshot_file(url: str) -> Path:
    """Return where the contact of this database is kept; the name tells nothing of its address."""
    return FILE.with_name(f"contact-{hashlib.sha256(url.encode()).hexdigest()[:12]}.json")


def _services(
    settings: Settings,
    processes: Mapping[str, Rasa],
    store: Store,
    contact: Contact,
    database: Database,
    clock: Callable[[], float],
) -> Services:
    secret = session_secret(settings.session_secret)
    databases = {"DATABASE_URL": database_url(), "TRACKER_URL": settings.tracker_url}
    production.check(
        settings,
        secret,
        FILE,
        databases={name: url for name, url in databases.items() if url},
        keys=PartnerSettings.from_env(os.environ).keys_file,
    )
    metrics = Metrics()
    places = settings.rasa_at_once
    queues = {name: Queue(places) for name in processes}
    lines = {name: InLine(each, queues[name]) for name, each in processes.items()}
    metrics.watch(
        "visitor_waiting",
        "Questions that stand in line for Rasa.",
        lambda: sum(queue.waiting for queue in queues.values()),
    )
    turns = Turns(RoutedRasa(lines), store, Apologies(contact), metrics)
    return Services(
        settings=settings,
        # Who watches over us does not stand in line with the visitors.
        rasa=RoutedRasa(processes),
        store=store,
        turns=turns,
        contact=contact,
        database=database,
        clock=clock,
        metrics=metrics,
        buttons=Buttons(store, secret),
        history=History(store, turns),
        languages=Languages(store),
        limits=Limits(store, clock),
        sessions=Sessions(secret, store, clock),
    )


def _middleware(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """Return what every request passes, from the outside in."""
    return [
        Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies)),
        Middleware(AccessLog, metrics=metrics),
        Middleware(SecurityHeaders, allowed_origins=settings.allowed_origins),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After"],
            max_age=3600,
        ),
        Middleware(Hosts, allowed=settings.allowed_hosts),
        Middleware(CatchErrors),
        Middleware(BodyLimit, most=MAX_BODY_BYTES),
    ]
