"""What can be answered to a conflict: each value that stands side by side, and what it would mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ascn_desk.base.words import t
from ascn_desk.domain.kind import DELETED, MERGED_INTO
from ascn_desk.operations.views import ConflictView, Edit, Head, Register
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts.values import other_parts, register_words


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: ``take`` names the head that is kept; without it ``value`` is written."""

    title: str
    subtitle: str
    words: str
    facts: tuple[tuple[str, str], ...] = ()
    take: tuple[str, int] | None = None
    value: Register = None
    office: str = ""
    is_own: bool = False
    button: str = ""
    keeps: str = field(default="")
    """What is kept, as the sentence of the result begins."""


def answers_of(view: ConflictView, reader: Reader, own_desk: str) -> list[Answer]:
    """The values to choose from: one's own first, then the others by office.

    A record deleted there and edited here has one head only; that it stays is the other answer.
    """
    heads = sorted(view.heads, key=lambda head: (head.desk != own_desk, head.office, head.n))
    made = [_of_head(view, head, reader, own_desk) for head in heads]
    if view.register in (DELETED, MERGED_INTO) and all(head.value for head in view.heads):
        kept: Register = False if view.register == DELETED else None
        made.append(
            Answer(
                title=t("Keep the record"),
                subtitle=t("what was written in it stays"),
                words=register_words(reader, view.kind, view.register, kept),
                facts=tuple(fact for edit in view.edits for fact in _of_edit(view, edit, reader)),
                value=kept,
                button=t("Keep it"),
                keeps=t("The record stays as it is shown."),
            )
        )
    return made


def base_words(view: ConflictView, reader: Reader) -> str:
    """The value that all had before their eyes, in words."""
    if view.base is None:
        return t("(empty)")
    return register_words(reader, view.kind, view.register, view.base)


def alike(view: ConflictView, other: ConflictView, office: str) -> Head | None:
    """The head of another conflict that the same answer means: the same field of the same kind, from that office."""
    if (other.kind, other.register.partition(":")[0]) != (view.kind, view.register.partition(":")[0]):
        return None
    if (other.id, other.channel, other.register) == (view.id, view.channel, view.register):
        return None
    return next((head for head in other.heads if head.office == office), None)


def written_words(at: str, today: date) -> str:
    """When a value was written."""
    return telling.time_words(at, today)


def _of_edit(view: ConflictView, edit: Edit, reader: Reader) -> list[tuple[str, str]]:
    """What was written beside a deletion: who and when, then field by field."""
    office = telling.office_words(edit.office, edit.office_name)
    who = t("{who}, {day}", who=edit.by, day=written_words(edit.at, reader.today))
    fields = [
        (telling.field_words(view.kind, name), register_words(reader, view.kind, name, value))
        for name, value in edit.values.items()
    ]
    return [(office, who), *fields]


def _of_head(view: ConflictView, head: Head, reader: Reader, own_desk: str) -> Answer:
    is_own = head.desk == own_desk
    office = telling.office_words(head.office, head.office_name)
    facts = list(other_parts(reader, view.kind, view.register, head.value))
    facts.append((t("Written"), written_words(head.at, reader.today)))
    if head.why:
        facts.append((t("Reason"), head.why))
    return Answer(
        title=t("This desk") if is_own else office,
        subtitle=t("{who}, {day}", who=head.by, day=telling.day_words(head.at, reader.today)),
        words=register_words(reader, view.kind, view.register, head.value),
        facts=tuple(facts),
        take=(head.desk, head.n),
        value=head.value,
        office=head.office,
        is_own=is_own,
        button=t("This desk") if is_own else office,
        keeps=t("Your value is kept.") if is_own else t("The value of {office} is kept.", office=office),
    )
