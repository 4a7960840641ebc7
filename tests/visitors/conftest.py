"""One assistant for all conversations of these tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from benchmarks.visitors.assistant import Assistant, assistant, newest_model


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The loop in which the assistant lives."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture(scope="module")
def host(loop: asyncio.AbstractEventLoop) -> Iterator[Assistant]:
    """An assistant with the seed's data, for as long as a module: it holds every turn's clock."""
    try:
        newest_model()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    stack = AsyncExitStack()
    yield loop.run_until_complete(stack.enter_async_context(assistant()))
    loop.run_until_complete(stack.aclose())
