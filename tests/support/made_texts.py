"""Made-up notes in Japanese and English, for work of any size: words, names and figures by a seeded chance.

They compress about as real notes do (to a third or a fourth), so that sizes of bundles mean something.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from random import Random

_NOUNS = """
    道路占用 許認可 申請 書類 提出 期限 延長 税務署 還付 手続 遅延 通関 検査 港湾 倉庫 労働許可 更新 面会 依頼
    人民委員会
    副委員長 計画投資局 建設局 交通局 天然資源環境局 電力公社 水道公社 入札 公告 仕様書 質問 回答 契約 解除 保証金
    支払 未払
    督促 現地法人 合弁 出資 土地 使用権 立退き 補償 住民 説明会 環境影響評価 排水 処理場 廃棄物 発電 焼却 埋立
    監視 画像
    交通信号 制御 中央室 バス 優先 都市鉄道 駅前 開発 再開発 区画 整理 測量 地図 三次元 データ 基盤 個人情報
    国外移転 規制
    政令 改正 施行 経過措置 猶予 解釈 照会 文書 公証 翻訳 認証 商工会 意見交換 要望 取りまとめ 調査団 受入 日程 調整
    会場
    手配 通訳 同行 事前 打合せ 報告 共有 本省 訓令 接受 公電 大使 公使 書記官 技術協力 円借款 無償 実証 事業 採択 不採択
    理由 提示 再提出 三月 六月 九月 来週 至急 確認中 未定 了承 困難
"""
_GLUE = ("の", "について", "を", "に", "が", "は", "と", "から", "により", "へ", "、", "。", "。また、", "ため、", "で")
_KANA = "アイウエオカキクケコサシスセタチテトナニヌネノハヒフヘホミムメモラリルレロワンーッャュョガグゴジダデドバビ"
_WORDS = """
    permit application office delayed refund inspection customs port warehouse renewal work visa meeting
    requested committee department planning construction transport power water tender notice specification
    question answer contract terminated guarantee payment overdue joint venture land lease compensation
    residents hearing impact assessment drainage plant waste incinerator landfill signal control centre
    priority metro station district survey map data platform transfer abroad decree amended transition
    interpretation certified translation chamber mission schedule venue interpreter loan grant pilot adopted
    rejected reason again March June urgent pending the of to and for by from with until after before on
"""
_SYLLABLES = """
    an bao chi dinh duc gia ha hoa hung khai lam linh long mai minh nam nga phu quang son tam thu
"""
_NAMED = 0.3


def made_text(chance: Random, words: int, english: bool = False) -> str:
    """A note of about so many words; it ends with a figure."""
    amount = max(2, words + chance.randrange(-words // 3, words // 3 + 1))
    if english:
        return f"{' '.join(_with_names(chance, _WORDS, _english_name, amount))} {chance.randrange(10, 9999)}."
    nouns = _with_names(chance, _NOUNS, _japanese_name, amount)
    glue = chance.choices(_GLUE, k=amount)
    return "".join(map("".join, zip(nouns, glue, strict=True))) + f"{chance.randrange(1, 999)}件"


def _with_names(chance: Random, words: str, name: Callable[[Random], str], amount: int) -> list[str]:
    return [name(chance) if chance.random() < _NAMED else word for word in chance.choices(_split(words), k=amount)]


def _japanese_name(chance: Random) -> str:
    return "".join(chance.choices(_KANA, k=chance.randrange(3, 6)))


def _english_name(chance: Random) -> str:
    return "".join(chance.choices(_split(_SYLLABLES), k=2)).capitalize()


@lru_cache
def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())
