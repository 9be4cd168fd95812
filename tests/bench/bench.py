"""Measures the figures and writes them as Markdown. Started by script/bench."""
import argparse
import datetime
import os
import pathlib
import platform
import re
import signal
import subprocess
import sys

import figures
import served
from measure import ROUNDS, Failed

QUICK_ROUNDS = 3


def arguments():
    p = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    p.add_argument("--out", metavar="FILE", help="write the table there, not to the terminal")
    p.add_argument("--quick", action="store_true",
                   help="runs of a second, three rounds: to try the benchmark, not to quote")
    p.add_argument("--seconds", type=int, metavar="N", help="length of a run (5)")
    p.add_argument("--only", metavar="N,N", help="these figures only")
    p.add_argument("--million", action="store_true",
                   help="also those of a large blog; filling its database takes minutes")
    p.add_argument("--wordpress", action="store_true",
                   help="also beside WordPress, from Debian's packages")
    p.add_argument("--hugo", action="store_true",
                   help="also importing beside Hugo, from Debian's package")
    p.add_argument("--huge", action="store_true",
                   help="import a WordPress export of 2 GiB, not of 200 MiB")
    p.add_argument("--hour", nargs="?", const=60, default=0, type=int, metavar="MINUTES",
                   help="also the memory of a large blog under load for an hour, or as"
                        " many minutes")
    p.add_argument("--chart", metavar="FILE", type=pathlib.Path,
                   help="also the chart, as SVG; needs the packages of --wordpress and --hugo")
    p.add_argument("--articles", type=int, default=1_000_000, metavar="N",
                   help="how large it is (1000000)")
    a = p.parse_args()
    a.numbers = sorted(figures.FIGURES)
    if a.only:
        if not re.fullmatch(r"\d+(,\d+)*", a.only):
            p.error("--only takes numbers with commas between, such as 1,3")
        a.numbers = [int(n) for n in a.only.split(",")]
        for n in a.numbers:
            if n not in figures.FIGURES:
                p.error(f"there is no figure {n}: they are 1 to {max(figures.FIGURES)}")
            needed = figures.FIGURES[n][2]
            if needed and not getattr(a, needed):
                p.error(f"figure {n} needs --{needed}")
    return a


def say(text):
    print(text, file=sys.stderr, flush=True)


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


def machine(a, load):
    """The hardware and software that the figures were measured with."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text("utf-8"))
    release = re.search(r'PRETTY_NAME="(.*)"', pathlib.Path("/etc/os-release").read_text("utf-8"))
    commit = output("git", "-C", served.ROOT, "describe", "--always", "--dirty")
    versions = [output(served.shutil.which("nginx", path=served.PATH), "-v").split(": ")[-1],
                "SQLite " + figures.sqlite3.sqlite_version, output("wrk", "-v").split(" Copy")[0]]
    disk = output("findmnt", "-no", "FSTYPE", "-T", served.BUILD)
    lines = [
        f"- {datetime.date.today()}, Pamphlet at {commit}",
        f"- {os.cpu_count()} × {cpu[1] if cpu else platform.machine()}, "
        f"Linux {platform.release()}, {release[1] if release else ''}",
        f"- {', '.join(versions)}; database on {disk}",
        f"- {a.rounds} rounds of runs of {a.seconds} s, rival, ours, rival; 32 connections "
        "by wrk on the same machine; median (minimum to maximum)",
        f"- load before the run: {load[0]:.2f}",
    ]
    if load[0] > 0.3 * os.cpu_count():
        lines.append("- **The machine was not idle: do not quote this run.**")
    if a.quick:
        lines.append("- **A quick run, to try the benchmark: do not quote it.**")
    return "\n".join(lines)


def table(results):
    lines = ["| | figure | ours | rival | measured | goal | met |",
             "|---|---|---|---|---|---|---|"]
    for n, result in results:
        for row in result.rows:
            sign = "≥" if row.at_least else "≤"
            goal = "" if row.goal is None else f"{sign} {row.goal:g}"
            reached = "" if row.goal is None else "yes" if row.reached else "**no**"
            lines.append(f"| {n} | {row.what} | {row.ours} | {row.rival} | "
                         f"{row.measured.text(row.digits)} | {goal} | {reached} |")
    return "\n".join(lines)


def measure(a):
    b = figures.Bench(figures.folder_for_runs(served.BUILD), a.seconds, a.rounds,
                      a.articles if a.million or a.hour else 0, a.huge,
                      60 if a.quick else a.hour * 60, a.chart)
    results, failed = [], []
    for n in a.numbers:
        name, figure, needed = figures.FIGURES[n]
        if needed and not getattr(a, needed):
            continue
        say(f"{n}. {name} ...")
        try:
            results.append((n, figure(b)))
        except (Failed, AssertionError, subprocess.CalledProcessError) as e:
            failed.append(f"{n}. {name}: not measured: {e}")
            say(failed[-1])
    return results, failed


def main():
    # Exit by an exception, so that the rivals that were started are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    a = arguments()
    a.rounds = QUICK_ROUNDS if a.quick else ROUNDS
    a.seconds = a.seconds or (1 if a.quick else 5)
    load = os.getloadavg()
    results, failed = measure(a)
    parts = [machine(a, load)]
    if any(result.rows for _, result in results):
        parts.append(table(results))
    parts += failed
    for n, result in results:
        if result.remarks:
            parts.append(f"**{n}. {figures.FIGURES[n][0]}.** " + "\n\n".join(result.remarks))
    left = [n for n, (_, _, needed) in figures.FIGURES.items()
            if needed and not getattr(a, needed)]
    if left:
        parts.append("Left out, as their switches were not given: " + ", ".join(
            f"{n} (`--{figures.FIGURES[n][2]}`)" for n in left) + ".")
    text = "\n\n".join(parts) + "\n"
    if a.out:
        pathlib.Path(a.out).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
