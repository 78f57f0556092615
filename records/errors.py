"""What can go wrong in the records, in words that can be shown to the team."""

from __future__ import annotations


class RecordsError(Exception):
    """Something was asked of the records that they cannot do."""


class NoSuchConversation(RecordsError):
    """There is no conversation with this id, or it was erased."""


class NoSuchEnquiry(RecordsError):
    """There is no enquiry with this id."""


class NoSuchBooking(RecordsError):
    """There is no live booking with this reference."""


class SlotTaken(RecordsError):
    """Somebody else holds this person at this time. Offer another slot."""


class EnquiryTaken(RecordsError):
    """A colleague holds this enquiry already."""


class SignInRefused(RecordsError):
    """The login or the password is wrong. The words never say which."""


class SignInLocked(SignInRefused):
    """Too many wrong passwords: the login rests until `locked_until`."""


class TokenRefused(RecordsError):
    """A one-time link that is unknown, used or too old."""


class WeakPassword(RecordsError):
    """A password that is too short."""
