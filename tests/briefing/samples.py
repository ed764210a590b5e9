"""City briefs to print in tests: Luang Prabang by hand, others from the shipped reference tables."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from ascn_desk.base.resources import resource_text
from ascn_desk.briefing.content import (
    Bar,
    BarChart,
    CaseLine,
    CityBrief,
    ContactLine,
    Fact,
    Figure,
    MapPlace,
    Marking,
    NoteLine,
    PackFrame,
    PairingLine,
    ProjectLine,
    Source,
)
from ascn_desk.briefing.grid import Grid
from ascn_desk.briefing.ink import Ink
from ascn_desk.briefing.say import NOTHING, PackLanguage, Words
from ascn_desk.briefing.sheet import Sheet

AS_OF = date(2026, 11, 24)
PUBLIC = Marking("public", Words("Public", "公開"))
CARE = Marking(
    "care",
    Words("Handle with care", "取扱注意"),
    (Words("Concerned persons only", "関係者限り"), Words("No copying", "複製禁止")),
)

_STATES = {
    "ongoing": (Words("ongoing", "進行中"), "solid"),
    "completed": (Words("finished", "完了"), "tint"),
    "commissioned": (Words("commissioned", "開始を確認"), "line"),
    "planned": (Words("planned", "計画"), "line"),
    "unknown": (Words("unknown", "不明"), "dashes"),
}
_PROGRAMMES = {
    "ascn-action-plan": Words("Action plan", "ASCN行動計画"),
    "smart-jamp": Words("Smart JAMP", "Smart JAMP"),
    "mlit-subsidy": Words("MLIT subsidy", "国交省補助"),
    "other": Words("Other", "その他"),
}
_MINISTRIES = {
    "mlit": Words("MLIT", "国交省"),
    "adb": Words("ADB", "アジア開発銀行"),
    "jica": Words("JICA", "JICA"),
}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a shipped reference table."""
    return list(csv.DictReader(io.StringIO(resource_text(f"reference/{name}.csv"))))


def pack_frame(language: PackLanguage = "ja", **changes: object) -> PackFrame:
    """A frame like that of an embassy."""
    values: dict[str, object] = {
        "title": Words("City brief", "都市概要"),
        "marking": PUBLIC,
        "pack_number": "VTE-26-PB7K2",
        "version": 1,
        "as_of": AS_OF,
        "office": Words("Embassy of Japan in Laos, Economic Section", "在ラオス日本国大使館 経済班"),
        "printed_at": datetime(2026, 11, 24, 11, 5, tzinfo=UTC),
        "printed_by": "W. Saeki" if language == "en" else "佐伯 航",
        "language": language,
        "utc_offset_minutes": 420,
    }
    return PackFrame(**(values | changes))  # type: ignore[arg-type]


def luang_prabang(**changes: object) -> CityBrief:
    """A full brief."""
    ask = {"ask": Words("city office", "市役所"), "ask_by": date(2026, 12, 10)}
    values: dict[str, object] = {
        "name": Words("Luang Prabang", "ルアンパバーン"),
        "local": "ຫຼວງພະບາງ",
        "country_code": "la",
        "country": Words("Lao PDR", "ラオス"),
        "latitude": 19.8933,
        "longitude": 102.1525,
        "lead": Words(
            "A World Heritage town: master plan finished in 2022, bank-financed works under way since 2023.",
            "世界遺産の町。基本計画は2022年に完成した。その後の工事は開発銀行の資金で2023年から進む。",
        ),
        "overview": Words(
            "The first Smart JAMP study was made here: a master plan, begun on 9 April 2021 and finished in "
            "March 2022 by Oriental Consultants Global, with JICA and UR looking on. The two projects of "
            "2018 are smaller: wetlands and storm drains, which go on, and footpaths, whose state is not "
            "known.\n\n"
            "Money now comes through the Asian Development Bank. Its programme of December 2023 follows the "
            "urban strategy of the Australian trust fund; Japanese proposals should be read beside it.",
            "最初のSmart JAMP調査がここで行われた。基本計画は2021年4月9日に始まり、2022年3月にオリエンタル"
            "コンサルタンツグローバルがまとめ、JICAとURが傍聴した〔9〕。2018年の二つの事業は小さく、湿地と"
            "雨水排水は続いているが、歩道の状況は分からない。\n\n"
            "資金はいまアジア開発銀行から来ている。2023年12月の事業は豪州の信託基金による都市戦略に沿う"
            "もので、日本の提案はこれと併せて読む必要がある〔4〕。",
        ),
        "figures": (
            Figure(
                Words("Population", "人口"),
                90313,
                Words("people", "人"),
                "2015",
                Words("Census, via ASEAN toolkit", "国勢調査、ASEANの頁"),
                "1",
                short=Words("Pop.", "人口"),
            ),
            Figure(
                Words("ASCN member since", "ASCN参加"),
                "2018",
                Words("", "年"),
                "2026-11",
                NOTHING,
                "2",
                Words("One of the 26 pilot cities", "最初の26都市の一つ"),
            ),
            Figure(
                Words("Projects on record", "収録する事業"),
                5,
                Words("projects", "件"),
                "2026-11",
                NOTHING,
                "3",
                Words("Two with Japan", "日本が関わるもの2件"),
            ),
            Figure(
                Words("ADB works", "開発銀行の事業"),
                45,
                Words("million USD", "百万米ドル"),
                "2023-12",
                NOTHING,
                "4",
                Words("35 loan, 10 grant", "融資35、無償10"),
                short=Words("ADB", "開銀"),
            ),
            Figure(
                Words("Partner city in Japan", "協力する自治体"),
                1,
                Words("city", "市"),
                "2026-11",
                NOTHING,
                "5",
                Words("Saitama, water, since 2016", "さいたま市、水道"),
            ),
            Figure(Words("Visitors a year", "年間来訪者"), None, **ask),
            Figure(Words("Waste collected", "ごみ収集量"), None, **ask),
            Figure(
                Words("Japanese firms", "進出日本企業"),
                None,
                ask=Words("economic section", "経済班"),
                ask_by=date(2026, 12, 18),
            ),
        ),
        "decides": (
            Fact(
                Words("City", "市"),
                Words(
                    "City status granted in 2018; the heritage zone has its own rules",
                    "2018年に市となった。世界遺産区域には別の規則がある",
                ),
            ),
            Fact(
                Words("Ministry", "省庁"),
                Words("Public Works and Transport (MPWT)", "公共事業運輸省（MPWT）"),
                note=Words("from memory, to be checked", "記憶による。要確認"),
            ),
            Fact(
                Words("Japan", "日本の窓口"),
                Words("Embassy of Japan in Laos, Vientiane", "在ラオス日本国大使館（ビエンチャン）"),
            ),
            Fact(
                Words("Pairing", "自治体"),
                Words(", technical cooperation in water, since 2016", "水道の技術協力、2016年から"),
                Words("Saitama City", "さいたま市"),
                ref="5",
            ),
        ),
        "places": (MapPlace(Words("Vientiane", "ビエンチャン"), "ວຽງຈັນ", 17.9667, 102.6, capital=True),),
        "projects": (
            _lp(
                "Green city: wetlands and storm drainage",
                "緑の都市：湿地と雨水排水",
                "ascn-action-plan",
                Words("Quality environment", "環境"),
                "2018",
                "ongoing",
                "6",
                as_of="2018",
            ),
            _lp(
                "Concrete alleys and footpaths",
                "路地と歩道の舗装",
                "ascn-action-plan",
                Words("Built infrastructure", "インフラ"),
                "2018",
                "unknown",
                "7",
                as_of="2018",
            ),
            _lp(
                "Cooperation on new mobility (memorandum)",
                "新しい移動手段の協力（覚書）",
                "other",
                Words("Built infrastructure", "インフラ"),
                "2019",
                "unknown",
                "8",
                as_of="2019",
                company=Words("Nippon Koei", "日本工営"),
            ),
            _lp(
                "Smart city development master plan",
                "スマートシティ開発のためのマスタープラン調査",
                "smart-jamp",
                Words("Built infrastructure", "インフラ"),
                "2021–22",
                "completed",
                "9",
                ours=True,
                ministry=_MINISTRIES["mlit"],
                company=Words("Oriental Consultants Global", "オリエンタルコンサルタンツグローバル"),
            ),
            _lp(
                "Urban environment improvement investment",
                "都市環境改善投資",
                "other",
                Words("Quality environment", "環境"),
                "2023–",
                "ongoing",
                "4",
                ministry=_MINISTRIES["adb"],
            ),
        ),
        "chart": BarChart(
            Words("Projects on record by city", "都市ごとの収録事業数"),
            tuple(
                Bar(Words(en, ja), value, en == "Luang Prabang")
                for en, ja, value in (
                    ("Phnom Penh", "プノンペン", 6),
                    ("Siem Reap", "シェムリアップ", 6),
                    ("Luang Prabang", "ルアンパバーン", 5),
                    ("Yangon", "ヤンゴン", 5),
                    ("Bangkok", "バンコク", 4),
                    ("Da Nang", "ダナン", 4),
                    ("Hanoi", "ハノイ", 4),
                    ("Vientiane", "ビエンチャン", 2),
                    ("Sihanoukville", "シハヌークビル", 0),
                )
            ),
            Words(
                "nine cities of the mainland, November 2026; a count, not a measure of size",
                "大陸部の9都市、2026年11月。件数であり規模ではない",
            ),
            Words(
                "Source: ASCN Desk reference data [3]. Counts hold action-plan, study, company and bank "
                "projects alike.",
                "出所：ASCN Desk収録資料〔3〕。行動計画、調査、企業、銀行の事業を等しく数えた。",
            ),
        ),
        "involvement": (
            Fact(
                Words("Study", "調査"),
                Words("master plan 2021–22", "基本計画 2021～22年"),
                Words("Oriental Consultants Global", "オリエンタルコンサルタンツグローバル"),
                ref="9",
            ),
            Fact(
                Words("Memorandum", "覚書"),
                Words("new mobility, October 2019", "新しい移動手段、2019年10月"),
                Words("Nippon Koei", "日本工営"),
                ref="8",
            ),
        ),
        "pairings": (
            PairingLine(
                Words("Saitama City", "さいたま市"),
                Words("technical cooperation", "技術協力"),
                Words("water", "水道"),
                "2016",
                "5",
            ),
        ),
        "sources": (
            Source(
                "1", Words("smartcitytoolkit.asean.org/?p=1758"), "https://smartcitytoolkit.asean.org/?p=1758"
            ),
            Source("2", Words("aseanrecords.world, ASEAN Smart Cities Network")),
            Source("3", Words("ASCN Desk reference data, projects.csv", "ASCN Desk収録資料 projects.csv")),
            Source("4", Words("laotiantimes.com, 11 December 2023")),
            Source(
                "5",
                Words("city.saitama.jp, international water cooperation", "city.saitama.jp 水道の国際協力"),
            ),
            Source("6", Words("govinsider.asia, Luang Prabang fights to stay afloat")),
            Source("7", Words("meerajhogasundram.com, 7 December 2018")),
            Source("8", Words("english.nna.jp/articles/1682"), "https://english.nna.jp/articles/1682"),
            Source("9", Words("release.itmedia.co.jp, 13 April 2021")),
        ),
        "sources_note": Words("last read November 2026", "最終閲覧 2026年11月"),
    }
    return CityBrief(**(values | changes))  # type: ignore[arg-type]


def cases(number: int = 3) -> tuple[CaseLine, ...]:
    """Open cases of invented firms, the first one overdue."""
    offered = (
        CaseLine(
            "VTE-26-K3F7",
            Words("Shinonome Sensing", "東雲計測システム"),
            Words("return of a bid bond", "入札保証の返還"),
            Words("waiting", "先方待ち"),
            "line",
            date(2026, 11, 20),
            overdue=True,
        ),
        CaseLine(
            "VTE-26-A9XC",
            Words("Kitase Environment", "北瀬環境プラント"),
            Words("customs for lorries", "収集車の通関"),
            Words("in progress", "対応中"),
            "solid",
            date(2026, 11, 27),
        ),
        CaseLine(
            "VTE-26-Q4MB",
            Words("Minato Transport", "みなと交通設計"),
            Words("whom to meet", "市の担当課の紹介"),
            Words("on hold", "保留"),
            "dashes",
        ),
    )
    return tuple(offered[at % 3] if at < 3 else _numbered(offered[at % 3], at) for at in range(number))


def contacts() -> tuple[ContactLine, ...]:
    """Contacts of an invented person."""
    return (
        ContactLine(
            Words("Support desk", "支援窓口"),
            Words("Embassy of Japan in Laos", "在ラオス日本国大使館"),
            phone="+856-21-000-000",
            email="desk@example.go.jp",
        ),
        ContactLine(
            Words("City hall", "市役所"),
            Words("Planning division", "計画課"),
            Words("Khamla Inthavong", "カムラー・インタウォン"),
        ),
    )


def notes() -> tuple[NoteLine, ...]:
    """What was learnt on the spot."""
    return (
        NoteLine(
            "2026-10-02",
            Words("The mayor asks for help with parking data.", "市長は駐車データの支援を望む。"),
            Words("reliability B", "確度B"),
        ),
    )


def from_reference(code: str) -> CityBrief:
    """A brief made of the reference tables only: what a mission has on its first day."""
    city = next(row for row in table("cities") if row["code"] == code)
    countries = {row["code"]: row for row in table("countries")}
    areas = {row["code"]: Words(row["name_en"], row["name_ja"]) for row in table("focus_areas")}
    companies = {row["code"]: Words(row["name_en"], row["name_ja"]) for row in table("companies")}
    country = countries[city["country_code"]]
    projects = [row for row in table("projects") if row["city_code"] == code]
    pairings = [row for row in table("city_pairings") if row["city_code"] == code]
    addresses = list(
        dict.fromkeys(
            [
                *city["source"].split(" ; ")[:1],
                *(p["source_url"] for p in projects),
                *(p["source"] for p in pairings),
            ]
        )
    )
    marks = {address: str(number) for number, address in enumerate(addresses, start=1)}
    capital = next((row for row in table("cities") if row["name_en"] == country["capital_en"]), None)
    return CityBrief(
        name=Words(city["name_en"], city["name_ja"]),
        local=city["name_local"],
        country_code=city["country_code"],
        country=Words(country["name_en"], country["name_ja"]),
        latitude=float(city["latitude"]),
        longitude=float(city["longitude"]),
        overview=Words(city["admin_note"]),
        figures=(
            Figure(
                Words("Population", "人口"),
                int(city["population"]) if city["population"] else None,
                Words("people", "人"),
                city["population_year"],
                Words(city["population_basis"]),
                marks[addresses[0]],
            ),
            Figure(
                Words("ASCN member since", "ASCN参加"),
                city["ascn_joined_year"] or None,
                as_of="2026-11",
                source=Words("list of members", "会員の一覧"),
                ref=marks[addresses[0]],
            ),
            Figure(
                Words("Projects on record", "収録する事業"),
                len(projects),
                Words("projects", "件"),
                "2026-11",
                Words("reference data", "収録資料"),
            ),
            Figure(Words("Japanese firms", "進出日本企業"), None, ask=Words("economic section", "経済班")),
        ),
        places=()
        if capital is None or capital["code"] == code
        else (
            MapPlace(
                Words(capital["name_en"], capital["name_ja"]),
                capital["name_local"],
                float(capital["latitude"]),
                float(capital["longitude"]),
                capital=True,
            ),
        ),
        projects=tuple(
            ProjectLine(
                Words(row["title_en"], row["title_ja"]),
                _PROGRAMMES[row["programme"]],
                areas.get(row["focus_area_code"], NOTHING),
                _MINISTRIES.get(row["ministry_code"], NOTHING),
                companies.get(row["lead_company_code"], NOTHING),
                row["start_year"],
                *_STATES[row["status"]],
                ref=marks[row["source_url"]],
                ours=row["programme"] == "smart-jamp",
            )
            for row in sorted(projects, key=lambda row: row["start_year"])
        ),
        pairings=tuple(
            PairingLine(
                Words(row["japan_partner_en"], row["japan_partner_ja"]),
                Words(row["kind"]),
                Words(row["field"]),
                row["since_year"],
                marks[row["source"]],
            )
            for row in pairings
        ),
        sources=tuple(Source(marks[address], Words(address), address) for address in addresses),
    )


def empty_city() -> CityBrief:
    """A city of which only the name and the place are known."""
    return CityBrief(
        Words("Oudomxay", "ウドムサイ"), "ອຸດົມໄຊ", "la", Words("Lao PDR", "ラオス"), 20.69, 101.98
    )


def blank_sheet(grid: Grid) -> tuple[Sheet, list[tuple[str, dict[str, str]]]]:
    """A page to draw on, and the warnings it collects."""
    ink = Ink()
    return Sheet(ink, grid, 1), ink.warnings


def _lp(
    en: str,
    ja: str,
    programme: str,
    area: Words,
    years: str,
    status: str,
    ref: str,
    *,
    as_of: str = "",
    ours: bool = False,
    ministry: Words = NOTHING,
    company: Words = NOTHING,
) -> ProjectLine:
    state, look = _STATES[status]
    return ProjectLine(
        Words(en, ja), _PROGRAMMES[programme], area, ministry, company, years, state, look, as_of, ref, ours
    )


def _numbered(case: CaseLine, at: int) -> CaseLine:
    return CaseLine(
        f"VTE-26-{at:04d}", case.company, case.summary, case.state, case.look, case.due, case.overdue
    )
