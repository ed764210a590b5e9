"""The local database: alone knows SQLAlchemy and SQLite. Functions here never commit; operations do."""
