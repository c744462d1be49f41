"""A running service for the tests of the bot: one for each module, new people in every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.stage import Stage, staged


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The service, which asks for its updates."""
    folder = tmp_path_factory.mktemp("polling")
    async with staged(folder / "kring.sqlite", template=migrated_file) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["polling", "webhook"])
async def either(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """The service, once by polling and once by webhook."""
    folder = tmp_path_factory.mktemp(str(request.param))
    async with staged(
        folder / "kring.sqlite", webhook=request.param == "webhook", template=migrated_file
    ) as made:
        yield made
