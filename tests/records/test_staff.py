from __future__ import annotations

from dataclasses import replace

import pytest

from records import staff
from records.clock import Clock
from records.database import Store
from records.errors import SignInLocked, SignInRefused, TokenRefused, WeakPassword

PASSWORD = "a long enough sentence"


def later(store: Store, minutes: float) -> Store:
    return replace(store, clock=Clock(minutes * 60))


@pytest.fixture
def priya(store: Store) -> str:
    member, token = staff.create_staff(store, "Priya Shah")
    staff.set_password(store, token, PASSWORD)
    return member.login


def test_a_new_member_sets_a_password_by_the_link_and_signs_in(store: Store) -> None:
    member, token = staff.create_staff(store, "Priya Shah")
    assert member.login == "priya.shah"
    assert staff.member_for_link(store, token) == member
    staff.set_password(store, token, PASSWORD)
    assert staff.sign_in(store, "Priya.Shah ", PASSWORD) == member
    assert staff.staff_member(store, member.id) == member


def test_a_link_works_once_and_for_a_day(store: Store) -> None:
    _, token = staff.create_staff(store, "Sam")
    with pytest.raises(TokenRefused):
        staff.set_password(later(store, 24 * 60 + 1), token, PASSWORD)
    staff.set_password(store, token, PASSWORD)
    with pytest.raises(TokenRefused):
        staff.set_password(store, token, "another long sentence")


def test_a_short_password_is_refused_and_the_link_still_works(store: Store) -> None:
    _, token = staff.create_staff(store, "Sam")
    with pytest.raises(WeakPassword):
        staff.set_password(store, token, "short")
    staff.set_password(store, token, PASSWORD)


def test_a_wrong_password_and_an_unknown_login_get_the_same_words(store: Store, priya: str) -> None:
    words = []
    for login in (priya, "nobody"):
        with pytest.raises(SignInRefused) as refused:
            staff.sign_in(store, login, "wrong")
        words.append(str(refused.value))
    assert words[0] == words[1]


def test_nobody_signs_in_before_a_password_was_set(store: Store) -> None:
    member, _ = staff.create_staff(store, "Sam")
    with pytest.raises(SignInRefused):
        staff.sign_in(store, member.login, "")


def test_after_five_wrong_passwords_the_login_rests_for_fifteen_minutes(store: Store, priya: str) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            staff.sign_in(store, priya, "wrong")
    with pytest.raises(SignInLocked):
        staff.sign_in(store, priya, PASSWORD)
    assert staff.sign_in(later(store, 16), priya, PASSWORD).login == priya


def test_a_right_password_clears_the_count(store: Store, priya: str) -> None:
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                staff.sign_in(store, priya, "wrong")
        assert staff.sign_in(store, priya, PASSWORD).login == priya


def test_two_members_of_one_name_get_two_logins_and_a_login_is_given_once(store: Store) -> None:
    first, _ = staff.create_staff(store, "Sam")
    second, _ = staff.create_staff(store, "Sam")
    assert first.login != second.login
    with pytest.raises(ValueError, match="taken"):
        staff.create_staff(store, "Samuel", "sam")


def test_the_first_sign_in_is_a_one_time_address_until_somebody_has_a_password(store: Store) -> None:
    first = staff.one_time_sign_in(store.settings)
    second = staff.one_time_sign_in(store.settings)
    assert "/desk/welcome/" in first and first != second
    staff.set_password(store, second.rsplit("/", 1)[1], PASSWORD)
    assert "/desk/welcome/" not in staff.one_time_sign_in(store.settings)


def test_a_lost_password_is_replaced_by_a_new_link(store: Store, priya: str) -> None:
    staff.set_password(store, staff.new_link(store, priya), "quite another sentence")
    assert staff.sign_in(store, priya, "quite another sentence").login == priya
    with pytest.raises(SignInRefused):
        staff.sign_in(store, priya, PASSWORD)
