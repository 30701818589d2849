// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

std::string StreamDecoder::push(std::int32_t id) {
    ids_.push_back(id);
    const std::string all = tokenizer_.decode(ids_, skipSpecial_);
    if (all.size() <= given_ || all.ends_with("\xEF\xBF\xBD")) return {}; // a character that is not whole yet
    std::string piece = all.substr(given_);
    given_ = all.size();
    if (ids_.size() >= kLongestWindow) forget();
    return piece;
}

/// Keeps only the last token, when all before it is told: decoding everything anew for each token would be quadratic.
/// Not behind a byte token, whose text depends on the bytes around it.
void StreamDecoder::forget() {
    const auto last = tokenizer_.tokenOf(ids_.back());
    if (!last || last->starts_with("<0x")) return;
    const std::string alone = tokenizer_.decode({&ids_.back(), 1}, skipSpecial_);
    if (alone.empty()) return;
    ids_ = {ids_.back()};
    given_ = alone.size();
}

std::string StreamDecoder::finish() {
    const std::string all = tokenizer_.decode(ids_, skipSpecial_);
    std::string piece = all.substr(std::min(given_, all.size()));
    given_ = all.size();
    return piece;
}

} // namespace lapidary
