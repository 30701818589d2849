// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/filters.h"
#include "core/text/chat_template/filter_tables.h"
#include <map>

namespace lapidary::jinja {

namespace {

constexpr std::pair<const char *, const char *> kOtherNames[] = {
    {"d", "default"}, {"e", "escape"}, {"count", "length"}};

const std::map<std::string, const NamedFilter *> &filters() {
    static const std::map<std::string, const NamedFilter *> all = [] {
        std::map<std::string, const NamedFilter *> out;
        for (const NamedFilter &each : sequenceFilters()) out[each.name] = &each;
        for (const NamedFilter &each : valueFilters()) out[each.name] = &each;
        for (const auto &[other, name] : kOtherNames) out[other] = out.at(name);
        return out;
    }();
    return all;
}

} // namespace

bool isFilter(const std::string &name) {
    return filters().contains(name);
}

Value applyFilter(const std::string &name, const Value &on, const Arguments &arguments) {
    const auto it = filters().find(name);
    if (it == filters().end()) throw Failure{"template.unknown_filter", "there is no filter of this name", name};
    return it->second->apply(on, arguments);
}

} // namespace lapidary::jinja
