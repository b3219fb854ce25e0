# SPDX-License-Identifier: GPL-3.0-or-later
"""What single characters say of words that no list has: the table characters.tsv, made for make_lexicon.py.

Costs are in 1/64 bit, as the segmenter's. Names are learnt from jieba's lists of names; the surnames, in the order of
how many people bear them, and the characters that transcribe foreign names are our own lists.
"""
import collections
import math

UNIT = 64
# by falling number of bearers in China
SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司"
    "柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭"
    "窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺")
FOREIGN = set(
    "阿埃艾爱安昂奥澳巴拜班邦保堡鲍贝本比彼毕宾波博伯勃布查达大戴丹当道德登邓迪蒂丁东杜多顿俄厄恩尔法凡范菲费芬丰冯佛夫弗福盖甘"
    "高戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪侯胡华霍基吉季加贾简杰捷金津京喀卡开凯坎康考柯科可克肯孔库拉来莱兰朗劳勒雷蕾累黎里理利丽"
    "莉连林琳柳龙卢鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙米密敏明摩莫墨默姆穆拿纳娜奈南内能尼涅宁纽努诺欧帕潘庞佩彭皮平珀普齐奇恰乔切"
    "琴丘琼让热日荣茹瑞若撒萨塞赛桑瑟森沙莎山绍舍申圣施石史士斯丝司松苏索塔泰坦汤唐陶特腾提图土托陀瓦万旺威韦维魏温沃乌伍武西希锡"
    "夏香肖谢辛欣休许雅亚扬耶叶伊依宜因英尤于约泽扎詹珍卓兹佐得隆拓仑朵缅冈奎蓬钦岑佛约翰逊什廉彻妮姬莲芙薇黛露洁玫蓓缪娅茜茵翁梵弥甫罕历")
PLACE_ENDS = "省市县区乡镇村州旗岛湖河山江"
# what a character does in numbers, dates and places: src/text/char_model.h names the letters
CLASSES = {"d": "〇○零一二三四五六七八九", "t": "十百千万亿兆廿卅", "l": "两", "p": "省市县区乡镇村州旗岛湖河", "q": "多余几",
           "y": "年", "m": "月", "r": "日", "h": "时", "f": "分", "z": "之", "o": "点", "a": "代", "w": "世", "x": "纪",
           "k": "份", "n": "第", "b": "本", "v": "候期间段光", "u": "度"}
BASE = {"word": 6.7, "name": 8.0, "short_name": 3.0}  # bits on top: src/text/README.md says how they were found
# no name ends in these, and no place holds them: 李希|说, 张慧|的 (bits on top)
NO_NAME_ENDS = set("的了在是与不就都及或将要到说等这那个们被把对从向于以也还又很已去着过称曾能并但则由让给跟没未方应作")
NO_NAME_ENDS_BITS = 5.0
NUMERAL_BITS = 3.0  # on top where a pair begins with a number: 十|度
COLUMNS = ("begin", "end", "surname", "given1", "given2", "given", "foreign", "place")


def model(counts, floor):
    """-log2 of the smoothed share of a character, as a function."""
    total = sum(counts.values()) + floor * 5000
    return lambda character: -math.log2((counts.get(character, 0) + floor) / total)


def name_counts(jieba, fold):
    """Counts of characters in jieba's Chinese names (second and third of three, second of two), in transcribed names,
    and in names of places before their last character."""
    given1, given2, given, foreign, place = (collections.Counter() for _ in range(5))
    for word, (_, tag) in jieba.items():
        word = fold(word)
        if tag.startswith("nr") and tag != "nrt" and word[0] in SURNAMES:
            if len(word) == 3:
                given1[word[1]] += 1
                given2[word[2]] += 1
            elif len(word) == 2:
                given[word[1]] += 1
        if len(word) >= 3 and tag in ("nrt", "nr", "ns", "nz", "nrfg") and all(c in FOREIGN for c in word):
            foreign.update(word)
        if tag == "ns" and len(word) == 3 and word[-1] in PLACE_ENDS:
            place.update(word[:-1])
    return given1, given2, given, foreign, place


def table(words, jieba, fold):
    """Rows (character, eight costs or "", class), by code point. words are the lexicon's, folded."""
    begin, end = collections.Counter(), collections.Counter()
    for word in words:
        if len(word) == 2:
            begin[word[0]] += 1
            end[word[1]] += 1
    given1, given2, given, foreign, place = name_counts(jieba, fold)
    models = [model(c, 0.5) for c in (begin, end, given1, given2, given)] + [model(foreign, 0.1), model(place, 0.5)]
    # Zipf's law with two pieces, close to the shares that the censuses give for the commonest names
    shares = {c: 0.075 / (i + 1) ** 0.95 if i < 5 else 0.17 / (i + 3) for i, c in enumerate(SURNAMES)}
    classes = {c: letter for letter, members in CLASSES.items() for c in members}
    rows = []
    for c in sorted({word for word in words if len(word) == 1} | set(classes)):
        end_bits = NO_NAME_ENDS_BITS if c in NO_NAME_ENDS else 0.0
        numeral_bits = NUMERAL_BITS if classes.get(c, "") in ("d", "t", "l") else 0.0
        bits = [BASE["word"] + numeral_bits + models[0](c), models[1](c), BASE["name"] - math.log2(shares[c]) if c in shares else None,
                models[2](c), models[3](c) + end_bits, BASE["short_name"] + models[4](c) + end_bits,
                models[5](c) if c in foreign else None, models[6](c) + (NO_NAME_ENDS_BITS if c in NO_NAME_ENDS or c in "和同" else 0.0)]
        rows.append((c, ["" if b is None else round(b * UNIT) for b in bits], classes.get(c, "")))
    return rows
