"""What script/cluster starts."""

import contextlib
import pathlib
import signal
import tempfile
import threading

import cluster
import served


def show(servers, machines):
    print("Three web machines, which serve the same blog:")
    for site in machines:
        print(f"  {site.base_url}/   pamphlet -C {site.dir}")
    print("The primary and two standbys of PostgreSQL:")
    for server in (servers.primary, *servers.standbys):
        print(f"  {server.name}: psql -h {server.folder} -U root blog   (process {server.pid()})")
    print("Write a comment on one machine and read it on another. Stop or kill any process.\n"
          "To fail over: kill -9 the primary, then as the user postgres:\n"
          f"  {cluster.BIN}/pg_ctl promote -D {servers.standbys[0].data}\n"
          "Until another standby is there, comments wait for one; to do without:\n"
          "  ALTER SYSTEM SET synchronous_standby_names = ''; SELECT pg_reload_conf();\n"
          "Ctrl-C ends all of it.", flush=True)


def main():
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = cluster.Cluster()
        stack.callback(servers.remove)
        address = servers.address(servers.primary, *servers.standbys)
        machines = []
        for i in range(3):
            site = served.Served(folder / f"web{i + 1}", {"flood_seconds": 0,
                                                          "moderation": "rules"},
                                 served.standard_articles() if not i else None, address)
            stack.callback(site.stop)
            machines.append(site.start())
        show(servers, machines)
        ended.wait()


if __name__ == "__main__":
    main()
