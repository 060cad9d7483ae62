"""Labels: what the shipped tables make of titles, headings and texts, and the evidence they give."""

import pytest

from indexer.classify import Classifier, Position, Tables
from indexer.model import Label


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(Tables.load())


def values(labels: tuple[Label, ...]) -> list[str]:
    return [label.value for label in labels]


@pytest.mark.parametrize(
    ("title", "genres"),
    [
        ("2022年财务科工作总结篇一", ["工作总结"]),
        ("副局长年度述职述廉报告", ["述职报告"]),
        ("小学语文教研组工作计划", ["工作计划"]),
        ("2023年工作总结和2024年工作计划", ["工作总结", "工作计划"]),
        ("药剂科工作总结及下年工作打算", ["工作总结", "工作计划"]),
        ("学习贯彻会议精神心得体会", ["心得体会"]),
        ("在年终总结暨表彰大会上的讲话", ["讲话"]),
        ("关于印发工作计划的通知", ["通知"]),
        ("基层信访积案化解情况的调研报告", ["调研报告"]),
        ("社区网格化管理经验材料", ["经验材料"]),
        ("廉政风险防控自查报告", ["自查报告"]),
        ("雨后", ["其他"]),
    ],
)
def test_the_genre_is_read_from_the_title(classifier: Classifier, title: str, genres: list[str]):
    assert values(classifier.genre(title, "")) == genres


def test_a_title_that_says_nothing_leaves_the_genre_to_its_collection_and_text(classifier: Classifier):
    assert values(classifier.genre("篇三", "", "教师述职报告(精选5篇)")) == ["述职报告"]
    assert values(classifier.genre("第一季度", "现将有关工作述职如下。")) == ["述职报告"]
    assert values(classifier.genre("八月十日", "本报讯（记者、通讯员）近日，市图书馆开馆。")) == ["新闻报道"]


def test_a_text_that_quotes_another_genre_does_not_outweigh_the_title(classifier: Classifier):
    assert values(classifier.genre("年度工作总结", "同志们：大家好！")) == ["工作总结"]


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("党支部严格落实三会一课，党员积极参加主题党日。", ["党建"]),
        ("教师认真备课，课堂教学质量稳步提高，学生和家长都满意。", ["教育"]),
        ("护士长带领科室做好病房护理，患者满意度提高，医疗质量改善。", ["医疗卫生"]),
        ("村党支部带领党员学党章、上党课，发展种植合作社，农民增收。", ["党建", "农业农村"]),
        ("天气晴朗。", ["其他"]),
    ],
)
def test_the_domain_is_read_from_the_words(classifier: Classifier, text: str, domains: list[str]):
    assert sorted(values(classifier.domain("工作总结", text))) == sorted(domains)


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("引言", ["前言", "引言", "写在前面"]),
        ("基本情况", ["基本情况", "部门概况", "项目背景", "现状分析", "本人简介"]),
        ("主要做法", ["主要做法", "具体措施", "加强学习，提高素质", "任务完成情况", "狠抓落实，强化管理"]),
        ("工作成效", ["取得的成绩", "主要成效", "工作亮点", "效果分析", "节支成果"]),
        (
            "存在问题",
            [
                "存在的主要问题",
                "不足之处",
                "工作中的薄弱环节",
                "困难和问题",
                "原因剖析",
            ],
        ),
        ("下步打算", ["下一步工作打算", "今后努力方向", "明年工作要点", "改进措施", "来年的主要任务"]),
        ("经验体会", ["几点体会", "主要经验", "工作启示", "收获与感悟"]),
        ("其他", ["春江水暖", ""]),
    ],
)
def test_the_role_is_read_from_the_heading(classifier: Classifier, role: str, headings: list[str]):
    found = {heading: classifier.section((heading,), "", "middle").value for heading in headings}
    assert found == dict.fromkeys(headings, role)


def test_an_inner_heading_without_a_clear_cue_takes_the_role_of_the_outer_one(classifier: Classifier):
    assert classifier.section(("存在的问题", "人才匮乏"), "", "middle").value == "存在问题"
    assert classifier.section(("存在的问题", "管理不够规范"), "", "middle").value == "存在问题"
    assert classifier.section(("一年来的主要工作", "存在问题"), "", "middle").value == "存在问题"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("虽然取得了一些成绩，但工作中还存在不足。", "存在问题"),
        ("下一步，我们将继续努力，再接再厉。", "下步打算"),
        ("今后，要争取更大进步。", "下步打算"),
        ("通过一年的学习，我深深体会到责任重大。", "经验体会"),
        ("一是成立了领导小组，二是制定了实施方案。", "主要做法"),
        ("窗外下着雨。", "其他"),
    ],
)
def test_without_a_heading_the_role_is_read_from_the_text(classifier: Classifier, text: str, role: str):
    assert classifier.section((), text, "middle").value == role


def test_a_clear_heading_is_believed_whatever_the_text_mentions(classifier: Classifier):
    text = "虽然还存在不足和差距，下一步我们将努力改进。"
    assert classifier.section(("主要做法",), text, "middle").value == "主要做法"


@pytest.mark.parametrize(("position", "role"), [("first", "引言"), ("middle", "其他"), ("only", "其他")])
def test_the_opening_of_a_part_is_its_introduction(classifier: Classifier, position: Position, role: str):
    assert classifier.section((), "岁月不居，时光荏苒。", position).value == role


def test_a_long_opening_is_more_than_an_introduction(classifier: Classifier):
    assert classifier.section((), "岁月不居。" * 200, "first").value == "其他"


def test_a_heading_that_names_two_roles_leaves_the_choice_to_the_text(classifier: Classifier):
    headings = ("存在的问题和改进措施",)
    lacking = "人手不够，设备薄弱，制度流于形式，检查走过场。明年补齐。"
    planned = "检查还有短板。今后我们要争取经费，力争明年完成；要务必抓好培训。"
    assert classifier.section(headings, lacking, "last").value == "存在问题"
    assert classifier.section(headings, planned, "last").value == "下步打算"


def test_a_long_heading_only_mentions_what_a_short_one_names(classifier: Classifier):
    assert classifier.section(("成绩",), "", "middle").value == "工作成效"
    sentence = "要看干部的长远发展，不要只看成绩，不要抓住一点小事不放"
    assert classifier.section((sentence,), "必须大胆提拔，务必打破论资排辈。", "middle").value == "下步打算"


def test_the_kind_of_the_part_tells_what_a_section_is_for(classifier: Classifier):
    text = "材料先编号再装订，双方签字。"
    assert classifier.section((), text, "middle", ("规章制度",)).value == "主要做法"
    assert classifier.section((), text, "last", ("工作计划",)).value == "下步打算"
    assert classifier.section((), text, "middle", ("规章制度",)).evidence == ("所在“规章制度”", "所在“中间”")


def test_figures_speak_for_results(classifier: Classifier):
    text = "及格率由61.5%升到78.2%，优秀率升到31.6%，缺勤降到12人次。"
    label = classifier.section((), text, "last", ("工作总结",))
    assert label.value == "工作成效"
    assert "所在“数字多”" in label.evidence


def test_demands_speak_for_plans(classifier: Classifier):
    text = "值班员要熟悉路线，交接要有记录，钥匙要两人保管；夜间要亮灯，雨后要看沟渠，车辆要停进棚里。"
    label = classifier.section((), text, "middle", ("工作总结",))
    assert label.value == "下步打算"
    assert "所在“要字多”" in label.evidence


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("市里部署半年工作总结", "本报讯（记者 某某）会议昨天召开。", "新闻报道"),
        ("防松动装置", "本实用新型属于夹具技术领域。", "技术资料"),
        ("夏日送清凉", "7月3日，工会来到车间，看望一线职工。", "新闻报道"),
        ("夏日送清凉", "工会的同志看望了职工，并参加座谈。\n（工会供稿）", "新闻报道"),
        ("夏日送清凉", "2021年7月3日\n天气炎热。", "其他"),
    ],
)
def test_marks_and_forms_tell_the_genre(classifier: Classifier, title: str, text: str, genre: str):
    assert values(classifier.genre(title, text)) == [genre]


def test_the_year_is_the_title_s_else_the_first_heading_s(classifier: Classifier):
    assert classifier.year("2021年工作总结", "2022年工作设想") == 2021
    assert classifier.year("20xx年工作总结", "2022年工作回顾") == 2022
    assert classifier.year("工作总结") is None


def test_evidence_names_the_cues_strongest_first(classifier: Classifier):
    (genre,) = classifier.genre("年度述职报告", "现述职如下")
    assert genre.evidence == ("标记“述职如下”", "标题“述职报告”")
    (genre,) = classifier.genre("年度总结与回顾总结", "")
    assert genre.evidence == ("标题“年度总结”",)
    (genre,) = classifier.genre("篇一", "现总结如下", "护理总结")
    assert genre.evidence == ("正文开头“总结如下”", "合集标题“总结”")
    (domain,) = classifier.domain("教师工作总结", "学生。学生。学生。德育。")
    assert domain.evidence == ("标题“教师”", "正文“学生”×3", "正文“德育”")
    assert classifier.section(("存在的问题",), "", "middle").evidence == ("标题“存在的问题”",)
    assert classifier.section((), "岁月不居。", "first").evidence == ("所在“第一个标题之前”",)
    assert classifier.genre("雨后", "")[0].evidence == ()


def test_traditional_and_full_width_text_is_read_normalised():
    classifier = Classifier(Tables.load())
    assert values(classifier.genre("年度述職報告", "")) == ["述职报告"]
    assert values(classifier.domain("", "護士長帶領科室做好病房護理，患者滿意。")) == ["医疗卫生"]
    assert classifier.section(("存在的問題",), "", "middle").value == "存在问题"
    assert classifier.year("２０２３年工作總結") == 2023
