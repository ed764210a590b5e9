"""Purging through the commands: asked for, confirmed by a second officer, declined, listed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Run

TEXT = "must go"
WHY = "a person's request"


@pytest.fixture
def contact(run: Run) -> str:
    """A contact that headquarters noted, and a second officer there."""
    run("hq", "add", "officer", "office=hq", "user_id=suzuki", "name=Suzuki")
    made = run("hq", "add", "contact", f"name={TEXT}", "--channel", "country/vn").json
    run("hq", "set", "contact", made["id"], "name=stays", "post=attaché")
    return str(made["id"])


def asked(run: Run, contact: str, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = run("hq", "purge", "request", "contact", contact, "--why", WHY, *more).json
    return found


def test_one_asks_and_another_confirms(run: Run, contact: str) -> None:
    first = run("hq", "history", "contact", contact).json["entries"][-1]
    request = asked(run, contact, "--entry", f"{first['desk']}:{first['n']}")
    assert (request["by"], request["why"], request["emptied"]) == ("mori", WHY, [])
    line = {"channel": "country/vn", "desk": first["desk"], "n": first["n"], "kind": "contact", "id": contact,
            "fields": ["name"]}  # fmt: skip
    assert request["lines"] == [line]
    alone = run("hq", "purge", "confirm", request["request"])
    assert (alone.code, alone.error) == (1, "purge-second-officer")
    done = run("hq", "purge", "confirm", request["request"], "--officer", "suzuki")
    assert done.json == {"request": request["request"], "purged": 1, "lines": [line]}
    assert TEXT not in run("hq", "journal", "--all").out
    assert [each["state"] for each in run("hq", "history", "contact", contact).json["entries"]] == ["shown", "redacted"]
    assert run("hq", "purge", "list").json == {"requests": [], "purged": [line], "lacking": []}
    assert run("hq", "show", "contact", contact).json["redacted"] == []
    assert run("hq", "check").json["ok"]


def test_what_is_declined_stays(run: Run, contact: str) -> None:
    request = asked(run, contact, "--field", "name")
    assert len(request["lines"]) == 2
    assert request["emptied"] == [f"contact {contact} name", f"contact {contact} post"]
    assert run("hq", "purge", "list").json["requests"] == [{**request, "emptied": []}]
    assert run("hq", "purge", "decline", request["request"]).json == {"request": request["request"], "declined": True}
    assert TEXT in run("hq", "journal").out
    again = run("hq", "purge", "decline", request["request"])
    assert (again.code, again.error) == (1, "unknown-request")
    nothing = run("hq", "purge", "again", "--why", WHY)
    assert (nothing.code, nothing.error) == (1, "nothing-to-purge")


def test_people_read_what_goes_and_that_a_second_officer_is_needed(run: Run, contact: str) -> None:
    told = run("hq", "purge", "request", "contact", contact, "--why", WHY, as_json=False).out
    assert "A second officer has to confirm it." in told and f"write again what must stay: contact {contact}" in told
    assert "別の担当官の承認" in run("hq", "purge", "list", "--lang", "ja", as_json=False).out
    (request,) = run("hq", "purge", "list").json["requests"]
    done = run("hq", "purge", "confirm", request["request"], "--officer", "suzuki", as_json=False).out
    assert "Purged: 2 entries." in done
    assert "Purged entries:" in run("hq", "purge", "list", as_json=False).out
    assert "redacted" in run("hq", "history", "contact", contact, as_json=False).out
