"""What can a dialogue ask of the service, beside sending and storing?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogues.events import (
    DataRequested,
    ErasureConfirmed,
    Event,
    HumanWanted,
    LanguageChosen,
    LinkClaimed,
    LinkOffered,
    Requested,
)
from dialogues.view import View


def _choose_language(view: View) -> Event:
    return LanguageChosen(str(view.answer("language")))


def _request_data(view: View) -> Event:
    return DataRequested(str(view.known("download_code") or ""))


def _offer_link(view: View) -> Event:
    return LinkOffered(str(view.known("link_code") or ""))


def _link(view: View) -> Event:
    return LinkClaimed(str(view.known("link_owner") or ""))


def _erase(view: View) -> Event:
    return ErasureConfirmed()


def _want_human(view: View) -> Event:
    return HumanWanted(str(view.known("words") or ""))


#: act of a script → the event it makes
ACTS: Mapping[str, Callable[[View], Event]] = {
    "choose_language": _choose_language,
    "request_data": _request_data,
    "erase": _erase,
    "offer_link": _offer_link,
    "link": _link,
    "want_human": _want_human,
    "stop": lambda view: Requested("stop"),
    "wish": lambda view: Requested("wish"),
    "resume": lambda view: Requested("resume"),
    "answer": lambda view: Requested("answer"),
    "restart": lambda view: Requested("restart"),
    "discard": lambda view: Requested("discard"),
}
