"""The names of templates are documented, and docs/themes.md is what the templates say."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import theme_names  # noqa: E402


def test_every_name_has_a_meaning():
    said = theme_names.meanings()
    assert len(said) > 250
    in_templates = {n for t in theme_names.templates().values() for n in theme_names.used(t)}
    unknown = (in_templates | theme_names.set_by_views()) - set(said)
    assert not unknown, f"add these to cgi/view/template_names_list.h: {sorted(unknown)}"


def test_no_meaning_is_left_over():
    in_templates = {n for t in theme_names.templates().values() for n in theme_names.used(t)}
    left = set(theme_names.meanings()) - in_templates
    assert not left, f"no template uses these: {sorted(left)}"


def test_names_are_in_order():
    assert list(theme_names.meanings()) == sorted(theme_names.meanings())


def test_the_document_is_up_to_date():
    text = theme_names.PAGE.read_text("utf-8")
    assert text == theme_names.page(text), "run python3 tests/support/theme_names.py"


def test_a_missing_meaning_is_noticed():
    assert theme_names.used("{{#A}}{{B:h}}{{/A}}{{! {{C}} }}") == {"A": True, "B": False}
