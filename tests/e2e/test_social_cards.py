"""Social cards: pictures of titles, for links to articles that have no picture."""
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import pytest
import served
from PIL import Image, ImageChops

PROGRAM = served.BUILD / "pamphlet-picture"
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="libvips is not installed")

PAPER = (0xfb, 0xf8, 0xf2)
FAMILY = "\U0001f469‍\U0001f469‍\U0001f467‍\U0001f466"
# Language, title; what nobody may have to read twice is in many scripts.
TITLES = [
    ("en", "Boats"),
    ("en", "Why the harbour stayed silent for forty years"),
    ("en", "A rather long headline about the committee on municipal finances, " * 4 + "at last"),
    ("de", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
    ("en", f"We {FAMILY} sailed \U0001f3f4‍☠️ to \U0001f1ee\U0001f1f8 and back ⛵️"),
    ("en", "\U0001f600"),
    ("en", "Q&A: is `<b>bold</b>` still <i>in</i>? <span size='999999'>no</span>"),
    ("en", "1984"),
    ("en", "x" * 1000),
    ("en", "“Quoted” – dashed… ½ €5 № 7 → ∞"),
    ("es", "¿Por qué calló el puerto durante cuarenta años?"),
    ("vi", "Vì sao bến cảng im lặng suốt bốn mươi năm"),
    ("ar", "لماذا بقي الميناء صامتاً أربعين عاماً"),
    ("ar", "كتابة برنامج HTTP/2 في لغة C: ما تعلمناه"),
    ("fa", "چرا بندر چهل سال خاموش ماند؟"),
    ("ur", "بندرگاہ چالیس سال تک خاموش کیوں رہی"),
    ("he", "למה שתק הנמל ארבעים שנה? 12 תשובות"),
    ("zh-Hans", "港口为何沉默了四十年:一份关于潮汐、渔业与市政财政的调查报告"),
    ("zh-Hant", "港口為何沉默了四十年"),
    ("ja", "港はなぜ四十年間も静かだったのか"),
    ("ko", "항구는 왜 사십 년 동안 조용했는가"),
    ("hi", "बंदरगाह चालीस साल तक चुप क्यों रहा"),
    ("th", "ทำไมท่าเรือถึงเงียบมาสี่สิบปี เรื่องของกระแสน้ำและการเงินของเทศบาล"),
    ("ru", "Почему гавань молчала сорок лет"),
    ("el", "Γιατί το λιμάνι σιωπούσε σαράντα χρόνια"),
    ("ta", "துறைமுகம் ஏன் நாற்பது ஆண்டுகள் அமைதியாக இருந்தது"),
    ("bn", "বন্দর কেন চল্লিশ বছর নীরব ছিল"),
    ("my", "ဆိပ်ကမ်းသည် အဘယ်ကြောင့် တိတ်ဆိတ်နေခဲ့သနည်း"),
    ("ka", "რატომ დუმდა ნავსადგური ორმოცი წელი"),
    ("am", "ወደቡ ለምን ለአርባ ዓመታት ዝም አለ"),
    ("hy", "Ինչու էր նավահանգիստը լռում քառասուն տարի"),
]
RTL = {"ar", "fa", "ur", "he"}
CJK = {"zh-Hans", "zh-Hant", "ja", "ko"}


class Cards:
    """The program, asked directly."""

    def __init__(self, **environment):
        self.process = subprocess.Popen([PROGRAM, "cards"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        env={**os.environ, **environment})

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.stdin.close()
        self.process.wait(20)

    def ask(self, kind, data):
        self.process.stdin.write(b"%d\n" % (len(data) + 1) + kind + data)
        self.process.stdin.flush()
        size = int(self.process.stdout.readline())
        answer = self.process.stdout.read(size)
        return answer[:1], answer[1:]

    def draw(self, title, lang="en"):
        title = title if isinstance(title, bytes) else title.encode()
        fields = [title, b"Harbour Notes", b"Ada Lovelace", lang.encode(), b"#fbf8f2",
                  b"#24211d", b"#665f55", b"#9f3a22", b"serif"]
        return self.ask(b"C", b"".join(f + b"\0" for f in fields))

    def picture(self, title, lang="en"):
        kind, data = self.draw(title, lang)
        assert kind == b"P", data
        return Image.open(io.BytesIO(data)).convert("RGB")


def site_with(folder, articles=None, **settings):
    site = served.Served(folder, {"cards": "yes", "author": "Ada Lovelace", **settings})
    for name, text in (articles or {}).items():
        site.write(name, text)
    return site


def run(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment,
                          stdin=subprocess.DEVNULL, timeout=300)


def cards(site):
    """{title: path}; None if there is no card, a text if it cannot be drawn."""
    found = {}
    for title, hash, fault in site.rows(
            "SELECT title, hash, fault FROM article a LEFT JOIN social_card ON article_id = a.id"):
        path = site.dir / "media" / "_sizes" / f"{hash}-card.png"
        found[title] = fault or (path if hash else None)
    return found


def files(site):
    return sorted((site.dir / "media" / "_sizes").glob("*-card.png"))


def ink(picture):
    """The box of what is drawn in the middle of a card, where the title is."""
    title = picture.crop((0, 118, 1200, 528))
    return ImageChops.difference(title, Image.new("RGB", title.size, PAPER)).getbbox()


def has_font(lang):
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", f":lang={lang.lower()}"], capture_output=True).stdout)


def has_emoji():
    return has_font("und-zsye")


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    site = site_with(tmp_path_factory.mktemp("cards"))
    for i, (lang, title) in enumerate(TITLES):
        site.write(f"{i}.md", served.matter(json.dumps(title, ensure_ascii=False), lang=lang,
                                            slug=f"n{i}", date="2026-01-01"))
    site.said = run(site, "import", site.sources)
    try:
        yield site.start()
    finally:
        site.stop()


def test_titles_of_all_scripts_are_drawn(shown):
    found = cards(shown)
    assert len(found) == len(TITLES) and shown.said.returncode == 0
    for lang, title in TITLES:
        path = found[title]
        if isinstance(path, str):
            assert re.fullmatch(r"needs a font that has U\+[0-9A-F]{4,6}: install fonts-noto-.*", path)
            assert not has_font(lang) or (title[0] > "\U0001f000" or FAMILY in title) and not has_emoji()
            continue
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
            left, _, right, _ = ink(picture.convert("RGB"))
        assert path.stat().st_size < 40000, title
        # The title begins at the margin of its side.
        assert (1090 <= right <= 1130 if lang in RTL else 70 <= left <= 110), (title, left, right)
        assert right - left > 30 and left >= 70 and right <= 1130, (title, left, right)
    # Two titles may need the same font.
    drawn = [path for path in found.values() if not isinstance(path, str)]
    assert len(set(drawn)) == len(drawn) > 0


def test_pages_name_their_card(shown):
    address = shown.rows("SELECT permalink FROM article WHERE title = 'Boats'")[0][0]
    page = shown.get(address).text
    said = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))
    path = cards(shown)["Boats"]
    assert said["og:image"] == f"{shown.base_url}/media/_sizes/{path.name}"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image:type"] == "image/png" and said["og:image:alt"] == "Boats"
    assert said["twitter:card"] == "summary_large_image"
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1))
    assert data["@graph"][0]["image"] == said["og:image"]
    answer = shown.get(f"/media/_sizes/{path.name}")
    assert answer.status == 200 and answer["Content-Type"] == "image/png"
    assert answer.body == path.read_bytes()


def test_markup_is_text():
    with Cards() as program:
        plain = ink(program.picture("bold"))
        marked = ink(program.picture("<b>bold</b>"))
        assert marked[2] - marked[0] > 1.5 * (plain[2] - plain[0])
        assert program.picture("&amp;").tobytes() != program.picture("&").tobytes()


def test_hostile_titles_do_no_harm():
    with Cards() as program:
        stacked = ink(program.picture("a" + "\u0301" * 10000))
        assert stacked[2] - stacked[0] < 300
        for title in ["\u202e" * 500 + "abc", "\u200d" * 3000, "a\u2028b", "word " * 4000,
                      "\u202aabc" * 900, "\U000e0041" * 200 + "a", "(" * 3000, "ﷺ" * 500]:
            kind, _ = program.draw(title)
            assert kind in b"PF", title[:5]
        # None of these comes from the command, which checks what it sends.
        assert program.draw(b"\xff\xfe\x00")[0] == b"F"
        assert program.ask(b"C", b"no fields")[0] == b"F"
        assert program.ask(b"L", b"no picture")[0] == b"F"
        assert program.draw("It goes on")[0] == b"P"


def test_long_titles_end_in_whole_characters():
    """Whatever does not fit is replaced by an ellipsis, at the end of a character."""
    with Cards() as program:
        flags = "\U0001f1ee\U0001f1f8" * 500
        if program.draw(flags)[0] == b"P":
            box = ink(program.picture(flags))
            assert box[2] <= 1122
        text = program.picture("word " * 300)
        assert text.tobytes() == program.picture("word " * 2000).tobytes()


@pytest.fixture
def open_folder():
    """A folder that everybody may read: as root, the program becomes nobody."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        yield folder


def test_characters_without_a_font_leave_the_card_out(open_folder):
    fonts = open_folder / "fonts.conf"
    if not os.path.exists("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"):
        pytest.skip("fonts-dejavu-core is not installed")
    fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                     f'<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{open_folder}</cachedir>'
                     '</fontconfig>')
    with Cards(FONTCONFIG_FILE=str(fonts)) as program:
        assert program.draw("Boats")[0] == b"P"
        assert program.draw("港口为何沉默") == (
            b"F", b"needs a font that has U+6E2F: install fonts-noto-cjk")
        assert program.draw("\U0001f970") == (
            b"F", b"needs a font that has U+1F970: install fonts-noto-color-emoji")
        assert program.draw("बंदरगाह")[1].endswith(b"install fonts-noto-core, or fonts-noto-extra")
        # The same characters give boxes, so a card with one of them would show.
        assert program.draw("Boats \U0001fbff")[0] == b"F"


def test_a_logo_and_colours(tmp_path):
    logo = Image.new("RGBA", (400, 400), (0, 160, 60, 255))
    out = io.BytesIO()
    logo.save(out, "png")
    with Cards() as program:
        plain = program.picture("Boats")
        assert program.ask(b"L", out.getvalue()) == (b"L", b"")
        marked = program.picture("Boats")
        assert plain.getpixel((100, 85)) != marked.getpixel((100, 85)) == (0, 160, 60)
    site = site_with(tmp_path, {"a.md": served.matter("Boats", date="2026-01-01")})
    (site.dir / "media").mkdir(exist_ok=True)
    (site.dir / "media" / "logo.png").write_bytes(out.getvalue())
    site.set(logo="/media/logo.png", accent="#ffd700", background="#ddeeff")
    site.command("import", site.sources)
    with Image.open(cards(site)["Boats"]) as picture:
        picture = picture.convert("RGB")
        assert picture.getpixel((100, 85)) == (0, 160, 60)
        assert picture.getpixel((600, 300)) == (0xdd, 0xee, 0xff)
        # Yellow cannot be seen on it, and was darkened as on pages.
        assert max(picture.getpixel((90, 541))) < 160


def test_cards_follow_their_articles(tmp_path):
    site = site_with(tmp_path, {"a.md": served.matter("First title", date="2026-01-01"),
                                "b.md": served.matter("Secret draft", status="draft"),
                                "c.md": served.matter("Later", date="2099-01-01")})
    site.command("import", site.sources)
    found = cards(site)
    assert found["Secret draft"] is None and found["First title"].exists() and found["Later"].exists()
    times = {path: path.stat().st_mtime_ns for path in files(site)}
    site.command("import", site.sources)
    site.command("media", "refresh")
    assert {path: path.stat().st_mtime_ns for path in files(site)} == times
    try:
        site.start()
        id, address = site.article("First title")
        image = re.compile(r'<meta property="og:image" content="([^"]+)">')
        first = image.search(site.get(address).text).group(1)
        site.command("post", "update", id, "--title=Second title")
        second = image.search(site.get(address).text).group(1)
        assert first != second
        assert site.get(first.removeprefix(site.base_url)).status == 404
        assert site.get(second.removeprefix(site.base_url)).status == 200
        site.command("post", "unpublish", id)
        assert site.get(second.removeprefix(site.base_url)).status == 404
        site.command("post", "publish", id)
        assert image.search(site.get(address).text).group(1) == second
        site.command("post", "update", id, "--content=![x](https://example.com/x.png)")
        assert image.search(site.get(address).text).group(1) == "https://example.com/x.png"
        assert "og:image:width" not in site.get(address).text
        site.command("post", "delete", site.article("Later")[0], "--yes")
        assert files(site) == []
    finally:
        site.stop()


def test_settings_are_applied_by_media_refresh(tmp_path):
    site = site_with(tmp_path, {"a.md": served.matter("Boats", date="2026-01-01")})
    site.command("import", site.sources)
    before = files(site)
    said = site.command("config", "set", "accent", "#0044cc")
    assert "pamphlet media refresh" in said
    assert "media refresh" not in site.command("config", "set", "per_page", "5")
    assert "1 social card: 1 drawn" in site.command("media", "refresh")
    assert len(files(site)) == 1 and files(site) != before
    assert "1 social card: 0 drawn" in site.command("media", "refresh")
    site.command("config", "set", "cards", "no")
    assert "1 removed" in site.command("media", "refresh")
    assert files(site) == []


def test_names_cannot_be_guessed(tmp_path):
    """A scheduled title would be public for everybody who can guess it."""
    names = []
    for folder in ("one", "two"):
        site = site_with(tmp_path / folder, {"a.md": served.matter("Merger", date="2099-01-01")})
        site.set(title="Same")
        site.command("import", site.sources)
        names.append(files(site)[0].name)
    assert names[0] != names[1]


def test_backups_have_them_and_exports_do_not(tmp_path):
    site = site_with(tmp_path, {"a.md": served.matter("Boats", date="2026-01-01")})
    site.command("import", site.sources)
    site.command("backup", tmp_path / "b.tar.zst")
    files(site)[0].unlink()
    site.command("restore", tmp_path / "b.tar.zst")
    assert [path.name for path in files(site)] == [cards(site)["Boats"].name]
    site.command("export", tmp_path / "tree")
    assert not list((tmp_path / "tree").rglob("*-card.png"))


def test_doctor_names_the_package(tmp_path):
    site = site_with(tmp_path, {"a.md": served.matter("\U0001fbff", date="2026-01-01")})
    said = run(site, "import", site.sources)
    assert said.returncode == 0 and "U+1FBFF" in said.stdout + said.stderr
    assert "1 article has no social card: it needs a font that has U+1FBFF" in run(site, "doctor").stdout


def test_a_program_that_fails_costs_no_article(tmp_path):
    site = site_with(tmp_path, {"a.md": served.matter("Boats", date="2026-01-01")})
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    site.environment["PAMPHLET_PICTURE"] = str(broken)
    said = run(site, "import", site.sources)
    assert said.returncode == 0 and "the program that draws cards failed" in said.stdout + said.stderr
    del site.environment["PAMPHLET_PICTURE"]
    assert "1 social card: 1 drawn" in site.command("media", "refresh")


def test_many_articles_leave_old_ones_for_later(tmp_path):
    """The import of a large blog does not take minutes longer."""
    counting = tmp_path / "counting"
    counting.write_text("#!/usr/bin/python3\nimport sys\nread, write = sys.stdin.buffer, sys.stdout.buffer\n"
                        "while size := read.readline():\n    read.read(int(size))\n"
                        "    write.write(b'16\\nP\\x89PNG\\r\\n\\x1a\\n1234567')\n    write.flush()\n")
    counting.chmod(0o755)
    site = site_with(tmp_path / "site")
    site.environment["PAMPHLET_PICTURE"] = str(counting)
    for n in range(1005):
        site.write(f"{n}.md", served.matter(f"Number {n}", date=f"20{n // 100:02}-01-{1 + n % 28:02}"))
    said = run(site, "import", site.sources)
    assert "5 older articles have no social card yet" in said.stdout + said.stderr
    assert cards(site)["Number 0"] is None and cards(site)["Number 1004"].exists()
    assert "1005 social cards: 5 drawn" in site.command("media", "refresh")


def test_commands_on_comments_draw_none(tmp_path):
    site = site_with(tmp_path, {"a.md": served.matter("Boats", date="2026-01-01")})
    site.environment["PAMPHLET_PICTURE"] = ""
    site.command("import", site.sources)
    del site.environment["PAMPHLET_PICTURE"]
    run(site, "comment", "approve", 99)
    assert files(site) == []
    run(site, "post", "publish", site.article("Boats")[0])
    assert len(files(site)) == 1
