<?php
/* Makes a WordPress with the article that is measured. Run with WordPress' folder as the
 * current one: php wordpress_setup.php URL THEME ARTICLE.json  prints the article's id. */
define('WP_INSTALLING', true);
// WordPress' own global variables are many, $theme among them: these are named apart.
[, $bench_url, $bench_theme, $bench_file] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($bench_url, PHP_URL_HOST) . ':' . parse_url($bench_url, PHP_URL_PORT);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Harbour Notes', 'ada', 'ada@example.org', true, '', wp_generate_password());
foreach (['siteurl' => $bench_url, 'home' => $bench_url, 'comment_moderation' => '0',
  'comment_previously_approved' => '0', 'comments_notify' => '0',
  'moderation_notify' => '0'] as $name => $value) {
  update_option($name, $value);
}
switch_theme($bench_theme);
if (get_option('stylesheet') !== $bench_theme || !wp_get_theme()->exists()) {
  fwrite(STDERR, "the theme $bench_theme is not there\n");
  exit(1);
}
$article = json_decode(file_get_contents($bench_file), true);
$id = wp_insert_post(['post_title' => $article['title'], 'post_content' => $article['html'],
  'post_status' => 'publish', 'comment_status' => 'open', 'post_author' => 1]);
foreach ($article['comments'] as $n => $text) {
  wp_insert_comment(['comment_post_ID' => $id, 'comment_author' => "Reader $n",
    'comment_author_email' => "reader-$n@example.org", 'comment_content' => $text,
    'comment_approved' => 1]);
}
echo $id;
