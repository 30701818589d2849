// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace lapidary {

using SymbolPair = std::pair<std::string, std::string>;

/// A tokenizer.json of one token per symbol: BPE whose only merges are the `pairs`, which the reference library reads
/// too. The specials get the first ids, then come symbols and pairs; a special that is called "<bos>" is put before
/// every text.
std::string characterTokenizerJson(const std::vector<std::string> &symbols, const std::vector<std::string> &specials,
                                   const std::vector<SymbolPair> &pairs = {});

} // namespace lapidary
