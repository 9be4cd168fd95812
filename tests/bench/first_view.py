"""Should the style sheet be a file, or be part of each page? Measures when the first text of an
article with 20 comments appears, at the first view and at the view of the next page, with a
latency of 100 ms and 1.6 Mbit/s, in Chromium: python3 tests/bench/first_view.py"""
import gzip
import http.server
import pathlib
import re
import statistics
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import served  # noqa: E402
from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

ROUNDS = 7
NETWORK = {"offline": False, "latency": 100, "downloadThroughput": 200_000,
           "uploadThroughput": 94_000}
PAINTED = ("return performance.getEntriesByName('first-contentful-paint')"
           ".map(e => e.startTime)[0]")


def written():
    """The page of an article with 20 comments, and its style sheet."""
    with tempfile.TemporaryDirectory() as folder:
        site = served.Served(pathlib.Path(folder) / "blog",
                             {"flood_seconds": 0, "moderation": "none"},
                             served.standard_articles()).start()
        try:
            number, path = site.article("Low tide at six")
            for n in range(20):
                site.comment(number, f"I have been here for {n} years, and saw {n * 7} boats.",
                             author=f"Reader {n}")
            page = site.get(path).text
            address = re.search(r'<link rel="stylesheet" href="([^"]+)">', page)
            return page, address.group(0), site.get(address.group(1)).text
        finally:
            site.stop()


def serve(files):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            kind, body = files.get(self.path.partition("?")[0], ("text/plain", b""))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=3600" if "css" in kind else "no-cache")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(switch)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def views(address):
    """Milliseconds until the first paint: of the first view, and of a second page."""
    b = browser()
    try:
        b.execute_cdp_cmd("Network.enable", {})
        b.execute_cdp_cmd("Network.emulateNetworkConditions", NETWORK)
        out = []
        for n in (1, 2):
            b.get(f"{address}?{n}")
            out.append(WebDriverWait(b, 20).until(lambda b: b.execute_script(PAINTED)))
        return out
    finally:
        b.quit()


def main():
    page, link, css = written()
    page = re.sub(r'<script src=[^>]*></script>|<link rel="icon"[^>]*>', "", page)
    html = "text/html; charset=utf-8"
    files = {"/file/": (html, gzip.compress(page.replace(link, '<link rel="stylesheet" href="/s.css">').encode())),
             "/inline/": (html, gzip.compress(page.replace(link, f"<style>{css}</style>").encode())),
             "/s.css": ("text/css", gzip.compress(css.encode()))}
    server = serve(files)
    base = f"http://127.0.0.1:{server.server_port}"
    took = {kind: [views(f"{base}/{kind}/") for _ in range(ROUNDS)] for kind in ("file", "inline")}
    print("| style sheet | bytes, first view | bytes, each next page | first view | next page |")
    print("|---|---|---|---|---|")
    sizes = {k: len(b) for k, (_, b) in files.items()}
    for kind, seen in took.items():
        first, second = (statistics.median(v[n] for v in seen) for n in (0, 1))
        whole = sizes[f"/{kind}/"] + (sizes["/s.css"] if kind == "file" else 0)
        print(f"| {kind} | {whole} | {sizes[f'/{kind}/']} | {first:.0f} ms | {second:.0f} ms |")
    server.shutdown()


if __name__ == "__main__":
    main()
