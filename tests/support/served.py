"""A site with its own web server, for tests over HTTP."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.parse

import postgres

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("PAMPHLET_BUILD", ROOT / "build")).resolve()
PATH = os.environ.get("PATH", "") + ":/usr/sbin"
BROTLI = pathlib.Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
FORM_TYPE = "application/x-www-form-urlencoded"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(true, seconds=15, what="what the test waits for"):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.03)
    raise AssertionError(f"{what} did not happen in {seconds} s")


def remove_pages(site):
    """The page cache is not in the site's folder."""
    pages = site / "run" / "cache"
    if pages.is_symlink() and str(pages.readlink()).startswith("/dev/shm/pamphlet-"):
        shutil.rmtree(pages.readlink(), ignore_errors=True)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode("utf-8")

    def __getitem__(self, name):
        return self.headers[name]


# Of the tests that send comments faster than people do.
NO_LIMITS = {"network_limit": 0, "article_limit": 0, "site_limit": 0, "pending_limit": 0,
             "form_seconds": 0}


class Served:
    """`settings` replaces lines of site.ini, `articles` is {file name: text}. Without
    flood_seconds, the other limits are off as well. Social cards are off, as drawing
    them takes longer than most tests. `database` is the address of a database of
    PostgreSQL. Without it the blog has a file, unless $PAMPHLET_TEST_POSTGRES names the
    file with the address of a server: then each blog of a run is there."""

    database = None  # those that take a site as it is have a file

    def __init__(self, folder, settings=None, articles=None, database=None):
        self.folder = pathlib.Path(folder)
        self.dir = self.folder / "site"
        self.sources = self.folder / "articles"
        self.sources.mkdir(parents=True)
        self.port = free_port()
        self.brotli = BROTLI.exists()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log_file = self.folder / "server.log"
        self.children = []
        self.environment = {**os.environ, "PAMPHLET_BASE_URL": self.base_url,
                            "LC_ALL": "C.UTF-8"}
        if not database and os.environ.get("PAMPHLET_TEST_POSTGRES"):
            database = postgres.Postgres(None, None).create()
        self.database = database
        subprocess.run([BUILD / "pamphlet", "init", self.dir, "--title=Harbour Notes",
                        f"--base-url={self.base_url}",
                        *([f"--database={database}"] if database else [])],
                       check=True, capture_output=True)
        settings = settings or {}
        none = NO_LIMITS if str(settings.get("flood_seconds")) == "0" else {}
        self.set(**{"cards": "no", **none, **settings})
        for name, text in (articles or {}).items():
            self.write(name, text)
        if articles:
            self.command("import", str(self.sources))

    def set(self, **settings):
        ini = self.dir / "site.ini"
        text = ini.read_text("utf-8")
        for key, value in settings.items():
            text, n = re.subn(rf"(?m)^{key} =.*$", f"{key} = {value}", text)
            assert n == 1, key
        ini.write_text(text, "utf-8")

    def write(self, name, text):
        file = self.sources / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        file.write_bytes(data)

    def command(self, *args, check=True, timeout=60):
        done = subprocess.run([BUILD / "pamphlet", "-C", self.dir, *map(str, args)],
                              capture_output=True, text=True, env=self.environment,
                              stdin=subprocess.DEVNULL, timeout=timeout)
        assert not check or done.returncode == 0, (args, done.stdout, done.stderr)
        return done.stdout

    def spawn(self, *args):
        with open(self.log_file, "ab") as log:
            child = subprocess.Popen(list(map(str, args)), stdin=subprocess.DEVNULL,
                                     stdout=log, stderr=log, env=self.environment,
                                     start_new_session=True)
        self.children.append(child)
        return child

    def start_program(self):
        sock = self.dir / "run" / "pamphlet.sock"
        self.program = self.spawn(BUILD / "pamphlet.fcgi", "-C", self.dir)
        wait_for(lambda: "supervisor.ready" in self.log(), what="pamphlet.fcgi's start")
        assert sock.is_socket()
        return self.program

    def reload(self):
        """Makes the program read site.ini and the templates again.

        The old processes answer until all new ones are ready: only when they are gone is an
        answer sure to come from one that has the new settings.
        """
        old = set(self.workers())
        pid = int((self.dir / "run" / "pamphlet.pid").read_text())
        os.kill(pid, signal.SIGHUP)
        wait_for(lambda: not old & set(self.workers()), what="the end of the old processes")

    def start_nginx(self):
        run = self.dir / "run" / "nginx"
        run.mkdir(parents=True)
        words = {"@USER@": "user root;" if os.getuid() == 0 else "",
                 "@PORT@": str(self.port),
                 "@BROTLI_MODULE@": f"load_module {BROTLI};" if self.brotli else "",
                 "@BROTLI_STATIC@": "brotli_static on;" if self.brotli else ""}
        for name in ("nginx", "fastcgi"):
            text = (ROOT / "script" / f"{name}.conf.in").read_text("utf-8")
            for word, value in words.items():
                text = text.replace(word, value)
            (run / f"{name}.conf").write_text(text, "utf-8")
        nginx = shutil.which("nginx", path=PATH)
        assert nginx, "nginx is not installed"
        self.spawn("env", "-C", run, nginx, "-e", "stderr", "-p", ".", "-c", "nginx.conf")
        self.wait_until_answering()

    def wait_until_answering(self):
        def answers():
            with contextlib.suppress(OSError):
                return self.http("GET", "/").status == 200
        wait_for(answers, what="a first answer")

    def start(self):
        self.start_program()
        self.start_nginx()
        return self

    def stop(self):
        for child in reversed(self.children):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.children:
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        remove_pages(self.dir)

    def log(self):
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def http(self, method, path, body=None, headers=None):
        """The path is sent unchanged, without normalisation."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            c.putrequest(method, path, skip_host="Host" in (headers or {}),
                         skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                c.putheader(name, value)
            if body is not None and "Content-Length" not in (headers or {}):
                c.putheader("Content-Length", str(len(body)))
            c.endheaders(body)
            return Answer(c.getresponse())
        finally:
            c.close()

    def get(self, path, **headers):
        return self.http("GET", path, headers={k.replace("_", "-"): v
                                               for k, v in headers.items()})

    def post(self, fields, headers=None, path="/comment/"):
        """`fields`: pairs, a dictionary, or the body itself."""
        body = fields if isinstance(fields, bytes) else urllib.parse.urlencode(fields).encode()
        return self.http("POST", path, body, {"Content-Type": FORM_TYPE, **(headers or {})})

    def comment(self, article, text, headers=None, **fields):
        return self.post({"comment_post_ID": article, "comment_parent": 0, "author": "Ada",
                          "email": "ada@example.org", "url": "", "comment": text,
                          **fields}, headers)

    def workers(self):
        """Process ids of the supervisor's children."""
        pid = self.program.pid
        return [int(p) for p in pathlib.Path(
            f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def connection(self):
        """To the database, without transactions of its own."""
        return contextlib.closing(sqlite3.connect(
            self.dir / "pamphlet.db", timeout=10, isolation_level=None))

    def rows(self, sql, *values):
        if self.database:
            return postgres.rows(self.database, sql, *values)
        with self.connection() as db:
            return db.execute(sql, values).fetchall()

    def article(self, title):
        """Id and address."""
        rows = self.rows("SELECT id, permalink FROM article WHERE title = ?", title)
        assert len(rows) == 1, title
        return rows[0]

    def approve_all(self):
        ids = self.command("comment", "list", "--status=hold", "--format=ids").split()
        if ids:
            self.command("comment", "approve", *ids)
        return ids

    def comments_json(self, *args):
        return json.loads(self.command("comment", "list", "--format=json", *args))


# Tables of the first schema that have another name now (schema/0011_names.sql).
RENAMED_TABLES = {"listing_span": "listing_bucket", "page_store": "cache_record"}


def make_older(site, version=1):
    """Gives a site a database as an earlier version of the program made it, the first one
    or one with the migrations up to `version`, with all the rows that it could hold."""
    newer = site / "newer.db"
    (site / "pamphlet.db").rename(newer)
    with contextlib.closing(sqlite3.connect(site / "pamphlet.db")) as db:
        for file in sorted((ROOT / "schema").glob("*.sql")):
            if int(file.name[:4]) <= version:
                # Python's SQLite does not have our tokenizer.
                db.executescript(file.read_text("utf-8").replace("'pamphlet'", "'unicode61'"))
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'unicode61', 'pamphlet')")
        db.execute("PRAGMA writable_schema = OFF")
        db.commit()
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        triggers = triggers.fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("ATTACH ? AS newer", [str(newer)])
        # Not the search index, whose tables are FTS5's: an upgrade fills it again.
        tables = db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'"
                            " AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'search*'")
        for table, in tables.fetchall():
            source = RENAMED_TABLES.get(table, table)
            kept = {row[1] for row in db.execute(f"PRAGMA newer.table_info({source})")}
            columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})")
                                if row[1] in kept)
            if columns:
                db.execute(f"INSERT OR REPLACE INTO main.{table}({columns})"
                           f" SELECT {columns} FROM newer.{source}")
        for _, sql in triggers:
            db.execute(sql)
        db.execute(f"PRAGMA user_version = {version}")
        db.commit()
    newer.unlink()


def matter(title, body="Some words.", **keys):
    """Returns the file of an article."""
    lines = [f"{k}: {v}" for k, v in {"title": title, **keys}.items()]
    return "---\n" + "\n".join(lines) + "\n---\n" + body + "\n"


def standard_articles():
    """Returns 25 numbered posts, the posts that tests name, pages and a draft."""
    out = {f"posts/number-{n:02}.md": matter(f"Number {n:02}", date=f"2025-03-{n:02}")
           for n in range(1, 26)}
    out.update({
        "posts/tide.md": matter(
            "Low tide at six", "The mud has a **smell**.\n\n![A boat](boat.png)",
            date="2026-01-20T08:00:00Z", categories="[Harbour/Boats]",
            tags="[tides, mornings]", author="Ada Lovelace"),
        "posts/closed.md": matter("Closed one", date="2026-01-10", comments="false"),
        "posts/long-words.md": matter("Long words", LONG, date="2024-02-01"),
        "posts/draft.md": matter("Secret draft", date="2026-01-11", status="draft"),
        "posts/moves.md": matter("It moves", date="2026-01-12", slug="before"),
        "posts/goes.md": matter("It goes", date="2026-01-13"),
        "posts/talk.md": matter("Talk here", date="2026-01-14"),
        "posts/boat.png": BOAT,
        "pages/about.md": matter("About us", "Who we are.", type="page", menu="true"),
    })
    return out


LONG = "\n\n".join(
    ["Read more about [tides](https://example.org/tides)."] +
    ["The water comes and goes, and with it the boats, the gulls and those who look at them. "
     "Nobody hurries, because nobody can: the harbour has a clock of its own, and it is "
     "always right when the moon is. On a good day you hear the bakery before you see it; "
     "on a bad day you hear the weather. We have written down what we know about both, and "
     "in which order it happened."] * 6 + ["w" * 300, "| a | b |\n|---|---|\n| " +
    "wide&nbsp;" * 40 + "| x |", "    code " + "long " * 60,
    "## The *tides*", "### 潮汐 & <b>boats</b>", "## See [this](https://example.org/)",
    "## " + "w" * 100])

# The smallest possible picture: one pixel.
BOAT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")


@contextlib.contextmanager
def running(folder, /, **settings):
    """A site with the standard articles, its program and nginx."""
    site = Served(folder, settings, standard_articles())
    try:
        yield site.start()
    finally:
        site.stop()
