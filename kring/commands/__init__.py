"""One file for each command of `kring`."""
