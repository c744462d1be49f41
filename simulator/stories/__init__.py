"""Stories: people on phones who play a whole course of events through HTTP; they know Telegram, nothing else."""
