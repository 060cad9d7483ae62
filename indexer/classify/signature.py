"""Who a text is by, read from the places where that stands: its title, its first line, its last lines.

Only what has the form of a name of a person or of an organisation counts, and only in those places: a
name within the text may be anybody's. What is found is for showing, each with the words it was found in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Signature", "byline_author", "organisation_of", "signature_of"]

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
    "屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋刁沙"
    "荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝竺"
)
_NAME = (
    rf"(?:(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐)[\u4e00-\u9fff]{{1,2}}"
    rf"|[{_SURNAMES}](?![总某局处院校部队科厂所站]|主任|书记|同志|先生|女士|老师|经理|主席|师傅)[\u4e00-\u9fff]{{1,2}})"
)
"""A surname and one or two more characters; "王总" and "李某" are no names."""
_GAP = r"[、，,\s]"
_ROLE_WORDS = r"(?:(?:融媒体|全媒体|实习)?(?:记者|通讯员|实习生)[\s：:]*)?"
_NAMES = rf"{_NAME}(?:{_GAP}+{_ROLE_WORDS}{_NAME}){{0,5}}"
_SUFFIX = (
    r"(?:委员会|办公室|人民政府|管理局|公司|集团|中心|医院|卫生院|学校|学院|大学|中学|小学|幼儿园|研究院|研究所|党支部|党总支|党委|工会"
    r"|车间|车队|大队|支队|分局|分公司|事业部|合作社|村委会|居委会|协会|学会|银行|支行|分行|法院|检察院|派出所|街道办|服务站|农技站"
    r"|总队|总站|指挥部|组织部|宣传部|统战部|财政所|女工委|女职委|[局厅厂矿科处所站院队办委社]|电视台|频道|项目部|工作室|工作组|党组)"
)
_ORGANISATION = rf"[\u4e00-\u9fffA-Za-z0-9·（）()“”]{{1,28}}?{_SUFFIX}"
_GENERIC = re.compile(
    r"(?:我|本|全|各|某|该|单位|个人|学校|医院|公司|企业|机关|部门|车间|科室|党支部|支部|村|社区|街道|乡镇|办公室|年度|最新|村党支部"
    r"|学院|大学|中学|小学|幼儿园|银行|工会|团委|法院|集团|护士|销售|财务|班主任|教师)+"
)
"""What names a kind of organisation and not one of them."""

_ROLES = r"(?:述职人|汇报人|报告人|总结人|填报人|执笔人?|撰稿人?|撰写人?|作者|发言人|演讲人)"
_ROLE_LINE = re.compile(rf"{_ROLES}\s*[：:]\s*(?P<author>{_NAMES})$")
_DATE = re.compile(
    r"[（(]?(?:\d{4}|[一二][〇○零0O九][〇○零一二三四五六七八九0O]{2}|20[xX×*＊]{2})\s?[年./-]\s?[\d一二三四五六七八九十]{1,3}"
    r"(?:\s?[月./-]\s?(?:[\d一二三四五六七八九十]{1,3}\s?[日号]?)?)?[）)]?"
)
_ORGANISATION_LINE = re.compile(rf"(?P<organisation>{_ORGANISATION})")
_SIGNED_LINE = re.compile(
    rf"(?P<organisation>{_ORGANISATION})(?:\s+|[：:]\s*)(?:通讯员[：:\s]*)?(?P<author>{_NAMES})(?:\s*[文摄]?)"
)
_CREDIT = re.compile(
    rf"(?:(?:[^（）()]{{0,20}}?(?:记者|通讯员)|文|图文|文/图|图/文|文图|作者|撰稿|供稿)[\s：:／/]*(?P<author>{_NAMES})"
    rf"|(?P<first>{_NAMES})\s*(?:[/／]\s*文|文)"
    rf"|(?:供稿|来源)\s*[：:]\s*(?P<organisation>{_ORGANISATION})"
    rf"|(?P<giver>{_ORGANISATION})\s*供稿"
    rf"|(?P<signed>{_ORGANISATION})(?:\s+|[：:]\s*)(?P<hand>{_NAMES})"
    rf"|(?P<alone>{_NAMES})|(?P<body>{_ORGANISATION}))"
    r"(?=$|[\s、，,]|图|摄)"
)
"""What stands in brackets after a text: （文：…）, （通讯员 …）, （…供稿）."""
_BRACKETED = re.compile(r"[（(]([^（）()]{2,40})[）)][。\s]*$")
_DISPATCH = re.compile(
    rf".{{0,40}}?[讯电]\s*[（(][^（）()]{{0,16}}?(?:记者|通讯员)[\s：:]*(?P<author>{_NAMES})[^（）()]{{0,40}}[）)]"
)
"""How a dispatch begins: 本报讯（记者 …）."""
_SPEAKER = re.compile(rf"(?:——|--+)[ ]?(?P<author>{_NAME})(?:同志)?(?=在|向|与)")
_NAME_LINE = re.compile(rf"(?P<author>{_NAME}|[{_SURNAMES}][ \u3000]{{1,4}}[\u4e00-\u9fff])")
_TITLE = re.compile(
    rf"(?:关于)?(?:(?:\d{{4}}|20[xX×*]{{2}})\s?年?(?:度|[上下]半年|第?[一二三四]季度)?)?(?P<organisation>(?!\d){_ORGANISATION})"
    r"(?=关于|(?:19|20)\d\d|二[〇○零]|[上下]半年|第?[一二三四]季度|年度|年终|工作总结|工作报告|工作计划|工作汇报|述职|党建工作|总结|召开|举办|举行)"
)
_BYLINE = re.compile(rf"作者\s*[：:]\s*(?P<author>{_NAME})(?![\u4e00-\u9fff])")
_LAST_LINES = 4
_LONGEST_LINE = 40


@dataclass(frozen=True, slots=True)
class Signature:
    """Whom a text is by: an organisation, persons ("甲、乙"), each empty where not told; and the words."""

    organisation: str = ""
    author: str = ""
    evidence: str = ""


def organisation_of(title: str) -> str:
    """The organisation that a title begins with: "县财政局2021年工作总结"; empty where it names none."""
    found = _TITLE.match(title.strip())
    return "" if not found or _GENERIC.fullmatch(found["organisation"]) else found["organisation"]


def signature_of(text: str) -> Signature:
    """Who signed a text, at its end or, in dispatches and speeches, at its beginning.

    ``text`` holds paragraphs separated by "\\n".
    """
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if not paragraphs:
        return Signature()
    end = _at_end(paragraphs[-_LAST_LINES:])
    if end.author:
        return end
    for line in paragraphs[:2]:
        if found := _SPEAKER.match(line) or _DISPATCH.match(line):
            return Signature(end.organisation, _listed(found["author"]), end.evidence or found.group())
    return end


def byline_author(furniture: Sequence[str]) -> str:
    """The author that a page's byline names: "来源：本站 作者：…"; empty where it names no person."""
    found = next((found for line in furniture if (found := _BYLINE.search(line))), None)
    return _listed(found["author"]) if found else ""


def _at_end(lines: list[str]) -> Signature:
    """Who is named in the last lines, above, beside or below a date."""
    organisation = author = ""
    evidence: list[str] = []
    undated = [line.strip() for line in lines if not _DATE.fullmatch(line.strip())]
    dated = len(undated) < len(lines)
    for text in reversed(undated):
        found = None if len(text) > _LONGEST_LINE else _signed(text, dated or bool(organisation))
        if not found:
            break
        author = author or _listed(found.get("author") or "")
        organisation = organisation or found.get("organisation") or ""
        evidence.insert(0, text)
    if evidence:
        return Signature(organisation, author, " ".join(evidence))
    return _in_brackets(undated[-1]) if undated else Signature()


def _signed(text: str, expected: bool) -> dict[str, str]:
    """What a line says if it is a signature; a name alone is one only where it is ``expected``."""
    for pattern in (_ROLE_LINE, _SIGNED_LINE, _NAME_LINE, _ORGANISATION_LINE):
        if (found := pattern.fullmatch(text)) and (expected or pattern is not _NAME_LINE):
            return found.groupdict()
    return {}


def _in_brackets(line: str) -> Signature:
    """Who is named in brackets after the last words."""
    bracketed = _BRACKETED.search(line.strip())
    found = _CREDIT.match(bracketed[1].strip()) if bracketed else None
    if not bracketed or not found:
        return Signature()
    author = next((found[name] for name in ("author", "first", "hand", "alone") if found[name]), "")
    body = next((found[name] for name in ("organisation", "giver", "signed", "body") if found[name]), "")
    return Signature(body, _listed(author), bracketed.group().strip())


def _listed(names: str) -> str:
    """Several names in one form: "甲、乙"; a name that was spread out for its looks is drawn together."""
    words = [word for word in re.split(rf"{_GAP}+{_ROLE_WORDS}", names.strip()) if word]
    return ("" if all(len(word) == 1 for word in words) else "、").join(words)
