"""The stores: one contract, SQLite and PostgreSQL, and what goes in and out of them."""
