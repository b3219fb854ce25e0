/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/stop_words.h"

const char gln_stop_words_zh[] =
    /* particles */
    "的 了 着 过 地 得 之 所 者 们 等 等等 吗 呢 吧 啊 呀 嘛 哦 啦 么 般 似的 而已 罢了 "
    /* pronouns and demonstratives */
    "我 你 您 他 她 它 我们 你们 他们 她们 它们 咱 咱们 自己 本人 彼此 大家 各 每 某 某些 某个 这 那 这个 那个 这些 "
    "那些 这里 那里 "
    "这样 那样 这么 那么 这种 那种 此 其 其他 其它 其中 其余 什么 怎么 怎样 如何 哪 哪些 哪里 谁 何 多少 几 "
    /* prepositions */
    "在 从 自 自从 由 于 向 往 朝 到 至 以 用 用于 按 按照 依 依照 依据 根据 据 凭 为 为了 为着 对 对于 关于 至于 和 "
    "与 跟 同 给 替 把 将 被 让 叫 使 "
    "比 较 除 除了 除此 沿 沿着 经 经过 通过 随 随着 围绕 当 趁 本着 鉴于 基于 有关 直到 截至 "
    /* conjunctions */
    "及 以及 并 并且 而 而且 且 或 或者 还是 但 但是 不过 然而 却 可是 虽 虽然 尽管 即使 即便 哪怕 因 因为 因此 因而 "
    "所以 由于 于是 从而 以便 以免 "
    "如 如果 若 倘若 假如 只要 只有 除非 无论 不论 不管 既 既然 不但 不仅 不光 何况 甚至 乃至 此外 另外 同时 然后 接着 "
    "否则 则 便 即 就 就是 那就 "
    "一方面 另一方面 例如 比如 譬如 比方 以上 以下 之后 之前 之间 以来 以后 以前 之中 之一 之外 "
    /* adverbs */
    "不 没 没有 未 非 别 勿 很 非常 十分 极 极其 最 更 更加 越 越来越 太 挺 相当 比较 稍 稍微 略 特别 尤其 也 又 再 还 "
    "还有 都 全 均 皆 总 总是 只 仅 "
    "仅仅 单 光 才 刚 刚刚 正 正在 在于 已 已经 曾 曾经 将要 就要 快要 即将 马上 立即 立刻 常 常常 经常 往往 时常 一直 "
    "一向 始终 仍 仍然 仍旧 依然 依旧 "
    "忽然 突然 渐渐 逐渐 逐步 终于 到底 究竟 毕竟 也许 或许 大概 大约 约 可能 必 必须 必定 一定 当然 其实 确实 的确 "
    "果然 居然 竟 竟然 反而 反正 恰恰 "
    "几乎 差不多 分别 各自 互相 相互 一起 一同 一共 共 总共 另 多么 何等 尚 尚未 乃 亦 遂 皆因 "
    /* verbs that bind */
    "是 有 无 会 能 能够 可 可以 要 须 需 需要 应 应当 应该 该 得以 敢 肯 愿 愿意 来 去 上 下 里 内 外 中 前 后 间 旁 "
    "起 起来 下来 下去 出来 出去 "
    /* measure words and small numbers by themselves */
    "个 些 一些 一个 一种 一样 一般 一切 一下 一点 有些 有的 有时 许多 很多 多 少 两 一 二 三 四 五 六 七 八 九 十 百 "
    "千 万 亿 第 "
    /* of newspapers */
    "说 称 表示 指出 认为 介绍 了解 据悉 据了解 记者 日前 近日 昨日 今日 本报 本报讯 电 讯 图 摄 ";

const char gln_stop_words_en[] =
    "a an the this that these those such each every either neither both all any some no none other another same own "
    "much "
    "many more most few fewer less least several enough "
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers "
    "herself it its itself they them their theirs themselves one ones who whom whose which what whatever whoever "
    "whichever "
    "someone somebody something anyone anybody anything everyone everybody everything nobody nothing "
    "am is are was were be been being do does did doing done have has had having will would shall should can could may "
    "might must ought cannot "
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't shan't shouldn't can't "
    "couldn't "
    "mustn't it's that's there's he's she's who's what's i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd "
    "she'll we're we've we'd we'll they're they've they'd they'll let's "
    "and or but nor so yet for if unless until while whereas because since as though although than whether lest once "
    "of in on at by to from with without within into onto upon over under above below between among amid through "
    "throughout across along around about against toward towards after before behind beside besides beyond during "
    "despite "
    "except inside outside near off out up down per via versus "
    "not never ever also too very just only even still again already almost always often sometimes seldom rarely soon "
    "now "
    "then here there where when why how however therefore thus hence otherwise instead rather quite perhaps maybe "
    "indeed "
    "else further meanwhile moreover nevertheless nonetheless "
    "s t d m ll ve re mr mrs ms said says say ";
