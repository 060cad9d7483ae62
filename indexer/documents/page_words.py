"""The words by which lines of a web page tell that they are the page's and not the text's."""

from __future__ import annotations

import re

__all__ = [
    "ADVERT",
    "BREADCRUMB",
    "BUTTONS",
    "CARD",
    "CARD_LABEL",
    "FIELDS",
    "INLINE_ADVERT",
    "LINK_LIST",
    "MARKUP",
    "PAGE_NUMBER",
    "STAMP",
    "TAIL",
]

MARKUP = re.compile(
    r"""(?:
      </?(?:img|br|hr|p|div|span|a|font|center|video|source|audio|iframe|input|table|tr|td|section|figure)
        \b[^<>]*>\s*
    | <!--(?:(?!-->).)*-->\s*
    | !\[(?:image|img|图片|输入图片说明|在这里插入图片描述)?\]\([^()\s]+\)\s*
    )+""",
    re.VERBOSE | re.IGNORECASE,
)
"""Tags without words, left over where markup was pasted into plain text."""

PAGE_NUMBER = re.compile(
    r"""
      [-—–~·\s]*
      (?:
          第\s*\d{1,4}\s*页(?:\s*[，,/／|]?\s*[共总]\s*\d{1,4}\s*页)?
        | 共\s*\d{1,4}\s*页\s*第\s*\d{1,4}\s*页
        | page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?
      )
      [-—–~·\s]*
    | [-—–]{1,2}\s*\d{1,4}\s*[-—–]{1,2}
    """,
    re.VERBOSE | re.IGNORECASE,
)

ADVERT = re.compile(
    r"""(?:
      [上下前后]一?[篇页条章]\s*[：:]
    | 【?(?:展开|阅读|查看|点击)(?:全文|原文|更多|下载|查看|阅读|进入|此处|这里)
    | (?:想了解|查看|阅读|欣赏|获取)?更多.{0,24}(?:请|敬请|欢迎|可以)?(?:关注|访问|点击|收藏|浏览)
      (?:本站|本网|我们|下面|以下|[^，。；]{0,12}(?:栏目|频道|公众号|网站|范文网|文秘网))
    | (?:请|敬请|欢迎)(?:扫码|扫描|长按|关注|访问|登录|收藏)
      [^，。；]{0,16}(?:公众号|二维码|本站|本网|网站)
    | (?:扫一扫|扫描|扫码|长按)[^，。；]{0,12}二维码
    | 将本文的?word文档下载 | 推荐度[：:] | 点击下载文档 | 文档为doc格式 | 一键复制
    | 分享让更多人看到 | 返回搜狐 | [您你]的浏览器(?:不支持|版本)
    | 未经(?:本[站网])?(?:授权|许可|允许|书面)[^，。；]{0,10}(?:禁止|不得|谢绝)转载
    | (?:免责|版权)声明[：:] | 版权所有[，,：:\s©] | copyright\b | ©
    | 本文(?:地址|链接|网址)[：:] | 转载请(?:注明|保留)
    | (?:以上|本文|本页)?(?:内容|文章|资料|范文)[^，。；]{0,8}(?:来源于|来自|源于|转自)
      (?:网络|互联网)[，,。]?[^。；]{0,24}[。！]?$
    | s\([^\u4e00-\u9fff]{0,12}content_relate
    | (?:var|function|document\.|window\.|\$\()[ ]?[^\u4e00-\u9fff]*$
    | \[?_TAG_h\d\]?$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""How a line begins that asks for clicks, leads to other pages, or speaks for the site."""

INLINE_ADVERT = re.compile(
    r"""
      [（(【\[「][^（()）【】\[\]「」。]{0,24}
      (?: 范文网 | 范文大全网 | 文秘网 | 文库网? | 资料网 | 作文网
        | 范文.{0,6}(?:www\.|https?:) | (?:www\.|https?:).{0,40}范文 )
      [^（()）【】\[\]「」。]{0,40}[）)】\]」]
    """,
    re.VERBOSE,
)
"""The name of a site that sells texts, in brackets within a paragraph."""

BREADCRUMB = re.compile(
    r"(?:[您你]?(?:现在|当前)?(?:的|所在)?(?:的)?位置|当前页面|首页)\s*(?:[：:>＞»/]|->|→).{0,100}$"
)

FIELDS = re.compile(
    r"""
      (?:^|(?<=[\s\d日|｜/·)）\]】]))[【\[（(]?
      ( (?:发布|发表|更新|上传|添加|录入|编辑)?(?:时间|日期)
      | (?:文章|信息|稿件|新闻|内容|文档)?来源 | 稿源 | 作者 | 文/ | 供稿 | 供稿人
      | 责任编辑 | 编辑 | 责编 | 编审 | 校对 | 审核 | 初审 | 终审 | 发布[人者] | 发布机构 | 发布单位
      | (?:阅读|浏览|点击|访问|查看)(?:次数|数|量|率)? | 人气 | 字号 | 字体 | 字体大小 )
      \s{0,3}[:：]
    """,
    re.VERBOSE,
)
"""The labels of a byline. They stand at its beginning or after a blank: "活动时间：" is no such label."""

CARD = re.compile(r"[|【\s]*(?:信息)?索[\s\u3000]*引[\s\u3000]*号")
"""How the card begins that public offices put above a document."""

CARD_LABEL = re.compile(
    r"""[|\s\u3000]*(?: (?:信息)?索[\s\u3000]*引[\s\u3000]*号 | [主组体][题配裁]分类
      | 信息分类 | 分[\s\u3000]*类
      | 发布机构 | 发文机关 | 发文单位 | 公开主体 | 发文字号 | 文[\s\u3000]*号
      | 成文日期 | 成文时间 | 发布日期 | 发布时间 | 发文日期 | 公开(?:日期|时限|范围|方式)
      | 有[\s\u3000]*效[\s\u3000]*性 | 时效性 | 效力状态 | 信息名称 | 名[\s\u3000]*称 | 标[\s\u3000]*题
      | 主[\s\u3000]*题[\s\u3000]*词 | 关[\s\u3000]*键[\s\u3000]*词
      | 生成日期 | 生效日期 | 废止日期 | 内容概述 | 服务对象 )[：:|】\s\u3000]*""",
    re.VERBOSE,
)
"""The labels on the card, with the marks that part them from their values."""

BUTTONS = {
    **dict.fromkeys(
        (
            "打印", "打印本页", "打印此页", "收藏", "加入收藏", "关闭", "关闭窗口", "关闭本页", "分享到",
            "字体", "字号", "字体大小", "返回顶部", "返回列表", "返回首页", "复制链接", "一键复制",
            "展开全文", "阅读全文", "全文阅读", "听全文", "点赞", "举报", "纠错", "我要纠错", "大中小",
            "设为首页", "微信扫一扫", "放大", "缩小", "无障碍", "适老化",
        ),
        True,
    ),
    **dict.fromkeys(
        (
            "大", "中", "小", "特大", "默认", "分享", "微信", "微博", "QQ", "QQ空间", "新浪微博", "朋友圈",
            "复制", "评论", "保存", "下载", "推荐", "转发", "朗读", "返回", "顶部", "首页", "登录", "注册",
            "A+", "A-", "T", "＋", "－", "+", "-", "本页", "窗口", "我要", "至", "到", "更多",
        ),
        False,
    ),
}  # fmt: skip
"""Names of buttons, and whether one alone tells that its line is made of buttons."""

LINK_LIST = re.compile(
    r"""
      [【\[]?(?:.{0,30}】)?(?:相关|推荐|热门|精彩|延伸|更多|最新)
      (?:文章|阅读|链接|推荐|新闻|内容|资讯|热词搜索|搜索|范文|稿件)[】\]]?[：:]?
    | 猜你喜欢[：:]? | 友情链接[：:]?
    """,
    re.VERBOSE,
)
"""What stands above links to other pages."""

STAMP = re.compile(
    r"(?:(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)?\s*[，,]?\s*正文[：:]\s*(?=\S)"
)
"""When a page was put up, and the word that says that its text begins."""

TAIL = re.compile(
    r"""\s*(?:
      [（(【\[]?责任?编辑?[：:][^。；，）)】\]]{0,16}[）)】\]]?
    | 返回搜狐，?查看更多 | 分享让更多人看到 | [（(]?免责声明[：:].{0,200}
    )\s*$""",
    re.VERBOSE,
)
"""The page's words after the last sentence, on its line."""
