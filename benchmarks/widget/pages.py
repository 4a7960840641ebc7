"""The pages that are measured: an office's page with one widget each, opened by its button."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.browser.serving import address, listening, served, served_widget
from tests.channels.fakes import FakeContact, FakeRasa

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Office</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><h1>Tourist office</h1><p>Opening hours, ways, sights.</p>{body}</body></html>"""

# A button and a panel such as a site makes for a widget that has none.
_PANEL = """<button id="open" style="position:fixed;right:20px;bottom:20px">Chat</button>
<div id="panel" hidden style="position:fixed;inset:0"></div>"""

_LAZY = """<script>
const load = () => new Promise((done) => {{
  const script = document.createElement("script");
  Object.assign(script, {{ src: "{src}", type: "{kind}", onload: done }});
  document.head.append(script);
}});
document.getElementById("open").addEventListener("click", async () => {{
  {before}
  const panel = document.getElementById("panel");
  {make}
  panel.hidden = false;
}});
</script>"""

_DEEP_CHAT = """const chat = document.createElement("deep-chat");
  chat.style.cssText = "width:100vw;height:100vh;border:0";
  chat.demo = true;
  panel.append(chat);"""

# A line to a bot that is there and says nothing.
_WEBCHAT = """const silent = { subscribe: () => ({ unsubscribe() {} }) };
  const connected = { subscribe(observer) {
    (observer.next ?? observer).call(observer, 2);
    return { unsubscribe() {} };
  } };
  const directLine = {
    activity$: silent, connectionStatus$: connected, postActivity: () => silent,
    end() {}, getSessionId: () => silent, referenceGrammarId: "", setUserId() {},
  };
  WebChat.renderWebChat({ directLine, userID: "visitor" }, panel);"""


@dataclass(frozen=True)
class Widget:
    """A widget on a page of its own.

    ``launcher``, ``panel`` and ``field`` are expressions of the page: what is clicked, whether
    the panel is shown, whether one can write.
    """

    name: str
    path: str
    launcher: str
    panel: str
    field: str


_OURS = "document.querySelector('visitor-assistant')?.shadowRoot"
_OPEN = "document.getElementById('open')"
_DEEP_FIELD = "document.querySelector('deep-chat')?.shadowRoot?.querySelector('#text-input')"
_WEBCHAT_FIELD = "document.querySelector('[data-id=webchat-sendbox-input]')"

OURS = Widget(
    "ours",
    "ours",
    f"{_OURS}?.querySelector('.launcher')",
    f"{_OURS}?.querySelector('dialog').open",
    f"{_OURS}?.querySelector('dialog').classList.contains('ready')",
)


def rivals(package: str, field: str, file: str, kind: str, make: str) -> list[tuple[Widget, str]]:
    """Return a package's widget twice: loaded with the page, and when it is opened."""
    src = f"/node_modules/{package}/{file}"
    early = f'<script src="{src}" type="{kind}" defer></script>'
    made = []
    for name, head, before in (
        (f"{package}, loaded with the page", early, ""),
        (f"{package}, loaded when opened", "", "await load();"),
    ):
        path = name.replace(", ", "-").replace(" ", "-")
        script = _LAZY.format(src=src, kind=kind, before=before, make=make)
        html = _PAGE.format(head=head, body=_PANEL + script)
        made.append((Widget(name, path, _OPEN, field, field), html))
    return made


@contextmanager
def pages(folder: Path) -> Iterator[list[tuple[Widget, str]]]:
    """Serve the pages; give each widget and its page's address.

    ``folder`` is where npm has installed the others. All is served by one program and compressed
    alike, and all is of one site to the browser, so that a slow line slows all.
    """
    others = [
        *rivals("deep-chat", _DEEP_FIELD, "dist/deepChat.bundle.js", "module", _DEEP_CHAT),
        *rivals(
            "botframework-webchat",
            _WEBCHAT_FIELD,
            "dist/webchat-minimal.js",
            "text/javascript",
            _WEBCHAT,
        ),
    ]
    html = {widget.path: page for widget, page in others}

    async def page(request: Request) -> Response:
        found = html.get(request.path_params["name"])
        return Response(status_code=404) if found is None else HTMLResponse(found)

    routes = [
        Mount("/node_modules", StaticFiles(directory=folder / "node_modules")),
        Route("/{name}", page),
    ]
    site = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, minimum_size=500)])
    with ExitStack() as stack:
        listener = stack.enter_context(listening())
        contact = FakeContact("+1 555 0100 200")
        office = stack.enter_context(served_widget(FakeRasa(), contact, (address(listener),)))
        stack.enter_context(served(site, listener))
        line = f'<script src="{office.url}widget.js" async></script>'
        html[OURS.path] = _PAGE.format(head="", body=line)
        yield [
            (widget, f"{address(listener)}/{widget.path}")
            for widget in (OURS, *(widget for widget, _ in others))
        ]
