"""Databases of PostgreSQL for tests, on a server that support/postgres.sh starts."""

import itertools
import os
import pathlib
import subprocess

SCRIPT = pathlib.Path(__file__).with_name("postgres.sh")
NUMBERS = itertools.count()


class Postgres:
    """A server in `folder`, or the one whose address $PAMPHLET_TEST_POSTGRES is the file of."""

    def __init__(self, folder, pamphlet):
        given = os.environ.get("PAMPHLET_TEST_POSTGRES")
        self.folder = None if given else pathlib.Path(folder)
        if self.folder:
            subprocess.run([SCRIPT, "start", self.folder, pamphlet], check=True)
        file = pathlib.Path(given) if given else self.folder / "address"
        self.host = file.read_text("utf-8").split("host=")[1].strip()

    def stop(self):
        if self.folder:
            subprocess.run([SCRIPT, "stop", self.folder], check=True)

    def create(self, empty=False):
        """The address of a new database, with the tables of a new blog or without any."""
        name = f"e{os.getpid()}_{next(NUMBERS)}"
        template = "template0" if empty else "template_blog"
        connection = connect(f"postgresql:///postgres?host={self.host}", "root")
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} OWNER blog TEMPLATE {template}")
        connection.close()
        return f"postgresql://blog@/{name}?host={self.host}"


def connect(address, user=None):
    """As the owner of the database, or as the user of a role."""
    # Here, because every test of a served site imports this file, and so do the benchmarks,
    # for which the driver is not installed.
    import psycopg2
    connection = psycopg2.connect(address, **({"user": user} if user else {}))
    connection.autocommit = True
    return connection


def rows(address, sql, *values):
    connection = connect(address)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("?", "%s"), values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
