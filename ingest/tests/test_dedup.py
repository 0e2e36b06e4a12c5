"""What counts as the same text."""

from ingest.dedup import content_hash, lock_key, title_hash, verdict


def test_spacing_marks_and_quotes_do_not_make_a_new_text() -> None:
    one = content_hash("نزحت ٣٠٠ عائلة\nمن «القرية».")
    assert one == content_hash('نَزَحَت 300  عائلة من "القرية"')


def test_a_changed_number_makes_a_new_text() -> None:
    assert content_hash("نزحت 300 عائلة") != content_hash("نزحت 400 عائلة")


def test_word_order_makes_a_new_text() -> None:
    assert content_hash("army left town") != content_hash("town left army")


def test_headline_without_letters_has_no_hash() -> None:
    assert title_hash(" … ") == ""
    assert title_hash("عاجل") != ""


def test_lock_key_fits_a_signed_bigint() -> None:
    assert -(2**63) <= lock_key("f" * 64) < 2**63


def test_no_stored_twin_is_no_duplicate() -> None:
    assert verdict(None, is_same_source=False).duplicate_of is None


def test_verdict_says_whose_text_it_repeats() -> None:
    assert verdict(7, is_same_source=False).reason.endswith("article 7 of another outlet")
    assert verdict(7, is_same_source=True).reason.endswith("article 7 of the same outlet")
