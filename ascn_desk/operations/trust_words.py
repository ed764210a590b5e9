"""What a change of root or registry says, in sentences that people read before they sign."""

from __future__ import annotations

from ascn_desk.base.words import t
from ascn_desk.sync.trust_change import Missing
from ascn_desk.sync.trust_differences import Difference

_SHORT_IDENTITY = 12


def missing_words(each: Missing) -> str:
    """Whose signatures lack."""
    roles = {
        "root": t("root keys"),
        "next-root": t("root keys of the new root"),
        "registry": t("registry keys"),
    }
    keys = t(", ").join(each.keys)
    return t("Still needed: {needed} of the {role} {keys}", needed=each.needed, role=roles[each.role], keys=keys)


def difference_words(each: Difference) -> str:
    """One line of a change, as a sentence."""
    lists = {name: t(", ").join(value) for name, value in each.data.items() if isinstance(value, list)}
    told = {**each.data, **lists}
    if "expires" in told:
        told["expires"] = str(told["expires"]).partition("T")[0]
    if "identity" in told:
        told["identity"] = str(told["identity"])[:_SHORT_IDENTITY] if told["identity"] else t("nothing at all")
    return _sentence(each.code).format(**told)


def _sentence(code: str) -> str:
    """The sentence of a kind of difference, its places still open."""
    sentences = {
        "root-version": t("Root version {version}, expires {expires}."),
        "root-key-added": t("Root key {key} is added."),
        "root-key-removed": t("Root key {key} is removed."),
        "root-threshold": t("From now on {threshold} of {keys} root keys have to sign."),
        "registry-key-added": t("Registry key {key} is added."),
        "registry-key-removed": t("Registry key {key} is removed."),
        "registry-threshold": t("From now on {threshold} of {keys} registry keys have to sign."),
        "registry-version": t("Registry version {version}, expires {expires}."),
        "x-count": t("The count is raised from {before} to {after}."),
        "desk-added": t(
            "Desk {desk} of {office} is registered: “{name}”. It writes {paths}; it reads {reads}."
        ),
        "desk-described": t("Desk {desk} of {office} is called “{name}”, registered since {since}."),
        "desk-rights": t("Desk {desk} of {office} writes {paths} and reads {reads}."),
        "desk-closed": t("Desk {desk} of {office} is closed."),
        "log-ended": t("The log of desk {desk} in {channel} ends at number {number}, {identity}."),
        "fork-ruled": t(
            "In {channel}, counts of desk {desk} above {shared} up to {gone} that others saw mean {shared}."
        ),
        "other": t("Something changes that this version does not know: {what}."),
    }
    return sentences[code]
