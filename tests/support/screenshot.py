"""Draws docs/moderation.svg: a session of the moderation queue, as an emulated terminal
shows it. Run it after a change of the screen: python3 tests/support/screenshot.py"""
import contextlib
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import xml.sax.saxutils

import on_screen
import served

FILE = served.ROOT / "docs" / "moderation.svg"
WIDTH, HEIGHT, LEFT, TOP = 8.43, 20, 20, 58
STYLE = ('text{font:14px ui-monospace,"DejaVu Sans Mono","Liberation Mono",Menlo,Consolas,'
         'monospace;fill:#e6e1d6;white-space:pre}.b{font-weight:bold}.r{fill:#1b1a17}')
TEXT = """I kept the harbour clock for eleven years, and you are right about the tide tables: \
the printed ones are four minutes early in winter. My father wrote the difference on the wall \
of the lamp room, every first of the month.

Is the wall still there?"""


def run(site, *words):
    subprocess.run([served.BUILD / "pamphlet", *(["-C", site] if site else []), *words],
                   check=True, capture_output=True)


def fill(site):
    """Comments from a reader, with what the queue shows of them."""
    at = 1_795_000_000_000_000
    rows = [(None, "approve", "Odd Havn", "", "Four minutes early, in winter.", 1),
            (None, "hold", "Casino Best", "https://casino.example/", "Best casino bonus!", 2),
            (1, "hold", "Ada Lind", "https://lind.example/clock", TEXT, 3),
            (None, "approve", "Ada Lind", "", "What a beautiful lamp.", 3),
            (None, "hold", "Bo", "", "Thank you!", 4)]
    with contextlib.closing(sqlite3.connect(site / "pamphlet.db")) as db, db:
        for n, (parent, status, author, url, source, network) in enumerate(rows, 1):
            db.execute("INSERT INTO comment(article_id, parent_id, type, status, author, url,"
                       " source, html, renderer, created_at, digest)"
                       " VALUES (1,?,'comment',?,?,?,?,'',1,?,?)",
                       (parent, status, author, url, source, at, bytes([n] * 32)))
            db.execute("INSERT INTO comment_private VALUES (?,?)",
                       (n, author.split()[0].lower() + "@example.org"))
            db.execute("INSERT INTO comment_network VALUES (?,?,?)",
                       (n, bytes([network] * 32), at))
            db.execute("INSERT INTO comment_verdict(comment_id, rule, detail, score)"
                       " VALUES (?,'first-time','',?)", (n, 0.04))


def picture():
    """The screen after the first comment was marked as spam."""
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder) / "blog"
        run(None, "init", site, "--title=Harbour Notes", "--base-url=https://example.org")
        run(site, "post", "create", "--title=The years when the harbour had two clocks",
            "--content=Tick.", "--status=publish")
        fill(site)
        there = on_screen.moderate(site, TZ="UTC")
        there.see("Best casino bonus!")
        there.press("s", "Marked as spam: comment 2.")
        there.see("? help")
        shown = there.shown
        rows = [[shown.buffer[y][x] for x in range(shown.columns)] for y in range(shown.lines)]
        there.type("q")
        there.end()
        served.remove_pages(site)
    return rows


def spans(row):
    """(first column, bold, reverse, text) for each run of cells that look alike."""
    out = []
    for x, cell in enumerate(row):
        look = (cell.bold, cell.reverse)
        if out and out[-1][1:3] == list(look):
            out[-1][3] += cell.data
        else:
            out.append([x, *look, cell.data])
    return out


def svg(rows):
    width, height = round(2 * LEFT + 80 * WIDTH), TOP + HEIGHT * len(rows)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
           f' viewBox="0 0 {width} {height}" role="img"'
           ' aria-label="The moderation queue: a comment, and a key for each decision">',
           f"<style>{STYLE}</style>",
           f'<rect width="{width}" height="{height}" rx="8" fill="#1b1a17"/>']
    for n, colour in enumerate(("#f08f6c", "#d9b45a", "#7fa869")):
        out.append(f'<circle cx="{22 + 20 * n}" cy="20" r="6" fill="{colour}"/>')
    for y, row in enumerate(rows):
        base = TOP + HEIGHT * y
        for x, bold, reverse, text in spans(row):
            left = round(LEFT + x * WIDTH, 1)
            if reverse:
                out.append(f'<rect x="{left}" y="{base - 15}" width="{round(len(text) * WIDTH, 1)}"'
                           f' height="{HEIGHT}" fill="#e6e1d6"/>')
            if text.strip():
                kind = " ".join(["b"] * bold + ["r"] * reverse)
                out.append(f'<text x="{left}" y="{base}" xml:space="preserve"'
                           + (f' class="{kind}"' if kind else "")
                           + f">{xml.sax.saxutils.escape(text.rstrip())}</text>")
    return "\n".join(out) + "\n</svg>\n"


if __name__ == "__main__":
    FILE.write_text(svg(picture()), "utf-8")
    sys.stdout.write(f"{FILE}\n")
