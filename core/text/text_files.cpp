// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_files.h"
#include "core/gguf/place.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kNames[] = {
    "tokenizer.json",  "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
    "tokenizer.model", "tekken.json",           "tiktoken.model",          "vocab.json",
    "merges.txt",      "chat_template.json",    "chat_template.jinja"};

void addEndingWith(const char *ending, const fs::path &folder, const fs::path &within, std::vector<fs::path> &out) {
    std::error_code ignored;
    std::vector<fs::path> found;
    for (const auto &each : fs::directory_iterator(folder / within, ignored))
        if (each.path().extension() == ending) found.push_back(within / each.path().filename());
    std::sort(found.begin(), found.end());
    out.insert(out.end(), found.begin(), found.end());
}

} // namespace

std::vector<fs::path> textFilesIn(const fs::path &folder) {
    std::vector<fs::path> out;
    for (const char *name : kNames)
        if (hasModelFile(folder, name)) out.emplace_back(name);
    addEndingWith(".tiktoken", folder, {}, out);
    addEndingWith(".jinja", folder, "additional_chat_templates", out);
    return out;
}

} // namespace lapidary
