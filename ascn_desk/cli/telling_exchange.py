"""What people read of the exchange: files, balances, conflicts, six words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ascn_desk.base.words import error_sentences, language, t
from ascn_desk.cli.tables import Column, pairs, table
from ascn_desk.cli.telling import NOTHING, Room, heads, instant_words, register_name, register_words
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import views
from ascn_desk.operations.explaining import Step


def exported(files: Iterable[views.ExportedFile], room: Room) -> str:
    """The bundles written."""
    columns = [
        Column(head=t("Office")),
        Column(head=t("Bundle no."), is_number=True),
        Column(head=t("Entries"), is_number=True),
        Column(head=t("Bytes"), is_number=True),
        Column(head=t("File")),
    ]
    rows = [(each.office, str(each.number), str(each.entries), f"{each.size:,}", str(each.path)) for each in files]
    return table(columns, rows, room)


def verified(file: views.VerifiedFile, room: Room) -> str:
    """What a bundle says of itself, checked."""
    if not file.ok:
        return t("Refused ({code}): {message}", code=file.code, message=file.message)
    items = [
        (t("File"), str(file.path)),
        (t("Checked"), t("All signatures and digests fit.")),
        (t("From"), f"{file.office_name} ({file.office}, {file.desk})"),
        (t("Made"), instant_words(file.created)),
        (t("Bundle no."), str(file.number)),
        (t("Entries"), str(file.entries)),
        (t("Segments"), str(len(file.segments))),
        (t("Still open there"), t("{unsealed} unsealed, {conflicts} conflicts", unsealed=file.unsealed,
                                  conflicts=file.conflicts)),
        (t("Encrypted"), t("yes") if file.is_encrypted else t("no, open reference update")),
        (t("Note"), file.note),
    ]  # fmt: skip
    return pairs([(name, value) for name, value in items if value], room)


def inspected(file: views.VerifiedFile, room: Room) -> str:
    """The same with every segment."""
    columns = [
        Column(head=t("Channel")),
        Column(head=t("Desk")),
        Column(head=t("Number"), is_number=True),
        Column(head=t("Entries"), is_number=True),
        Column(head=t("Sealed")),
        Column(head=t("Held back")),
    ]
    rows = [
        (each.channel, each.desk, str(each.number), str(each.entries), instant_words(each.sealed), each.code or "")
        for each in file.segments
    ]
    return f"{verified(file, room)}\n\n{table(columns, rows, room)}" if rows else verified(file, room)


def steps(found: Iterable[Step], room: Room) -> str:
    """Each step of the check with what it found."""
    columns = [Column(head=t("Step"), is_number=True), Column(head=t("Result")), Column(head=t("What was found"))]
    results = {True: t("good"), None: "–"}
    rows = [
        (str(each.step), results[each.ok] if each.ok is not False else each.code or "", each.message)
        for each in found
    ]
    return table(columns, rows, room)


def balance_items(balance: Mapping[str, int]) -> list[tuple[str, int]]:
    """The account of every entry received, in its order, with words."""
    words = {
        "received": t("Received"),
        "known": t("Known before"),
        "redacted": t("Redacted"),
        "not_counting": t("Not counting"),
        "not_authorised": t("Not authorised"),
        "invalid": t("Invalid"),
        "unknown_kind": t("Of unknown kind"),
        "in_conflict": t("In conflict"),
        "replaced": t("Replaced"),
        "shown": t("Shown"),
    }
    return [(word, balance.get(name, 0)) for name, word in words.items()]


def report(done: views.ImportReport, room: Room) -> str:
    """What became of every file and every entry."""
    file_columns = [
        Column(head=t("File")),
        Column(head=t("From")),
        Column(head=t("Bundle no."), is_number=True),
        Column(head=t("Entries"), is_number=True),
        Column(head=t("New"), is_number=True),
        Column(head=t("State")),
    ]
    file_rows = [
        (each.path, each.office_name or each.office, str(each.number), str(each.entries), str(each.new), _state(each))
        for each in done.files
    ]
    columns = [Column(head=t("Entries")), Column(head=t("Count"), is_number=True)]
    rows = [(word, str(count)) for word, count in balance_items(done.balance)]
    parts = [table(file_columns, file_rows, room), table(columns, rows, room)]
    if done.why:
        held = [f"{reason_words(code)}: {count}" for code, count in sorted(done.why.items())]
        parts.append("\n".join([t("Held back, because"), *held]))
    for lead, found in ((t("In conflict"), done.conflicts), (t("Changed on both sides"), done.parallel)):
        if found:
            parts.append("\n".join([f"{lead} ({len(found)})", *(f"  {place_words(each)}" for each in found)]))
    if done.decisions:
        parts.append(decisions(done.decisions))
    return "\n\n".join(parts)


def place_words(each: views.ConflictRef) -> str:
    """Where something is in conflict."""
    return f"{KINDS[each.kind].words(language())} {each.id} ({each.channel}): {register_name(each.kind, each.register)}"


def decisions(found: Iterable[views.Decision]) -> str:
    """Which values of this desk were not kept, by whom and why."""
    return "\n".join(decision(each) for each in found)


def decision(each: views.Decision) -> str:
    """One value of this desk that was not kept, by whom and why."""
    return t(
        "Not kept: {title}, {field}: “{mine}”. {by} ({office}) decided for “{shown}” on {at}. Reason: {why}",
        title=each.title,
        field=register_name(each.kind, each.register),
        mine=register_words(each.kind, each.register, each.mine),
        shown=register_words(each.kind, each.register, each.shown),
        by=each.by,
        office=each.office_name,
        at=instant_words(each.at),
        why=each.why or t("none given"),
    )


def conflicts(found: Iterable[views.ConflictView], room: Room, choices: Mapping[str, str] = NOTHING) -> str:
    """What awaits a decision, each value with its author."""
    parts = []
    for each in found:
        kind = KINDS[each.kind].words(language())
        lead = f"{kind} {each.id} ({each.channel}): {each.title}"
        parts.append(f"{lead}\n{register_name(each.kind, each.register)} [{each.register}]")
        parts.append(heads(each.kind, each.register, each.heads, room, choices))
        if each.edits:
            beside = "\n".join(_edit(each.kind, edit, choices) for edit in each.edits)
            parts.append(t("Written in it, unseen of that:") + "\n" + beside)
    return "\n\n".join(parts) if parts else t("Nothing is in conflict.")


def _edit(kind: str, edit: views.Edit, choices: Mapping[str, str]) -> str:
    said = (f"{name}: {register_words(kind, name, value, choices)}" for name, value in edit.values.items())
    values = t(", ").join(said)
    return f"{edit.office_name} {edit.by} {instant_words(edit.at)}: {values}"


def fingerprints(prints: Iterable[views.ChannelPrint], room: Room) -> str:
    """The six words of each channel, with what is not yet sealed here."""
    columns = [Column(head=t("Channel")), Column(head=t("Six words")), Column(head=t("Unsealed here"), is_number=True)]
    rows = [(each.channel, " ".join(each.words), str(each.unsealed)) for each in prints]
    return table(columns, rows, room)


def comparison(compared: views.Comparison, room: Room) -> str:
    """Whether the one on the telephone holds the same, and what to do if not."""
    lines = [fingerprints([compared.held], room)]
    if not compared.is_same:
        places = t(", ").join(map(str, compared.differing))
        lines.append(
            t(
                "Other words at {places}: the two desks do not hold the same. Exchange files in both directions, "
                "import them, and compare again.",
                places=places,
            )
        )
    elif compared.held.unsealed:
        lines.append(t("The same is held here and there, but for {n} entries here that are not sealed yet.",
                       n=compared.held.unsealed))  # fmt: skip
    else:
        lines.append(t("The same is held here and there."))
    return "\n".join(lines)


def approval(done: views.Approval) -> str:
    """What headquarters reads out on the telephone."""
    words = "\n".join(f"{place:>4}  {word}" for place, word in enumerate(done.words, 1))
    lead = t("Registered: {office}, desk {desk} (registry {registry}).", office=done.office, desk=done.desk,
             registry=done.registry)  # fmt: skip
    if done.path is None:
        return "\n".join([lead, *taken(done.taken), t("This desk goes on under its new keys: no starter is needed.")])
    ask = t("Send the starter bundle {file}. Read out on the telephone the words that the officer is asked for:",
            file=done.path)  # fmt: skip
    return "\n".join([lead, *taken(done.taken), ask, words])


def taken(files: Iterable[views.FileReport]) -> list[str]:
    """The refused files that came in by themselves."""
    return [
        t("Taken in from quarantine: {file}, no. {number} of {office}, {new} new entries.", file=each.path,
          number=each.number, office=each.office_name or each.office, new=each.new)
        for each in files
    ]  # fmt: skip


def reason_words(code: str) -> str:
    """Why something was held back: the short word where there is one, with its code."""
    words = {
        "gap": t("waiting for what lies before it"),
        "fork": t("two versions under one number"),
        "after-end": t("written after the end of that desk"),
        "set-aside": t("set aside here"),
    }
    return f"{words[code]} ({code})" if code in words else code


def _state(each: views.FileReport) -> str:
    if not each.ok:
        known = each.code is not None and each.code in error_sentences()
        return t("refused: {code}", code=each.code) if known or each.code else t("refused")
    if each.quarantine is not None:
        return t("imported from quarantine")
    return t("known already") if each.is_known else t("imported")
