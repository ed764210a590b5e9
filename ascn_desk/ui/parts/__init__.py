"""The parts of which every screen is built. Others import from here.

All take their colours by role at every painting, so a switch of the theme needs nothing from a screen; sizes follow
the text size. Names (``name=``) are what tests and screen readers find controls by.
"""

from ascn_desk.ui.parts.badge import Badge
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.base import Part, Pressable
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.candidates import Choice
from ascn_desk.ui.parts.card import Card
from ascn_desk.ui.parts.cells import Cell, CellKind, Column, When
from ascn_desk.ui.parts.check_box import CheckBox
from ascn_desk.ui.parts.chip import Chip
from ascn_desk.ui.parts.choice_cards import ChoiceCards
from ascn_desk.ui.parts.comparison_card import ComparisonCard
from ascn_desk.ui.parts.crumbs import Crumbs
from ascn_desk.ui.parts.date_field import DateField
from ascn_desk.ui.parts.detail_header import CaptionedValue, DetailHeader
from ascn_desk.ui.parts.dialog_frame import DialogButton, DialogFrame
from ascn_desk.ui.parts.drop_zone import DropZone
from ascn_desk.ui.parts.empty_state import EmptyState
from ascn_desk.ui.parts.field import Field
from ascn_desk.ui.parts.field_label import FieldLabel
from ascn_desk.ui.parts.foot_bar import FootBar
from ascn_desk.ui.parts.form_layout import FormLayout
from ascn_desk.ui.parts.grouped_list import Group, GroupedList, GroupRow
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.hash_words import HashWords
from ascn_desk.ui.parts.icon_button import IconButton
from ascn_desk.ui.parts.key_caps import KeyCaps
from ascn_desk.ui.parts.key_values import KeyValueList
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.link_label import LinkLabel
from ascn_desk.ui.parts.list_view import ListView
from ascn_desk.ui.parts.long_text_field import LongTextField
from ascn_desk.ui.parts.marking import Marking
from ascn_desk.ui.parts.menu import Menu
from ascn_desk.ui.parts.next_action_card import NextActionCard
from ascn_desk.ui.parts.overlay import CLOSED, Overlay
from ascn_desk.ui.parts.page import Page
from ascn_desk.ui.parts.paged_model import PagedModel
from ascn_desk.ui.parts.palette_frame import PaletteFrame, PaletteRow
from ascn_desk.ui.parts.progress import Meter, ProgressRow
from ascn_desk.ui.parts.rail import Rail, RailItem
from ascn_desk.ui.parts.scroll import Scroll
from ascn_desk.ui.parts.search_select import SearchSelect
from ascn_desk.ui.parts.section import SectionHeading
from ascn_desk.ui.parts.segmented import Segmented
from ascn_desk.ui.parts.select import Select
from ascn_desk.ui.parts.stepper import Stepper
from ascn_desk.ui.parts.sum_table import SumLine, SumRow, SumTable, Term
from ascn_desk.ui.parts.tabs import Tabs
from ascn_desk.ui.parts.text_field import FilterField, TextField
from ascn_desk.ui.parts.timeline import Timeline, TimelineItem
from ascn_desk.ui.parts.toast import Toast, ToastHost
from ascn_desk.ui.parts.top_bar import TopBar
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Tone, Type

__all__ = [
    "CLOSED", "Badge", "Banner", "Button", "ButtonKind", "CaptionedValue", "Card", "Cell", "CellKind", "CheckBox",
    "Chip", "Choice", "ChoiceCards", "Column", "ComparisonCard", "Crumbs", "DateField", "DetailHeader",
    "DialogButton", "DialogFrame", "DropZone", "EmptyState", "Field", "FieldLabel", "FilterField", "FootBar",
    "FormLayout",
    "Group", "GroupRow", "GroupedList", "Hairline", "HashWords", "IconButton", "KeyCaps", "KeyValueList", "Label",
    "LinkLabel", "ListView", "LongTextField", "Mark", "Marking", "Menu", "Meter", "NextActionCard", "Overlay", "Page",
    "PagedModel", "PaletteFrame", "PaletteRow", "Paragraph", "Part", "Pressable", "ProgressRow", "Rail", "RailItem",
    "Scroll", "SearchSelect", "SectionHeading", "Segmented", "Select", "Shape", "Stepper", "SumLine", "SumRow",
    "SumTable", "Tabs", "Term", "TextField", "Timeline", "TimelineItem", "Toast", "ToastHost", "Tone", "TopBar",
    "Type", "When",
]  # fmt: skip
