"""A site of Hugo's, from Debian's package, with what a Pamphlet shows of the same
articles: a page each with its terms, its author and a form; the home page, categories,
tags and authors in numbered lists with dates and summaries. Feeds, sitemap and
highlighting, which Pamphlet does not make here, are off."""
import pathlib
import shutil
import subprocess

from measure import Failed

CONFIGURATION = """
baseURL = "http://127.0.0.1/"
title = "Harbour"
paginate = 10
ignoreErrors = ["error-disable-taxonomy"]
disableKinds = ["taxonomy", "RSS", "sitemap", "robotsTXT", "404"]
[taxonomies]
category = "categories"
tag = "tags"
author = "author"
[permalinks]
posts = "/:year/:month/:slug/"
[markup.highlight]
codeFences = false
"""
BASE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title><link rel="stylesheet" href="/style.css">
</head><body><header><a href="/">{{ site.Title }}</a>
<nav>{{ range site.Menus.main }}<a href="{{ .URL }}">{{ .Name }}</a>{{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main><footer><a href="#">Back to top</a></footer>
</body></html>
"""
SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format
"January 2, 2006" }}</time> {{ .ReadingTime }} min</p>{{ .Content }}
<p>{{ range .GetTerms "author" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
{{ range .GetTerms "categories" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}</p>
</article><form method="post" action="/comment/"><label>Name <input name="author"></label>
<label>Email <input name="email"></label><textarea name="comment"></textarea>
<button>Post Comment</button></form>{{ end }}
"""
LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = where site.RegularPages "Section" "posts"
}}{{ end }}{{ range (.Paginate $pages).Pages }}<article><h2><a href="{{ .RelPermalink }}">
{{- .Title }}</a></h2><time>{{ .Date.Format "January 2, 2006" }}</time>
<p>{{ .Summary | plainify }}</p><p>{{ .ReadingTime }} min</p></article>{{ end }}
{{ with .Paginator }}{{ with .Prev }}<a href="{{ .URL }}">Newer</a>{{ end }}
{{ with .Next }}<a href="{{ .URL }}">Older</a>{{ end }}{{ end }}{{ end }}
"""


class Hugo:
    def __init__(self, folder, content):
        """`content` holds the folder posts/."""
        self.content = content
        self.folder = folder
        layouts = folder / "layouts" / "_default"
        layouts.mkdir(parents=True)
        (folder / "hugo.toml").write_text(CONFIGURATION, "utf-8")
        for name, text in (("baseof", BASE), ("single", SINGLE), ("list", LIST)):
            (layouts / f"{name}.html").write_text(text, "utf-8")

    def build(self, articles):
        """Into an empty folder. Fails where a page of an article is missing."""
        done = subprocess.run(
            ["hugo", "--quiet", "--source", self.folder, "--contentDir", self.content],
            capture_output=True, text=True, check=False)
        made = sum(1 for _ in pathlib.Path(self.folder, "public").glob("2*/*/*/index.html"))
        if done.returncode or made != articles:
            raise Failed(f"hugo made {made} of {articles} pages: {done.stdout}{done.stderr}")

    def clean(self):
        shutil.rmtree(self.folder / "public", ignore_errors=True)
