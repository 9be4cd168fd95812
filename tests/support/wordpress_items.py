"""Parts of WordPress exports, for tests that need many."""


def two_comments(n):
    """Returns two comments of post n, the reply before its parent."""
    return "".join(
        f"<wp:comment><wp:comment_id>{i}</wp:comment_id><wp:comment_author>A</wp:comment_author>"
        f"<wp:comment_date_gmt>2020-05-02 09:00:00</wp:comment_date_gmt><wp:comment_content>"
        f"Word {i}</wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        for i, parent in ((2 * n, 2 * n + 1), (2 * n + 1, 0)))
