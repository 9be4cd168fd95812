"""Web machines with page caches of their own that share a blog in PostgreSQL. Each has
its own site directory, web server and processes on this machine."""

import contextlib
import http.client
import os
import random
import signal
import threading
import time

import postgres
import prometheus
import proxy
import pytest
import served

LEASE = 3  # cache_lease.h, seconds


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = postgres.Postgres(tmp_path_factory.mktemp("server"), served.BUILD / "pamphlet")
    yield made
    made.stop()


@pytest.fixture
def machines(server, tmp_path):
    """Two of them, one of which has imported the articles."""
    address = server.create()
    settings = {"flood_seconds": 0, "moderation": "rules", "hold_score": 0}
    all_of_them = [served.Served(tmp_path / name, settings, articles, database=address)
                   for name, articles in (("a", served.standard_articles()), ("b", None))]
    for site in all_of_them:
        site.start()
    served.wait_for(lambda: live(address) == 2, what="two leases")
    yield all_of_them
    for site in all_of_them:
        site.stop()


def live(address):
    return postgres.rows(address, "SELECT count(*) FROM web_machine WHERE is_live = 1")[0][0]


def article(site):
    return site.rows("SELECT id, permalink FROM article WHERE status = 'publish'"
                     " AND type = 'post' AND comments_open = 1 ORDER BY id LIMIT 1")[0]


def is_cached(site, path):
    return (site.dir / "run" / "cache" / "current" / path.strip("/") / "index.html").exists()


def cached(site, path):
    """Reads the page until it is a file."""
    served.wait_for(lambda: site.get(path).status == 200 and is_cached(site, path))
    return site.get(path).text


def renewer(site):
    """The process that renews the lease: it has a child."""
    return next(pid for pid in site.workers() if os.path.exists(f"/proc/{pid}") and open(
        f"/proc/{pid}/task/{pid}/children", encoding="ascii").read().strip())


def test_a_change_is_seen_on_both_at_once(machines):
    """On either of them, and while both have the page as a file."""
    number, path = article(machines[0])
    for i in range(20):
        for site in machines:
            cached(site, path)
            cached(site, "/")
        here, there = machines[i % 2], machines[1 - i % 2]
        assert here.comment(number, f"Comment {i} for both").status == 303
        assert not is_cached(there, path)
        assert f"Comment {i} for both" in there.get(path).text
        assert f"Comment {i} for both" in here.get(path).text
        here.command("post", "update", number, f"--title=Title {i}")
        assert f"Title {i}" in there.get("/").text
    assert "lease.lost" not in machines[0].log() + machines[1].log()
    assert "expired" not in machines[0].log() + machines[1].log()
    values, _ = prometheus.scrape(prometheus.OverPath(
        machines[0].dir / "run" / "metrics.sock"))
    seen = {name: value for (name, *_), value in values.items()}
    assert seen["pamphlet_machine_waits_total"] >= 20
    assert 0 < seen["pamphlet_machine_wait_seconds_total"] < 60
    assert seen["pamphlet_machines_expired_total"] == 0


def test_readers_of_each_machine_never_go_back(machines):
    """Comments are sent to one machine while all pages are read at the other: a page that
    is asked for after the answer has the comment."""
    number, path = article(machines[0])
    acknowledged, stale, stop = [0], [], threading.Event()

    def read():
        while not stop.is_set():
            wanted = acknowledged[0]
            text = machines[1].get(path).text
            if wanted and f"Counted {wanted} end" not in text:
                stale.append((wanted, text.count("Counted")))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    for i in range(1, 45):
        assert machines[0].comment(number, f"Counted {i} end").status == 303
        acknowledged[0] = i
    waited = time.monotonic() - began
    stop.set()
    for thread in threads:
        thread.join()
    assert not stale, stale[:3]
    assert waited < 44 * 0.5, waited


def test_a_machine_that_is_killed_is_waited_for_once(machines):
    number, path = article(machines[0])
    cached(machines[1], path)
    os.killpg(machines[1].program.pid, signal.SIGKILL)
    machines[1].program.wait()
    began = time.monotonic()
    assert machines[0].comment(number, "After the kill").status == 303
    assert time.monotonic() - began < LEASE + 1
    # Its web server is still running, and has no page any more.
    assert not is_cached(machines[1], path)
    began = time.monotonic()
    assert machines[0].comment(number, "The second").status == 303
    assert time.monotonic() - began < 1
    assert live(machines[0].database) == 1
    assert "machines.expired" in machines[0].log()


def test_nothing_is_left_after_a_kill_at_the_worst_moment(machines):
    """Right after the lease was renewed, all processes but the one that watches it are
    killed."""
    _, path = article(machines[0])
    for i in range(3):
        cached(machines[1], path)
        postgres.rows(machines[1].database, "NOTIFY pamphlet_eviction")
        time.sleep(0.004 + 0.004 * i)
        os.killpg(machines[1].program.pid, signal.SIGKILL)
        machines[1].program.wait()
        served.wait_for(lambda: not is_cached(machines[1], path), LEASE)
        machines[1].log_file.write_text("")
        machines[1].start_program()
        served.wait_for(lambda: live(machines[0].database) == 2)


def test_a_process_that_is_stopped_loses_the_lease(machines):
    """Its pages are not used, although the other processes of the machine go on; and when
    it goes on, it begins with an empty cache."""
    number, path = article(machines[0])
    cached(machines[1], path)
    pid = renewer(machines[1])
    os.kill(pid, signal.SIGSTOP)
    try:
        assert machines[0].comment(number, "While it sleeps").status == 303
        assert "While it sleeps" in machines[1].get(path).text
        assert not is_cached(machines[1], path)
        assert machines[1].get("/").status == 200 and not is_cached(machines[1], "/")
    finally:
        os.kill(pid, signal.SIGCONT)
    served.wait_for(lambda: live(machines[0].database) == 2)
    assert "While it sleeps" in cached(machines[1], path)
    assert machines[0].comment(number, "Awake").status == 303
    assert "Awake" in machines[1].get(path).text


def test_a_machine_that_is_cut_off_stops_using_its_pages(server, tmp_path):
    """It does not reach the database, and does not know why."""
    address = server.create()
    settings = {"flood_seconds": 0, "moderation": "rules", "hold_score": 0}
    here = served.Served(tmp_path / "a", settings, served.standard_articles(), address)
    between = proxy.Proxy(tmp_path / "socket", server.host)
    there = served.Served(tmp_path / "b", settings,
                          database=address.replace(server.host, str(between.folder)))
    here.start()
    there.start()
    number, path = article(here)
    served.wait_for(lambda: live(address) == 2)
    cached(there, path)
    between.cut()
    began = time.monotonic()
    assert here.comment(number, "While it is cut off").status == 303
    assert LEASE - 1 < time.monotonic() - began < LEASE + 1
    assert not is_cached(there, path)
    between.mend()
    served.wait_for(lambda: live(address) == 2)
    assert "While it is cut off" in cached(there, path)
    here.stop()
    there.stop()
    between.close()


class History:
    """Comments are sent to any machine, and pages are read at any, while things go wrong.
    A page that was asked for after the answer to a comment has that comment."""

    def __init__(self, machines, number, path, seed):
        self.machines, self.number, self.path = machines, number, path
        self.random = random.Random(seed)
        self.acknowledged = [0]
        self.stale, self.lost, self.sent, self.reads = [], [], 0, 0
        self.stop = threading.Event()

    def write(self):
        while not self.stop.is_set():
            self.sent += 1
            site = self.machines[self.sent % len(self.machines)]
            with contextlib.suppress(OSError, http.client.HTTPException):
                if site.comment(self.number, f"Counted {self.sent} end").status == 303:
                    self.acknowledged.append(self.sent)
            time.sleep(0.05)

    def read(self, site):
        while not self.stop.is_set():
            wanted = self.acknowledged[-1]
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = site.get(self.path)
                if answer.status == 200:
                    self.reads += 1
                    if wanted and f"Counted {wanted} end" not in answer.text:
                        self.stale.append((site.port, wanted))

    def run(self, seconds, disturb):
        threads = [threading.Thread(target=self.write)]
        threads += [threading.Thread(target=self.read, args=(site,))
                    for site in self.machines for _ in range(2)]
        for thread in threads:
            thread.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.stale:
            disturb(self.random)
        self.stop.set()
        for thread in threads:
            thread.join()
        kept = {t for t, in self.machines[0].rows("SELECT source FROM comment")}
        self.lost = [n for n in self.acknowledged[1:] if f"Counted {n} end" not in kept]


def processes(site):
    """Of the program, in any of its roles."""
    with contextlib.suppress(OSError):
        return site.workers()
    return []


def test_no_order_of_events_shows_a_former_page(machines):
    """Processes are stopped for a while, or killed. $PAMPHLET_HISTORY_SECONDS is for a long
    run, $PAMPHLET_HISTORY_SEED for another one."""
    for site in machines:
        site.set(order="newest")
        site.reload()
    seed = os.environ.get("PAMPHLET_HISTORY_SEED", "1")
    history = History(machines, *article(machines[0]), seed)

    def disturb(chance):
        pids = processes(chance.choice(machines))
        if not pids:
            return
        pid = chance.choice(pids)
        with contextlib.suppress(ProcessLookupError):
            if chance.random() < 0.3:
                os.kill(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGSTOP)
                time.sleep(chance.choice([0.1, 0.5, 2.5, 4]))
                os.kill(pid, signal.SIGCONT)
        time.sleep(chance.random() * 0.5)

    history.run(float(os.environ.get("PAMPHLET_HISTORY_SECONDS", "25")), disturb)
    print(f"seed {seed}: {len(history.acknowledged)} of {history.sent} comments, "
          f"{history.reads} reads")
    assert not history.stale, (seed, history.stale[:5])
    assert not history.lost, (seed, history.lost[:5])
    assert len(history.acknowledged) > 20 and history.reads > 500


def test_machines_start_and_stop_without_waiting(machines):
    number, path = article(machines[0])
    machines[1].program.terminate()
    machines[1].program.wait()
    assert live(machines[0].database) == 1
    began = time.monotonic()
    assert machines[0].comment(number, "Alone").status == 303
    assert time.monotonic() - began < 1
    assert machines[0].rows("SELECT count(*) FROM eviction WHERE change ="
                            " (SELECT max(change) FROM site)") == [(0,)]
    machines[0].reload()
    assert "Alone" in cached(machines[0], path)


def test_a_command_on_a_third_machine_evicts(machines, tmp_path):
    """One without a web server, and without a page cache."""
    number, path = article(machines[0])
    third = served.Served(tmp_path / "c", {"flood_seconds": 0},
                          database=machines[0].database)
    for site in machines:
        cached(site, path)
    third.command("post", "update", number, "--title=From the third")
    assert all("From the third" in site.get(path).text for site in machines)
