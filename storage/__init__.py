"""Records, queries and the vault; everything that touches the database."""

from sqlmodel import SQLModel

# Every constraint gets a name, on SQLite too: a migration can only change what it can call by name. Set here, before
# any record is made, for a name is given when a constraint is attached to its table.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
