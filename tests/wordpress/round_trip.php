<?php
/* Installs WordPress, imports a file with WordPress' own importer, and exports it again. Run
 * with WordPress' folder as the current one:
 *   php round_trip.php URL IMPORTER FILE EXPORT
 * where IMPORTER is the folder of the plugin wordpress-importer. Prints what WordPress has
 * then, as JSON. */
define('WP_INSTALLING', true);
define('WP_LOAD_IMPORTERS', true);
// Pictures in SVG, which WordPress refuses otherwise.
define('ALLOW_UNFILTERED_UPLOADS', true);
[, $trip_url, $trip_importer, $trip_file, $trip_export] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($trip_url, PHP_URL_HOST) . ':' . parse_url($trip_url, PHP_URL_PORT);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/admin.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Empty', 'admin', 'admin@example.org', true, '', wp_generate_password());
update_option('siteurl', $trip_url);
update_option('home', $trip_url);
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
// What an installation contains is no part of the blog.
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $post) {
  wp_delete_post($post->ID, true);
}
foreach (get_comments() as $comment) {
  wp_delete_comment($comment->comment_ID, true);
}
// Pictures are fetched from a server on this machine, at a port of its own.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => range(1024, 65535));
add_filter('upload_mimes', fn($types) => $types + ['svg' => 'image/svg+xml']);
wp_set_current_user(1);
require "$trip_importer/wordpress-importer.php";
$importer = new WP_Import();
$importer->fetch_attachments = true;
// What the form of the importer asks for: each author becomes a user.
$_POST['imported_authors'] =
  array_values(wp_list_pluck($importer->parse($trip_file)['authors'], 'author_login'));
ob_start();
$importer->import($trip_file, ['rewrite_urls' => false]);
$said = trim(html_entity_decode(strip_tags(ob_get_clean())));

/* Rows of a query as name => number. */
function trip_counts(string $sql): array {
  global $wpdb;
  $found = [];
  foreach ($wpdb->get_results($sql, ARRAY_N) as [$name, $number]) {
    $found[$name] = (int) $number;
  }
  ksort($found);
  return $found;
}

$counts = [
  'said' => $said,
  'posts' => trip_counts("SELECT CONCAT(post_type, ' ', post_status), count(*) FROM $wpdb->posts
    WHERE post_type IN ('post', 'page', 'attachment') GROUP BY 1"),
  'comments' => trip_counts("SELECT comment_approved, count(*) FROM $wpdb->comments GROUP BY 1"),
  'replies' => trip_counts("SELECT comment_parent > 0, count(*) FROM $wpdb->comments GROUP BY 1"),
  'terms' => trip_counts("SELECT taxonomy, count(*) FROM $wpdb->term_taxonomy
    WHERE taxonomy IN ('category', 'post_tag') GROUP BY 1"),
  'users' => trip_counts("SELECT user_login, 1 FROM $wpdb->users"),
];
require ABSPATH . 'wp-admin/includes/export.php';
ob_start();
export_wp(['content' => 'all']);
file_put_contents($trip_export, ob_get_clean());
echo json_encode($counts, JSON_FORCE_OBJECT);
