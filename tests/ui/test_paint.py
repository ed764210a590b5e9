from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ascn_desk.ui import paint


def _paint_words(words: str, width: float) -> float:
    picture = QImage(400, 40, QImage.Format.Format_ARGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    taken = paint.text(painter, QRectF(0, 0, width, 40), words, QColor("black"))
    painter.end()
    return taken


def test_words_that_fit_are_not_reported() -> None:
    with paint.elisions() as cut:
        _paint_words("short", 300)

    assert cut == []


def test_words_that_do_not_fit_are_cut_and_reported() -> None:
    with paint.elisions() as cut:
        taken = _paint_words("都市鉄道信号の認証手続に関する照会", 80)

    assert cut == ["都市鉄道信号の認証手続に関する照会"]
    assert taken <= 80


def test_lines_hold_all_words_in_their_order() -> None:
    words = "認証には試験報告書の原本確認が要るとの説明。"
    lines = paint.lines_of(words, 120)

    assert "".join(lines) == words
    assert all(paint.width_of(line) <= 121 for line in lines)


def test_lines_break_at_blank_where_the_script_has_them() -> None:
    lines = paint.lines_of("Original test reports must be shown", 120)

    assert " ".join(lines) == "Original test reports must be shown"


def test_given_line_breaks_stay() -> None:
    assert paint.lines_of("one\n\ntwo", 500) == ["one", "", "two"]


def test_signs_outside_the_basic_plane_are_not_torn() -> None:
    assert "".join(paint.lines_of("𠮷野家𠮷野家𠮷野家", 60)) == "𠮷野家𠮷野家𠮷野家"


def test_balanced_lines_are_no_more_than_needed_and_about_as_long() -> None:
    words = "案件は一社の一つの相談です。電話のあとすぐに記録できます。"
    width = paint.width_of(words) - 20
    lines = paint.balanced_lines(words, width)

    assert len(lines) == len(paint.lines_of(words, width)) == 2
    assert paint.width_of(lines[1]) > paint.width_of(lines[0]) * 0.7
