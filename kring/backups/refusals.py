"""Why a copy was not made or not put back."""


class BackupError(Exception):
    """Nothing was written; the message is one sentence for whoever gave the command."""
