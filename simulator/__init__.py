"""A loopback Telegram with people in it: a Bot API server, and the hands of those who use it."""
