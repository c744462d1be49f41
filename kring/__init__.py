"""The command line and the settings; the only place where everything is wired together."""
