"""WeChat's side, by wechatpy: an implementation that shares nothing with ours."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import Any

import httpx
import xmltodict
from wechatpy.crypto import PrpCrypto, WeChatCrypto
from wechatpy.utils import WeChatSigner

TOKEN = "a-token"
APP_ID = "wx0123456789abcdef"
SECRET = "a-secret"
KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0"
OLD_KEY = "0PONMLKJIHGFEDCBAzyxwvutsrqponmlkjihgfedcb0"
ACCOUNT = "gh_office"

_numbers = itertools.count(1_000_000)


def sign(*parts: str) -> str:
    """Return WeChat's signature of ``parts``, the token among them."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    return str(signer.signature)


def xml(fields: dict[str, str]) -> str:
    """Return a message as WeChat writes it."""
    safe = {name: value.replace("]]>", "]]]]><![CDATA[>") for name, value in fields.items()}
    return "<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in safe.items()) + "</xml>"


def message(text: str = "hello", visitor: str = "visitor", **fields: str) -> dict[str, str]:
    """Return the fields of a new text message, or of what ``fields`` make of it."""
    head = {
        "ToUserName": ACCOUNT,
        "FromUserName": visitor,
        "CreateTime": str(int(time.time())),
        "MsgType": "text",
    }
    if fields.get("MsgType") != "event":
        head["MsgId"] = str(next(_numbers))
        head["Content"] = text
    return {**head, **fields}


@dataclass
class WeChat:
    """Calls the callback as WeChat does, in one of its modes."""

    client: httpx.AsyncClient
    now: float
    mode: str = "plain"
    key: str = KEY
    app_id: str = APP_ID

    def query(self, nonce: str | None = None) -> dict[str, str]:
        nonce = nonce or str(next(_numbers))
        stamp = str(int(self.now))
        return {"timestamp": stamp, "nonce": nonce, "signature": sign(TOKEN, stamp, nonce)}

    async def post(self, body: str | bytes, query: dict[str, str] | None = None) -> httpx.Response:
        content = body.encode() if isinstance(body, str) else body
        return await self.client.post("/wechat", params=query or self.query(), content=content)

    async def send(self, fields: dict[str, str]) -> httpx.Response:
        """Deliver a message in the account's mode."""
        plain, query = xml(fields), self.query()
        if self.mode == "plain":
            return await self.post(plain, query)
        crypto = WeChatCrypto(TOKEN, self.key, self.app_id)
        sealed = PrpCrypto(crypto.key).encrypt(plain, self.app_id).decode()
        query["encrypt_type"] = "aes"
        query["msg_signature"] = sign(TOKEN, query["timestamp"], query["nonce"], sealed)
        inner = plain[5:-6] if self.mode == "compatible" else f"<ToUserName>{ACCOUNT}</ToUserName>"
        return await self.post(f"<xml>{inner}<Encrypt>{sealed}</Encrypt></xml>", query)

    async def say(self, text: str, **fields: str) -> str:
        """Send words and return the words of the reply, empty for silence."""
        return self.words(await self.send(message(text, **fields)))

    def words(self, response: httpx.Response) -> str:
        return str(self.reply(response).get("Content") or "")

    def reply(self, response: httpx.Response) -> dict[str, Any]:
        """Return the fields of a reply, none for silence."""
        assert response.status_code == 200, response.text
        if response.text == "success":
            return {}
        fields = xmltodict.parse(response.text)["xml"]
        if self.mode == "plain":
            return dict(fields)
        crypto = WeChatCrypto(TOKEN, self.key, self.app_id)
        opened = crypto.decrypt_message(
            fields, fields["MsgSignature"], fields["TimeStamp"], fields["Nonce"]
        )
        return dict(xmltodict.parse(opened)["xml"])
