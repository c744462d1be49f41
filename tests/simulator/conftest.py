"""A running simulator for every test that asks for one."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.simulator.driver import Driver, running


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Driver]:
    """A simulator on a free port, whose limits stand in nobody's way."""
    async with running() as driver:
        yield driver
