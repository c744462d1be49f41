"""The promises of the service as data: how a policy file is read, what is wrong in it, and what it says in sentences."""
