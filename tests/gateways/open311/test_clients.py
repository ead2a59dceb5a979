"""Clients of others against a live server, unmodified; and every answer against its contract."""

import json
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from georeport import GeoReport

from linli.gateways import wire
from linli.gateways.models import RemoteServer
from tests import servers
from tests.people import settle
from tools import contracts

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
GIVEN = Path(__file__).resolve().parents[4] / "shared" / "data" / "open311" / "data_georeport_v2-1.yaml"


def populate() -> None:
    """Run inside the installation: two communities, orders in several states, a token; what is known is printed."""
    place = settle("nanmen", "350824001003")
    settle("yongxinlu", "410181005003")
    for status in ("submitted", "accepted", "closed"):
        place.order(status, contact_phone="13900006021", building=place.buildings[0])
    contracts.prepare()


@pytest.fixture(scope="module")
def installation(tmp_path_factory, django_db_setup, django_db_blocker, worker_id):
    """Address of a live server, and what is known there."""
    name = f"linli_open311_{worker_id}"
    folder = tmp_path_factory.mktemp("open311")
    env = servers.environment(folder, name) | {"LINLI_LOG_LEVEL": "ERROR"}
    with django_db_blocker.unblock(), servers.database(folder, name):
        servers.run(env, "-m", "linli.command", "migrate", "--verbosity", "0")
        script = "import django; django.setup(); from tests.gateways.open311.test_clients import populate as p; p()"
        known = json.loads(servers.run(env, "-c", script))
        with servers.serving(env, 1) as addresses:
            yield addresses[0], known


def begin(address: str) -> str:
    return f"{address}/nanmen/open311/v2"


@pytest.mark.parametrize("output_format", ["json", "xml"])
def test_georeport_reads(installation, output_format):
    address, known = installation
    client = GeoReport(begin(address), jurisdiction="nanmen", output_format=output_format)
    services = client.get_service_list()
    found = client.get_service_requests(status="open,closed")
    closed = client.get_service_requests(service_request_id=known["service_request_id"][2])

    assert "路灯照明" in {one["service_name"] for one in services}
    definition = client.get_service_definition(services[0]["service_code"])
    assert definition["service_code"] == services[0]["service_code"]
    assert {one["status"] for one in found} == {"open", "closed"}
    one = client.get_service_request(found[0]["service_request_id"])
    assert one["service_request_id"] == found[0]["service_request_id"]
    assert closed


def sent(request: urllib.request.Request | str) -> bytes:
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def test_a_client_that_sends_a_form_finds_its_request_again(installation):
    address, known = installation
    services = ET.fromstring(sent(f"{begin(address)}/services.xml"))
    values = {
        "api_key": known["api_key"][0], "jurisdiction_id": "nanmen",
        "service_code": services.findtext("service/service_code"),
        "lat": "26.643", "long": "118.177", "address_string": "1234 5th street",
        "email": "smit333@example.org", "device_id": "tt222111", "account_id": "123456",
        "first_name": "john", "last_name": "smith", "phone": "111111111",
        "description": "A large sinkhole is destroying the street",
        "media_url": "http://farm3.example.org/2002/2212426634_5ed477a060.jpg",
    }  # fmt: skip
    body = urllib.parse.urlencode(values).encode()
    made = ET.fromstring(sent(urllib.request.Request(f"{begin(address)}/requests.xml", data=body)))
    key = made.findtext("request/service_request_id")
    again = ET.fromstring(sent(f"{begin(address)}/requests/{key}.xml?jurisdiction_id=nanmen"))

    assert again.findtext("request/status") == "open"
    assert "sinkhole" not in ET.tostring(again, encoding="unicode")


def test_a_client_that_sends_all_in_the_address_is_answered_too(installation):
    address, known = installation
    query = urllib.parse.urlencode(
        {
            "api_key": known["api_key"][0],
            "service_code": known["service_code"][0],
            "address_string": "南门巷口",
        }
    )
    made = json.loads(sent(urllib.request.Request(f"{begin(address)}/requests.json?{query}", method="POST")))

    assert json.loads(sent(f"{begin(address)}/requests/{made[0]['service_request_id']}.json"))


def test_a_wrong_key_is_told_in_the_body_of_the_specification(installation):
    address, _known = installation
    with pytest.raises(urllib.error.HTTPError) as refused:
        sent(urllib.request.Request(f"{begin(address)}/requests.json", data=b"api_key=x&service_code=1"))
    with refused.value as answer:
        assert (answer.code, json.load(answer)[0]["code"]) == (403, 403)


def test_our_own_client_sends_to_our_own_server(installation, settings):
    """Two communities of two installations would talk like this."""
    settings.OPEN311_PLAIN_HOSTS = ("127.0.0.1",)
    address, known = installation
    server = RemoteServer(endpoint=begin(address), jurisdiction="nanmen", api_key=known["api_key"][0])
    lamp = next(one for one in wire.services(server) if one["name"] == "路灯照明")
    sent_twice = [
        wire.create(server, service_code=lamp["code"], text="路灯不亮", place="巷口", key="one-act")
        for _ in range(2)
    ]

    assert sent_twice[0] == sent_twice[1]
    assert wire.progress(server, sent_twice[0].number) == wire.Progress(False, "已收到")
    assert wire.number_of(server, sent_twice[0].number) == sent_twice[0].number


def broken(installation, folder: Path, given: Path | None, *names: str) -> list[str]:
    """What schemathesis says of the contracts that are broken, of fifty seeded examples of each operation."""
    address, known = installation
    tried = [one for one in contracts.contracts(address, known, given) if one.name in names]
    assert len(tried) == len(names)
    with ThreadPoolExecutor(2) as both:
        outcomes = both.map(
            lambda one: contracts.judge(one, folder, examples=50, seed=311, phases="fuzzing"), tried
        )
        return [printed for code, printed in outcomes if code]


def test_every_answer_keeps_its_contract(installation, tmp_path):
    """`dev.py inspect api --examples 1000` tries more."""
    assert "\n".join(broken(installation, tmp_path, None, "api", "open311")) == ""


@pytest.mark.skipif(not GIVEN.is_file(), reason="the shared contract is not beside this checkout")
def test_the_contract_of_others_is_kept(installation, tmp_path):
    assert "\n".join(broken(installation, tmp_path, GIVEN, GIVEN.name)) == ""
