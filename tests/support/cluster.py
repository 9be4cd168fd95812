"""A server of PostgreSQL with standbys, which can be killed and promoted, for tests."""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile

import psycopg2
import served

BIN = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
SYNC = "ANY 1 (*)"


def as_postgres(*command, check=True):
    """The server refuses to run as root."""
    user = {"user": "postgres"} if os.getuid() == 0 else {}
    return subprocess.run(list(map(str, command)), cwd="/", check=check, text=True,
                          capture_output=True, env={**os.environ, "LC_ALL": "C"}, **user)


class Server:
    def __init__(self, name, source=None):
        """A new one, or a standby of `source`."""
        self.name = name
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"pamphlet-{name}-", dir="/tmp"))
        if os.getuid() == 0:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        if source:
            as_postgres(BIN / "pg_basebackup", "-h", source.folder, "-U", "root", "-D",
                        self.data, "-R", "-X", "stream", "-c", "fast")
        else:
            as_postgres(BIN / "initdb", "-D", self.data, "-A", "trust", "-E", "UTF8",
                        "--locale=C", "-U", "root")
        self.start()

    def start(self):
        # A standby that is slow to connect still finds the log that it needs.
        as_postgres(BIN / "pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start",
                    "-o", f"-k {self.folder} -c listen_addresses= -c fsync=off"
                          f" -c cluster_name={self.name} -c max_connections=200"
                          " -c synchronous_commit=remote_apply -c wal_receiver_timeout=2s"
                          " -c wal_keep_size=256MB")

    def sql(self, text, database="postgres"):
        connection = psycopg2.connect(host=str(self.folder), user="root", dbname=database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(text)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def set_sync(self, names):
        self.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.sql("SELECT pg_reload_conf()")

    def pid(self):
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def children(self, words):
        """The processes of the server whose title has these words."""
        pid, found = self.pid(), []
        with contextlib.suppress(FileNotFoundError):  # the server was killed
            for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                if words in pathlib.Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace"):
                    found.append(int(child))
        return found

    def pause(self):
        """Receives nothing more."""
        for pid in self.children("walreceiver"):
            os.kill(pid, signal.SIGSTOP)

    def resume(self):
        for pid in self.children("walreceiver"):
            os.kill(pid, signal.SIGCONT)

    def kill(self):
        """Without a chance to write anything."""
        pids = [self.pid(), *self.children("")]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        served.wait_for(lambda: not any(os.path.exists(f"/proc/{p}") for p in pids))

    def received(self):
        """How far it has got: the standby with the largest is promoted. After a restart, it
        has received nothing yet, but replays what it had."""
        return self.sql("SELECT pg_wal_lsn_diff(greatest(pg_last_wal_receive_lsn(),"
                        " pg_last_wal_replay_lsn()), '0/0')")[0][0]

    def promote(self):
        self.resume()
        self.set_sync("")
        as_postgres(BIN / "pg_ctl", "-D", self.data, "-w", "promote")

    def remove(self):
        if (self.data / "postmaster.pid").exists():
            self.resume()
            as_postgres(BIN / "pg_ctl", "-D", self.data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class Cluster:
    """A primary and two standbys, one of which must have a change before it is
    acknowledged."""

    def __init__(self):
        self.count = 0
        self.primary = Server("p0")
        self.primary.sql("CREATE ROLE blog LOGIN CREATEROLE")
        self.primary.sql("CREATE DATABASE blog OWNER blog TEMPLATE template0")
        self.standbys = []
        self.add_standbys()

    def add_standbys(self, wait=True):
        while len(self.standbys) < 2:
            self.count += 1
            self.standbys.append(Server(f"s{self.count}", self.primary))
        self.primary.set_sync(SYNC)
        if wait:
            served.wait_for(lambda: self.primary.sql(
                "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == [(2,)], 60)

    def address(self, *servers):
        hosts = ",".join(str(s.folder) for s in servers)
        return f"postgresql://blog@/blog?host={hosts}"

    def fail_over(self):
        """The one that has received most becomes the primary."""
        best = max(self.standbys, key=Server.received)
        best.promote()
        self.primary.remove()
        self.standbys.remove(best)
        for other in self.standbys:
            other.remove()
        self.primary, self.standbys = best, []

    def remove(self):
        for server in [self.primary, *self.standbys]:
            server.remove()
