"""The chart for readers of the README: one article, five ways to serve it."""
import contextlib
import dataclasses
import datetime
import os
import statistics
import subprocess

import chart
import served
from hugo import Hugo
from measure import Failed, Spread
from result import Result, Row
from sites import TITLE, Other, PlainFiles, Site, measured_article
from wordpress import WordPress


class HugoFiles(Other):
    """The article as Hugo builds it, without comments, compressed in advance, from nginx."""

    def __init__(self, folder):
        super().__init__(folder, "hugo")
        self.content = self.folder / "content"
        text = measured_article()["posts/measured.md"]
        (self.content / "posts").mkdir(parents=True)
        (self.content / "posts" / "measured.md").write_text(text, "utf-8")

    def start(self):
        hugo = Hugo(self.folder / "source", self.content)
        hugo.build(1)
        root = self.folder / "source" / "public"
        page, = root.glob("2*/*/*/index.html")
        if TITLE not in page.read_text("utf-8"):
            raise Failed("Hugo's page does not show the article")
        subprocess.run(["gzip", "-k", "-9", page], check=True)
        self.path = f"/{page.parent.relative_to(root)}/"
        self.start_own_nginx("include /etc/nginx/mime.types;", f"root {root};\n    gzip_static on;")
        served.wait_for(lambda: self.answers(self.path), what="the first answer with Hugo's files")
        return self


def five_ways(b):
    """Rounds of all five, one after the other."""
    # WordPress needs a good part of a second per page.
    b = dataclasses.replace(b, seconds=max(b.seconds, 3))
    with contextlib.ExitStack() as stack:
        site = Site.sample(b.folder / "chart" / "ours")
        (html,), = site.rows("SELECT html FROM article_body WHERE article_id = ?", site.id)
        servers = [site, PlainFiles(site), HugoFiles(b.folder / "chart" / "hugo"),
                   WordPress(b.folder / "chart" / "cached", "twentytwentythree", html, True),
                   WordPress(b.folder / "chart" / "wordpress", "twentytwentythree", html)]
        for server in servers:
            stack.callback(server.stop)
            server.start()
        site.stored_file(site.path)
        paths = [site.path, site.path] + [s.path for s in servers[2:]]
        rates = [[] for _ in servers]
        for _ in range(b.rounds):
            for server, path, found in zip(servers, paths, rates):
                found.append(b.rate(server, path)["rate"])
    names = ["Pamphlet", "the same files, nginx alone", "Hugo's files, nginx",
             "WordPress, cached by nginx", "WordPress"]
    if b.chart:
        b.chart.write_text(chart.bars(
            "Requests a second: an article with 20 comments",
            [f"{os.cpu_count()} processors, 32 connections; script/bench --only 20, "
             f"{datetime.date.today():%-d %B %Y}.",
             "Hugo's page has no comments; WordPress sends its pages uncompressed."],
            [(name, statistics.median(found), n == 0)
             for n, (name, found) in enumerate(zip(names, rates))]), "utf-8")
    return Result([Row(f"requests a second: {name}", "", "", Spread(found), None, True, 0)
                   for name, found in zip(names, rates)])
