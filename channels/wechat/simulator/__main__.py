"""The command that plays WeChat: a conversation in the terminal, a script, or a crowd."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ipaddress
import os
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import uvicorn

from channels.wechat.settings import MODES
from channels.wechat.simulator import load, script
from channels.wechat.simulator.interface import Interface
from channels.wechat.simulator.phone import Phone
from channels.wechat.simulator.sender import Account, Sender


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 when something went wrong."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.load and not _is_this_machine(given.url):
        parser.error("--load: only a server on this machine, as in http://127.0.0.1:8080/wechat")
    try:
        return asyncio.run(_play(given))
    except script.ScriptError as error:
        print(error, file=sys.stderr)
        return 1
    except httpx.TransportError as error:
        print(f"{given.url}: no server answers: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        return 0


def _parser() -> argparse.ArgumentParser:
    env = os.environ.get
    parser = argparse.ArgumentParser(
        prog="python -m channels.wechat.simulator",
        description=f"{__doc__}\n\n{script.__doc__}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--url", default="http://127.0.0.1:8080/wechat", help="the callback")
    parser.add_argument("--token", default=env("WECHAT_TOKEN", ""), help="as the server has it")
    parser.add_argument("--app-id", default=env("WECHAT_APP_ID", ""), help="as the server has it")
    parser.add_argument("--aes-key", default=env("WECHAT_AES_KEY", ""), help="the EncodingAESKey")
    parser.add_argument(
        "--mode",
        choices=MODES,
        default=env("WECHAT_MODE") or ("safe" if env("WECHAT_AES_KEY") else "plain"),
        help="as the server has it",
    )
    parser.add_argument("--visitor", default="visitor-1", help="the visitor's name at WeChat")
    parser.add_argument("--script", type=Path, help="follow the lines of a file")
    parser.add_argument(
        "--load", type=int, metavar="N", help="N visitors follow the script at once"
    )
    parser.add_argument(
        "--api-port",
        type=int,
        help="play WeChat's own interface there, for a server with WECHAT_API_URL at this port",
    )
    return parser


def _is_this_machine(url: str) -> bool:
    try:
        return ipaddress.ip_address(urlsplit(url).hostname or "").is_loopback
    except ValueError:
        return False


async def _play(given: argparse.Namespace) -> int:
    account = Account(given.url, given.token, given.app_id, given.aes_key, given.mode)
    phones: dict[str, Phone] = {}
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(_interface(given.api_port, phones))
        tls = httpx.create_ssl_context()

        async def open_line() -> Sender:
            # One for each visitor: a pool of hundreds of connections spends seconds on itself.
            http = httpx.AsyncClient(verify=tls, trust_env=False)
            return Sender(account, await stack.enter_async_context(http))

        if not await (await open_line()).handshake():
            print("The server refused the handshake: token and address must be its own.")
            return 1

        async def new_phone(openid: str) -> Phone:
            kind = Phone if given.load else _PrintingPhone
            phones[openid] = kind(await open_line(), openid)
            return phones[openid]

        if given.load:
            result = await load.run(new_phone, _lines(given.script), given.load)
            print(result)
            return 1 if result.wrong or result.unavailable else 0
        phone = await new_phone(given.visitor)
        if given.script:
            await script.follow(phone, _lines(given.script), say=_print_visitor)
        else:
            await _converse(phone)
    return 0


async def _converse(phone: Phone) -> None:
    while True:
        line = (await asyncio.to_thread(input, "visitor    ")).strip()
        if line:
            try:
                await script.do(phone, line)
            except script.ScriptError as error:
                print(error)


def _lines(file: Path | None) -> list[str]:
    if file is None:
        raise script.ScriptError("--load needs a --script")
    return file.read_text(encoding="utf-8").splitlines()


class _PrintingPhone(Phone):
    """A phone whose screen is the terminal."""

    def show(self, text: str) -> None:
        super().show(text)
        print("assistant  " + self.bubbles[-1].replace("\n", "\n           "))


def _print_visitor(line: str) -> None:
    if not line.startswith("!expect"):
        print(f"visitor    {line}")


@contextlib.asynccontextmanager
async def _interface(port: int | None, phones: dict[str, Phone]) -> AsyncIterator[None]:
    """Serve WeChat's interface on ``port`` meanwhile, if there is one."""
    if port is None:
        yield
        return
    interface = Interface(lambda visitor, text: phones[visitor].show(text))
    config = uvicorn.Config(
        interface.app(), host="127.0.0.1", port=port, log_level="warning", ws="none"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving


if __name__ == "__main__":
    sys.exit(main())
