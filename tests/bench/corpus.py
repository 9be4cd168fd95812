"""Generates Markdown articles as an old blog might have them, the same ones each time, to
compare an import with a static site generator."""
import datetime
import random

LEAST_WORDS, MOST_WORDS = 250, 1100
CATEGORIES, TAGS, AUTHORS = 12, 150, 5
FIRST = datetime.datetime(2004, 1, 5, 8, 30, tzinfo=datetime.timezone.utc)
STEP = datetime.timedelta(hours=19)
SYLLABLES = ("ba be da do fa fe ga ha ka la lo ma mi na no pa ra re sa se so ta te to va vi "
             "wa wen ser tor mel lin gar ton ris hal dun mor").split()


class Corpus:
    """`write` puts `count` articles below a folder, one folder a year."""

    def __init__(self, count):
        self.count = count
        self.random = random.Random(count)
        self.words = sorted({"".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4)))
                             for _ in range(6000)})
        self.bytes = 0

    def some(self, least, most):
        return self.random.choices(self.words, k=self.random.randint(least, most))

    def name(self, least=2, most=6):
        return " ".join(self.some(least, most)).capitalize()

    def phrase(self):
        """A few words, now and then marked up, with a link or an accent."""
        text = " ".join(self.some(2, 9))
        kind = self.random.random()
        if kind < 0.06:
            return f"**{text}**"
        if kind < 0.12:
            return f"*{text}*"
        if kind < 0.16:
            return f"`{text}`"
        if kind < 0.20:
            return f"[{text}](https://www.example.org/{self.random.choice(self.words)}/)"
        if kind < 0.23:
            return text + " café"
        return text

    def sentence(self):
        text = ", ".join(self.phrase() for _ in range(self.random.randint(1, 3)))
        return text[:1].upper() + text[1:] + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))

    def block(self, number):
        kind = self.random.random()
        if kind < 0.12:
            return f"## {self.name()}"
        if kind < 0.20:
            return "\n".join(f"- {self.phrase()}" for _ in range(self.random.randint(3, 7)))
        if kind < 0.24:
            return "\n".join(f"{i}. {self.phrase()}" for i in range(1, 5))
        if kind < 0.28:
            return "\n".join("> " + self.sentence() for _ in range(2))
        if kind < 0.32:
            lines = (f"let {a} = {b}({c!r});" for a, b, c in
                     (self.some(3, 3) for _ in range(5)))
            return "```js\n" + "\n".join(lines) + "\n```"
        if kind < 0.35:
            rows = [f"| {a} | {b} | {self.random.randint(1, 999)} |" for a, b in
                    (self.some(2, 2) for _ in range(5))]
            return "\n".join(["| what | where | how many |", "|---|---|--:|", *rows])
        if kind < 0.38:
            return f"{self.sentence()}[^{number}]\n\n[^{number}]: {self.sentence()}"
        return self.paragraph()

    def article(self, number):
        wanted = self.random.randint(LEAST_WORDS, MOST_WORDS)
        blocks, words = [], 0
        while words < wanted:
            blocks.append(self.block(len(blocks)))
            words += blocks[-1].count(" ") + 1
        date = FIRST + number * STEP
        tags = self.random.sample(range(TAGS), self.random.randint(1, 4))
        return date, "\n".join([
            "---",
            f"title: \"{self.name()} {number}\"",
            f"date: {date.isoformat()}",
            f"slug: entry-{number}",
            f"author: Author {self.random.randrange(AUTHORS)}",
            f"categories: [\"Harbour {self.random.randrange(CATEGORIES)}\"]",
            "tags: [" + ", ".join(f"\"tag {t}\"" for t in tags) + "]",
            "---", "", "\n\n".join(blocks), ""])

    def write(self, folder):
        for number in range(self.count):
            date, text = self.article(number)
            year = folder / str(date.year)
            year.mkdir(parents=True, exist_ok=True)
            (year / f"entry-{number}.md").write_text(text, "utf-8")
            self.bytes += len(text.encode())
