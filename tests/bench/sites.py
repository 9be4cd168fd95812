"""Sites to measure, and their rivals."""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import served  # noqa: E402
from measure import Failed  # noqa: E402

SAMPLE = ROOT / "script" / "sample"
PROGRAMS = served.BUILD / "tests" / "bench"
TITLE = "Two clocks, measured"
COMMENTS = 20
# Headers that nginx adds, or that differ from response to response.
NOT_OURS = {"date", "server", "connection", "keep-alive", "transfer-encoding"}


def sample_comments():
    """Texts of the sample's comments."""
    out = []
    for file in sorted(SAMPLE.glob("posts/*.comments.json")):
        out += [c["text"] for c in json.loads(file.read_text("utf-8"))["comments"]]
    return out


def measured_article():
    """The sample's longest article with 20 comments: {file name: text}."""
    source = max(SAMPLE.glob("posts/*.md"), key=lambda f: f.stat().st_size)
    body = source.read_text("utf-8").split("\n---\n", 1)[1]
    texts = sample_comments()
    comments = [{
        "id": n, "parent": n - 1 if n % 3 == 2 else 0, "author": f"Reader {n}",
        "url": f"https://reader-{n}.example.org/" if n % 4 == 0 else "",
        "date": f"2026-02-01T{n:02}:00:00Z", "status": "approve",
        "text": texts[n % len(texts)] + (f" ({n})" if n >= len(texts) else ""),
    } for n in range(1, COMMENTS + 1)]
    return {
        "posts/measured.md": served.matter(
            TITLE, body, date="2026-01-30T08:00:00Z", categories="[Harbour]",
            tags="[clocks, measuring]", author="Ada Lovelace"),
        "posts/measured.comments.json": json.dumps({"comments": comments}),
    }


class Site(served.Served):
    """A site behind the shipped nginx configuration. Its folder is on a disk, not in memory,
    because the cost of durable writes is part of what is measured."""

    def __init__(self, folder, settings=None, articles=None):
        quiet = {"moderation": "none", "flood_seconds": 0}
        super().__init__(folder, {**quiet, **(settings or {})}, articles)

    @classmethod
    def sample(cls, folder, /, **settings):
        """The sample site and the article that is measured."""
        site = cls(folder, settings, measured_article())
        site.command("import", str(SAMPLE))
        site.id, site.path = site.article(TITLE)
        (count,), = site.rows("SELECT comment_count FROM article WHERE id = ?", site.id)
        if count != COMMENTS:
            raise Failed(f"the article has {count} comments")
        return site

    def url(self, path):
        return self.base_url + path

    def stored_file(self, path):
        """Waits until the page is in the page cache, and returns its path."""
        leaf = self.dir / "run" / "cache" / "current" / path.strip("/") / "index.html"

        def stored():
            self.get(path)
            return leaf.exists()
        served.wait_for(stored, what=f"{path} in the page cache")
        return leaf


def headers_of(answer, without=()):
    return sorted((k.lower(), v) for k, v in answer.headers.items()
                  if k.lower() not in NOT_OURS | set(without))


def same_or_fail(ours, theirs, without=()):
    """Fails unless the rival sends the same response."""
    a, b = headers_of(ours, without), headers_of(theirs, without)
    if (ours.status, a, ours.body) != (theirs.status, b, theirs.body):
        odd = set(map(str, a)) ^ set(map(str, b))
        raise Failed(f"the rival answers otherwise: {ours.status} {theirs.status} {odd}")


def quoted(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Other(served.Served):
    """Serves without creating a site first."""

    def __init__(self, folder, directory):  # pylint: disable=super-init-not-called
        self.folder = pathlib.Path(folder)
        self.dir = self.folder / directory
        self.port = served.free_port()
        self.brotli = served.BROTLI.exists()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log_file = self.folder / "server.log"
        self.children = []
        self.environment = {**os.environ, "PAMPHLET_BASE_URL": self.base_url,
                            "LC_ALL": "C.UTF-8"}

    def start_own_nginx(self, http, server):
        """An nginx with as many processes and connections as the site's, and with these
        lines; everything that it writes is in the folder."""
        f = self.folder
        template = (ROOT / "script" / "nginx.conf.in").read_text("utf-8")
        connections, processes = (re.search(rf"worker_{name} \d+;", template)[0]
                                  for name in ("connections", "processes"))
        temporary = "\n  ".join(f"{name}_temp_path {f}/{name};" for name in
                               ("client_body", "fastcgi", "proxy", "scgi", "uwsgi"))
        (f / "nginx.conf").write_text(f"""{"user root;" if os.getuid() == 0 else ""}
daemon off;
{processes}
pid {f}/nginx.pid;
error_log stderr warn;
events {{ {connections} }}
http {{
  access_log off;
  {temporary}
  {http}
  server {{
    listen 127.0.0.1:{self.port} backlog=4096;
    {server}
  }}
}}
""", "utf-8")
        return self.spawn(shutil.which("nginx", path=served.PATH), "-e", "stderr", "-p", f,
                          "-c", f / "nginx.conf")

    def answers(self, path):
        """Whether the page can be had."""
        try:
            return self.get(path).status == 200
        except OSError:
            return False


class PlainFiles(Other):
    """The same nginx with the same bytes as plain files. Files are in memory, as those
    of the page cache are."""

    def __init__(self, site, more=""):
        super().__init__(tempfile.mkdtemp(prefix="pamphlet-bench-", dir="/dev/shm"), ".")
        self.site = site
        self.more = more  # in the server's block

    def copy(self, path):
        """Copies the cached page, with its modification time, to page.html and to the path
        that a static site generator would use."""
        leaf = self.site.stored_file(path)
        # A page that was replaced gets its other encodings when it has been quiet.
        served.wait_for(leaf.with_name(leaf.name + ".br").exists, what="the compressed page")
        for name in ("page.html", path.strip("/") + "/index.html"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            for ending in ("", ".gz", ".br"):
                new = self.folder / f"new{ending}"
                shutil.copy2(leaf.with_name(leaf.name + ending), new)
                new.rename(self.folder / (name + ending))

    def start(self):
        path = self.site.path
        self.copy(path)
        answer = self.site.get(path, Accept_Encoding="gzip")
        skip = {"content-type", "content-length", "content-encoding", "etag"}
        headers = "\n      ".join(f"add_header {name} {quoted(value)} always;"
                                 for name, value in headers_of(answer, skip))
        self.nginx = self.start_own_nginx(f"""server_tokens off;
  types {{ }}
  default_type {quoted(answer['Content-Type'])};""", f"""location / {{
      root {self.folder};
      gzip_static on;
      add_header Last-Modified "";
      {headers}
    }}
    {self.more}""")
        served.wait_for(lambda: self.answers("/page.html"), what="the rival's first answer")
        self.check(path)
        return self

    def check(self, path):
        for theirs in ("/page.html", path):
            same_or_fail(self.site.get(path, Accept_Encoding="gzip"),
                         self.get(theirs, Accept_Encoding="gzip"))

    def stop(self):
        super().stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Echo(Other):
    """A libfcgi program behind the shipped nginx configuration, with the answer that the
    site gives to `path`."""

    def __init__(self, site, folder, coding="gzip"):
        super().__init__(folder, "site")
        self.site = site
        self.coding = coding
        (self.dir / "run").mkdir(parents=True)

    def start(self, path, workers):  # pylint: disable=arguments-differ
        answer = self.site.get(path, Accept_Encoding=self.coding)
        head = "".join(f"{k}: {v}\r\n" for k, v in answer.headers.items()
                       if k.lower() not in NOT_OURS)
        file = self.folder / "answer"
        file.write_bytes(head.encode("latin-1") + b"\r\n" + answer.body)
        socket = self.dir / "run" / "pamphlet.sock"
        self.program = self.spawn(PROGRAMS / "bench_echo", socket, workers, file)
        served.wait_for(socket.is_socket, what="the libfcgi program's start")
        self.start_nginx()
        same_or_fail(answer, self.get(path, Accept_Encoding=self.coding))
        return self
