"""The parts of which every screen is built. Others import from here."""

from ascn_desk.ui.parts.badge import Badge
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.candidates import Choice
from ascn_desk.ui.parts.cells import Cell, CellKind, Column, When
from ascn_desk.ui.parts.crumbs import Crumbs
from ascn_desk.ui.parts.date_field import DateField
from ascn_desk.ui.parts.field import Field
from ascn_desk.ui.parts.foot_bar import FootBar
from ascn_desk.ui.parts.form_layout import FormLayout
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.icon_button import IconButton
from ascn_desk.ui.parts.key_caps import KeyCaps
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.link_label import LinkLabel
from ascn_desk.ui.parts.list_view import ListView
from ascn_desk.ui.parts.long_text_field import LongTextField
from ascn_desk.ui.parts.marking import Marking
from ascn_desk.ui.parts.page import Page
from ascn_desk.ui.parts.paged_model import PagedModel
from ascn_desk.ui.parts.rail import Rail, RailItem
from ascn_desk.ui.parts.scroll import Scroll
from ascn_desk.ui.parts.search_select import SearchSelect
from ascn_desk.ui.parts.select import Select
from ascn_desk.ui.parts.text_field import FilterField, TextField
from ascn_desk.ui.parts.top_bar import TopBar
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Tone, Type

__all__ = [
    "Badge", "Button", "ButtonKind", "Cell", "CellKind", "Choice", "Column", "Crumbs", "DateField", "Field",
    "FilterField", "FootBar", "FormLayout", "Hairline", "IconButton", "KeyCaps", "Label", "LinkLabel", "ListView",
    "LongTextField", "Mark", "Marking", "Page", "PagedModel", "Paragraph", "Rail", "RailItem", "Scroll",
    "SearchSelect", "Select", "Shape", "TextField", "Tone", "TopBar", "Type", "When",
]  # fmt: skip
