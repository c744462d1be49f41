"""Telegram in: what people say and tap, and what they are answered."""
