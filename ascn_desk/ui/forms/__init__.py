"""Forms of records, made from the declarations of their kinds: any kind, all by keyboard, kept as drafts."""

from ascn_desk.ui.forms.panel import RecordPanel, add_new, edit_record
from ascn_desk.ui.forms.record_form import RecordForm

__all__ = ["RecordForm", "RecordPanel", "add_new", "edit_record"]
