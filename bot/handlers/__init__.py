"""One module per area: what its buttons and commands do."""
