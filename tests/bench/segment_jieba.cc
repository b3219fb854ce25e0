// SPDX-License-Identifier: GPL-3.0-or-later
// cppjieba behind C functions, for segment_speed.c.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cppjieba/Jieba.hpp"

extern "C" {
void *jieba_new(const char *folder);
std::uint64_t jieba_cut(void *jieba, const char *text, std::size_t len, int hmm);
}

void *jieba_new(const char *folder)
{
    std::string at(folder);
    return new cppjieba::Jieba(at + "/jieba.dict.utf8", at + "/hmm_model.utf8", at + "/user.dict.utf8", at + "/idf.utf8",
                               at + "/stop_words.utf8");
}

// Words in the text: by maximum probability, with hmm the mixed way that is its default.
std::uint64_t jieba_cut(void *jieba, const char *text, std::size_t len, int hmm)
{
    std::vector<cppjieba::Word> words;
    static_cast<cppjieba::Jieba *>(jieba)->Cut(std::string(text, len), words, hmm != 0);
    return words.size();
}
