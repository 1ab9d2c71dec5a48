"""Answers that are hard to set: endless names and words, two scripts in a line, rare characters, long cells."""

from __future__ import annotations

_WORD = "Supercalifragilistic" * 8
_MIXED = (
    "（一）系统按“端—边—云”三层部署（Device-Edge-Cloud），兼容IEC 61850-7-420:2021、"
    "GB/T 19001-2016和“十四五”规划目录；说明见"
    "https://docs.huanyu-platform.example.cn/zh-cn/v3.2/guide/index.html?lang=zh&from=2021#part-7。\n"
    "1.截至2021年12月31日，在线设备9,876,543台/套，温升±0.5℃，时延≤0.8ms，占比12.5%……\n"
    "The vendor's gateway is certified; operators said \"it just works\" and 'never again by hand'. "
    "Mean time: 98765.4 hours.\n"
    "总工程师镕旸、架构师Anna J. Smith-Müller（玥）说：“省心！”“放心？”——同行评价……“《白皮书》（第2版）写得好。”\n"
    "①采集；②建模；③应用，缺一不可。"
)
_LATIN = "Since 2019 the branch in Chonburi has linked forty-one plants of three countries with one data model. " * 12
_RUN = (
    "平台把研发、生产、仓储、物流、运维的数据接在一起，既看得清，又管得住；凡是“卡脖子”的环节，都有（哪怕很小的）办法。"
)
_COMPANY = "四川天府新区寰宇智能制造与跨行业跨领域工业互联网平台投资运营（集团）股份有限公司成都分公司筹备处"

HARD_ANSWERS: dict[str, object] = {
    "cover.project": (
        "寰宇HyperLink跨行业跨领域工业互联网平台（面向汽车、航空航天、轨道交通、生物医药、"
        "绿色化工等产业集群）能力提升与规模化推广项目"
    ),
    "cover.applicant": _COMPANY,
    "applicant.name": _COMPANY,
    "applicant.contact_name": "㛃𠮷龘䶮",
    "applicant.contact_email": "li.ming.platform-operation-and-support@mail.chengdu.huanyu-industrial.example.com",
    "applicant.profile": f"{_MIXED}\n{_RUN * 6}",
    "models.details": f"{_MIXED}\n{_WORD}\n{_RUN * 3}",
    "abroad.details": f"{_LATIN}\n{'中文和English混排，' * 40}",
    "standards.listed": [],
    "architecture.details": "\n".join([_MIXED, _RUN * 8] * 3)[:2400],
    "plan.details": f"{_RUN * 12}{_MIXED}"[:980],
    "equipment_list.rows": [
        {
            "name": f"第{number}号{'大型' * (number % 4)}立式加工中心（带桁架机械手与在线测量）",
            "kind": ("运行设备", "加工设备", "行走设备", "其它设备")[number % 4],
            "model": f"VMC-{number}/8.5-AWC+{'X' * (number % 9)}",
            "quantity": number * 997,
            "cloud": ("公有云", "私有云")[number % 2],
            "protocol": ("OPC UA", "Modbus-RTU/TCP", "PROFINET、EtherCAT", "MQTT 5.0")[number % 4],
            "since": f"20{10 + number % 12}-{1 + number % 12:02}",
        }
        for number in range(1, 61)
    ]
    + [{"name": _WORD, "kind": "运行设备", "model": _WORD[:40], "quantity": 1}]
    + [{"name": _RUN * 30, "kind": "加工设备", "model": "短", "quantity": 2}],
    "solution_list.rows": [
        {
            "name": f"方案{number}：高价值旋转设备的预测性维护",
            "industry": "机械",
            "area": "运维服务",
            "technologies": ["5G", "大数据", "人工智能"],
            "problem": _RUN * (1 + number % 3),
            "users": number,
            "since": "2021-11",
        }
        for number in range(1, 25)
    ],
}
"""Of the form `sichuan-2022`, by path, as they are filled in."""
