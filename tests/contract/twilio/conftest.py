"""Who stands in for Twilio: a double for errors, and judges by others for everything else?"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from bot.channels.sms.carrier import SmsCarrier
from bot.channels.sms.render import Sms
from bot.channels.twilio.client import TwilioClient
from bot.channels.twilio.sender import TwilioSender
from bot.channels.whatsapp.carrier import WhatsAppCarrier
from bot.channels.whatsapp.render import WhatsApp
from bot.channels.whatsapp.shelf import Shelf
from tests.contract.twilio.double import Double, run_double
from tests.needs import find_data, find_node, find_node_packages
from tests.servers.process import Process
from tests.unit.channels.twilio.calls import ACCOUNT, OURS, PUBLIC_URL, TOKEN

STATUS_URL = f"{PUBLIC_URL}/webhooks/twilio/status"
PRISM = "@stoplight/prism-cli/dist/index.js"
SIGNER = Path(__file__).parents[2] / "node" / "sign.mjs"


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    """Give a double that takes everything until it is told otherwise."""
    async with run_double() as running:
        yield running


@pytest.fixture
async def client(double: Double) -> AsyncIterator[TwilioClient]:
    """Give a client of the double's."""
    async with TwilioClient(ACCOUNT, TOKEN, double.url, timeout=0.2) as client:
        yield client


@pytest.fixture
def sms(client: TwilioClient) -> SmsCarrier:
    """Give what carries SMS."""
    return SmsCarrier(Sms(), TwilioSender(client, OURS, STATUS_URL))


@pytest.fixture
def whatsapp(client: TwilioClient) -> WhatsAppCarrier:
    """Give what carries WhatsApp messages."""
    return WhatsAppCarrier(WhatsApp(), TwilioSender(client, OURS, STATUS_URL), Shelf(client))


@pytest.fixture(scope="session")
def messages_judge() -> Iterator[str]:
    """Give the address of Prism on Twilio's description of messages."""
    with_prism = start_prism("twilio_api_v2010.json")
    yield with_prism[0]
    with_prism[1].stop()


@pytest.fixture(scope="session")
def contents_judge() -> Iterator[str]:
    """Give the address of Prism on Twilio's description of contents."""
    with_prism = start_prism("twilio_content_v1.json")
    yield with_prism[0]
    with_prism[1].stop()


@pytest.fixture(scope="session")
def sign_in_node() -> Callable[[list[dict[str, Any]]], list[str]]:
    """Give Twilio's own signer for Node: cases in, signatures out."""

    def sign(cases: list[dict[str, Any]]) -> list[str]:
        command = [str(find_node()), str(SIGNER)]
        done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=True)
        return list(json.loads(done.stdout))

    return sign


def start_prism(description: str) -> tuple[str, Process]:
    """Start Prism, which refuses with 422 what the description does not allow."""
    folder, port = Path(tempfile.mkdtemp(prefix="palabre-prism-")), free_port()
    shutil.copy(Path(str(find_data())) / "specs" / description, folder / description)
    script = Path(str(find_node_packages())) / PRISM
    command = [str(find_node()), str(script), "mock", "-h", "127.0.0.1", "-p", str(port), description]
    url = f"http://127.0.0.1:{port}"
    return url, Process(folder, -1, command).wait_for(lambda: answers(url))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(url: str) -> bool:
    """Tell whether a server answers there, be it with an error."""
    try:
        urlopen(url, timeout=1).close()
    except HTTPError as error:
        error.close()
        return True
    except (URLError, OSError):
        return False
    return True
