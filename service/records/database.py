"""Opens the database: a file for its owner alone, write-ahead log, a known schema version."""

from __future__ import annotations

import os
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from service.domain.errors import RecordsError
from service.records.tables import SCHEMA_VERSION, SchemaRow, Tables

BUSY_TIMEOUT_MS = 5000
IMMEDIATE = "groundrule_immediate"
"""Execution option of a transaction that will write: it takes the write lock first and never gives up half-way."""


def connect(url: str) -> Engine:
    """Open the database at `url`, creating its folder, file and tables where they are missing.

    Raises:
        RecordsError: it cannot be opened, or a newer version of the service wrote it.
    """
    try:
        engine = create_engine(url, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        raise RecordsError("The database address cannot be used; check GROUNDRULE_DATABASE_URL.") from error
    if engine.dialect.name == "sqlite":
        _private_file(engine)
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    try:
        _prepare(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise RecordsError("The database of conversations and answers cannot be opened.") from error
    return engine


def _private_file(engine: Engine) -> None:
    """Create the file readable by its owner alone; SQLite gives its write-ahead log the same permissions."""
    if engine.url.database in (None, "", ":memory:"):
        raise RecordsError("The database must be a file: what is kept has to survive a restart.")
    path = Path(str(engine.url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise RecordsError("The data folder cannot be written; check GROUNDRULE_DATA_DIR.") from error


def _configure(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is patient data: its pages are overwritten, not merely unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _prepare(engine: Engine) -> None:
    writing = engine.execution_options(**{IMMEDIATE: True})
    with Session(writing) as session, session.begin():
        if not inspect(session.connection()).has_table(SchemaRow.__tablename__):
            Tables.metadata.create_all(session.connection())
            session.add(SchemaRow(version=SCHEMA_VERSION))
            return
        found = session.scalars(select(SchemaRow.version)).one()
        if found == SCHEMA_VERSION:
            # Tables that an older service of the same version did not know are added.
            Tables.metadata.create_all(session.connection())
    if found != SCHEMA_VERSION:
        raise RecordsError(
            f"The database holds schema version {found}, this service reads {SCHEMA_VERSION}: "
            "use the version of the service that wrote it, or another data folder."
        )


def truncate_log(engine: Engine) -> None:
    """Move SQLite's write-ahead log into the file and empty it, so that deleted rows leave no copy there."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
