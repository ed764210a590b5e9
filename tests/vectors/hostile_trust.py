"""Hostile documents of trust: step 3 of receiving."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.vectors.world import (
    CLOSED,
    COUNTRY,
    ENDED,
    FORKED,
    HQ,
    HQ_2,
    KEYS,
    LAOS,
    REGISTRY,
    REGISTRY_KEY,
    ROOT_CHAIN,
    ROOTS,
    STRANGER,
    WRITER,
    Inside,
    Vector,
    bundle,
    document,
    registry,
    role_of,
    root,
    spelled,
)

OTHERS = [KEYS[f"other root {number}"] for number in (1, 2, 3)]
BAD_POINTS = {
    "identity": "01" + "00" * 31,
    "order-2": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "order-4": "00" * 32,
    "order-8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "not-canonical": "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "not-canonical-identity": "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "sign-of-nought": "01" + "00" * 30 + "80",
    "off-the-curve": "02" + "00" * 31,
}


def mixed_order(public: bytes) -> str:
    """An honest key with a point of order 2 added: signatures of multiples of 8 still fit it."""
    p = 2**255 - 19
    number = int.from_bytes(public, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    # Adding (0, -1) to (x, y) gives (-x, -y).
    return ((p - y) | ((1 - sign) << 255)).to_bytes(32, "little").hex()


def _edit(make: Callable[..., bytes], path: Sequence[Any], value: Any) -> Callable[[dict[str, Any]], object]:
    def change(signed: dict[str, Any]) -> None:
        target: Any = signed
        for step in path[:-1]:
            target = target[step]
        if value is _GONE:
            del target[path[-1]]
        else:
            target[path[-1]] = value

    return change


_GONE = object()


def _text(made: bytes, old: str, new: str) -> bytes:
    """A document bent after signing, in its spelling."""
    data = made.decode("utf-8")
    assert old in data, old
    return data.replace(old, new, 1).encode("utf-8", "surrogatepass")


def roots() -> Iterator[Vector]:
    """The root chain. The receiver holds versions 1 and 2."""

    def v(
        name: str, wrong: str, *new: bytes, code: str = "untrusted-root", chain: Sequence[bytes] = ROOT_CHAIN
    ) -> Vector:
        return Vector(f"root/{name}", code, wrong, Inside(bundle(roots=[*chain, *new])))

    bent = root(3, ROOTS[0], KEYS["other root 1"])
    yield v("one-signature", "signed by one of the two that are needed", root(3, ROOTS[0]))
    yield v("unsigned", "signed by nobody", document(json.loads(root(3))["signed"]))
    yield v("stranger-signs", "one of the two signatures is a stranger's", bent)
    yield v("registry-key-signs", "signed by a root key and the registry's key", root(3, ROOTS[0], REGISTRY_KEY))
    twice = json.loads(root(3, ROOTS[0]))
    twice["signatures"] *= 2
    yield v("signature-twice", "one signature twice", spelled(twice))
    alias = json.loads(root(3, ROOTS[0]))
    alias["signatures"].append({**alias["signatures"][0], "keyid": ROOTS[1].keyid})
    yield v("signature-renamed", "one signature under two names", spelled(alias))
    other = json.loads(root(3))
    other["signatures"][1]["sig"] = "0" * 128
    yield v("signature-of-noughts", "a signature of noughts", spelled(other))
    yield v("new-keys-alone", "signed by its own keys, not by those before", root(3, *OTHERS[:2], keys=OTHERS))
    yield v("old-keys-alone", "signed by the keys before, not by its own", root(3, *ROOTS[:2], keys=OTHERS))
    yield v("gap", "version 4 in the place of 3", root(4))
    yield v("again", "version 2 in the place of 3", root(2))
    yield v("far", "version 2^53 - 1 in the place of 3", root(2**53 - 1))
    yield v("another-root", "a root that was not pinned", chain=[root(1, *OTHERS[:2], keys=OTHERS)])
    twin = root(2, change=_edit(root, ["expires"], "2035-01-01T00:00:00Z"))
    yield v("another-2", "another content under version 2", chain=[ROOT_CHAIN[0], twin])
    for name, point in {**BAD_POINTS, "mixed-order": mixed_order(KEYS["root 4"].public)}.items():
        key = {"keytype": "ed25519", "keyval": {"public": point}, "scheme": "ed25519"}
        made = root(3, change=_edit(root, ["keys", "f" * 64], key))
        yield v(f"key-{name}", "a key that is no honest point", made, code="bad-key")
    third = ["keys", ROOTS[2].keyid, "keyval"]
    shapes: dict[str, tuple[str, list[Any], Any]] = {
        "key-upper-case": ("a key in upper case", [*third, "public"], ROOTS[2].public.hex().upper()),
        "key-short": ("a key of 63 digits", [*third, "public"], "0" * 63),
        "key-twice": ("one public key under two names", ["keys", "f" * 64], ROOTS[0].listed),
        "key-rsa": ("a key of another type", ["keys", ROOTS[2].keyid, "keytype"], "rsa"),
        "threshold-nought": ("a threshold of nought", ["roles", "root", "threshold"], 0),
        "threshold-text": ("a threshold in words", ["roles", "root", "threshold"], "2"),
        "keyid-unknown": ("a role names a key that is not listed", ["roles", "targets", "keyids"], ["e" * 64]),
        "snapshot-keys": ("snapshot has a key", ["roles", "snapshot", "keyids"], [ROOTS[0].keyid]),
        "timestamp-threshold": ("timestamp has the threshold 2", ["roles", "timestamp", "threshold"], 2),
        "role-missing": ("no role targets", ["roles", "targets"], _GONE),
        "role-more": ("a role that no root has", ["roles", "mirrors"], {"keyids": [], "threshold": 1}),
        "version-text": ("the version in words", ["version"], "3"),
        "version-true": ("the version is true", ["version"], True),
        "version-nought": ("version 0", ["version"], 0),
        "type": ("the type of a registry", ["_type"], "targets"),
        "spec-2": ("another specification", ["spec_version"], "2.0.0"),
        "expires-day": ("expires on 30 February", ["expires"], "2036-02-30T00:00:00Z"),
        "expires-shape": ("expires without a time", ["expires"], "2036-01-01"),
        "control": ("a control character in a text", ["x-note"], "a\tb"),
        "delete-character": ("U+0085 in a text", ["x-note"], "a\u0085b"),
    }
    for name, (wrong, path, value) in shapes.items():
        yield v(name, wrong, root(3, change=_edit(root, path, value)))
    spellings: dict[str, tuple[str, bytes]] = {
        "duplicate-key": ("the version twice", _text(root(3), '"version":3', '"version":3,"version":3')),
        "duplicate-signed": ("signed twice", _text(root(3), '"signed":', '"signed":{},"signed":')),
        "float": ("the version 3.0", _text(root(3), '"version":3', '"version":3.0')),
        "exponent": ("the version 3e0", _text(root(3), '"version":3', '"version":3e0')),
        "not-a-number": ("NaN", _text(root(3), '"version":3', '"version":NaN')),
        "surrogate": ("a lone surrogate", _text(root(3), '"_type"', '"\\ud800":1,"_type"')),
        "not-utf-8": ("bytes that are no UTF-8", root(3).replace(b'"_type"', b'"\xff":1,"_type"')),
        "list": ("a list", b"[]"),
        "empty": ("nothing", b""),
        "mark": ("a byte order mark", b"\xef\xbb\xbf" + root(3)),
        "follows": ("something after the document", root(3) + b"{}"),
        "more": ("a member beside signed", _text(root(3), '{"signatures"', '{"more":1,"signatures"')),
        "deep": ("nested too deeply", b'{"signatures":[],"signed":' + b"[" * 9_000 + b"]" * 9_000 + b"}"),
        "sig-upper-case": ("a signature in upper case", spelled(_upper(json.loads(root(3))))),
    }
    for name, (wrong, data) in spellings.items():
        yield v(name, wrong, data)
    past = root(3, change=_edit(root, ["expires"], "2020-01-01T00:00:00Z"))
    yield Vector("root/expired", "", "expired: only a warning", Inside(bundle(roots=[*ROOT_CHAIN, past])), "taken")
    yield Vector("root/older", "", "a beginning of the chain held", Inside(bundle(roots=ROOT_CHAIN[:1])), "taken")


def _upper(made: dict[str, Any]) -> dict[str, Any]:
    for each in made["signatures"]:
        each["sig"] = each["sig"].upper()
    return made


def registries() -> Iterator[Vector]:
    """The registry. The receiver holds version 3."""

    def v(name: str, wrong: str, data: bytes, code: str = "untrusted-registry", effect: str = "refused") -> Vector:
        return Vector(f"registry/{name}", code, wrong, Inside(bundle([HQ_2], listed=data)), effect)

    yield v("unsigned", "signed by nobody", document(json.loads(registry())["signed"]))
    yield v("stranger-signs", "signed by a stranger", registry(4, KEYS["other registry"]))
    yield v("root-key-signs", "signed by a root key", registry(4, ROOTS[0]))
    yield v("another-3", "another content under the version held", registry(3, change=_edit(registry, ["x-more"], 1)))
    payload = json.loads(registry())
    payload["signed"]["version"] = 5
    yield v("bent", "the version changed after signing", spelled(payload))
    double = json.loads(registry())
    double["signatures"] *= 2
    yield v("signature-twice", "its signature twice", spelled(double))

    def role(key: Any, member: str, value: Any) -> Callable[[dict[str, Any]], object]:
        return lambda signed: _edit(registry, [member], value)(role_of(signed, key))

    def key_of(member: Sequence[str], value: Any, key: Any = LAOS) -> Callable[[dict[str, Any]], object]:
        return _edit(registry, ["delegations", "keys", key.desk, *member], value)

    def without(key: Any) -> Callable[[dict[str, Any]], object]:
        def change(signed: dict[str, Any]) -> None:
            signed["delegations"]["keys"].pop(key.desk)
            signed["delegations"]["roles"].remove(role_of(signed, key))

        return change

    def twice(signed: dict[str, Any]) -> None:
        signed["delegations"]["roles"].append(role_of(signed, LAOS))

    def renamed(signed: dict[str, Any]) -> None:
        role_of(signed, LAOS).update({"name": STRANGER.desk, "keyids": [STRANGER.desk]})
        signed["delegations"]["keys"][STRANGER.desk] = signed["delegations"]["keys"].pop(LAOS.desk)

    end = [1, "a" * 64]
    held_end = role_of(json.loads(REGISTRY)["signed"], ENDED)["x-ends"][COUNTRY]
    fork = role_of(json.loads(REGISTRY)["signed"], FORKED)["x-ends"][COUNTRY]
    changes: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
        "count-lowered": ("x-count lowered", _edit(registry, ["x-count"], 99)),
        "count-gone": ("x-count left out, so 0", _edit(registry, ["x-count"], _GONE)),
        "count-negative": ("x-count below 0", _edit(registry, ["x-count"], -1)),
        "count-vast": ("x-count beyond 2^53", _edit(registry, ["x-count"], 2**53)),
        "count-true": ("x-count is true", _edit(registry, ["x-count"], True)),
        "desk-gone": ("a desk removed", without(LAOS)),
        "desk-renamed": ("a desk under another's name", renamed),
        "desk-twice": ("two delegations for one key", twice),
        "role-gone": ("a key without a delegation", lambda s: s["delegations"]["roles"].remove(role_of(s, LAOS))),
        "key-gone": ("a delegation without a key", lambda s: s["delegations"]["keys"].pop(LAOS.desk)),
        "paths-gone": ("a desk writes a channel no more", role(WRITER, "paths", ["office/cg-da-nang"])),
        "paths-empty": ("a desk writes nothing", role(WRITER, "paths", [])),
        "paths-narrower": ("country/* became country/vn", role(HQ, "paths", ["reference", "country/vn", "office/*"])),
        "reads-shrunk": ("a desk reads less", role(WRITER, "x-reads", ["reference", "office/cg-da-nang"])),
        "office-changed": ("a desk moved to another office", role(WRITER, "x-office", "emb-la")),
        "kind-changed": ("a mission became headquarters", role(WRITER, "x-kind", "headquarters")),
        "age-changed": ("another age recipient", key_of(["x-age"], STRANGER.age)),
        "opened": ("a closed desk open again", role(CLOSED, "x-closed", False)),
        "end-gone": ("an end removed", role(ENDED, "x-ends", {})),
        "end-later": ("an end moved to number 2", role(ENDED, "x-ends", {COUNTRY: [2, "a" * 64]})),
        "end-other": ("an end at another identity", role(ENDED, "x-ends", {COUNTRY: end})),
        "end-nothing": ("an end moved to nothing", role(ENDED, "x-ends", {COUNTRY: [0, None]})),
        "end-after-closing": (
            "a closed desk got another log", role(CLOSED, "x-ends", {COUNTRY: held_closed(), "reference": end})
        ),
        "fork-raised": ("n of a fork raised", role(FORKED, "x-ends", {COUNTRY: [*fork[:2], 3, 5]})),
        "fork-lowered": ("m of a fork lowered", role(FORKED, "x-ends", {COUNTRY: [*fork[:2], 2, 4]})),
        "fork-gone": ("n and m of a fork left out", role(FORKED, "x-ends", {COUNTRY: fork[:2]})),
        "fork-turned": ("n of a fork not below m", role(ENDED, "x-ends", {COUNTRY: [*held_end, 5, 5]})),
        "end-three": ("an end of three members", role(ENDED, "x-ends", {COUNTRY: [*held_end, 5]})),
        "end-null": ("a number without identity", role(LAOS, "x-ends", {"country/la": [1, None]})),
        "end-nought": ("number 0 with an identity", role(LAOS, "x-ends", {"country/la": [0, "a" * 64]})),
        "end-false": ("false for number 0", role(LAOS, "x-ends", {"country/la": [False, None]})),
        "end-channel": ("an end of a pattern", role(LAOS, "x-ends", {"country/*": [0, None]})),
        "keyids-two": ("two keys for one desk", role(LAOS, "keyids", [LAOS.desk, WRITER.desk])),
        "keyids-other": ("another desk's key", role(LAOS, "keyids", [WRITER.desk])),
        "threshold-two": ("a threshold of 2", role(LAOS, "threshold", 2)),
        "terminating": ("terminating in words", role(LAOS, "terminating", "true")),
        "pattern-all": ("the pattern *", role(LAOS, "paths", ["country/la", "office/emb-la", "*"])),
        "pattern-part": ("the pattern country/v*", role(LAOS, "paths", ["country/la", "office/emb-la", "country/v*"])),
        "pattern-upper-case": ("country/VN", role(LAOS, "paths", ["country/la", "office/emb-la", "country/VN"])),
        "kind-other": ("an unknown kind of desk", role(LAOS, "x-kind", "courier")),
        "reads-missing": ("x-reads left out", role(LAOS, "x-reads", _GONE)),
        "name-number": ("x-name is a number", role(LAOS, "x-name", 7)),
        "since-no-day": ("since 31 April", role(LAOS, "x-since", "2026-04-31T00:00:00Z")),
        "closed-number": ("x-closed is 1", role(LAOS, "x-closed", 1)),
        "age-upper-case": ("an age recipient in upper case", key_of(["x-age"], LAOS.age.upper())),
        "age-missing": ("no age recipient", key_of(["x-age"], _GONE)),
        "age-bent": ("an age recipient whose checksum fails", key_of(["x-age"], LAOS.age[:-1] + "q")),
        "age-secret": ("an age identity instead", key_of(["x-age"], "age-secret-key-1qqqq")),
        "control": ("a control character in a text", role(LAOS, "x-name", "a\x1bb")),
        "expires": ("expires on no day", _edit(registry, ["expires"], "2036-13-01T00:00:00Z")),
        "version-nought": ("version 0", _edit(registry, ["version"], 0)),
        "type": ("the type of a root", _edit(registry, ["_type"], "root")),
        "key-upper-case": ("a key in upper case", key_of(["keyval", "public"], LAOS.public.hex().upper())),
        "key-65": ("a key of 65 digits", key_of(["keyval", "public"], LAOS.public.hex() + "0")),
    }  # fmt: skip
    for name, (wrong, change) in changes.items():
        yield v(name, wrong, registry(change=change))
    for name, point in {**BAD_POINTS, "mixed-order": mixed_order(LAOS.public)}.items():
        made = registry(change=key_of(["keyval", "public"], point))
        yield v(f"key-{name}", "a key that is no honest point", made, "bad-key")
    whole = registry()
    yield v("duplicate-key", "x-count twice", _text(whole, '"x-count":100', '"x-count":100,"x-count":100'))
    yield v("float", "x-count 100.0", _text(whole, '"x-count":100', '"x-count":100.0'))
    yield v("exponent", "x-count 1e2", _text(whole, '"x-count":100', '"x-count":1e2'))
    yield v("surrogate", "a lone surrogate", _text(whole, '"x-count"', '"\\udfff":1,"x-count"'))
    yield v("list", "a list", b"[1]")
    yield v("cut", "cut in the middle", whole[: len(whole) // 2])
    past = registry(change=_edit(registry, ["expires"], "2020-01-01T00:00:00Z"))
    yield v("expired", "expired: only a warning", past, "", "taken")
    yield v("older", "older than the one held: no error", registry(2), "", "taken")
    yield v("older-forged", "older and forged: not judged, not taken", registry(2, KEYS["other registry"]), "", "taken")
    wider = registry(change=role(WRITER, "paths", ["country/*", "office/cg-da-nang"]))
    yield v("wider", "a pattern that covers more: no error", wider, "", "taken")
    later = registry(change=_edit(registry, ["x-later"], {"a": [1]}))
    yield v("unknown-member", "a member of a later version: no error", later, "", "taken")


def held_closed() -> Any:
    """The end that the registry held gives the closed desk."""
    return role_of(json.loads(REGISTRY)["signed"], CLOSED)["x-ends"][COUNTRY]
