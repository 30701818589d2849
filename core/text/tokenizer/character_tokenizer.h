// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace lapidary {

/// A tokenizer.json of one token per symbol: BPE without merges, which the reference library reads too. The specials get
/// the first ids; the first special that is called "<bos>" is put before every text.
std::string characterTokenizerJson(const std::vector<std::string> &symbols, const std::vector<std::string> &specials);

} // namespace lapidary
