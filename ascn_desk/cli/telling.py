"""What people read: records, lists, history, findings as well-set text in the current language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ascn_desk.base.clock import instant_from
from ascn_desk.base.words import language, t
from ascn_desk.cli.tables import GAP, Column, indented, pairs, plain, table
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import WORDS, code_word
from ascn_desk.operations import views

NOTHING: Mapping[str, str] = {}
"""No names are known, neither of records nor of choices."""

_LIST_COLUMNS = 6
_COLUMN_WIDTH = 14
Room = int | None
"""Places of the terminal; None where the text goes to a file, which no line is too long for."""


def saved(each: views.Saved) -> str:
    """That something was saved, and where."""
    if each.n is None:
        return t("Nothing differed from what is shown, so nothing was written.")
    place = {"kind": _kind(each.kind), "id": each.id, "channel": each.channel, "n": each.n}
    if each.reference:
        return t("Saved: {reference} ({kind} {id}, {channel}, no. {n})", reference=each.reference, **place)
    return t("Saved: {kind} {id} ({channel}, no. {n})", **place)


def record(view: views.RecordView, room: Room, choices: Mapping[str, str] = NOTHING) -> str:
    """A record with its filled fields; what is in conflict with every value beside each other."""
    names = {**choices, **view.names}
    head = [
        (t("Record"), f"{_kind(view.kind)} {view.id}"),
        (t("Channel"), view.channel),
        (t("Made"), _by(view.made_at, view.made_by)),
        (t("Changed"), _by(view.changed_at, view.changed_by)),
        (t("Seen"), ",".join(f"{desk}:{n}" for desk, n in sorted(view.seen.items()))),
    ]
    if view.deleted:
        head.append((t("State"), t("deleted")))
    if view.merged_into:
        head.append((t("State"), t("merged into {id}", id=view.merged_into)))
    if view.redacted:
        head.append((t("Purged"), ", ".join(view.redacted)))
    fields = [
        (field.words(language()), shown)
        for field in view.declared.fields.values()
        if (shown := value_words(field, view.values.get(field.name), names))
        and field.name not in ("deleted", "merged_into")
    ]
    parts = [pairs([(name, value) for name, value in head if value], room), pairs(fields, room)]
    for register in view.conflicts:
        parts.append(t("In conflict: {register}", register=register))
        parts.append(heads(view.kind, register, view.heads.get(register, ()), room, names))
    return "\n\n".join(part for part in parts if part)


def heads(
    kind: str, register: str, held: Iterable[views.Head], room: Room, names: Mapping[str, str] | None = None
) -> str:
    """The values of a register that nobody replaced, each with its author."""
    columns = [
        Column(head=t("Value")),
        Column(head=t("By")),
        Column(head=t("Office")),
        Column(head=t("At")),
        Column(head=t("Take with"), is_whole=True),
    ]
    rows = [
        (
            register_words(kind, register, each.value, names or {}),
            each.by,
            each.office_name,
            instant_words(each.at),
            f"--take {each.desk}:{each.n}",
        )
        for each in held
    ]
    return table(columns, rows, room)


def page(found: views.Page, kind: str, room: Room, choices: Mapping[str, str] = NOTHING) -> str:
    """A list: its first columns, the id last."""
    fields = KINDS[kind].columns()[: _columns_that_fit(found, room)]
    columns = [
        *(Column(head=field.words(language()), is_number=field.type is FieldType.INTEGER) for field in fields),
        Column(head=t("Channel"), is_whole=True),
        Column(head=t("Id"), is_whole=True),
    ]
    rows = [
        (*(value_words(field, row.values.get(field.name), names) for field in fields), row.channel, row.id)
        for row in found.rows
        for names in [{**choices, **row.names}]
    ]
    return _counted(columns, rows, found.total, room)


def found(searched: views.SearchWithCases, room: Room) -> str:
    """What a search found, then the cases of what was found by its name."""
    blocks = [_hits(searched.page.rows, searched.page.total, room)]
    for each in searched.cases:
        blocks.append(t("Cases of {name}", name=each.named.title))
        blocks.append(_hits(each.rows, each.total, room))
    return "\n".join(blocks)


def _hits(rows: Sequence[views.SearchHit], total: int, room: Room) -> str:
    columns = [
        Column(head=t("Kind")),
        Column(head=t("Title")),
        Column(head=t("Where it was found")),
        Column(head=t("Channel"), is_whole=True),
        Column(head=t("Id"), is_whole=True),
    ]
    told = [(_kind(each.kind), each.title, each.excerpt, each.channel, each.id) for each in rows]
    return _counted(columns, told, total, room)


def history(
    kind: str, entries: Iterable[views.HistoryEntry], room: Room, choices: Mapping[str, str] = NOTHING
) -> str:
    """Every entry of a record in the order given: who and when, then what was written."""
    blocks = []
    for each in entries:
        head = [instant_words(each.at), f"{each.by} ({each.office_name})", state_words(each.state)]
        head.append(t("no. {n}", n=each.n))
        written = [
            (register_name(kind, name), _written(kind, name, value, choices)) for name, value in each.set.items()
        ]
        if each.why:
            written.append((t("Reason"), each.why))
        blocks.append("  ".join(plain(part) for part in head) + "\n" + indented(pairs(written, room)))
    return "\n\n".join(blocks)


def kinds(described: Iterable[Mapping[str, object]], room: Room) -> str:
    """The kinds, or the fields of the one that was asked for."""
    listed = list(described)
    if len(listed) != 1:
        columns = [
            Column(head=t("Kind")),
            Column(head=t("Name")),
            Column(head=t("Written by")),
            Column(head=t("Channel")),
            Column(head=t("Fields"), is_number=True),
        ]
        rows = [
            (str(each["kind"]), KINDS[str(each["kind"])].words(language()), _list(each["written_by"]),
             str(each["channel"]), str(len(KINDS[str(each["kind"])].fields)))
            for each in listed
        ]  # fmt: skip
        return table(columns, rows, room)
    kind = KINDS[str(listed[0]["kind"])]
    columns = [
        Column(head=t("Field")),
        Column(head=t("Name")),
        Column(head=t("Type")),
        Column(head=t("Register")),
        Column(head=t("Needed")),
        Column(head=t("Choices")),
    ]
    needed = {"save": t("to save"), "close": t("to close"), None: ""}
    declared = [
        (
            field.name,
            field.words(language()),
            _type_words(field),
            "" if field.register == field.name else field.register,
            needed[field.required],
            ", ".join(each.value for each in field.choices) if field.choices else "",
        )
        for field in kind.fields.values()
    ]
    return f"{kind.name}  {kind.words(language())}\n\n" + table(columns, declared, room)


def value_words(field: Field, value: views.Shown, names: Mapping[str, str]) -> str:
    """A value as people read it: words of choices, titles of what is referred to."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple | list):
        return t(", ").join(_one(field, each, names) for each in value)
    return _one(field, value, names)


def register_words(kind: str, register: str, value: views.Register, names: Mapping[str, str] | None = None) -> str:
    """The value of a register as people read it: a group as its filled fields in a row."""
    fields = KINDS[kind].fields
    if isinstance(value, Mapping):
        shown = [
            value_words(fields[name], each, names or {}) if name in fields else str(each)
            for name, each in value.items()
            if each is not None
        ]
        return " / ".join(shown) or t("(empty)")
    field = fields.get(register.partition(":")[0])
    if value is None:
        return t("(empty)")
    if field is None or field.is_set:
        return _yes(value) if isinstance(value, bool) else str(value)
    return value_words(field, value, names or {})


def register_name(kind: str, register: str) -> str:
    """What a register is called: the word of its field, with the member of a set."""
    head, colon, member = register.partition(":")
    field = KINDS[kind].fields.get(head)
    name = head if field is None else field.words(language())
    return f"{name}: {member}" if colon else name


def instant_words(instant: str) -> str:
    """An instant by the clock of this place; anything else as it is."""
    try:
        return instant_from(instant).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return instant


def state_words(state: str) -> str:
    """How an entry stands."""
    words: dict[str, Callable[[], str]] = {
        "shown": lambda: t("shown"),
        "replaced": lambda: t("replaced"),
        "conflict": lambda: t("in conflict"),
        "redacted": lambda: t("redacted"),
    }
    return words[state]() if state in words else state


def findings(found: Iterable[views.Finding], room: Room) -> str:
    """What a check found, or that all is well."""
    rows = [(each.code, each.message, each.repair) for each in found]
    if not rows:
        return t("All is well.")
    return "\n\n".join(pairs([(code, message), ("", repair)], room) for code, message, repair in rows)


def _columns_that_fit(found: views.Page, room: Room) -> int:
    """How many fields of a list can be read beside channel and id, which are needed whole."""
    if room is None:
        return _LIST_COLUMNS
    needed = max((len(row.id) + len(row.channel) for row in found.rows), default=0) + 2 * len(GAP)
    return max(1, min(_LIST_COLUMNS, (room - needed) // _COLUMN_WIDTH))


def _counted(columns: list[Column], rows: Sequence[Sequence[str]], total: int, room: Room) -> str:
    if not rows and not total:
        return t("Nothing found.")
    counted = t("{shown} of {total}", shown=len(rows), total=total)
    return f"{table(columns, rows, room)}\n{counted}"


def _one(field: Field, value: views.Scalar, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _yes(value)
    if field.choices is not None and isinstance(value, str) and field.choices in WORDS:
        return code_word(field.choices, value, language())
    if field.type is FieldType.INSTANT and isinstance(value, str):
        return instant_words(value)
    if field.vocabulary is not None:
        return names.get(f"{field.vocabulary.replace('_', '-')}--{value}", str(value))
    return names.get(str(value), str(value))


def _written(kind: str, name: str, value: views.Scalar, choices: Mapping[str, str]) -> str:
    field = KINDS[kind].fields.get(name.partition(":")[0])
    if value is None:
        return t("(empty)")
    if field is None or ":" in name:
        return _yes(value) if isinstance(value, bool) else str(value)
    return value_words(field, value, choices)


def _type_words(field: Field) -> str:
    words = field.type.value
    if field.target:
        words += f" → {field.target}"
    elif field.vocabulary:
        words += f" ({field.vocabulary})"
    return f"{words} *" if field.is_set else words


def _kind(name: str) -> str:
    return KINDS[name].words(language()) if name in KINDS else name


def _by(at: str | None, by: str | None) -> str:
    return t(", ").join(each for each in (instant_words(at) if at else "", by or "") if each)


def _list(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _yes(value: bool) -> str:
    return t("yes") if value else t("no")
