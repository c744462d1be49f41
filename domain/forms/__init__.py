"""Questionnaires as data, and the engine that walks through them."""
