// SPDX-License-Identifier: Apache-2.0
#include "core/data/revisions.h"

namespace lapidary {

namespace {

constexpr std::pair<const char *, std::int64_t Revisions::*> kCounts[] = {
    {"problems", &Revisions::problems},           {"drafts", &Revisions::drafts},
    {"first_right", &Revisions::firstRight},      {"wrong_to_right", &Revisions::wrongToRight},
    {"right_to_wrong", &Revisions::rightToWrong},
};

} // namespace

void Revisions::add(const Revisions &other) {
    for (const auto &[name, count] : kCounts) this->*count += other.*count;
}

Revisions revisionsOf(const std::vector<bool> &right) {
    Revisions out;
    if (right.empty()) return out;
    out.problems = 1;
    out.drafts = std::ssize(right);
    out.firstRight = right.front();
    for (std::size_t draft = 1; draft < right.size(); ++draft) {
        out.wrongToRight += !right[draft - 1] && right[draft];
        out.rightToWrong += right[draft - 1] && !right[draft];
    }
    return out;
}

Json toJson(const Revisions &revisions) {
    Json out = Json::object();
    for (const auto &[name, count] : kCounts) out[name] = revisions.*count;
    return out;
}

Result<Revisions> revisionsFromJson(const Json &value) {
    Revisions out;
    for (const auto &[name, count] : kCounts) {
        const auto read = getInteger(value, name);
        if (!read) return unexpected(read.error());
        out.*count = *read;
    }
    return out;
}

} // namespace lapidary
