"""Prometheus's text format, version 0.0.4, read strictly."""
import http.client
import math
import re
import socket

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
SAMPLE = re.compile(rf"({NAME})(?:\{{(.*)\}})? (\S+)")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')
TYPES = ("counter", "gauge", "histogram")


def labels(text):
    """Returns them as a sorted tuple of pairs."""
    found, at = [], 0
    while at < len(text):
        match = LABEL.match(text, at)
        assert match, text
        found.append((match.group(1), match.group(2)))
        at = match.end()
    assert len({name for name, _ in found}) == len(found), text
    return tuple(sorted(found))


def family_of(name, types):
    for end in ("_bucket", "_sum", "_count"):
        base = name.removesuffix(end)
        if base != name and types.get(base) == "histogram":
            return base
    return name


def check_histogram(name, samples):
    """Buckets grow up to +Inf, which is the count."""
    series = {}
    for (sample, pairs), value in samples.items():
        if sample == f"{name}_bucket":
            bound = float(dict(pairs)["le"].replace("+Inf", "inf"))
            rest = tuple(p for p in pairs if p[0] != "le")
            series.setdefault(rest, []).append((bound, value))
    assert series, name
    for rest, buckets in series.items():
        bounds = [b for b, _ in buckets]
        counts = [c for _, c in buckets]
        assert bounds == sorted(set(bounds)) and math.isinf(bounds[-1]), (name, rest)
        assert counts == sorted(counts), (name, rest)
        assert samples[f"{name}_count", rest] == counts[-1]
        assert (f"{name}_sum", rest) in samples


def parse(text):
    """Returns {(name, labels): value} and {name: type}. Fails for what Prometheus would
    refuse, and for what its guide to good names rules out."""
    assert text.endswith("\n") and "\r" not in text
    types, helps, samples, families = {}, {}, {}, []
    for line in text.splitlines():
        if line.startswith("# HELP "):
            _, _, name, words = line.split(" ", 3)
            assert re.fullmatch(NAME, name) and name not in helps and words
            helps[name] = words
        elif line.startswith("# TYPE "):
            name, kind = line.split(" ")[2:]
            assert name not in types and kind in TYPES and name in helps
            types[name] = kind
            families.append(name)
        else:
            match = SAMPLE.fullmatch(line)
            assert match, line
            name, pairs, value = match.groups()
            # The samples of a family are together, after its type.
            assert families and family_of(name, types) == families[-1], line
            key = name, labels(pairs or "")
            assert key not in samples, line
            samples[key] = float(value)
    for name, kind in types.items():
        assert (kind == "counter") == name.endswith("_total"), name
        if kind == "histogram":
            check_histogram(name, samples)
    return samples, types


class OverPath(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=10)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(10)
        self.sock.connect(self.path)


def scrape(connection):
    """Asks for metrics. Returns what parse does."""
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return parse(text)


def of_site(site):
    """The metrics of a site: {"name{label}": value}, with the labels' values alone."""
    samples, _ = scrape(OverPath(site.dir / "run" / "metrics.sock"))
    return {name + ("{" + ",".join(v for _, v in pairs) + "}" if pairs else ""): value
            for (name, pairs), value in samples.items()}
