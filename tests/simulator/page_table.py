"""A table with phones on it: the simulator in a thread, and a small bot that answers over the Bot API."""

import asyncio
import threading
from types import TracebackType
from typing import Any, Self

import httpx

from simulator.server import Simulator

Json = dict[str, Any]
TOKEN = "1000:page-of-phones"
WAIT_SECONDS = 10.0

GREETINGS = {
    "nl": ("Goedendag. Waarmee kunnen wij u helpen?\nU mag ook <b> typen.", "Opslaan", "Stoppen"),
    "ar": ("مرحبًا بكم. كيف يمكننا مساعدتكم؟\nReceipt K-7Q3F-9M2T", "حفظ", "إيقاف"),
    "ti": ("ሰላም። ብኸመይ ክንሕግዘኩም ንኽእል?", "ዕቀብ", "ጠጠው ኣብል"),
}


class Table:
    """Use it as a context; `address` is where the page is."""

    address: str

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._threads = [
            threading.Thread(target=self._loop.run_forever, daemon=True),
            threading.Thread(target=self._listen, daemon=True),
        ]
        self._client = httpx.Client(timeout=WAIT_SECONDS)
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._threads[0].start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(WAIT_SECONDS)
        self.bot("setMyCommands", commands=[{"command": "help", "description": "Hulp"}])
        self._threads[1].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.close()
        self._threads[1].join(WAIT_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._threads[0].join(WAIT_SECONDS)
        self._loop.close()
        self._client.close()

    def add(self, name: str, language: str, *, started: bool = True) -> int:
        """Put a phone on the table; return the person's id."""
        person: int = self.sim("people", name=name, language_code=language)["id"]
        if started:
            self.sim(f"people/{person}/say", text="/start")
            self._until_messages(person, 2)
        return person

    def sim(self, path: str, **body: object) -> Json:
        """Post to the simulator's own interface."""
        answer: Json = self._client.post(f"{self.address}/sim/{path}", json=body).raise_for_status().json()
        return answer

    def chat(self, person: int) -> Json:
        """Return what the person sees."""
        answer = self._client.get(f"{self.address}/sim/people/{person}/chat").raise_for_status()
        view: Json = answer.json()
        return view

    def bot(self, method: str, **body: object) -> Json:
        """Call a method of the Bot API; return its whole answer."""
        answer = self._client.post(f"{self.address}/bot{TOKEN}/{method}", json=body).raise_for_status()
        said: Json = answer.json()
        return said

    def close(self) -> None:
        """The simulator is gone, as after Ctrl-C."""
        asyncio.run_coroutine_threadsafe(self._simulator.stop(), self._loop).result(WAIT_SECONDS)

    def open_again(self) -> None:
        """Another simulator stands at the same address; nobody has a phone there yet."""
        port = int(self.address.rpartition(":")[2])
        asyncio.run_coroutine_threadsafe(self._open(port), self._loop).result(WAIT_SECONDS)

    def _until_messages(self, person: int, count: int) -> None:
        pause = threading.Event()
        for _ in range(int(WAIT_SECONDS * 50)):
            if len(self.chat(person)["messages"]) >= count:
                return
            pause.wait(0.02)
        raise TimeoutError(f"the bot did not answer person {person}")

    async def _open(self, port: int = 0) -> None:
        self._simulator = Simulator(TOKEN, username="table_bot")
        self.address = await self._simulator.start(port=port)

    def _listen(self) -> None:
        offset = 0
        while not self._over.is_set():
            try:
                updates = self.bot("getUpdates", offset=offset, timeout=5)["result"]
            except httpx.HTTPError:
                return  # the table was cleared
            for update in updates:
                offset = update["update_id"] + 1
                if "message" in update:
                    self._greet(update["message"])
                elif "callback_query" in update:
                    self._react(update["callback_query"])

    def _greet(self, message: Json) -> None:
        if message.get("text") != "/start":
            return
        language = message["from"].get("language_code", "nl")
        text, save, stop = GREETINGS.get(language, GREETINGS["nl"])
        rows = [
            [{"text": save, "callback_data": "save"}, {"text": stop, "callback_data": "stop"}],
            [{"text": "112?", "callback_data": "alert"}],
            [{"text": "Link", "url": "https://t.me/table_bot?start=token-1"}],
        ]
        self.bot(
            "sendMessage", chat_id=message["chat"]["id"], text=text, reply_markup={"inline_keyboard": rows}
        )

    def _react(self, query: Json) -> None:
        message, data = query["message"], query["data"]
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        if data == "save":
            text = f"{message['text']} +"
            self.bot("editMessageText", **place, text=text, reply_markup=message["reply_markup"])
        elif data == "stop":
            self.bot("editMessageText", **place, text="Gestopt.")
        answer = {"save": "Bewaard.", "alert": "Bel 112 bij gevaar."}.get(data, "")
        self.bot(
            "answerCallbackQuery", callback_query_id=query["id"], text=answer, show_alert=data == "alert"
        )
