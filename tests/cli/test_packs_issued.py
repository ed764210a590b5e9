"""Issuing, listing, printing again and renewing packs, own templates and passwords, through the commands."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Run

HANOI = ("city-brief", "--record", "city:vn-hanoi")


def test_a_pack_is_issued_listed_and_printed_again_to_the_last_byte(run: Run, tmp_path: Path) -> None:
    out, again = tmp_path / "hanoi.pdf", tmp_path / "again.pdf"
    issued = run("emb-vn", "pack", *HANOI, "--out", out, "--issue", "--for", "練習訪問団", "--language", "en")
    assert issued.code == 0 and issued.json["number"].startswith("HAN-")
    listed = run("emb-vn", "packs", "list", "練習訪問団")
    (line,) = listed.json["packs"]
    assert (line["id"], line["number"], line["for"]) == (issued.json["issue"], issued.json["number"], "練習訪問団")
    assert (line["sha256"], line["pages"], line["template"]) == (issued.json["sha256"], 2, "city")
    for named in (issued.json["issue"], issued.json["number"].lower()):
        ran = run("emb-vn", "packs", "reissue", named, "--out", again)
        assert (ran.code, ran.json["sha256"]) == (0, issued.json["sha256"])
        assert again.read_bytes() == out.read_bytes()


def test_a_pack_is_renewed_and_says_page_by_page_what_changed(run: Run, tmp_path: Path) -> None:
    case = ("--company", "nec", "--category", "information", "--summary", "変更前の件", "--city", "vn-hanoi")
    made = run("emb-vn", "case", "add", *case)
    issued = run("emb-vn", "pack", *HANOI, "--out", tmp_path / "old.pdf", "--issue", "--language", "ja")
    run("emb-vn", "set", "case", made.json["id"], "summary=変更後の件")
    ran = run("emb-vn", "packs", "renew", issued.json["issue"], "--out", tmp_path / "new.pdf", "--issue")
    changed = [each for each in ran.json["changes"] if each["state"] != "same"]
    assert any("変更前の件" in line for each in changed for line in each["gone"])
    assert any("変更後の件" in line for each in changed for line in each["added"])
    assert ran.json["issue"] != issued.json["issue"] and ran.json["number"] != issued.json["number"]
    assert ran.json["sha256"] == run("emb-vn", "packs", "list").json["packs"][0]["sha256"]


def test_an_own_template_stands_in_for_what_is_not_given(run: Run, tmp_path: Path) -> None:
    fields = ("template=city", "title=数値だけ", "records=city:vn-hanoi", "sections=figures", "language=en")
    made = run("emb-vn", "add", "pack_definition", *fields)
    whole = run("emb-vn", "pack", *HANOI, "--out", tmp_path / "whole.pdf", "--language", "en")
    for name in ("数値だけ", made.json["id"]):
        ran = run("emb-vn", "pack", "--definition", name, "--out", tmp_path / "own.pdf", "--issue")
        assert ran.code == 0 and ran.json["pages"] < whole.json["pages"]
    assert run("emb-vn", "packs", "list").json["packs"][0]["definition"] == made.json["id"]
    da_nang = ("--record", "city:vn-da-nang")
    assert run("emb-vn", "pack", "--definition", "数値だけ", *da_nang, "--out", tmp_path / "x.pdf").code == 0
    run("emb-vn", "add", "pack_definition", *fields)
    twice = run("emb-vn", "pack", "--definition", "数値だけ", "--out", tmp_path / "x.pdf")
    assert (twice.code, twice.error) == (1, "several-definitions")


def test_a_file_with_a_password_opens_with_it_alone(run: Run, tmp_path: Path) -> None:
    secret, out = tmp_path / "password", tmp_path / "locked.pdf"
    secret.write_text("正しい馬 battery\n", encoding="utf-8")
    ran = run("emb-vn", "pack", *HANOI, "--out", out, "--password-file", secret)
    assert ran.code == 0
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(out)
    document = pypdfium2.PdfDocument(out, password="正しい馬 battery")
    assert len(document) == 2
    document.close()
    secret.write_text("short\n", encoding="utf-8")
    refused = run("emb-vn", "pack", *HANOI, "--out", tmp_path / "y.pdf", "--password-file", secret)
    assert (refused.code, refused.error) == (1, "password-short")
    assert not (tmp_path / "y.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["pack", "--out", "x.pdf"], 2, "argument-needed"),
        (["pack", "city-brief", "--out", "x.pdf"], 2, "option-needed"),
        (["pack", *HANOI, "--section", "nonsense", "--out", "x.pdf"], 2, "bad-choice"),
        (["pack", "--definition", "nonsense", "--out", "x.pdf"], 1, "unknown-record"),
        (["packs", "reissue", "HAN-26-PXXX", "--out", "x.pdf"], 1, "unknown-issue"),
        (["packs", "renew", "HAN-26-PXXX", "--out", "x.pdf"], 1, "unknown-issue"),
    ],
)
def test_what_cannot_be_done_is_refused(run: Run, arguments: list[str], code: int, error: str) -> None:
    ran = run("emb-vn", *arguments)
    assert (ran.code, ran.error) == (code, error)


def test_a_letter_that_no_font_has_is_refused_with_its_page_and_number_and_no_file_is_written(
    run: Run, tmp_path: Path
) -> None:
    case = ("--company", "nec", "--category", "information", "--city", "vn-hanoi")
    made = run("emb-vn", "case", "add", *case, "--summary", "通訳と \U0001f600 会う")
    out, text = tmp_path / "x.pdf", tmp_path / "x.txt"
    issued = run("emb-vn", "packs", "list").json["total"]
    for more in ((), ("--issue",)):
        ran = run("emb-vn", "pack", *HANOI, "--language", "ja", "--out", out, "--text", text, *more)
        assert (ran.code, ran.error) == (1, "letters-without-font")
        error = ran.json["error"]
        assert error["data"]["letters"] == "U+1F600" and error["data"]["page"] == 2
        assert "通訳と" in error["data"]["text"] and "U+1F600" in error["message"]
        assert not out.exists() and not text.exists()
    assert run("emb-vn", "packs", "list").json["total"] == issued
    run("emb-vn", "set", "case", made.json["id"], "summary=通訳と会う")
    assert run("emb-vn", "pack", *HANOI, "--language", "ja", "--out", out).code == 0


def test_without_issues_the_list_is_empty_and_says_so(run: Run) -> None:
    assert run("hq", "packs", "list", "まだないもの").json == {"total": 0, "packs": []}


def test_the_words_of_a_pack_are_written_as_plain_text_page_by_page(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "hanoi.txt"
    ran = run("emb-vn", "pack", *HANOI, "--out", tmp_path / "x.pdf", "--language", "both", "--text", text)
    assert ran.code == 0
    head, first, second = text.read_text(encoding="utf-8").split("\n\n")
    assert "機密性1情報" in head and "HAN-26-P" in head
    assert first.startswith("— Page 1 of 2 —\n") and second.startswith("— Page 2 of 2 —\n")
    for said in ("Hà Nội", "8,053,663", "ハノイ"):
        assert said in first


def test_an_issued_pack_gives_the_same_workbook_again(run: Run, tmp_path: Path) -> None:
    first, again = tmp_path / "hanoi.xlsx", tmp_path / "again.xlsx"
    issued = run("emb-vn", "pack", *HANOI, "--out", tmp_path / "a.pdf", "--issue", "--language", "en", "--xlsx", first)
    assert issued.code == 0 and first.read_bytes().startswith(b"PK")
    reissued = ("packs", "reissue", issued.json["issue"], "--out", tmp_path / "b.pdf", "--xlsx", again)
    assert run("emb-vn", *reissued).code == 0
    assert again.read_bytes() == first.read_bytes()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (("--password-file", "short"), "password-short"),
        (("--text", "missing/words.txt"), "cannot-write"),
        (("--xlsx", "folder"), "cannot-write"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_issued(
    run: Run, tmp_path: Path, asked: tuple[str, str], error: str
) -> None:
    (tmp_path / "short").write_text("short\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    option, name = asked
    out = tmp_path / "never.pdf"
    ran = run("emb-vn", "pack", *HANOI, "--out", out, option, tmp_path / name, "--issue", "--for", "誰にも渡らない")
    assert (ran.code != 0, ran.error) == (True, error)
    assert run("emb-vn", "packs", "list", "誰にも渡らない").json["packs"] == []
    assert not out.exists() and not (tmp_path / "missing").exists()


def test_a_pack_is_printed_on_letter_bound_and_as_a_draft_and_so_again(run: Run, tmp_path: Path) -> None:
    out, again = tmp_path / "draft.pdf", tmp_path / "again.pdf"
    on_letter = ("--paper", "letter", "--bound", "--draft")
    issued = run("emb-vn", "pack", *HANOI, "--out", out, *on_letter, "--issue", "--for", "下書きの読み手")
    assert issued.code == 0
    (line,) = run("emb-vn", "packs", "list", "下書きの読み手").json["packs"]
    assert (line["paper"], line["bound"], line["draft"]) == ("letter", True, True)
    with pypdfium2.PdfDocument(out) as document:
        assert document[0].get_size() == (612, 792)
    assert run("emb-vn", "packs", "reissue", issued.json["issue"], "--out", again).code == 0
    assert again.read_bytes() == out.read_bytes()


def test_an_own_template_says_the_paper_where_none_is_given(run: Run, tmp_path: Path) -> None:
    fields = ("template=city", "title=レターで", "records=city:vn-hanoi", "paper=letter", "bound=true")
    assert run("emb-vn", "add", "pack_definition", *fields).code == 0
    for more, width in (((), 612.0), (("--paper", "a4"), 595.28)):
        assert run("emb-vn", "pack", "--definition", "レターで", "--out", tmp_path / "x.pdf", *more).code == 0
        with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
            assert document[0].get_size()[0] == pytest.approx(width, abs=0.01)


def test_every_pack_of_many_is_on_the_paper_asked_for(run: Run, tmp_path: Path) -> None:
    of_laos = ("--country", "la", "--paper", "letter")
    ran = run("emb-vn", "packs", "every", "country-brief", "--out", tmp_path / "all", *of_laos)
    assert ran.code == 0 and len(ran.json["files"]) == 1
    with pypdfium2.PdfDocument(ran.json["files"][0]["file"]) as document:
        assert document[0].get_size() == (612, 792)
    assert run("emb-vn", "pack", *HANOI, "--out", tmp_path / "x.pdf", "--paper", "b5").code == 2
