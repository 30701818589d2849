// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/math/boxes.h"
#include "core/text/answer/math/lexer.h"
#include <algorithm>

namespace lapidary::math {
namespace {

constexpr std::size_t kLongestJoint = 60;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// \text{ for part (a) and } joins as its last word does.
std::string_view lastWord(std::string_view words) {
    while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
    std::size_t begin = words.size();
    while (begin > 0 && isLetter(words[begin - 1])) --begin;
    return words.substr(begin);
}

/// The words and signs between two formulas without what sets them; text groups as their last word.
std::string bareJoint(std::string_view between) {
    std::string out;
    while (!between.empty()) {
        if (between.starts_with("\\text{")) {
            const auto length = groupLength(between.substr(5));
            if (length == 0) return "?";
            const auto word = lastWord(between.substr(6, length - 2));
            out += word == "and" || word == "or" || word.empty() ? std::string(word) : "?";
            between.remove_prefix(5 + length);
            continue;
        }
        std::size_t skipped = 0;
        for (const std::string_view sign : {"\\quad", "\\qquad", "\\(", "\\)", "\\[", "\\]", "\\ ", "\\,", "\\;", "$",
                                            " ", "\n", "\t", "\r", "*", "\\"})
            if (between.starts_with(sign)) skipped = std::max(skipped, sign.size());
        if (skipped == 0) out += between[0];
        between.remove_prefix(std::max<std::size_t>(skipped, 1));
    }
    return out;
}

} // namespace

std::vector<Box> boxesIn(std::string_view text) {
    std::vector<Box> boxes;
    for (std::size_t at = 0; (at = text.find("box", at)) != text.npos; at += 3) {
        const bool boxed = at >= 1 && text.substr(at - 1).starts_with("\\boxed");
        const bool framed = at >= 2 && text.substr(at - 2).starts_with("\\fbox");
        if (!boxed && !framed) continue;
        Box box{.begin = at - (boxed ? 1 : 2)};
        std::size_t from = box.begin + (boxed ? 6 : 5);
        while (from < text.size() && text[from] == ' ') ++from;
        const auto rest = text.substr(from, kLongest);
        if (const auto length = groupLength(rest); length > 0) {
            box.inside = rest.substr(1, length - 2);
            box.end = from + length;
        } else if (rest.starts_with('{')) {
            box.closed = false;
            box.inside = rest.substr(1);
            box.end = from + rest.size();
        } else {
            box.inside = rest.substr(0, std::min(rest.find_first_not_of("0123456789.,+-"), rest.size()));
            while (!box.inside.empty() && (box.inside.back() == '.' || box.inside.back() == ','))
                box.inside.remove_suffix(1);
            if (box.inside.empty()) continue;
            box.end = from + box.inside.size();
        }
        boxes.push_back(box);
    }
    return boxes;
}

bool isJoint(std::string_view between) {
    if (between.size() > kLongestJoint) return false;
    std::string bare = bareJoint(between);
    for (const std::string_view joint : {"and", "or", ",and", ",or", ",", ";", "&"})
        if (bare.starts_with(joint) && (bare.size() == joint.size() || joint != ",")) {
            bare.erase(0, joint.size());
            break;
        }
    if (bare.starts_with(',')) bare.erase(0, 1);
    if (bare.empty()) return true;
    // "y_2 ="
    return bare.size() <= 6 && isLetter(bare[0]) && bare.back() == '=' &&
           (bare.size() == 2 || bare[1] == '_' || bare[1] == '(');
}

} // namespace lapidary::math
