"""Metrics, as Prometheus gets them."""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess

import prometheus
import pytest
import served
import yaml


@pytest.fixture
def own(tmp_path):
    with served.running(tmp_path, moderation="all", flood_seconds=0) as site:
        yield site


def grown(site, before, name):
    return prometheus.of_site(site)[name] - before[name]


def test_requests_and_comments_are_counted(own):
    own.get("/")
    before = prometheus.of_site(own)
    number, _ = own.article("Talk here")
    assert own.get("/nothing/").status == 404
    assert own.get("/?s=tide").status == 200
    assert own.comment(number, "One").status == 303
    assert own.comment(number, "One").status == 409
    assert own.comment(number, "").status == 422
    assert own.comment(number, "Look", preview="1").status == 200
    served.wait_for(lambda: grown(own, before, "pamphlet_requests_total{comment,4xx}") == 2)
    now = prometheus.of_site(own)
    expected = {"pamphlet_requests_total{page,4xx}": 1, "pamphlet_requests_total{page,2xx}": 1,
                "pamphlet_requests_total{comment,3xx}": 1,
                "pamphlet_requests_total{comment,2xx}": 1,
                "pamphlet_request_duration_seconds_count{comment}": 4,
                "pamphlet_comments_received_total{hold}": 1,
                "pamphlet_comments_received_total{duplicate}": 1,
                "pamphlet_comments_received_total{invalid}": 1,
                "pamphlet_comments_received_total{approve}": 0,
                "pamphlet_comments{hold}": 1, "pamphlet_forms_refused_total": 0}
    assert {name: now[name] - before[name] for name in expected} == expected
    assert now["pamphlet_forms_waiting"] == 0 and now["pamphlet_database_up"] == 1
    assert 0 < now["pamphlet_request_duration_seconds_sum{comment}"] < 5


def test_sizes_are_those_of_the_files(own):
    now = prometheus.of_site(own)
    assert now["pamphlet_database_bytes"] == (own.dir / "pamphlet.db").stat().st_size
    assert now["pamphlet_wal_bytes"] == (own.dir / "pamphlet.db-wal").stat().st_size
    assert now["pamphlet_disk_free_bytes"] > 0 and now["pamphlet_workers"] == 2
    own.get("/2026/01/low-tide-at-six/")
    assert prometheus.of_site(own)["pamphlet_page_cache_pages"] >= 1
    assert now["pamphlet_page_cache_limit_bytes"] == 1 << 30


def test_a_hit_of_the_page_cache_is_counted(own):
    """nginx sends cached pages by itself, but asks the program if a parameter is there
    that it knows."""
    own.get("/")
    before = prometheus.of_site(own)
    assert own.get("/?p=0").status == 200
    served.wait_for(lambda: grown(own, before, "pamphlet_page_cache_hits_total") == 1)


def test_a_crash_is_counted_and_loses_no_number(own):
    own.get("/nothing/")
    before = prometheus.of_site(own)
    for pid in own.workers():
        if b"pamphlet.fcgi" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
            break
    served.wait_for(lambda: "supervisor.child_ended" in own.log(), what="the end")
    served.wait_for(lambda: metrics_answer(own), what="an answer")
    now = prometheus.of_site(own)
    assert now["pamphlet_process_failures_total"] == 1
    assert now["pamphlet_requests_total{page,4xx}"] == before["pamphlet_requests_total{page,4xx}"]


def metrics_answer(site):
    try:
        return prometheus.of_site(site)
    except OSError:
        return None


def test_the_readers_address_has_no_metrics(own):
    for path in ("/metrics", "/metrics/"):
        assert own.get(path).status == 404
    sock = own.dir / "run" / "metrics.sock"
    assert stat.S_IMODE(sock.stat().st_mode) == 0o660
    text = str(prometheus.of_site(own))
    assert "@" not in text and str(own.dir) not in text
    own.program.send_signal(signal.SIGTERM)
    assert own.program.wait(15) == 0
    assert not sock.exists()


def test_an_address_of_its_own(own):
    port = served.free_port()

    def answers():
        try:
            return prometheus.scrape(http.client.HTTPConnection("127.0.0.1", port, timeout=10))
        except OSError:
            return None

    assert not answers()
    own.set(metrics_address=f"127.0.0.1:{port}")
    own.reload()
    assert len(served.wait_for(answers)[0]) > 200
    # A restart does not find its own address in use.
    own.program.send_signal(signal.SIGTERM)
    own.program.wait(15)
    own.log_file.write_text("")
    own.start_program()
    assert answers()
    own.set(metrics_address="")
    own.reload()
    served.wait_for(lambda: not answers(), what="the end of the address")


def test_the_document_lists_every_metric(own):
    """And no other. Those about other machines are there with PostgreSQL."""
    own.command("backup", own.folder / "b.tar.zst")
    text = (served.ROOT / "docs" / "monitoring.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(pamphlet_\w+)", text, re.MULTILINE))
    _, types = prometheus.scrape(prometheus.OverPath(own.dir / "run" / "metrics.sock"))
    assert {m for m in listed if own.database or "machine" not in m} == set(types)


MONITORING = served.ROOT / "docs" / "monitoring"
# Of Prometheus itself: functions, operators and words of its language.
LANGUAGE = {"sum", "by", "rate", "increase", "histogram_quantile", "label_values", "up", "time"}


def expressions():
    """Of the dashboard and of the alert rules, with where each is."""
    board = json.loads((MONITORING / "grafana.json").read_text("utf-8"))
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text("utf-8"))
    for variable in board["templating"]["list"]:
        if variable["type"] == "query":
            yield variable["name"], variable["query"]["query"]
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]
    for group in rules["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]


def selectors(expression):
    """The metrics in an expression, each with its matchers: (name, label, operator, value)."""
    for name, inside in re.findall(r"\b(pamphlet_\w+)(?:\{([^}]*)\})?", expression):
        yield name, re.findall(r'(\w+)(=~|!=|=)"([^"]*)"', inside)


def test_dashboard_and_alerts_name_what_exists(own):
    samples, types = prometheus.scrape(prometheus.OverPath(own.dir / "run" / "metrics.sock"))
    values = {}
    for name, pairs in samples:
        for label, value in pairs:
            values.setdefault((name, label), set()).add(value)
    # Missing as long as there is no backup.
    names = {name for name, _ in samples} | {"pamphlet_last_backup_timestamp_seconds"}
    found = set()
    for where, text in expressions():
        for name, matchers in selectors(text):
            assert name in names, f"{where}: {name}"
            found.add(name)
            for label, operator, value in matchers:
                if label == "instance":
                    continue
                wanted = value.split("|") if operator == "=~" else [value]
                assert set(wanted) <= values[name, label], f"{where}: {label} {value}"
        # Labels that are kept, and a spelling that no pattern above has recognized.
        words = set(re.findall(r"[a-z_]\w*", re.sub(r'\{[^}]*\}|\[[^]]*\]|"[^"]*"', "", text)))
        unknown = words - names - LANGUAGE - {"route", "status", "le", "instance", "verdict", "e6",
                                              "e9"}
        assert not unknown, f"{where}: {unknown}"
    # A dashboard without the others would be one that somebody forgot to extend.
    shown = {n.removesuffix("_bucket").removesuffix("_sum") for n in found}
    assert set(types) - shown <= {"pamphlet_page_cache_pages"}


def test_the_alert_rules_are_well_formed():
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text("utf-8"))
    seen = [rule for group in rules["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in seen}) == len(seen)
    for rule in seen:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert set(rule["annotations"]) == {"summary", "description"}
        assert rule["labels"]["severity"] in ("info", "warning", "critical")
        assert rule["expr"].count("(") == rule["expr"].count(")")
    promtool = shutil.which("promtool")
    if promtool:
        subprocess.run([promtool, "check", "rules", MONITORING / "alerts.yml"], check=True,
                       capture_output=True, timeout=60)
