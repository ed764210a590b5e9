"""The parts of which every screen is built. Others import from here.

All take their colours by role at every painting, so a switch of the theme needs nothing from a screen; sizes follow
the text size. Names (``name=``) are what tests and screen readers find controls by.

A part is loaded when it is first asked for: the first window needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from ascn_desk.ui.parts.key_values import KeyValueList, OneLine
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

_OF_OTHERS = {
    "Mark": "ascn_desk.ui.shapes",
    "Shape": "ascn_desk.ui.shapes",
    "Tone": "ascn_desk.ui.theme",
    "Type": "ascn_desk.ui.theme",
}
_MODULES = {
    "badge": ("Badge",),
    "banner": ("Banner",),
    "base": ("Part", "Pressable",),
    "button": ("Button", "ButtonKind",),
    "candidates": ("Choice",),
    "card": ("Card",),
    "cells": ("Cell", "CellKind", "Column", "When",),
    "check_box": ("CheckBox",),
    "chip": ("Chip",),
    "choice_cards": ("ChoiceCards",),
    "comparison_card": ("ComparisonCard",),
    "crumbs": ("Crumbs",),
    "date_field": ("DateField",),
    "detail_header": ("CaptionedValue", "DetailHeader",),
    "dialog_frame": ("DialogButton", "DialogFrame",),
    "drop_zone": ("DropZone",),
    "empty_state": ("EmptyState",),
    "field": ("Field",),
    "field_label": ("FieldLabel",),
    "foot_bar": ("FootBar",),
    "form_layout": ("FormLayout",),
    "grouped_list": ("Group", "GroupedList", "GroupRow",),
    "hairline": ("Hairline",),
    "hash_words": ("HashWords",),
    "icon_button": ("IconButton",),
    "key_caps": ("KeyCaps",),
    "key_values": ("KeyValueList", "OneLine"),
    "label": ("Label", "Paragraph",),
    "link_label": ("LinkLabel",),
    "list_view": ("ListView",),
    "long_text_field": ("LongTextField",),
    "marking": ("Marking",),
    "menu": ("Menu",),
    "next_action_card": ("NextActionCard",),
    "overlay": ("CLOSED", "Overlay",),
    "page": ("Page",),
    "paged_model": ("PagedModel",),
    "palette_frame": ("PaletteFrame", "PaletteRow",),
    "progress": ("Meter", "ProgressRow",),
    "rail": ("Rail", "RailItem",),
    "scroll": ("Scroll",),
    "search_select": ("SearchSelect",),
    "section": ("SectionHeading",),
    "segmented": ("Segmented",),
    "select": ("Select",),
    "stepper": ("Stepper",),
    "sum_table": ("SumLine", "SumRow", "SumTable", "Term",),
    "tabs": ("Tabs",),
    "text_field": ("FilterField", "TextField",),
    "timeline": ("Timeline", "TimelineItem",),
    "toast": ("Toast", "ToastHost",),
    "top_bar": ("TopBar",),
}
_HOME = _OF_OTHERS | {part: f"{__name__}.{module}" for module, parts in _MODULES.items() for part in parts}

__all__ = [
    "CLOSED", "Badge", "Banner", "Button", "ButtonKind", "CaptionedValue", "Card", "Cell", "CellKind", "CheckBox",
    "Chip", "Choice", "ChoiceCards", "Column", "ComparisonCard", "Crumbs", "DateField", "DetailHeader",
    "DialogButton", "DialogFrame", "DropZone", "EmptyState", "Field", "FieldLabel", "FilterField", "FootBar",
    "FormLayout",
    "Group", "GroupRow", "GroupedList", "Hairline", "HashWords", "IconButton", "KeyCaps", "KeyValueList", "Label",
    "LinkLabel", "ListView", "LongTextField", "Mark", "Marking", "Menu", "Meter", "NextActionCard", "OneLine",
    "Overlay", "Page", "PagedModel", "PaletteFrame", "PaletteRow", "Paragraph", "Part", "Pressable", "ProgressRow",
    "Rail", "RailItem",
    "Scroll", "SearchSelect", "SectionHeading", "Segmented", "Select", "Shape", "Stepper", "SumLine", "SumRow",
    "SumTable", "Tabs", "Term", "TextField", "Timeline", "TimelineItem", "Toast", "ToastHost", "Tone", "TopBar",
    "Type", "When",
]  # fmt: skip


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(name)
    globals()[name] = found = getattr(import_module(home), name)
    return found
