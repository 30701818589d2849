// SPDX-License-Identifier: Apache-2.0
#include "app/parquet/marks.h"
#include <algorithm>

namespace lapidary::parquet_rows {
namespace {

const Marks kNone{};

bool isSet(const Json &said, const char *name) {
    const auto it = said.find(name);
    return it != said.end() && *it == Json(true);
}

} // namespace

bool Marks::any() const {
    return absent || json || whole || (element && element->any()) ||
           std::any_of(fields.begin(), fields.end(), [](const auto &each) { return each.second.any(); });
}

const Marks &Marks::of(const std::string &field) const {
    const auto it = fields.find(field);
    return it == fields.end() ? kNone : it->second;
}

const Marks &Marks::ofElement() const {
    return element ? *element : kNone;
}

Json toJson(const Marks &marks) {
    Json out = Json::object();
    if (marks.absent) out["absent"] = true;
    if (marks.json) out["json"] = true;
    if (marks.whole) out["whole"] = true;
    for (const auto &[name, each] : marks.fields)
        if (each.any()) out["fields"][name] = toJson(each);
    if (marks.element && marks.element->any()) out["element"] = toJson(*marks.element);
    return out;
}

Marks marksFromJson(const Json &said) {
    Marks marks;
    if (!said.is_object()) return marks;
    marks.absent = isSet(said, "absent");
    marks.json = isSet(said, "json");
    marks.whole = isSet(said, "whole");
    if (const auto fields = said.find("fields"); fields != said.end() && fields->is_object())
        for (const auto &[name, each] : fields->items()) marks.fields.emplace(name, marksFromJson(each));
    if (const auto element = said.find("element"); element != said.end())
        marks.element = std::make_shared<Marks>(marksFromJson(*element));
    return marks;
}

} // namespace lapidary::parquet_rows
