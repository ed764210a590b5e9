from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, drafts, history, journal, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import RecordView, Saved, Shown, Values
from ascn_desk.ui.forms import RecordForm, add_new, edit_record
from ascn_desk.ui.parts import Chip, Scroll
from ascn_desk.ui.session import Session
from tests.support.hands import Hands
from tests.ui.cases.conftest import Said, Window, case_named

CASE = KINDS["case"]
RAIL = "Approval of urban rail signals"

Open = Callable[..., RecordForm]


@pytest.fixture
def open_form(session: Session, window: Window, hands: Hands) -> Open:
    """Opens a form in the window and waits until its fields stand."""

    def make(kind: str, record: RecordView | None = None, initial: Values | None = None) -> RecordForm:
        form = RecordForm(session, KINDS[kind], record, record.channel if record else None, initial=initial)
        window.put(Scroll(form, padding=(8, 8, 16, 8)))
        form.show()
        hands.settle()
        return form

    return make


def _rail(desk: Desk) -> RecordView:
    case = case_named(desk, RAIL)
    return records.show_record(desk, "case", case.id, case.channel)


def _sample(field: Field, desk: Desk) -> Shown:
    """A value that fits a field."""
    match field.type:
        case FieldType.TEXT:
            return "2026-12-05T09:30" if field.pattern and "T" in field.pattern else "Words"
        case FieldType.INTEGER | FieldType.MONEY:
            return 2026
        case FieldType.DECIMAL:
            return "21.0245"
        case FieldType.BOOLEAN:
            return True
        case FieldType.DATE:
            return "2026-12-05"
        case FieldType.CHOICE if field.choices is not None:
            return next(iter(field.choices)).value
        case FieldType.CHOICE:
            rows = lists.list_records(desk, "choice", where={"list": field.vocabulary}).rows
            code = str(rows[0].values["code"]) if rows else "x"
            return (code,) if field.is_set else code
        case FieldType.REFERENCE:
            return ("some-id",) if field.is_set else "some-id"
        case _:
            return "0" * 64


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "purge"])
def test_every_field_of_every_kind_has_an_editor_that_keeps_its_value(kind: str, open_form: Open, desk: Desk) -> None:
    form = open_form(kind)
    for field in KINDS[kind].fields.values():
        if field.by_program:
            continue
        editor = form.editor(field.name)
        assert editor.value() == (() if field.is_set else None), field.name
        sample = _sample(field, desk)
        editor.put(sample)
        assert editor.value() == sample, field.name
        editor.retype(editor.typed())
        assert editor.value() == sample, field.name


def test_a_new_record_of_any_kind_is_saved(open_form: Open, hands: Hands, desk: Desk, qtbot: QtBot) -> None:
    form = open_form("city_note", initial={"city": cases.find(desk, "city", "", 1)[0].id})
    form.focus_field("text")
    hands.type("A tender is expected in spring.")
    with qtbot.waitSignal(form.saved) as saved:
        form.save()

    shown = records.show_record(desk, "city_note", saved.args[0].id)
    assert shown.values["text"] == "A tender is expected in spring."


def test_what_is_missing_is_said_at_the_field_and_it_gets_the_focus(open_form: Open, hands: Hands) -> None:
    form = open_form("log_entry")
    form.editor("happened_on").put("2026-11-24")
    form.save()
    hands.settle()

    assert "Text is needed to save" in form.editor("text").control.error()
    assert "Case is needed to save" in form.editor("case").control.error()
    assert hands.focus_name() == "field-case-input"


def test_a_problem_goes_when_the_field_is_mended(open_form: Open, hands: Hands) -> None:
    form = open_form("follow_up")
    form.save()
    assert form.editor("what").control.error()
    form.focus_field("what")
    hands.type("x")

    assert not form.editor("what").control.error()


def test_a_mark_of_secrecy_is_refused_where_it_stands(open_form: Open, hands: Hands) -> None:
    form = open_form("follow_up")
    form.focus_field("what")
    hands.type("【秘】会議録")
    form.save()

    assert "【秘】" in form.editor("what").control.error()


def test_a_date_that_cannot_be_read_is_said_and_not_dropped(open_form: Open, hands: Hands) -> None:
    form = open_form("follow_up", initial={"what": "Send it"})
    form.focus_field("due")
    hands.type("soon")
    form.save()

    assert form.editor("due").control.error()
    assert form.editor("due").typed() == "soon"


def test_an_amount_needs_its_currency_and_is_read_by_it(open_form: Open, desk: Desk, hands: Hands) -> None:
    form = open_form("financing")
    form.focus_field("amount")
    hands.type("1,234.56")
    form.editor("currency").put("USD")

    assert form.editor("amount").value() == 123456


def test_a_group_is_written_whole_with_the_day_of_its_change(open_form: Open, desk: Desk, hands: Hands) -> None:
    form = open_form("case", _rail(desk))
    form.editor("status").put("waiting")
    form.editor("status")._on_changed()
    form.save()
    hands.settle()

    newest = history.history(desk, "case", case_named(desk, RAIL).id)[0]
    assert dict(newest.set) == {"status": "waiting", "status_on": "2026-11-24", "status_reason": None}


def test_closing_marks_what_it_demands(open_form: Open, desk: Desk, hands: Hands) -> None:
    form = open_form("case", _rail(desk))
    assert not form.editor("outcome").control._required
    form.editor("status").put("solved")
    form.editor("status")._on_changed()
    assert form.editor("outcome").control._required
    form.save()

    assert "needed to close" in form.editor("outcome").control.error()


def test_members_of_a_set_are_added_and_taken_away(open_form: Open, desk: Desk, hands: Hands, window: Window) -> None:
    form = open_form("case", _rail(desk))
    chip = next(each for each in form.findChildren(Chip) if each.text() == "No copying")
    chip.setFocus()
    hands.press("Space")
    form.focus_field("other_companies")
    hands.type("nec")
    hands.press("Return")
    other = cases.find_companies(desk, "nec", 1)[0].id
    form.save()
    hands.settle()

    newest = history.history(desk, "case", case_named(desk, RAIL).id)[0]
    assert dict(newest.set) == {f"other_companies:{other}": True, "limits:restrict-copy": True}


def test_a_member_is_taken_away_by_delete_on_its_chip(open_form: Open, desk: Desk, hands: Hands) -> None:
    rail = _rail(desk)
    other = cases.find_companies(desk, "nec", 1)[0].id
    records.set_fields(desk, "case", rail.id, {f"other_companies:{other}": True}, channel=rail.channel)
    form = open_form("case", _rail(desk))
    chip = form.findChild(Chip, f"field-other_companies-chips-{other}")
    assert chip is not None
    chip.setFocus()
    hands.press("Delete")
    form.save()
    hands.settle()

    assert _rail(desk).values["other_companies"] == ()


def test_a_reference_typed_and_not_picked_is_a_problem(open_form: Open, desk: Desk, hands: Hands) -> None:
    form = open_form("case", _rail(desk))
    form.focus_field("city")
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    hands.type("nowhere")
    hands.press("Escape")
    form.save()

    assert "Choose one of those offered" in form.editor("city").control.error()


def test_saving_says_what_was_seen_when_the_form_was_opened(
    open_form: Open, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    rail = _rail(desk)
    form = open_form("case", rail)
    form.focus_field("details")
    hands.type("From the form")
    assert form.editor("details").value() == "From the form"
    # Meanwhile somebody changes the record: the form has not seen it.
    records.set_fields(desk, "case", rail.id, {"priority": "high"}, channel=rail.channel)
    with qtbot.waitSignal(form.saved, timeout=10_000) as saved:
        form.save()
    assert isinstance(saved.args[0], Saved)

    lines = {line["n"]: line for line in journal.journal(desk) if line["id"] == rail.id}
    written = lines[saved.args[0].n]
    assert written["set"] == {"details": "From the form"}
    assert written["over"] == dict(rail.seen)


def test_nothing_changed_writes_nothing(open_form: Open, desk: Desk, hands: Hands) -> None:
    rail = _rail(desk)
    form = open_form("case", rail)
    saved: list[Any] = []
    form.saved.connect(saved.append)
    form.save()
    hands.settle()

    assert saved[0].n is None
    assert len(history.history(desk, "case", rail.id)) == 1


def test_a_draft_is_kept_with_what_was_seen_and_put_back(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    rail = _rail(desk)
    panel = edit_record(session, window, rail, field="details")
    hands.settle()
    hands.type("Half a th")
    QTest.qWait(520)
    hands.settle()
    (draft,) = drafts.drafts(desk)
    assert dict(draft.seen) == dict(rail.seen)
    assert dict(draft.values) == {"details": "Half a th"}
    panel.finish()
    hands.settle()
    records.set_fields(desk, "case", rail.id, {"priority": "high"}, channel=rail.channel)
    again = edit_record(session, window, _rail(desk), field="details")
    hands.settle()

    assert again.form().editor("details").value() == "Half a th"
    assert again.form()._seen == dict(rail.seen)


def test_a_draft_is_thrown_away_on_demand(session: Session, window: Window, hands: Hands, desk: Desk) -> None:
    panel = edit_record(session, window, _rail(desk), field="details")
    hands.settle()
    hands.type("Not this")
    panel.finish()
    hands.settle()
    again = edit_record(session, window, _rail(desk))
    hands.settle()
    banner = again.findChild(QWidget, "draft-banner")
    assert banner is not None
    banner.action_chosen.emit("discard")  # type: ignore[attr-defined]
    hands.settle()

    assert not again.form().is_dirty()
    assert not drafts.drafts(desk)


def test_a_new_record_is_made_in_a_panel_by_keys_alone(
    session: Session, window: Window, hands: Hands, desk: Desk, said: Said
) -> None:
    add_new(session, window, KINDS["contact"])
    hands.settle()
    hands.type("Nguyen Van A")
    hands.press("Tab", "Tab")
    hands.type("Deputy director")
    hands.press("Ctrl+Return")

    row = lists.list_records(desk, "contact").rows[0]
    assert (row.values["name"], row.values["post"]) == ("Nguyen Van A", "Deputy director")
    assert not said.errors


def test_an_error_of_saving_is_said_in_the_form(open_form: Open, desk: Desk, hands: Hands, said: Said) -> None:
    rail = _rail(desk)
    form = open_form("case", rail)
    form._channel = None
    form.editor("company").put("no-such-company")
    form._record = None
    form.save()
    hands.settle()

    assert form.findChild(QWidget, "form-problem") is not None
    assert not said.errors


def test_a_field_that_is_empty_because_it_was_purged_says_so(open_form: Open, desk: Desk) -> None:
    record = dataclasses.replace(_rail(desk), redacted=("details", "status"))
    form = open_form("case", record)

    said = {name: form.editor(name).control.note() for name in ("details", "status", "summary")}
    assert ["Purged" in said[name] for name in ("details", "status", "summary")] == [True, True, False]
