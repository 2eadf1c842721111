"""What stands between a run and the server of services, and answers in its place, is no service."""

from __future__ import annotations

import httpx
import pytest

from clock.kernel import VirtualKernel
from rigs.bindings.http import RemoteService, ServiceHub
from rigs.errors import ServiceFault


def hub_with(answer: httpx.Response) -> ServiceHub:
    """A hub that always has the same answer; it must ask for one that comes from no cache."""

    def handle(request: httpx.Request) -> httpx.Response:
        assert "no-cache" in request.headers["cache-control"]
        return answer

    hub = ServiceHub("http://lab", VirtualKernel(1), lambda: 0, 0)
    headers = hub._client.headers
    hub._client = httpx.Client(transport=httpx.MockTransport(handle), base_url="http://lab", headers=headers)
    return hub


def test_an_answer_from_a_cache_is_none() -> None:
    stale = httpx.Response(200, json=[], headers={"Age": "17"})
    with pytest.raises(ServiceFault, match=r"GET /changes.*a cache has answered .* with what is 17 s old"):
        hub_with(stale).start()
    hub_with(httpx.Response(200, json=[], headers={"Age": "0"})).start()


def test_a_page_for_people_that_is_no_error_is_no_answer() -> None:
    page = "<html><body>Welcome to the guest network</body></html>"
    with pytest.raises(ServiceFault, match="GET /changes"):
        hub_with(httpx.Response(200, html=page)).start()
    with pytest.raises(ServiceFault, match="POST /services/phone/order"):
        RemoteService(hub_with(httpx.Response(200, html=page)), "phone").call("order", "lock")


def test_an_answer_that_belongs_to_another_question_is_none() -> None:
    with pytest.raises(ServiceFault, match="has no answer"):
        RemoteService(hub_with(httpx.Response(200, json=[])), "phone").call("order", "lock")
    with pytest.raises(ServiceFault, match="is no list of changes"):
        hub_with(httpx.Response(200, json={"answer": None})).start()
