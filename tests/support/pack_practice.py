"""Practice records for packs, on the shipped data of Cambodia: fictitious people, cases, promises, a visit, a meeting.

They hold what papers must bear: names in Khmer, long words, dates before and after the day of the paper, and gaps.
"""

# ruff: noqa: E501 – a kanji counts as two columns

from __future__ import annotations

from typing import Any

from ascn_desk.operations.desk import Desk
from tests.support.made_desk import put

OFFICE = "emb-kh"
COUNTRY = "country/kh"
CITIES = ("kh-phnom-penh", "kh-siem-reap")
COMPANIES = ("nippon-koei", "oriental-consultants-global")


def fill(desk: Desk) -> dict[str, str]:
    """Put the practice records into a desk of the embassy; the ids of those that packs are printed for."""
    giver = put(desk, "officer", {"office": OFFICE, "user_id": "tokura", "name": "Haruka Tokura", "name_ja": "戸倉 遥"})
    taker = put(desk, "officer", {"office": OFFICE, "user_id": "saegusa", "name": "Hayate Saegusa", "name_ja": "三枝 颯"})
    cases = _cases(desk, giver)
    _contacts(desk)
    visit = _visit(desk)
    meeting = _meeting(desk)
    return {"giver": giver, "taker": taker, "visit": visit, "meeting": meeting, "case": cases[0]}


def _cases(desk: Desk, officer: str) -> list[str]:
    made = []
    for number, (company, city, summary, status, reason, step, due) in enumerate(_CASES):
        values: dict[str, Any] = {
            "reference": f"PNH-26-{'CDEFGHJK'[number]}4QR",
            "company": company,
            "category": "trouble",
            "city": city,
            "summary": summary,
            "received_on": "2026-10-02",
            "officer": officer,
            "lead_office": OFFICE,
            "status": status,
            "status_on": "2026-10-20",
            "status_reason": reason,
            "next_action": step,
            "next_due": due,
        }
        made.append(put(desk, "case", {field: value for field, value in values.items() if value is not None}))
    for case, day, text in (
        (made[0], "2026-10-14", "練習：柏の葉の資料のクメール語の要約を送ると約束した"),
        (made[3], "2026-11-10", "練習：運輸省の担当課長に引き合わせると答えた"),
    ):
        entry = {"case": case, "happened_on": day, "log_kind": "support", "text": text}
        put(desk, "log_entry", {**entry, "support": "introduction", "support_state": "promised"})
    for case, what, due in (
        (made[0], "練習：労働局へ二人で行く", "2026-11-27"),
        (made[1], "練習：局次長へ口上書を出す", "2026-11-30"),
        (made[2], "練習：水処理三社の一覧を渡す", "2026-11-18"),
        (made[4], "練習：次回会合の有無を本省に聞く", "2026-12-04"),
    ):
        put(desk, "follow_up", {"what": what, "due": due, "officer": officer, "of_kind": "case", "of_id": case})
    return made


_CASES = (
    ("nippon-koei", "kh-phnom-penh", "練習：就労許可の遅れ", "waiting", "労働局の担当が10月に替わり、書類の所在が分からない",
     "労働局へ同行", "2026-11-13"),
    ("oriental-consultants-global", "kh-siem-reap", "練習：入札の資格", "waiting", "先方の回答が口頭だけで、文書が出ていない",
     "局次長へ口上書", "2026-11-18"),
    ("nippon-koei", "kh-siem-reap", "練習：水道メーターの通関", "in-progress", None, "税関の担当に照会", "2026-11-27"),
    ("oriental-consultants-global", "kh-phnom-penh", "練習：バス車庫の用地", "asked-hq", None, "省の回答を訳す", "2026-12-04"),
    ("nippon-koei", "kh-battambang", "練習：個人情報の規則の照会", "new", None, "弁護士の一覧を渡す", "2026-12-11"),
    ("nippon-koei", "kh-phnom-penh", "練習：展示会の区画", "waiting", None, None, None),
)  # fmt: skip


def _contacts(desk: Desk) -> None:
    for name, reading, post, city, phone, mail, met, note in (
        ("សុខ ចាន់ណា", "ソック・チャンナー", "都市計画局 次長", "kh-phnom-penh", "+855 23 000 111",
         "chanra@example.gov.kh", "2026-11-12", "急ぎは電話。文書はクメール語が先"),
        ("ម៉ៅ រតនា", "マウ・ラタナー", "スマートシティ担当", "kh-phnom-penh", "+855 23 000 112", "", "2026-10-30",
         "会合の前日に資料を求める"),
        ("លី សុភា", "リー・ソピア", "助役", "kh-siem-reap", "", "sophea@example.gov.kh", "", "写真は事前に断る"),
    ):  # fmt: skip
        values = {"name": name, "reading": reading, "post": post, "city": city, "telephones": phone, "mail": mail,
                  "last_met": met, "note": f"練習：{note}", "consent": True}  # fmt: skip
        put(desk, "contact", {field: value for field, value in values.items() if value})


def _visit(desk: Desk) -> str:
    visit = put(
        desk,
        "visit",
        {
            "title": "練習：青波県スマートシティ視察団のカンボジア訪問",
            "class": "cc",
            "starts_on": "2026-12-07",
            "ends_on": "2026-12-09",
            **{f"cities:{city}": True for city in CITIES},
            **{f"companies:{company}": True for company in COMPANIES},
            "delegation": "団長　青波県 副知事 汐見 悟（架空）\n団員　県 土木部長 白浜 環（架空）\n同行　企業二社、計六名",
            "purpose": "青波県と二都市の水道と公共交通の協力を、覚書の案まで進める",
            "objectives": "プノンペン都と覚書の案の骨子に合意する\nシェムリアップ州の観光バスの実証の場所を決める\n"
            "参加企業二社を州の担当者に引き合わせる",
            "points": "漏水率は二都市とも県の経験が生きる水準にある\nバスの実証は用地の目途が立ってから公表する\n"
            "覚書は県議会の承認が前提である",
            "do_not_raise": "入札中の案件の見通し\n土地の補償の額",
            "talking_points": "両国の国交樹立以来の協力に、青波県として水道と交通で加わりたい。\n"
            "県の漏水率は二十年で三分の一になった。その道のりを包み隠さずお伝えする。\n"
            "覚書は県議会の承認を得て、来年度の早い時期に交わしたい。",
            "questions": "覚書はいつ署名できるのか。\n県議会の承認の後です。時期は改めてお伝えします。\n"
            "二月の議会に諮る予定だが、まだ決まっていない。\n時期を約束しない\n\n"
            "バスの費用を日本が払うのか。\n実証の分担は、場所が決まってから一緒に考えます。\n"
            "分担は本省の判断待ち。\n金額と割合を言わない\n\n"
            "技術者は何人来るのか。\n三か月ごとに数名を考えています。",
            "decisions_wanted": "覚書の案に県議会の日程を書くか\n実証の費用の分担を今回示すか",
        },
    )
    for starts, ends, what, place, counterpart, lead, interpreter, note in _PROGRAMME:
        values = {"visit": visit, "starts_at": starts, "ends_at": ends, "what": what, "place": place,
                  "counterpart": counterpart, "lead": lead, "interpreter": interpreter, "note": note}  # fmt: skip
        put(desk, "programme_item", {field: value for field, value in values.items() if value})
    return visit


_PROGRAMME = (
    ("2026-12-07T08:30", "2026-12-07T09:00", "空港着、車両へ", "プノンペン国際空港", "", "大使館 戸倉", "", "荷物は別便"),
    ("2026-12-07T09:00", "2026-12-07T09:50", "移動：空港から都庁", "", "", "", "", ""),
    ("2026-12-07T10:00", "2026-12-07T11:00", "副知事、都知事を表敬", "プノンペン都庁 រាជធានីភ្នំពេញ", "都知事（架空）",
     "副知事", "クメール語 ソー（架空）", "記念品を交換する"),
    ("2026-12-07T11:15", "2026-12-07T12:15", "覚書の案の協議", "都庁 第2会議室", "都市計画局 次長", "土木部長", "同上", ""),
    ("2026-12-07T14:00", "2026-12-07T15:30", "浄水場の視察", "プンプレック浄水場", "水道公社", "土木部長", "同上", "安全靴"),
    ("2026-12-08T07:10", "2026-12-08T08:00", "移動：プノンペンからシェムリアップ（空路）", "", "", "", "", ""),
    ("2026-12-08T09:30", "2026-12-08T10:30", "州知事を表敬", "シェムリアップ州庁", "州知事（架空）", "副知事", "同上", ""),
    ("2026-12-08T13:30", "2026-12-08T15:00", "バス実証の候補地を歩く", "国道6号線", "州 公共事業局", "土木部長", "", ""),
    ("2026-12-09T09:00", "", "記者への説明", "大使館 広報文化班", "", "副知事", "", "終わりの時刻は先方次第"),
)  # fmt: skip


def _meeting(desk: Desk) -> str:
    meeting = put(
        desk,
        "meeting",
        {
            "name_en": "Practice: Phnom Penh working group on water, second meeting",
            "name_ja": "練習：プノンペン水道作業部会 第2回",
            "number": 2,
            "starts_on": "2026-11-12",
            "ends_on": "2026-11-12",
            "venue_en": "City Hall, Phnom Penh",
            "venue_ja": "プノンペン都庁",
            "theme": "漏水対策の進め方",
            "attendance": "14",
            "record": "1　漏水率の測り方を統一することで一致した。\n2　県は三か月ごとに技術者を送る用意があると述べた。\n"
            "3　都は、地下埋設物の図面を年内に整理すると述べた。",
        },
        channel=COUNTRY,
    )
    for what, paragraph, due, state, reason in (
        ("測り方の手引の案を回す", "1", "2026-11-20", "open", None),
        ("技術者の派遣の時期を示す", "2", "2026-12-15", "open", None),
        ("埋設物の図面の一覧を送る", "3", "2026-12-25", "carried-over", "前回からの持越し"),
        ("前回の議事録を確認する", "", "2026-11-12", "done", None),
    ):
        values = {"meeting": meeting, "what": f"練習：{what}", "paragraph": paragraph, "due": due, "state": state,
                  "state_on": "2026-11-12", "state_reason": reason}  # fmt: skip
        put(desk, "action_item", {field: value for field, value in values.items() if value}, channel=COUNTRY)
    return meeting
