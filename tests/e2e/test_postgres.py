"""A blog in PostgreSQL, over HTTP and with the command."""

import subprocess

import postgres
import psycopg2
import pytest
import served


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = postgres.Postgres(tmp_path_factory.mktemp("server"), served.BUILD / "pamphlet")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def blog(server, tmp_path_factory):
    site = served.Served(tmp_path_factory.mktemp("blog"), {"flood_seconds": 0},
                         served.standard_articles(), database=server.create())
    yield site.start()
    site.stop()


def command(site, *args):
    return subprocess.run([served.BUILD / "pamphlet", "-C", site.dir, *map(str, args)],
                          capture_output=True, text=True, env=site.environment)


def waiting(blog):
    return blog.command("comment", "list", "--status=hold", "--format=ids").split()


def test_a_comment_is_held_approved_and_shown(blog):
    article, path = blog.rows("SELECT id, permalink FROM article WHERE status = 'publish'"
                              " AND type = 'post' AND comments_open = 1 ORDER BY id LIMIT 1")[0]
    answer = blog.comment(article, "The first words from PostgreSQL.")
    assert answer.status in (200, 303)
    assert "words from PostgreSQL" not in blog.get(path).text
    assert len(blog.approve_all()) == 1
    assert "words from PostgreSQL" in blog.get(path).text
    # The page is a file again, and the next change evicts it.
    assert "words from PostgreSQL" in blog.get(path).text
    blog.command("comment", "spam", *blog.command(
        "comment", "list", "--status=approve", "--format=ids").split()[:1])
    assert "words from PostgreSQL" not in blog.get(path).text


def test_a_change_with_psql_is_seen(blog):
    path = blog.rows("SELECT permalink FROM article WHERE status = 'publish'"
                     " AND type = 'post' ORDER BY id DESC LIMIT 1")[0][0]
    assert "Changed by psql" not in blog.get(path).text
    blog.rows("UPDATE article SET title = 'Changed by psql' WHERE permalink = ?", path)
    served.wait_for(lambda: "Changed by psql" in blog.get(path).text)


def test_search_finds(blog):
    paths = blog.rows("SELECT a.permalink FROM article a JOIN article_body b"
                      " ON b.article_id = a.id WHERE a.status = 'publish' AND a.type = 'post'"
                      " AND b.source LIKE ?", "%harbour has a clock%")
    found = blog.get("/?s=clock+harbour")
    assert found.status == 200 and paths
    assert all(path in found.text for path, in paths)
    assert blog.get("/?s=%26%21%28%27%22%5C").status in (200, 400)


def test_the_web_has_no_address(blog):
    assert blog.rows("SELECT count(*) FROM comment_private")[0][0] > 0
    connection = postgres.connect(blog.database, "blog_web")
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("SELECT email FROM comment_private")
    connection.close()


def test_connections_that_are_closed_are_made_again(blog):
    """As after a restart of the server: neither readers nor the next comment notice."""
    connection = postgres.connect(blog.database, "root")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                       " WHERE datname = current_database() AND pid <> pg_backend_pid()")
    connection.close()
    assert all(blog.get(f"/?s=harbour{i}").status == 200 for i in range(8))
    article = blog.rows("SELECT id FROM article WHERE comments_open = 1 AND status = 'publish'"
                        " ORDER BY id LIMIT 1")[0][0]
    before = len(waiting(blog))
    assert blog.comment(article, "After the restart.").status in (200, 303)
    assert len(waiting(blog)) == before + 1


def test_a_backup_is_of_a_blog_in_a_file(blog, tmp_path):
    """So that it can be restored anywhere, and never touches the database of the blog."""
    blog.command("backup", tmp_path / "b.tar.zst")
    listed = subprocess.run(["tar", "-tvf", tmp_path / "b.tar.zst"], capture_output=True,
                            text=True, check=True).stdout
    assert "site.ini" in listed and "-rw------- " in [
        line for line in listed.splitlines() if line.endswith(" pamphlet.db")][0]
    new = tmp_path / "new"
    subprocess.run([served.BUILD / "pamphlet", "-C", new, "restore", tmp_path / "b.tar.zst"],
                   check=True, capture_output=True, env=blog.environment)
    assert "database = \n" in (new / "site.ini").read_text("utf-8").replace("=\n", "= \n")
    assert "postgresql://" not in "".join(
        line for line in (new / "site.ini").read_text("utf-8").splitlines()
        if not line.startswith("#"))
    # The command of the other site, in the same words.
    def listed_by(where, what):
        return subprocess.run([served.BUILD / "pamphlet", "-C", where, what, "list",
                               "--format=json"], capture_output=True, text=True, check=True,
                              env=blog.environment).stdout
    assert listed_by(new, "post") == listed_by(blog.dir, "post")
    assert listed_by(new, "comment") == listed_by(blog.dir, "comment")
    assert "The first words from PostgreSQL" in listed_by(new, "comment")


def test_a_dry_run_changes_nothing(blog):
    before = blog.command("post", "list", "--format=json")
    blog.write("tried.md", served.matter("Only tried"))
    said = blog.command("import", "--dry-run", blog.sources)
    (blog.sources / "tried.md").unlink()
    assert "1 created" in said, said
    assert blog.command("post", "list", "--format=json") == before


def test_the_rest_works_or_says_so(blog):
    assert "pamphlet.db" not in blog.command("doctor", check=False)
    assert blog.command("check")


def test_a_database_that_cannot_be_used(server, tmp_path):
    def init(address):
        return subprocess.run([served.BUILD / "pamphlet", "init", tmp_path / "blog",
                               f"--database={address}"], capture_output=True, text=True)
    assert "postgresql://" in init("mysql://a@b/c").stderr
    assert "does not answer" in init(f"postgresql://blog@/x?host={tmp_path}").stderr or \
        "No such file" in init(f"postgresql://blog@/x?host={tmp_path}").stderr
    assert "nowhere" in init(f"postgresql://blog@/nowhere?host={server.host}").stderr
    assert not (tmp_path / "blog" / "site.ini").exists()
    made = init(server.create(empty=True))
    assert made.returncode == 0, made.stderr
    assert not (tmp_path / "blog" / "pamphlet.db").exists()
