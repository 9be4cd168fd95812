<?php
/* Makes a WordPress with the article that is measured. Run with WordPress' folder as the
 * current one: php wordpress_setup.php URL THEME ARTICLE.json  prints the article's id. */
define('WP_INSTALLING', true);
[, $url, $theme, $file] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
$article = json_decode(file_get_contents($file), true);
wp_install('Harbour Notes', 'ada', 'ada@example.org', true, '', wp_generate_password());
foreach (['siteurl' => $url, 'home' => $url, 'comment_moderation' => '0',
  'comment_previously_approved' => '0', 'comments_notify' => '0',
  'moderation_notify' => '0'] as $name => $value) {
  update_option($name, $value);
}
switch_theme($theme);
$id = wp_insert_post(['post_title' => $article['title'], 'post_content' => $article['html'],
  'post_status' => 'publish', 'comment_status' => 'open', 'post_author' => 1]);
foreach ($article['comments'] as $n => $text) {
  wp_insert_comment(['comment_post_ID' => $id, 'comment_author' => "Reader $n",
    'comment_author_email' => "reader-$n@example.org", 'comment_content' => $text,
    'comment_approved' => 1]);
}
echo $id;
