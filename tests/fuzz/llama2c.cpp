// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/llama2c.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Once as a checkpoint, once as a tokenizer whose size the first byte says.
void llama2c(std::string_view bytes) {
    const auto file = std::as_bytes(std::span(bytes));
    if (const auto header = parseLlama2cHeader(file, "x"))
        promise(header->dim % header->heads == 0 && header->heads % header->kvHeads == 0 && header->vocab > 0);
    else
        promise(!header.error().code.empty());
    if (bytes.empty()) return;
    const auto json = llama2cTokenizer(file.subspan(1), 250 + static_cast<unsigned char>(bytes[0]), "x");
    if (!json) return promise(json.error().code.starts_with("llama2c.tokenizer"));
    const auto tokenizer = Tokenizer::parse(*json);
    promise(tokenizer || !tokenizer.error().code.empty());
}

} // namespace lapidary::fuzz
