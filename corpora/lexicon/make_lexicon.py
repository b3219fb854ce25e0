#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes lexicon.tsv, characters.tsv and fold.tsv, guanlan's Chinese word list, from what Debian ships and additions.tsv.

usage: make_lexicon.py [--out FOLDER] [--jieba DICT] [--additions FILE] [--set NAME=NUMBER ...]

Sources (README.md says more, LICENSES.md has the licences):
  i  ICU's Chinese/Japanese break dictionary, read out of libicudata by extract_icu.cc; its Chinese part only
  j  jieba's dict.txt
  o  additions.tsv, our own

What happens, in this order:
  1. Words are grouped by their folded form (each character through fold.tsv), so that a word has one
     frequency whichever script it is written in. A program that folds text before looking words up can
     fold the lexicon too and take any of a group's frequencies: they are equal.
  2. The Japanese part of ICU's dictionary is left out (see chinese_part).
  3. Frequencies come on one scale, jieba's counts (see merged_frequency).
  4. Numbers with their measure are left out (see counted): the segmenter makes them.
  5. Words of three characters and more that are sums of their parts are left out (see cohesive); frequent ones come
     back as compounds, of frequency 0, for the coarse cut (see compounds).
  6. Single characters are all kept.
  7. Words of Latin letters or digits and Han characters (A股, 卡拉OK, 90后) are taken as they are.
"""
import argparse
import collections
import itertools
import math
import os
import re
import subprocess
import sys
import tempfile

import characters

HERE = os.path.dirname(os.path.abspath(__file__))
JIEBA = "/usr/lib/python3/dist-packages/jieba/dict.txt"
HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
# Latin letters, digits and Han characters in one word: A股, 卡拉OK, 90后
MIXED = re.compile(r"(?=.*[A-Za-z0-9])[0-9A-Za-z.]*[\u4e00-\u9fff][0-9A-Za-z.\u4e00-\u9fff]*")
NOT_MIXED = {"江南style", "江南Style", "K歌之王", "1号店", "N年", "I盘", "Z盘", "T盘", "H盘", "G盘"}  # jieba's, not ours
MAX_CHARACTERS = 16

# Other forms of characters, which papers of Hong Kong and Taiwan print and ICU leaves as they are (衞生, 屋邨, 滙豐): our own.
VARIANTS = ("衞卫 峯峰 麪面 祇只 汚污 噁恶 鬪斗 寃冤 痲麻 嶽岳 竝并 枱台 嬭奶 玆兹 痺痹 勣绩 糉粽 糭粽 翶翱 蔘参 葠参 蘂蕊 蕋蕊 遶绕 鑚钻 飃飘 餧喂 "
            "驩欢 鵰雕 彫雕 巿市 嵒岩 堦阶 塲场 媿愧 寳宝 寕宁 恊协 懽欢 戞戛 抝拗 擧举 攷考 敍叙 斵斫 朞期 柺拐 栢柏 梹槟 棊棋 碁棋 榦干 殭僵 湻淳 "
            "滙汇 濶阔 犂犁 猨猿 珎珍 畧略 皐皋 臯皋 盌碗 眎视 矇蒙 穽阱 緜绵 縂总 繙翻 耡锄 脗吻 覊羁 賍赃 跥跺 踫碰 躭耽 躱躲 軆体 輭软 逈迥 邨村 "
            "隣邻 閙闹 隖坞 靭韧 颷飙 飜翻 舘馆 騐验 鴈雁 鵞鹅 鹻碱 鎭镇 淸清 靑青 旣既 敎教 卽即 鄕乡 郞郎 鞦秋 韆千 彷仿").split()

# README.md says what each does to a segmentation score.
SETTINGS = {
    "icu_scale": 9.0,      # ICU's cost / this = -ln of the probability
    "icu_weight": 0.4,     # ICU's share in the geometric mean with jieba's count
    "icu_only": 0.1,       # factor on the frequency of words that only ICU has
    "icu_only_bits": 6.0,  # and the cohesion they need, whatever their length
    "bayes": 2.0,          # how much likelier Chinese than Japanese, in nats, a word in doubt must be
    "bits_3": 2.0,         # the cohesion that words of 3, 4, and 5 or more characters need
    "bits_4": 15.0,
    "bits_5": 20.0,
    "bits_idiom": 1.0,     # the same for idioms of 4 characters and more,
    "bits_idiom_22": 10.0,
    "bits_saying": 8.0,    # and for set phrases of 4 that are not two words of two (无一例外)
    "bits_fine": 8.0,      # a word of 3 characters below this is a compound of two for the fine cut
    "coarse": 30.0,        # the frequency that a compound for the coarse cut needs
    "part": 20.0,          # the frequency that parts of a name of 5 characters or more need to stand alone
    "bits_closed": 2.0,    # the same for long words of the closed classes
}
NUMERALS = "一二两三四五六七八九十百千万亿兆几数余多"
MEASURES = ("包幢盘箱盒袋罐桌匹桩笔款首朵株剂盏幅例倍处个次种位条座名届件张支只层年天周轮项句篇部本场块把口封幅队份声家所套栋段片群类辆艘架枚颗粒组步批棵头户门间杯瓶碗亩斤吨米元角岁号楼章节集"
            "回遍番趟顿阵股滴串双对束堆排列行册卷期版枝根棒程站大方里台局秒度轮")
LONG_MEASURES = ("个月", "季度", "星期", "美元", "欧元", "日元", "公顷", "平方米", "公里", "公斤", "人次", "年代", "分钟", "小时")
# numbers in form that are words
WORDS_LIKE_NUMBERS = set(
    "一个 一时 一再 一行 一番 一阵 一号 一回 一方 双方 一步 两侧 百度 几度 数度 多度 "
    "两岸 三方 四方 八方 十大 两会 三军 四川 五行 一大 三大 两大 一带 一度 一块 百姓 千方 万方 三角 几何 数目 两口 三门 八角 六角 "
    "数据 数位 九章 数列 数组 数项 三元 四角 两家 数家 十方 两方 两期 三期 一期 二期 一级 一号 二号 三号 一楼 二楼 三楼 万里 千里 "
    "百里 千米 百米 百年 千年 万年 百家 百户 百科 万户 万家 千家 百口 多方 多年 多次 多种 多元 三包 五笔 四处 百倍 一处 双倍".split())
# Phrases that the sources list as words: a determiner with its measure (这家, 该市), what stands in a place or time
# (餐桌上, 下课后), with a particle (紧握着, 摆放在, 小小的), and verbs with a direction (跳下去). Those kept are words.
DETERMINERS = {
    "这": "这个 这样 这些 这种 这里 这么 这次 这时 这儿 这天 这边 这般 这里 这么着 这会儿 这时候 这阵子 这边儿 这样儿 这么样 这么些 这里边",
    "那": "那个 那样 那些 那种 那里 那么 那次 那时 那儿 那天 那边 那般 那年 那日 那晚 那末 那马 那曲 那堪 那厮 那么些 那会儿 那时候 那阵子",
    "该": "该当 该死 该当何罪",
    "每": "每年 每天 每日 每月 每周 每次 每个 每每 每逢 每当 每晚 每隔 每况愈下 每时每刻",
    "某": "某些 某种 某个 某某 某人 某某某",
    "此": "此外 此时 此次 此后 此事 此刻 此类 此人 此前 此间 此地 此处 此举 此行 此言 此等 此生 此为 此起彼伏 此起彼落 此情此景 此伏彼起 "
          "此路不通 此消彼长 此地无银三百两 此一时彼一时 此致 此辈 此番 此谓 此岸 此致敬礼 此唱彼和 此呼彼应",
    "哪": "哪里 哪些 哪个 哪儿 哪怕 哪种 哪样 哪边 哪吒 哪门子 哪知 哪会儿 哪年哪月",
    "各": "各种 各地 各级 各国 各类 各个 各自 各位 各项 各界 各方 各族 各人 各式 各别 各异 各处 各色 各路 各式各样 各行各业 各家各户 各司其职 "
          "各具特色 各得其所 各抒己见 各有千秋 各取所需 各行其是 各向同性 各执一词 各有所好 各奔前程 各个击破 各尽所能 各就各位 各自为政",
}
DETERMINERS = {first: set(words.split()) for first, words in DETERMINERS.items()}
NO_SURNAMES = "和从但向都对在将把被让而就与为同跟"  # 和慈禧, 但崇祯; who is called 向 is found by rule
PLACES_AND_TIMES = "上里中内外下后前时"
DIRECTIONS = ("出来 出去 下来 下去 上来 上去 起来 过来 过去 回来 回去 进来 进去".split())
PHRASES = set("万平方 几代 全村人 渗透到 追溯到 察觉到 捕捉到 流露出 暴露出 培育出 呈现出 归结为 习惯于 缩减到 面上 时会 较往年 仍未 会议员 翻了一番 春之歌 防汛防台 数最多 在发言中 新形势下 人与自然 并网发电 装机容量 挥手致意 再立新功 已有近 的花海 迎新年 好几年 好几个 好几次 好几天 近两年 近几年 近三年 近百年 近百年来 十来个 十来年 多月 半小时 一首歌 两首歌 一朵花 一盏灯 篇文章 段时间 组成员 张老师 张大哥 架飞机 类药物 是从 已对 并能 并为 而为 而以 而有 已是 已有 在城镇 也会有 就让 就要 还要 要说 与其说 与其说是 不想 不让 不吃 放在 坐在 留在 设在 趴在 处在 摆在 排在 披在 扣在 关在 滞在 省人大 市人大 县人大 省政协 市政协 县政协 本书 本条 本片 本章 本场 本集 本款 本套 因雨 被判 收报 吃盐 因涉嫌".split())
# what jieba calls idioms and is none
NO_IDIOMS = set("土耳其人 知不知道 刑事犯罪 当前目录 国家所有 收支平衡 完全恢复 等价交换 微波通信 公私兼顾".split())
PLACE_SUFFIXES = "省市县区乡镇村州"
NO_PHRASES = set(
    "基本上 实际上 事实上 原则上 大体上 一路上 形而上 骨子里 暗地里 背地里 私下里 无形中 冥冥中 国内外 海内外 省内外 党内外 境内外 不久前 公元前 "
    "西元前 纪元前 博士后 与此同时 不多时 时不时 倒计时 上半时 下半时 千瓦时 夏令时 平方公里 最后一公里 天底下 私底下 普天下 上中下 学龄前 "
    "意味着 紧接着 怎么着 这么着 看起来 接下来 看上去 豁出去 一起来 掌柜的 当家的 有的是 似的 目的 别的 怎么的 近年来 历年来 连日来 "
    "给事中 意料中 百忙中 东门外 远红外 近红外 总的来看 长此下去 说起来 想起来 后起来 年青时 前半时 后半时 人世间 望江南".split())
CLOSED_CLASSES = {"r", "d", "c", "p"}  # jieba's tags of pronouns, adverbs, conjunctions, prepositions


def stop(message):
    sys.exit("make_lexicon.py: " + message)


def run_extractor(work):
    """ICU's dictionary, folding table and version, as lists of [left, right]."""
    program = os.path.join(work, "extract_icu")
    command = ["g++", "-std=c++17", "-O1", "-o", program, os.path.join(HERE, "extract_icu.cc"),
               "-licui18n", "-licuuc", "-licudata"]
    try:
        built = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    except FileNotFoundError:
        stop("no g++: install Debian's packages g++ and libicu-dev")
    if built.returncode != 0:
        stop("extract_icu.cc does not build (Debian package libicu-dev?):\n" + built.stderr)
    tables = []
    for what in ("cjdict", "fold", "version"):
        text = subprocess.run([program, what], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
        tables.append([line.split("\t") for line in text.splitlines()])
    return tables


def read_jieba(path):
    """{word: (count, tag)} of the words that are Han characters, or these with Latin letters or digits."""
    if not os.path.exists(path):
        stop(path + " is absent: install Debian's package python3-jieba, or say --jieba DICT")
    words = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            if (HAN.fullmatch(word) or (MIXED.fullmatch(word) and word not in NOT_MIXED)) and len(word) <= MAX_CHARACTERS:
                words[word] = (max(int(count), 1), tag)
    return words


def read_additions(path):
    """{word: (count, tag)}; a mistake in the file stops with its line."""
    words = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 3 or not (HAN.fullmatch(columns[0]) or MIXED.fullmatch(columns[0])) or not columns[1].isdigit():
                stop(f"{path}:{number}: not WORD<TAB>FREQUENCY<TAB>TAG with a word that holds Han characters")
            if columns[0] in words:
                stop(f"{path}:{number}: {columns[0]} stands twice")
            words[columns[0]] = (int(columns[1]), columns[2])
    return words


def mixed_rows(jieba, own):
    """The rows of words that mix scripts. They have one way to be written, so nothing is to be merged but their case."""
    words = {}
    for source, letter in ((jieba, "j"), (own, "o")):
        for word, (count, tag) in source.items():
            if MIXED.fullmatch(word):
                before = words.get(word.upper(), (word, 0, tag, ""))
                words[word.upper()] = (word, max(count, before[1]), tag, before[3].replace(letter, "") + letter)
    return [(word, count, tag, "", sources) for word, count, tag, sources in words.values()]


def folder(pairs):
    table = {ord(a): b for a, b in pairs}
    return lambda word: word.translate(table)


def encodable(word, charset):
    try:
        word.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def features(word):
    """What tells Chinese from Japanese words: characters, pairs of them, both ends, the length."""
    yield "^" + word[0]
    yield word[-1] + "$"
    yield len(word)
    yield from word
    yield from (word[i:i + 2] for i in range(len(word) - 1))


def likelier_chinese(chinese, japanese):
    """Naive Bayes over features(): a function that gives a folded word's log odds."""
    ours, theirs = collections.Counter(), collections.Counter()
    for counts, words in ((ours, chinese), (theirs, japanese)):
        for word in words:
            counts.update(features(word))
    prior = math.log(max(len(japanese), 1) / max(len(chinese), 1))
    return lambda word: math.fsum(math.log((ours[f] + 0.5) / (theirs[f] + 0.5)) + prior for f in features(word))


def chinese_part(icu, jieba, fold, threshold):
    """The words of ICU's dictionary that are Chinese.

    The dictionary merges libtabe (Chinese) and IPADIC (Japanese) without a mark. libtabe's words stand
    there in traditional and in simplified characters, IPADIC's only in Japanese ones. So, for words of two
    characters and more: Chinese if jieba has them or if both scripts are there; Japanese if they mix
    characters that neither GB2312 nor Big5 covers as a whole, or have a simplified form that is absent.
    A word that looks the same in all three is in doubt: a classifier learnt from the sure ones decides.
    """
    folded_jieba = {fold(word) for word in jieba}
    forms = collections.Counter(fold(word) for word in icu)
    chinese, japanese, doubt = set(), set(), set()
    for word in icu:
        plain = fold(word)
        if len(word) == 1 or plain in folded_jieba:
            chinese.add(word)
        elif not encodable(word, "gb2312") and not encodable(word, "big5"):
            japanese.add(word)
        elif forms[plain] > 1:
            chinese.add(word)
        elif plain != word:
            japanese.add(word)
        else:
            doubt.add(word)
    odds = likelier_chinese({fold(w) for w in chinese if len(w) > 1}, {fold(w) for w in japanese})
    return {word: icu[word] for word in icu if word in chinese or (word in doubt and odds(word) > threshold)}


def merged_frequency(count, cost, total, settings):
    """One word's frequency on jieba's scale.

    ICU's value is a cost: -ln p times a constant, which is not documented. Over the words that both have,
    the mean of ln(count) falls by about 1/8 a unit of cost between 40 and 130; the line through all of them
    (reduced major axis; jieba has no counts below 2 or 3 to fall to) by 1/10.3. 8, 9 and 10 do equally well.
    A word of both gets the weighted geometric mean of the two. A word that only ICU has gets less than its
    cost says: jieba's much longer list did not want it.
    """
    if cost is None:
        return float(count)
    estimate = total * math.exp(-cost / settings["icu_scale"])
    if count is None:
        return estimate * settings["icu_only"]
    return estimate ** settings["icu_weight"] * count ** (1.0 - settings["icu_weight"])


def best_parts(word, cost):
    """The cheapest way to write word as two or more known words: its bits and the words.

    A character that is no word by itself costs 30 bits.
    """
    n = len(word)
    best = [(0.0, [])] + [(math.inf, [])] * n
    for begin in range(n):
        for end in range(begin + 1, n + (begin > 0)):
            part = word[begin:end]
            bits = cost.get(part, 30.0 if end == begin + 1 else None)
            if bits is not None and best[begin][0] + bits < best[end][0]:
                best[end] = (best[begin][0] + bits, best[begin][1] + [part])
    return best[n]


def counted(word):
    """Whether a word is a number with its measure (三座, 两千年), or one in a row of them (第三章)."""
    if word in WORDS_LIKE_NUMBERS or len(word) < 2:
        return False
    if word[0] == "第" and len(word) > 2:
        return all(c in NUMERALS for c in word[1:-1])
    for measure in LONG_MEASURES + (word[-1],):
        number = word[:-len(measure)]
        if word.endswith(measure) and number and all(c in NUMERALS for c in number):
            return len(measure) > 1 or measure in MEASURES
    return False


def phrase(word, tag, frequency):
    """Whether a word of the sources is a phrase: see DETERMINERS."""
    if word in PHRASES or word in NO_PHRASES or len(word) < 2:
        return word in PHRASES
    if len(word) == 3 and word[0] in NO_SURNAMES and tag in ("nr", "nrt"):
        return True
    if word[0] in DETERMINERS and not (len(word) > 2 and tag in ("ns", "nrt", "nz", "i")):
        return word not in DETERMINERS[word[0]] and (word[0] not in "此各哪" or len(word) == 2 or tag[0] in "rmlx")
    known = len(word) > 2 and frequency.get(word[:-1], 0) > 20
    if known and word[-1] in PLACES_AND_TIMES:
        return tag not in ("ns", "nz", "i", "d", "c", "s") and not word.endswith(("不上", "得上", "不下", "得下", "不中"))
    if len(word) == 3 and known and word[-1] in "着在的":
        return tag not in ("r", "c", "d", "p") or word[-1] == "着" and tag == "p"
    return len(word) == 3 and word[1:] in DIRECTIONS


def suffixed(word, tags, frequency):
    """Whether a place's name is a listed place with what it is (高雄市): the segmenter makes it, and weighs 高雄|市长."""
    stem = word[:-1]
    named = tags.get(word) == "ns" or word[-1] in "市县"  # the sources call 花莲县 a person
    return (len(stem) > 1 and word[-1] in PLACE_SUFFIXES and named and tags.get(stem) == "ns"
            and frequency.get(stem, 0) * 8 >= frequency[word])


def need_of(word, parts, tag, need, settings):
    """The cohesion that an idiom or a set phrase needs."""
    if tag not in ("i", "l") or len(word) < 4 or word in NO_IDIOMS or word.startswith("令狐"):
        return need
    single = any(len(part) == 1 for part in parts)
    return min(need, settings[("bits_idiom" if single else "bits_idiom_22") if tag == "i" else "bits_saying" if single else "bits_4"])


def share_out(frequency, tags, ours):
    """What is counted or a phrase is left out, so its occurrences are its parts': 十 and 度 for 十度."""
    for word in sorted(frequency):
        if len(word) > 1 and word not in ours and (counted(word) or phrase(word, tags.get(word, "x"), frequency)):
            cut = 1 if word[0] in DETERMINERS or len(word) == 2 else len(word) - 1
            for part in (word[:cut], word[cut:]):
                if part in frequency:
                    frequency[part] += frequency[word]
        elif suffixed(word, tags, frequency):
            frequency[word[:-1]] += frequency[word]


def cohesive(frequency, tags, only_icu, ours, settings):
    """The words to keep, shorter ones first, as longer ones are measured by those kept.

    A word's cohesion is its pointwise mutual information: log2 of p(word) over the product of its best
    parts' p. Words of 1 and 2 characters stay (those of ICU alone need some), longer ones need more the
    longer they are: below, they are phrases (two two-character words) whose parts are better
    counted. The closed classes (为什么, 实际上) need little. Words of 5 characters and more whose parts are
    all words of two and more, and not rare, go in any case: they are names of offices and companies that a
    corpus happened to have (中共|福建|省委). Our own additions always stay.
    """
    share_out(frequency, tags, ours)
    total = math.fsum(frequency[word] for word in sorted(frequency))
    needs = {1: -math.inf, 2: -math.inf, 3: settings["bits_3"], 4: settings["bits_4"]}
    cost, dropped, parts_of = {}, {}, {}
    for word in sorted(frequency, key=lambda w: (len(w), w)):
        bits = math.log2(total / frequency[word])
        need = needs.get(len(word), settings["bits_5"])
        if tags.get(word) in CLOSED_CLASSES:
            need = min(need, settings["bits_closed"])
        if word in only_icu and len(word) > 1:
            need = max(need, settings["icu_only_bits"])
        if word not in ours and (counted(word) or phrase(word, tags.get(word, "x"), frequency)):
            continue
        if suffixed(word, tags, frequency) and word[:-1] in cost:
            continue
        if need > -math.inf:
            sum_bits, parts = best_parts(word, cost)
            need = need_of(word, parts, tags.get(word), need, settings)
            named = len(word) >= 5 and all(len(p) > 1 and frequency[p] >= settings["part"] for p in parts)
            if word not in ours and (named or sum_bits - bits < need):
                if all(len(p) > 1 for p in parts) and frequency[word] >= settings["coarse"]:
                    dropped[word] = parts
                continue
            if len(word) > 2 and is_compound(word, parts, sum_bits - bits, tags, settings):
                parts_of[word] = parts
        cost[word] = bits
    return cost, dropped, parts_of


def is_compound(word, parts, bits, tags, settings):
    """Whether the fine cut takes a word of three characters or more apart: two-character words put together (脱贫攻坚,
    but not names and idioms), or one with a character before or behind that says little (安全感)."""
    tag = tags.get(word, "x")
    if len(word) == 3:
        return len(parts) == 2 and bits < settings["bits_fine"] and tag[0] in "nvabx" and not tag.startswith("nr")
    return tag not in ("i", "nr", "nrt", "ns", "nrfg") and all(len(p) > 1 for p in parts)


def in_parts(word, parts):
    """A word's text cut as its folded parts are: 脱贫|攻坚."""
    ends = list(itertools.accumulate(map(len, parts)))
    return "|".join(word[a:b] for a, b in zip([0] + ends, ends))


def build(icu, jieba, own, pairs, settings):
    """Rows (word, frequency, tag, sources) and a line of counts."""
    chinese = chinese_part(icu, jieba, folder(pairs), settings["bayes"])
    fold = folder(pairs + [list(pair) for pair in VARIANTS])
    total = sum(count for count, _ in jieba.values())
    counts, costs, tags = collections.Counter(), {}, {}
    for word in sorted(jieba):
        counts[fold(word)] += jieba[word][0]
        tags.setdefault(fold(word), jieba[word][1])
    for word, cost in chinese.items():
        costs[fold(word)] = min(cost, costs.get(fold(word), cost))
    frequency = {word: max(merged_frequency(counts.get(word), costs.get(word), total, settings), 0.5)
                 for word in sorted(counts.keys() | costs.keys())}
    ours, compounds = {}, {}
    for word, (count, tag) in own.items():
        if count == 0:
            compounds[fold(word)] = 0
            continue
        ours[fold(word)] = tag
        frequency[fold(word)] = max(count, frequency.get(fold(word), 0))
    for character in sorted({c for word in frequency for c in word}):
        frequency.setdefault(character, 0.5)
    kept, dropped, parts_of = cohesive(frequency, {**tags, **ours}, costs.keys() - counts.keys(), ours, settings)
    rows = []
    for word in chinese.keys() | jieba.keys() | {w for w in own if own[w][0]} | {c for c in frequency if len(c) == 1}:
        plain = fold(word)
        if plain in kept:
            tag = ours.get(plain) or tags.get(plain, "x")
            letters = "".join(s for s, have in (("i", chinese), ("j", jieba), ("o", own)) if word in have)
            parts = parts_of.get(plain, [])
            rows.append((word, max(1, round(frequency[plain])), tag, in_parts(word, parts), letters or "i"))
    for word in sorted(plain for plain, count in compounds.items() if plain not in kept):
        dropped[word] = best_parts(word, kept)[1]
    for word, parts in dropped.items():
        rows.append((word, 0, tags.get(word, "x"), in_parts(word, parts), "j" if word in counts else "i"))
    weak = [word for word in ours if len(word) > 1 and word in kept and best_parts(word, kept)[0] <= kept[word]]
    rows.sort(key=lambda row: row[0].encode("utf-8"))
    return rows, {"icu_han": len(icu), "icu_chinese": len(chinese), "jieba_han": len(jieba), "own": len(own),
                  "compounds": len(dropped), "weak": weak}


HEADER = """\
# guanlan's Chinese lexicon: word<TAB>frequency<TAB>tag<TAB>parts<TAB>sources. Made by make_lexicon.py; do not edit.
# Parts: what the fine cut makes of it. Frequency 0: a compound of words, for the coarse cut alone.
# Sources: i = ICU {icu} cjdict, Chinese part ({icu_chinese} of {icu_han} Han words); Unicode licence, libtabe and Google BSD.
#          j = jieba dict.txt ({jieba_han} Han words); MIT, Copyright 2012-2017 Sun Junyi.
#          o = additions.tsv ({own} words); CC0-1.0.
# The full notices are in LICENSES.md. Words: {words}; sum of frequencies over folded forms: {total}.
"""
CHARACTERS_HEADER = """\
# Characters in words that no list has, costs in 1/64 bit: character<TAB>{columns}<TAB>class. Made by make_lexicon.py
# (characters.py); do not edit. begin, end: of a word of two characters; surname, given1, given2: of a name of three; given:
# of one of two; foreign: in a transcribed name; place: in a place's before its suffix. From the words of lexicon.tsv and
# from jieba's names (MIT, Copyright 2012-2017 Sun Junyi): LICENSES.md.
"""
FOLD_HEADER = """\
# Traditional to simplified Chinese, single characters: traditional<TAB>simplified. Made by make_lexicon.py; do not edit.
# From ICU {icu}'s Traditional-Simplified transform applied to each Han character alone (Unicode {unicode}), Unicode
# licence: LICENSES.md; and {variants} other forms of characters (VARIANTS in make_lexicon.py), CC0-1.0. For matching and lookup, not for display: where the right one depends on the word (乾, 著, 藉)
# this is what ICU gives without one. Pairs: {pairs}.
"""


def main():
    parser = argparse.ArgumentParser(description="Makes lexicon.tsv and fold.tsv.")
    parser.add_argument("--out", default=HERE, metavar="FOLDER", help="where the two files go (here)")
    parser.add_argument("--jieba", default=JIEBA, metavar="DICT", help="jieba's dict.txt")
    parser.add_argument("--additions", default=os.path.join(HERE, "additions.tsv"), metavar="FILE")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER",
                        help="change one of: " + ", ".join(f"{k}={v:g}" for k, v in SETTINGS.items()))
    arguments = parser.parse_args()
    settings = dict(SETTINGS)
    for change in arguments.set:
        name, _, value = change.partition("=")
        if name not in settings:
            stop("no setting is called " + name)
        settings[name] = float(value)

    jieba = read_jieba(arguments.jieba)
    own = read_additions(arguments.additions)
    mixed = mixed_rows(jieba, own)
    jieba = {word: row for word, row in jieba.items() if HAN.fullmatch(word)}
    own = {word: row for word, row in own.items() if HAN.fullmatch(word)}
    with tempfile.TemporaryDirectory() as work:
        cjdict, pairs, version = run_extractor(work)
    icu = {word: int(cost) for word, cost in cjdict if HAN.fullmatch(word) and len(word) <= MAX_CHARACTERS}
    rows, facts = build(icu, jieba, own, pairs, settings)
    pairs += [list(pair) for pair in VARIANTS]
    fold = folder(pairs)
    words = {fold(row[0]) for row in rows if row[1]}
    rows = sorted(rows + mixed, key=lambda row: row[0].encode("utf-8"))
    facts.update(own=facts["own"] + sum("o" in row[4] for row in mixed), icu=version[0][0], unicode=version[0][1], words=len(rows), pairs=len(pairs),
                 total=sum({fold(row[0]): row[1] for row in rows}.values()))
    with open(os.path.join(arguments.out, "lexicon.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER.format(**facts))
        out.writelines("\t".join(map(str, row)) + "\n" for row in rows)
    with open(os.path.join(arguments.out, "fold.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write(FOLD_HEADER.format(variants=len(VARIANTS), **facts))
        out.writelines(f"{a}\t{b}\n" for a, b in sorted(pairs))
    with open(os.path.join(arguments.out, "characters.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write(CHARACTERS_HEADER.format(columns="<TAB>".join(characters.COLUMNS)))
        for c, costs, letter in characters.table(words, jieba, fold):
            out.write("\t".join([c, *map(str, costs), letter]) + "\n")
    print("\n".join(f"{name}\t{facts[name]}" for name in ("icu_han", "icu_chinese", "jieba_han", "own", "compounds",
                                                           "words", "total", "pairs")))
    if facts["weak"]:
        print("additions that their own parts would beat, so never found: " + " ".join(sorted(facts["weak"])),
              file=sys.stderr)


if __name__ == "__main__":
    main()
