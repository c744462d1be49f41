"""Killed at any moment, the service goes on where it was: no answer is lost and nobody is left without one."""

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kring.playground import TOKEN
from tests.kring.conftest import KEY
from tests.kring.process import Service, serving
from tests.kring.telegram import Person, Telegram, loopback, until

pytestmark = pytest.mark.slow


@pytest.fixture
def world() -> Iterator[Telegram]:
    """Telegram, which stays when the service goes."""
    with loopback() as found:
        yield found


@pytest.fixture
def service(world: Telegram, tmp_path: Path, sqlite_url: str) -> Iterator[Service]:
    """The service, running."""
    with serving(Service(tmp_path, world.address, KEY, sqlite_url)) as running:
        yield running


def half_a_form(person: Person) -> None:
    """Consent, and the first four questions."""
    person.say("/start")
    person.tap("rq")
    person.tap("ok")
    person.tap(r"f:request:\d+:language:")
    person.tap(r"f:request:\d+:who:main_person")
    person.say("A name")


@pytest.mark.usefixtures("uncounted")
def test_killed_in_the_middle_of_a_form_it_goes_on_at_the_same_question(
    service: Service, world: Telegram
) -> None:
    person = world.person("ar")
    half_a_form(person)
    question = person.messages()[-1]["text"]
    assert person.tap("fb:request:") != question
    service.kill()
    # What is typed while nobody listens waits at Telegram.
    world.post(f"people/{person.id}/say", text="Another name")
    service.start()
    until(lambda: person.messages()[-1]["text"] == question, "what was said while it was down was lost")
    # A button from before works, and nothing that was answered is gone.
    assert "Another name" in person.tap("fb:request:")


@pytest.mark.usefixtures("uncounted")
def test_an_update_handled_but_not_answered_when_killed_is_answered_with_the_current_screen(
    service: Service, world: Telegram, sqlite_url: str
) -> None:
    person = world.person("nl")
    half_a_form(person)
    seen = len(person.messages())
    world.post("faults", method="sendMessage", kind="timeout", times=50)
    world.post(f"people/{person.id}/say", text="8011")

    def kept() -> bool:
        """The answer is in the database, whose file is there to be looked at."""
        with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as file:
            return bool(file.execute("SELECT count(*) FROM draft WHERE at = 'channel'").fetchone()[0])

    until(kept, "the answer was not kept")
    service.kill()
    world.end_faults()
    service.start()
    until(lambda: len(person.messages()) > seen, "nobody answered after the restart")
    assert any(data.endswith("channel:here") for data in person.buttons())


def test_it_tells_its_health_but_nothing_personal_and_stops_cleanly_when_asked(
    service: Service, world: Telegram
) -> None:
    person = world.person("nl")
    half_a_form(person)
    assert service.get("/healthz") == (200, '{"alive": true}')
    status, ready = service.get("/readyz")
    assert status == 200
    assert '"database": true' in ready
    status, numbers = service.get("/metrics")
    assert status == 200
    for told in (numbers, service.log()):
        assert "A name" not in told
        assert str(person.id) not in told
        assert TOKEN not in told
    assert service.get("/nothing")[0] == 404
    assert service.stop(signal.SIGTERM) == 0
    assert "Traceback" not in service.log()
    assert '"level": "error"' not in service.log()
