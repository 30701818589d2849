// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/text/chat_template/chat_template.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/fuzz/targets.h"
#include "tests/support/temporary_folder.h"

namespace lapidary::fuzz {

/// The special tokens that it names are tokens of the tokenizer.json beside it, or it is told what is wrong.
void tokenizer_config(std::string_view bytes) {
    static const TemporaryFolder folder;
    static const bool written = [] {
        folder.write(
            "tokenizer.json",
            R"({"added_tokens":[{"id":0,"content":"<s>","special":true},{"id":1,"content":"</s>","special":true}],
            "model":{"type":"BPE","vocab":{"<s>":0,"</s>":1,"a":2,"b":3,"ab":4},"merges":[["a","b"]]}})");
        return true;
    }();
    promise(written);
    folder.write("tokenizer_config.json", std::string(bytes));
    const auto tokenizer = Tokenizer::load(folder.path);
    if (tokenizer) {
        for (const auto id : {tokenizer->bosId(), tokenizer->eosId(), tokenizer->padId()})
            promise(!id || tokenizer->tokenOf(*id));
        for (const auto &warning : tokenizer->warnings()) promise(!warning.message.empty());
    } else {
        promise(!tokenizer.error().code.empty());
    }
    const auto chat = ChatTemplate::load(folder.path);
    promise(chat || !chat.error().code.empty());
}

} // namespace lapidary::fuzz
