"""Writes a WordPress export of any size: posts with the HTML of WordPress's block editor,
terms, metadata and comments, the same ones each time."""
import datetime

from corpus import FIRST, Corpus

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour</title><link>https://old.example.org</link><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example.org</wp:base_site_url>
<wp:base_blog_url>https://old.example.org</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ada</wp:author_login>
<wp:author_email>ada@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Ada]]></wp:author_display_name></wp:author>
"""
ITEM = """<item><title>{title}</title>
<link>https://old.example.org/{day:%Y/%m}/post-{n}/</link>
<pubDate>{day:%a, %d %b %Y %H:%M:%S} +0000</pubDate><dc:creator><![CDATA[ada]]></dc:creator>
<guid isPermaLink="false">https://old.example.org/?p={n}</guid><description></description>
<content:encoded><![CDATA[{html}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{n}</wp:post_id>
<wp:post_date>{day:%Y-%m-%d %H:%M:%S}</wp:post_date>
<wp:post_date_gmt>{day:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>
<wp:comment_status>open</wp:comment_status><wp:ping_status>open</wp:ping_status>
<wp:post_name>post-{n}</wp:post_name><wp:status>publish</wp:status>
<wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>
<wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="harbour-{category}"><![CDATA[Harbour {category}]]></category>
<category domain="post_tag" nicename="tag-{tag}"><![CDATA[tag {tag}]]></category>
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key>
<wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
{comments}</item>
"""
COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id>
<wp:comment_author><![CDATA[Reader {id}]]></wp:comment_author>
<wp:comment_author_email>reader-{id}@example.org</wp:comment_author_email>
<wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
<wp:comment_date>{day:%Y-%m-%d %H:%M:%S}</wp:comment_date>
<wp:comment_date_gmt>{day:%Y-%m-%d %H:%M:%S}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>
<wp:comment_parent>0</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>
</wp:comment>
"""
COMMENTS = 2
STEP = datetime.timedelta(minutes=20)


def html_of(corpus):
    blocks = []
    words = 0
    while words < 500:
        text = corpus.paragraph()
        words += len(text.split())
        blocks.append(f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->")
        if corpus.random.random() < 0.2:
            blocks.append(f"<!-- wp:heading -->\n<h2>{corpus.name()}</h2>\n<!-- /wp:heading -->")
    return "\n\n".join(blocks)


def write(path, size):
    """Writes a file of at least `size` bytes, and returns the number of posts. Texts repeat
    after a few hundred posts: making them takes longer than importing them."""
    corpus, n, written = Corpus(200), 0, 0
    texts = [html_of(corpus) for _ in range(400)]
    with open(path, "w", encoding="utf-8") as out:
        written += out.write(HEAD)
        while written < size:
            n += 1
            day = FIRST + n * STEP
            comments = "".join(
                COMMENT.format(id=n * COMMENTS + i, day=day, text=corpus.paragraph())
                for i in range(COMMENTS))
            written += out.write(ITEM.format(
                n=n, title=f"{corpus.name()} {n}", day=day, html=texts[n * 7919 % len(texts)],
                category=n % 12, tag=n % 150, comments=comments))
        out.write("</channel></rss>\n")
    return n
