// SPDX-License-Identifier: Apache-2.0
#include "core/remote/answer.h"
#include <algorithm>

namespace lapidary {

void RemoteAnswer::flag(const Sentence &what) {
    if (std::find(flags.begin(), flags.end(), what.str()) == flags.end()) flags.push_back(what.str());
}

void RemoteAnswer::add(RemoteAnswer more) {
    for (auto &choice : more.choices) choices.push_back(std::move(choice));
    for (const auto &each : more.flags) flag(each);
    for (const auto &[total, part] :
         {std::pair{&promptTokens, more.promptTokens}, {&completionTokens, more.completionTokens}})
        if (part >= 0) *total = std::max<std::int64_t>(*total, 0) + part;
    if (!more.model.empty()) model = std::move(more.model);
    problem = std::move(more.problem);
    requests += more.requests;
    retries += more.retries;
}

} // namespace lapidary
