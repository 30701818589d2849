// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {
namespace {

/// A token like <0x0A>: what such tokens stand for is known only when the last of them is there.
bool isByte(const std::optional<std::string> &token) {
    return token && token->size() == 6 && token->starts_with("<0x") && token->back() == '>';
}

} // namespace

std::string StreamDecoder::push(std::int32_t id) {
    ids_.push_back(id);
    if (isByte(tokenizer_.tokenOf(id)))
        inBytes_ = true;
    else if (inBytes_)
        inBytes_ =
            tokenizer_.decode({&id, 1}, skipSpecial_).empty(); // what is skipped does not part the bytes around it
    if (inBytes_) return {};
    const std::string all = tokenizer_.decode(ids_, skipSpecial_);
    if (all.size() <= given_ || all.ends_with("\xEF\xBF\xBD")) return {}; // a character that is not whole yet
    std::string piece = rest(all);
    if (ids_.size() >= kLongestWindow) forget();
    return piece;
}

/// What was not handed out of the window's text. Never begins within a character, whatever the decoder did to what was
/// told.
std::string StreamDecoder::rest(const std::string &all) {
    while (given_ < all.size() && (static_cast<unsigned char>(all[given_]) & 0xC0) == 0x80) ++given_;
    std::string piece = all.substr(std::min(given_, all.size()));
    given_ = all.size();
    return piece;
}

/// Keeps only the last token, when all before it is told: decoding everything anew for each token would be quadratic.
void StreamDecoder::forget() {
    const std::string alone = tokenizer_.decode({&ids_.back(), 1}, skipSpecial_);
    if (alone.empty()) return;
    ids_ = {ids_.back()};
    given_ = alone.size();
}

std::string StreamDecoder::finish() {
    return rest(tokenizer_.decode(ids_, skipSpecial_));
}

} // namespace lapidary
