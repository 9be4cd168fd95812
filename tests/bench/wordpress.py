"""WordPress from Debian's packages: php-fpm with OPcache and MariaDB, as processes of its
own on sockets of its own. The system's services and their settings are not touched."""
import json
import pathlib
import subprocess

import served
from measure import Failed
from sites import TITLE, Other, sample_comments

PACKAGED = pathlib.Path("/usr/share/wordpress")
HERE = pathlib.Path(__file__).resolve().parent
PHP_PROCESSES = 4
CACHE = """fastcgi_cache wp;
      fastcgi_cache_key $scheme$request_method$host$request_uri;
      fastcgi_cache_valid 200 10m;
      fastcgi_ignore_headers Cache-Control Expires Set-Cookie;"""
# No flood limit and no mail, as in the settings of the measured Pamphlet site.
NO_LIMITS = """<?php
add_filter('wp_is_comment_flood', '__return_false', 99);
add_filter('pre_wp_mail', '__return_true');
"""


class WordPress(Other):
    """With `cached`, nginx keeps pages for ten minutes, as the usual guides set it up. They may
    then be that old."""

    def __init__(self, folder, theme, html, cached=False):
        super().__init__(folder, "wordpress")
        self.cached = cached
        self.theme = theme
        self.html = html
        self.folder.mkdir(parents=True)
        self.base = self.folder / "m.sock"

    def start(self):
        self.start_database()
        self.copy()
        self.start_php()
        self.start_server()
        article = self.folder / "article.json"
        texts = sample_comments()
        article.write_text(json.dumps({"title": TITLE, "html": self.html, "comments": [
            texts[n % len(texts)] for n in range(20)]}), "utf-8")
        done = subprocess.run(["php", HERE / "wordpress_setup.php", self.base_url, self.theme,
                               article], cwd=self.dir, capture_output=True, text=True,
                              check=False)
        if done.returncode or not done.stdout.strip().isdigit():
            raise Failed(f"WordPress: {done.stdout[-400:]}{done.stderr[-400:]}")
        self.id = int(done.stdout)
        address = self.get(f"/?p={self.id}")["Location"] or ""
        self.path = address.removeprefix(self.base_url)
        text = self.get(self.path).text if address else ""
        if TITLE not in text or text.count('id="comment-') < 20:
            raise Failed("WordPress does not show the article with its comments")
        return self

    def start_database(self):
        data = self.folder / "mariadb"
        user = served.os.environ.get("USER", "root")
        subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={data}",
                        f"--user={user}", "--auth-root-authentication-method=normal"],
                       check=True, capture_output=True)
        self.database = self.spawn(
            "mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={self.base}",
            f"--user={user}", "--skip-networking", f"--pid-file={data}/pid")
        served.wait_for(lambda: subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={self.base}", "-uroot", "-e",
             "CREATE DATABASE IF NOT EXISTS wp"], check=False, capture_output=True)
            .returncode == 0, 60, "MariaDB's start")

    def copy(self):
        # shutil.copytree takes relative links for dangling ones. Some do dangle: what they
        # name is in packages that are not needed.
        subprocess.run(["cp", "-RL", PACKAGED, self.dir], check=False, capture_output=True)
        plugins = self.dir / "wp-content" / "mu-plugins"
        plugins.mkdir(exist_ok=True)
        (plugins / "no-limits.php").write_text(NO_LIMITS, "utf-8")
        (self.dir / "wp-config.php").write_text(f"""<?php
define('DB_NAME', 'wp');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{self.base}');
define('DB_CHARSET', 'utf8mb4');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
""", "utf-8")

    def start_php(self):
        program = max(pathlib.Path("/usr/sbin").glob("php-fpm*"))
        (self.folder / "fpm.conf").write_text(f"""[global]
error_log = {self.folder}/php.log
daemonize = no
[www]
listen = {self.folder}/php.sock
listen.backlog = 4096
pm = static
pm.max_children = {PHP_PROCESSES}
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.memory_consumption] = 128
{"user = root" if served.os.getuid() == 0 else ""}
{"group = root" if served.os.getuid() == 0 else ""}
""", "utf-8")
        self.php = self.spawn(program, "-F", "-R", "-y", self.folder / "fpm.conf")
        served.wait_for((self.folder / "php.sock").is_socket, what="php-fpm's start")

    def start_server(self):
        cache = f"\n  fastcgi_cache_path {self.folder}/cache keys_zone=wp:10m;"
        self.start_own_nginx(f"""include /etc/nginx/mime.types;{cache if self.cached else ""}""",
                             f"""root {self.dir};
    index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param HTTP_HOST $http_host;
      fastcgi_pass unix:{self.folder}/php.sock;
      {CACHE if self.cached else ""}
    }}""")
