"""The clock and the courier: what is due is done, and what was written to other people is sent (design.md 3)."""

import logging
import os

# python-telegram-bot reads this whenever it gives a duration: `timedelta`, as it always will from its next major on.
os.environ.setdefault("PTB_TIMEDELTA", "1")

# The HTTP library logs every address it calls, and in the Bot API the token stands in the address.
# APScheduler logs every tick twice, and there is one each second.
for _library in ("httpx", "httpcore", "apscheduler.executors"):
    logging.getLogger(_library).setLevel(logging.WARNING)
