"""The generated parts of the documentation say what the code says."""

import pytest

from docs.__main__ import renewed, settings, stale


def test_no_generated_part_is_stale() -> None:
    assert not [str(path) for path in stale()], "run make docs"


def test_every_setting_is_listed_with_its_meaning() -> None:
    assert "| `TONGBIAO_CLOCK` | – | file with an offset in seconds" in settings()


def test_a_part_replaces_only_what_stands_between_its_markers() -> None:
    page = "before\n<!-- part -->\nold\n<!-- /part -->\nafter"
    assert renewed(page, "part", "new") == "before\n<!-- part -->\n\nnew\n\n<!-- /part -->\nafter"


def test_a_page_without_the_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place"):
        renewed("nothing here", "part", "new")
